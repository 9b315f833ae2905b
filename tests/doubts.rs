//! Tests that unlikely statements are recorded once the user says yes; if nobody can be asked, they are recorded with a
//! note.
#![cfg(target_os = "linux")]

#[path = "support/terminal.rs"]
#[expect(dead_code, reason = "the answers are typed ahead")]
mod terminal;

use std::path::Path;
use std::process::{Command, Stdio};
use terminal::Terminal;

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
    command.args(arguments).current_dir(folder);
    command.env("FACTLINE_NOW", "2016-11-25T12:00:00Z").env("FACTLINE_USER", "ana");
    command.env_remove("FACTLINE_DB").stdin(Stdio::null());
    command
}

/// The output of the program, and its exit code.
fn piped(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = command(folder, arguments).output().expect("factline runs");
    let printed = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&printed).into_owned(), output.status.code())
}

/// The same on a terminal, where somebody types an answer.
fn asked(folder: &Path, arguments: &[&str], answer: &str) -> (String, Option<i32>) {
    let mut terminal = Terminal::with(command(folder, arguments), (24, 80));
    terminal.press(answer);
    terminal.end()
}

fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(piped(folder.path(), &["demo", ".", "--quiet"]).1, Some(0));
    folder
}

/// The report came out on a Monday.
const MONDAY: [&str; 8] =
    ["add", "killed", "Aleppo", "41", "--report", "voa-2016-10-24", "--when", "Monday"];

fn is_recorded(folder: &Path) -> bool {
    piped(folder, &["table", "--indicator", "killed", "--format", "csv"]).0.contains("41")
}

#[test]
fn on_a_terminal_the_user_is_asked_before_anything_is_recorded() {
    let folder = sample();
    for answer in ["n\n", "\n", "\u{4}"] {
        let (said, code) = asked(folder.path(), &MONDAY, answer);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("may also mean 17 Oct 2016"), "{said}");
        assert!(said.contains("nothing was recorded"), "{said}");
        assert!(!is_recorded(folder.path()));
    }
    let (said, code) = asked(folder.path(), &MONDAY, "y\n");
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches("doubt:").count(), 1, "{said}");
    assert!(is_recorded(folder.path()));
}

#[test]
fn without_a_terminal_a_doubtful_fact_is_recorded_and_the_doubt_printed() {
    for no_input in [false, true] {
        let folder = sample();
        let (said, code) = if no_input {
            asked(folder.path(), &[&MONDAY[..], &["--no-input"]].concat(), "")
        } else {
            piped(folder.path(), &MONDAY)
        };
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("doubt: `Monday` is read as 24 Oct 2016"), "{said}");
        assert!(is_recorded(folder.path()));
    }
}

#[test]
fn a_day_on_the_wrong_side_of_the_report_raises_no_doubt() {
    let folder = sample();
    let folder = folder.path();
    let doubt = "doubt: `Thursday` is read as";
    let report = ["--report", "voa-2016-10-24"];
    let told = |arguments: &[&str], figure: &str| {
        let statement = [&["add", "killed", "Aleppo", figure][..], &report, arguments].concat();
        let (said, code) = piped(folder, &statement);
        assert_eq!(code, Some(0), "{said}");
        said.contains("doubt: `")
    };
    assert!(!told(&["--when", "Thursday"], "31"));
    assert!(!told(&["--when", "Thursday", "--stance", "forecasts"], "32"));
    assert!(told(&["--when", "Thursday", "--stance", "denies"], "33"));
    assert!(told(&["--when", "by Thursday"], "34"));
    let (fact, _) = piped(folder, &["table", "--indicator", "killed", "--format", "csv"]);
    let fact = fact.lines().find(|line| line.contains(",31,")).expect("the fact is listed");
    let fact = fact.split(',').next().expect("an id").to_owned();
    let correct = |stance: &str| {
        let statement =
            ["--stance", stance, "--when", "Thursday", "--reason", "r", "--comment", stance];
        piped(folder, &[&["correct", &fact][..], &statement].concat()).0
    };
    assert!(!correct("alleges").contains(doubt));
}

#[test]
fn words_with_a_line_break_stay_on_the_line_of_their_doubt() {
    let folder = sample();
    let words = "one to\ntwo hundred";
    let (said, code) = piped(
        folder.path(),
        &["add", "killed", "Aleppo", words, "--report", "voa-2016-10-24", "--when", "2016-10-20"],
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("doubt: `one to two hundred` is read as"), "{said}");
}
