//! Tests of the HXL export: its hashtags, and what programs that know them find.

use crate::export::{self, Options};
use crate::import::RecordKind;
use crate::import::tests::support::{Database, everything, file, load};
use crate::wire::Column;

/// The hashtags of the core schema of the Humanitarian Exchange Language (HXL) 1.1.
const CORE: &[&str] = &[
    "#access",
    "#activity",
    "#adm1",
    "#adm2",
    "#adm3",
    "#adm4",
    "#adm5",
    "#affected",
    "#beneficiary",
    "#capacity",
    "#cause",
    "#channel",
    "#contact",
    "#country",
    "#crisis",
    "#currency",
    "#date",
    "#delivery",
    "#description",
    "#event",
    "#frequency",
    "#geo",
    "#group",
    "#impact",
    "#indicator",
    "#inneed",
    "#item",
    "#loc",
    "#meta",
    "#modality",
    "#need",
    "#operations",
    "#org",
    "#output",
    "#population",
    "#reached",
    "#region",
    "#respondee",
    "#sector",
    "#service",
    "#severity",
    "#status",
    "#subsector",
    "#targeted",
    "#value",
];

/// Every column of an HXL export with its hashtag.
fn tags() -> Vec<(String, String)> {
    let mut bytes = Vec::new();
    export::hxl(&Database::new().store, &everything(), &Options::default(), &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let rows: Vec<Vec<String>> =
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 2, "an export of nothing is its header");
    rows[0].iter().cloned().zip(rows[1].iter().cloned()).collect()
}

#[test]
fn every_column_has_a_hashtag_of_the_core_list_and_its_own_attributes() {
    let tags = tags();
    assert_eq!(tags.len(), Column::ALL.len());
    for (column, tag) in &tags {
        let (hashtag, attributes) = tag.split_once('+').unwrap_or((tag, ""));
        assert!(CORE.contains(&hashtag), "{column}: {tag}");
        let is_attribute = |a: &str| {
            a.starts_with(|c: char| c.is_ascii_lowercase())
                && a.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        assert!(attributes.is_empty() || attributes.split('+').all(is_attribute), "{tag}");
        assert_eq!(tags.iter().filter(|(_, other)| other == tag).count(), 1, "{tag} twice");
    }
}

/// A selector finds the first column with its hashtag and all of its attributes.
fn selected(selector: &str) -> String {
    let mut wanted = selector.split('+');
    let hashtag = wanted.next().unwrap();
    let wanted: Vec<_> = wanted.collect();
    let is_it = |tag: &str| {
        let mut parts = tag.split('+');
        parts.next() == Some(hashtag) && {
            let attributes: Vec<_> = parts.collect();
            wanted.iter().all(|attribute| attributes.contains(attribute))
        }
    };
    tags().into_iter().find(|(_, tag)| is_it(tag)).unwrap().0
}

#[test]
fn selectors_of_other_programs_find_the_column_they_mean() {
    for (selector, column) in [
        ("#indicator+num", "value_best"),
        ("#indicator+value", "value_best"),
        ("#indicator+low", "value_low"),
        ("#indicator+high", "value_high"),
        ("#date+start", "start_earliest"),
        ("#date+end", "end_latest"),
        ("#country+code", "location_code"),
        ("#adm1+code+v_pcode", "admin1_code"),
        ("#adm1+name", "admin1_name"),
        ("#loc+name", "place_name"),
        ("#geo+lat", "latitude"),
        ("#meta+source", "publisher"),
        ("#meta+url", "report_url"),
        ("#meta+id", "fact_id"),
    ] {
        assert_eq!(selected(selector), column, "{selector}");
    }
    for (column, tag) in tags().iter().filter(|(_, tag)| tag.starts_with("#date")) {
        assert!(column.starts_with("start_") || column.starts_with("end_"), "{column}: {tag}");
    }
}

#[test]
fn an_hxl_export_is_imported_like_a_csv_and_excel_gets_its_mark() {
    let mut database = Database::with_sample();
    let mut bytes = Vec::new();
    let options = Options { raw: false, excel: true };
    export::hxl(&database.store, &everything(), &options, &mut bytes).unwrap();
    assert!(bytes.starts_with("\u{feff}fact_id,".as_bytes()));
    let path = file(&database, "hxl.csv", bytes);
    let summary = load(&mut database, &path).unwrap();
    assert_eq!((summary.recorded(), summary.refusals()), (0, Vec::new()));
    assert_eq!(summary.rows_of(RecordKind::Fact).known, database.everything().facts.len());
}
