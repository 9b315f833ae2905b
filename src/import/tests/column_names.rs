//! Tests of columns that are called otherwise, and of listings, whose columns mean something else.

use crate::import::tests::support::{Database, facts};

const COLUMNS: [&str; 6] =
    ["indicator", "place_name", "value_best", "when_edtf", "claimant", "report_date"];

#[test]
fn columns_may_be_called_as_people_call_them() {
    let mut database = Database::new();
    let summary = database.create_rows(
        "What;Where;N;When;Who;Source;Title;Published\n\
         killed;Aleppo;12;on Thursday;Monitor;OCHA;Sitrep;2016-10-21\n\
         killed;Idlib;many;on Thursday;Monitor;OCHA;Sitrep;2016-10-21\n",
    );
    assert_eq!(facts(&database, &COLUMNS), ["killed; Aleppo; 12; 2016-10-20; Monitor; 2016-10-21"]);
    assert!(summary.refused[0].to_string().starts_with("rows.csv:3: n: `many`"), "{summary:?}");
    assert!(summary.notes[0].contains("`where` as `place_name`"), "{summary:?}");
}

#[test]
fn our_own_names_count_before_others() {
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
    assert_eq!(why, "f.csv:1: columns `value` and `n` could both be `value_as_stated`");
    let why = refused("indicator,place,n,date\n");
    assert!(why.contains("`report_key` is missing"), "{why}");
}
