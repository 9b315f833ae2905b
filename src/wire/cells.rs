//! What stands in each column for a fact.

use super::{Column, Source};
use crate::domain::assessment::{Disposition, Reliability};
use crate::domain::fact::{Draft, QuoteCheck, Status};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::text::lists::SEPARATOR;
use crate::wire::actors::actor_cells;
use crate::wire::judgements::{assessments_cell, taken_back_cell};
use std::borrow::Cow;
use std::collections::HashMap;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing was said.
    Blank,
    /// Words, which may hold anything.
    Text(Cow<'a, str>),
    /// Digits, with a sign and a point where it needs them.
    Figure(String),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    pub(super) fn optional<T: Into<Cow<'a, str>>>(text: Option<T>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    pub(super) fn number(number: Option<Number>) -> Self {
        number.map_or(Self::Blank, |number| Self::Figure(number.to_string()))
    }

    fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Blank, |day| Self::Text(day.to_string().into()))
    }
}

/// A selection with what its columns need looked up once.
pub struct Table<'a> {
    selection: &'a Selection,
    actors: HashMap<&'a str, &'a str>,
    areas: HashMap<&'a str, Areas<'a>>,
}

/// What a place lies in, the place itself included.
#[derive(Default)]
struct Areas<'a> {
    country: Option<&'a str>,
    admin1: Option<&'a Place>,
    admin2: Option<&'a Place>,
}

impl<'a> Table<'a> {
    /// Looks up what the columns of a selection need.
    #[must_use]
    pub fn of(selection: &'a Selection) -> Self {
        let areas = selection.places.keys().map(|key| (key.as_str(), Areas::of(selection, key)));
        Self { selection, actors: actor_cells(selection), areas: areas.collect() }
    }

    /// What stands in a column for a fact.
    #[must_use]
    pub fn cell(&self, column: Column, recorded: &'a RecordedFact) -> Cell<'a> {
        let fact = &recorded.fact;
        match column.source() {
            Source::Place => self.place(column, &fact.place),
            Source::Indicator => self.indicator(column, &fact.indicator),
            Source::Report => {
                let report = self.selection.reports.get(&fact.report);
                report.map_or(Cell::Blank, |report| self.report(column, report))
            }
            Source::Actors => self.actors(column, fact),
            Source::Judgements => self.judgement(column, recorded.uid),
            Source::Fact => statement(column, recorded),
        }
    }

    /// What stands in a column of [`Source::Place`], by the place's key.
    pub(crate) fn place(&self, column: Column, key: &'a str) -> Cell<'a> {
        use Column as C;
        let place = self.selection.places.get(key);
        let areas = self.areas.get(key);
        let code = |area: Option<&'a Place>| Cell::optional(area.and_then(|a| a.pcode.as_deref()));
        let name = |area: Option<&'a Place>| Cell::optional(area.map(|area| area.name.as_str()));
        let degrees = |part: fn(Coordinates) -> f64| {
            let point = place.and_then(|place| place.coordinates);
            point.map_or(Cell::Blank, |point| Cell::Figure(part(point).to_string()))
        };
        match column {
            C::LocationCode => Cell::optional(areas.and_then(|areas| areas.country)),
            C::Admin1Code => code(areas.and_then(|areas| areas.admin1)),
            C::Admin1Name => name(areas.and_then(|areas| areas.admin1)),
            C::Admin2Code => code(areas.and_then(|areas| areas.admin2)),
            C::Admin2Name => name(areas.and_then(|areas| areas.admin2)),
            C::PlaceName => name(place),
            C::PlaceKind => Cell::optional(place.map(|place| place.kind.as_str())),
            C::PlaceParentKey => Cell::optional(place.and_then(|place| place.parent.as_deref())),
            C::Latitude => degrees(|point| point.latitude),
            C::Longitude => degrees(|point| point.longitude),
            _ => Cell::text(key),
        }
    }

    /// What stands in a column of [`Source::Indicator`], by the indicator's key.
    pub(crate) fn indicator(&self, column: Column, key: &'a str) -> Cell<'a> {
        let indicator = self.selection.indicators.get(key);
        match column {
            Column::IndicatorLabel => {
                Cell::optional(indicator.map(|indicator| indicator.label.as_str()))
            }
            _ => Cell::text(key),
        }
    }

    /// What stands in a column of [`Source::Report`].
    pub(crate) fn report<'r>(&self, column: Column, report: &'r Report) -> Cell<'r>
    where
        'a: 'r,
    {
        use Column as C;
        match column {
            C::Publisher => Cell::text(self.name(&report.publisher)),
            C::PublisherKey => Cell::text(report.publisher.as_str()),
            C::ReportTitle => Cell::text(report.title.as_str()),
            C::ReportDate => Cell::text(report.published.to_string()),
            C::ReportUrl => Cell::optional(report.url.as_deref()),
            C::ArchiveUrl => Cell::optional(report.archive_url.as_deref()),
            C::ReportReplaces => Cell::optional(report.replaces.map(|uid| uid.to_string())),
            C::ReportRetracted => Cell::optional(report.retracted.as_deref()),
            _ => Cell::text(report.key.as_str()),
        }
    }

    /// What an actor is called in a cell.
    pub(crate) fn name<'k>(&self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.actors.get(key).copied().unwrap_or(key)
    }

    /// What stands in a column of [`Source::Judgements`].
    pub(crate) fn judgement(&self, column: Column, fact: Uid) -> Cell<'a> {
        use Column as C;
        let selection = self.selection;
        if column == C::RetractionsBefore {
            let taken_back = selection.taken_back.get(&fact);
            return Cell::optional(taken_back.map(|taken_back| taken_back_cell(taken_back)));
        }
        let all = selection.assessments.get(&fact);
        let Some((newest, before)) = all.and_then(|all| all.split_last()) else {
            return Cell::Blank;
        };
        let newest = &newest.assessment;
        match column {
            C::Reliability => Cell::optional(newest.reliability.map(Reliability::as_str)),
            C::Credibility => {
                let grade = newest.credibility.map(|grade| grade.as_str().to_owned());
                grade.map_or(Cell::Blank, Cell::Figure)
            }
            C::Disposition => Cell::optional(newest.disposition.map(Disposition::as_str)),
            C::AssessmentReason => Cell::text(newest.reason.as_str()),
            _ => Cell::text(assessments_cell(before)),
        }
    }

    fn actors(&self, column: Column, fact: &'a Draft) -> Cell<'a> {
        match column {
            Column::Claimant => Cell::optional(fact.claimant.as_deref().map(|key| self.name(key))),
            Column::Via => {
                let names: Vec<_> = fact.via.iter().map(|key| self.name(key)).collect();
                Cell::text(names.join(SEPARATOR))
            }
            Column::ClaimantKey => Cell::optional(fact.claimant.as_deref()),
            _ => Cell::text(fact.via.join(SEPARATOR)),
        }
    }
}

impl<'a> Areas<'a> {
    fn of(selection: &'a Selection, place: &'a str) -> Self {
        let mut areas = Self::default();
        for area in selection.path(place) {
            areas.country = areas.country.or(area.country.as_deref());
            match area.kind {
                PlaceKind::Admin1 => areas.admin1 = areas.admin1.or(Some(area)),
                PlaceKind::Admin2 => areas.admin2 = areas.admin2.or(Some(area)),
                _ => {}
            }
        }
        areas
    }
}

/// The columns of what is said, and of what became of it.
fn statement(column: Column, recorded: &RecordedFact) -> Cell<'_> {
    use Column as C;
    let fact = &recorded.fact;
    match column {
        C::FactId => Cell::text(recorded.uid.to_string()),
        C::Retracted => Cell::optional(recorded.retracted.as_deref()),
        C::RecordedAt => Cell::text(recorded.recorded_at.as_str()),
        C::RecordedBy => Cell::text(recorded.recorded_by.as_str()),
        C::Scope => Cell::optional(fact.scope.as_deref()),
        C::Status => Cell::optional(fact.status.map(Status::as_str)),
        C::Stance => Cell::text(fact.stance.as_str()),
        C::Origin => Cell::optional(fact.origin.as_deref()),
        C::Thread => Cell::optional(fact.thread.as_deref()),
        C::Quote => Cell::optional(fact.quote.as_deref()),
        C::QuoteCheck => Cell::optional(fact.quote_check().map(QuoteCheck::as_str)),
        C::Comment => Cell::optional(fact.comment.as_deref()),
        C::Replaces => Cell::optional(fact.replaces.as_ref().map(|c| c.fact.to_string())),
        C::IndicatorAsStated => Cell::optional(fact.term.as_deref()),
        C::ClaimantVerb => Cell::optional(fact.verb.as_deref()),
        C::ReplacesReason => Cell::optional(fact.replaces.as_ref().map(|c| c.reason.as_str())),
        C::WhenAsStated
        | C::WhenEdtf
        | C::StartEarliest
        | C::StartLatest
        | C::EndEarliest
        | C::EndLatest => when(column, recorded),
        _ => value(column, recorded),
    }
}

fn value(column: Column, recorded: &RecordedFact) -> Cell<'_> {
    let Some(quantity) = &recorded.fact.quantity else { return Cell::Blank };
    match column {
        Column::ValueAsStated => Cell::text(quantity.as_stated.as_str()),
        Column::ValueLow => Cell::number(quantity.low),
        Column::ValueBest => Cell::number(quantity.best),
        Column::ValueHigh => Cell::number(quantity.high),
        Column::ValueApproximate if quantity.approximate => Cell::Figure("1".to_owned()),
        Column::Unit => Cell::text(quantity.unit.as_str()),
        _ => Cell::Blank,
    }
}

fn when(column: Column, recorded: &RecordedFact) -> Cell<'_> {
    let Some(when) = &recorded.fact.when else { return Cell::Blank };
    match column {
        Column::WhenAsStated => Cell::text(when.as_stated.as_str()),
        Column::WhenEdtf => Cell::text(when.expression.to_string()),
        Column::StartEarliest => Cell::day(when.bounds.start_earliest),
        Column::StartLatest => Cell::day(when.bounds.start_latest),
        Column::EndEarliest => Cell::day(when.bounds.end_earliest),
        Column::EndLatest => Cell::day(when.bounds.end_latest),
        _ => Cell::Blank,
    }
}
