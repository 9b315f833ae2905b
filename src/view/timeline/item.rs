//! A fact with what a timeline needs to know about it.

use super::Kind;
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Bounds, Day};

/// A fact, its nature, the day its report came out, and whether it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    pub(super) recorded: &'a RecordedFact,
    pub(super) nature: Nature,
    pub(super) published: Option<Day>,
    /// Whether it still stands: neither it nor its report is retracted, and nothing corrects it.
    pub(super) counts: bool,
}

impl<'a> Item<'a> {
    pub(super) fn of(selection: &Selection, recorded: &'a RecordedFact) -> Self {
        let nature = selection.indicators.get(&recorded.fact.indicator).map(|row| row.nature);
        let report = selection.reports.get(&recorded.fact.report);
        Self {
            recorded,
            nature: nature.unwrap_or(Nature::Event),
            published: report.map(|report| report.published_latest),
            counts: recorded.retracted.is_none()
                && recorded.replaced_by.is_none()
                && report.is_none_or(|report| report.retracted.is_none()),
        }
    }

    pub(super) fn fact(self) -> &'a Draft {
        &self.recorded.fact
    }

    pub(super) fn bounds(self) -> Option<Bounds> {
        self.fact().when.as_ref().map(|when| when.bounds)
    }

    /// Its bounds as a key.
    pub(super) fn days(self) -> Option<[Option<Day>; 4]> {
        let days = |b: Bounds| [b.start_earliest, b.start_latest, b.end_earliest, b.end_latest];
        self.bounds().map(days)
    }

    /// The first day that it names or may have begun on; none where it is undated or has no start.
    pub(super) fn first(self) -> Option<Day> {
        self.bounds()?.start_earliest
    }

    /// The last day that it names; for what has no end, the day up to which it is known.
    pub(super) fn last(self) -> Option<Day> {
        let bounds = self.bounds()?;
        bounds
            .end_latest
            .or_else(|| self.published.max(bounds.start_latest.or(bounds.start_earliest)))
    }

    /// A day to sort by: its start, else its end, else when it was published; the day by which
    /// a forecast comes due.
    pub(super) fn sort_day(self) -> Option<Day> {
        let due = self.last().filter(|_| self.kind() == Kind::Foreseen);
        due.or_else(|| self.first()).or_else(|| self.last()).or(self.published)
    }

    /// What it is on a timeline.
    pub(super) fn kind(self) -> Kind {
        match (self.fact().stance, self.fact().status) {
            (Stance::Forecasts | Stance::Demands, _) => Kind::Foreseen,
            (Stance::Denies, _) => Kind::Denied,
            (_, Some(status)) => self.kind_of(status),
            (_, None) => self.natural_kind(),
        }
    }

    fn kind_of(self, status: Status) -> Kind {
        use Status::{
            Agreed, Announced, Cancelled, Planned, Postponed, Proposed, Refused, Suspended,
        };
        match status {
            Proposed | Announced | Agreed | Planned => Kind::Planned,
            Suspended | Postponed | Cancelled | Refused => Kind::PutOff,
            Status::Ended if self.nature == Nature::State => Kind::Ended,
            Status::UnderWay | Status::Extended | Status::Ended | Status::Unknown => {
                self.natural_kind()
            }
        }
    }

    fn natural_kind(self) -> Kind {
        let zero = self.fact().quantity.as_ref().is_some_and(Quantity::is_zero);
        match self.nature {
            Nature::Event | Nature::Flow if zero => Kind::Absent,
            Nature::State => Kind::Held,
            Nature::Stock => Kind::Level,
            Nature::Flow => Kind::Total,
            Nature::Event => Kind::Happened,
        }
    }

    /// By how many days its start and its end may be off; an end that nobody states counts for none.
    pub(super) fn vagueness(self) -> i64 {
        let between = |a: Option<Day>, b: Option<Day>| match (a, b) {
            (Some(a), Some(b)) => (b - a).num_days(),
            _ => 0,
        };
        self.bounds().map_or(i64::MAX, |bounds| {
            between(bounds.start_earliest, bounds.start_latest)
                + between(bounds.end_earliest, bounds.end_latest)
        })
    }
}
