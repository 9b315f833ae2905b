//! Tests of the parent and the country that areas of P-code lists get.

use crate::cli::remedies;
use crate::domain::place::Place;
use crate::format::source::Source;
use crate::import::import_places;
use crate::import::tests::support::Database;
use crate::import::{RecordKind, RowCounts, Summary};

/// Imports a list into a new database. Returns its places, as `key parent country`, and the
/// summary.
fn laid(rows: &str) -> (Vec<String>, Summary) {
    let mut database = Database::new();
    let summary = database.load_places(rows, None);
    (listed(&database), summary)
}

fn listed(database: &Database) -> Vec<String> {
    let line = |Place { key, parent, country, .. }: Place| {
        let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        format!("{key} {} {}", or_none(parent), or_none(country))
    };
    database.store.places().unwrap().into_iter().map(line).collect()
}

#[test]
fn three_letters_or_more_are_not_taken_for_a_country_of_two() {
    let header = "pcode,level,name_en,parent_pcode\n";
    let codes = ["ALEP", "ALE01", "KHAR-1", "KHA-1", "SAL01"];
    for code in codes {
        let (places, summary) = laid(&format!("{header}{code},1,Somewhere,\n"));
        assert_eq!(places, [format!("{} - -", code.to_lowercase())]);
        assert!(summary.notes[0].starts_with("places.csv: 1 row lies in no other place"));
        let (places, _) = laid(&format!("{header}{code},1,Somewhere,SY\n"));
        assert_eq!(places[0], format!("{} syria SYR", code.to_lowercase()));
    }
    let (places, _) = laid(&format!("{header}SYR01,1,A,\nSY02,1,B,\nIQG01,1,C,\n"));
    assert_eq!(places, ["iqg01 - -", "sy02 syria SYR", "syr01 syria SYR", "syria - SYR"]);
    for named in ["ADM0_PCODE\nC,IQG01,IQ", "ADM0_EN\nC,IQG01,Iraq", "country\nC,IQG01,IRQ"] {
        let (places, _) = laid(&format!("ADM1_EN,ADM1_PCODE,{named}\n"));
        assert_eq!(places, ["iqg01 iraq IRQ", "iraq - IRQ"]);
    }
}

#[test]
fn the_country_that_contains_a_place_counts_before_the_one_that_its_code_begins_with() {
    let mut database = Database::new();
    database.load_rows("key,name,kind,country\nsyria,Syria,country,SYR\n");
    let syria = database.store.find_place("syria").unwrap().row;
    let rows = "pcode,level,name_en,parent_pcode\nAL1,1,Aleppo,\nKH2,2,Khan,AL1\nSA3,3,Sal,KH2\n";
    database.load_places(rows, Some(&syria));
    assert_eq!(listed(&database)[..3], ["al1 syria SYR", "kh2 al1 SYR", "sa3 kh2 SYR"]);
    let (places, _) = laid(&rows.replace("Aleppo,", "Aleppo,SY"));
    assert_eq!(places[..3], ["al1 syria SYR", "kh2 al1 SYR", "sa3 kh2 SYR"]);
}

#[test]
fn an_area_with_a_row_of_its_own_is_as_that_row_says() {
    let header = "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,lat,lon";
    let (own, deeper) = ("Khartoum,SD01,,,15.6,32.5", "Khartoum,SD01,Um Bada,SD01004,15.7,32.3");
    for rows in [[own, deeper], [deeper, own]] {
        let mut database = Database::new();
        let rows = format!("{header}\n{}\n", rows.join("\n"));
        let summary = database.load_places(&rows, None);
        assert_eq!((summary.refused, summary.notes), (vec![], vec![]), "{rows}");
        let khartoum = database.store.find_place("SD01").unwrap().row;
        assert_eq!(khartoum.coordinates.map(|it| it.latitude), Some(15.6), "{rows}");
        let places = listed(&database);
        assert_eq!(places, ["sd01 sudan SDN", "sd01004 sd01 SDN", "sudan - SDN"]);
        let again = database.load_places(&rows, None);
        assert_eq!(again.rows_of(RecordKind::Place), RowCounts { new: 0, known: 2 }, "{again:?}");
    }
    let (_, fresh) = laid("ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\nA,SD01,,\nA,SD01,B,SD0101\n");
    assert_eq!(fresh.rows_of(RecordKind::Place), RowCounts { new: 3, known: 0 }, "{fresh:?}");
}

#[test]
fn an_enclosing_area_without_a_name_or_a_code_is_skipped() {
    let header = "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_PCODE\n";
    let (places, summary) = laid(&format!(
        "{header},SD,Khartoum,,SD01,Um Bada,SD01004\nSudan,,Khartoum,,SD01,Karrari,SD01005\n\
         ,SD,,كسلا,SD11,Kassala,SD11001\n,SD,Nowhere,,,Town,SD12001\n,SD,,,,Town,\n"
    ));
    let lines: Vec<_> = summary.refused.iter().map(|refused| refused.line).collect();
    assert_eq!(lines, [6], "{summary:?}");
    assert_eq!(
        places,
        [
            "sd01 sudan SDN",
            "sd01004 sd01 SDN",
            "sd01005 sd01 SDN",
            "sd11001 sudan SDN",
            "sd12001 sudan SDN",
            "sudan - SDN",
        ]
    );
    assert_eq!(summary.notes.len(), 1, "{:?}", summary.notes);
}

#[test]
fn the_word_before_the_number_of_a_level_is_not_a_sign() {
    let (_, summary) = laid(
        "pcode,level,name_en\nSY01,-1,A\nSY02,ADM_1,B\nSY03,Admin level 1,C\nSY04,1,D\nSY05,~1,E\n",
    );
    let refused: Vec<_> = summary.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused[0], "places.csv:2: level: `-1`: a level from 0 to 5 was expected");
    assert_eq!(refused[1], "places.csv:6: level: `~1`: a level from 0 to 5 was expected");
    assert_eq!((refused.len(), summary.rows_of(RecordKind::Place).new), (2, 4));
}

#[test]
fn an_area_lies_in_the_nearest_known_area_that_contains_it() {
    let header = "pcode,level,name_en,parent_pcode,adm3_pcode,adm2_pcode,adm1_pcode,adm0_pcode\n";
    let (places, summary) = laid(&format!(
        "{header}SY02,1,Aleppo,SY,,,SY02,SY\nSY0200,2,Jebel Saman,SY02,,SY0200,SY02,SY\n\
         N1,5,Ansari,C1007,SY020000,SY0200,SY02,SY\nN2,5,Akrad,C9,SY030000,SY0300,SY03,SY\n"
    ));
    assert_eq!(summary.refused, []);
    assert_eq!(places[..2], ["n1 sy0200 SYR", "n2 syria SYR"]);
    assert_eq!(
        summary.notes,
        [
            "places.csv: 2 rows name an enclosing area that is neither in the list nor recorded, and \
          lie in the nearest one that is"
        ]
    );
}

#[test]
fn rows_of_areas_that_nothing_knows_are_refused_with_one_way_out() {
    let (_, summary) = laid(
        "pcode,level,name_en,parent_pcode\nN1,5,A,C1007\nN2,5,B,C1007\nN3,5,C,C1001\nSY01,1,D,SY\n",
    );
    let refusals = summary.refusals();
    assert_eq!(
        refusals,
        [
            "places.csv:2 and 1 more line: parent_pcode: `C1007` is neither in the list nor recorded",
            "places.csv:4: parent_pcode: `C1001` is neither in the list nor recorded",
        ]
    );
    assert_eq!(
        summary.notes,
        ["places.csv: 3 rows lie in 2 areas that are neither in the list nor recorded: import a \
          list that has them, then this one again; or say with `--in PLACE` where such rows lie"]
    );
}

#[test]
fn a_list_that_puts_an_area_into_another_parent_is_refused() {
    let wide = |outer: &str| {
        let rows = "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\nSudan,SD,";
        format!("{rows}{outer},Al Fasher,SD02001\n")
    };
    let mut database = Database::new();
    assert_eq!(database.load_places(&wide("North Darfur,SD02"), None).refused, []);
    assert_eq!(database.load_places(&wide("North Darfur,SD02"), None).refused, []);
    let long = "pcode,level,name_en,parent_pcode\nSD02001,2,Al Fasher,";
    for list in [wide("East Darfur,SD05"), format!("{long}SD05\n"), format!("{long}SD07\n")] {
        let summary = database.load_places(&list, None);
        let said: Vec<String> = summary.refused.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{list} {said:?}");
        let moved = "pcode: `SD02001` lies in `sd02` (North Darfur) here, and in `SD0";
        assert!(said[0].starts_with(&format!("places.csv:2: {moved}")), "{}", said[0]);
    }
    for list in [format!("{long}SD02\n"), format!("{long}SD\n"), format!("{long}\n")] {
        assert_eq!(database.load_places(&list, None).refused, [], "{list}");
    }
    let between = "pcode,level,name_en,adm1_pcode,adm2_pcode\nSD02001,3,Al Fasher,SD02,SD02X\n\
                   SD02X,2,Fasher Area,SD02,\n";
    assert_eq!(database.load_places(between, None).refused, []);
}

#[test]
fn facts_are_not_a_list_of_places() {
    let mut database = Database::with_sample();
    let facts = database.export();
    let source = Source::bytes("facts.csv", facts.into_bytes());
    let mut writer = database.store.begin().unwrap();
    let error = import_places(&source, &mut writer, None, remedies::remedies()).unwrap_err();
    assert!(error.to_string().contains("facts.csv: its rows are facts"), "{error}");
}
