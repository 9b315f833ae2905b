//! A folder in which a test runs the program.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder that is removed with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A command of the program, with a fixed clock and user, and without input.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("FACTLINE_NOW", "2017-11-25T12:00:00Z")
            .env("FACTLINE_USER", "ana")
            .env_remove("FACTLINE_DB")
            .stdin(Stdio::null());
        command
    }

    /// The output of a command that must succeed.
    pub(crate) fn must(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("factline runs");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }
}
