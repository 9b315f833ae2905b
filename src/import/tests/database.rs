//! Tests that importing a database gives the same rows and refusals as importing its JSON Lines.

use crate::domain::filter::Filter;
use crate::export;
use crate::import::tests::support::Database;
use crate::import::{self, Summary};
use crate::wire::Bundle;
use std::fs;
use std::path::Path;

/// Writes a whole database as JSON Lines, with the texts of its reports.
fn write_lines(database: &Database, path: &Path) {
    let bundle = Bundle::of(&database.store, &Filter::default()).unwrap();
    let mut bytes = Vec::new();
    export::jsonl(&bundle, &database.store, true, &mut bytes).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The result of an import in words, without the file's name.
fn told(summary: &Summary, file: &Path) -> String {
    let refused: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    format!("{:#?}\n{refused:#?}\n{:#?}", summary.counts(), summary.notes)
        .replace(&file.display().to_string(), "FILE")
}

#[test]
fn a_database_is_imported_like_its_json_lines() {
    let mut there = Database::with_sample();
    there.load_rows(
        "indicator,place_key,report_key,value_best,when_edtf,retracted\n\
         killed,aleppo,voa-2016-10-24,7,2016-10-21,counted twice\n",
    );
    let folder = there.folder.path().to_owned();
    let (lines, file) = (folder.join("all.jsonl"), folder.join("t.db"));
    write_lines(&there, &lines);
    let mut outcomes = Vec::new();
    for path in [&lines, &file] {
        // The target database uses one of the place keys for another place, so rows that refer to
        // it are refused or read differently.
        let mut here = Database::new();
        here.load_rows("key,name,kind,country\naleppo,Aleppo,town,SYR\n");
        let rejects = folder.join("rejects.csv");
        let first = here.load_with_rejects(&import::sources(path, None).unwrap(), &rejects);
        let again = here.load(&import::sources(path, None).unwrap());
        assert!(first.refused_rows > 0, "{first:?}");
        let kept = fs::read_to_string(&rejects).unwrap().lines().count();
        let all = folder.join("out.jsonl");
        write_lines(&here, &all);
        outcomes.push((told(&first, path), told(&again, path), kept, fs::read(&all).unwrap()));
    }
    assert_eq!(outcomes[0], outcomes[1]);
}

#[test]
fn a_database_imported_into_itself_adds_nothing() {
    let mut database = Database::with_sample();
    let path = database.folder.path().join("t.db");
    let summary = database.load(&import::sources(&path, None).unwrap());
    assert_eq!((summary.recorded(), summary.refused_rows), (0, 0), "{summary:?}");
}

#[test]
fn what_other_programs_added_to_a_database_is_named_and_not_read() {
    let there = Database::with_sample();
    let path = there.folder.path().join("t.db");
    let plain = rusqlite::Connection::open(&path).unwrap();
    plain.execute_batch("CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')").unwrap();
    let mut here = Database::new();
    let summary = here.load(&import::sources(&path, None).unwrap());
    let note = format!("{}: added by other programs, and not read: table `notes`", path.display());
    assert!(summary.notes.contains(&note), "{:?}", summary.notes);
}

#[test]
fn a_damaged_database_is_named() {
    let there = Database::with_sample();
    let bytes = std::fs::read(there.folder.path().join("t.db")).unwrap();
    let path = there.folder.path().join("half.db");
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let error = import::sources(&path, None)
        .and_then(|inputs| Database::new().try_load(&inputs, false))
        .unwrap_err()
        .to_string();
    assert!(error.starts_with(&format!("{}: ", path.display())), "{error}");
}
