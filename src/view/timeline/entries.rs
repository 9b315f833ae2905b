//! The entries of a timeline: the facts in order. Facts that say the same are one entry, and facts that contradict it
//! follow directly below it.

use super::blocks::{Blocks, listed_on};
use super::sources::Source;
use crate::domain::assessment::Disposition;
use crate::domain::compare::origins::{Origins, Republished};
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::fact::{Stance, Status};
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Answer, Bounds, month_name};
use crate::view::compare::first_of;
use crate::view::compare::says;
use crate::view::wording;
use chrono::Datelike;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One statement, made by one or several facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// How the statement relates to its days: a total, a level, an absence and so on.
    pub kind: StatementKind,
    /// The bounds of its time; `None` if none of its facts has a time.
    pub bounds: Option<Bounds>,
    /// Its dates in words, without the year of its month.
    pub when: String,
    /// The key of the indicator.
    pub indicator: Name,
    /// The label of the indicator.
    pub label: String,
    /// The part of the indicator that is counted (`civilians`); `None` if no part is stated.
    pub scope: Option<Name>,
    /// The key of the place.
    pub place: Name,
    /// The name of the place; `None` if it is the timeline's own place.
    pub at: Option<String>,
    /// The quantity in the newest of its facts; `None` if that has none.
    pub quantity: Option<Arc<Quantity>>,
    /// The quantity in words; different words for the same quantity are all listed. Empty for none.
    pub value: String,
    /// The status of the process; `None` if none is stated.
    pub status: Option<Status>,
    /// Status and stance in words, and whether the facts were retracted or corrected, or are disputed
    /// or rejected.
    pub standing: String,
    /// The claimants, each once.
    pub claimants: Vec<Claimant>,
    /// The numbers of its sources, from 1.
    pub sources: Vec<usize>,
    /// The number of independent origins of its facts.
    pub origins: Origins,
    /// Whether the statement may or may not lie in the time asked for.
    pub maybe: bool,
    /// The uids of its facts, the newest first.
    pub facts: Vec<Uid>,
    /// How the facts are to be used, if they are not simply accepted: disputed or rejected.
    pub doubt: Option<Disposition>,
    /// The stance of the claimants.
    pub stance: Stance,
    /// Whether it contradicts the entry above it.
    pub is_against_above: bool,
    /// The uids of the facts that contradict it; if there are many, the newest.
    pub contradicts: Vec<Uid>,
    /// Those of them that are neither directly above nor below it; if there are many, the first.
    pub against: Vec<Against>,
    /// How many others there are.
    pub more_against: usize,
}

/// A fact about another place or month that contradicts an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// Its statement, with its time and its place if these are not the entry's.
    pub says: String,
    /// The claimants.
    pub claimants: String,
    /// The numbers of its sources, from 1.
    pub sources: Vec<usize>,
}

/// Who makes the statement of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// The name, with those who passed the statement on.
    pub name: String,
    /// The numbers of the sources that report the statement of this claimant, from 1.
    pub sources: Vec<usize>,
}

/// At most this many facts about other places are named as contradicting an entry.
const MOST_AGAINST: usize = 3;

/// The entries in order. An entry is put into words only when it is asked for, which saves memory.
#[derive(Debug)]
pub(super) struct Entries<'a> {
    rows: &'a Selection,
    place: String,
    pub(super) blocks: Blocks,
    republished: Republished,
    /// The number of each source, by the key of its report.
    numbers: HashMap<Name, usize>,
}

/// The entries of one month, or the undated ones.
#[derive(Clone, Copy, Debug)]
pub struct Group<'t> {
    entries: &'t Entries<'t>,
    /// The groups of equal statements in this month.
    order: &'t [u32],
}

impl<'a> Entries<'a> {
    /// The entries of statements in their order; `place` is the key of the timeline's place.
    pub(super) fn of(
        rows: &'a Selection,
        blocks: Blocks,
        republished: Republished,
        place: &str,
        sources: &[Source],
    ) -> Self {
        Self {
            rows,
            place: place.to_owned(),
            blocks,
            republished,
            numbers: sources.iter().map(|one| (one.report.clone(), one.number)).collect(),
        }
    }

    /// The months, each with its entries; the undated entries come last.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        let is_one_month = |a: &u32, b: &u32| self.blocks.month(*a) == self.blocks.month(*b);
        let months = self.blocks.order.chunk_by(is_one_month);
        months.map(|order| Group { entries: self, order })
    }

    /// The entry of a group of equal statements.
    fn entry(&self, group: u32) -> Entry {
        let same: Vec<&Statement> = self.blocks.members(group).collect();
        let newest = same[0];
        let year = listed_on(newest).map(|day| day.year());
        let label = self.rows.indicators.get(&*newest.indicator);
        let label = label.map_or(&*newest.indicator, |row| &row.label).to_owned();
        let values = same.iter().filter_map(|one| one.quantity.as_deref().map(wording::quantity));
        let against = self.blocks.statements_against(group);
        let head = self.blocks.head(group);
        let elsewhere: Vec<&Vec<&Statement>> = (against.iter())
            .filter(|(one, _)| self.blocks.head(*one) != head)
            .map(|(_, statements)| statements)
            .collect();
        Entry {
            kind: newest.kind(),
            bounds: newest.bounds(),
            when: wording::when_or_reported(newest, year),
            indicator: newest.indicator.clone(),
            label,
            scope: newest.scope.clone(),
            place: newest.place.clone(),
            at: (*newest.place != *self.place)
                .then(|| wording::place(self.rows, &newest.place).to_owned()),
            quantity: newest.quantity.clone(),
            value: each_once(values).join(" / "),
            status: newest.status,
            standing: standing(&same, self.rows),
            claimants: self.claimants(&same),
            sources: self.sources(&same),
            origins: Origins::of(same.iter().copied(), self.rows, &self.republished),
            maybe: same.iter().all(|one| one.answer == Answer::Maybe),
            facts: same.iter().map(|one| one.uid).collect(),
            doubt: newest.doubt,
            stance: newest.stance,
            is_against_above: head != group,
            contradicts: (against.iter())
                .flat_map(|(_, same)| same.iter().map(|one| one.uid))
                .collect(),
            more_against: elsewhere.len().saturating_sub(MOST_AGAINST),
            against: (elsewhere.into_iter().take(MOST_AGAINST))
                .map(|same| self.against(same, newest))
                .collect(),
        }
    }

    /// Equal statements that contradict another one, in words.
    fn against(&self, same: &[&Statement], of: &Statement) -> Against {
        let newest = same[0];
        let year = listed_on(of).map(|day| day.year());
        let says =
            Some(says(newest, of.scope.as_deref(), self.rows)).filter(|says| !says.is_empty());
        let time = wording::when_or_reported(newest, year);
        let time = Some(time)
            .filter(|time| *time != wording::when_or_reported(of, year) || says.is_none());
        let place = Some(wording::place(self.rows, &newest.place).to_owned());
        let parts = [says, time, place.filter(|_| newest.place != of.place)];
        let names = self.claimants(same).into_iter().map(|one| one.name);
        Against {
            says: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
            claimants: first_of(names),
            sources: self.sources(same),
        }
    }

    /// The numbers of the sources of statements.
    fn sources(&self, same: &[&Statement]) -> Vec<usize> {
        let numbers: BTreeSet<usize> =
            same.iter().filter_map(|one| self.numbers.get(&one.report).copied()).collect();
        numbers.into_iter().collect()
    }
}

impl Entries<'_> {
    /// The claimants of equal statements, in their order.
    fn claimants(&self, same: &[&Statement]) -> Vec<Claimant> {
        let mut claimants: Vec<Claimant> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::default();
        for one in same {
            let name = wording::who(self.rows, &one.claimants, &one.via);
            let at = *known.entry(name.clone()).or_insert_with(|| {
                claimants.push(Claimant { name, sources: Vec::new() });
                claimants.len() - 1
            });
            claimants[at].sources.extend(self.numbers.get(&one.report));
        }
        for claimant in &mut claimants {
            claimant.sources.sort_unstable();
            claimant.sources.dedup();
        }
        claimants
    }
}

impl Group<'_> {
    /// The month in words, `October 2016`, or `Undated`.
    #[must_use]
    pub fn title(&self) -> String {
        match self.order.first().and_then(|group| self.entries.blocks.month(*group)) {
            Some((year, month)) => format!("{} {year}", month_name(month).unwrap_or("?")),
            None => "Undated".to_owned(),
        }
    }

    /// The number of entries.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no month is empty")]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// The entries of the month, in order.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.order.iter().map(|group| self.entries.entry(*group))
    }
}

/// Status and stance, the grades that analysts gave, and whether the facts count.
fn standing(same: &[&Statement], rows: &Selection) -> String {
    let standing =
        |one: &&Statement| wording::standing_of(rows, &one.indicator, (one.status, one.stance));
    let standing = same.first().map(standing);
    let grades = each_once(same.iter().map(|one| one.grade()).filter(|grade| !grade.is_empty()));
    let standing = standing.into_iter().chain(grades).filter(|part| !part.is_empty());
    let standing = standing.collect::<Vec<_>>().join(", ");
    let gone = if same.iter().all(|one| one.is_withdrawn) {
        "retracted"
    } else if same.iter().all(|one| one.is_replaced) {
        "corrected since"
    } else if let Some(doubt) = same.first().and_then(|one| one.doubt) {
        doubt.as_str()
    } else {
        return standing;
    };
    if standing.is_empty() { gone.to_owned() } else { format!("{standing}, {gone}") }
}

/// Equal words once, in their order. Nearly always there is only one.
fn each_once(mut words: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = words.next().into_iter().collect();
    let mut seen: HashSet<String> = HashSet::default();
    for word in words {
        if seen.is_empty() {
            seen.extend(once.first().cloned());
        }
        if seen.insert(word.clone()) {
            once.push(word);
        }
    }
    once
}
