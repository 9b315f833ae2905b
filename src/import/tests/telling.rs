//! Tests of what an import prints besides counts: remarks on rows, and advice for refused rows.

use crate::import::Input;
use crate::import::tests::support::{Database, recorder};

const HEAD: &str = "indicator,place_key,report_key,value_as_stated,value_low,value_best,value_high,when_as_stated,when_edtf,claimant";

fn rows(rows: &[&str]) -> String {
    let mut file = HEAD.to_owned();
    for row in rows {
        file = format!("{file}\n{row}");
    }
    file
}

#[test]
fn words_and_figures_that_differ_are_recorded_and_remarked_on_once() {
    let mut database = Database::with_sample();
    let file = rows(&[
        "killed,aleppo,voa-2016-10-24,up to 12,,13,,,2016-10,",
        "killed,aleppo,voa-2016-10-24,up to 14,,,14,,2016-10-20,",
        "killed,aleppo,voa-2016-10-24,gibberish,,15,,,2016-10,",
        "killed,aleppo,voa-2016-10-24,,,16,,Monday,2015-01-01,",
        "killed,aleppo,voa-2016-10-24,,,17,,20 October,2016-10-20,",
    ]);
    let summary = database.load_rows(&file);
    assert_eq!((summary.refused.as_slice(), summary.recorded()), ([].as_slice(), 5));
    let expected = [
        "rows.csv:2: value_as_stated `up to 12` reads as up to 12, and value_best says 13; the figures were used",
        "rows.csv:5: when_as_stated `Monday` reads as 2016-10-24, and when_edtf says 2015-01-01; when_edtf was used",
    ];
    assert_eq!(summary.notes, expected);
    assert_eq!(database.load_rows(&file).notes, [] as [String; 0]);
    let export = database.export();
    assert_eq!(database.load_rows(&export).notes, [] as [String; 0]);
}

#[test]
fn remarks_by_the_thousand_are_counted() {
    let mut database = Database::with_sample();
    let row = |n| format!("killed,aleppo,voa-2016-10-24,up to 12,,{n},,,2016-10,");
    let all: Vec<String> = (100..130).map(row).collect();
    let summary = database.load_rows(&rows(&all.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(summary.notes.len(), 21);
    assert_eq!(summary.notes[20], "… and 10 more remarks of that kind");
}

#[test]
fn rows_refused_for_an_unknown_name_get_a_note_and_are_listed_once() {
    let mut database = Database::with_sample();
    let file = rows(&[
        "killed,atlantis,voa-2016-10-24,12,,,,,2016-10,",
        "killed,atlantis,voa-2016-10-24,13,,,,,2016-10,",
        "killed,atlantis,voa-2016-10-24,14,,,,,2016-10,",
        "killed,aleppo,voa-2016-10-24,15,,,,,2016-10,Poseidon himself",
        "no such thing,aleppo,voa-2016-10-24,16,,,,,2016-10,",
    ]);
    let summary = database.load_rows(&file);
    assert_eq!(
        summary.notes,
        [
            "4 rows name places or actors that are not recorded: add them, import a list of them, or use --create"
        ]
    );
    let refusals = summary.refusals();
    assert_eq!((summary.refused.len(), refusals.len()), (5, 3));
    assert!(refusals[0].starts_with("rows.csv:2 and 2 more lines: place_key: `atlantis`"));
    assert!(refusals[1].starts_with("rows.csv:5: claimant: `Poseidon"), "{refusals:?}");
    let summary = database.create_rows(&file);
    assert!(!summary.notes.iter().any(|note| note.contains("--create")));
    assert!(summary.lines().contains(&"made place `atlantis`: atlantis".to_owned()));
    assert!(summary.dry_lines().contains(&"would make place `atlantis`: atlantis".to_owned()));
}

#[test]
fn a_fact_that_counts_in_the_file_and_is_retracted_here_is_named() {
    let mut database = Database::with_sample();
    let standing = database.export();
    // An export has facts in the order of recording, a selection in the order of their time.
    let first = standing.lines().nth(1).unwrap();
    let uid: crate::domain::identity::Uid = first[..32].parse().unwrap();
    let mut writer = database.store.begin().unwrap();
    writer.retract_fact(uid, "wrong").unwrap();
    writer.commit(&recorder()).unwrap();
    let summary = database.load_rows(&standing);
    assert_eq!((summary.recorded(), summary.refused.len()), (0, 0));
    let expected = format!(
        "rows.csv:2: fact `{0}` is retracted here, but not in the file; it stays retracted, and \
         `factline reinstate {0} --reason WHY` undoes that",
        uid.short()
    );
    assert_eq!(summary.notes, [expected]);
    let mut writer = database.store.begin().unwrap();
    writer.reinstate_fact(uid, "right").unwrap();
    writer.commit(&recorder()).unwrap();
    assert_eq!(database.load_rows(&standing).notes, [] as [String; 0]);
}

#[test]
fn quotes_whose_text_does_not_come_along_are_counted() {
    let source = Database::with_sample();
    let summary = Database::new().create_rows(&source.export());
    assert!(
        summary.notes.iter().any(|note| note.starts_with("quotes that were found in texts")),
        "{:?}",
        summary.notes
    );
}

#[test]
fn a_file_of_no_known_kind_is_refused_with_what_each_kind_needs() {
    let source = Input::bytes("strange.csv", &b"a,b\n1,2\n"[..]);
    let error = Database::new().try_load(&[source], false).unwrap_err().to_string();
    for kind in ["facts have indicator", "places have", "actors have", "indicators", "reports"] {
        assert!(error.contains(kind), "{error}");
    }
}

#[test]
fn the_newest_report_of_new_rows_is_named_and_no_undated_or_retracted_one() {
    let header = "indicator,place_name,value_best,when_edtf,publisher,report_title,report_date,\
                  report_retracted\n";
    let row = |date: &str, why: &str| format!("killed,A,1,2015-05-01,P,T{date},{date},{why}\n");
    let mut database = Database::new();
    let rows = [
        row("2016-10-24", ""),
        row("2016-12", "a hoax"),
        row("2016-11", ""),
        row("2016-10-30", ""),
        row("unknown", ""),
    ];
    let summary = database.create_rows(&format!("{header}{}", rows.concat()));
    assert_eq!(summary.newest_report.as_deref(), Some("p-2016-11-30"), "{summary:?}");
    let again = database.create_rows(&format!("{header}{}", rows.concat()));
    assert_eq!(again.newest_report, None);
    let fewer = database.create_rows(&format!("{header}{}", row("2016-10-01", "")));
    assert_eq!(fewer.newest_report.as_deref(), Some("p-2016-10-01"));
}

#[test]
fn a_place_made_with_the_name_of_another_place_is_reported() {
    let mut database = Database::with_sample();
    let header =
        "indicator,place_name,place_kind,value_best,when_edtf,publisher,report_title,report_date\n";
    let row = |place: &str| format!("killed,{place},1,2015-05-01,VOA,T,2016\n");
    let rows = [row("Aleppo town,"), row("City of Aleppo,city"), row("Aleppo Street,")];
    let lines = database.create_rows(&format!("{header}{}", rows.concat())).lines();
    let made: Vec<_> = lines.iter().filter(|line| line.starts_with("made ")).collect();
    assert_eq!(
        made,
        [
            "made place `aleppo-town`: Aleppo town (similar to `aleppo`: Aleppo)",
            "made place `city-of-aleppo`: City of Aleppo (similar to `aleppo`: Aleppo)",
            "made place `aleppo-street`: Aleppo Street",
        ]
    );
}

#[test]
fn a_name_that_is_added_is_reported_with_a_recorded_name_one_letter_apart() {
    let mut database = Database::with_sample();
    let header = "indicator,place_name,location_code,value_best,when_edtf,claimant,publisher,\
                  report_title,report_date\n";
    let row = |place: &str, by: &str| format!("killed,{place},,1,2015-05-01,{by},VOA,T,2016\n");
    let rows = [row("Alepo", "Jan Egelandd"), row("Ghoutaa", ""), row("Ghouttaa", "")];
    let lines = database.create_rows(&format!("{header}{}", rows.concat())).lines();
    let made: Vec<_> = lines.iter().filter(|line| line.starts_with("made ")).collect();
    assert_eq!(
        made,
        [
            "made actor `jan-egelandd`: Jan Egelandd (similar to `jan-egeland`: Jan Egeland)",
            "made place `alepo`: Alepo (similar to `aleppo`: Aleppo)",
            "made place `ghoutaa`: Ghoutaa",
            "made place `ghouttaa`: Ghouttaa (similar to `ghoutaa`: Ghoutaa)",
        ]
    );
}
