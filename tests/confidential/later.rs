//! Tests of reports that became confidential later, and of pages without anything to show.

use super::{bytes_of, holds};
use crate::folder::{self, WORD, must};
use std::path::Path;

/// Files that are marked if they contain confidential data: the arguments, the file, and its mark.
const MARKED: [(&str, &str, &str); 9] = [
    ("table", "out.html", "do not pass on"),
    ("table --latest", "out.xlsx", ";BCONFIDENTIAL"),
    ("table", "out.xlsx", ";BCONFIDENTIAL"),
    ("timeline Aleppo", "out.html", "do not pass on"),
    ("timeline Aleppo", "out.svg", "CONFIDENTIAL"),
    ("brief Aleppo", "out.html", "do not pass on"),
    ("export", "out.xlsx", "CONFIDENTIAL: this workbook"),
    ("export --format timelinejs", "out.json", "do not pass on"),
    ("export", "out.jsonl", r#""confidentiality":"confidential""#),
];

/// The words of a command, and further words.
fn with<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    command.split(' ').chain(more.iter().copied()).collect()
}

/// A folder with a report that was public on 20 October, with a fact; and its id.
fn once_public() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let on = |day: &str, command: &[&str]| must_on(folder.path(), day, command);
    on("2016-10-20", &["init", "--quiet"]);
    on("2016-10-20", &with("place add Aleppo --kind city --lat 36 --lon 37", &[]));
    on("2016-10-20", &with("actor add VOA --kind media", &[]));
    let report =
        "report add https://example.org/1 --publisher VOA --published 2016-10-19 --key r1 --title";
    on("2016-10-20", &with(report, &["The quokka list"]));
    on("2016-10-20", &with("add killed Aleppo 12 --when 2016-10-19 --report r1", &[]));
    let facts = on("2016-10-20", &with("table --format csv", &[]));
    let fact =
        facts.lines().nth(1).and_then(|row| row.split(',').next()).expect("an id").to_owned();
    (folder, fact)
}

/// Runs a command that must succeed on a day.
fn must_on(folder: &Path, day: &str, arguments: &[&str]) -> String {
    let mut command = folder::command(folder, arguments);
    let output = command.env("FACTLINE_NOW", format!("{day}T12:00:00Z")).output();
    let output = output.expect("factline runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// A report that became confidential after the day of `--as-recorded` is marked in the answer of that day: because of
/// an edit, or because of a confidential report that replaced a retracted one.
#[test]
fn what_became_confidential_later_is_marked_as_recorded_earlier() {
    let edit = "report edit r1 --confidentiality confidential --reason list";
    let again = "report add https://example.org/1 --publisher VOA --published 2016-10-19 --key r2 --title \
                 names --confidentiality confidential";
    for acts in [&[edit][..], &["report retract r1 --reason list", again]] {
        let (place, fact) = once_public();
        let folder = place.path();
        for act in acts {
            must_on(folder, "2016-11-05", &with(act, &[]));
        }
        let asked = ["--as-recorded", "2016-10-25"];
        for (command, file, mark) in MARKED {
            let arguments = with(command, &[&asked[..], &["-o", file]].concat());
            must(folder, &arguments);
            let bytes = bytes_of(&folder.join(file));
            assert!(!holds(&bytes, WORD) && !holds(&bytes, "confidential report"), "{arguments:?}");
            let arguments =
                with(command, &[&asked[..], &["--include-confidential", "-o", file]].concat());
            must(folder, &arguments);
            assert!(holds(&bytes_of(&folder.join(file)), mark), "{arguments:?}");
            std::fs::remove_file(folder.join(file)).expect("the file is removed");
        }
        for arguments in
            [with("report show quoka", &asked), with("show", &[&[&fact[..]], &asked[..]].concat())]
        {
            let output = folder::run(folder, &arguments);
            let said = [output.stdout, output.stderr].concat();
            assert!(!output.status.success() && !holds(&said, WORD), "{arguments:?}");
        }
    }
}

/// A file for others that would only contain confidential data does not reveal that there is any: it is the same as for
/// a database without it.
#[test]
fn an_empty_page_does_not_reveal_confidential_facts() {
    let pages = [
        ("table", "out.html"),
        ("table --latest", "out.html"),
        ("table --sum", "out.html"),
        ("table --by place", "out.html"),
        ("table", "out.xlsx"),
        ("table", "out.md"),
        ("table", "out.txt"),
        ("table", "out.csv"),
        ("table --chart", "out.txt"),
        ("timeline Aleppo", "out.html"),
        ("timeline Aleppo", "out.svg"),
        ("timeline Aleppo", "out.md"),
        ("timeline Aleppo", "out.json"),
        ("brief Aleppo", "out.html"),
        ("brief Aleppo", "out.md"),
        ("brief Aleppo", "out.txt"),
    ];
    let (place, _) = once_public();
    let edit = "report edit r1 --confidentiality confidential --reason list";
    must_on(place.path(), "2016-11-05", &with(edit, &[]));
    for (command, file) in pages {
        let arguments = with(command, &["-o", file]);
        let output = folder::run(place.path(), &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.success() && said.contains("1 confidential report left out"),
            "{said}"
        );
        let bytes = bytes_of(&place.path().join(file));
        let tells = ["left out", "confidential report", "include-confidential"];
        assert_eq!(tells.iter().find(|words| holds(&bytes, words)), None, "{arguments:?}");
    }
}
