//! Finds what was reported of a thing since a day: about its place, places inside it and places around
//! it. A thing without a scope or a thread is told of by statements with any; one with them by statements
//! with the same or without.
//!
//! One search takes O(log n) time for n statements, however many things are asked about.

use super::thing::Thing;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Stance;
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Bounds, Day};
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// What a statement tells of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Telling {
    /// It happened, holds, or was counted.
    Going,
    /// A state ended.
    Ended,
    /// It was postponed, suspended, cancelled or refused.
    PutOff,
    /// There was none, or a claim is denied.
    Not,
    /// It is forecast, announced or planned.
    Ahead,
}

impl Telling {
    pub(super) const ALL: [Self; 5] =
        [Self::Going, Self::Ended, Self::PutOff, Self::Not, Self::Ahead];

    /// What a statement tells; `None` for demands, which tell nothing of what is demanded.
    pub(super) fn of(one: &Statement) -> Option<Self> {
        use StatementKind::{
            Absent, Denied, Ended, Foreseen, Happened, Held, Level, Planned, PutOff, Total,
        };
        Some(match one.kind() {
            _ if one.stance == Stance::Demands => return None,
            Held if is_none(one) => Self::Not,
            Held | Happened | Level | Total => Self::Going,
            Ended => Self::Ended,
            PutOff => Self::PutOff,
            Absent | Denied => Self::Not,
            Foreseen | Planned => Self::Ahead,
        })
    }
}

/// Whether a statement about a state says that there is none: a ceasefire of 0 hours.
fn is_none(one: &Statement) -> bool {
    one.quantity.as_deref().is_some_and(Quantity::is_zero)
}

/// The last day of a state by its stated length, from the last day on which it may have begun; without a
/// start, it begins at the latest when its report comes out. `None` where no length is stated.
pub(super) fn last_by_length(one: &Statement) -> Option<Day> {
    let reported = Bounds { start_latest: one.published, ..Bounds::default() };
    let began = one.stated_bounds().unwrap_or(reported);
    let open = Bounds { end_earliest: None, end_latest: None, ..began };
    one.quantity.as_ref()?.last_day(&open)
}

/// Whether a statement gives a day on which something held, and neither its start nor its end.
pub(super) fn is_as_of(one: &Statement) -> bool {
    one.stated_bounds().is_some_and(|bounds| {
        (bounds.start_earliest, bounds.start_latest) == (bounds.end_earliest, bounds.end_latest)
    })
}

/// The last day of which a statement speaks. What is put off without a day may be of any day.
pub(super) fn reach(one: &Statement) -> Day {
    let undated = match Telling::of(one) {
        Some(Telling::PutOff) => Some(Day::MAX),
        _ => one.published,
    };
    one.last().or(undated).unwrap_or(Day::MIN)
}

/// The first day of which a statement speaks. What is put off without a day may be of any day.
pub(super) fn beginning(one: &Statement) -> Day {
    let is_undated = one.when.is_none() && Telling::of(one) != Some(Telling::PutOff);
    one.first().or(one.published.filter(|_| is_undated)).unwrap_or(Day::MIN)
}

/// Where statements are about, to tell of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Where<'a> {
    /// At exactly this place: the one asked about, or one around it.
    At(&'a str),
    /// At a place inside this one.
    Inside(&'a str),
}

/// Where a statement is about, seen from the place of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Here,
    Inside,
    Around,
}

/// Whether a statement about a place holds at every place inside it: a state does, and that there was
/// none. An event happened somewhere in it.
fn holds_within(one: &Statement) -> bool {
    one.nature == Nature::State || Telling::of(one) == Some(Telling::Not)
}

/// A scope or a thread to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Word<'a> {
    Of(Option<&'a str>),
    Any,
}

/// What statements in one list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key<'a> {
    indicator: &'a str,
    place: Where<'a>,
    scope: Word<'a>,
    thread: Word<'a>,
    telling: Telling,
}

/// What is asked about a thing.
pub(super) struct Since {
    /// The first day on which the reports came out.
    pub(super) published: Day,
    /// The day of which they must speak, or of a later one.
    pub(super) speaks_of: Day,
    /// The same for statements of the same thread, which speak of the same process.
    pub(super) of_thread: Day,
    /// The day on which, or after which, must begin what a report of the first day tells: what came before
    /// is no news to that report. `None` where it does not matter.
    pub(super) begins: Option<Day>,
    /// The last day on which that must begin of which they speak; `None` for any.
    pub(super) until: Option<Day>,
}

impl Since {
    fn is_news(&self, one: &Statement) -> bool {
        let Some(day) = self.begins.filter(|_| one.published <= Some(self.published)) else {
            return true;
        };
        let begins = one.stated_bounds().map_or(one.published, |bounds| bounds.start_earliest);
        begins >= Some(day)
    }
}

/// Statements in lists, so that those about a thing are found.
pub(super) struct Heard<'a> {
    lists: HashMap<Key<'a>, List<'a>>,
    rows: &'a Selection,
}

impl<'a> Heard<'a> {
    /// Collects the statements that may tell of `things`.
    pub(super) fn of(
        statements: impl Iterator<Item = &'a Statement>,
        things: impl Iterator<Item = Thing<'a>>,
        rows: &'a Selection,
    ) -> Self {
        let mut lists: HashMap<Key<'_>, List<'_>> = HashMap::default();
        let mut places: HashSet<(&str, &str)> = HashSet::default();
        for thing in things {
            for key in Telling::ALL.into_iter().flat_map(|telling| keys(thing, rows, telling)) {
                let (Where::At(place) | Where::Inside(place)) = key.place;
                places.insert((key.indicator, place));
                lists.entry(key).or_default();
            }
        }
        for one in statements.filter(|one| one.counts) {
            let Some(telling) = Telling::of(one) else { continue };
            let of = Thing::of(one);
            for (at, place) in path(rows, of.place).enumerate() {
                if !places.contains(&(of.indicator, place)) {
                    continue;
                }
                let place = if at == 0 { Where::At(place) } else { Where::Inside(place) };
                for scope in [Word::Of(of.scope), Word::Any] {
                    for thread in [Word::Of(of.thread), Word::Any] {
                        let key = Key { indicator: of.indicator, place, scope, thread, telling };
                        if let Some(list) = lists.get_mut(&key) {
                            list.statements.push(one);
                        }
                    }
                }
            }
        }
        lists.values_mut().for_each(List::sort);
        Self { lists, rows }
    }

    /// At most `most` statements that tell this of a thing since some days: first those about its place,
    /// then about places inside, then about places around; the newest of each first.
    pub(super) fn since(
        &self,
        thing: Thing<'a>,
        telling: Telling,
        since: &Since,
        most: usize,
    ) -> Vec<&'a Statement> {
        let mut found = Vec::new();
        for key in keys(thing, self.rows, telling) {
            let is_of_thread = thing.thread.is_some() && key.thread == Word::Of(thing.thread);
            let speaks_of = if is_of_thread { since.of_thread } else { since.speaks_of };
            if let Some(list) = self.lists.get(&key) {
                list.newest(since, speaks_of, most, &mut found);
            }
        }
        found.sort_by_cached_key(|one| self.rank(thing, one));
        found.truncate(most);
        found
    }

    /// The same statements, without those about places around of which it does not follow that they hold
    /// at the place of the thing.
    pub(super) fn answers(
        &self,
        thing: Thing<'a>,
        telling: Telling,
        since: &Since,
        most: usize,
    ) -> Vec<&'a Statement> {
        let mut found = self.since(thing, telling, since, most);
        found.retain(|one| self.nearness(thing, one) != Nearness::Around || holds_within(one));
        found
    }

    /// What orders statements by how much they tell of a thing: the nearest first, then the newest.
    pub(super) fn rank(&self, thing: Thing<'_>, one: &Statement) -> impl Ord + use<> {
        (self.nearness(thing, one), Reverse(order(one)))
    }

    fn nearness(&self, thing: Thing<'_>, one: &Statement) -> Nearness {
        if *one.place == *thing.place {
            Nearness::Here
        } else if path(self.rows, &one.place).any(|place| place == thing.place) {
            Nearness::Inside
        } else {
            Nearness::Around
        }
    }
}

/// A place and the places around it, as keys, innermost first.
fn path<'a>(rows: &'a Selection, place: &'a str) -> impl Iterator<Item = &'a str> {
    let around = rows.path(place).skip(1).map(|place| place.key.as_str());
    std::iter::once(place).chain(around)
}

/// The keys of all lists with statements that may tell of a thing. No statement is in two of them.
fn keys<'a>(
    thing: Thing<'a>,
    rows: &'a Selection,
    telling: Telling,
) -> impl Iterator<Item = Key<'a>> {
    let around = path(rows, thing.place).skip(1).map(Where::At);
    let words = |word: Option<&'a str>| match word {
        Some(_) => [Some(Word::Of(word)), Some(Word::Of(None))].into_iter().flatten(),
        None => [Some(Word::Any), None].into_iter().flatten(),
    };
    let indicator = thing.indicator;
    [Where::At(thing.place), Where::Inside(thing.place)].into_iter().chain(around).flat_map(
        move |place| {
            words(thing.scope).flat_map(move |scope| {
                words(thing.thread).map(move |thread| Key {
                    indicator,
                    place,
                    scope,
                    thread,
                    telling,
                })
            })
        },
    )
}

/// The order of statements by their reports.
fn order(one: &Statement) -> impl Ord + use<> {
    (one.published, reach(one), one.uid)
}

/// Statements in the order of their reports, with the first and the last days of which runs of them speak:
/// trees in which each node has the earliest or the latest of its two.
#[derive(Default)]
struct List<'a> {
    statements: Vec<&'a Statement>,
    beginnings: Vec<Day>,
    reaches: Vec<Day>,
}

/// The days of which statements must speak: some day from the first on, and begin by the last.
#[derive(Clone, Copy)]
struct Spoken {
    from: Day,
    until: Day,
}

impl<'a> List<'a> {
    fn sort(&mut self) {
        self.statements.sort_by_cached_key(|one| order(one));
        let size = self.statements.len().next_power_of_two();
        self.reaches = vec![Day::MIN; 2 * size];
        self.beginnings = vec![Day::MAX; 2 * size];
        for (at, one) in self.statements.iter().enumerate() {
            self.reaches[size + at] = reach(one);
            self.beginnings[size + at] = beginning(one);
        }
        for node in (1..size).rev() {
            self.beginnings[node] = self.beginnings[2 * node].min(self.beginnings[2 * node + 1]);
            self.reaches[node] = self.reaches[2 * node].max(self.reaches[2 * node + 1]);
        }
    }

    /// Adds the newest statements, at most `most`, of reports since a day that tell news of some day or of a
    /// later one.
    fn newest(&self, since: &Since, speaks_of: Day, most: usize, found: &mut Vec<&'a Statement>) {
        let is_before = |day| day < since.published;
        let first = self.statements.partition_point(|one| one.published.is_none_or(is_before));
        let most = found.len() + most;
        let spoken = Spoken { from: speaks_of, until: since.until.unwrap_or(Day::MAX) };
        self.descend(
            1,
            0,
            self.reaches.len() / 2,
            &mut |at| {
                if at >= first && since.is_news(self.statements[at]) {
                    found.push(self.statements[at]);
                }
                at < first || found.len() >= most
            },
            spoken,
        );
    }

    /// Calls `take` with the indexes of statements that speak of some days, from the last on, until it says that it has enough. Returns whether it has.
    fn descend(
        &self,
        node: usize,
        from: usize,
        size: usize,
        take: &mut impl FnMut(usize) -> bool,
        spoken: Spoken,
    ) -> bool {
        let speaks = self.reaches[node] >= spoken.from && self.beginnings[node] <= spoken.until;
        if from >= self.statements.len() || !speaks {
            return false;
        }
        if size == 1 {
            return take(from);
        }
        let half = size / 2;
        self.descend(2 * node + 1, from + half, half, take, spoken)
            || self.descend(2 * node, from, half, take, spoken)
    }
}
