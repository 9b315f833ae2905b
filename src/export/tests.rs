//! Tests that copied columns equal columns that are encoded again, and that a workbook has the same values as
//! other formats.

use crate::domain::changeset::Recorder;
use crate::domain::filter::Filter;
use crate::domain::when::Day;
use crate::export::encode::{RowEncoder, Syntax};
use crate::export::encoded::EncodedReports;
use crate::export::error::ExportError;
use crate::export::xlsx;
use crate::import::{self, sample};
use crate::store::{FactOrder, Store};
use crate::wire::{Bundle, Column, FactRow, FactTable};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;
use std::sync::Arc;

/// Imports the sample data into a new database.
fn sample_store(folder: &tempfile::TempDir) -> Store {
    let mut store = Store::create(folder.path().join("sample.db"), "here").unwrap();
    let mut writer = store.begin().unwrap();
    for indicator in import::vocabulary::built_in().unwrap() {
        writer.add_indicator(&indicator).unwrap();
    }
    import::import(&sample::sources(), &mut writer, &import::Options::default()).unwrap();
    let at = "2026-01-02T03:04:05Z".to_owned();
    let recorder = Recorder { by: "me".to_owned(), at, note: None };
    writer.commit(&recorder).unwrap();
    store
}

#[test]
fn copied_columns_hold_what_each_fact_has_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample_store(&folder);
    let filter = Filter { retracted: true, ..Filter::default() };
    let vocabulary = store.vocabulary(&filter).unwrap();
    let table = FactTable::of(&vocabulary);
    for syntax in [Syntax::Csv { raw: false }, Syntax::Json] {
        let reports = Arc::new(EncodedReports::below(vocabulary.newest_report));
        let mut rows = RowEncoder::new(syntax, &table, &filter, reports);
        let mut facts = 0;
        let each = |fact: &crate::store::StreamedFact<'_>| -> Result<(), ExportError> {
            rows.bytes.clear();
            rows.fields(&store, fact, true)?;
            let report = store.numbered_report(fact.report, &filter)?;
            let row = FactRow { fact, report: Some(&report), table: &table };
            let mut alone = Vec::new();
            syntax.values(&mut alone, Column::ALL, &row, true);
            assert_eq!(String::from_utf8_lossy(&rows.bytes), String::from_utf8_lossy(&alone));
            facts += 1;
            Ok(())
        };
        store.stream(&filter, FactOrder::Recorded, each).unwrap();
        assert!(facts > 40);
    }
}

#[test]
fn a_workbook_has_a_row_for_each_fact_and_days_only_where_they_are_days() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample_store(&folder);
    let bundle = Bundle::of_current(&store, &Filter::default()).unwrap();
    let about = xlsx::About {
        title: "Facts".to_owned(),
        asked: "place Aleppo".to_owned(),
        state: None,
        withdrawn: 0,
    };
    let mut bytes = Vec::new();
    let written = xlsx::write(&bundle, &store, &about, &mut bytes).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = ["facts", "reports", "places", "actors", "indicators", "how to read"];
    assert_eq!(read.sheet_names(), sheets);
    let facts = read.worksheet_range("facts").unwrap();
    assert_eq!(facts.height(), written.streamed.facts + 1);
    assert_eq!(facts.width(), Column::ALL.len());
    let reports = read.worksheet_range("reports").unwrap();
    assert_eq!(reports.height(), bundle.reports.len() + 1);
    for row in facts.rows().skip(1) {
        let is_day = |column: Column| matches!(row[column as usize], Data::DateTime(_));
        match &row[Column::WhenEdtf as usize] {
            Data::String(text) => assert!(text.parse::<Day>().is_err(), "{text}"),
            Data::DateTime(_) => {
                assert!(is_day(Column::StartEarliest) && is_day(Column::EndLatest));
            }
            other => assert_eq!(*other, Data::Empty),
        }
    }
}
