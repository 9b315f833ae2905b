//! Lists of actors, places, indicators, reports and changesets.
//!
//! A page shows the columns that distinguish the rows; data has all columns, named and ordered like the files
//! that an import reads.

mod changes;

pub use changes::{changes, short};

use super::grid::{Cell, Column, Emphasis, Grid};
use super::wording;
use crate::domain::actor::Actor;
use crate::domain::changeset::Changeset;
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::number::Number;
use crate::domain::place::{CoordinatePrecision, Place};
use crate::domain::report::{Confidentiality, Report};
use crate::text::counts::counted;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A list of places or changesets with at least this many rows ends with a note that gives their number.
pub const LONG: usize = 60;

/// Places as a tree: each below its parent, sorted by name. A place is a root if its parent is not
/// in the list.
#[must_use]
pub fn places(places: &[Place]) -> Grid {
    let mut grid = Grid::new(vec![
        Column::data("key"),
        Column::data("name"),
        Column::page("place", "place"),
        Column::page("key", "key").keep(),
        Column::new("kind", "kind"),
        Column::data("parent"),
        Column::data("country"),
        Column::new("pcode", "P-code").keep(),
        Column::data("latitude"),
        Column::data("longitude"),
        Column::data("coordinate_precision"),
        Column::new("aliases", "also called"),
    ]);
    grid.rows = tree(places).into_iter().map(|(depth, place)| place_row(depth, place)).collect();
    or_none(grid, "no places")
}

fn place_row(depth: usize, place: &Place) -> Vec<Cell> {
    let degrees = |value: Option<f64>| Cell::number(value.and_then(Number::new));
    vec![
        Cell::text(&place.key),
        Cell::text(&place.name),
        Cell::Nested { depth, text: place.name.clone() },
        Cell::text(&place.key),
        Cell::text(place.kind.as_str()),
        Cell::said(place.parent.as_ref()),
        Cell::said(place.country.as_ref()),
        Cell::said(place.pcode.as_ref()),
        degrees(place.coordinates.map(|c| c.latitude)),
        degrees(place.coordinates.map(|c| c.longitude)),
        Cell::said(place.coordinate_precision.map(CoordinatePrecision::as_str)),
        Cell::List(place.aliases.clone()),
    ]
}

/// Each place with its depth, parents before children. Every place is listed once, even if parents form a
/// circle.
fn tree(places: &[Place]) -> Vec<(usize, &Place)> {
    let known: HashSet<&str> = places.iter().map(|place| place.key.as_str()).collect();
    let mut below: HashMap<Option<&str>, Vec<&Place>> = HashMap::new();
    for place in places {
        let parent = place.parent.as_deref().filter(|parent| known.contains(parent));
        below.entry(parent).or_default().push(place);
    }
    for siblings in below.values_mut() {
        siblings.sort_by(|a, b| (&b.name, &b.key).cmp(&(&a.name, &a.key)));
    }
    let mut listed = Vec::with_capacity(places.len());
    let mut seen = HashSet::new();
    let roots = below.get(&None).into_iter().flatten().map(|place| (0, *place));
    let mut next: Vec<(usize, &Place)> = places.iter().rev().map(|place| (0, place)).collect();
    next.extend(roots);
    while let Some((depth, place)) = next.pop() {
        if seen.insert(place.key.as_str()) {
            listed.push((depth, place));
            let children = below.get(&Some(place.key.as_str())).into_iter().flatten();
            next.extend(children.map(|child| (depth + 1, *child)));
        }
    }
    listed
}

/// Actors, sorted by name.
#[must_use]
pub fn actors(actors: &[Actor]) -> Grid {
    let mut grid = Grid::new(vec![
        Column::data("key"),
        Column::new("name", "name"),
        Column::page("key", "key").keep(),
        Column::new("kind", "kind"),
        Column::new("parent", "part of"),
        Column::new("aliases", "also called"),
    ]);
    let mut sorted: Vec<&Actor> = actors.iter().collect();
    sorted.sort_by_key(|actor| (actor.name.to_lowercase(), &actor.key));
    let row = |actor: &Actor| {
        vec![
            Cell::text(&actor.key),
            Cell::text(&actor.name),
            Cell::text(&actor.key),
            Cell::text(actor.kind.as_str()),
            Cell::said(actor.parent.as_ref()),
            Cell::List(actor.aliases.clone()),
        ]
    };
    grid.rows = sorted.into_iter().map(row).collect();
    or_none(grid, "no actors")
}

/// Indicators, sorted by key; deprecated ones are faint, with the date of deprecation.
#[must_use]
pub fn indicators(indicators: &[Indicator]) -> Grid {
    let mut grid = Grid::new(vec![
        Column::new("key", "key").keep(),
        Column::data("label"),
        Column::page("labelled", "label"),
        Column::data("definition"),
        Column::page("measured", "measures"),
        Column::data("measures"),
        Column::data("unit"),
        Column::new("nature", "nature"),
        Column::data("window_days"),
        Column::data("hxl_tag"),
        Column::new("aliases", "also called"),
        Column::data("deprecated_at"),
        Column::data("units"),
    ]);
    let mut sorted: Vec<&Indicator> = indicators.iter().collect();
    sorted.sort_by_key(|indicator| (indicator.deprecated_at.is_some(), &indicator.key));
    grid.rows = sorted.into_iter().map(indicator_row).collect();
    or_none(grid, "no indicators")
}

fn indicator_row(indicator: &Indicator) -> Vec<Cell> {
    let labelled = match &indicator.deprecated_at {
        None => Cell::text(&indicator.label),
        Some(at) => {
            let day = at.get(..10).unwrap_or(at);
            Cell::words(format!("{} (deprecated {day})", indicator.label), Emphasis::Faint)
        }
    };
    vec![
        Cell::text(&indicator.key),
        Cell::text(&indicator.label),
        labelled,
        Cell::text(&indicator.definition),
        Cell::text(measured(indicator)),
        Cell::text(indicator.measures.as_str()),
        Cell::text(&indicator.unit),
        Cell::text(indicator.nature.as_str()),
        Cell::Number(indicator.window_days.into()),
        Cell::said(indicator.hxl_tag.as_ref()),
        Cell::List(indicator.aliases.clone()),
        Cell::said(indicator.deprecated_at.as_ref()),
        Cell::List(indicator.units.clone()),
    ]
}

/// The kind of value of an indicator, with its unit: `count, people`.
#[must_use]
pub fn measured(indicator: &Indicator) -> String {
    match (indicator.measures, indicator.unit.as_str()) {
        (Measure::Nothing, _) => String::new(),
        (measure, "") => measure.to_string(),
        (measure, unit) if indicator.units.is_empty() => format!("{measure}, {unit}"),
        (measure, unit) => format!("{measure}, {unit} (also {})", indicator.units.join(", ")),
    }
}

/// Reports in the order given; `facts` has the number of facts for each report key. The columns for
/// texts are blank in data, since lists do not carry texts.
#[must_use]
pub fn reports(reports: &[Report], actors: &[Actor], facts: &BTreeMap<String, usize>) -> Grid {
    let names: HashMap<&str, &str> =
        actors.iter().map(|actor| (actor.key.as_str(), actor.name.as_str())).collect();
    let mut grid = Grid::new(vec![
        Column::new("key", "key").keep(),
        Column::page("titled", "title"),
        Column::page("publisher_name", "publisher").fold(),
        Column::data("publisher"),
        Column::data("title"),
        Column::data("byline"),
        Column::data("url"),
        Column::data("archive_url"),
        Column::new("published", "published").keep().fold(),
        Column::page("facts", "facts").right().keep(),
        Column::page("text", "text").keep(),
        Column::data("language"),
        Column::data("republishes"),
        Column::data("replaces"),
        Column::data("confidentiality"),
        Column::data("text_file"),
        Column::data("captured_at"),
        Column::data("retracted"),
    ]);
    grid.rows = reports
        .iter()
        .map(|report| {
            let publisher =
                names.get(report.publisher.as_str()).copied().unwrap_or(&report.publisher);
            report_row(report, publisher, facts.get(&report.key).copied().unwrap_or(0))
        })
        .collect();
    or_none(grid, "no reports")
}

fn report_row(report: &Report, publisher: &str, facts: usize) -> Vec<Cell> {
    let title = wording::marked(&report.title, Some(report));
    let titled = if report.retracted.is_some() {
        Cell::words(format!("{title} (retracted)"), Emphasis::Faint)
    } else {
        Cell::link(title, report.url.as_deref())
    };
    vec![
        Cell::text(&report.key),
        titled,
        Cell::text(publisher),
        Cell::text(&report.publisher),
        Cell::text(&report.title),
        Cell::said(report.byline.as_ref()),
        Cell::said(report.url.as_ref()),
        Cell::said(report.archive_url.as_ref()),
        Cell::text(report.published_shown()),
        Cell::Count(facts),
        Cell::Flag(report.has_text),
        Cell::said(report.language.as_ref()),
        Cell::said(report.republishes.as_ref()),
        Cell::said(report.replaces),
        Cell::said(report.confidentiality.map(Confidentiality::as_str)),
        Cell::Empty,
        Cell::Empty,
        Cell::said(report.retracted.as_ref()),
    ]
}

/// Changesets in the order given; `kinds` has the number of rows of each kind for each changeset, and
/// `undone_by` the short uid of the changeset that undid it.
#[must_use]
pub fn changesets(
    changesets: &[Changeset],
    kinds: &BTreeMap<Uid, Vec<(String, u64)>>,
    undone_by: &BTreeMap<Uid, String>,
) -> Grid {
    let recorded = |changeset: &Changeset| {
        let rows = kinds.get(&changeset.uid).map_or_else(String::new, |kinds| worded(kinds));
        match undone_by.get(&changeset.uid) {
            Some(by) => format!("{rows}; undone by {by}"),
            None => rows,
        }
    };
    let mut grid = Grid::new(vec![
        Column::new("changeset", "changeset").keep(),
        Column::new("recorded_at", "recorded at").keep(),
        Column::new("recorded_by", "by"),
        Column::new("recorded", "recorded"),
        Column::data("rows"),
        Column::new("note", "note"),
        Column::data("replica"),
        Column::data("seq"),
        Column::data("tool"),
        Column::data("undone_by"),
    ]);
    let row = |changeset: &Changeset| {
        vec![
            Cell::Id(changeset.uid),
            Cell::text(&changeset.recorder.at),
            Cell::text(&changeset.recorder.by),
            Cell::Text(recorded(changeset)),
            Cell::Count(usize::try_from(changeset.row_count).unwrap_or(usize::MAX)),
            Cell::said(changeset.recorder.note.as_ref()),
            Cell::text(&changeset.replica),
            Cell::Count(usize::try_from(changeset.seq).unwrap_or(usize::MAX)),
            Cell::text(&changeset.tool),
            Cell::said(undone_by.get(&changeset.uid)),
        ]
    };
    grid.rows = changesets.iter().map(row).collect();
    if changesets.len() >= LONG {
        grid.notes.push(counted(changesets.len(), "changeset", "changesets"));
    }
    or_none(grid, "no changesets")
}

/// The rows of a changeset in words: `2 facts, 1 report`.
fn worded(kinds: &[(String, u64)]) -> String {
    let each = |(kind, count): &(String, u64)| {
        format!("{count} {kind}{}", if *count == 1 { "" } else { "s" })
    };
    kinds.iter().map(each).collect::<Vec<_>>().join(", ")
}

/// The grid, with `note` added if it has no rows.
fn or_none(mut grid: Grid, note: &str) -> Grid {
    if grid.rows.is_empty() {
        grid.notes.push(note.to_owned());
    }
    grid
}

#[cfg(test)]
mod tests;
