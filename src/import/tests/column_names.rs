//! Tests of columns that have other names, and of listings, whose columns have other meanings.

use crate::import::tests::support::{Database, facts};

const COLUMNS: [&str; 6] =
    ["indicator", "place_name", "value_best", "when_edtf", "claimant", "report_date"];

#[test]
fn columns_may_be_called_as_people_call_them() {
    let mut database = Database::new();
    let summary = database.create_rows(
        "What;Where;N;When;Who;Source;Title;Published\n\
         killed;Aleppo;12;on Thursday;Monitor;OCHA;Sitrep;2016-10-21\n\
         killed;Idlib;1.234;on Thursday;Monitor;OCHA;Sitrep;2016-10-21\n",
    );
    assert_eq!(facts(&database, &COLUMNS), ["killed; Aleppo; 12; 2016-10-20; Monitor; 2016-10-21"]);
    let why = summary.refused[0].to_string();
    assert!(why.starts_with("rows.csv:3: n: `1.234` cannot be read"), "{why}");
    assert!(
        why.ends_with("write 1234, or put the decimal fraction into a column `value_best`"),
        "{why}"
    );
    assert!(summary.notes[0].contains("`where` as `place_name`"), "{summary:?}");
}

#[test]
fn a_column_of_numbers_may_hold_words() {
    for name in ["n", "number", "count", "figure", "total", "value"] {
        let mut database = Database::new();
        let mut rows = format!("place,date,indicator,{name},source,title,published\n");
        let cells = ["900", "0", "12.0", "\"over 1,000\"", "~700k", "2 880", "dozens"];
        for (cell, day) in cells.iter().zip(1..) {
            let row = format!("Goma,2025-01-0{day},killed,{cell},Radio,Toll,2025-01-30\n");
            rows.push_str(&row);
        }
        let summary = database.create_rows(&rows);
        assert!(summary.refused.is_empty(), "{summary:?}");
        let read = facts(&database, &["value_low", "value_best", "value_approximate"]);
        let right =
            ["1000; ; ", "24; ; 1", "; 0; ", "; 12; ", "; 2880; ", "; 700000; 1", "; 900; "];
        assert_eq!(read, right, "{name}");
    }
}

#[test]
fn what_the_report_lacks_is_reported_before_its_link() {
    let mut database = Database::new();
    let summary = database.create_rows(
        "place,date,indicator,n,source,link\n\
         Goma,2025-01-30,killed,900,Radio Okapi,https://example.org/2\n",
    );
    let why = summary.refused[0].to_string();
    assert!(why.starts_with("rows.csv:2: report_title: blank:"), "{why}");
}

#[test]
fn names_of_factline_columns_count_before_other_names() {
    let mut database = Database::new();
    let summary = database.create_rows(
        "indicator,place_name,place,value_best,n,date,publisher,report_title,report_date\n\
         killed,Aleppo,Idlib,12,13,2016-10-20,OCHA,Sitrep,2016-10-21\n",
    );
    assert_eq!(facts(&database, &COLUMNS), ["killed; Aleppo; 12; 2016-10-20; ; 2016-10-21"]);
    assert!(summary.notes[0].contains("columns not read: `place`, `n`"), "{summary:?}");
}

#[test]
fn two_columns_for_one_meaning_are_refused() {
    let refused = |header: &str| {
        let input = crate::import::Input::bytes("f.csv", header.as_bytes().to_vec());
        Database::new().try_load(&[input], true).unwrap_err().to_string()
    };
    let why = refused("indicator,place,location,n,report_key\n");
    assert_eq!(why, "f.csv:1: columns `place` and `location` could both be `place_name`");
    let why = refused("indicator,place,n,value,report_key\n");
    assert_eq!(why, "f.csv:1: columns `n` and `value` could both be `value_as_stated`");
    let why = refused("indicator,place,n,date\n");
    assert!(why.contains("`report_key` is missing"), "{why}");
}

#[test]
fn the_header_of_a_csv_may_be_below_a_title() {
    let rows = "indicator,place,n,date,source,title,published\n\
                killed,Goma,9,2025-01-30,Radio,Toll,2025-01-31\n";
    for above in ["Weekly update,,,,,,\n,,,,,,\n", "Weekly update\n\n", "Update\nas of Friday\n"] {
        let mut database = Database::new();
        let summary = database.create_rows(&format!("{above}{rows}"));
        assert_eq!(facts(&database, &["value_best"]), ["9"], "{above}");
        let note = "rows.csv: the header is line 3; the lines above it are not read";
        assert_eq!(summary.notes[0], note);
    }
    // A faulty row is reported with its line in the file.
    let mut database = Database::new();
    let summary = database
        .create_rows(&format!("Update\n\n{rows}killed,Goma,x,2025-01-30,Radio,Toll,2025-01-31\n"));
    assert!(summary.refused[0].to_string().starts_with("rows.csv:5: n: `x`"), "{summary:?}");
}
