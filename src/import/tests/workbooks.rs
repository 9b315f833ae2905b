//! Tests of sheets of Excel workbooks as rows.

use crate::format::workbook::tests::{rows, workbook};
use crate::import::tests::support::{Database, drafted, facts};
use crate::import::{self, ImportError, SheetReader, Summary};
use crate::mapping::Map;
use std::fs;
use std::path::{Path, PathBuf};

/// A database, and a workbook beside it.
fn with_book(sheets: &[(&str, String)]) -> (Database, PathBuf) {
    let database = Database::new();
    let path = database.folder.path().join("f.xlsx");
    fs::write(&path, workbook(sheets)).unwrap();
    (database, path)
}

fn load(
    database: &mut Database,
    path: &Path,
    sheet: &SheetReader<'_>,
) -> Result<Summary, ImportError> {
    let inputs = import::sources_of(path, None, sheet)?;
    let through = |input: import::Input| match sheet.map {
        Some(map) => input.through(map.clone()),
        None => input,
    };
    database.try_load(&inputs.into_iter().map(through).collect::<Vec<_>>(), true)
}

const HEADER: [&str; 7] = [
    "Indicator",
    "Place name",
    "value_best",
    "when_edtf",
    "publisher",
    "report_title",
    "report_date",
];

#[test]
fn a_sheet_with_factline_columns_is_read_below_its_title() {
    let (mut database, path) = with_book(&[
        ("Read me", rows(&[&["What", "Why"], &["a", "b"]])),
        (
            "Facts",
            rows(&[
                &["The facts"],
                &HEADER,
                &["killed", "Aleppo", "n:44", "d:42663", "OCHA", "Sitrep 1", "d:42664"],
                &[],
                &["killed", "e:#N/A", "n:3", "d:42663", "OCHA", "Sitrep 1", "d:42664"],
                &["killed", "Idlib", "f:C3", "d:42663", "OCHA", "Sitrep 1", "d:42664"],
                &["killed", "Homs", "many", "d:42663", "OCHA", "Sitrep 1", "d:42664"],
            ]),
        ),
    ]);
    let summary = load(&mut database, &path, &SheetReader::default()).unwrap();
    let told: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
    let file = path.display();
    assert!(told[0].starts_with(&format!("{file}:5: place_name: `#N/A` is an error")), "{told:?}");
    assert!(told[1].starts_with(&format!("{file}:6: value_best: a formula")), "{told:?}");
    assert!(told[2].starts_with(&format!("{file}:7: value_best: `many`")), "{told:?}");
    let columns = ["place_name", "value_best", "when_edtf", "report_date"];
    assert_eq!(facts(&database, &columns), ["Aleppo; 44; 2016-10-20; 2016-10-21"]);
    let again = load(&mut database, &path, &SheetReader::default()).unwrap();
    assert_eq!(again.recorded(), 0);
}

#[test]
fn refused_rows_of_a_sheet_are_written_as_csv_and_come_in_when_mended() {
    let (mut database, path) = with_book(&[(
        "Facts",
        rows(&[&HEADER, &["killed", "Homs", "many", "d:42663", "OCHA", "Sitrep 1", "d:42664"]]),
    )]);
    let rejects = database.folder.path().join("rejects.csv");
    database.load_with_rejects(&import::sources(&path, None).unwrap(), &rejects);
    let refused = fs::read_to_string(&rejects).unwrap();
    assert!(refused.contains("killed,Homs,many,2016-10-20,OCHA,Sitrep 1,2016-10-21"), "{refused}");
    database.create_rows(&refused.replace(",many,", ",4,"));
    assert_eq!(facts(&database, &["place_name", "value_best"]), ["Homs; 4"]);
}

#[test]
fn maps_read_sheets() {
    let sheet = || {
        rows(&[
            &["Casualties"],
            &["Région", "Tués", "Jour"],
            &["#adm1+name", "#affected+killed", "#date"],
            &["Aleppo", "n:44", "d:42663"],
            &["Idlib", "n:1200", "d:42664"],
        ])
    };
    let (mut database, path) = with_book(&[("Données", sheet())]);
    let expected = ["Aleppo; 44; 2016-10-20", "Idlib; 1200; 2016-10-21"];
    let columns = ["place_name", "value_best", "when_edtf"];

    let mut hxl = Map::named("hxl").unwrap();
    hxl.set("publisher", "OCHA").unwrap();
    let through = |map| SheetReader { map: Some(map), ..SheetReader::default() };
    let summary = load(&mut database, &path, &through(&hxl)).unwrap();
    assert_eq!(summary.refused, []);
    assert_eq!(facts(&database, &columns), expected);

    let draft = drafted(&import::any_table(&path, None).unwrap()).replace("PUBLISHER?", "P");
    let map = Map::parse("draft.toml", &draft).unwrap();
    let mut database = Database::new();
    let summary = load(&mut database, &path, &through(&map)).unwrap();
    assert_eq!(summary.refused, [], "{draft}");
    assert_eq!(facts(&database, &columns), expected, "{draft}");

    let by_names = "[columns]\nindicator = 'killed'\nplace_name = '{Région}'\n\
        value_best = { from = '{Tués}', number = '1234' }\nwhen_edtf = { start = '{Jour}', date = 'iso' }\n\
        publisher = 'P'\nreport_title = 'T'\nreport_date = { from = '{Jour}', date = 'iso' }\n";
    let map = Map::parse("names.toml", by_names).unwrap();
    let mut database = Database::new();
    let summary = load(&mut database, &path, &through(&map)).unwrap();
    assert_eq!(summary.refused, [], "{summary:?}");
    assert_eq!(facts(&database, &columns), expected);
}

#[test]
fn a_list_of_places_may_be_a_sheet() {
    let (mut database, path) = with_book(&[(
        "Places",
        rows(&[&["name", "kind", "country", "pcode"], &["Upper", "admin1", "SYR", "SY99"]]),
    )]);
    let summary = load(&mut database, &path, &SheetReader::default()).unwrap();
    assert_eq!(summary.rows_of(import::RecordKind::Place).new, 1, "{summary:?}");
}

#[test]
fn other_zip_files_are_named_for_what_they_are() {
    let database = Database::new();
    let path = database.folder.path().join("f.xlsx");
    fs::write(&path, b"PK\x03\x04rest").unwrap();
    let error = import::sources(&path, None).unwrap_err().to_string();
    assert!(error.contains("invalid Zip archive"), "{error}");
    fs::write(&path, b"\xD0\xCF\x11\xE0rest").unwrap();
    let input = import::sources(&path, None).unwrap();
    let error = Database::new().try_load(&input, true).unwrap_err().to_string();
    assert!(error.contains("an old Excel workbook (.xls), or one with a password"), "{error}");
}
