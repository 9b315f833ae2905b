//! Drafts of maps: what they make of a file. The rows are made up.

use crate::import::Input;
use crate::import::tests::support::{Database, drafted, facts};
use crate::mapping::Map;

/// Imports rows through the draft of a map for them, with the publisher P where the draft finds none; gives
/// some columns of each fact, sorted, and the draft.
fn read(rows: &str, columns: &[&str]) -> (Vec<String>, String) {
    let source = || Input::bytes("f.csv", rows.as_bytes().to_vec());
    let draft = drafted(&source()).replace("WHO?", "P");
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

    // A word that the draft does not know is refused, and not read as a figure.
    let map = Map::parse("draft.toml", &draft.replace("WHO?", "P")).unwrap();
    let later = rows.replace("total", "a third of");
    let source = Input::bytes("f.csv", later.into_bytes()).through(map);
    let summary = Database::new().try_load(&[source], true).unwrap();
    assert_eq!(summary.refused_rows, 1, "{summary:?}");
    assert!(summary.refused[0].to_string().contains("`a third of 9` is no plain number"));
}

#[test]
fn names_of_areas_are_places_and_codes_are_none() {
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
fn a_column_without_a_use_is_told() {
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
