//! Counts of facts, reports and origins, by place, month, indicator and other dimensions.

use super::actor::Actor;
use super::fact::{Draft, Status};
use super::place::PlaceKind;
use super::selection::Selection;
use super::when::Day;
use super::words::word_set;
use crate::text::lists;
use chrono::Datelike;

word_set! {
    /// A property by which facts can be grouped.
    Dimension, "way to count" {
        /// The place that a fact is about.
        Place = "place",
        /// The indicator, that is, what the fact measures or follows.
        Indicator = "indicator",
        /// The month of the first day that the fact may be about.
        Month = "month",
        /// The year of the first day that the fact may be about.
        Year = "year",
        /// The first day that the fact may be about.
        Day = "day",
        /// The actor that published the report.
        Publisher = "publisher",
        /// The actor that makes the statement.
        Claimant = "claimant",
        /// The stage of the process: planned, under way, ended.
        Status = "status",
        /// The report that the fact was found in.
        Report = "report",
        /// The running event that the fact belongs to.
        Thread = "thread",
        /// The part of the people or things that is meant: civilians, fighters.
        Scope = "scope",
        /// The area of administrative level 1 that the place lies in.
        Admin1 = "admin1",
        /// The area of administrative level 2 that the place lies in.
        Admin2 = "admin2",
        /// The unit of the quantity: people, hours.
        Unit = "unit",
    }
}

/// The counts of one group. Facts with the same stated origin repeat one statement; a fact without
/// an origin may repeat another fact or be independent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Number of facts.
    pub facts: usize,
    /// Number of reports that contain these facts.
    pub reports: usize,
    /// Number of different stated origins.
    pub origins: usize,
    /// Number of facts without a stated origin.
    pub unknown: usize,
}

impl Count {
    /// The least and the greatest possible number of utterances behind the facts.
    #[must_use]
    pub fn utterances(&self) -> (usize, usize) {
        (self.origins.max(1), self.origins + self.unknown)
    }
}

/// The value that all facts of a group share in one dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupValue {
    /// A place: key, name and kind.
    Place(String, String, PlaceKind),
    /// An indicator, actor, report or area: key, and label, name or title.
    Named(String, String),
    /// A status, thread, scope or unit.
    Word(String),
    /// A day, or the first day of a month or year.
    Date(Day),
    /// The facts have no value in this dimension.
    Unstated,
}

impl GroupValue {
    /// The value for joint claimants: their keys and names in one; `None` for none.
    pub(crate) fn together<'a>(actors: impl Iterator<Item = &'a Actor>) -> Option<Self> {
        let (keys, names): (Vec<_>, Vec<_>) =
            actors.map(|actor| (actor.key.as_str(), actor.name.as_str())).unzip();
        (!keys.is_empty()).then(|| Self::Named(lists::together(&keys), lists::in_words(&names)))
    }
}

/// The result of counting facts by some dimensions, with one group for each combination of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupCounts {
    /// For each dimension, its values, each once and unsorted.
    pub values: Vec<Vec<GroupValue>>,
    /// For each group, the index of its value in each dimension; the indexes of one group follow those of the group
    /// before.
    pub members: Vec<u32>,
    /// Numbers of facts, reports and origins of each group.
    pub counts: Vec<Count>,
    /// Number of facts in all groups.
    pub facts: usize,
    /// Number of reports in all groups.
    pub reports: usize,
    /// Number of facts that match the filter's time window only maybe.
    pub maybe: usize,
    /// Number of facts whose time continues, or may continue, after the month, year or day in which they are counted.
    pub longer: usize,
}

impl GroupCounts {
    /// For one group, the index of its value in each dimension.
    #[must_use]
    pub fn members(&self, group: usize) -> &[u32] {
        let width = self.values.len();
        self.members.get(group * width..(group + 1) * width).unwrap_or_default()
    }
}

/// The value of a fact in one dimension. `selection` has the rows that the fact refers to.
#[must_use]
pub fn value(by: Dimension, selection: &Selection, fact: &Draft) -> GroupValue {
    let named = |key: &str, name: &str| Some(GroupValue::Named(key.into(), name.into()));
    let word = |word: Option<&str>| word.map(|word| GroupValue::Word(word.into()));
    let actor = |key: &str| named(key, selection.actor_name(key));
    let area = |level| selection.path(&fact.place).find(|place| place.kind == level);
    let report = selection.reports.get(&fact.report);
    let day = first_day(fact);
    let value = match by {
        Dimension::Place => selection
            .places
            .get(&fact.place)
            .map(|place| GroupValue::Place(place.key.clone(), place.name.clone(), place.kind)),
        Dimension::Indicator => {
            let label = selection.indicators.get(&fact.indicator).map(|row| row.label.as_str());
            named(&fact.indicator, label.unwrap_or(&fact.indicator))
        }
        Dimension::Month => day.and_then(|day| day.with_day(1)).map(GroupValue::Date),
        Dimension::Year => day.and_then(|day| day.with_ordinal(1)).map(GroupValue::Date),
        Dimension::Day => day.map(GroupValue::Date),
        Dimension::Publisher => report.and_then(|report| actor(&report.publisher)),
        Dimension::Claimant => {
            GroupValue::together(fact.claimants.iter().filter_map(|key| selection.actors.get(key)))
        }
        Dimension::Status => word(fact.status.map(Status::as_str)),
        Dimension::Report => report.and_then(|report| named(&report.key, &report.title)),
        Dimension::Thread => word(fact.thread.as_deref()),
        Dimension::Scope => word(fact.scope.as_deref()),
        Dimension::Admin1 => area(PlaceKind::Admin1).and_then(|a| named(&a.key, &a.name)),
        Dimension::Admin2 => area(PlaceKind::Admin2).and_then(|a| named(&a.key, &a.name)),
        Dimension::Unit => {
            word(fact.quantity.as_ref().map(|q| q.unit.as_str()).filter(|unit| !unit.is_empty()))
        }
    };
    value.unwrap_or(GroupValue::Unstated)
}

/// The first day that a fact may be about; if the start is open, the earliest bound that is
/// known; `None` if the fact is undated.
fn first_day(fact: &Draft) -> Option<Day> {
    let bounds = fact.when.as_ref()?.bounds;
    bounds.start_earliest.or(bounds.start_latest).or(bounds.end_earliest).or(bounds.end_latest)
}

#[cfg(test)]
pub(crate) mod tests {
    //! Counts facts one by one in memory. The store's SQL must give the same counts.

    use super::*;
    use crate::domain::selection::RecordedFact;
    use crate::domain::when::Answer;
    use std::collections::{BTreeMap, BTreeSet};

    /// Counts the facts of a selection by some dimensions.
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
            longer: selection
                .facts
                .iter()
                .filter(|f| by.iter().any(|by| is_longer(*by, f)))
                .count(),
        }
    }

    fn is_longer(by: Dimension, recorded: &RecordedFact) -> bool {
        let Some(when) = &recorded.fact.when else { return false };
        let start = |day: Option<Day>| match by {
            Dimension::Year => day.and_then(|day| day.with_ordinal(1)),
            Dimension::Month => day.and_then(|day| day.with_day(1)),
            _ => day,
        };
        let bounds = when.bounds;
        let known = start(bounds.start_earliest);
        let others = [bounds.start_latest, bounds.end_earliest, bounds.end_latest];
        let is_time = matches!(by, Dimension::Year | Dimension::Month | Dimension::Day);
        is_time && others.into_iter().any(|day| start(day) != known)
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
}
