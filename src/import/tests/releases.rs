//! Tests of rows with the publisher's own id, as releases of a data set have them. The rows are made
//! up.

use crate::import::tests::support::Database;
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,country,admin1,\
    admin2,location,latitude,longitude,geo_precision,source,notes,fatalities\n";

/// An event of ACLED with these sources, words and deaths.
fn event(id: &str, sources: &str, notes: &str, killed: u32) -> String {
    format!(
        "{id},2025-10-26,1,Battles,Armed clash,Sudan,North Darfur,El Fasher,El Fasher,13.6,25.3,1,\
         {sources},{notes},{killed}\n"
    )
}

fn load(database: &mut Database, map: &str, file: &str, rows: &str) -> Summary {
    let source = Input::bytes(file, rows.as_bytes().to_vec());
    let source = source.through(Map::named(map).unwrap());
    let summary = database.try_load(&[source], true).unwrap();
    assert_eq!(summary.refused, [], "{summary:?}");
    summary
}

fn row_ids(database: &Database) -> Vec<Option<String>> {
    let facts = database.everything().facts;
    facts.iter().map(|fact| fact.fact.source_row_id.clone()).collect()
}

#[test]
fn the_maps_of_data_sets_with_ids_keep_them() {
    let mut database = Database::new();
    load(&mut database, "acled", "a.csv", &(ACLED.to_owned() + &event("SDN1", "Radio", "x", 2)));
    assert_eq!(row_ids(&database), [Some("acled:SDN1".into()), Some("acled:SDN1".into())]);
    let hxl = "id,where,killed,day,who\n#event+id,#adm1+name,#affected+killed,#date+reported,#meta+source\n\
        7,Norte,3,2024-05-01,Monitor\n";
    let mut database = Database::new();
    load(&mut database, "hxl", "h.csv", hxl);
    assert_eq!(row_ids(&database), [Some("7".into())]);
}

#[test]
fn what_was_imported_before_ids_were_kept_is_already_there() {
    let rows = ACLED.to_owned() + &event("SDN1", "Radio", "x", 2);
    let mut database = Database::new();
    let before = Map::named("acled").unwrap();
    let text = before.text().replace("source_row_id = ", "# source_row_id = ");
    let source = Input::bytes("a.csv", rows.clone().into_bytes());
    let before = source.through(Map::parse("before.toml", &text).unwrap());
    database.try_load(&[before], true).unwrap();
    assert_eq!(row_ids(&database), [None, None]);
    let summary = load(&mut database, "acled", "a.csv", &rows);
    let facts = summary.rows_of(RecordKind::Fact);
    assert_eq!((facts.new, facts.known), (0, 2));
    assert_eq!(row_ids(&database), [None, None]);
}
