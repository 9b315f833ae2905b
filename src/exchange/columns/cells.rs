//! What stands in each column for a fact.

use super::Column;
use super::actors::actor_cells;
use super::judgements::{assessments_cell, taken_back_cell};
use crate::domain::assessment::{Disposition, Reliability};
use crate::domain::fact::{QuoteCheck, Status};
use crate::domain::number::Number;
use crate::domain::place::{Coordinates, Place, PlaceKind};
use crate::domain::report::Report;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::exchange::SEPARATOR;
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
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    fn optional<T: Into<Cow<'a, str>>>(text: Option<T>) -> Self {
        text.map_or(Self::Blank, Self::text)
    }

    fn number(number: Option<Number>) -> Self {
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
        use Column as C;
        match column {
            C::FactId => Cell::text(recorded.uid.to_string()),
            C::Retracted => Cell::optional(recorded.retracted.as_deref()),
            C::RecordedAt => Cell::text(recorded.recorded_at.as_str()),
            C::RecordedBy => Cell::text(recorded.recorded_by.as_str()),
            C::ValueAsStated
            | C::ValueLow
            | C::ValueBest
            | C::ValueHigh
            | C::ValueApproximate
            | C::Unit => value(column, recorded),
            C::WhenAsStated
            | C::WhenEdtf
            | C::StartEarliest
            | C::StartLatest
            | C::EndEarliest
            | C::EndLatest => when(column, recorded),
            C::LocationCode
            | C::Admin1Code
            | C::Admin1Name
            | C::Admin2Code
            | C::Admin2Name
            | C::PlaceKey
            | C::PlaceName
            | C::PlaceKind
            | C::PlaceParentKey
            | C::Latitude
            | C::Longitude => self.place(column, recorded),
            C::Publisher
            | C::PublisherKey
            | C::ReportKey
            | C::ReportTitle
            | C::ReportDate
            | C::ReportUrl
            | C::ArchiveUrl
            | C::ReportReplaces
            | C::ReportRetracted => self.report(column, recorded),
            C::Reliability
            | C::Credibility
            | C::Disposition
            | C::AssessmentReason
            | C::AssessmentsBefore
            | C::RetractionsBefore => self.judgement(column, recorded),
            _ => self.statement(column, recorded),
        }
    }

    /// What was judged of the fact, and taken back.
    fn judgement(&self, column: Column, recorded: &RecordedFact) -> Cell<'a> {
        use Column as C;
        let selection = self.selection;
        if column == C::RetractionsBefore {
            let taken_back = selection.taken_back.get(&recorded.uid);
            return Cell::optional(taken_back.map(|taken_back| taken_back_cell(taken_back)));
        }
        let all = selection.assessments.get(&recorded.uid);
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

    /// The columns of what is said, and by whom.
    fn statement(&self, column: Column, recorded: &'a RecordedFact) -> Cell<'a> {
        use Column as C;
        let fact = &recorded.fact;
        match column {
            C::Indicator => Cell::text(fact.indicator.as_str()),
            C::IndicatorLabel => {
                let indicator = self.selection.indicators.get(&fact.indicator);
                Cell::optional(indicator.map(|indicator| indicator.label.as_str()))
            }
            C::Scope => Cell::optional(fact.scope.as_deref()),
            C::Status => Cell::optional(fact.status.map(Status::as_str)),
            C::Stance => Cell::text(fact.stance.as_str()),
            C::Claimant => Cell::optional(fact.claimant.as_deref().map(|key| self.actor(key))),
            C::Via => {
                let names: Vec<_> = fact.via.iter().map(|key| self.actor(key)).collect();
                Cell::text(names.join(SEPARATOR))
            }
            C::ClaimantKey => Cell::optional(fact.claimant.as_deref()),
            C::ViaKeys => Cell::text(fact.via.join(SEPARATOR)),
            C::Origin => Cell::optional(fact.origin.as_deref()),
            C::Thread => Cell::optional(fact.thread.as_deref()),
            C::Quote => Cell::optional(fact.quote.as_deref()),
            C::QuoteCheck => Cell::optional(fact.quote_check().map(QuoteCheck::as_str)),
            C::Comment => Cell::optional(fact.comment.as_deref()),
            C::Replaces => Cell::optional(fact.replaces.as_ref().map(|c| c.fact.to_string())),
            C::IndicatorAsStated => Cell::optional(fact.term.as_deref()),
            C::ClaimantVerb => Cell::optional(fact.verb.as_deref()),
            C::ReplacesReason => Cell::optional(fact.replaces.as_ref().map(|c| c.reason.as_str())),
            _ => Cell::Blank,
        }
    }

    fn place(&self, column: Column, recorded: &'a RecordedFact) -> Cell<'a> {
        use Column as C;
        let key = recorded.fact.place.as_str();
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

    fn report(&self, column: Column, recorded: &'a RecordedFact) -> Cell<'a> {
        use Column as C;
        let key = recorded.fact.report.as_str();
        let report = self.selection.reports.get(key);
        let optional = |part: fn(&Report) -> Option<&str>| Cell::optional(report.and_then(part));
        match column {
            C::Publisher => Cell::optional(report.map(|report| self.actor(&report.publisher))),
            C::PublisherKey => optional(|report| Some(&report.publisher)),
            C::ReportTitle => optional(|report| Some(&report.title)),
            C::ReportDate => Cell::optional(report.map(|report| report.published.to_string())),
            C::ReportUrl => optional(|report| report.url.as_deref()),
            C::ArchiveUrl => optional(|report| report.archive_url.as_deref()),
            C::ReportReplaces => {
                let replaces = report.and_then(|report| report.replaces);
                Cell::optional(replaces.map(|uid| uid.to_string()))
            }
            C::ReportRetracted => optional(|report| report.retracted.as_deref()),
            _ => Cell::text(key),
        }
    }

    /// What an actor is called in a cell.
    fn actor(&self, key: &'a str) -> &'a str {
        self.actors.get(key).copied().unwrap_or(key)
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
