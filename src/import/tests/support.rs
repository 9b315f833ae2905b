//! A temporary database for tests, with shortcuts to import and export rows.

use crate::cli::remedies;
use crate::domain::changeset::Recorder;
use crate::domain::filter::Filter;
use crate::domain::place::Place;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::export;
use crate::format::source::Source;
use crate::import::{ImportError, Input, Options, Summary, import, import_places};
use crate::import::{sample, sources, vocabulary};
use crate::language::dates::{self, Anchor};
use crate::language::{quantities, read_hours};
use crate::mapping::{Vocabulary, suggest};
use crate::store::Store;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(super) struct Database {
    pub(super) folder: TempDir,
    pub(super) store: Store,
}

pub(super) fn recorder() -> Recorder {
    Recorder { by: "ana".into(), at: "2026-01-02T03:04:05Z".into(), note: None }
}

fn options(create: bool) -> Options {
    Options {
        create,
        captured_at: "2026-01-02T03:04:05Z".into(),
        remedies: remedies::remedies(),
        ..Options::default()
    }
}

impl Database {
    /// A new database with the built-in indicators.
    pub(super) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut store = Store::create(folder.path().join("t.db"), "replica").unwrap();
        let mut writer = store.begin().unwrap();
        for indicator in vocabulary::built_in().unwrap() {
            writer.add_indicator(&indicator).unwrap();
        }
        writer.commit(&recorder()).unwrap();
        Self { folder, store }
    }

    /// A new database with the sample.
    pub(super) fn with_sample() -> Self {
        let mut database = Self::new();
        let summary = database.load(&sample::sources());
        assert_eq!(summary.refused, [], "{summary:?}");
        database
    }

    pub(super) fn try_load(
        &mut self,
        sources: &[Input],
        create: bool,
    ) -> Result<Summary, ImportError> {
        let mut writer = self.store.begin()?;
        let summary = import(sources, &mut writer, &options(create))?;
        writer.commit(&recorder())?;
        Ok(summary)
    }

    pub(super) fn load(&mut self, sources: &[Input]) -> Summary {
        self.try_load(sources, false).unwrap()
    }

    /// Like [`Self::load`], with the refused rows written to the file `rejects`.
    pub(super) fn load_with_rejects(&mut self, sources: &[Input], rejects: &Path) -> Summary {
        let mut writer = self.store.begin().unwrap();
        let options = Options { rejects: Some(rejects.to_owned()), ..options(true) };
        let summary = import(sources, &mut writer, &options).unwrap();
        writer.commit(&recorder()).unwrap();
        summary
    }

    pub(super) fn load_rows(&mut self, rows: &str) -> Summary {
        self.load(&[Input::bytes("rows.csv", rows.as_bytes().to_vec())])
    }

    pub(super) fn create_rows(&mut self, rows: &str) -> Summary {
        let source = Input::bytes("rows.csv", rows.as_bytes().to_vec());
        self.try_load(&[source], true).unwrap()
    }

    pub(super) fn load_places(&mut self, rows: &str, inside: Option<&Place>) -> Summary {
        let mut writer = self.store.begin().unwrap();
        let source = Source::bytes("places.csv", rows.as_bytes().to_vec());
        let summary = import_places(&source, &mut writer, inside, remedies::remedies()).unwrap();
        writer.commit(&recorder()).unwrap();
        summary
    }

    /// Every fact, including retracted and replaced ones.
    pub(super) fn everything(&self) -> Selection {
        self.store.select(&Filter { retracted: true, ..Filter::default() }).unwrap()
    }

    /// The CSV export of every fact; checks that the export in order of time has the same rows.
    pub(super) fn export(&self) -> String {
        let filter = Filter { retracted: true, ..Filter::default() };
        let mut bytes = Vec::new();
        export::csv(&self.store, &filter, &export::Options::default(), &mut bytes).unwrap();
        let export = String::from_utf8(bytes).unwrap();
        let rows = |text: &str| {
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            let mut rows: Vec<_> = rows.records().map(Result::unwrap).collect();
            rows.sort_by(|a, b| a.iter().cmp(b.iter()));
            rows
        };
        assert_eq!(rows(&export), rows(&written(self, &filter, export::Options::default())));
        export
    }
}

/// Facts of a database as CSV, in the order of time.
pub(super) fn written(database: &Database, filter: &Filter, options: export::Options) -> String {
    let mut bytes = Vec::new();
    export::csv_in_time(&database.store, filter, &options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Every fact, including retracted and replaced ones.
pub(super) fn everything() -> Filter {
    Filter { retracted: true, ..Filter::default() }
}

/// Writes a file beside the database.
pub(super) fn file(database: &Database, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = database.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Imports a file; all rows that it refers to must be recorded.
pub(super) fn load(database: &mut Database, path: &Path) -> Result<Summary, ImportError> {
    let sources = sources(path, None)?;
    database.try_load(&sources, false)
}

/// Some columns of each fact, joined by `; ` and sorted.
pub(super) fn facts(database: &Database, columns: &[&str]) -> Vec<String> {
    let export = database.export();
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |column: &&str| header.iter().position(|known| known == *column).unwrap();
    let at: Vec<usize> = columns.iter().map(at).collect();
    let row = |row: csv::StringRecord| {
        at.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>().join("; ")
    };
    let mut facts: Vec<String> = reader.records().map(|record| row(record.unwrap())).collect();
    facts.sort();
    facts
}

/// The drafted map for a file, as TOML.
pub(super) fn drafted(source: &Input) -> String {
    let indicators = vocabulary::built_in().unwrap();
    let reads = |words: &str| quantities::read(words).is_ok();
    let reads_time = |words: &str| dates::read(words, &Anchor::on(Day::default())).is_ok();
    let reads_hours = |words: &str| read_hours(words).is_some();
    let (indicators, words) = (&indicators, remedies::remedies());
    let vocabulary = Vocabulary { indicators, words, reads, reads_time, reads_hours };
    suggest(source.source(), &vocabulary).unwrap()
}
