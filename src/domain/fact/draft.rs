//! Drafts: the content of a fact before its checks, and the digest of that content.

use crate::domain::hours::Hours;
use crate::domain::identity::{Canonical, Uid};
use crate::domain::number::Number;
use crate::domain::quantity::{Per, Quantity};
use crate::domain::when::When;
use crate::domain::words::word_set;

word_set! {
    /// The claimant's attitude to the statement: whether it is asserted, predicted, denied and so
    /// on.
    Stance, "stance" {
        /// The claimant presents the statement as a fact. This is the default if the report
        /// suggests nothing else.
        Asserts = "asserts",
        /// The claimant gives an approximate figure, from counting or calculating.
        Estimates = "estimates",
        /// The claimant predicts the event or figure.
        Forecasts = "forecasts",
        /// The claimant announces its own decision: a truce, a corridor.
        Announces = "announces",
        /// The claimant accuses an adversary of the act, without proof.
        Alleges = "alleges",
        /// The claimant says that the statement is untrue.
        Denies = "denies",
        /// The claimant calls for the event, such as a truce.
        Demands = "demands",
    }
}

word_set! {
    /// The stage that a process (a truce, an evacuation, an aid delivery) has reached.
    Status, "status" {
        /// Proposed by someone.
        Proposed = "proposed",
        /// Announced, but not begun.
        Announced = "announced",
        /// Agreed by all parties whose consent is needed.
        Agreed = "agreed",
        /// Planned for some time in the future.
        Planned = "planned",
        /// Going on at the time that the fact is about.
        UnderWay = "under-way",
        /// Going on for longer than first announced.
        Extended = "extended",
        /// Interrupted for a time.
        Suspended = "suspended",
        /// Delayed before it began, to a later time that may be unknown.
        Postponed = "postponed",
        /// Given up before it began.
        Cancelled = "cancelled",
        /// Refused by those who decide.
        Refused = "refused",
        /// Begun, and ended since.
        Ended = "ended",
        /// The report says that the stage is unknown; this is different from saying nothing about it.
        Unknown = "unknown",
    }
}

/// The content of a fact, typed but unchecked. References to other rows are keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Key of the report that contains the statement.
    pub report: String,
    /// Key of the indicator: what is measured or followed.
    pub indicator: String,
    /// Key of the place that the statement is about.
    pub place: String,
    /// The part of the people or things that is meant (`civilians`); `None` for all of them.
    pub scope: Option<String>,
    /// The report's own word for the indicator (`truce`); `None` if it was not recorded.
    pub term: Option<String>,
    /// Whether the claimant asserts, denies, demands … the statement.
    pub stance: Stance,
    /// Stage of the process; `None` if none is stated.
    pub status: Option<Status>,
    /// How many, how much, or how long; `None` if no quantity is stated.
    pub quantity: Option<Quantity>,
    /// The time that the statement is about; `None` if it is undated.
    pub when: Option<When>,
    /// The time of day, or the hours of a day; `None` if none is stated.
    pub time_of_day: Option<Hours>,
    /// The passage of the report that supports the fact, verbatim; `None` if none was recorded.
    pub quote: Option<String>,
    /// Keys of the actors that make the statement, together if there are several; their order has no meaning. None
    /// if the statement is unattributed.
    pub claimants: Vec<String>,
    /// The report's verb for the claimant: `says`, `warns`. `None` if it was not recorded.
    pub verb: Option<String>,
    /// Keys of the actors that passed the statement on, from claimant to publisher.
    pub via: Vec<String>,
    /// Thread: the recorder's name for the running event that the fact belongs to
    /// (`october-truce`). `None` if it belongs to none.
    pub thread: Option<String>,
    /// Name of the first statement that several reports repeat; `None` if it is unknown.
    pub origin: Option<String>,
    /// The recorder's comment, which is not part of the report. `None` without one.
    pub comment: Option<String>,
    /// The older fact that this one replaces, with the reason; `None` if it corrects nothing.
    pub replaces: Option<Correction>,
    /// The publisher's own id of the row that the fact comes from. With a prefix (`acled:SUD123`) it is one of that
    /// data set, otherwise one of the report's publisher. `None` if the row has none.
    pub source_row_id: Option<String>,
}

/// The reference to a fact that a new fact replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Uid of the older fact, which the new one replaces.
    pub fact: Uid,
    /// Why the older fact is wrong, in the recorder's words.
    pub reason: String,
}

/// The beginning of the reason for a correction by a newer file. The reason that a person gives must not begin in this
/// way.
const UPDATED: &str = "updated in ";

impl Correction {
    /// The correction of a fact by a newer file of this name.
    #[must_use]
    pub fn updated_in(file: &str, fact: Uid) -> Self {
        Self { fact, reason: format!("{UPDATED}{file}") }
    }

    /// Whether a newer file, and not a person, corrected the fact.
    #[must_use]
    pub fn is_update(&self) -> bool {
        is_reason_of_update(&self.reason)
    }
}

/// Whether the reason for a correction is that of a newer file.
#[must_use]
pub fn is_reason_of_update(reason: &str) -> bool {
    reason.trim_start().starts_with(UPDATED)
}

/// Whether a statement of that stance and status is about something after its report: a forecast, a demand, something
/// announced, proposed or planned.
#[must_use]
pub fn looks_ahead(stance: Stance, status: Option<Status>) -> bool {
    matches!(stance, Stance::Forecasts | Stance::Announces | Stance::Demands)
        || matches!(status, Some(Status::Proposed | Status::Announced | Status::Planned))
}

/// Whether a statement of that stance and status is about something that is over.
#[must_use]
pub fn is_over(stance: Stance, status: Option<Status>) -> bool {
    status == Some(Status::Ended) && !looks_ahead(stance, status)
}

/// Whether a statement of that stance and status is about something that has not happened: it lies
/// after the report, or was postponed, cancelled or refused. Then it may have no day.
#[must_use]
pub fn has_not_happened(stance: Stance, status: Option<Status>) -> bool {
    looks_ahead(stance, status)
        || matches!(status, Some(Status::Postponed | Status::Cancelled | Status::Refused))
}

impl Draft {
    /// A draft without value, status or time; the arguments are keys.
    #[must_use]
    pub fn new(report: &str, indicator: &str, place: &str) -> Self {
        Self {
            report: report.to_owned(),
            indicator: indicator.to_owned(),
            place: place.to_owned(),
            scope: None,
            term: None,
            stance: Stance::Asserts,
            status: None,
            quantity: None,
            when: None,
            time_of_day: None,
            quote: None,
            claimants: Vec::new(),
            verb: None,
            via: Vec::new(),
            thread: None,
            origin: None,
            comment: None,
            replaces: None,
            source_row_id: None,
        }
    }
}

impl Draft {
    /// The fact's uid: the first 16 bytes of its [`digest`](Self::digest). `report` is the report's
    /// uid.
    #[must_use]
    pub fn uid(&self, report: Uid) -> Uid {
        Uid::of_digest(self.digest(report))
    }

    /// SHA-256 of the whole content. Recorder and time of recording are left out, so that the same
    /// statement recorded twice has the same digest.
    #[must_use]
    pub fn digest(&self, report: Uid) -> [u8; 32] {
        let content = Canonical::of("fact")
            .field("report", report.0)
            .field("indicator", &self.indicator)
            .field("place", &self.place)
            .optional("scope", self.scope.as_ref())
            .optional("term", self.term.as_ref())
            .field("stance", self.stance.as_str())
            .optional("status", self.status.map(Status::as_str));
        let content = self.canonical_values(content).optional("quote", self.quote.as_ref());
        let mut claimants: Vec<&String> = self.claimants.iter().collect();
        claimants.sort_unstable();
        claimants.dedup();
        let content = claimants
            .into_iter()
            .fold(content, |content, actor| content.field("claimant", actor))
            .optional("verb", self.verb.as_ref());
        self.via
            .iter()
            .fold(content, |content, actor| content.field("via", actor))
            .optional("thread", self.thread.as_ref())
            .optional("origin", self.origin.as_ref())
            .optional("comment", self.comment.as_ref())
            .optional("replaces", self.replaces.as_ref().map(|correction| correction.fact.0))
            .optional("reason", self.replaces.as_ref().map(|correction| &correction.reason))
            .optional("source_row_id", self.source_row_id.as_ref())
            .digest()
    }

    fn canonical_values(&self, content: Canonical) -> Canonical {
        fn said(text: &str) -> Option<&str> {
            (!text.is_empty()).then_some(text)
        }
        let figure = |number: Option<Number>| number.map(|number| number.to_string());
        let content = match &self.quantity {
            None => content,
            Some(quantity) => content
                .optional("value", said(&quantity.as_stated))
                .optional("low", figure(quantity.low))
                .optional("best", figure(quantity.best))
                .optional("high", figure(quantity.high))
                .field("approximate", if quantity.approximate { "1" } else { "0" })
                .optional("unit", said(&quantity.unit))
                .optional("out_of", figure(quantity.out_of))
                .optional("per", quantity.per.map(Per::as_str)),
        };
        let content = match &self.when {
            None => content,
            Some(when) => content
                .optional("when", said(&when.as_stated))
                .field("edtf", when.expression.as_str()),
        };
        content.optional("time_of_day", self.time_of_day.map(|hours| hours.to_string()))
    }
}
