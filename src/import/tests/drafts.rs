//! Drafts of maps: what they make of a file. The rows are made up.

use crate::import::Input;
use crate::import::tests::support::{Database, drafted, facts};
use crate::mapping::Map;

/// Imports rows through the draft of a map for them, with the publisher P and a key figure instead of the
/// placeholders of the draft; returns some columns of each fact, sorted, and the draft.
fn read(rows: &str, columns: &[&str]) -> (Vec<String>, String) {
    let source = || Input::bytes("f.csv", rows.as_bytes().to_vec());
    let draft = drafted(&source()).replace("PUBLISHER?", "P").replace("WHAT?", "key-figure");
    let map = Map::parse("draft.toml", &draft).unwrap();
    let mut database = Database::new();
    let summary = database.try_load(&[source().through(map)], true).unwrap();
    assert_eq!(summary.refused, [], "{draft}");
    (facts(&database, columns), draft)
}

#[test]
fn a_word_beside_the_figure_bounds_it() {
    let rows = "id,country,iso3,qualifier,figure,displacement_start_date\n\
        1,India,IND,more than,457,2023-06-03\n\
        2,India,IND,approximately,2000,2023-06-12\n\
        3,India,IND,total,9,2023-06-13\n\
        4,India,IND,,8,2023-06-14\n";
    let columns = ["value_as_stated", "value_low", "value_best"];
    let (facts, draft) = read(rows, &columns);
    let expected = ["; ; 8", "; ; 9", "about 2000; ; 2000", "more than 457; 457; "];
    assert_eq!(facts, expected, "{draft}");

    // A word that the draft does not know is refused, not read as a figure.
    let map = Map::parse("draft.toml", &draft.replace("PUBLISHER?", "P")).unwrap();
    let later = rows.replace("total", "a third of");
    let source = Input::bytes("f.csv", later.into_bytes()).through(map);
    let summary = Database::new().try_load(&[source], true).unwrap();
    assert_eq!(summary.refused_rows, 1, "{summary:?}");
    assert!(summary.refused[0].to_string().contains("`a third of 9` is not a plain number"));
}

#[test]
fn names_of_areas_are_places_and_codes_are_not() {
    let rows = "location_code,provider_admin2_name,admin1_code,admin1_name,admin2_code,admin2_name,\
        event_type,events,fatalities,reference_period_start,reference_period_end\n\
        HTI,Cayes,HT07,South,HT0711,Les Cayes,violence,1,3,2025-01-01,2025-01-31\n\
        HTI,Cayes,HT07,South,HT0711,Les Cayes,protests,1,0,2025-01-01,2025-01-31\n\
        HTI,,,,,,violence,1,4,2025-01-01,2025-01-31\n";
    let (facts, draft) =
        read(rows, &["place_name", "admin1_name", "location_code", "scope", "value_best"]);
    assert_eq!(
        facts,
        [
            "Haiti; ; HTI; violence; 4",
            "Les Cayes; South; HTI; protests; 0",
            "Les Cayes; South; HTI; violence; 3"
        ],
        "{draft}"
    );
    assert!(draft.contains("#   `provider_admin2_name`: `Cayes`"), "{draft}");
}

#[test]
fn a_column_without_a_use_is_reported() {
    let (_, draft) = read("place,date,killed,lat\nA,2024-05-01,3,10\n", &["place_name"]);
    assert!(draft.contains("#   `lat`: numbers, as in `10`"), "{draft}");
}

#[test]
fn a_column_of_ids_becomes_the_id_of_the_row_where_it_names_one() {
    let rows = |second: &str| {
        format!("incident_id,date,place,killed\nX-1,2024-05-01,A,3\n{second},2024-05-02,A,4\n")
    };
    let columns = ["source_row_id", "thread"];
    let (facts, draft) = read(&rows("X-2"), &columns);
    assert_eq!(facts, ["X-1; ", "X-2; "], "{draft}");
    let (facts, draft) = read(&rows("X-1"), &columns);
    assert_eq!(facts, ["; X-1", "; X-1"], "{draft}");
}

#[test]
fn people_are_where_they_fled_to_and_not_where_they_come_from() {
    let rows = "Year,Country of origin,Country of asylum,Refugees\n\
        2023,Sudan,Chad,923045\n2023,Sudan,Egypt,205000\n";
    let (facts, draft) = read(rows, &["place_name", "scope", "value_best", "when_edtf"]);
    assert_eq!(
        facts,
        ["Chad; from Sudan; 923045; 2023", "Egypt; from Sudan; 205000; 2023"],
        "{draft}"
    );
}

#[test]
fn what_a_hashtag_counts_is_not_what_the_column_is_called() {
    let rows = "admin1_name,population,reference_period_start\n#adm1+name,#affected+idps,#date+start\n\
        Norte,412,2025-02-01\n";
    let (facts, draft) = read(rows, &["indicator", "value_best"]);
    assert_eq!(facts, ["idps; 412"], "{draft}");
}

#[test]
fn a_year_a_month_and_a_day_are_one_date() {
    let rows = "Year,Month,Day,City,Killed\n2023,10,8,A,2\n2023,11,,A,3\n2023,,,A,4\n2023,,9,A,5\n";
    let (facts, draft) = read(rows, &["when_edtf", "value_best"]);
    assert_eq!(facts, ["2023-10-08; 2", "2023-11; 3", "2023; 4", "2023; 5"], "{draft}");
    let named = rows.replace(",10,", ",October,").replace(",11,", ",November,");
    assert_eq!(read(&named, &["when_edtf", "value_best"]).0, facts);
}

#[test]
fn figures_in_words_are_read_as_words() {
    let rows = "place,date,killed\nA,2024-05-01,>500\nA,2024-05-02,10-510\nA,2024-05-03,~300\n\
        A,2024-05-04,7\nA,2024-05-05,-\n";
    let (facts, draft) = read(rows, &["value_as_stated", "value_low", "value_best", "value_high"]);
    let expected = ["10-510; 10; ; 510", "7; ; 7; ", ">500; 500; ; ", "~300; ; 300; "];
    assert_eq!(facts, expected, "{draft}");
}

#[test]
fn dates_written_in_several_ways_are_read_in_each_of_them() {
    let rows =
        "place,date,killed\nA,2024-05-01,1\nA,13/05/2024,2\nA,7 May 2024,3\nA,14/05/2024,4\n";
    let (facts, draft) = read(rows, &["when_edtf", "value_best"]);
    let expected = ["2024-05-01; 1", "2024-05-07; 3", "2024-05-13; 2", "2024-05-14; 4"];
    assert_eq!(facts, expected, "{draft}");
    // None of these shows which number is the day.
    let unclear = rows.replace("13/", "3/").replace("14/", "4/");
    let (_, draft) = read(&unclear, &["when_edtf"]);
    assert!(draft.contains("AMBIGUOUS: what is read as %d/%m/%Y"), "{draft}");
}

#[test]
fn a_draft_shows_what_it_makes_of_the_first_rows() {
    let rows: Vec<_> = (1..=12).map(|day| format!("A,2024-05-{day:02},{day}")).collect();
    let rows = format!("place,date,killed\n{}\n", rows.join("\n"));
    let draft = drafted(&Input::bytes("f.csv", rows.into_bytes()));
    let shown =
        "#   line 11: killed · value_best 10 · A · when_edtf 2024-05-10 · publisher PUBLISHER?";
    assert!(draft.contains(shown) && !draft.contains("line 12:"), "{draft}");

    let broken = "place\tdate\tkilled\nA\t2024-05-01\t\"3\nA\t2024-05-02\t4\n";
    let draft = drafted(&Input::bytes("f.tsv", broken.as_bytes().to_vec()));
    assert!(
        draft.contains("# CHECK: 1 row is no row of cells: line 2: a quote is not closed"),
        "{draft}"
    );
}

#[test]
fn columns_of_displacement_and_aid_are_placed_by_their_names() {
    let rows = "survey_date,admin0Name,admin1Name,admin1Pcode,site_name,idp_hh,idp_ind,report_date\n\
        2023-04-15,Sudan,Khartoum,SD01,Camp North,20,104,2023-05-01\n";
    let columns = ["admin1_code", "unit", "value_best", "when_edtf", "report_date"];
    let (facts, draft) = read(rows, &columns);
    let expected =
        ["SD01; families; 20; 2023-04-15; 2023-05-01", "SD01; people; 104; 2023-04-15; 2023-05-01"];
    assert_eq!(facts, expected, "{draft}");
    let aid = "Organisation,Governorate,People reached,% reached,Month,Last updated\n\
        WFP,Taizz,1200,60,2024-01,2024-02-10\n";
    let (facts, draft) = read(aid, &["indicator", "value_best", "when_edtf", "report_date"]);
    assert_eq!(facts, ["people-reached; 1200; 2024-01; 2024-02-10"], "{draft}");
}

#[test]
fn rows_of_totals_are_left_out_and_columns_that_count_up_are_reported() {
    let rows = "Province,Territory,Date,Killed,Killed cumulative\n\
        Nord-Kivu,Masisi,2025-02-01,3,7\nNord-Kivu,Lubero,2025-02-01,2,9\n\
        Nord-Kivu,Total général,2025-02-01,5,16\n";
    let (facts, draft) = read(rows, &["place_name", "admin1_name", "scope", "value_best"]);
    let expected = [
        "Lubero; Nord-Kivu; Killed cumulative; 9",
        "Lubero; Nord-Kivu; Killed; 2",
        "Masisi; Nord-Kivu; Killed cumulative; 7",
        "Masisi; Nord-Kivu; Killed; 3",
    ];
    assert_eq!(facts, expected, "{draft}");
    assert_eq!(draft.matches("CHECK: this seems to count up").count(), 1, "{draft}");
}

#[test]
fn people_of_several_origins_are_several_figures() {
    let rows = "Site,Date,Admin1 of origin,Admin2 of origin,IDPs\n\
        Camp,2025-02-01,North Kivu,Masisi,7500\nCamp,2025-02-01,North Kivu,Rutshuru,1500\n";
    let (facts, draft) = read(rows, &["place_name", "scope", "value_best"]);
    let expected = ["Camp; from Masisi, North Kivu; 7500", "Camp; from Rutshuru, North Kivu; 1500"];
    assert_eq!(facts, expected, "{draft}");
}

#[test]
fn a_column_of_figures_may_name_what_is_counted() {
    let rows = "country,date,figure,value\nSudan,2025-02-01,IDPs,9000\nSudan,2025-02-01,People in Need,30000\n";
    let (facts, draft) = read(rows, &["indicator", "value_best"]);
    assert_eq!(facts, ["idps; 9000", "people-in-need; 30000"], "{draft}");
}

#[test]
fn times_in_words_are_read_as_words() {
    let rows = "place,when,killed,reported\n\
        A,early October 2016,3,2016-11-01\nA,24 October 2016,4,2016-11-01\n\
        A,\"3-5 October 2016\",5,2016-11-01\n";
    let columns = ["when_as_stated", "when_edtf"];
    let (facts, draft) = read(rows, &columns);
    let expected = [
        "24 October 2016; 2016-10-24",
        "3-5 October 2016; 2016-10-03/2016-10-05",
        "early October 2016; [2016-10-01..2016-10-10]",
    ];
    assert_eq!(facts, expected, "{draft}");
    // A column of dates keeps its format, and other words in it are refused.
    let days: Vec<_> = (1..9).map(|day| format!("A,2024-05-0{day},{day},2024-06-01\n")).collect();
    let days = days.concat();
    let rows = format!("place,when,killed,reported\n{days}A,early May 2024,9,2024-06-01\n");
    let draft = drafted(&Input::bytes("f.csv", rows.into_bytes()));
    assert!(draft.contains("date = \"iso\"") && !draft.contains("when_as_stated"), "{draft}");
}

#[test]
fn names_of_columns_below_a_row_of_groups_are_found() {
    let groups = ",,Casualties,,Displaced,\n";
    let rows = "Place,Date,Killed,Injured,Notes,IDPs\nA,2024-05-01,3,4,x,100\n";
    let columns = ["indicator", "value_best"];
    let (facts, draft) = read(&format!("{groups}{rows}"), &columns);
    assert_eq!(facts, ["idps; 100", "injured; 4", "killed; 3"], "{draft}");
    assert!(
        draft.contains("#   Casualties: Killed, Injured\n#   Displaced: Notes, IDPs\nheader = 2")
    );
    let (again, draft) = read(rows, &columns);
    assert_eq!(again, facts, "{draft}");
    assert!(!draft.contains("header ="), "{draft}");
}

#[test]
fn a_first_row_of_words_is_not_a_header() {
    let rows = "name,place,killed,\nA,Aleppo,several,x\nB,Homs,3,y\nC,Homs,4,z\n";
    let draft = drafted(&Input::bytes("f.csv", rows.as_bytes().to_vec()));
    assert!(draft.contains("{killed}") && !draft.contains("header ="), "{draft}");
}

#[test]
fn a_column_without_a_name_is_reported_and_not_read() {
    let (facts, draft) = read(",place,date,killed\n7,A,2024-05-01,3\n", &["value_best"]);
    assert_eq!(facts, ["3"], "{draft}");
    assert!(draft.contains("#   `column 1`: numbers, as in `7`"), "{draft}");
}

#[test]
fn a_table_with_the_headings_that_people_write_is_understood() {
    let rows = "What,Where,When,How many,Out of,Per,Time,As of,Who,Reported by,Link\n\
        Killed,Rafah,2024-03-01,12,,,,2024-03-02,Ministry,Radio,https://example.org/1\n\
        Aid delivery,Rafah,2024-03-01,14,46,,09:00-12:00,2024-03-02,,Radio,https://example.org/1\n\
        Aid delivery,Rafah,2024-03-01,54,,per day,,2024-03-02,,Radio,https://example.org/1\n";
    let columns =
        ["indicator", "value_best", "out_of", "per", "time_of_day", "claimant", "report_date"];
    let (facts, draft) = read(rows, &columns);
    let expected = [
        "aid-delivery; 14; 46; ; 09:00/12:00; ; 2024-03-02",
        "aid-delivery; 54; ; day; ; ; 2024-03-02",
        "killed; 12; ; ; ; Ministry; 2024-03-02",
    ];
    assert_eq!(facts, expected, "{draft}");
}

#[test]
fn a_draft_map_without_a_known_indicator_is_refused_until_a_person_adds_it() {
    for (rows, why) in [
        ("Location,Remarks,Source,Date\nRafah,a school was hit,Radio,2024-03-01\n", "indicator"),
        ("Location,Number,Source,Date\nRafah,12,Radio,2024-03-01\n", "indicator"),
        ("What,Location,Source,Date\nSchool hit,Rafah,Radio,2024-03-01\n", "What"),
    ] {
        let source = || Input::bytes("f.csv", rows.as_bytes().to_vec());
        let map = Map::parse("draft.toml", &drafted(&source())).unwrap();
        let summary = Database::new().try_load(&[source().through(map)], true).unwrap();
        let refused = summary.refused[0].to_string();
        assert!(
            refused.starts_with(&format!("f.csv:2: {why}: `WHAT?` is not recorded")),
            "{refused}"
        );
        assert_eq!(summary.refused_rows, 1, "{rows}");
    }
}

#[test]
fn what_happened_without_a_figure_is_a_fact_of_its_own() {
    let rows = "Date,Place,Event type,Killed,Injured\n\
        2024-03-01,Goma,Airstrikes,2,\n2024-03-02,Goma,Road blocked,,\n2024-03-03,Goma,Airstrikes,0,\n";
    let (facts, draft) = read(rows, &["when_edtf", "indicator", "scope", "value_best"]);
    let expected = [
        "2024-03-01; killed; Airstrikes; 2",
        "2024-03-02; incident; Road blocked; ",
        "2024-03-03; killed; Airstrikes; 0",
    ];
    assert_eq!(facts, expected, "{draft}");

    let (facts, draft) =
        read("Date,Place,Killed\n2024-03-01,Goma,2\n2024-03-02,Goma,\n", &["when_edtf"]);
    assert_eq!(facts, ["2024-03-01"]);
    assert!(draft.contains("CHECK: 1 of 2 rows have no figure and give no fact"), "{draft}");
}

#[test]
fn the_name_of_a_column_says_that_its_figures_are_rates() {
    let (facts, draft) =
        read("Date,Place,Number per day\n2024-03-01,Rafah,54\n", &["value_best", "per"]);
    assert_eq!(facts, ["54; day"], "{draft}");
}

#[test]
fn a_column_called_killed_is_read_though_few_of_its_cells_are_figures() {
    let rows = "Place,Killed,Date,Source\nA,12*,2024-03-01,P\nA,?,2024-03-02,P\nA,#REF!,2024-03-03,P\n\
        A,4,2024-03-04,P\n";
    let source = || Input::bytes("f.csv", rows.as_bytes().to_vec());
    let map = Map::parse("draft.toml", &drafted(&source())).unwrap();
    let mut database = Database::new();
    let summary = database.try_load(&[source().through(map)], true).unwrap();
    assert_eq!(
        (facts(&database, &["value_best"]), summary.refused_rows),
        (vec!["4".to_owned()], 3)
    );
}

#[test]
fn the_day_of_the_report_is_the_time_of_a_row_only_with_a_word_about_it() {
    let (facts, draft) =
        read("Place,Killed,Reported,Source\nA,12,2024-03-01,P\n", &["when_edtf", "report_date"]);
    assert_eq!(facts, ["2024-03-01; 2024-03-01"]);
    assert!(draft.contains("CHECK: no column seems to say when it happened"), "{draft}");
}

#[test]
fn a_locality_holds_for_rows_without_a_site_and_bounds_are_those_of_their_count() {
    let rows = "Date,Locality,Site,What happened,Killed (min),Killed (max),Source\n\
        2024-03-01,Goma,Camp A,Shelling,8,10,P\n2024-03-02,Goma,,Shelling,3,,P\n";
    let columns = ["place_name", "indicator", "value_low", "value_best", "value_high"];
    let (facts, draft) = read(rows, &columns);
    assert_eq!(facts, ["Camp A; killed; 8; ; 10", "Goma; killed; 3; ; "], "{draft}");

    let rows =
        "Date,Place,Killed (min),Source\n2024-03-01,Goma,at least 12,P\n2024-03-02,Goma,8-10,P\n";
    let (facts, draft) = read(rows, &["value_low", "value_high"]);
    assert_eq!(facts, ["12; ", "8; 10"], "{draft}");
}
