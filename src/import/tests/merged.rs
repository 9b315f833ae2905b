//! Tests that the edits of a report are merged: whichever of two databases imports the other, both keep all edits, with
//! the same result; and that a row is not recorded at all if one of its edits cannot be recorded.

use crate::domain::changeset::Recorder;
use crate::domain::identity::Uid;
use crate::domain::report::{CapturedText, Report};
use crate::import::sources;
use crate::import::tests::support::{Database, file, recorder};
use crate::store::Writer;
use crate::wire::bare_report;
use proptest::prelude::*;

const KEYS: [&str; 2] = ["one", "two"];

/// A database with two reports, the same in every such database.
fn base() -> Database {
    let mut database = Database::with_sample();
    let mut writer = database.store.begin().unwrap();
    for key in KEYS {
        let url = Some(format!("https://example.org/{key}"));
        let report = bare_report(key, "voa", key, "published", "2016-10-24").unwrap();
        writer.add_report(&Report { url, ..report }, None).unwrap();
    }
    writer.commit(&recorder()).unwrap();
    database
}

/// The change of an edit, by a number.
fn changed(report: &mut Report, number: usize, kind: usize) {
    match kind {
        0 => report.title = format!("title {number}"),
        1 => report.byline = Some(format!("byline {number}")),
        2 => report.url = Some(format!("https://example.org/{}/{number}", report.uid)),
        3 => report.key = format!("{}-{number}", &report.key[..3]),
        4 => {
            let other = if report.key.starts_with("one") { "two" } else { "one" };
            let is_set = report.republishes.is_some();
            report.republishes = (!is_set).then(|| other.to_owned());
        }
        _ => report.confidentiality = Some(crate::domain::report::Confidentiality::Internal),
    }
}

fn uid_of(database: &Database, key: &str) -> Uid {
    let url = format!("https://example.org/{key}");
    database.store.find_report(&url).unwrap().uid
}

fn edit(writer: &mut Writer<'_>, uid: Uid, number: usize, kind: usize) {
    let reports = writer.store().reports().unwrap();
    let mut report = reports.iter().find(|report| report.uid == uid).unwrap().clone();
    changed(&mut report, number, kind);
    if let Some(other) = &report.republishes {
        let other = reports.iter().find(|report| report.key.starts_with(&other[..3])).unwrap();
        report.republishes = Some(other.key.clone());
    }
    writer.edit_report(uid, &report, None, &format!("edit {number}")).unwrap();
}

fn at(minute: usize) -> Recorder {
    Recorder { at: format!("2026-02-01T10:{minute:02}:00Z"), ..recorder() }
}

fn copied(database: &Database) -> std::path::PathBuf {
    let path = database.folder.path().join("copy.db");
    std::fs::copy(database.store.path(), &path).unwrap();
    path
}

/// The two reports by uid, with all their versions, sorted.
fn said(database: &Database) -> (Vec<String>, Vec<String>) {
    let mut newest: Vec<String> = Vec::new();
    let mut all = Vec::new();
    for key in KEYS {
        let uid = uid_of(database, key);
        let reports = database.store.reports().unwrap();
        let report = reports.iter().find(|report| report.uid == uid).unwrap();
        newest.push(format!("{report:?}"));
        let versions = database.store.versions_of_report(uid, None).unwrap();
        let said = |report: &Report| {
            format!(
                "{} {:?} {:?} {:?}",
                report.title,
                report.byline,
                report.url,
                report.republishes.is_some()
            )
        };
        all.extend(versions.iter().map(|v| format!("{:?} {}", v.reason, said(&v.report))));
    }
    all.sort();
    (newest, all)
}

fn load(database: &mut Database, path: &std::path::Path) -> crate::import::Summary {
    database.load(&sources(path, None).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn two_databases_say_the_same_whichever_imports_the_other_first(
        edits in prop::collection::vec((any::<bool>(), 0..2usize, 0..6usize, 0..3usize), 1..7),
    ) {
        let (mut one, mut other) = (base(), base());
        for (number, (which, report, kind, minute)) in edits.into_iter().enumerate() {
            let database = if which { &mut one } else { &mut other };
            let uid = uid_of(database, KEYS[report]);
            let mut writer = database.store.begin().unwrap();
            edit(&mut writer, uid, number, kind);
            writer.commit(&at(number * 3 + minute)).unwrap();
        }
        let (of_one, of_other) = (copied(&one), copied(&other));
        for (database, path) in [(&mut one, &of_other), (&mut other, &of_one)] {
            let summary = load(database, path);
            prop_assert_eq!(summary.refusals(), Vec::<String>::new());
        }
        prop_assert_eq!(said(&one), said(&other));
        // Neither has anything that the other lacks.
        let (of_one, of_other) = (copied(&one), copied(&other));
        for (database, path) in [(&mut one, &of_other), (&mut other, &of_one)] {
            let before = said(database);
            let summary = load(database, path);
            prop_assert_eq!((summary.recorded(), summary.edited), (0, 0));
            prop_assert_eq!(said(database), before);
            database.store.verify(|_, _| {}).unwrap();
        }
    }
}

/// A row of JSON Lines with an earlier version.
fn row(fields: &str, version: &str) -> String {
    format!(
        r#"{{"record":"report","key":"new","publisher":"voa","title":"New","published":"2016-10-24","versions_before":[{{"key":"new","publisher":"voa","title":"Old","published":"2016-10-23","edited":"why","edited_at":"2026-01-01T00:00:00Z"{version}}}]{fields}}}"#
    )
}

/// Imports a row of JSON Lines, and returns the refusals.
fn refusals(database: &mut Database, row: &str) -> Vec<String> {
    let path = file(database, "rows.jsonl", row);
    load(database, &path).refusals()
}

#[test]
fn a_row_with_a_version_that_cannot_be_recorded_leaves_nothing() {
    // An edit to the document of another report.
    let taken = concat!(
        r#"},{"key":"new","publisher":"voa","title":"Mid","published":"2016-10-23","edited":"again","#,
        r#""url":"https://www.voanews.com/a/russia-no-further-cease-fires-syria-aleppo/3564504.html""#
    );
    for (fields, version, expected) in [
        (r#","republishes":"nowhere""#, "", "republishes: `nowhere` is not recorded"),
        ("", r#","republishes":"nowhere""#, "republishes: `nowhere` is not recorded"),
        ("", r#","confidentiality":"secret""#, "versions_before: "),
        ("", taken, "recorded already"),
        (
            "",
            r#","url":"javascript:alert(1)""#,
            "versions_before: `javascript:alert(1)` is not a link",
        ),
        ("", r#","archive_url":"javascript:alert(1)""#, "versions_before: `javascript:"),
        (r#","archive_url":"javascript:alert(1)""#, "", "archive_url: `javascript:"),
        (r#","republishes":"new""#, "", "republishes: `new` is this report itself"),
    ] {
        let mut database = Database::with_sample();
        let before = database.store.reports().unwrap();
        let refusals = refusals(&mut database, &row(fields, version));
        assert!(refusals.len() == 1 && refusals[0].contains(expected), "{expected}: {refusals:?}");
        assert_eq!(database.store.reports().unwrap(), before, "{expected}");
        database.store.verify(|_, _| {}).unwrap();
    }
    let mut database = Database::with_sample();
    let late = row("", "").replace("2016-10-23", "2027-01-01");
    assert!(
        refusals(&mut database, &late)[0]
            .contains("versions_before: `2027-01-01` is in the future")
    );
}

#[test]
fn a_text_is_added_to_a_report_that_has_none() {
    let mut database = base();
    let rows = "key,publisher,title,published,url,text\n\
                one,voa,one,2016-10-24,https://example.org/one,Nine people.\n";
    let summary = database.load_rows(rows);
    assert_eq!((summary.refusals(), summary.edited), (Vec::new(), 1));
    let text: CapturedText = database.store.report_text("one").unwrap().unwrap();
    assert_eq!(text.text, "Nine people.");
    assert_eq!(database.load_rows(rows).edited, 0);
    let summary = database.load_rows(&rows.replace("Nine", "Ten"));
    assert!(summary.refusals()[0].contains("text_file: report `one` differs"), "{summary:?}");
}
