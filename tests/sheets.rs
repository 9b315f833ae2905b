//! Tests that `sheet` prints what is recorded: recording the sheet again, or correcting with it, changes nothing, even
//! if facts are full of hostile text; and a changed line corrects only its fact.

#![cfg(target_os = "linux")]

#[path = "hostile_text/desk.rs"]
#[expect(dead_code, reason = "the runs of other tests are not needed here")]
mod desk;

use desk::Desk;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn factline(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
    command.args(words).current_dir(folder).env_clear().env("HOME", folder).env("LANG", "C.UTF-8");
    command.env("FACTLINE_NOW", "2016-11-25T12:00:00Z").env("FACTLINE_USER", "ana");
    command.output().expect("factline runs")
}

fn must(folder: &Path, words: &[&str]) -> String {
    let output = factline(folder, words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The reports of a database that have facts.
fn reports(database: &Path) -> Vec<String> {
    let database = rusqlite::Connection::open(database).expect("a database");
    let sql =
        "SELECT DISTINCT report.key FROM report JOIN fact ON fact.report = report.id ORDER BY 1";
    let mut rows = database.prepare(sql).expect("a query");
    let keys = rows.query_map([], |row| row.get(0)).expect("rows");
    keys.collect::<Result<_, _>>().expect("keys")
}

/// Writes a sheet of each report, and checks that recording or correcting it changes nothing.
fn check_all(folder: &Path) -> usize {
    let mut checked = 0;
    let before = must(folder, &["log", "--format", "csv"]);
    for report in reports(&folder.join("factline.db")) {
        let output = factline(folder, &["sheet", &report]);
        if String::from_utf8_lossy(&output.stderr).contains("is retracted") {
            continue;
        }
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let sheet = folder.join("out.sheet");
        fs::write(&sheet, &output.stdout).expect("a file is written");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let done = factline(folder, &["record", "out.sheet"]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(matches!(done.status.code(), Some(0 | 3)), "{said}\n{text}");
        let done = factline(folder, &["correct", "out.sheet", "--reason", "r"]);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(said.contains("0 facts corrected"), "{said}\n{text}");
        checked += 1;
    }
    assert_eq!(must(folder, &["log", "--format", "csv"]), before);
    checked
}

#[test]
fn nothing_follows_from_the_sheets_of_the_sample() {
    let folder = tempfile::tempdir().expect("a folder");
    must(folder.path(), &["demo", ".", "--quiet"]);
    assert!(check_all(folder.path()) > 10);
}

#[test]
fn nothing_follows_from_sheets_of_hostile_text() {
    let desk = Desk::new();
    assert!(check_all(desk.folder.path()) > 5);
}

/// A value and a time, each in words or in figures.
fn stated() -> impl Strategy<Value = (String, String, String)> {
    let value = prop_oneof![
        Just("as many as 300,000 civilians"),
        Just("14 of 46 trucks"),
        Just("54 a day"),
        Just("none"),
        Just("1.234"),
        Just("few"),
        Just("70 percent"),
        Just("about two dozen"),
        Just("12 families"),
        Just("16,000 people (3,000 households)"),
        Just(""),
    ];
    let when = prop_oneof![
        Just("Friday"),
        Just("since early July"),
        Just("03/04/2016"),
        Just("09:00-14:00 on Monday"),
        Just("2016-10~"),
        Just("by then"),
    ];
    let figure = prop_oneof![Just(String::new()), (1u32..9999).prop_map(|n| n.to_string())];
    (value.prop_map(str::to_owned), when.prop_map(str::to_owned), figure)
}

fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\"").replace('\0', ""))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_follows_from_sheets_of_any_facts(
        facts in proptest::collection::vec((stated(), any::<[String; 6]>(), 0usize..3), 1..12)
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        must(folder, &["init", "--quiet"]);
        let mut rows = "indicator,place_name,value_as_stated,value_best,when_as_stated,when_edtf,report_title,\
            publisher,report_date,scope,quote,comment,thread,origin,claimant\n".to_owned();
        for ((value, when, figure), [scope, quote, comment, thread, origin, claimant], report) in &facts {
            let texts = [scope, quote, comment, thread, origin, claimant].map(|text| cell(text));
            let (value, when) = (cell(value), cell(when));
            let row = format!(
                "displaced,P{report},{value},{figure},{when},2016-10-2{report},T{report},Paper,2016-10-24,{}\n",
                texts.join(",")
            );
            rows.push_str(&row);
        }
        fs::write(folder.join("rows.csv"), rows).expect("a file is written");
        // Rows from which no fact can be made are refused.
        let done = factline(folder, &["import", "rows.csv", "--create"]);
        prop_assert!(matches!(done.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&done.stderr));
        check_all(folder);
    }
}

#[test]
fn a_changed_line_corrects_only_its_own_fact() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    must(folder, &["demo", ".", "--quiet"]);
    let sheet = must(folder, &["sheet", "voa-2016-10-24"]);
    let changed = sheet
        .replace("value: eight\n", "value: nine\n")
        .replace("by: Witnesses\n", "")
        .replace("value: waves\n", "value: two\nunit: waves\nlow: 1\n");
    fs::write(folder.join("voa.sheet"), &changed).expect("a file is written");
    // A fact that is recorded in other words is not a new fact.
    let refused = factline(folder, &["record", "voa.sheet"]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(refused.status.code() == Some(1) && said.contains("with another value"), "{said}");
    let done = factline(folder, &["correct", "voa.sheet", "--reason", "misread"]);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.contains("3 facts corrected, 6 unchanged"), "{said}");
    let shown = must(folder, &["sheet", "voa-2016-10-24"]);
    for line in ["value: nine\n", "value: two\n", "low: 1\n"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("by: Witnesses"), "{shown}");
    // The sheet has the earlier ids, and the facts as they are recorded now.
    let again = factline(folder, &["correct", "voa.sheet", "--reason", "misread"]);
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(said.contains("0 facts corrected, 9 unchanged"), "{said}");
    must(folder, &["record", "voa.sheet"]);
}

/// A figure whose words name a unit, people or a whole, and the same words with another number.
const FIGURES: [(&str, &str, &str); 5] = [
    ("displaced", "some 15,000 families", "about 14,000 families"),
    ("aid-delivery", "12 trucks", "13 trucks"),
    ("aid-delivery", "40 tonnes", "14 of 46 trucks"),
    ("killed", "3 civilians", "4 fighters"),
    ("killed", "14 of 46 people", "15 of 47 people"),
];

#[test]
fn a_changed_value_is_read_as_correct_reads_it() {
    for (indicator, before, after) in FIGURES {
        let [by_sheet, by_words] = [(), ()].map(|()| tempfile::tempdir().expect("a folder"));
        let mut ids = Vec::new();
        for folder in [&by_sheet, &by_words] {
            let folder = folder.path();
            must(folder, &["demo", ".", "--quiet"]);
            must(
                folder,
                &[
                    "report",
                    "add",
                    "--title",
                    "A",
                    "--publisher",
                    "voa",
                    "--published",
                    "2016-10-24",
                    "--key",
                    "a",
                ],
            );
            let added = must(
                folder,
                &["add", indicator, "Aleppo", before, "--when", "2016-10-20", "--report", "a"],
            );
            ids.push(added.split_whitespace().next().expect("an id").to_owned());
        }
        let sheet = must(by_sheet.path(), &["sheet", "a"]).replace(before, after);
        fs::write(by_sheet.path().join("a.sheet"), sheet).expect("a file is written");
        let correct = ["correct", "a.sheet", "--reason", "r"];
        let one = must(by_sheet.path(), &correct);
        let other = must(by_words.path(), &["correct", &ids[1], after, "--reason", "r"]);
        assert_eq!(one, other, "{indicator} {before}");
        let again = factline(by_sheet.path(), &correct);
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(said.contains("0 facts corrected"), "{indicator} {after}: {said}");
    }
}
