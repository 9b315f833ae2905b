//! Tests of `GeoJSON`, JSON Lines and judgements as exports have them, and of what an import refuses in them.

use crate::domain::filter::Filter;
use crate::export;
use crate::import::tests::support::{Database, everything, file, load, recorder};
use crate::import::{self, Format, RecordKind};
use crate::wire::Bundle;

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
fn json_lines_are_typed_and_leave_texts_out_unless_asked_for() {
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
        by: None,
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
fn the_format_is_recognized_by_name_and_first_bytes() {
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
