//! Tests of the notes about cells, and of rows that are imported again after a person corrected them.

use crate::import::Input;
use crate::import::tests::support::{Database, facts};
use crate::mapping::Map;
use std::fs;

const ROW: &str = "killed,3,2016-10-20,OCHA,Sitrep,2016-10-21";
const HEADER: &str = "place_name,indicator,value_best,when_edtf,publisher,report_title,report_date";

#[test]
fn garbled_text_is_recorded_and_reported_with_its_cell() {
    let mut database = Database::new();
    let rows = format!("{HEADER}\nAlÃ©po,{ROW}\nHom\u{FFFD},{ROW}\nÉtat SÃO,{ROW}\n");
    let summary = database.create_rows(&rows);
    assert_eq!((summary.refused_rows, facts(&database, &["place_name"]).len()), (0, 3));
    let told: Vec<_> = summary.notes.iter().filter(|note| note.contains("place_name")).collect();
    assert_eq!(
        told,
        [
            "rows.csv:2: place_name: `Ã©` seems to be `é`, read in the wrong encoding",
            "rows.csv:3: place_name: `\u{FFFD}` marks a character that was lost",
        ]
    );
}

#[test]
fn an_error_of_a_spreadsheet_refuses_its_row() {
    let mut database = Database::new();
    let rows = format!("{HEADER},notes of ours\n#N/A,{ROW},\nAleppo,{ROW},#REF!\n#N/A,,,,,,,\n");
    let summary = database.create_rows(&rows);
    assert_eq!(facts(&database, &["place_name"]), ["Aleppo"]);
    assert_eq!(summary.refused.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn the_rejects_of_a_tagged_file_keep_its_tags() {
    let mut database = Database::new();
    let rejects = database.folder.path().join("rejects.csv");
    let tags = "#loc,#indicator,#value,#meta+edtf,#meta+source,#meta,#date";
    let rows = format!("{HEADER}\n{tags}\nAleppo,{}\n", ROW.replace('3', "x"));
    database.load_with_rejects(&[Input::bytes("f.csv", rows.into_bytes())], &rejects);
    let written = fs::read_to_string(&rejects).unwrap();
    assert_eq!(written.lines().nth(1), Some(format!(",{tags}").as_str()), "{written}");
    assert_eq!(database.create_rows(&written.replace(",x,", ",4,")).refused, []);
    assert_eq!(facts(&database, &["place_name", "value_best"]), ["Aleppo; 4"]);

    let through = |rows: String| {
        let map = Map::named("hxl").unwrap();
        Input::bytes("f.csv", rows.into_bytes()).through(map)
    };
    let mut database = Database::new();
    let rows = "Where,Dead,Day,Who\n#adm1+name,#affected+killed,#date,#meta+source\n\
                Aleppo,many,2016-10-20,OCHA\n";
    database.load_with_rejects(&[through(rows.to_owned())], &rejects);
    let written = fs::read_to_string(&rejects).unwrap();
    let summary = database.try_load(&[through(written.replace("many", "4"))], true).unwrap();
    assert_eq!(summary.refused, [], "{written}");
    assert_eq!(facts(&database, &["place_name", "value_best"]), ["Aleppo; 4"]);
}

#[test]
fn a_whole_number_may_have_a_point_and_zeros() {
    let mut database = Database::new();
    let rows = format!(
        "{HEADER},value_approximate,credibility,assessment_reason\n\
         Aleppo,killed,3.0,2016-10-20,OCHA,Sitrep,2016-10-21,1.0,2.0,seen\n"
    );
    assert_eq!(database.create_rows(&rows).refused, []);
    let columns = ["value_best", "value_approximate", "credibility"];
    assert_eq!(facts(&database, &columns), ["3; 1; 2"]);
}

#[test]
fn of_two_equal_keys_neither_is_dropped() {
    let fact = |more: &str| {
        format!(
            "\"place_name\":\"Aleppo\",\"indicator\":\"killed\",\"value_best\":3{more},\
             \"when_edtf\":\"2016-10-20\",\"publisher\":\"P\",\"report_title\":\"T\",\
             \"report_date\":\"2016-10-21\""
        )
    };
    let twice = fact(",\"value_best\":4");
    let mut database = Database::new();
    let path = database.folder.path().join("f.geojson");
    let point = "{\"type\":\"Point\",\"coordinates\":[37.1,36.2]}";
    let feature = |fact: &str| {
        format!("{{\"type\":\"Feature\",\"geometry\":{point},\"properties\":{{{fact}}}}}")
    };
    let features = [feature(&twice), feature(&fact(""))].join(",");
    let all = format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
    fs::write(&path, all).unwrap();
    let inputs = crate::import::sources(&path, None).unwrap();
    let summary = database.try_load(&inputs, true).unwrap();
    let told: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with(":1: value_best: appears twice"), "{told:?}");
    assert_eq!(facts(&database, &["value_best"]), ["3"]);

    let map = "[columns]\nindicator = 'killed'\nplace_name = '{place_name}'\n\
        value_best = '{value_best}'\nwhen_edtf = '2016'\npublisher = 'P'\nreport_title = 'T'\n\
        report_date = '2017-01-01'\n";
    let map = Map::parse("m.toml", map).unwrap();
    let lines = format!("{{{}}}\n{{{twice}}}\n", fact(""));
    let source = Input::bytes("f.jsonl", lines.into_bytes()).through(map);
    let summary = Database::new().try_load(&[source], true).unwrap();
    let told = summary.refused[0].to_string();
    assert!(
        told.contains("f.jsonl:2") && told.contains("key `value_best` appears twice"),
        "{told}"
    );
}
