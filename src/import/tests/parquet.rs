//! Tests that facts exported as Parquet are unchanged when they are imported.

use crate::domain::filter::Filter;
use crate::export;
use crate::import;
use crate::import::tests::support::{Database, recorder};
use std::path::PathBuf;

/// Every fact of a database as a Parquet file in `folder`, including retracted and replaced ones.
fn exported(database: &Database, folder: &tempfile::TempDir) -> PathBuf {
    let (path, mut bytes) = (folder.path().join("facts.parquet"), Vec::new());
    let filter = Filter { retracted: true, ..Filter::default() };
    export::parquet(&database.store, &filter, &mut bytes).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The rows of the CSV export, sorted.
fn sorted_rows(database: &Database) -> Vec<csv::StringRecord> {
    let export = database.export();
    let rows = csv::Reader::from_reader(export.as_bytes()).into_records();
    let mut rows: Vec<_> = rows.map(Result::unwrap).collect();
    rows.sort_by(|a, b| a.iter().cmp(b.iter()));
    rows
}

#[test]
fn facts_come_back_as_those_of_the_csv_do() {
    let mut database = Database::with_sample();
    let rows = "indicator,place_key,report_key,value_low,value_best,value_high,value_approximate,when_edtf,origin,comment\n\
        killed,aleppo,voa-2016-10-24,,0.1,,1,2016-10-20,'=1+1,\"a\nb\"\n\
        killed,aleppo,voa-2016-10-24,1,,9007199254740991,0,[2016-10-01..2016-10-05],حلب 🕊,\n";
    assert_eq!(database.load_rows(rows).refused, []);
    let facts = database.everything().facts;
    let mut writer = database.store.begin().unwrap();
    writer.retract_fact(facts[3].uid, "wrong").unwrap();
    writer.commit(&recorder()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = exported(&database, &folder);

    let mut copy = Database::new();
    let sources = import::sources(&path, None).unwrap();
    let summary = copy.try_load(&sources, true).unwrap();
    assert_eq!(summary.refused, []);
    let mut by_csv = Database::new();
    assert_eq!(by_csv.create_rows(&database.export()).refused, []);
    assert_eq!(sorted_rows(&copy), sorted_rows(&by_csv));
    let again = copy.try_load(&import::sources(&path, None).unwrap(), true).unwrap();
    assert_eq!((again.recorded(), again.refused.len()), (0, 0));
}

#[test]
fn a_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = exported(&Database::with_sample(), &folder);
    let whole = std::fs::read(&path).unwrap();
    for at in (4..whole.len()).step_by(1 + whole.len() / 400) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        std::fs::write(&path, &damaged).unwrap();
        // Most flips damage a page or the footer; some damage only a text, and then the row shows
        // that.
        if let Ok(sources) = import::sources(&path, None) {
            assert_eq!(sources.len(), 1);
        }
    }
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let why = import::sources(&path, None).unwrap_err().to_string();
    assert!(why.contains("Parquet file cannot be read"), "{why}");
}
