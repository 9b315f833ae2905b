//! Counting: how many facts, reports and origins there are by place, month, indicator …

use super::fact::{Draft, Status};
use super::place::PlaceKind;
use super::selection::{RecordedFact, Selection};
use super::when::{Answer, Day};
use super::words::word_set;
use std::collections::{BTreeMap, BTreeSet};

word_set! {
    /// What facts are counted by.
    Dimension, "way to count" {
        /// The place.
        Place = "place",
        /// What is measured or followed.
        Indicator = "indicator",
        /// The month of its first day.
        Month = "month",
        /// The year of its first day.
        Year = "year",
        /// Its first day.
        Day = "day",
        /// Who put the report out.
        Publisher = "publisher",
        /// Who says so.
        Claimant = "claimant",
        /// Where the process stands.
        Status = "status",
        /// The report.
        Report = "report",
        /// The process it belongs to.
        Thread = "thread",
        /// Which part is meant.
        Scope = "scope",
        /// The first level of administration that the place lies in.
        Admin1 = "admin1",
        /// The second level.
        Admin2 = "admin2",
        /// What is counted or measured.
        Unit = "unit",
    }
}

/// What is counted for one combination of values. Each stated origin is one utterance; a fact
/// without one may repeat another or stand alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The facts.
    pub facts: usize,
    /// The reports that they were found in.
    pub reports: usize,
    /// The origins that are stated.
    pub origins: usize,
    /// The facts whose origin is unknown.
    pub unknown: usize,
}

impl Count {
    /// The least and the most utterances that can stand behind the facts.
    #[must_use]
    pub fn utterances(&self) -> (usize, usize) {
        (self.origins.max(1), self.origins + self.unknown)
    }
}

/// Facts counted by the combinations of some dimensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tallies {
    /// For each combination a fact that has its values (and need not say more), and the rows that
    /// it names.
    pub examples: Selection,
    /// The counts, in the order of the examples.
    pub counts: Vec<Count>,
    /// All facts together.
    pub facts: usize,
    /// All reports together.
    pub reports: usize,
    /// The facts that only may answer the question about time.
    pub maybe: usize,
}

/// The first day that a fact can be about; the end where nothing bounds the start.
#[must_use]
pub fn first_day(fact: &Draft) -> Option<Day> {
    let bounds = fact.when.as_ref()?.bounds;
    bounds.start_earliest.or(bounds.start_latest).or(bounds.end_earliest).or(bounds.end_latest)
}

impl Tallies {
    /// The counts of a selection.
    #[must_use]
    pub fn of(selection: &Selection, by: &[Dimension]) -> Self {
        let mut groups: BTreeMap<Vec<String>, Vec<&RecordedFact>> = BTreeMap::new();
        for recorded in &selection.facts {
            let keys = by.iter().map(|by| by.key(selection, recorded)).collect();
            groups.entry(keys).or_default().push(recorded);
        }
        let examples = groups.values().filter_map(|facts| facts.first().copied().cloned());
        let maybe = selection.facts.iter().filter(|f| f.answer == Answer::Maybe).count();
        Self {
            examples: Selection { facts: examples.collect(), ..selection.clone() },
            counts: groups.values().map(|facts| count(facts)).collect(),
            facts: selection.facts.len(),
            reports: count(&selection.facts.iter().collect::<Vec<_>>()).reports,
            maybe,
        }
    }
}

fn count(facts: &[&RecordedFact]) -> Count {
    let distinct = |keys: BTreeSet<&str>| keys.len();
    let origin = |recorded: &&'_ RecordedFact| recorded.fact.origin.is_none();
    Count {
        facts: facts.len(),
        reports: distinct(facts.iter().map(|f| f.fact.report.as_str()).collect()),
        origins: distinct(facts.iter().filter_map(|f| f.fact.origin.as_deref()).collect()),
        unknown: facts.iter().filter(|fact| origin(fact)).count(),
    }
}

impl Dimension {
    /// What tells the value for a fact from others; empty where it has none.
    fn key(self, selection: &Selection, recorded: &RecordedFact) -> String {
        let fact: &Draft = &recorded.fact;
        let day = first_day(fact).map(|day| day.to_string());
        let until = |end: usize| day.as_deref().and_then(|day| day.get(..end)).map(str::to_owned);
        let area = |level| selection.path(&fact.place).find(|place| place.kind == level);
        let report = selection.reports.get(&fact.report);
        let key = match self {
            Self::Place => Some(fact.place.clone()),
            Self::Indicator => Some(fact.indicator.clone()),
            Self::Month => until("2016-10".len()),
            Self::Year => until("2016".len()),
            Self::Day => until("2016-10-24".len()),
            Self::Publisher => report.map(|report| report.publisher.clone()),
            Self::Claimant => fact.claimant.clone(),
            Self::Status => fact.status.map(Status::as_str).map(str::to_owned),
            Self::Report => Some(fact.report.clone()),
            Self::Thread => fact.thread.clone(),
            Self::Scope => fact.scope.clone(),
            Self::Admin1 => area(PlaceKind::Admin1).map(|area| area.key.clone()),
            Self::Admin2 => area(PlaceKind::Admin2).map(|area| area.key.clone()),
            Self::Unit => fact.quantity.as_ref().map(|quantity| quantity.unit.clone()),
        };
        key.unwrap_or_default()
    }
}
