//! Tests of rows that make a fact which an earlier row of the file made already.

use crate::import::tests::support::Database;
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;

/// New, known and repeated facts.
fn counts(summary: &Summary) -> (usize, usize, usize) {
    let facts = summary.rows_of(RecordKind::Fact);
    (facts.new, facts.known, summary.repeated)
}

fn told(summary: &Summary) -> Vec<&str> {
    let notes = summary.notes.iter().map(String::as_str);
    notes
        .filter(|note| note.contains(" fact of row ") || note.contains("earlier rows say"))
        .collect()
}

const DTM: &str = "where,idps,day,cause,origin,who\n\
    #adm1+name,#affected+idps,#date+reported,#cause+type,#adm1+name+origin,#meta+source\n";

fn load(database: &mut Database, rows: &str) -> Summary {
    let source = Input::bytes("dtm.csv", [DTM, rows].concat().into_bytes());
    let source = source.through(Map::named("hxl").unwrap());
    let summary = database.try_load(&[source], true).unwrap();
    assert_eq!(summary.refused, [], "{summary:?}");
    summary
}

#[test]
fn rows_that_differ_in_columns_which_are_not_read_are_reported() {
    let mut database = Database::new();
    let rows = "Kunar,14,2017-03-30,Conflict,Laghman,IOM\nKunar,14,2017-03-30,Conflict,Paktya,IOM\n\
        Kunar,14,2017-03-30,Flood,Paktya,IOM\nKunar,15,2017-03-30,Conflict,Kunar,IOM\n";
    for (new, known) in [(2, 0), (0, 2)] {
        let summary = load(&mut database, rows);
        assert_eq!(counts(&summary), (new, known, 2), "{summary:?}");
        let note = "dtm.csv: rows 4 and 5 make the fact of row 3; they differ in `cause`, `origin`, \
            which are not read";
        assert_eq!(told(&summary), [note]);
        assert!(summary.rows_fell_together);
    }
}

#[test]
fn equal_rows_are_repeated_and_nothing_to_look_at() {
    let mut database = Database::new();
    let row = "Kunar,14,2017-03-30,Conflict,Laghman,IOM\n";
    let summary = load(&mut database, &row.repeat(3));
    assert_eq!(counts(&summary), (1, 0, 2), "{summary:?}");
    assert_eq!(told(&summary), ["dtm.csv: rows 4 and 5 say what earlier rows say"]);
    assert!(!summary.rows_fell_together);
}

#[test]
fn a_file_with_only_factline_columns_reports_its_repeated_rows() {
    let mut database = Database::with_sample();
    let header = "indicator,place_key,value_best,when_edtf,report_key";
    let row = "killed,aleppo,12345,2016-10-01,voa-2016-10-24";
    let summary = database.load_rows(&format!("{header}\n{row}\n{row}\n"));
    assert_eq!(counts(&summary), (1, 0, 1), "{summary:?}");
    assert_eq!(told(&summary), ["rows.csv: row 3 says what earlier rows say"]);
    let again = database.load_rows(&format!("{header}\n{row}\n"));
    assert_eq!(counts(&again), (0, 1, 0), "what was recorded before the file is already there");
    let other = format!("{header},cause\n{row},flood\n{row},drought\n");
    let summary = database.load_rows(&other);
    assert_eq!(counts(&summary), (0, 1, 1), "{summary:?}");
    assert_eq!(
        told(&summary),
        ["rows.csv: row 3 makes the fact of row 2; it differs in `cause`, which is not read"]
    );
}

#[test]
fn many_rows_that_fall_together_are_counted() {
    let mut database = Database::new();
    let row = |n: u32, cause: u32| format!("Kunar,{n},2017-03-30,{cause},Kunar,IOM\n");
    let rows: String = (1..40).flat_map(|n| (0..9).map(move |cause| row(n, cause))).collect();
    let summary = load(&mut database, &rows);
    assert_eq!(counts(&summary), (39, 0, 39 * 8));
    let told = told(&summary);
    assert_eq!(told.len(), 20);
    let first =
        "dtm.csv: rows 4, 5, 6, 7, 8 and 3 more make the fact of row 3; they differ in `cause`,";
    assert!(told[0].starts_with(first), "{told:?}");
    assert!(summary.notes.contains(&"dtm.csv: … and 152 more rows of that kind".to_owned()));
}
