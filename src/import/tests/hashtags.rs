//! Tests of columns with HXL hashtags, whose attributes decide what a column means. The rows are
//! invented.

use crate::import::tests::support::{Database, facts};
use crate::import::{Input, Summary};
use crate::mapping::Map;

/// Imports rows through the map `hxl`.
fn loaded(rows: &str) -> (Database, Summary) {
    let mut database = Database::new();
    let map = Map::named("hxl").unwrap();
    let source = Input::bytes("f.csv", rows.as_bytes().to_vec()).through(map);
    let summary = database.try_load(&[source], true).unwrap();
    (database, summary)
}

#[test]
fn where_people_came_from_is_not_where_they_are() {
    let (database, summary) = loaded(
        "#adm1+origin+name,#adm2+origin+name,#adm1+name,#adm2+name,#affected+idps,#date,#meta+source\n\
         North,Fallen City,West,Upper,5000,2025-11-09,IOM\n",
    );
    assert_eq!(summary.refused, []);
    assert_eq!(
        facts(&database, &["place_name", "admin1_name", "value_best"]),
        ["Upper; West; 5000"]
    );
    assert!(summary.notes[0].contains("`#adm1+origin+name`, `#adm2+origin+name`"), "{summary:?}");

    let (database, summary) =
        loaded("#adm1+origin+name,#affected+idps,#date,#meta+source\nNorth,5000,2025-11-09,IOM\n");
    assert_eq!((summary.refused_rows, facts(&database, &["place_name"]).len()), (1, 0));

    let (database, summary) = loaded(
        "#country+code+origin,#country+code+asylum,#affected+refugees,#date,#meta+source\n\
         SYR,LBN,70,2025-11-09,UNHCR\n",
    );
    assert_eq!(summary.refused, []);
    assert_eq!(facts(&database, &["place_name"]), ["Lebanon"]);
}

#[test]
fn households_are_not_people_and_a_share_is_not_a_count() {
    let (database, summary) = loaded(
        "#adm2+name,#adm2+pcode,#affected+idps+hh,#affected+idps+ind,#affected+idps+pct,#date,#meta+source\n\
         Upper,XX0101,120,640,12,2025-03-20,IOM\n",
    );
    assert_eq!(summary.refused, []);
    assert_eq!(
        facts(&database, &["place_name", "place_key", "value_best", "unit"]),
        ["Upper; XX0101; 120; households", "Upper; XX0101; 640; people"]
    );
    assert!(summary.notes[0].contains("`#affected+idps+pct`"), "{summary:?}");
}

#[test]
fn a_day_on_which_something_expires_is_not_when_it_happened() {
    let (database, summary) = loaded(
        "#adm1,#affected+killed,#date+expires,#date+occurred,#date,#meta+source\n\
         Far East,3,2030-01-01,2025-03-20,2025-03-22,OCHA\n",
    );
    assert_eq!(summary.refused, []);
    assert_eq!(facts(&database, &["when_edtf", "report_date"]), ["2025-03-20; 2025-03-22"]);
}

#[test]
fn json_lines_have_no_row_of_hashtags() {
    let map = Map::named("hxl").unwrap();
    let rows: &[u8] = b"{\"Place\":\"A\",\"Killed\":3,\"Date\":\"2025-01-01\"}\n";
    let source = Input::bytes("min.jsonl", rows).through(map);
    let error = Database::new().try_load(&[source], true).unwrap_err();
    assert!(error.to_string().contains("no row of HXL hashtags"), "{error}");
}

#[test]
fn the_id_of_a_data_set_is_not_the_id_of_a_row_and_an_end_is_a_day() {
    let (database, summary) = loaded(
        "#country+name,#date+end,#affected+idps,#meta+dataset+id,#meta+source\n\
         Sudan,2025-02-28,1000,abc,IOM\n",
    );
    assert_eq!(summary.refused, [], "{summary:?}");
    assert_eq!(facts(&database, &["source_row_id", "when_edtf"]), ["; 2025-02-28"]);
}
