//! What a question to the store gives back: facts, and the rows that they name.

use super::actor::Actor;
use super::assessment::{RecordedAssessment, TakenBack};
use super::fact::Fact;
use super::identity::Uid;
use super::indicator::Indicator;
use super::place::Place;
use super::report::Report;
use super::when::Answer;
use std::collections::BTreeMap;

/// A fact as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedFact {
    /// The fact's identity, taken from what the fact says: the same in every database.
    pub uid: Uid,
    /// What the fact says: place, indicator, value, time, claimant, quote.
    pub fact: Fact,
    /// When the fact was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who recorded the fact: the `by` of its changeset.
    pub recorded_by: String,
    /// Why the fact itself was retracted; none while it stands.
    pub retracted: Option<String>,
    /// Why the fact's report was retracted, and the fact with it; none while the report stands.
    pub report_retracted: Option<String>,
    /// The fact that corrects it, if one does.
    pub replaced_by: Option<Uid>,
    /// Whether the fact answers the filter's question about time for sure, or only may.
    pub answer: Answer,
}

impl RecordedFact {
    /// Why the fact does not count any more: its own retraction, or else that of its report.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&str> {
        self.retracted.as_deref().or(self.report_retracted.as_deref())
    }
}

/// Facts, and every place (with all above it), actor, indicator and report that they name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The facts, by the start of their when, then by report.
    pub facts: Vec<RecordedFact>,
    /// How many more there are than the filter's limit let through.
    pub left_out: usize,
    /// Places by key: those that the facts name, and all that these lie in.
    pub places: BTreeMap<String, Place>,
    /// Actors by key: publishers, claimants, and those who passed a claim on.
    pub actors: BTreeMap<String, Actor>,
    /// Indicators by key: those that the facts measure or follow.
    pub indicators: BTreeMap<String, Indicator>,
    /// Reports by key: those that the facts were found in.
    pub reports: BTreeMap<String, Report>,
    /// What was judged of the facts, in the order of recording, by uid; the last one counts.
    pub assessments: BTreeMap<Uid, Vec<RecordedAssessment>>,
    /// Retractions of the facts that were taken back, in the order of recording, by uid.
    pub taken_back: BTreeMap<Uid, Vec<TakenBack>>,
}

impl Selection {
    /// A place and all that it lies in, innermost first.
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

    /// The name of an actor, or its key where the row is missing.
    #[must_use]
    pub fn actor_name<'a>(&'a self, key: &'a str) -> &'a str {
        self.actors.get(key).map_or(key, |actor| actor.name.as_str())
    }
}
