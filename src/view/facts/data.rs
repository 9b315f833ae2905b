//! The columns of facts for programs: all parts of a fact. A column with the same value as in the CSV export has the
//! same name.

use crate::domain::assessment::Disposition;
use crate::domain::fact::{Draft, QuoteCheck, Status};
use crate::domain::quantity::{Per, Quantity};
use crate::domain::report::{Confidentiality, Report};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Answer, Bounds};
use crate::text::lists;
use crate::view::grid::{Cell, Column};
use crate::view::wording;

/// A fact with the rows that it refers to.
struct Row<'a> {
    selection: &'a Selection,
    recorded: &'a RecordedFact,
    fact: &'a Draft,
    report: Option<&'a Report>,
}

/// A column: its name, and its value for a fact.
type Field = (&'static str, fn(&Row<'_>) -> Cell);

const FIELDS: &[Field] = &[
    ("fact_id", |row| Cell::Id(row.recorded.uid)),
    ("indicator", |row| Cell::text(&row.fact.indicator)),
    ("indicator_label", |row| {
        Cell::said(row.selection.indicators.get(&row.fact.indicator).map(|i| &i.label))
    }),
    ("indicator_as_stated", |row| Cell::said(row.fact.term.as_ref())),
    ("scope", |row| Cell::said(row.fact.scope.as_ref())),
    ("place_key", |row| Cell::text(&row.fact.place)),
    ("place_name", |row| Cell::text(wording::place(row.selection, &row.fact.place))),
    ("value", |row| Cell::said(row.fact.quantity.as_ref().map(wording::quantity))),
    ("value_as_stated", |row| Cell::said(row.quantity().map(|q| &q.as_stated))),
    ("value_low", |row| Cell::number(row.quantity().and_then(|q| q.low))),
    ("value_best", |row| Cell::number(row.quantity().and_then(|q| q.best))),
    ("value_high", |row| Cell::number(row.quantity().and_then(|q| q.high))),
    ("value_approximate", |row| row.quantity().map_or(Cell::Empty, |q| Cell::Flag(q.approximate))),
    ("unit", |row| Cell::said(row.quantity().map(|q| &q.unit))),
    ("status", |row| Cell::said(row.fact.status.map(Status::as_str))),
    ("stance", |row| Cell::text(row.fact.stance.as_str())),
    ("when", |row| Cell::said(wording::when_of(row.fact, None))),
    ("when_as_stated", |row| Cell::said(row.fact.when.as_ref().map(|when| &when.as_stated))),
    ("when_edtf", |row| Cell::said(row.fact.when.as_ref().map(|when| &when.expression))),
    ("start_earliest", |row| Cell::day(row.bounds().start_earliest)),
    ("start_latest", |row| Cell::day(row.bounds().start_latest)),
    ("end_earliest", |row| Cell::day(row.bounds().end_earliest)),
    ("end_latest", |row| Cell::day(row.bounds().end_latest)),
    ("answer", |row| {
        Cell::text(if row.recorded.answer == Answer::Maybe { "maybe" } else { "yes" })
    }),
    ("claimant_key", |row| together(&row.fact.claimants)),
    ("claimant", |row| {
        let names = row.fact.claimants.iter().map(|key| row.selection.actor_name(key));
        together(&names.collect::<Vec<_>>())
    }),
    ("claimant_verb", |row| Cell::said(row.fact.verb.as_ref())),
    ("via_keys", |row| Cell::List(row.fact.via.clone())),
    ("via", |row| {
        let name = |key: &String| row.selection.actor_name(key).to_owned();
        Cell::List(row.fact.via.iter().map(name).collect())
    }),
    ("origin", |row| Cell::said(row.fact.origin.as_ref())),
    ("thread", |row| Cell::said(row.fact.thread.as_ref())),
    ("publisher_key", |row| Cell::said(row.report.map(|report| &report.publisher))),
    ("publisher", |row| {
        Cell::said(row.report.map(|report| row.selection.actor_name(&report.publisher)))
    }),
    ("report_key", |row| Cell::text(&row.fact.report)),
    ("report_title", |row| Cell::said(row.report.map(|report| &report.title))),
    ("report_date", |row| Cell::day(row.report.and_then(Report::published_day))),
    ("report_url", |row| Cell::said(row.report.and_then(|report| report.url.as_ref()))),
    ("archive_url", |row| Cell::said(row.report.and_then(|report| report.archive_url.as_ref()))),
    ("quote", |row| Cell::said(row.fact.quote.as_ref())),
    ("quote_check", |row| Cell::said(row.recorded.fact.quote_check().map(QuoteCheck::as_str))),
    ("comment", |row| Cell::said(row.fact.comment.as_ref())),
    ("replaces", |row| Cell::said(row.fact.replaces.as_ref().map(|correction| correction.fact))),
    ("replaces_reason", |row| {
        Cell::said(row.fact.replaces.as_ref().map(|correction| &correction.reason))
    }),
    ("replaced_by", |row| Cell::said(row.recorded.replaced_by)),
    ("retracted", |row| Cell::said(row.recorded.withdrawn())),
    ("recorded_at", |row| Cell::text(&row.recorded.recorded_at)),
    ("recorded_by", |row| Cell::text(&row.recorded.recorded_by)),
    ("confidentiality", |row| {
        let level = row.report.and_then(|report| report.confidentiality);
        Cell::said(level.map(Confidentiality::as_str))
    }),
    ("disposition", |row| Cell::said(row.recorded.verdict.disposition.map(Disposition::as_str))),
    ("source_row_id", |row| Cell::said(row.fact.source_row_id.as_ref())),
    ("report_date_edtf", |row| Cell::said(row.report.map(|report| &report.published))),
    ("out_of", |row| Cell::number(row.quantity().and_then(|q| q.out_of))),
    ("per", |row| Cell::said(row.quantity().and_then(|q| q.per).map(Per::as_str))),
    ("time_of_day", |row| Cell::said(row.fact.time_of_day)),
    ("reliability", |row| Cell::said(row.recorded.verdict.reliability)),
    ("credibility", |row| {
        let grade = row.recorded.verdict.credibility;
        grade.map_or(Cell::Empty, |grade| Cell::Number(u32::from(grade.number()).into()))
    }),
];

impl Row<'_> {
    fn quantity(&self) -> Option<&Quantity> {
        self.fact.quantity.as_ref()
    }

    fn bounds(&self) -> Bounds {
        self.fact.when.as_ref().map(|when| when.bounds).unwrap_or_default()
    }
}

/// A cell with the claimants; usually there is only one.
fn together(names: &[impl AsRef<str>]) -> Cell {
    if names.is_empty() { Cell::Empty } else { Cell::text(lists::together(names)) }
}

/// The columns of [`row`].
pub fn columns() -> impl Iterator<Item = Column> {
    FIELDS.iter().map(|(key, _)| Column::data(key))
}

/// Everything that a fact states, in the order of [`columns`].
pub fn row<'a>(
    selection: &'a Selection,
    recorded: &'a RecordedFact,
) -> impl Iterator<Item = Cell> + use<'a> {
    let report = selection.reports.get(&recorded.fact.report);
    let row = Row { selection, recorded, fact: &recorded.fact, report };
    FIELDS.iter().map(move |(_, value)| value(&row))
}
