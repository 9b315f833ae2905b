//! The hint after a mistake is a step that works: each mistake is made on the sample, and then what its
//! hint says is run.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

/// Mistakes on the command line, and the command that the hint of each names.
const MISTAKES: &[(&str, &str)] = &[
    // Arguments in another order, or without quotes.
    ("add Aleppo trapped 8", "add trapped Aleppo 8"),
    ("add trapped 8 Aleppo", "add trapped Aleppo 8"),
    ("add 'eastern Aleppo' 8 trapped", "add trapped 'eastern Aleppo' 8"),
    ("add trapped Aleppo as many as 300,000", "add trapped Aleppo 'as many as 300,000'"),
    ("add trapped eastern Aleppo 8 --by AFP", "add trapped 'eastern Aleppo' 8 --by AFP"),
    ("add --indicator trapped --place Aleppo 8", "add trapped Aleppo 8"),
    ("retract 7532 the wrong city", "retract 7532 --reason 'the wrong city'"),
    ("timeline eastern Aleppo", "timeline 'eastern Aleppo'"),
    ("timeline Aleppo trapped", "timeline Aleppo --indicator trapped"),
    ("place add New Town", "place add 'New Town'"),
    // Words behind commands that take options.
    ("table Aleppo", "table --place Aleppo"),
    ("table eastern Aleppo", "table --place 'eastern Aleppo'"),
    ("table trapped --limit 3", "table --indicator trapped --limit 3"),
    ("compare Aleppo", "compare --place Aleppo"),
    ("export facts.csv", "export -o facts.csv"),
    ("export csv", "export --format csv"),
    ("init x.db", "--db x.db init"),
    // Options under another name.
    ("table --date 2016-10-20", "table --on 2016-10-20"),
    ("table --from 2016-10-20 --to 2016-10-22", "table --since 2016-10-20 --until 2016-10-22"),
    ("table --source AFP", "table --publisher AFP"),
    ("table --country=Syria", "table --place Syria"),
    ("timeline Aleppo --search truce", "timeline Aleppo --text truce"),
    ("compare --type trapped", "compare --indicator trapped"),
    ("table --json", "table --format json"),
    ("table --per month", "table --by month"),
    ("add killed Aleppo 8 --date '20 October'", "add killed Aleppo 8 --when '20 October'"),
    ("add trapped Aleppo 8 --source AFP", "add trapped Aleppo 8 --by AFP"),
    (
        "report add --url https://example.org/1 --title One --publisher AFP --date 2016-10-20",
        "report add https://example.org/1 --title One --publisher AFP --published 2016-10-20",
    ),
    // Commands under another name.
    ("edit 7532 9", "correct 7532 9 --reason WHY"),
    ("delete 7532", "retract 7532 --reason WHY"),
    ("list", "table"),
    ("search truce", "table --text truce"),
    ("find 'food rations'", "table --text 'food rations'"),
    ("latest", "table --latest"),
    ("stats", "table --by indicator"),
    ("contradictions", "compare --only contradicts"),
    ("reports", "report list"),
    ("history", "log"),
    ("backup copy.db", "export --format sqlite -o copy.db"),
    ("version", "--version"),
    ("place new Town", "place add Town"),
    ("place rename aleppo --name Halab", "place edit aleppo --name Halab"),
    ("report delete voa-2016-10-24", "report retract voa-2016-10-24 --reason WHY"),
    ("report ls", "report list"),
    ("explain 'early July'", "explain when 'early July'"),
    ("explain about two dozen", "explain value 'about two dozen'"),
    ("delete 7532 --reason 'said twice'", "retract 7532 --reason 'said twice'"),
    ("edit --reason typo 7532 9", "correct 7532 9 --reason typo"),
    ("search truce --limit 3", "table --text truce --limit 3"),
    ("list --place Aleppo", "table --place Aleppo"),
    ("explain Friday --published 2016-10-24", "explain when Friday --published 2016-10-24"),
    ("--note compare table Aleppo", "--note compare table --place Aleppo"),
    ("place rename aleppo Halab", "place edit aleppo --name Halab"),
    ("compare trapped Aleppo", "compare --indicator trapped --place Aleppo"),
    ("timeline --place Aleppo", "timeline Aleppo"),
    ("--db factline.db timeline", "--db factline.db place list"),
    // What is missing.
    ("undo", "undo --reason WHY"),
    ("correct 7532 9", "correct 7532 9 --reason WHY"),
    ("timeline", "place list"),
    ("show", "table"),
    ("report show", "report list"),
];

/// Words that cannot be read, and the hint for each.
const UNREAD: &[(&str, &str)] = &[
    (
        "add killed Aleppo 8 --when 1/2/2016",
        "write 2016-02-01 or 2016-01-02, or give the order: --date-order dmy or mdy",
    ),
    ("add killed Aleppo 8 --when 2016-13-01", "did you mean 2016-01-13?"),
    ("add killed Aleppo 8 --when '30 February'", "if the day is not known, write `February`"),
    ("table --since 2016-02-30", "did you mean 2016-02?"),
    ("table --as-published 1/2/2016", "write 2016-02-01 or 2016-01-02"),
    (
        "report add https://example.org/1 --title One --publisher AFP --published 1/2/2016",
        "write 2016-02-01 or 2016-01-02",
    ),
    ("explain when Friday --published 1/2/2016", "write 2016-02-01 or 2016-01-02"),
];

fn shell(folder: &Path, line: &str) -> (String, Option<i32>) {
    let program = env!("CARGO_BIN_EXE_factline");
    let mut command = Command::new("sh");
    command.args(["-c", &format!("factline() {{ '{program}' \"$@\"; }}; factline {line}")]);
    command.env("FACTLINE_NOW", "2016-11-25T12:00:00Z").env("FACTLINE_USER", "ana");
    command.env_remove("FACTLINE_DB").current_dir(folder).stdin(Stdio::null());
    let output = command.output().expect("a shell runs");
    let printed = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&printed).into_owned(), output.status.code())
}

#[test]
fn each_mistake_on_the_command_line_has_a_hint_that_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = folder.path().join("sample.db");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    std::fs::rename(folder.path().join("factline.db"), &sample).expect("a database");
    let mut wrong = Vec::new();
    for (mistake, meant) in MISTAKES {
        std::fs::copy(&sample, folder.path().join("factline.db")).expect("a database");
        let (printed, code) = shell(folder.path(), mistake);
        let hint = printed.lines().filter_map(|line| line.strip_prefix("hint: ")).next_back();
        let hint = hint.and_then(|hint| hint.split_once("factline ")).map(|(_, rest)| rest);
        let step = hint.map(|hint| hint.trim_end_matches(", and the options as given"));
        if step != Some(*meant) || !matches!(code, Some(1 | 2)) {
            wrong.push(format!("factline {mistake}\n{code:?} {printed}"));
            continue;
        }
        let (printed, code) = shell(folder.path(), &meant.replace("WHY", "'it was wrong'"));
        if code != Some(0) {
            wrong.push(format!("factline {mistake}\nhint: factline {meant}\n{code:?} {printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_line_whose_meaning_is_not_clear_has_no_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    for line in [
        "table -- Aleppo",
        "assess 7532 A1 no reason",
        "place add",
        "$(printf 'table f\\377')",
        "qwerty",
    ] {
        let (printed, code) = shell(folder.path(), line);
        assert!(!printed.contains("hint: ") && code == Some(2), "{line}\n{printed}");
    }
}

#[test]
fn a_date_that_cannot_be_read_has_a_hint_for_the_option_that_it_stands_in() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(shell(folder.path(), "demo . --quiet").1, Some(0));
    for (mistake, hint) in UNREAD {
        let (printed, code) = shell(folder.path(), mistake);
        assert!(printed.ends_with(&format!("hint: {hint}\n")), "factline {mistake}\n{printed}");
        assert!(matches!(code, Some(1)), "{mistake}");
    }
}

#[test]
fn the_steps_of_start_here_work_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/voa.html");
    std::fs::copy(page, folder.path().join("page.html")).expect("a page");
    let (help, _) = shell(folder.path(), "--help");
    let steps = help.split("Start here:\n").nth(1).and_then(|rest| rest.split("\n\n").next());
    let steps: Vec<&str> = steps.expect("steps").lines().map(str::trim).collect();
    assert_eq!(steps.len(), 5, "{steps:?}");
    for step in steps {
        let line = step.strip_prefix("factline ").and_then(|line| line.split("  ").next());
        let (printed, code) = shell(folder.path(), line.expect("a command"));
        assert_eq!(code, Some(0), "{step}\n{printed}");
    }
}
