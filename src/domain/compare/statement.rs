//! A statement: the part of a fact that comparisons need.

use super::intern::{Interner, Name};
use crate::domain::assessment::{Credibility, Disposition, Reliability, grade};
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::lasting;
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::selection::RecordedFact;
use crate::domain::when::{Answer, Bounds, Day, When};
use std::sync::Arc;

/// A fact without its quote and metadata, small enough to keep the facts of a whole country in memory. Places, actors
/// and others are stored by key.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Uid of the fact that makes the statement.
    pub uid: Uid,
    /// Key of the report that the fact was found in.
    pub report: Name,
    /// Last day on which the report may have been published; `None` if it is undated, or its row is
    /// missing.
    pub published: Option<Day>,
    /// Key of the indicator: what is measured or followed.
    pub indicator: Name,
    /// What the time of the indicator's facts means; `Event` if the indicator's row is missing.
    pub nature: Nature,
    /// Key of the place that the fact is about.
    pub place: Name,
    /// The part of the people or things that is meant (`civilians`); `None` for all of them.
    pub scope: Option<Name>,
    /// The thread: the running event that the fact belongs to; `None` if none was recorded.
    pub thread: Option<Name>,
    /// Keys of the actors that make the statement, together if there are several; none if the
    /// statement is unattributed.
    pub claimants: Arc<Vec<Name>>,
    /// Keys of the actors that passed the statement on, from claimant to publisher.
    pub via: Arc<Vec<Name>>,
    /// Name of the first statement that several reports repeat; `None` if it is unknown.
    pub origin: Option<Name>,
    /// Whether the claimant asserts, estimates, denies … the statement.
    pub stance: Stance,
    /// Stage of the process (planned, under way, ended …); `None` if none is stated.
    pub status: Option<Status>,
    /// The unit by which its figure belongs to a separate series (`households` of an indicator of people); `None` if it
    /// is the indicator's unit or none is stated.
    pub unit: Option<Name>,
    /// How many or how much; `None` if no quantity is stated.
    pub quantity: Option<Arc<Quantity>>,
    /// The time that the fact is about; `None` if it is undated.
    pub when: Option<Arc<When>>,
    /// The time of day, or the hours of a day; `None` if none is stated.
    pub time_of_day: Option<Hours>,
    /// Whether the fact matches the filter's time window certainly, or only maybe.
    pub answer: Answer,
    /// Whether the fact still counts: neither the fact nor its report is retracted, no correction
    /// replaces it, and it is not rejected.
    pub counts: bool,
    /// How the fact is to be used, if it is not simply accepted: disputed or rejected.
    pub doubt: Option<Disposition>,
    /// How reliable its source is; `None` if nobody graded that.
    pub reliability: Option<Reliability>,
    /// How credible it is; `None` if nobody graded that.
    pub credibility: Option<Credibility>,
    /// Whether the fact or its report is retracted.
    pub is_withdrawn: bool,
    /// Whether a correction replaces the fact.
    pub is_replaced: bool,
}

// A timeline of a country keeps hundreds of thousands of statements in memory.
const _: () = assert!(size_of::<Statement>() <= 128);

/// The place, scope, unit and days of a statement. Figures of one indicator can contradict each
/// other only if they have the same subject, or if one of them says that there is none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject<'a> {
    place: &'a str,
    scope: Option<&'a str>,
    unit: Option<&'a str>,
    days: Option<Bounds>,
}

impl Subject<'_> {
    /// The same place, scope and days in every unit.
    #[must_use]
    pub fn in_every_unit(self) -> Self {
        Self { unit: None, ..self }
    }
}

/// What a statement says about the days of its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// A state existed on all days: a siege.
    Held,
    /// A known zero: the event happened, or the state held, on none of the days.
    Absent,
    /// A total over all the days: killed in July.
    Total,
    /// A level as of one day: displaced people on 24 October.
    Level,
    /// An event happened on one of the days.
    Happened,
    /// A state, or what was counted as of a day, ended on one of the days.
    Ended,
    /// A forecast of something on those days.
    Foreseen,
    /// A demand for something on those days.
    Demanded,
    /// Something is proposed, announced, agreed or planned for those days.
    Planned,
    /// Something is postponed, suspended, cancelled or refused.
    PutOff,
    /// The claimant denies the statement.
    Denied,
}

impl StatementKind {
    /// The name of the kind in JSON and CSV output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Absent => "absent",
            Self::Total => "total",
            Self::Level => "level",
            Self::Happened => "happened",
            Self::Ended => "ended",
            Self::Foreseen => "foreseen",
            Self::Demanded => "demanded",
            Self::Planned => "planned",
            Self::PutOff => "put-off",
            Self::Denied => "denied",
        }
    }

    /// Whether the statement is true on every day of its period, rather than on one of them.
    #[must_use]
    pub fn lasts(self) -> bool {
        matches!(self, Self::Held | Self::Absent | Self::Total | Self::Level)
    }

    /// Whether the statement is about what was still to come when it was made.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Foreseen | Self::Demanded | Self::Planned)
    }

    /// Whether it is forecast or demanded, rather than planned: then it may happen on any day up to the last one.
    #[must_use]
    pub fn is_by_some_day(self) -> bool {
        matches!(self, Self::Foreseen | Self::Demanded)
    }
}

impl Statement {
    /// Extracts the statement of a fact. `nature` and the report are `None` if their rows are missing; `unit` is the
    /// result of [`super::series::unit_apart`] for its unit.
    #[must_use]
    pub fn of(
        recorded: &RecordedFact,
        nature: Option<Nature>,
        unit: Option<Name>,
        report: Option<&Report>,
        interner: &mut Interner,
    ) -> Self {
        let fact: &Draft = &recorded.fact;
        let is_replaced = recorded.replaced_by.is_some();
        let doubt = recorded.verdict.disposition.filter(|word| *word != Disposition::Accepted);
        let is_report_retracted = report.is_some_and(|report| report.retracted.is_some());
        let mut named = |name: &Option<String>| name.as_ref().map(|name| interner.text(name));
        Self {
            uid: recorded.uid,
            scope: named(&fact.scope),
            thread: named(&fact.thread),
            origin: named(&fact.origin),
            report: interner.text(&fact.report),
            published: report.and_then(|report| report.published_latest),
            indicator: interner.text(&fact.indicator),
            nature: nature.unwrap_or(Nature::Event),
            place: interner.text(&fact.place),
            claimants: interner.list(&fact.claimants),
            via: interner.list(&fact.via),
            stance: fact.stance,
            status: fact.status,
            unit,
            quantity: fact.quantity.as_ref().map(|quantity| interner.quantity(quantity)),
            when: fact.when.as_ref().map(|when| interner.when(when)),
            time_of_day: fact.time_of_day,
            answer: recorded.answer,
            counts: recorded.counts() && !is_report_retracted,
            doubt,
            reliability: recorded.verdict.reliability,
            credibility: recorded.verdict.credibility,
            is_withdrawn: recorded.withdrawn().is_some(),
            is_replaced,
        }
    }

    /// Its grades as analysts write them; empty if nobody graded it.
    #[must_use]
    pub fn grade(&self) -> String {
        grade(self.reliability, self.credibility)
    }

    /// Place, scope, unit and days of the statement, to find figures that can contradict it.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            place: &self.place,
            scope: self.scope.as_deref(),
            unit: self.unit.as_deref(),
            days: self.stated_bounds(),
        }
    }

    /// The four bounds of its time as stated; `None` if it is undated.
    #[must_use]
    pub fn stated_bounds(&self) -> Option<Bounds> {
        self.when.as_ref().map(|when| when.bounds)
    }

    /// The four bounds of its time; `None` if it is undated. A state with a start and a duration and no end lasts no
    /// longer than that duration. Nothing is known about the time after the report: "9 killed this month", said on the
    /// 5th, is about five days.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let bounds = self.stated_bounds()?;
        let kind = self.kind();
        if self.nature != Nature::State {
            let is_past = !kind.is_ahead() && kind != StatementKind::PutOff;
            let known = self.published.filter(|_| is_past);
            return Some(known.map_or(bounds, |known| bounds.known_on(known)));
        }
        let lasting = self.quantity.as_ref().filter(|_| kind != StatementKind::Absent);
        let last = lasting.and_then(|quantity| quantity.last_day(&bounds));
        Some(last.map_or(bounds, |last| lasting::until(bounds, last, self.published)))
    }

    /// The first day of its period; `None` if it is undated or has no known start.
    #[must_use]
    pub fn first(&self) -> Option<Day> {
        self.bounds()?.start_earliest
    }

    /// The last day of its period. For an open end, the day of publication, since a report cannot
    /// know later days. `None` if the statement is undated.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        let bounds = self.bounds()?;
        bounds
            .end_latest
            .or_else(|| self.published.max(bounds.start_latest.or(bounds.start_earliest)))
    }

    /// Whether it is about more than seven days, or has no known start or end.
    #[must_use]
    pub fn lasts_longer_than_a_week(&self) -> bool {
        let days = self.first().zip(self.last());
        days.is_none_or(|(first, last)| (last - first).num_days() >= 7)
    }

    /// The day to sort by: the start, else the end, else the publication. A forecast sorts by the
    /// day on which it comes due. `None` if none of these is known.
    #[must_use]
    pub fn sort_day(&self) -> Option<Day> {
        let due = self.last().filter(|_| self.kind().is_by_some_day());
        due.or_else(|| self.first()).or_else(|| self.last()).or(self.published)
    }

    /// What the statement says about its days, from stance, status and the nature of the indicator.
    #[must_use]
    pub fn kind(&self) -> StatementKind {
        match (self.stance, self.status) {
            (Stance::Forecasts, _) => StatementKind::Foreseen,
            (Stance::Demands, _) => StatementKind::Demanded,
            (Stance::Denies, _) => StatementKind::Denied,
            (Stance::Announces, None) => StatementKind::Planned,
            (_, Some(status)) => self.kind_of(status),
            (_, None) => self.natural_kind(),
        }
    }

    fn kind_of(&self, status: Status) -> StatementKind {
        use Status::{
            Agreed, Announced, Cancelled, Planned, Postponed, Proposed, Refused, Suspended,
        };
        match status {
            Proposed | Announced | Agreed | Planned => StatementKind::Planned,
            Suspended | Postponed | Cancelled | Refused => StatementKind::PutOff,
            // After the end of what was counted, its figure is no longer current.
            Status::Ended if matches!(self.nature, Nature::State | Nature::Stock) => {
                StatementKind::Ended
            }
            Status::UnderWay | Status::Extended | Status::Ended | Status::Unknown => {
                self.natural_kind()
            }
        }
    }

    fn natural_kind(&self) -> StatementKind {
        let is_zero = self.quantity.as_ref().is_some_and(|quantity| quantity.is_zero());
        match self.nature {
            Nature::Event | Nature::Flow | Nature::State if is_zero => StatementKind::Absent,
            Nature::State => StatementKind::Held,
            Nature::Stock => StatementKind::Level,
            Nature::Flow => StatementKind::Total,
            Nature::Event => StatementKind::Happened,
        }
    }

    /// Whether what it counts has ended: the number of corridors that were closed is not the number of open ones.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let is_stopped = matches!(self.status, Some(Status::Ended | Status::Suspended));
        let says_so = matches!(self.kind(), StatementKind::Ended | StatementKind::PutOff);
        self.nature == Nature::Stock && is_stopped && says_so
    }

    /// Whether it applies to all places inside its place: it is a state, or says that there was none.
    #[must_use]
    pub fn holds_within(&self) -> bool {
        let is_none = || self.quantity.as_ref().is_some_and(|quantity| quantity.is_zero());
        self.nature == Nature::State || self.nature == Nature::Event && is_none()
    }

    /// Uncertainty of start and end, in days; 0 for an open end, `i64::MAX` for an undated
    /// statement.
    #[must_use]
    pub fn vagueness(&self) -> i64 {
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::fact::samples;

    /// The statement of a draft, without a report.
    pub(in super::super) fn statement(draft: Draft) -> Statement {
        let recorded = samples::recorded(draft);
        Statement::of(&recorded, None, None, None, &mut Interner::default())
    }

    /// A draft about a truce that lasts for a number of units.
    pub(in super::super) fn lasting(best: u32, unit: &str) -> Draft {
        let quantity =
            Quantity { best: Some(best.into()), unit: unit.into(), ..Quantity::default() };
        Draft { quantity: Some(quantity), ..Draft::new("r", "ceasefire", "aleppo") }
    }

    #[test]
    fn a_known_zero_of_an_event_is_an_absence_whatever_else_is_planned() {
        let none = lasting(0, "convoys");
        assert_eq!(statement(none.clone()).kind(), StatementKind::Absent);
        let planned = Draft { status: Some(Status::Planned), ..none.clone() };
        assert_eq!(statement(planned).kind(), StatementKind::Planned);
        let denied = Draft { stance: Stance::Denies, ..none };
        assert_eq!(statement(denied).kind(), StatementKind::Denied);
    }
}
