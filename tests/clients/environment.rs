//! The Python programs that open our files: installed once into `target/clients`, and again when
//! the list of them changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A program of `tests/clients/requirements.txt`, or its Python.
pub(crate) fn client(name: &str) -> Command {
    static PROGRAMS: LazyLock<Result<PathBuf, String>> = LazyLock::new(installed);
    let programs = PROGRAMS.as_deref().unwrap_or_else(|why| panic!("{why}"));
    let mut command = Command::new(programs.join(name));
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONWARNINGS", "ignore");
    command
}

/// The folder of the programs, which are installed if they are not there in the versions listed.
fn installed() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = root.join("target/clients");
    let (list, done) = (root.join("tests/clients/requirements.txt"), home.join("installed.txt"));
    let wanted =
        fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    let programs = home.join("bin");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        return Ok(programs);
    }
    let _ = fs::remove_dir_all(&home);
    make_environment(&home)?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    run(Command::new(programs.join("python")).args(pip).arg(&list))?;
    fs::write(&done, wanted).map_err(|error| format!("{}: {error}", done.display()))?;
    Ok(programs)
}

/// Makes a virtual environment; on Debian, root installs what that takes.
fn make_environment(home: &Path) -> Result<(), String> {
    let make = || run(Command::new("python3").args(["-m", "venv"]).arg(home));
    let Err(why) = make() else { return Ok(()) };
    let missing = format!(
        "the tests with other programs need Python 3.9 or newer with its module venv, in Debian \
         the package python3-venv: {why}"
    );
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    if !is_root || !Path::new("/etc/debian_version").exists() {
        return Err(missing);
    }
    let _ = fs::remove_dir_all(home);
    run(Command::new("apt-get").args(["update", "-qq"]))?;
    let mut install = Command::new("apt-get");
    install.args(["install", "-y", "-qq", "python3-venv"]).env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut install)?;
    make().map_err(|_| missing)
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{program}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("`{program}`: {}\n{}", output.status, String::from_utf8_lossy(&said)))
}
