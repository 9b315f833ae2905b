//! Finds what was reported about a thing since a day: about its place, places inside it and enclosing places. A thing
//! without a scope or a thread matches statements with any scope or thread; a thing that has one matches statements
//! that have the same one or none.
//!
//! One search takes O(log n) time for n statements, however many things are asked about.

use super::list::{List, Since, order};
use super::telling::Telling;
use super::thing::Thing;
use crate::domain::compare::Statement;
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// The place of a statement in relation to the place of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Here,
    Inside,
    Around,
}

/// Whether a statement about a place applies to every place inside it: a state and an absence do. An event
/// happened somewhere in it.
fn holds_within(one: &Statement) -> bool {
    one.nature == Nature::State || Telling::of(one) == Some(Telling::Not)
}

/// A scope or a thread to look for, as a number: [`ANY`], [`NONE`], or the number of a text.
type Word = u32;

/// Any scope or thread.
const ANY: Word = 0;

/// What the statements in some lists have in common, as numbers. There are very many keys, most of them of
/// empty lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Key {
    indicator: u32,
    area: Area,
    scope: Word,
    thread: Word,
}

const _: () = assert!(size_of::<Key>() <= 16);

/// A place, or the places inside it, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Area(u32);

impl Area {
    fn at(place: u32) -> Self {
        Self(place << 1)
    }

    fn inside(place: u32) -> Self {
        Self(place << 1 | 1)
    }

    fn place(self) -> u32 {
        self.0 >> 1
    }
}

/// The numbers of the lists of each kind of news; 0 if a list is empty.
type Told = [u32; Telling::ALL.len()];

/// Statements in lists by what they are about, so that those about a thing are found quickly.
pub(super) struct Heard<'a> {
    numbers: Numbers<'a>,
    /// For each key that is looked up, the number of its lists; 0 if all of them are empty.
    of_key: HashMap<Key, u32>,
    lists: Lists<'a>,
}

/// Lists, and which of them each key has.
#[derive(Default)]
struct Lists<'a> {
    told: Vec<Told>,
    all: Vec<List<'a>>,
}

impl<'a> Heard<'a> {
    /// Collects the statements that may have news about `things`.
    pub(super) fn of(
        statements: impl Iterator<Item = &'a Statement>,
        things: impl Iterator<Item = Thing<'a>>,
        rows: &'a Selection,
    ) -> Self {
        let (numbers, lists) = (Numbers::default(), Lists::default());
        let mut heard = Self { numbers, of_key: HashMap::default(), lists };
        let mut places: HashSet<(u32, u32)> = HashSet::default();
        for thing in things {
            let asked = heard.numbers.add(thing, rows);
            for key in heard.numbers.keys(asked) {
                places.insert((key.indicator, key.area.place()));
                heard.of_key.insert(key, 0);
            }
        }
        for one in statements.filter(|one| one.counts) {
            let Some(telling) = Telling::of(one) else { continue };
            let about = heard.numbers.add(Thing::of(one), rows);
            for (at, place) in (0..).zip(heard.numbers.path(about)) {
                if places.contains(&(about.indicator, *place)) {
                    let area = if at > 0 { Area::inside(*place) } else { Area::at(*place) };
                    put(one, telling, Key { area, ..about }, &mut heard.of_key, &mut heard.lists);
                }
            }
        }
        heard.lists.all.iter_mut().for_each(List::sort);
        heard
    }

    /// At most `most` statements with this kind of news about a thing since some days: first those about its place,
    /// then about places inside, then about enclosing places; in each case the newest first.
    pub(super) fn since(
        &self,
        thing: Thing<'a>,
        telling: Telling,
        since: &Since,
        most: usize,
    ) -> Vec<&'a Statement> {
        let mut found = Vec::new();
        let Some(asked) = self.numbers.of(thing) else { return found };
        for key in self.numbers.keys(asked) {
            let is_of_thread = thing.thread.is_some() && key.thread == asked.thread;
            let speaks_of = if is_of_thread { since.of_thread } else { since.speaks_of };
            let told = self.of_key.get(&key).copied().unwrap_or_default();
            if let Some(list) = self.lists.get(told, telling) {
                list.newest(since, speaks_of, most, &mut found);
            }
        }
        found.sort_by_cached_key(|one| self.rank(thing, one));
        found.truncate(most);
        found
    }

    /// The same statements, without those about enclosing places that need not apply to the place of the thing.
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

    /// The order of statements by their relevance for a thing: the nearest first, then the newest.
    pub(super) fn rank(&self, thing: Thing<'_>, one: &Statement) -> impl Ord + use<> {
        (self.nearness(thing, one), Reverse(order(one)))
    }

    fn nearness(&self, thing: Thing<'_>, one: &Statement) -> Nearness {
        if *one.place == *thing.place {
            Nearness::Here
        } else if self.numbers.is_inside(&one.place, thing.place) {
            Nearness::Inside
        } else {
            Nearness::Around
        }
    }
}

/// Puts a statement into all lists that are looked up: those for any scope and thread, and those for its own.
fn put<'a>(
    one: &'a Statement,
    telling: Telling,
    about: Key,
    of_key: &mut HashMap<Key, u32>,
    lists: &mut Lists<'a>,
) {
    for scope in [about.scope, ANY] {
        for thread in [about.thread, ANY] {
            if let Some(told) = of_key.get_mut(&Key { scope, thread, ..about }) {
                lists.get_or_add(told, telling).push(one);
            }
        }
    }
}

/// The number of a new member of a list, from 1.
fn number_of_last<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

impl<'a> Lists<'a> {
    fn get(&self, told: u32, telling: Telling) -> Option<&List<'a>> {
        let told = &self.told[told.checked_sub(1)? as usize];
        self.all.get(told[telling as usize].checked_sub(1)? as usize)
    }

    fn get_or_add(&mut self, told: &mut u32, telling: Telling) -> &mut List<'a> {
        if *told == 0 {
            self.told.push(Told::default());
            *told = number_of_last(&self.told);
        }
        let list = &mut self.told[*told as usize - 1][telling as usize];
        if *list == 0 {
            self.all.push(List::default());
            *list = number_of_last(&self.all);
        }
        &mut self.all[*list as usize - 1]
    }
}

/// Numbers for texts, and the places that enclose each place.
#[derive(Default)]
struct Numbers<'a> {
    texts: HashMap<&'a str, u32>,
    /// The numbers of each place and of the places that enclose it, innermost first, by the number of the place.
    paths: HashMap<u32, Box<[u32]>>,
}

/// The number for a missing scope or thread.
const NONE: Word = 1;

impl<'a> Numbers<'a> {
    /// The number of a text. [`ANY`] and [`NONE`] are not numbers of texts.
    fn number(&mut self, text: &'a str) -> u32 {
        let next = NONE + 1 + u32::try_from(self.texts.len()).unwrap_or(u32::MAX - NONE - 1);
        *self.texts.entry(text).or_insert(next)
    }

    /// The key of a thing, for statements about its place.
    fn add(&mut self, thing: Thing<'a>, rows: &'a Selection) -> Key {
        let place = self.number(thing.place);
        if !self.paths.contains_key(&place) {
            let around = rows.path(thing.place).skip(1);
            let path = std::iter::once(place).chain(around.map(|place| self.number(&place.key)));
            let path = path.collect();
            self.paths.insert(place, path);
        }
        let mut word = |word: Option<&'a str>| word.map_or(NONE, |text| self.number(text));
        let (scope, thread) = (word(thing.scope), word(thing.thread));
        let indicator = self.number(thing.indicator);
        Key { indicator, area: Area::at(place), scope, thread }
    }

    /// The same key for a thing that was added; `None` for other things.
    fn of(&self, thing: Thing<'_>) -> Option<Key> {
        let number = |text: &str| self.texts.get(text).copied();
        let word = |word: Option<&str>| word.map_or(Some(NONE), number);
        Some(Key {
            indicator: number(thing.indicator)?,
            area: Area::at(number(thing.place)?),
            scope: word(thing.scope)?,
            thread: word(thing.thread)?,
        })
    }

    /// The place of a key and the places that enclose it, innermost first.
    fn path(&self, key: Key) -> &[u32] {
        self.paths.get(&key.area.place()).map_or(&[], |path| path)
    }

    /// Whether a place is inside another one, or the same.
    fn is_inside(&self, place: &str, around: &str) -> bool {
        let numbers = self.texts.get(place).zip(self.texts.get(around));
        numbers.is_some_and(|(place, around)| {
            self.paths.get(place).is_some_and(|path| path.contains(around))
        })
    }

    /// The keys of all lists with statements that may have news about a thing. No statement is in two lists
    /// with the same kind of news.
    fn keys(&self, thing: Key) -> impl Iterator<Item = Key> {
        let around = self.path(thing).iter().skip(1).map(|place| Area::at(*place));
        let words = |word: Word| {
            let both = if word == NONE { [Some(ANY), None] } else { [Some(word), Some(NONE)] };
            both.into_iter().flatten()
        };
        let here = [thing.area, Area::inside(thing.area.place())];
        here.into_iter().chain(around).flat_map(move |area| {
            words(thing.scope).flat_map(move |scope| {
                let here = Key { area, scope, ..thing };
                words(thing.thread).map(move |thread| Key { thread, ..here })
            })
        })
    }
}
