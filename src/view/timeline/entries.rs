//! Entries: what the facts say, in order. Facts that say the same are one entry.

use super::item::Item;
use super::lanes::Kind;
use super::sources::Source;
use crate::domain::compare::Said;
use crate::domain::fact::{Stance, Status};
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Answer, Bounds, Day, month_name};
use crate::view::wording;
use chrono::Datelike;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The entries of one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The month in words: `October 2016`; `Undated` for what no day is known of.
    pub title: String,
    /// The entries, in order.
    pub entries: Vec<Entry>,
}

/// What one or several facts say.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is on a timeline.
    pub kind: Kind,
    /// Its bounds; none where no fact of it has a when.
    pub bounds: Option<Bounds>,
    /// Its dates in words, without the year of its group.
    pub when: String,
    /// The indicator's key.
    pub indicator: String,
    /// The indicator's label.
    pub label: String,
    /// Which part is meant.
    pub scope: Option<String>,
    /// The key of its place.
    pub place: String,
    /// The place's name, where it is not the timeline's own.
    pub at: Option<String>,
    /// The quantity, of the newest fact.
    pub quantity: Option<Quantity>,
    /// How many or how much, in words; differing words for the same side by side; empty for none.
    pub value: String,
    /// Where the process stands.
    pub status: Option<Status>,
    /// Status and stance in words, and what else sets it apart: retracted, corrected.
    pub standing: String,
    /// Who says so, each once.
    pub claimants: Vec<String>,
    /// Numbers of its sources, from 1.
    pub sources: Vec<usize>,
    /// How many utterances stand behind it.
    pub origins: Origins,
    /// Whether it only may answer the question about time.
    pub maybe: bool,
    /// Its facts.
    pub facts: Vec<Uid>,
    /// The claimant's stance, as stored.
    pub stance: Stance,
}

/// How many utterances stand behind facts: each named origin is one, however many reports repeat
/// it; a fact without one may repeat another fact or stand alone, and nobody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// The named origins.
    pub named: Vec<String>,
    /// At least so many.
    pub least: usize,
    /// At most so many.
    pub most: usize,
}

/// The entries, by month and day.
pub(super) fn of(
    selection: &Selection,
    items: &[Item<'_>],
    place: &str,
    sources: &[Source],
) -> Vec<Group> {
    let numbers: HashMap<&str, usize> =
        sources.iter().map(|source| (source.report.as_str(), source.number)).collect();
    let mut groups: BTreeMap<(bool, i32, u32), Vec<(Order<'_>, Entry)>> = BTreeMap::new();
    for same in alike(items) {
        let Some(first) = same.first() else { continue };
        let day = first.sort_day();
        let key = day.map_or((true, 0, 0), |day| (false, day.year(), day.month()));
        let entry = entry(selection, &same, place, &numbers);
        groups.entry(key).or_default().push((Order::of(*first), entry));
    }
    groups
        .into_iter()
        .map(|((undated, year, month), mut entries)| {
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            let title = if undated {
                "Undated".into()
            } else {
                format!("{} {year}", month_name(month).unwrap_or("?"))
            };
            Group { title, entries: entries.into_iter().map(|(_, entry)| entry).collect() }
        })
        .collect()
}

/// Facts that say the same, together, each group newest first.
fn alike<'a>(items: &[Item<'a>]) -> Vec<Vec<Item<'a>>> {
    type Key<'a> = (&'a str, &'a str, Option<[Option<Day>; 4]>);
    let mut buckets: HashMap<Key<'a>, Vec<usize>> = HashMap::new();
    let mut groups: Vec<Vec<Item<'a>>> = Vec::new();
    for &item in items {
        let fact = item.fact();
        let days = item.days();
        let bucket = buckets.entry((&fact.indicator, &fact.place, days)).or_default();
        let said = Said::of(fact);
        let known = bucket.iter().find(|&&at| {
            groups[at].first().is_some_and(|other| {
                Said::of(other.fact()) == said
                    && (days.is_some() || other.sort_day() == item.sort_day())
            })
        });
        if let Some(&at) = known {
            groups[at].push(item);
        } else {
            bucket.push(groups.len());
            groups.push(vec![item]);
        }
    }
    for group in &mut groups {
        group.sort_by_key(|item| (std::cmp::Reverse(item.published), item.recorded.uid));
    }
    groups
}

/// By day, end and dates, then by what it is about, then by the process's own order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order<'a> {
    day: Option<Day>,
    last: Option<Day>,
    bounds: Option<[Option<Day>; 4]>,
    about: (&'a str, &'a str, Option<&'a str>),
    status: Option<Status>,
    uid: Uid,
}

impl<'a> Order<'a> {
    fn of(item: Item<'a>) -> Self {
        let fact = item.fact();
        Self {
            day: item.sort_day(),
            last: item.last(),
            bounds: item.days(),
            about: (&fact.indicator, &fact.place, fact.scope.as_deref()),
            status: fact.status,
            uid: item.recorded.uid,
        }
    }
}

/// One entry from facts that say the same; the first is the newest.
fn entry(
    selection: &Selection,
    same: &[Item<'_>],
    place: &str,
    numbers: &HashMap<&str, usize>,
) -> Entry {
    let newest = same[0];
    let fact = newest.fact();
    let year = newest.sort_day().map(|day| day.year());
    let numbers: BTreeSet<usize> =
        same.iter().filter_map(|item| numbers.get(item.fact().report.as_str()).copied()).collect();
    let label = selection.indicators.get(&fact.indicator).map_or(&fact.indicator, |row| &row.label);
    Entry {
        kind: newest.kind(),
        bounds: newest.bounds(),
        when: when(newest, year),
        indicator: fact.indicator.clone(),
        label: label.clone(),
        scope: fact.scope.clone(),
        place: fact.place.clone(),
        at: (fact.place != place).then(|| wording::place(selection, &fact.place).to_owned()),
        quantity: fact.quantity.clone(),
        value: each_once(
            same.iter().filter_map(|item| item.fact().quantity.as_ref().map(wording::quantity)),
        )
        .join(" / "),
        status: fact.status,
        standing: standing(same),
        claimants: each_once(same.iter().map(|item| wording::who(selection, item.fact()))),
        sources: numbers.into_iter().collect(),
        origins: origins(same),
        maybe: same.iter().all(|item| item.recorded.answer == Answer::Maybe),
        facts: same.iter().map(|item| item.recorded.uid).collect(),
        stance: fact.stance,
    }
}

fn when(item: Item<'_>, year: Option<i32>) -> String {
    wording::when_of(item.fact(), year).unwrap_or_else(|| {
        item.published
            .map(|day| format!("reported {}", wording::day(day, year)))
            .unwrap_or_default()
    })
}

fn standing(same: &[Item<'_>]) -> String {
    let standing = same.first().map(|item| wording::standing(item.fact())).unwrap_or_default();
    let gone = if same.iter().all(|item| item.recorded.withdrawn().is_some()) {
        "retracted"
    } else if same.iter().all(|item| item.recorded.replaced_by.is_some()) {
        "corrected since"
    } else {
        return standing;
    };
    if standing.is_empty() { gone.to_owned() } else { format!("{standing}, {gone}") }
}

fn origins(same: &[Item<'_>]) -> Origins {
    let named: BTreeSet<&str> =
        same.iter().filter_map(|item| item.fact().origin.as_deref()).collect();
    let unknown = same.iter().filter(|item| item.fact().origin.is_none()).count();
    Origins {
        least: named.len().max(1),
        most: named.len() + unknown,
        named: named.into_iter().map(str::to_owned).collect(),
    }
}

fn each_once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
