//! The Python programs that open our files, as `tests/clients/setup` installs them into
//! `target/clients`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script that installs the programs.
const SETUP: &str = "tests/clients/setup";

/// A program of `tests/clients/requirements.txt`, or its Python.
pub(crate) fn client(name: &str) -> Command {
    let mut command = Command::new(home().join("bin").join(name));
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONWARNINGS", "ignore");
    command
}

/// The reason why the programs cannot be run, with the command that mends it; `None` where they are
/// installed in the versions listed.
pub(crate) fn missing() -> Option<String> {
    let wanted = fs::read(root().join("tests/clients/requirements.txt")).ok()?;
    match fs::read(home().join("installed.txt")) {
        Ok(there) if there == wanted => None,
        Ok(_) => Some(format!("needs other versions: run {SETUP} again")),
        Err(_) if home().exists() => Some(format!("half-installed: run {SETUP} again")),
        Err(_) => Some(format!("needs {SETUP}")),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn home() -> PathBuf {
    root().join("target/clients")
}
