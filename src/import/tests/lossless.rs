//! Property tests of the lossless formats: an export imported into an empty database gives an equal
//! database, and imported into its source it adds nothing.

use crate::domain::filter::Filter;
use crate::export::{self, package};
use crate::import::tests::support::{Database, recorder};
use crate::import::{self, Format, Input, Summary};
use crate::render::{self, Style};
use crate::view::grid::Grid;
use crate::view::lists;
use crate::wire::Bundle;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

use crate::import::tests::world::world;

/// The whole content of a database as sorted JSON Lines, without author and time of recording.
fn content(database: &Database) -> Vec<String> {
    let bundle = Bundle::of(&database.store, &Filter::default()).unwrap();
    let mut bytes = Vec::new();
    export::jsonl(&bundle, &database.store, true, &mut bytes).unwrap();
    let mut lines: Vec<String> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| {
            let mut object: serde_json::Value = serde_json::from_str(line).unwrap();
            let fields = object.as_object_mut().unwrap();
            fields.remove("recorded_at");
            fields.remove("recorded_by");
            object.to_string()
        })
        .collect();
    lines.sort();
    lines
}

/// Checks that two databases have the same content; prints the lines in which they differ.
fn are_equal(here: &[String], there: &[String]) -> Result<(), TestCaseError> {
    let lacking = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|line| !other.contains(line)).cloned().collect()
    };
    prop_assert_eq!(lacking(here, there), lacking(there, here));
    prop_assert_eq!(here.len(), there.len());
    Ok(())
}

/// Imports the export at `path`.
fn load(database: &mut Database, path: &Path, format: Option<Format>) -> Summary {
    database.load(&import::sources(path, format).unwrap())
}

/// Checks that the export at `path` is lossless, and adds nothing to the database from which it
/// came.
fn holds(source: &mut Database, path: &Path) -> Result<(), TestCaseError> {
    let before = content(source);
    let mut copy = Database::new();
    let summary = load(&mut copy, path, None);
    prop_assert_eq!(summary.refusals(), Vec::<String>::new());
    are_equal(&content(&copy), &before)?;
    for database in [source, &mut copy] {
        let summary = load(database, path, None);
        prop_assert_eq!(summary.refusals(), Vec::<String>::new());
        prop_assert_eq!(summary.recorded(), 0, "{:?}", summary);
        are_equal(&content(database), &before)?;
    }
    Ok(())
}

fn whole(database: &Database) -> Bundle {
    Bundle::of(&database.store, &Filter::default()).unwrap()
}

fn about() -> package::About {
    package::About { title: "t".to_owned(), created: "2026-01-02T03:04:05Z".to_owned() }
}

/// The listings of a database as CSV (as `place list --format csv` gives them), and its facts.
fn listed(database: &Database) -> Vec<Input> {
    let csv = |name: &str, grid: &Grid| {
        let mut bytes = Vec::new();
        let style = Style {
            width: 80,
            colour: false,
            ascii: false,
            links: false,
            advice: crate::render::Advice::NONE,
        };
        render::grid(grid, render::Format::Csv, &style, &mut bytes).unwrap();
        Input::bytes(name, bytes)
    };
    let store = &database.store;
    let (actors, reports) = (store.actors().unwrap(), store.reports().unwrap());
    vec![
        Input::bytes("facts.csv", database.export().into_bytes()),
        csv("reports.csv", &lists::reports(&reports, &actors, &BTreeMap::new())),
        csv("places.csv", &lists::places(&store.places().unwrap())),
        csv("indicators.csv", &lists::indicators(&store.indicators().unwrap())),
        csv("actors.csv", &lists::actors(&actors)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rows_lose_nothing_with_the_lists(world in world()) {
        let mut source = world.seen_in_lists().recorded();
        let before = content(&source);
        let mut copy = Database::new();
        let summary = copy.load(&listed(&source));
        prop_assert_eq!(summary.refusals(), Vec::<String>::new());
        are_equal(&content(&copy), &before)?;
        for database in [&mut source, &mut copy] {
            let summary = database.load(&listed(database));
            prop_assert_eq!(summary.refusals(), Vec::<String>::new());
            prop_assert_eq!(summary.recorded(), 0, "{:?}", summary);
        }
    }

    #[test]
    fn json_lines_lose_nothing(world in world()) {
        let mut source = world.recorded();
        let path = source.folder.path().join("all.jsonl");
        let mut file = std::fs::File::create(&path).unwrap();
        export::jsonl(&whole(&source), &source.store, true, &mut file).unwrap();
        holds(&mut source, &path)?;
    }

    #[test]
    fn a_database_loses_nothing(world in world()) {
        let mut source = world.recorded();
        let path = source.folder.path().join("copy.db");
        std::fs::copy(source.store.path(), &path).unwrap();
        holds(&mut source, &path)?;
    }

    #[test]
    fn a_data_package_loses_nothing_as_a_folder_or_a_zip(world in world()) {
        let mut source = world.recorded();
        let folder = source.folder.path().join("pack");
        std::fs::create_dir(&folder).unwrap();
        let bundle = whole(&source);
        package::to_folder(&bundle, &source.store, &about(), &folder).unwrap();
        holds(&mut source, &folder)?;
        let zip = source.folder.path().join("pack.zip");
        let mut file = std::fs::File::create(&zip).unwrap();
        package::to_zip(&bundle, &source.store, &about(), &mut file).unwrap();
        holds(&mut source, &zip)?;
    }

    #[test]
    fn a_filtered_database_is_the_same_as_the_bundle_it_was_made_of(world in world()) {
        let mut source = world.recorded();
        let path = source.folder.path().join("copy.db");
        let bundle = whole(&source);
        {
            let mut copy = crate::store::Store::create(&path, "copy").unwrap();
            export::copy(&bundle, &source.store, &mut copy, &recorder()).unwrap();
        }
        holds(&mut source, &path)?;
    }
}
