//! A statement: what one fact says, as far as comparing it with others needs.

use super::intern::{Interner, Name};
use crate::domain::fact::{Draft, Stance, Status};
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::selection::RecordedFact;
use crate::domain::when::{Answer, Bounds, Day, When};
use std::rc::Rc;

/// What one fact says, without its quote and its record: small enough to hold those of a whole
/// country. Names are keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The identity of the fact.
    pub uid: Uid,
    /// The report that the fact was found in.
    pub report: Name,
    /// The last day on which that report may have come out; none where its row is missing.
    pub published: Option<Day>,
    /// What is measured or followed.
    pub indicator: Name,
    /// What the time of the indicator means; an event where its row is missing.
    pub nature: Nature,
    /// The place that it is about.
    pub place: Name,
    /// Which part of the people or things there is meant; none: all.
    pub scope: Option<Name>,
    /// The process that it belongs to.
    pub thread: Option<Name>,
    /// Who says so; none: unattributed.
    pub claimant: Option<Name>,
    /// The actors between claimant and publisher, in order.
    pub via: Rc<Vec<Name>>,
    /// The one utterance that several reports repeat; none: unknown.
    pub origin: Option<Name>,
    /// How the claimant stands to it.
    pub stance: Stance,
    /// Where the process stands.
    pub status: Option<Status>,
    /// How many or how much.
    pub quantity: Option<Rc<Quantity>>,
    /// The time that it is about.
    pub when: Option<Rc<When>>,
    /// Whether it answers the question about time for sure, or only may.
    pub answer: Answer,
    /// Whether it still stands: neither it nor its report is retracted, and nothing corrects it.
    pub counts: bool,
    /// Whether the fact was taken back, for itself or with its report.
    pub is_withdrawn: bool,
    /// Whether another fact corrects it.
    pub is_replaced: bool,
}

/// What a statement speaks of: place, part and days. Statements about one subject can be held
/// against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject<'a> {
    place: &'a str,
    scope: Option<&'a str>,
    days: Option<Bounds>,
}

/// What a statement says of the days that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// A state held on all of them.
    Held,
    /// A known zero: something did not happen on any day.
    Absent,
    /// So many over a period.
    Total,
    /// So many as of a day.
    Level,
    /// Something happened on one of them.
    Happened,
    /// A state ended on one of them.
    Ended,
    /// Something was forecast or demanded for them.
    Foreseen,
    /// Proposed, announced, agreed or planned.
    Planned,
    /// Postponed, suspended, cancelled or refused.
    PutOff,
    /// Denied by its claimant.
    Denied,
}

impl StatementKind {
    /// The name of the kind in data.
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
            Self::Planned => "planned",
            Self::PutOff => "put-off",
            Self::Denied => "denied",
        }
    }

    /// Whether the statement is about every one of its days, and not about one day out of several.
    #[must_use]
    pub fn lasts(self) -> bool {
        matches!(self, Self::Held | Self::Absent | Self::Total | Self::Level)
    }

    /// Whether it lay ahead when it was said.
    #[must_use]
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Foreseen | Self::Planned)
    }
}

impl Statement {
    /// What a fact says, given the nature of its indicator and its report, where their rows are
    /// known.
    #[must_use]
    pub fn of(
        recorded: &RecordedFact,
        nature: Option<Nature>,
        report: Option<&Report>,
        interner: &mut Interner,
    ) -> Self {
        let fact: &Draft = &recorded.fact;
        let is_replaced = recorded.replaced_by.is_some();
        let is_report_retracted = report.is_some_and(|report| report.retracted.is_some());
        let mut named = |name: &Option<String>| name.as_ref().map(|name| interner.text(name));
        Self {
            uid: recorded.uid,
            scope: named(&fact.scope),
            thread: named(&fact.thread),
            claimant: named(&fact.claimant),
            origin: named(&fact.origin),
            report: interner.text(&fact.report),
            published: report.map(|report| report.published_latest),
            indicator: interner.text(&fact.indicator),
            nature: nature.unwrap_or(Nature::Event),
            place: interner.text(&fact.place),
            via: interner.list(&fact.via),
            stance: fact.stance,
            status: fact.status,
            quantity: fact.quantity.as_ref().map(|quantity| interner.quantity(quantity)),
            when: fact.when.as_ref().map(|when| interner.when(when)),
            answer: recorded.answer,
            counts: recorded.retracted.is_none() && !is_replaced && !is_report_retracted,
            is_withdrawn: recorded.withdrawn().is_some(),
            is_replaced,
        }
    }

    /// What it speaks of.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject { place: &self.place, scope: self.scope.as_deref(), days: self.bounds() }
    }

    /// Its four bounds; none where nothing is said of the time.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.when.as_ref().map(|when| when.bounds)
    }

    /// The first day that it names or may have begun on; none where it is undated or has no start.
    #[must_use]
    pub fn first(&self) -> Option<Day> {
        self.bounds()?.start_earliest
    }

    /// The last day that it names; for what has no end, the day up to which it is known: nobody
    /// speaks of days after the report.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        let bounds = self.bounds()?;
        bounds
            .end_latest
            .or_else(|| self.published.max(bounds.start_latest.or(bounds.start_earliest)))
    }

    /// A day to sort by: its start, else its end, else when it was published; the day by which
    /// a forecast comes due.
    #[must_use]
    pub fn sort_day(&self) -> Option<Day> {
        let due = self.last().filter(|_| self.kind() == StatementKind::Foreseen);
        due.or_else(|| self.first()).or_else(|| self.last()).or(self.published)
    }

    /// What it says of its days.
    #[must_use]
    pub fn kind(&self) -> StatementKind {
        match (self.stance, self.status) {
            (Stance::Forecasts | Stance::Demands, _) => StatementKind::Foreseen,
            (Stance::Denies, _) => StatementKind::Denied,
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
            Status::Ended if self.nature == Nature::State => StatementKind::Ended,
            Status::UnderWay | Status::Extended | Status::Ended | Status::Unknown => {
                self.natural_kind()
            }
        }
    }

    fn natural_kind(&self) -> StatementKind {
        let is_zero = self.quantity.as_ref().is_some_and(|quantity| quantity.is_zero());
        match self.nature {
            Nature::Event | Nature::Flow if is_zero => StatementKind::Absent,
            Nature::State => StatementKind::Held,
            Nature::Stock => StatementKind::Level,
            Nature::Flow => StatementKind::Total,
            Nature::Event => StatementKind::Happened,
        }
    }

    /// By how many days its start and its end may be off; an end that nobody states counts for none.
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
    use crate::domain::fact::Fact;

    /// A statement of a draft, without its report.
    pub(in super::super) fn statement(draft: Draft) -> Statement {
        let recorded = RecordedFact {
            uid: draft.uid(Uid([0; 16])),
            fact: Fact::from_record(draft, None, None),
            recorded_at: String::new(),
            recorded_by: String::new(),
            retracted: None,
            report_retracted: None,
            replaced_by: None,
            answer: Answer::Yes,
        };
        Statement::of(&recorded, None, None, &mut Interner::default())
    }

    /// A truce of so many units of time.
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
