//! A folder with a database, commands that run in it, and checks after each command.

use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with the sample in a database, and with a folder for temporary files.
pub(crate) struct Lab {
    folder: PathBuf,
    program: PathBuf,
    /// Removes the folder when the lab is dropped; `None` if the folder existed before.
    _own: Option<tempfile::TempDir>,
}

/// The number of facts and changesets in a database.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct State {
    pub(crate) facts: u64,
    pub(crate) changesets: u64,
}

impl Lab {
    /// A lab in a new temporary folder, with the sample recorded in it.
    pub(crate) fn new(program: &Path) -> Self {
        let own = tempfile::tempdir().expect("a temporary folder");
        let lab = Self::at(program, own.path());
        Self { _own: Some(own), ..lab }
    }

    /// A lab in an existing folder.
    pub(crate) fn at(program: &Path, folder: &Path) -> Self {
        let program = program.canonicalize().expect("the program is there");
        let lab = Self { folder: folder.to_owned(), program, _own: None };
        std::fs::create_dir(lab.path("tmp")).expect("a folder is made");
        lab.must(&["demo", ".", "--quiet"]);
        lab
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// Sets the folder, the environment and the standard input for a run of the program.
    pub(crate) fn set_up(&self, command: &mut Command) {
        command
            .current_dir(&self.folder)
            .env("FACTLINE_NOW", "2017-11-25T12:00:00Z")
            .env("FACTLINE_USER", "ana")
            .env("TMPDIR", self.path("tmp"))
            .env_remove("FACTLINE_DB")
            .stdin(Stdio::null());
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        self.set_up(&mut command);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("factline runs")
    }

    pub(crate) fn must(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    /// Writes a CSV file of facts whose values are these numbers, so that no two files have a fact
    /// in common.
    pub(crate) fn write_rows(&self, name: &str, numbers: std::ops::Range<usize>) {
        let mut text = "indicator,place_key,report_key,value_best,comment\n".to_owned();
        for number in numbers {
            writeln!(text, "trapped,aleppo,voa-2016-10-24,{number},row {number}")
                .expect("it grows");
        }
        std::fs::write(self.path(name), text).expect("a file is written");
    }

    /// The names of all files in the folder, including temporary files.
    pub(crate) fn files(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder is read") {
                let path = entry.expect("an entry").path();
                let name = path.strip_prefix(&self.folder).expect("it lies in the lab");
                names.insert(name.to_string_lossy().into_owned());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        names
    }

    /// Fails if there are files that did not exist before, except for the file or folder `output`.
    pub(crate) fn nothing_left(
        &self,
        before: &BTreeSet<String>,
        output: &str,
    ) -> Result<(), String> {
        let is_output = |name: &String| {
            let rest = name.strip_prefix(output);
            !output.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let left: Vec<String> = self.files().difference(before).cloned().collect();
        let left: Vec<String> = left.into_iter().filter(|name| !is_output(name)).collect();
        if left.is_empty() { Ok(()) } else { Err(format!("left behind: {}", left.join(", "))) }
    }

    /// The contents of the database. Fails if Factline cannot open it or SQLite finds it damaged.
    pub(crate) fn state(&self) -> Result<State, String> {
        let opened = self.run(&["log", "--limit", "1"]);
        if !opened.status.success() {
            return Err(format!("the database does not open: {}", said(&opened)));
        }
        self.look().map_err(|error| format!("the database cannot be read: {error}"))?
    }

    fn look(&self) -> rusqlite::Result<Result<State, String>> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let database = Connection::open_with_flags(self.path("factline.db"), flags)?;
        let word = |sql: &str| database.query_row(sql, [], |row| row.get::<_, String>(0));
        let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, u64>(0));
        let whole = word("PRAGMA integrity_check")?;
        if whole != "ok" || count("SELECT count(*) FROM pragma_foreign_key_check")? > 0 {
            return Ok(Err(format!("the database is damaged: {whole}")));
        }
        Ok(Ok(State {
            facts: count("SELECT count(*) FROM fact")?,
            changesets: count("SELECT count(*) FROM changeset")?,
        }))
    }

    /// Fails if a fact is missing; `ids` are the beginnings of the facts' ids.
    pub(crate) fn has_facts(&self, ids: &[String]) -> Result<(), String> {
        let database = Connection::open(self.path("factline.db")).map_err(|e| e.to_string())?;
        let sql = "SELECT count(*) FROM fact WHERE lower(hex(uid)) GLOB ?1 || '*'";
        let mut found = database.prepare(sql).map_err(|error| error.to_string())?;
        for id in ids {
            let there = found.query_row([id], |row| row.get::<_, u64>(0));
            if there.map_err(|error| error.to_string())? != 1 {
                return Err(format!("the acknowledged fact {id} is lost"));
            }
        }
        Ok(())
    }
}

/// The last line that a command wrote on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("not a word").to_owned()
}

/// The id of the fact that a command acknowledged; `None` if it acknowledged none.
pub(crate) fn acknowledged(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let id = text.lines().next()?.split(' ').next()?;
    let is_id = id.len() >= 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| id.to_owned())
}
