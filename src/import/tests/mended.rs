//! Tests of refused rows that are corrected and imported again, several times.

use crate::import::tests::support::Database;
use crate::import::{Input, RecordKind, Summary};
use crate::mapping::Map;
use crate::text::files::is_special;
use std::path::Path;

/// Imports rows, through a map if one is named. Returns the summary and the file of refused rows.
fn refused(database: &mut Database, map: Option<&str>, rows: &str) -> (Summary, String) {
    let source = Input::bytes("rows.csv", rows.as_bytes().to_vec());
    let source = match map {
        Some(map) => source.through(Map::named(map).unwrap()),
        None => source,
    };
    let file = database.folder.path().join("refused.csv");
    let summary = database.load_with_rejects(&[source], &file);
    (summary, std::fs::read_to_string(file).unwrap())
}

#[test]
fn a_new_reason_takes_the_place_of_the_old_one() {
    let mut database = Database::with_sample();
    let rows = "indicator,place_key,report_key,value_best\n\
                trapped,aleppo,voa-2016-10-24,many\n\
                trapped,aleppo,voa-2016-10-24,few\n";
    let (_, first) = refused(&mut database, None, rows);
    let half = first.replace(",few\n", ",7\n").replace(",many\n", ",lots\n");
    let (summary, second) = refused(&mut database, None, &half);
    assert_eq!((summary.rows_of(RecordKind::Fact).new, summary.refused_rows), (1, 1));
    assert!(second.starts_with("reason,indicator,place_key,report_key,value_best\n"), "{second}");
    assert!(second.contains("lots") && !second.contains("many"), "{second}");
    let (summary, third) = refused(&mut database, None, &second);
    assert_eq!(summary.notes, [""; 0]);
    assert_eq!(third, second);
    // A new reason also replaces the old one of actors, which are refused after the last row.
    let (_, first) = refused(&mut database, None, "key,name,kind\nx,X,newspaper\n");
    let (summary, second) = refused(&mut database, None, &first);
    assert_eq!((summary.refused_rows, second), (1, first));
}

#[test]
fn a_map_ignores_the_reason() {
    let mut database = Database::new();
    let rows = "ID,Where_Prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,date_prec,\
                date_start,date_end,source_article,source_original,best,high,low,why\n\
                1,1,Alta,North,,10,20,Myanmar,1,2016-01-01,2016-01-01,,,two,3,1,theirs\n";
    let (_, first) = refused(&mut database, Some("ucdp-ged"), rows);
    assert!(first.starts_with("reason,ID,"), "{first}");
    let (summary, second) = refused(&mut database, Some("ucdp-ged"), &first);
    assert_eq!(second, first);
    let told = summary.notes.iter().any(|note| note.contains("`reason`"));
    assert!(!told, "{:?}", summary.notes);
    let mended = first.replace(",two,3,1,theirs", ",2,3,1,theirs");
    let source = Input::bytes("rows.csv", mended.into_bytes());
    let source = source.through(Map::named("ucdp-ged").unwrap());
    assert_eq!(database.load_with_rejects(&[source], "none.csv".as_ref()).refused, []);
    assert_eq!(database.everything().facts.len(), 1);
}

#[test]
fn a_row_of_which_a_map_makes_several_facts_is_refused_once() {
    let mut database = Database::new();
    let map = "rows = [{ indicator = \"killed\", value_best = \"{Dead}\" }, \
        { indicator = \"injured\", value_best = \"{Hurt}\" }]\n\
        columns = { place_name = \"{Town}\", publisher = \"P\", report_title = \"T\", \
        report_date = \"2016-10-24\", when_edtf = \"{Day}\" }";
    let rows = "Day,Town,Dead,Hurt\n2016,A,1,2\nx,B,3,4\nx,C,5,6\n";
    let source = Input::bytes("rows.csv", rows.as_bytes().to_vec());
    let source = source.through(Map::parse("m.toml", map).unwrap());
    let summary = database.try_load(&[source], true).unwrap();
    assert_eq!((summary.refused.len(), summary.refused_rows), (4, 2), "{summary:?}");
    let said = summary.refusals();
    assert!(said.len() == 1 && said[0].starts_with("rows.csv:3 and 1 more line: "), "{said:?}");
}

#[test]
fn a_country_that_rows_name_by_its_code_is_made_above_their_places() {
    let rows = "indicator,place_name,place_kind,admin1_name,location_code,value_best,publisher,\
                report_title,report_date,when_edtf\n\
                killed,Alta,town,North,SYR,1,P,T,2016-10-24,2016\n\
                killed,Beta,town,,SYR,2,P,T,2016-10-24,2016\n";
    let mut database = Database::new();
    assert_eq!(database.create_rows(rows).rows_of(RecordKind::Place).new, 4);
    let place = |database: &Database, key: &str| {
        let places = database.store.places().unwrap();
        places.into_iter().find(|place| place.key == key).unwrap()
    };
    assert_eq!(place(&database, "syria").country.as_deref(), Some("SYR"));
    assert_eq!(place(&database, "alta").parent.as_deref(), Some("north"));
    for key in ["north", "beta"] {
        assert_eq!(place(&database, key).parent.as_deref(), Some("syria"), "{key}");
    }
    assert_eq!(database.create_rows(rows).recorded(), 0);
    // If a row makes the country itself, that country is used. No country is created if another
    // place has its name (Jordan).
    let mut database = Database::new();
    let rows = rows.to_owned()
        + "killed,Syrian Arab Republic,country,,SYR,3,P,T,2016-10-24,2016\n\
           killed,Jordan,,,JOR,4,P,T,2016-10-24,2016\n";
    assert_eq!(database.create_rows(&rows).rows_of(RecordKind::Place).new, 5);
    assert_eq!(place(&database, "beta").parent.as_deref(), Some("syrian-arab-republic"));
    assert_eq!(place(&database, "jordan").parent, None);
}

#[test]
fn special_files_are_recognized() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "").unwrap();
    assert!(!is_special(&file) && !is_special(folder.path()) && !is_special(Path::new("new.csv")));
    assert!(is_special(Path::new("/dev/stdout")) && is_special(Path::new("/dev/null")));
}
