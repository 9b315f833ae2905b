//! Counting: how many facts, reports and origins there are by place, month, indicator …

use super::place::PlaceKind;
use super::when::Day;
use super::words::word_set;

word_set! {
    /// What facts are counted by.
    Dimension, "way to count" {
        /// The place that a fact is about.
        Place = "place",
        /// What is measured or followed.
        Indicator = "indicator",
        /// The month of the first day that the fact can be about.
        Month = "month",
        /// The year of that day.
        Year = "year",
        /// The first day that the fact can be about.
        Day = "day",
        /// The actor who put the report out.
        Publisher = "publisher",
        /// The actor who says so.
        Claimant = "claimant",
        /// Where the process stands.
        Status = "status",
        /// The report that the fact was found in.
        Report = "report",
        /// The process that the fact belongs to.
        Thread = "thread",
        /// Which part is meant: civilians, fighters.
        Scope = "scope",
        /// The area of the first level of administration that the place lies in.
        Admin1 = "admin1",
        /// The area of the second level.
        Admin2 = "admin2",
        /// What is counted or measured: people, hours.
        Unit = "unit",
    }
}

/// What is counted for one group. Each stated origin is one utterance; a fact without one may repeat
/// another or stand alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many facts there are.
    pub facts: usize,
    /// How many reports they were found in.
    pub reports: usize,
    /// How many different origins are stated.
    pub origins: usize,
    /// How many facts state no origin.
    pub unknown: usize,
}

impl Count {
    /// The least and the most utterances that can stand behind the facts.
    #[must_use]
    pub fn utterances(&self) -> (usize, usize) {
        (self.origins.max(1), self.origins + self.unknown)
    }
}

/// What the facts of a group have in common in one dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupValue {
    /// A place by its key, with its name and its kind.
    Place(String, String, PlaceKind),
    /// An indicator, an actor, a report or an area by its key, with its label, name or title.
    Named(String, String),
    /// A status, thread, scope or unit.
    Word(String),
    /// A day, or the first one of a month or a year.
    Date(Day),
    /// They say nothing of it.
    Unstated,
}

/// Facts counted by the combinations of some dimensions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupCounts {
    /// The values that occur in each dimension, each once, in no order.
    pub values: Vec<Vec<GroupValue>>,
    /// For each group the index of its value in each dimension, one group after the other.
    pub members: Vec<u32>,
    /// What is counted for each group.
    pub counts: Vec<Count>,
    /// How many facts there are in all groups.
    pub facts: usize,
    /// How many reports they were found in.
    pub reports: usize,
    /// How many of the facts only may answer the question about time.
    pub maybe: usize,
}

impl GroupCounts {
    /// The indexes of a group's values, one for each dimension.
    #[must_use]
    pub fn members(&self, group: usize) -> &[u32] {
        let width = self.values.len();
        self.members.get(group * width..(group + 1) * width).unwrap_or_default()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    //! Counting a selection fact by fact: the rule that counting in the store must follow.

    use super::*;
    use crate::domain::fact::{Draft, Status};
    use crate::domain::selection::{RecordedFact, Selection};
    use crate::domain::when::Answer;
    use chrono::Datelike;
    use std::collections::{BTreeMap, BTreeSet};

    /// The counts of a selection.
    pub(crate) fn count(selection: &Selection, by: &[Dimension]) -> GroupCounts {
        let mut groups: BTreeMap<Vec<u32>, Vec<&RecordedFact>> = BTreeMap::new();
        let mut values: Vec<Vec<GroupValue>> = vec![Vec::new(); by.len()];
        for recorded in &selection.facts {
            let index = |(by, known): (&Dimension, &mut Vec<GroupValue>)| {
                let value = value(*by, selection, &recorded.fact);
                let at = known.iter().position(|other| *other == value);
                let at = at.unwrap_or_else(|| {
                    known.push(value);
                    known.len() - 1
                });
                u32::try_from(at).unwrap()
            };
            let members = by.iter().zip(&mut values).map(index).collect();
            groups.entry(members).or_default().push(recorded);
        }
        let maybe = selection.facts.iter().filter(|f| f.answer == Answer::Maybe).count();
        GroupCounts {
            values,
            members: groups.keys().flatten().copied().collect(),
            counts: groups.values().map(|facts| counted(facts)).collect(),
            facts: selection.facts.len(),
            reports: counted(&selection.facts.iter().collect::<Vec<_>>()).reports,
            maybe,
        }
    }

    fn counted(facts: &[&RecordedFact]) -> Count {
        let distinct = |keys: BTreeSet<&str>| keys.len();
        Count {
            facts: facts.len(),
            reports: distinct(facts.iter().map(|f| f.fact.report.as_str()).collect()),
            origins: distinct(facts.iter().filter_map(|f| f.fact.origin.as_deref()).collect()),
            unknown: facts.iter().filter(|f| f.fact.origin.is_none()).count(),
        }
    }

    fn value(by: Dimension, selection: &Selection, fact: &Draft) -> GroupValue {
        let named = |key: &str, name: &str| Some(GroupValue::Named(key.into(), name.into()));
        let word = |word: Option<&str>| word.map(|word| GroupValue::Word(word.into()));
        let actor = |key: &str| named(key, selection.actor_name(key));
        let area = |level| selection.path(&fact.place).find(|place| place.kind == level);
        let report = &selection.reports[&fact.report];
        let day = first_day(fact);
        let value = match by {
            Dimension::Place => selection
                .places
                .get(&fact.place)
                .map(|place| GroupValue::Place(place.key.clone(), place.name.clone(), place.kind)),
            Dimension::Indicator => {
                named(&fact.indicator, &selection.indicators[&fact.indicator].label)
            }
            Dimension::Month => day.and_then(|day| day.with_day(1)).map(GroupValue::Date),
            Dimension::Year => day.and_then(|day| day.with_ordinal(1)).map(GroupValue::Date),
            Dimension::Day => day.map(GroupValue::Date),
            Dimension::Publisher => actor(&report.publisher),
            Dimension::Claimant => fact.claimant.as_deref().and_then(actor),
            Dimension::Status => word(fact.status.map(Status::as_str)),
            Dimension::Report => named(&report.key, &report.title),
            Dimension::Thread => word(fact.thread.as_deref()),
            Dimension::Scope => word(fact.scope.as_deref()),
            Dimension::Admin1 => area(PlaceKind::Admin1).and_then(|a| named(&a.key, &a.name)),
            Dimension::Admin2 => area(PlaceKind::Admin2).and_then(|a| named(&a.key, &a.name)),
            Dimension::Unit => word(
                fact.quantity.as_ref().map(|q| q.unit.as_str()).filter(|unit| !unit.is_empty()),
            ),
        };
        value.unwrap_or(GroupValue::Unstated)
    }

    /// The first day that a fact can be about; the end where nothing bounds the start.
    fn first_day(fact: &Draft) -> Option<Day> {
        let bounds = fact.when.as_ref()?.bounds;
        bounds.start_earliest.or(bounds.start_latest).or(bounds.end_earliest).or(bounds.end_latest)
    }
}
