//! Tests that the oldest Rust that builds Factline is the same everywhere it is named.

use serde_json::Value;
use std::process::Command;

/// A version such as `1.89` or `1.89.0`, in a form for comparison.
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text.split('.').map(|number| number.parse().expect("a version"));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// The output of `cargo metadata` for the packages of Cargo.lock that this machine would build.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--all-features"])
        .arg(format!("--filter-platform={}", host()))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

/// The target triple of this machine.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8(output.stdout).expect("rustc writes UTF-8");
    text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host").to_owned()
}

#[test]
fn the_declared_version_is_the_highest_that_a_package_asks_for() {
    let packages = packages();
    let (ours, others): (Vec<_>, Vec<_>) =
        packages.iter().partition(|package| package["name"] == "factline");
    let declared = ours[0]["rust_version"].as_str().expect("Cargo.toml names rust-version");
    let asked = |package: &&Value| package["rust_version"].as_str().map(version);
    let highest = others.iter().filter_map(|package| Some((asked(package)?, &package["name"])));
    let (highest, name) = highest.max_by_key(|(version, _)| *version).expect("packages");
    assert_eq!(version(declared), highest, "`{name}` asks for {highest:?}");
}

#[test]
fn readme_and_workflow_name_the_declared_version() {
    let declared = env!("CARGO_PKG_RUST_VERSION");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, words) in [
        ("README.md", format!("({declared} or newer)")),
        (".github/workflows/test.yml", format!("cargo +{declared} build")),
        (".ci/run", format!("Rust (cargo) {declared} or newer")),
    ] {
        let text = std::fs::read_to_string(root.join(file)).expect(file);
        assert!(text.contains(&words), "{file}: `{words}` is not there");
    }
}
