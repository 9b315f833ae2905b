//! Tests of each export format, and of what an import refuses in it.

use crate::domain::filter::Filter;
use crate::export::{self, Options, package};
use crate::import::tests::support::{Database, recorder};
use crate::import::{self, Format, ImportError, RecordKind, Summary};
use crate::wire::{Bundle, Column};
use std::io::Write;
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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

/// Every fact, including retracted and replaced ones.
fn everything() -> Filter {
    Filter { retracted: true, ..Filter::default() }
}

fn file(database: &Database, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = database.folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn load(database: &mut Database, path: &Path) -> Result<Summary, ImportError> {
    let sources = import::sources(path, None)?;
    database.try_load(&sources, false)
}

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

#[test]
fn a_point_of_geojson_is_where_the_place_lies() {
    let feature = |name: &str, geometry: &str, more: &str| {
        format!(
            "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{{\"indicator\":\
             \"airstrike\",\"place_name\":\"{name}\",\"value_best\":1,\"publisher\":\"P\",\
             \"report_title\":\"T\",\"report_date\":\"2022-03-17\",\"when_edtf\":\"2022-03-16\"{more}}}}}"
        )
    };
    let features = [
        feature("Theatre", "{\"coordinates\":[37.55,47,12],\"type\":\"Point\"}", ""),
        feature("Front", "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}", ""),
        feature("Nowhere", "null", ""),
        feature(
            "Said",
            "{\"type\":\"Point\",\"coordinates\":[1,2]}",
            ",\"latitude\":3,\"longitude\":4",
        ),
    ];
    let mut database = Database::new();
    let file = format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","));
    let path = self::file(&database, "g.geojson", &file);
    let summary = database.try_load(&import::sources(&path, None).unwrap(), true).unwrap();
    assert_eq!(summary.refused, []);
    let point = |name: &str| {
        let place = database.store.find_place(name).unwrap().row;
        place.coordinates.map(|point| format!("{}, {}", point.latitude, point.longitude))
    };
    assert_eq!(point("Theatre").as_deref(), Some("47, 37.55"));
    assert_eq!(point("Front"), None);
    assert_eq!(point("Nowhere"), None);
    assert_eq!(point("Said").as_deref(), Some("3, 4"));
}

#[test]
fn geojson_has_a_point_for_each_fact_whose_place_has_one_and_counts_the_others() {
    let mut database = Database::with_sample();
    database.load_rows("key,name,kind,country\nnowhere,Nowhere,area,SYR\n");
    database.load_rows(
        "indicator,place_key,report_key,value_best,when_edtf,stance\n\
         killed,nowhere,voa-2016-10-24,2.5,2016-10-24,estimates\n\
         killed,aleppo,voa-2016-10-24,0,2016-10-24,\n",
    );
    let selection = database.everything();
    let mut bytes = Vec::new();
    assert_eq!(export::geojson(&database.store, &everything(), &mut bytes).unwrap().without, 1);
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let features = json["features"].as_array().unwrap();
    assert_eq!(features.len(), selection.facts.len() - 1);
    let zero = features.iter().find(|f| f["properties"]["value_best"] == 0).unwrap();
    assert_eq!(zero["geometry"]["type"], "Point");
    assert_eq!(zero["geometry"]["coordinates"][0], zero["properties"]["longitude"]);
    assert_eq!(zero["geometry"]["coordinates"][1], zero["properties"]["latitude"]);
    assert!(zero["properties"].get("comment").is_none(), "nothing blank is written");
    let path = file(&database, "points.json", &bytes);
    let summary = load(&mut database, &path).unwrap();
    assert_eq!((summary.recorded(), summary.refusals()), (0, Vec::new()));
    let mut none = Vec::new();
    export::geojson(&Database::new().store, &everything(), &mut none).unwrap();
    let none: serde_json::Value = serde_json::from_slice(&none).unwrap();
    assert_eq!(none["features"].as_array().map(Vec::len), Some(0));
}

#[test]
fn json_lines_are_typed_and_leave_texts_out_unless_told() {
    let database = Database::with_sample();
    let filter = Filter { places: vec!["eastern-aleppo".into()], ..Filter::default() };
    let bundle = Bundle::of(&database.store, &filter).unwrap();
    let mut bytes = Vec::new();
    export::jsonl(&bundle, &database.store, false, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let objects: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |record: &str| {
        objects.iter().filter(|o| o["record"] == record).cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("fact").len(), bundle.facts);
    let places: Vec<_> = of("place").iter().map(|place| place["key"].clone()).collect();
    assert_eq!(places.first().unwrap(), "syria", "a place comes after the one it lies in");
    assert!(places.contains(&"eastern-aleppo".into()) && places.len() < 10, "{places:?}");
    assert!(of("report").iter().all(|report| report.get("text").is_none()));
    let fact = of("fact").into_iter().find(|fact| fact["value_high"] == 300_000).unwrap();
    assert_eq!(fact["value_as_stated"], "as many as 300,000");
    assert!(objects.iter().all(|o| o.as_object().unwrap().values().all(|v| !v.is_null())));
    let actors: Vec<_> = of("actor").iter().map(|actor| actor["key"].clone()).collect();
    for report in of("report") {
        assert!(actors.contains(&report["publisher"]), "{report}");
    }
}

#[test]
fn bad_lines_are_refused_with_their_number_and_their_key() {
    let mut database = Database::with_sample();
    let rows = "\
{\"record\":\"fact\",\"indicator\":\"killed\",\"place_key\":\"aleppo\",\"report_key\":\"voa-2016-10-24\",\"value_best\":1e1,\"when_edtf\":\"2016-10-24\"}\n\
{\"record\":\"fact\",\n\
\n\
[1,2]\n\
{\"indicator\":\"killed\"}\n\
{\"record\":\"lead\"}\n\
{\"record\":\"fact\",\"indicator\":\"killed\",\"place_key\":\"aleppo\",\"report_key\":\"voa-2016-10-24\",\"value_best\":-1,\"when_edtf\":\"2016-10-24\"}\n\
{\"record\":\"fact\",\"indicator\":\"killed\",\"indicator\":\"killed\"}\n\
{\"record\":\"place\",\"key\":\"x\",\"name\":\"X\",\"latitude\":{\"deg\":1},\"longitude\":1}\n\
{\"record\":\"fact\",\"record\":\"fact\"}\n";
    let path = file(&database, "rows.jsonl", rows);
    let summary = load(&mut database, &path).unwrap();
    let said: Vec<String> = summary
        .refused
        .iter()
        .map(|refused| refused.to_string().replace(path.to_str().unwrap(), "rows"))
        .collect();
    let starts = [
        "rows:2: not a JSON object: EOF",
        "rows:4: not a JSON object: invalid type: sequence",
        "rows:5: record: missing: one of actor, place",
        "rows:6: record: `lead` is not one of",
        "rows:9: latitude: `{\"deg\":1}`: degrees from -90",
        "rows:10: not a JSON object: key `record` appears twice",
        "rows:7: value_best: best `-1` is below zero",
        "rows:8: indicator: appears twice",
    ];
    assert_eq!(said.len(), starts.len(), "{said:#?}");
    for (said, start) in said.iter().zip(starts) {
        assert!(said.starts_with(start), "{said} / {start}");
    }
    assert_eq!(summary.rows_of(RecordKind::Fact).new, 1);
    assert!(load(&mut database, &path).unwrap().recorded() == 0);
}

#[test]
fn broken_json_files_are_refused_as_a_whole() {
    let mut database = Database::with_sample();
    let deep =
        format!("{{\"record\":\"place\",\"name\":{}{}}}\n", "[".repeat(300), "]".repeat(300));
    let path = file(&database, "deep.jsonl", deep);
    let summary = load(&mut database, &path).unwrap();
    assert!(summary.refusals()[0].contains("recursion limit"), "{summary:?}");
    let path = file(&database, "latin.jsonl", b"{\"record\":\"fact\",\"indicator\":\"caf\xe9\"}\n");
    let why = load(&mut database, &path).unwrap_err().to_string();
    assert!(why.contains("not UTF-8: byte"), "{why}");
    let keys: Vec<String> = (0..2_000).map(|n| format!(",\"k{n}\":1")).collect();
    let keys = keys.concat();
    let path = file(&database, "keys.jsonl", format!("{{\"record\":\"fact\"{keys}}}\n"));
    let why = load(&mut database, &path).unwrap_err().to_string();
    assert!(why.ends_with(":1: more than 1000 different keys"), "{why}");
    let path = file(&database, "not.geojson", "{\"type\":\"FeatureCollection\"}");
    let why = load(&mut database, &path).unwrap_err().to_string();
    assert!(why.contains("it has no `features`"), "{why}");
    let path = file(&database, "empty.jsonl", "");
    let why = load(&mut database, &path).unwrap_err().to_string();
    assert!(
        why.ends_with("empty.jsonl: it is empty; one JSON object a line was expected"),
        "{why}"
    );
    let path = file(&database, "none.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}");
    let summary = load(&mut database, &path).unwrap();
    assert!(summary.notes[0].ends_with("none.geojson: there is nothing in it"), "{summary:?}");
}

/// A zip file with these entries, given as name and content.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_hostile_package_writes_nowhere_reads_nothing_of_ours_and_fills_no_disk() {
    let mut database = Database::with_sample();
    let described = |path: &str| format!("{{\"resources\":[{{\"path\":\"{path}\"}}]}}");
    let refused = |database: &mut Database, name: &str, bytes: Vec<u8>| {
        let path = file(database, name, bytes);
        load(database, &path).unwrap_err().to_string()
    };
    for path in ["../secret.csv", "/etc/hostname", "a/../../secret.csv", ""] {
        let why = refused(
            &mut database,
            "out.zip",
            zipped(&[("datapackage.json", described(path).as_bytes())]),
        );
        assert!(why.ends_with(&format!("`{path}` does not lie in the package")), "{why}");
    }
    let outside = zipped(&[
        ("../escaped.csv", b"x"),
        ("datapackage.json", described("facts.csv").as_bytes()),
    ]);
    let why = refused(&mut database, "slip.zip", outside);
    assert!(why.contains("slip.zip/facts.csv: No such file"), "{why}");
    assert!(!database.folder.path().join("escaped.csv").exists());
    let zeros = vec![b'0'; 300 << 20];
    let why = refused(&mut database, "bomb.zip", zipped(&[("facts.csv", &zeros)]));
    assert!(why.contains("it unpacks to more than"), "{why}");
    let why = refused(&mut database, "plain.zip", zipped(&[("a.txt", b"x")]));
    assert!(why.ends_with("a zip file without a `datapackage.json`"), "{why}");
    let mut cut = zipped(&[("datapackage.json", described("facts.csv").as_bytes())]);
    cut.truncate(cut.len() / 2);
    refused(&mut database, "cut.zip", cut);
}

#[test]
fn a_package_zipped_with_its_folder_is_read_too() {
    let database = Database::with_sample();
    let folder = database.folder.path().join("pack");
    std::fs::create_dir(&folder).unwrap();
    let bundle = Bundle::of(&database.store, &Filter::default()).unwrap();
    let about =
        package::About { title: "t".to_owned(), created: "2026-01-02T03:04:05Z".to_owned() };
    package::to_folder(&bundle, &database.store, &about, &folder).unwrap();
    let mut entries = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().flatten() {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(database.folder.path()).unwrap().to_owned();
                entries.push((name, std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    let entries: Vec<(&str, &[u8])> =
        entries.iter().map(|(name, bytes)| (name.to_str().unwrap(), bytes.as_slice())).collect();
    let path = file(&database, "folder.zip", zipped(&entries));
    let mut copy = Database::new();
    let summary = load(&mut copy, &path).unwrap();
    assert_eq!(summary.refusals(), Vec::<String>::new());
    assert_eq!(copy.everything().facts.len(), database.everything().facts.len());
    assert!(copy.store.report_text("voa-2016-10-24").unwrap().is_some());
}

#[test]
fn a_filtered_package_has_no_key_that_leads_nowhere() {
    let database = Database::with_sample();
    let filter = Filter { indicators: vec!["trapped".into()], ..Filter::default() };
    let bundle = Bundle::of(&database.store, &filter).unwrap();
    let mut bytes = Vec::new();
    export::jsonl(&bundle, &database.store, false, &mut bytes).unwrap();
    let objects: Vec<serde_json::Value> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let named = |record: &str, column: &str| -> Vec<String> {
        let of = objects.iter().filter(|object| object["record"] == record);
        of.filter_map(|object| object[column].as_str().map(str::to_owned)).collect()
    };
    let (actors, reports) = (named("actor", "key"), named("report", "key"));
    let claimants = named("fact", "claimant_key");
    assert!(!claimants.is_empty());
    for key in [named("report", "publisher"), named("actor", "parent"), claimants].concat() {
        assert!(actors.contains(&key), "{key} is missing");
    }
    for report in [named("report", "republishes"), named("fact", "report_key")].concat() {
        assert!(reports.contains(&report), "{report} is missing");
    }
    assert!(!Bundle::is_whole(&filter) && bundle.indicators.len() == 1);
}

#[test]
fn an_assessment_of_a_known_fact_is_added_once_and_a_bad_one_refuses_its_row() {
    let mut database = Database::with_sample();
    let export = database.export();
    let mut other = Database::with_sample();
    let uid = other.everything().facts[0].uid;
    let mut writer = other.store.begin().unwrap();
    let assessment = crate::domain::assessment::Assessment {
        reliability: Some(crate::domain::assessment::Reliability::B),
        credibility: None,
        disposition: None,
        reason: "=known".to_owned(),
    };
    writer.add_assessment(uid, &assessment).unwrap();
    writer.commit(&recorder()).unwrap();
    let judged = other.export();
    assert!(judged.contains(",B,,,'=known,"));
    let summary = database.load_rows(&judged);
    assert_eq!((summary.recorded(), summary.rows_of(RecordKind::Assessment).new), (1, 1));
    assert_eq!(database.load_rows(&judged).recorded(), 0);
    assert_eq!(database.load_rows(&export).recorded(), 0, "an older export takes nothing away");
    assert_eq!(database.export(), judged);
    for (wrong, why) in [
        (",G,,,'=known,", "reliability: `G` is not a reliability"),
        (",B,7,,'=known,", "credibility: `7` is not a credibility"),
        (",B,,,,", "assessment_reason: blank"),
        (",,,,'=known,", "assessment_reason: given, but reliability"),
        (",B,,,'=known,[1]", "assessments_before: is not a JSON list"),
    ] {
        let summary = database.load_rows(&judged.replace(",B,,,'=known,", wrong));
        assert_eq!(summary.refused.len(), 1, "{wrong}");
        assert!(summary.refused[0].to_string().contains(why), "{}", summary.refused[0]);
    }
}

#[test]
fn the_format_is_told_by_name_and_first_bytes() {
    let mut database = Database::with_sample();
    let rows = "{\"record\":\"actor\",\"name\":\"X\"}\n";
    for name in ["a.jsonl", "b.ndjson", "c.txt", "d.csv"] {
        let path = file(&database, name, rows);
        let new = usize::from(name == "a.jsonl");
        assert_eq!(load(&mut database, &path).unwrap().recorded(), new, "{name}");
    }
    let path = file(&database, "e.jsonl", rows);
    let sources = import::sources(&path, Some(Format::Csv)).unwrap();
    assert!(database.try_load(&sources, false).is_err(), "--format wins");
}
