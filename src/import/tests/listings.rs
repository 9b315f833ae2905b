//! Tests that the listings of reference rows and reports can be imported again.

use crate::import::tests::support::{Database, recorder};
use crate::import::{Input, RecordKind};
use crate::render::{self, Format, Style};
use crate::view::grid::Grid;
use crate::view::lists;
use std::collections::BTreeMap;

fn csv(name: &str, grid: &Grid) -> Input {
    let mut bytes = Vec::new();
    let style = Style {
        width: 80,
        colour: false,
        ascii: false,
        links: false,
        advice: crate::render::Advice::NONE,
    };
    render::grid(grid, Format::Csv, &style, &mut bytes).unwrap();
    Input::bytes(name, bytes)
}

/// All listings of a database, and its facts, as CSV files.
fn files(database: &Database) -> [Input; 5] {
    let store = &database.store;
    let (actors, reports) = (store.actors().unwrap(), store.reports().unwrap());
    [
        csv("reports.csv", &lists::reports(&reports, &actors, &BTreeMap::new())),
        csv("places.csv", &lists::places(&store.places().unwrap())),
        csv("indicators.csv", &lists::indicators(&store.indicators().unwrap())),
        csv("actors.csv", &lists::actors(&actors)),
        Input::bytes("facts.csv", database.export().into_bytes()),
    ]
}

/// The sample with a retracted report, a deprecated indicator, and names with special characters.
fn awkward() -> Database {
    let mut database = Database::with_sample();
    database
        .load_rows("key,name,kind,parent,aliases\nguard,=Guard,other,kremlin,'+7 | The \"G\"\n");
    database.load_rows(
        "key,name,kind,country,latitude,longitude,coordinate_precision\n\
         far,\"Far, South\",village,,-33.25,-0.000001,near\n",
    );
    database.load_rows(
        "key,label,definition,measures,nature,hxl_tag,aliases,deprecated_at\n\
         bridge,@Bridge,-a crossing,nothing,event,#access,'=span | ford,2026-01-02T03:04:05Z\n",
    );
    let mut writer = database.store.begin().unwrap();
    writer.retract_report("rfi-2016-10-20", "-a hoax").unwrap();
    writer.commit(&recorder()).unwrap();
    database
}

#[test]
fn the_listings_and_the_facts_rebuild_the_database() {
    let source = awkward();
    let mut copy = Database::new();
    let summary = copy.load(&files(&source));
    assert_eq!(summary.refused, [], "{summary:?}");
    assert!(!summary.notes.iter().any(|note| note.contains("not read")), "{:?}", summary.notes);
    assert_eq!(copy.store.places().unwrap(), source.store.places().unwrap());
    assert_eq!(copy.store.actors().unwrap(), source.store.actors().unwrap());
    assert_eq!(copy.store.indicators().unwrap(), source.store.indicators().unwrap());
    let without_text = |database: &Database| {
        let mut reports = database.store.reports().unwrap();
        for report in &mut reports {
            report.has_text = false;
        }
        reports
    };
    assert_eq!(without_text(&copy), without_text(&source));
    let uids = |database: &Database| {
        let mut uids: Vec<_> = database.everything().facts.iter().map(|f| f.uid).collect();
        uids.sort();
        uids
    };
    assert_eq!(uids(&copy), uids(&source));
}

#[test]
fn importing_the_listings_where_they_come_from_adds_nothing() {
    let mut database = awkward();
    let sources = files(&database);
    let summary = database.load(&sources);
    assert_eq!((summary.recorded(), summary.refused.as_slice()), (0, [].as_slice()));
}

#[test]
fn only_an_export_says_in_which_place_a_new_place_lies() {
    let source = Database::with_sample();
    let export = source.export();
    let mut lines: Vec<&str> = export.lines().collect();
    let parent =
        |database: &Database| database.store.find_place("eastern-aleppo").unwrap().row.parent;
    for _ in 0..2 {
        let mut copy = Database::new();
        let summary = copy.create_rows(&format!("{}\n", lines.join("\n")));
        assert_eq!(summary.refused, []);
        assert_eq!(parent(&copy), parent(&source), "{}", lines[1]);
        assert!(summary.rows_of(RecordKind::Place).new > 0);
        // In the second round, the part comes before its city.
        lines[1..].reverse();
    }
}

#[test]
fn a_part_that_comes_before_its_city_is_put_into_it_at_the_end() {
    let mut database = Database::with_sample();
    let rows = "indicator,place_key,place_name,place_kind,place_parent_key,report_key,status,when_edtf\n\
                ceasefire,old-town,Old Town,part,newcity,voa-2016-10-24,ended,2016-10\n\
                ceasefire,newcity,Newcity,city,old-town,voa-2016-10-24,ended,2016-10\n\
                ceasefire,suburb,Suburb,part,newcity,voa-2016-10-24,ended,2016-10\n\
                ceasefire,lost,Lost,part,never-named,voa-2016-10-24,ended,2016-10\n";
    assert_eq!(database.create_rows(rows).refused, []);
    let parent = |key: &str| database.store.find_place(key).unwrap().row.parent;
    assert_eq!(parent("newcity").as_deref(), Some("old-town"));
    assert_eq!(parent("old-town"), None, "no place lies in itself");
    assert_eq!(parent("suburb").as_deref(), Some("newcity"));
    assert_eq!(parent("lost"), None);
    let rows = rows.replace(",city,old-town,", ",city,,").replace("old-town", "new-town");
    let rows = rows.replace("newcity", "city-2").replace("suburb", "suburb-2");
    assert_eq!(database.create_rows(&rows).refused, []);
    let parent = |key: &str| database.store.find_place(key).unwrap().row.parent;
    assert_eq!(parent("new-town").as_deref(), Some("city-2"));
}
