//! The cells of groups and their voices, for pages and for data.

use super::group::{Group, Voice};
use super::words::{self, Dispute};
use crate::domain::compare::relate::Relation;
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::text::counts::counted;
use crate::view::detail::{Entry, Section};
use crate::view::grid::{Cell, Column, Emphasis, Grid};

/// A page shows at most this many voices of a group; data has all.
const MOST_VOICES: usize = 30;

/// The columns of [`data_rows`]; `is_quoted` says whether the voices have their quotes.
#[must_use]
pub fn data_columns(is_quoted: bool) -> Vec<Column> {
    let mut columns: Vec<Column> = [
        "group",
        "indicator",
        "place",
        "scope",
        "unit",
        "low",
        "best",
        "high",
        "as_of",
        "disputed",
    ]
    .map(Column::data)
    .into();
    columns.extend(voice_columns().into_iter().filter(|column| column.shown.in_data()));
    columns.extend(is_quoted.then(|| Column::data("quote")));
    columns
}

/// The rows of a group, one for each voice. The first column, the number of the group, is left out: it is known only
/// after all groups are known.
pub fn data_rows(group: &Group) -> impl Iterator<Item = Vec<Cell>> + '_ {
    let is_data: Vec<bool> = voice_columns().iter().map(|column| column.shown.in_data()).collect();
    group.voices.iter().map(move |voice| {
        let mut row = group_cells(group);
        let cells = voice_cells(voice).into_iter().zip(&is_data);
        row.extend(cells.filter(|(_, is_data)| **is_data).map(|(cell, _)| cell));
        row.extend(group.is_quoted.then(|| Cell::said(voice.quote.as_ref())));
        row
    })
}

pub(super) fn section(group: &Group) -> Section {
    let mut grid = Grid::new(voice_columns());
    grid.rows = group.voices.iter().take(MOST_VOICES).map(voice_cells).collect();
    let more = group.voices.len().saturating_sub(MOST_VOICES);
    grid.notes.extend(
        (more > 0).then(|| format!("{} left out here", counted(more, "older fact", "older facts"))),
    );
    let heading = if group.contradicted {
        format!("{} · contradicted", group.title)
    } else {
        group.title.clone()
    };
    let origins = words::origins(group.origins_low, group.origins_high);
    let sources = format!("{}, {origins}", counted(group.reports, "report", "reports"));
    let age = group.age_days.map(words::age);
    let grades = Some(group.grades.join(", ")).filter(|grades| !grades.is_empty());
    let stands = Some(group.stands.clone()).filter(|words| !words.is_empty());
    let stands = [stands, Some(sources), grades, age];
    let stands: Vec<String> = stands.into_iter().flatten().collect();
    let stands = Entry::page("stands", "current", Cell::text(stands.join(" · ")));
    let against = |dispute: &Dispute| {
        let is_one = group.disputes.len() == 1 || dispute.days.is_empty();
        let days = if is_one { String::new() } else { format!("{}: ", dispute.days) };
        let sides = Cell::words(format!("{days}{}", dispute.sides.join("  ≠  ")), Emphasis::Bad);
        Entry::page("sides", "against", sides)
    };
    let mut entries = vec![stands];
    entries.extend(group.disputes.iter().map(against));
    entries.push(Entry::Grid { key: "voices", grid });
    Section::headed(heading, entries)
}

/// The quotes of the voices that a page shows; `None` if none has one.
pub(super) fn quotes(group: &Group) -> Option<Section> {
    let shown = group.voices.iter().take(MOST_VOICES);
    let quoted = shown.filter_map(|voice| Some((voice.fact, voice.quote.as_ref()?)));
    let rows = quoted.map(|(fact, words)| vec![Cell::Id(fact), Cell::text(words)]);
    let columns = vec![Column::page("fact_id", "fact").keep(), Column::page("quote", "quote")];
    let grid = Grid { rows: rows.collect(), ..Grid::new(columns) };
    let is_quoted = !grid.rows.is_empty();
    is_quoted.then(|| Section::new(vec![Entry::Grid { key: "quotes", grid }]))
}

fn voice_columns() -> Vec<Column> {
    vec![
        Column::new("fact_id", "fact").keep(),
        Column::new("says", "says"),
        Column::new("when", "when").fold(),
        Column::new("claimant", "according to"),
        Column::new("report", "report").keep().fold(),
        Column::data("day"),
        Column::data("relation"),
        Column::data("against"),
        Column::page("relation", "relation"),
        Column::new("reason", "about").fold(),
        Column::new("grade", "grade").keep(),
        Column::data("struck"),
    ]
}

fn voice_cells(voice: &Voice) -> Vec<Cell> {
    let is_bad = voice.relation == Relation::Contradicts;
    let emphasis = if is_bad { Emphasis::Bad } else { Emphasis::Plain };
    let to: Vec<Uid> =
        if is_bad { voice.contradicts.clone() } else { voice.against.into_iter().collect() };
    let to: Vec<String> = to.iter().map(Uid::short).collect();
    let relation = format!("{} {}", voice.relation, to.join(" "));
    let relation = voice.struck.clone().unwrap_or(relation);
    let is_struck = voice.struck.is_some();
    let said = |text: &String| {
        Cell::words(text, if is_struck { Emphasis::Struck } else { Emphasis::Plain })
    };
    vec![
        Cell::Id(voice.fact),
        said(&voice.says),
        said(&voice.when),
        said(&voice.claimant),
        Cell::text(&voice.report),
        Cell::day(voice.day),
        Cell::text(voice.relation.as_str()),
        voice.against.map_or(Cell::Empty, Cell::Id),
        Cell::words(relation.trim_end(), emphasis),
        Cell::text(&voice.reason),
        Cell::text(&voice.grade),
        Cell::said(voice.struck.as_ref()),
    ]
}

fn group_cells(group: &Group) -> Vec<Cell> {
    let figure = |of: fn(&Quantity) -> Option<crate::domain::number::Number>| {
        Cell::number(group.figure.as_ref().and_then(of))
    };
    vec![
        Cell::text(&group.indicator),
        Cell::text(&group.place),
        Cell::said(group.scope.as_ref()),
        Cell::text(&group.unit),
        figure(|one| one.low),
        figure(|one| one.best),
        figure(|one| one.high),
        Cell::day(group.as_of),
        Cell::Flag(group.disputed),
    ]
}
