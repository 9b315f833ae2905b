//! Tests that the Tab key in bash, zsh and fish completes keys of the database. Tests with shells that are not
//! installed everywhere run with `--include-ignored`, as in `.ci/run`.

#![cfg(target_os = "linux")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/terminal.rs"]
mod terminal;

use folder::Folder;
use std::path::Path;
use std::process::Command;
use terminal::Terminal;

/// A folder with the sample, a confidential report with a fact, a retracted report, and a hostile name.
fn desk() -> Folder {
    let folder = Folder::empty();
    let run = |line: &str| folder.must(&line.split('|').collect::<Vec<_>>());
    run("demo|.|--quiet");
    run("place|add|Aleppo \u{1b}[2Jcitadel|--in|Aleppo|--kind|site|--key|aleppo-citadel");
    run("report|add|--title|T|--publisher|VOA|--published|2016-10-26|--key|wrong");
    run("report|retract|wrong|--reason|twice");
    run(
        "report|add|--title|S|--publisher|VOA|--published|2016-10-25|--key|secret|--confidentiality|confidential",
    );
    run("add|killed|Aleppo|77|--report|secret|--when|2016-10-24|--thread|hidden|--quiet");
    folder
}

/// A shell that finds the program, but none of the settings of the user who runs the test.
fn shell(folder: &Folder, program: &str, arguments: &[&str]) -> Command {
    let programs = Path::new(env!("CARGO_BIN_EXE_factline")).parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("setsid");
    command.args(["--ctty", "--wait", program]).args(arguments);
    command.current_dir(folder.path(".")).env_clear().env("PATH", path);
    command.env("HOME", folder.path(".")).env("LANG", "C.UTF-8").env("TERM", "xterm");
    command.env("PS1", "ready ").env("FACTLINE_USER", "ana");
    command
}

/// The program's answer to a shell that asks for completions of the last of some words.
fn offered(folder: &Folder, words: &[&str]) -> Vec<String> {
    offered_with(folder, words, &[])
}

fn offered_with(folder: &Folder, words: &[&str], variables: &[(&str, &str)]) -> Vec<String> {
    let mut command = folder.command(&["--", "factline"]);
    command.args(words).env("FACTLINE_COMPLETE", "bash").env("_CLAP_IFS", "\n");
    command.env("_CLAP_COMPLETE_INDEX", words.len().to_string());
    let output = command.envs(variables.iter().copied()).output().expect("factline runs");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn each_argument_that_names_a_row_is_completed_with_its_key() {
    let folder = desk();
    let offered = |words: &[&str]| offered(&folder, words);
    assert_eq!(offered(&["timeline", "ale"]), ["aleppo", "aleppo-citadel"]);
    assert_eq!(offered(&["add", "trap"]), ["trapped"]);
    assert_eq!(offered(&["add", "trapped", "East"]), ["eastern-aleppo"]);
    assert_eq!(offered(&["add", "trapped", "aleppo", "8", "--by", "jens"]), ["jens-laerke"]);
    assert_eq!(offered(&["add", "--report=voa"]), ["--report=voa-2016-10-24"]);
    assert_eq!(offered(&["place", "show", "west"]), ["western-aleppo"]);
    assert_eq!(offered(&["export", "--indicator", "food-s"]), ["food-stock-end"]);
    assert_eq!(offered(&["table", "--pl"]), ["--place"]);
    assert_eq!(offered(&["add", "siege", "aleppo", "--status", "un"]), ["under-way", "unknown"]);
    assert_eq!(offered(&["add", "siege", "aleppo", "--stance", "den"]), ["denies"]);
    assert_eq!(offered(&["table", "--min-reliability", "b"]), ["B"]);
    assert_eq!(offered(&["assess", "3f9a", "--disposition", "rej"]), ["rejected"]);
    assert_eq!(offered(&["actor", "add", "X", "--kind", "un-"]), ["un-agency"]);
    assert_eq!(offered(&["place", "add", "X", "--kind", "count"]), ["country"]);
    let facts = offered(&["show", ""]);
    let first = &facts[0];
    assert!(first.len() == 8 && facts.len() > 20, "{facts:?}");
    assert!(offered(&["retract", &first[..3]]).contains(first));
    assert_eq!(offered(&["undo", ""]).len(), 7, "the demo, and what was recorded after it");
}

#[test]
fn what_is_confidential_or_retracted_is_not_offered() {
    let folder = desk();
    let offered = |words: &[&str]| offered(&folder, words);
    assert_eq!(offered(&["report", "show", "secr"]), [""; 0]);
    let fact = folder.command(&["table", "--thread", "hidden", "--format", "csv"]);
    let fact = { fact }.arg("--include-confidential").output().expect("factline runs").stdout;
    let fact = String::from_utf8_lossy(&fact).lines().nth(1).expect("a fact")[..8].to_owned();
    assert_eq!(offered(&["show", &fact[..4]]), [""; 0]);
    assert_eq!(offered(&["add", "trapped", "aleppo", "--report", "wron"]), [""; 0]);
    assert_eq!(offered(&["report", "reinstate", "wron"]), ["wrong"]);
}

#[test]
fn completion_reads_the_database_of_the_line_or_the_environment_and_needs_none() {
    let (folder, other) = (desk(), Folder::empty());
    let db = folder.path("factline.db").display().to_string();
    assert_eq!(offered(&other, &["place", "show", "ale"]), [""; 0]);
    assert_eq!(offered(&other, &["--db", &db, "place", "show", "ale"]).len(), 2);
    assert_eq!(offered(&other, &["place", "show", &format!("--db={db}"), "ale"]).len(), 2);
    let set = [("FACTLINE_DB", db.as_str())];
    assert_eq!(offered_with(&other, &["place", "show", "ale"], &set).len(), 2);
    std::fs::write(other.path("factline.db"), "no database").expect("a file");
    assert_eq!(offered(&other, &["place", "show", "ale"]), [""; 0]);
}

#[test]
fn a_variable_that_no_shell_sets_silences_no_command() {
    let folder = desk();
    for (value, line) in [("1", "table"), ("bash", "table"), ("tcsh", "log"), ("zsh", "log")] {
        let output = folder.command(&[line]).env("FACTLINE_COMPLETE", value).output();
        let printed = output.expect("factline runs").stdout;
        assert!(printed.len() > 100, "{value} {line}");
    }
}

#[test]
fn keys_with_capitals_and_retracted_reports_of_other_commands_are_offered() {
    let folder = desk();
    folder.must(&["place", "add", "Uptown", "--in", "Aleppo", "--kind", "part", "--key", "UPTOWN"]);
    assert_eq!(offered(&folder, &["place", "show", "UPT"]), ["UPTOWN"]);
    assert_eq!(offered(&folder, &["place", "show", "Ale"]).len(), 2);
    assert_eq!(offered(&folder, &["report", "add", "--republishes", "wron"]), ["wrong"]);
    assert_eq!(offered(&folder, &["correct", "3f9a", "--report", "wron"]), [""; 0]);
}

#[test]
fn what_all_candidates_begin_with_is_what_all_rows_begin_with() {
    let folder = desk();
    let places = offered(&folder, &["place", "show", "s"]);
    assert_eq!(places.len(), 50);
    assert_eq!(places.last().map(|key| &key[..2]), Some("sy"));
    let all = offered(&folder, &["place", "show", ""]);
    assert_eq!(all.len(), 50);
    assert_eq!(all.last().map(String::as_str), Some("western-aleppo"));
}

#[test]
fn bash_completes_at_the_tab_key() {
    let folder = desk();
    let mut bash =
        Terminal::with(shell(&folder, "bash", &["--norc", "--noprofile", "-i"]), (24, 80));
    bash.answer("ready ", "source <(factline completions bash); echo so''urced\n");
    bash.answer("sourced", "factline add trapped eas\t");
    bash.answer("eastern-aleppo ", "\u{15}factline place show aleppo\t\t");
    // The name of a file is not a command.
    std::fs::write(folder.path("innocent$(touch pwned).csv"), "x").expect("a file");
    std::fs::write(folder.path("plain-1.csv"), "x").expect("a file");
    bash.answer("aleppo-citadel", "\u{15}factline import --dry-run inn\t\n");
    bash.answer("error: ", "factline import --dry-run plai\t\n");
    bash.wait_for("plain-1.csv");
    bash.answer("error: ", "exit\n");
    let (shown, code) = bash.end();
    assert!(code.is_some() && !folder.path("pwned").exists(), "{shown}");
}

#[test]
#[ignore = "needs zsh"]
fn zsh_completes_at_the_tab_key_and_shows_what_rows_are() {
    let folder = desk();
    let mut zsh = Terminal::with(shell(&folder, "zsh", &["-f", "-i"]), (24, 80));
    zsh.press("PS1='re''ady '; autoload -U compinit; compinit -D -u; source <(factline completions zsh); echo so''urced\n");
    zsh.answer("sourced", "factline add trapped eas\t");
    zsh.answer("eastern-aleppo", "\u{15}factline place show aleppo\t\t");
    zsh.wait_for("aleppo-citadel");
    zsh.answer("Aleppo \\u{1b}[2Jcitadel", "\u{15}exit\n");
    let (shown, code) = zsh.end();
    assert_eq!(code, Some(0), "{shown}");
}

#[test]
#[ignore = "needs zsh"]
fn zsh_completes_at_the_first_tab_key_where_it_loads_the_script_by_itself() {
    let folder = desk();
    let script = folder.command(&["completions", "zsh"]).output().expect("factline runs").stdout;
    std::fs::create_dir(folder.path("functions")).expect("a folder");
    std::fs::write(folder.path("functions/_factline"), script).expect("a file");
    let mut zsh = Terminal::with(shell(&folder, "zsh", &["-f", "-i"]), (24, 80));
    zsh.press("fpath=(./functions $fpath); autoload -U compinit; compinit -D -u; echo lo''aded\n");
    zsh.answer("loaded", "factline add trapped eas\t");
    zsh.answer("eastern-aleppo", "\u{15}exit\n");
    assert_eq!(zsh.end().1, Some(0));
}

#[test]
#[ignore = "needs fish"]
fn fish_completes_and_shows_what_rows_are() {
    let folder = desk();
    let line = "factline completions fish | source; complete -C 'factline place show aleppo'";
    let fish = shell(&folder, "fish", &["--no-config", "-c", line]);
    let (shown, code) = Terminal::with(fish, (24, 80)).end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("aleppo-citadel\tAleppo \\u{1b}[2Jcitadel"), "{shown}");
}
