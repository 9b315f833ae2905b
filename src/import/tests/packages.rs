//! Tests of data packages: hostile ones, zipped ones, and filtered ones.

use crate::domain::filter::Filter;
use crate::export::{self, package};
use crate::import::tests::support::{Database, file, load};
use crate::wire::Bundle;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip file with these entries, given as name and content.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_hostile_package_writes_no_file_reads_no_other_file_and_fills_no_disk() {
    let mut database = Database::with_sample();
    let described = |path: &str| format!("{{\"resources\":[{{\"path\":\"{path}\"}}]}}");
    let refused = |database: &mut Database, name: &str, bytes: Vec<u8>| {
        let path = file(database, name, bytes);
        load(database, &path).unwrap_err().to_string()
    };
    for path in ["../secret.csv", "/etc/hostname", "a/../../secret.csv", ""] {
        let why = refused(
            &mut database,
            "out.zip",
            zipped(&[("datapackage.json", described(path).as_bytes())]),
        );
        assert!(why.ends_with(&format!("`{path}` is not in the package")), "{why}");
    }
    let outside = zipped(&[
        ("../escaped.csv", b"x"),
        ("datapackage.json", described("facts.csv").as_bytes()),
    ]);
    let why = refused(&mut database, "slip.zip", outside);
    assert!(why.contains("slip.zip/facts.csv: No such file"), "{why}");
    assert!(!database.folder.path().join("escaped.csv").exists());
    let zeros = vec![b'0'; 300 << 20];
    let why = refused(&mut database, "bomb.zip", zipped(&[("facts.csv", &zeros)]));
    assert!(why.contains("it unpacks to more than"), "{why}");
    let why = refused(&mut database, "plain.zip", zipped(&[("a.txt", b"x")]));
    assert!(why.ends_with("a zip file without a `datapackage.json`"), "{why}");
    let mut cut = zipped(&[("datapackage.json", described("facts.csv").as_bytes())]);
    cut.truncate(cut.len() / 2);
    refused(&mut database, "cut.zip", cut);
}

#[test]
fn a_package_zipped_with_its_folder_is_read_too() {
    let database = Database::with_sample();
    let folder = database.folder.path().join("pack");
    std::fs::create_dir(&folder).unwrap();
    let bundle = Bundle::of(&database.store, &Filter::default()).unwrap();
    let about =
        package::About { title: "t".to_owned(), created: "2026-01-02T03:04:05Z".to_owned() };
    package::to_folder(&bundle, &database.store, &about, &folder).unwrap();
    let mut entries = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(database.folder.path()).unwrap().to_owned();
                entries.push((name, std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|(name, bytes)| (name.to_str().unwrap(), bytes.as_slice())).collect();
    let path = file(&database, "folder.zip", zipped(&entries));
    let mut copy = Database::new();
    let summary = load(&mut copy, &path).unwrap();
    assert_eq!(summary.refusals(), Vec::<String>::new());
    assert_eq!(copy.everything().facts.len(), database.everything().facts.len());
    assert!(copy.store.report_text("voa-2016-10-24").unwrap().is_some());
}

#[test]
fn a_filtered_package_has_no_key_that_leads_nowhere() {
    let database = Database::with_sample();
    let filter = Filter { indicators: vec!["trapped".into()], ..Filter::default() };
    let bundle = Bundle::of(&database.store, &filter).unwrap();
    let mut bytes = Vec::new();
    export::jsonl(&bundle, &database.store, false, &mut bytes).unwrap();
    let objects: Vec<serde_json::Value> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let named = |record: &str, column: &str| -> Vec<String> {
        let of = objects.iter().filter(|object| object["record"] == record);
        of.filter_map(|object| object[column].as_str().map(str::to_owned)).collect()
    };
    let (actors, reports) = (named("actor", "key"), named("report", "key"));
    let claimants = named("fact", "claimant_key");
    assert!(!claimants.is_empty());
    for key in [named("report", "publisher"), named("actor", "parent"), claimants].concat() {
        assert!(actors.contains(&key), "{key} is missing");
    }
    for report in [named("report", "republishes"), named("fact", "report_key")].concat() {
        assert!(reports.contains(&report), "{report} is missing");
    }
    assert!(!Bundle::is_whole(&filter) && bundle.indicators.len() == 1);
}
