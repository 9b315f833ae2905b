//! The result of a query: facts, and the rows that they refer to.

use super::actor::Actor;
use super::assessment::{Disposition, RecordedAssessment, TakenBack, Verdict};
use super::fact::Fact;
use super::identity::Uid;
use super::indicator::Indicator;
use super::place::Place;
use super::report::Report;
use super::when::{Answer, Day};
use std::collections::BTreeMap;

/// A fact with the data of its recording.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedFact {
    /// The fact's uid: computed from its content, and so the same in every database.
    pub uid: Uid,
    /// The content of the fact: place, indicator, value, time, claimant, quote.
    pub fact: Fact,
    /// When the fact was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who recorded the fact: field `by` of its changeset.
    pub recorded_by: String,
    /// Reason of the fact's own retraction; `None` if it is not retracted itself.
    pub retracted: Option<String>,
    /// Reason of its report's retraction, which retracts the fact too; `None` if the report is not
    /// retracted.
    pub report_retracted: Option<String>,
    /// Uid of the fact that replaces this one; `None` if nothing corrects it.
    pub replaced_by: Option<Uid>,
    /// The combined result of its assessments: grades, and how the fact is to be used.
    pub verdict: Verdict,
    /// Whether the fact matches the filter's time window certainly, or only maybe.
    pub answer: Answer,
}

impl RecordedFact {
    /// Why the fact no longer counts: the reason of its own retraction, or else of its report's;
    /// `None` while it counts.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&str> {
        self.retracted.as_deref().or(self.report_retracted.as_deref())
    }

    /// Whether it was retracted or replaced by a correction.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.withdrawn().is_some() || self.replaced_by.is_some()
    }

    /// Whether it counts: it is not retracted, replaced or rejected.
    #[must_use]
    pub fn counts(&self) -> bool {
        !self.is_gone() && self.verdict.disposition != Some(Disposition::Rejected)
    }
}

/// Facts, with all actors, indicators, reports and places that they refer to; places together with
/// all places that contain them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The facts, sorted by the start of their time, then by report.
    pub facts: Vec<RecordedFact>,
    /// Number of further facts, beyond the filter's limit.
    pub left_out: usize,
    /// Places by key: those of the facts, and all places that contain them.
    pub places: BTreeMap<String, Place>,
    /// Actors by key: publishers, claimants and intermediaries.
    pub actors: BTreeMap<String, Actor>,
    /// Indicators by key.
    pub indicators: BTreeMap<String, Indicator>,
    /// Reports by key.
    pub reports: BTreeMap<String, Report>,
    /// For reports that republish others, by key: the day on which the first of these others was
    /// published.
    pub first_published: BTreeMap<String, Day>,
    /// For reports that republish others, by key: the key of the original.
    pub originals: BTreeMap<String, String>,
    /// Assessments by the fact's uid, in the order of recording.
    pub assessments: BTreeMap<Uid, Vec<RecordedAssessment>>,
    /// Taken-back retractions by the fact's uid, in the order of recording.
    pub taken_back: BTreeMap<Uid, Vec<TakenBack>>,
}

impl Selection {
    /// A place and all places that contain it, innermost first.
    pub fn path<'a>(&'a self, place: &str) -> impl Iterator<Item = &'a Place> {
        let mut next = self.places.get(place);
        let mut steps = self.places.len();
        std::iter::from_fn(move || {
            let here = next?;
            steps = steps.checked_sub(1)?;
            next = here.parent.as_ref().and_then(|key| self.places.get(key));
            Some(here)
        })
    }

    /// The name of an actor; its key if the actor's row is missing.
    #[must_use]
    pub fn actor_name<'a>(&'a self, key: &'a str) -> &'a str {
        self.actors.get(key).map_or(key, |actor| actor.name.as_str())
    }
}
