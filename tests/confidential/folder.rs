//! A folder with a database in which every text of a confidential report, of its facts, and of everything recorded
//! about them contains one secret word.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The word that must not appear anywhere.
pub(crate) const WORD: &str = "quokka";
pub(crate) const FORMS: [&str; 5] = ["text", "csv", "json", "jsonl", "markdown"];
/// The columns that facts are counted by.
pub(crate) const COUNTED: [&str; 13] = [
    "place",
    "indicator",
    "year",
    "month",
    "day",
    "publisher",
    "claimant",
    "status",
    "report",
    "thread",
    "scope",
    "admin1",
    "unit",
];

pub(crate) struct Folder {
    pub(crate) place: tempfile::TempDir,
    /// A fact of the confidential report, and a fact of another report that was corrected by it.
    pub(crate) secret: String,
    pub(crate) corrected: String,
    /// A fact that has no relation to it.
    pub(crate) open: String,
}

impl Folder {
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        run(self.place.path(), arguments)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("factline runs")
}

/// A command in a folder, on 25 November 2016.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env("FACTLINE_USER", "ana")
        .env_remove("FACTLINE_DB")
        .stdin(Stdio::null());
    command
}

pub(crate) fn must(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// Adds a fact, and returns its id.
pub(crate) fn add(folder: &Path, arguments: &[&str]) -> String {
    let said = must(folder, arguments);
    said.split_whitespace().next().expect("an id").to_owned()
}

/// Adds a report by its key, title, publisher and day, with other parts of it.
pub(crate) fn add_report(folder: &Path, [key, title, publisher, day]: [&str; 4], others: &[&str]) {
    let named = ["report", "add", "--key", key, "--title", title, "--publisher", publisher];
    must(folder, &[&named[..], &["--published", day], others].concat());
}

pub(crate) const SECRET: [&str; 4] =
    ["--report", "quokka-leak", "--quote", "thirty quokka convoys"];

/// Records places, actors, a confidential report, and an open one that republishes it.
fn record_reports(at: &Path) {
    must(at, &["init", "--quiet"]);
    must(at, &["place", "add", "Syria", "--kind", "country"]);
    let city = ["--kind", "city", "--in", "Syria"];
    must(at, &[&["place", "add", "Aleppo"], &city[..], &["--lat", "36", "--lon", "37"]].concat());
    must(at, &[&["place", "add", "Idlib"], &city[..]].concat());
    must(at, &["actor", "add", "VOA", "--kind", "media"]);
    must(at, &["actor", "add", "Quokka Source", "--kind", "person"]);
    std::fs::write(at.join("text"), "There were thirty quokka convoys.").expect("a file");
    let link = ["https://example.org/quokka", "--archive-url", "https://archive.org/quokka"];
    let rest = ["--byline", "Q. Quokka", "--text", "text", "--note", "the quokka leak"];
    let secret = ["--confidentiality", "confidential"];
    let leak = ["quokka-leak", "The quokka list", "Quokka Source", "2016-10-24"];
    add_report(at, leak, &[&link[..], &rest, &secret].concat());
    let copy = ["https://example.org/open", "--republishes", "quokka-leak"];
    add_report(at, ["open", "Truce expires", "VOA", "2016-10-24"], &copy);
    let edit =
        ["report", "edit", "quokka-leak", "--byline", "Mrs Quokka", "--reason", "quokka signed"];
    must(at, &edit);
    must(at, &["report", "edit", "open", "--title", "A truce expires", "--reason", "misread"]);
}

/// The sample, with a confidential report in it.
pub(crate) fn with_secrets() -> Folder {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    record_reports(at);
    let open =
        add(at, &["add", "killed", "Aleppo", "12", "--when", "2016-10-20", "--report", "open"]);
    let trapped = ["add", "trapped", "Aleppo", "300", "--when", "2016-10-21"];
    let who = ["--by", "Quokka Source", "--scope", "quokka people", "--origin", "quokka-origin"];
    let notes = ["--comment", "quokka remark", "--note", "quokka facts"];
    let thread = ["--thread", "quokka-thread"];
    let secret = add(at, &[&trapped[..], &who, &notes, &thread, &SECRET].concat());
    // Facts with which it is compared, and gaps in it.
    let words = ["add", "trapped", "Aleppo", "500", "--when", "2016-10-21", "--report", "open"];
    must(at, &words);
    let due = ["add", "food-stock-end", "Aleppo", "--stance", "forecasts", "--when", "2016-10-30"];
    must(
        at,
        &[&due[..], &["--report", "quokka-leak", "--quote", "thirty quokka convoys"]].concat(),
    );
    let corrected =
        add(at, &["add", "injured", "Aleppo", "7", "--when", "2016-10-20", "--report", "open"]);
    must(at, &["correct", &corrected, "9", "--report", "quokka-leak", "--reason", "quokka says 9"]);
    must(at, &["assess", &secret, "--reliability", "A", "--reason", "quokka was there"]);
    let mut arguments = vec!["add", "killed", "Idlib", "3", "--when", "2016-10-21"];
    arguments.extend(SECRET);
    let withdrawn = add(at, &arguments);
    must(at, &["retract", &withdrawn, "--reason", "quokka was wrong"]);
    must(at, &["reinstate", &withdrawn, "--reason", "quokka was right"]);
    Folder { place: folder, secret, corrected, open }
}
