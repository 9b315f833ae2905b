//! Tests of lists of places that other organizations publish.

use crate::domain::place::PlaceKind;
use crate::import::tests::support::Database;
use crate::import::{RecordKind, RowCounts};

const SIMPLE: &str = "\
pcode,level,name_en,name_ar,parent_pcode,lat,lon,valid_from
XX0101,2,\"Upper
\",أعلى,XX01,1.5,2.5,2016-09-05
N7,5,Old Town,,C100,1.1,2.1,2016-09-05
LB01,1,North,الشمال,LB,34,36,2016-09-05
LB0101,2,North Coast,,LB01,34.5,35.9,2016-09-05
LB02,9,South,,LB,33,35,2016-09-05
LB03,1,East,,LB,33,,2016-09-05
";

#[test]
fn a_list_of_p_codes_makes_its_country_and_refuses_rows_without_a_parent() {
    let mut database = Database::new();
    let summary = database.load_places(SIMPLE, None);
    let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    assert!(said[0].starts_with("places.csv:2: parent_pcode: `XX01` is neither"), "{said:?}");
    assert!(said[1].starts_with("places.csv:4: parent_pcode: `C100` is neither"), "{said:?}");
    assert!(said[2].starts_with("places.csv:7: level: `9`"), "{said:?}");
    assert!(said[3].starts_with("places.csv:8: lon: blank"), "{said:?}");
    assert_eq!(summary.created.len(), 1);
    let coast = database.store.find_place("LB0101").unwrap().row;
    assert_eq!(coast.key, "lb0101");
    assert_eq!(coast.parent.as_deref(), Some("lb01"));
    assert_eq!(coast.country.as_deref(), Some("LBN"));
    let north = database.store.find_place("الشمال").unwrap().row;
    assert_eq!((north.kind, north.parent.as_deref()), (PlaceKind::Admin1, Some("lebanon")));
    let again = database.load_places(SIMPLE, None);
    assert_eq!((again.recorded(), again.rows_of(RecordKind::Place).known), (0, 2), "{again:?}");
}

#[test]
fn rows_without_a_parent_lie_where_the_user_says() {
    let mut database = Database::new();
    database.load_rows("key,name,kind,country\nmetro,Metro,city,LBN\n");
    let metro = database.store.find_place("metro").unwrap().row;
    let summary = database.load_places(SIMPLE, Some(&metro));
    assert_eq!(summary.refused.len(), 2, "{summary:?}");
    let town = database.store.find_place("old town").unwrap().row;
    assert_eq!(town.parent.as_deref(), Some("metro"));
    assert_eq!(town.country.as_deref(), Some("LBN"));
    assert_eq!(town.kind, PlaceKind::Part);
}

#[test]
fn the_columns_of_the_common_operational_datasets_give_every_level() {
    let mut database = Database::new();
    let rows = "\
ADM2_EN;ADM2_AR;ADM2_PCODE;ADM1_EN;ADM1_AR;ADM1_PCODE;ADM0_EN;ADM0_PCODE
Seiyun;سيئون;YE1901;Hadramawt;حضرموت;YE19;Yemen;YE
Tarim;تريم;YE1902;Hadramawt;حضرموت;YE19;Yemen;YE
";
    let summary = database.load_places(rows, None);
    assert_eq!(summary.refused, []);
    assert_eq!(summary.rows_of(RecordKind::Place), RowCounts { new: 4, known: 0 }, "{summary:?}");
    let tarim = database.store.find_place("تريم").unwrap().row;
    assert_eq!(tarim.parent.as_deref(), Some("ye19"));
    assert_eq!(tarim.country.as_deref(), Some("YEM"));
    assert_eq!(database.load_places(rows, None).recorded(), 0);
}

#[test]
fn a_gazetteer_finds_recorded_places_and_distinguishes_namesakes() {
    let mut database = Database::new();
    database
        .load_rows("key,name,kind,country,latitude,longitude\nhome,Tripoli,city,LBY,32.88,13.18\n");
    let rows = "geonameid\tname\tlat\tlon\tcountry\talternatenames\n\
                1\tTripoli\t32.887\t13.191\tLY\tطرابلس|Tarabulus\n\
                2\tTripoli\t34.43\t35.84\tLB\tTarabulus|TRIPOLI|Trablous\n\
                3\tTripoli\t37.51\t22.37\tGR\t\n\
                4\tNowhere\t1\t1\tQQ\t\n";
    let summary = database.load_places(rows, None);
    assert_eq!(summary.refused.len(), 1, "{summary:?}");
    assert_eq!(summary.rows_of(RecordKind::Place), RowCounts { new: 4, known: 0 });
    assert_eq!(summary.filled, 1);
    let keys: Vec<_> = database.store.places().unwrap().into_iter().map(|p| p.key).collect();
    assert_eq!(keys, ["geonames-3", "greece", "home", "lebanon", "tripoli"]);
    let greek = database.store.find_place("geonames-3").unwrap().row;
    assert_eq!((greek.name.as_str(), greek.parent.as_deref()), ("Tripoli", Some("greece")));
    assert_eq!(database.load_places(rows, None).recorded(), 0);
}

#[test]
fn namesakes_side_by_side_find_their_own_places_again() {
    let mut database = Database::new();
    let rows = "geonameid\tname\tlat\tlon\tcountry\talternatenames\n\
                9\tAzaz\t36.58\t37.04\tSY\tأعزاز|Aazaz\n\
                7\tAzaz\t36.60\t37.05\tSY\tUzuz\n\
                8\tAzaz\t36.60\t37.05\tSY\tIzaz|Zaz\n";
    let summary = database.load_places(rows, None);
    assert_eq!(summary.rows_of(RecordKind::Place), RowCounts { new: 4, known: 0 }, "{summary:?}");
    let again = database.load_places(rows, None);
    assert_eq!((again.recorded(), again.refused.len()), (0, 0), "{again:?}");
    let aliases = |key: &str| database.store.find_place(key).unwrap().row.aliases;
    assert_eq!(aliases("geonames-7"), ["Uzuz"]);
    assert_eq!(aliases("azaz"), ["أعزاز", "Aazaz"]);
}

/// A database with places that have little data, as commands and rows with `--create` make them.
fn sparse() -> Database {
    let mut database = Database::new();
    database.load_rows(
        "key,name,kind,parent,country,pcode,latitude,longitude\n\
         yemen,Yemen,country,,YEM,,,\nhadramawt,Hadramawt,admin1,yemen,,YE19,,\n\
         tarim,Tarim,area,,,,,\nshibam,Shibam,town,yemen,YEM,,,\nhome,Home,city,,,,15.5,48.5\n",
    );
    database
}

#[test]
fn an_exported_list_fills_blanks_and_is_refused_only_if_it_says_something_else() {
    let rows = "key,name,parent,country,pcode,latitude,longitude,aliases\n\
                tarim,Tarim,hadramawt,YEM,YE1902,16.05,49,تريم | Terim\n\
                home,HOME,,,,,,\nshibam,Shibam,,,YE19,,,\nhadramawt,Hadramawt,,,,15.9,48,\n\
                hadramawt,Hadramawt,,SYR,,,,\nhome,Home,,,,15.6,48.5,\n";
    let mut database = sparse();
    let summary = database.load_rows(rows);
    let refused: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    let starts = [
        "rows.csv:4: P-code `YE19`: it belongs to place `hadramawt`",
        "rows.csv:6: country: `SYR`, and place `hadramawt` lies in `YEM` here",
        "rows.csv:7: latitude: place `home` differs: recorded with `15.5 48.5`, here `15.6 48.5`",
    ];
    assert_eq!(refused.len(), 3, "{refused:#?}");
    for (refused, start) in refused.iter().zip(starts) {
        assert!(refused.starts_with(start), "{refused}");
    }
    assert_eq!(summary.counts()[0], "places: 0 new, 2 filled in, 1 already there");
    let tarim = database.store.find_place("تريم").unwrap().row;
    assert_eq!((tarim.key.as_str(), tarim.kind), ("tarim", PlaceKind::Area));
    assert_eq!(tarim.parent.as_deref(), Some("hadramawt"));
    assert_eq!(tarim.coordinates.map(|it| it.longitude), Some(49.0));
    let again = database.load_rows(rows);
    assert_eq!((again.recorded(), again.refused.len()), (0, 3), "{again:?}");
    database.store.verify(|_, _| ()).unwrap();
    let alone = "name,kind,pcode,aliases\nHadramawt,,YE19,حضرموت\nTarim,city,,\nHome,area,,\n";
    let summary = database.load_places(alone, None);
    assert_eq!(summary.filled, 2, "{summary:?}");
    assert_eq!(summary.refused.len(), 1, "{summary:?}");
    assert_eq!(database.store.find_place("tarim").unwrap().row.kind, PlaceKind::City);
    assert_eq!(database.store.find_place("حضرموت").unwrap().row.key, "hadramawt");
}

#[test]
fn lists_of_others_fill_blanks_too_but_not_from_one_of_several_namesakes() {
    let mut database = sparse();
    let codes =
        "pcode,level,name_en,name_ar,parent_pcode,lat,lon\nYE19,1,Hadramawt,حضرموت,YE,15.9,48\n";
    let summary = database.load_places(codes, None);
    assert_eq!((summary.filled, summary.refused.len()), (1, 0), "{summary:?}");
    let hadramawt = database.store.find_place("حضرموت").unwrap().row;
    assert_eq!(hadramawt.coordinates.map(|it| it.latitude), Some(15.9));
    assert_eq!(database.load_places(codes, None).recorded(), 0);
    let row = |id: u32, lat: &str| format!("{id}\tShibam\t{lat}\t48.6\tYE\tشبام{id}\n");
    let header = "geonameid\tname\tlat\tlon\tcountry\talternatenames\n";
    let two = format!("{header}{}{}", row(1, "15.9"), row(2, "13.2"));
    assert_eq!(database.load_places(&two, None).filled, 0);
    assert_eq!(database.store.find_place("shibam").unwrap().row.coordinates, None);
    let one = format!("{header}{}", row(1, "15.9"));
    assert_eq!(database.load_places(&one, None).filled, 1);
    let shibam = database.store.find_place("شبام1").unwrap().row;
    assert_eq!(shibam.coordinates.map(|it| it.latitude), Some(15.9));
    database.store.verify(|_, _| ()).unwrap();
}
