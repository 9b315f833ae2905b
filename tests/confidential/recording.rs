//! Tests that commands which record or take back something reveal nothing confidential beyond what
//! was typed.

use super::{bytes_of, holds, told};
use crate::folder::{FORMS, WORD, add_report, must, with_secrets};

#[test]
fn no_command_that_records_names_a_confidential_report_beyond_what_was_typed() {
    let folder = with_secrets();
    let (url, day) = ("https://example.org/quokka", ["--published", "2016-10-24"]);
    let add = ["report", "add", "--title", "New", "--publisher", "VOA"];
    let fact = ["add", "killed", "Aleppo", "1", "--when"];
    let near = "quoka-leak";
    // Each with a part of the report that would reveal it and is not in the words that were typed.
    let commands: [(&[&str], &[&str]); 11] = [
        (&[&fact[..], &["2016-10-20", "--report", near]].concat(), &[WORD]),
        (&["correct", &folder.open, "13", "--report", "The quoka list", "--reason", "x"], &[WORD]),
        (&["report", "retract", near, "--reason", "x"], &[WORD]),
        (&["report", "reinstate", "the quoka list", "--reason", "x"], &[WORD]),
        (&["report", "edit", "the quoka list", "--title", "y", "--reason", "x"], &[WORD]),
        (
            &["report", "edit", url, "--confidentiality", "public", "--reason", "x"],
            &["quokka-leak", "list", "source"],
        ),
        (&[&add[..], &day, &["--republishes", near]].concat(), &[WORD]),
        (&[&add[..], &day, &["--key", "quokka-leak"]].concat(), &["list", "source"]),
        (&[&add[..], &day, &[url]].concat(), &["quokka-leak", "list", "source"]),
        (
            &[&fact[..], &["2016-10-20", "--report", url, "--quote", "absent"]].concat(),
            &["quokka-leak", "list", "source"],
        ),
        (
            &[&fact[..], &["2017-01-01", "--report", url]].concat(),
            &["quokka-leak", "list", "source", "2016-10-24"],
        ),
    ];
    for (command, hidden) in commands {
        for quiet in [&[][..], &["--quiet"][..]] {
            let command = [command, quiet].concat();
            let said = told(&folder, &command, 1);
            let given_away = hidden.iter().find(|part| said.contains(**part));
            assert_eq!(given_away, None, "{command:?}: {said}");
        }
        let said = told(&folder, &[command, &["--include-confidential"]].concat(), 1);
        assert!(hidden.iter().any(|part| said.contains(part)), "{command:?}: {said}");
    }
}

#[test]
fn no_reason_of_a_confidential_retraction_is_shown() {
    let folder = with_secrets();
    let because = |words| ["--reason", words];
    let fact = &[&["retract", &folder.secret][..], &because("quokka hid")].concat();
    must(folder.place.path(), fact);
    assert!(!told(&folder, fact, 1).contains(WORD));
    let report = |words| [&["report", "retract", "The quokka list"][..], &because(words)].concat();
    let said = told(&folder, &report("the source ran"), 0);
    assert!(!said.contains("leak"), "{said}");
    let said = told(&folder, &report("x"), 1);
    assert!(!said.contains("leak") && !said.contains("source"), "{said}");
    let add =
        ["add", "killed", "Aleppo", "1", "--when", "2016-10-20", "--report", "the quokka list"];
    let said = told(&folder, &add, 1);
    assert!(!said.contains("leak") && !said.contains("source"), "{said}");
}

#[test]
fn no_reason_of_an_undo_or_of_its_own_undo_is_shown() {
    let folder = with_secrets();
    let at = folder.place.path();
    let rows = "indicator,place,value_best,when_edtf,report_key\n\
                killed,Idlib,44,2016-10-20,open\nkilled,Idlib,45,2016-10-20,quokka-leak\n";
    std::fs::write(at.join("both.csv"), rows).expect("a file");
    must(at, &["import", "both.csv", "--include-confidential"]);
    must(at, &["undo", "--reason", "quokka undone"]);
    let newest = must(at, &["log", "--limit", "1", "--format", "csv"]);
    let undo = newest.lines().nth(1).and_then(|line| line.get(..8)).expect("an undo").to_owned();
    must(at, &["undo", &undo, "--reason", "quokka taken back"]);
    let table = must(at, &["table", "--place", "Idlib", "--format", "csv"]);
    let fact = table.lines().find(|line| line.contains("44")).expect("the open fact");
    let redo = must(at, &["log", "--limit", "1", "--format", "csv"]);
    let redo = redo.lines().nth(1).and_then(|line| line.get(..8)).expect("a redo").to_owned();
    for listing in [vec!["show", &fact[..8]], vec!["log", &undo], vec!["log", &redo], vec!["log"]] {
        for form in FORMS {
            let arguments = [&listing[..], &["--format", form]].concat();
            let output = folder.run(&arguments);
            assert!(output.status.success(), "{arguments:?}");
            assert!(!holds(&output.stdout, WORD) && !holds(&output.stderr, WORD), "{arguments:?}");
        }
        let whole = [&listing[..], &["--include-confidential"]].concat();
        assert!(holds(&folder.run(&whole).stdout, WORD), "{whole:?}");
    }
}

#[test]
fn what_an_undone_edit_said_stays_confidential() {
    let folder = with_secrets();
    let at = folder.place.path();
    let edit = ["report", "edit", "open", "--title", "Quokka told it", "--confidentiality"];
    let edit = [&edit[..], &["confidential", "--reason", "quokka asked for it"]].concat();
    must(at, &edit);
    must(at, &["undo", "--reason", "the quokka is safe"]);
    let log = must(at, &["log", "--limit", "2", "--format", "csv"]);
    assert!(!holds(log.as_bytes(), WORD), "{log}");
    for line in log.lines().skip(1) {
        let output = folder.run(&["log", &line[..8]]);
        assert!(!holds(&[output.stdout, output.stderr].concat(), WORD), "{line}");
    }
    must(at, &["export", "--format", "sqlite", "-o", "copy.db"]);
    assert!(!holds(&bytes_of(&at.join("copy.db")), WORD));
}

#[test]
fn an_edit_names_no_confidential_report_that_is_republished() {
    let folder = with_secrets();
    let at = folder.place.path();
    add_report(at, ["b", "B", "VOA", "2016-10-25"], &[]);
    let edit =
        ["report", "edit", "b", "--republishes", "https://example.org/quokka", "--reason", "r"];
    let output = folder.run(&edit);
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(!said.contains("quokka-leak"), "{said}");
}
