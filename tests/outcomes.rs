//! Tests that a failed command truthfully says what happened to the data: "nothing was recorded" is printed only if
//! nothing was, and if something was, the message says so.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ADD: [&str; 6] = ["add", "trapped", "Aleppo", "41", "--report", "voa-2016-10-24"];

/// The program, or `before` with the program and its arguments.
fn command(folder: &Path, before: &[&str], arguments: &[&str]) -> Command {
    let program = env!("CARGO_BIN_EXE_factline");
    let words: Vec<&str> = before.iter().copied().chain([program]).collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(arguments).current_dir(folder);
    command
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env("FACTLINE_USER", "ana")
        .env_remove("FACTLINE_DB")
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, &[], arguments).output().expect("factline runs")
}

/// A folder with the sample.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run(folder.path(), &["demo", ".", "--quiet"]).status.success());
    folder
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// How many facts with the figure of [`ADD`] there are.
fn recorded(folder: &Path) -> usize {
    let output = run(folder, &["table", "--indicator", "trapped", "--format", "csv"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    table.lines().filter(|line| line.contains(",41,")).count()
}

#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_cannot_be_written_says_that_it_is_recorded() {
    let import = "indicator,place_key,report_key,value_best\ntrapped,aleppo,voa-2016-10-24,3\n";
    let commands: [(&[&str], &str); 4] = [
        (&ADD, "recorded (fact `"),
        (&["place", "add", "Zerba", "--in", "Syria"], "recorded (place `"),
        (&["actor", "add", "A Paper", "--kind", "media"], "recorded (actor `"),
        (&["import", "rows.csv"], "recorded (the rows"),
    ];
    let folder = sample();
    std::fs::write(folder.path().join("rows.csv"), import).expect("a file is written");
    for (arguments, expected) in commands {
        let full = File::options().write(true).open("/dev/full").expect("there is /dev/full");
        let mut command = command(folder.path(), &[], arguments);
        let output = command.stdout(full).output().expect("factline runs");
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(expected) && said.contains("factline log"), "{said}");
        assert!(!said.contains("nothing was recorded"), "{said}");
    }
    assert_eq!(recorded(folder.path()), 1);
    // The second time there is nothing to record, and no message claims that something was recorded.
    let full = File::options().write(true).open("/dev/full").expect("there is /dev/full");
    let output = command(folder.path(), &[], &ADD).stdout(full).output().expect("factline runs");
    assert!(!said(&output).contains("recorded (fact"), "{}", said(&output));
}
