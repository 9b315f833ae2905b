//! The programs that open Factline's files: those that `tests/clients/setup` installs into `target/clients`, and the
//! browser and the office suite of the system.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script that installs the programs.
const SETUP: &str = "tests/clients/setup";
const CHROMIUM: &str = "/usr/bin/chromium";

/// A program of `tests/clients/requirements.txt`, or its Python.
pub(crate) fn client(name: &str) -> Command {
    let mut command = Command::new(home().join("bin").join(name));
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONWARNINGS", "ignore");
    command
}

/// The reason why the programs cannot be run, with the command that installs them; `None` if they
/// are installed in the versions listed.
pub(crate) fn missing() -> Option<String> {
    let wanted = fs::read(root().join("tests/clients/requirements.txt")).ok()?;
    match fs::read(home().join("installed.txt")) {
        Ok(there) if there == wanted => None,
        Ok(_) => Some(format!("needs other versions: run {SETUP} again")),
        Err(_) if home().exists() => Some(format!("half-installed: run {SETUP} again")),
        Err(_) => Some(format!("needs {SETUP}")),
    }
}

/// `LibreOffice`, which writes the first sheet of a workbook as CSV into the current folder. Its settings are
/// kept in the folder `home`.
pub(crate) fn office(home: &Path, book: &str) -> Command {
    let mut command = Command::new("soffice");
    // Commas, double quotes, UTF-8, from row 1; texts in no quotes of their own, cells as they are shown.
    let form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
    command.arg(format!("-env:UserInstallation=file://{}", home.display()));
    command.args(["--headless", "--norestore", "--convert-to", form, book]);
    command
}

/// The reason why `LibreOffice` cannot be run; `None` if it is installed.
pub(crate) fn office_missing() -> Option<String> {
    let is_there = Command::new("soffice").arg("--version").output().is_ok();
    (!is_there).then(|| "needs soffice (Debian package libreoffice-calc)".to_owned())
}

/// Chromium, which opens pages and reports what is wrong with them; the screenshots are kept.
pub(crate) fn browser() -> Command {
    let mut command = Command::new("node");
    command.env("PACKAGES", home().join("browser")).env("CHROMIUM", CHROMIUM);
    command.arg(root().join("tests/clients/browser/check.mjs")).arg(home().join("screenshots"));
    command
}

/// The reason why pages cannot be opened; `None` if the browser and its driver are installed.
pub(crate) fn browser_missing() -> Option<String> {
    if !Path::new(CHROMIUM).exists() {
        return Some(format!("needs {CHROMIUM} (Debian package chromium)"));
    }
    let wanted = fs::read(root().join("tests/clients/browser/package-lock.json")).ok()?;
    let is_there =
        fs::read(home().join("browser/installed.json")).is_ok_and(|there| there == wanted);
    (!is_there).then(|| format!("needs {SETUP}, with npm"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn home() -> PathBuf {
    root().join("target/clients")
}
