//! What a fact would say, before it is checked, and the digest of all that it says.

use crate::domain::identity::{Canonical, Uid};
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use crate::domain::words::word_set;

word_set! {
    /// How the claimant stands to what is said.
    Stance, "stance" {
        /// The claimant says plainly that it is so: what a fact means where the report hints at
        /// nothing else.
        Asserts = "asserts",
        /// The claimant says that it is about so, by counting or reckoning.
        Estimates = "estimates",
        /// The claimant says that it will be so.
        Forecasts = "forecasts",
        /// The claimant makes known a decision of its own: a truce, a corridor.
        Announces = "announces",
        /// The claimant says it of an adversary, without proof.
        Alleges = "alleges",
        /// The claimant says that it is not so.
        Denies = "denies",
        /// The claimant asks that it be so.
        Demands = "demands",
    }
}

word_set! {
    /// Where a process stands.
    Status, "status" {
        /// Put forward by someone.
        Proposed = "proposed",
        /// Made known, not begun.
        Announced = "announced",
        /// Agreed between the parties whose agreement it needs.
        Agreed = "agreed",
        /// Foreseen for a time.
        Planned = "planned",
        /// Going on at the time that the fact is about.
        UnderWay = "under-way",
        /// Going on for longer than first said.
        Extended = "extended",
        /// Halted for a time.
        Suspended = "suspended",
        /// Put off to a later time, named or not, before it began.
        Postponed = "postponed",
        /// Given up before it began.
        Cancelled = "cancelled",
        /// Denied by those who decide.
        Refused = "refused",
        /// Over: it began, and does not go on.
        Ended = "ended",
        /// Said to be unknown, which is more than saying nothing.
        Unknown = "unknown",
    }
}

/// What a fact would say: every part typed, nothing checked. Names are keys of recorded rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The key of the report that the statement was found in.
    pub report: String,
    /// The key of the indicator.
    pub indicator: String,
    /// The key of the place.
    pub place: String,
    /// Which part is meant: civilians, fighters.
    pub scope: Option<String>,
    /// The report's own word for the indicator (`truce`).
    pub term: Option<String>,
    /// How the claimant stands to the statement: asserts, denies, demands.
    pub stance: Stance,
    /// Where the process stands.
    pub status: Option<Status>,
    /// How many, how much, how long.
    pub quantity: Option<Quantity>,
    /// The time that the statement is about.
    pub when: Option<When>,
    /// The report's words, verbatim.
    pub quote: Option<String>,
    /// The key of the actor who says so; none: unattributed.
    pub claimant: Option<String>,
    /// The claimant's verb: says, warns.
    pub verb: Option<String>,
    /// The keys of the actors between claimant and publisher, in order.
    pub via: Vec<String>,
    /// The process that the fact belongs to, by the recorder's own name for it (`october-truce`).
    pub thread: Option<String>,
    /// The one utterance that several reports repeat; none: unknown.
    pub origin: Option<String>,
    /// What the recorder remarks on the fact, apart from what the report says.
    pub comment: Option<String>,
    /// The older fact that this one corrects, and why.
    pub replaces: Option<Correction>,
}

/// What a fact corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The fact that is replaced.
    pub fact: Uid,
    /// Why the older fact is wrong, in the recorder's words.
    pub reason: String,
}

impl Draft {
    /// A draft that says nothing yet.
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
            quote: None,
            claimant: None,
            verb: None,
            via: Vec::new(),
            thread: None,
            origin: None,
            comment: None,
            replaces: None,
        }
    }
}

impl Draft {
    /// The uid: the first half of its [`digest`](Self::digest).
    #[must_use]
    pub fn uid(&self, report: Uid) -> Uid {
        Uid::of_digest(self.digest(report))
    }

    /// The SHA-256 of all that the draft says, and of nothing about who recorded it or when.
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
        let content = self
            .canonical_values(content)
            .optional("quote", self.quote.as_ref())
            .optional("claimant", self.claimant.as_ref())
            .optional("verb", self.verb.as_ref());
        self.via
            .iter()
            .fold(content, |content, actor| content.field("via", actor))
            .optional("thread", self.thread.as_ref())
            .optional("origin", self.origin.as_ref())
            .optional("comment", self.comment.as_ref())
            .optional("replaces", self.replaces.as_ref().map(|correction| correction.fact.0))
            .optional("reason", self.replaces.as_ref().map(|correction| &correction.reason))
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
                .optional("unit", said(&quantity.unit)),
        };
        match &self.when {
            None => content,
            Some(when) => content
                .optional("when", said(&when.as_stated))
                .field("edtf", when.expression.as_str()),
        }
    }
}
