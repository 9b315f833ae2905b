//! Decides which facts, about one place and possibly one day, are about one event.
//!
//! Facts with one thread, one row of a data set or one origin are about one event; facts with two threads, two such
//! rows, or two figures in one report are about two. Other facts are about one event if their figures allow a common
//! number or are within a tenth of each other. Reports with more events are matched first, which gives the fewest
//! events. All choices depend on the content of facts, never on the order of recording.

use super::amount::{Amount, OneThing};
use super::item::Item;
use super::label::{Label, Source, Teller, teller};
use super::updates::newest;
use crate::domain::compare::allowed::Allowed;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Two figures for one event may differ by at most this share of the greater one.
const TENTH: f64 = 0.1;

/// Facts about one event.
#[derive(Clone, Debug)]
pub(super) struct Event<'a> {
    /// Indexes of its items.
    pub(super) members: Vec<usize>,
    /// The days on which the event may have happened.
    pub(super) days: Days,
    pub(super) label: Label<'a>,
    /// Reports that give a figure for the event, each with its claimants.
    pub(super) tellers: HashSet<Teller<'a>>,
    /// The numbers that the first fact about it allows, and its figure.
    allowed: Option<Allowed>,
    best: Option<f64>,
}

impl Event<'_> {
    /// What reports say about the event.
    pub(super) fn said(&self, items: &[Item<'_>]) -> OneThing {
        let said = newest(items, &self.members).into_iter().map(|at| &items[at]);
        Amount::of_one(said.map(|item| (item.amount, item.voice.allowed)))
    }
}

/// Groups items of one place and scope by event. `of` has indexes of `items`, all of which are about one day, or about
/// one unknown day of a few.
pub(super) fn events<'a>(items: &[Item<'a>], of: &[usize]) -> Vec<Event<'a>> {
    let mut finder = Finder { items, events: Vec::new(), on: HashMap::default() };
    let (mut labelled, free): (Vec<usize>, Vec<usize>) =
        of.iter().partition(|at| !Label::of(&items[**at]).is_none());
    labelled.sort_by_cached_key(|at| content(&items[*at]));
    for at in labelled {
        finder.add_labelled(at);
    }
    // Items of a known day come first, so that items about one of several days can be matched with them.
    let mut batches: BTreeMap<(i64, Day, Teller<'a>), Vec<usize>> = BTreeMap::new();
    for at in free {
        let days = items[at].span.outer();
        batches.entry((days.count(), days.first, teller(&items[at]))).or_default().push(at);
    }
    let mut batches: Vec<_> = batches.into_iter().collect();
    for (_, batch) in &mut batches {
        batch.sort_by_cached_key(|at| content(&items[*at]));
    }
    let mut told: HashMap<Teller<'a>, usize> = HashMap::default();
    for at in of {
        *told.entry(teller(&items[*at])).or_default() += 1;
    }
    batches.sort_by_cached_key(|((days, first, teller), batch)| {
        let contents: Vec<_> = batch.iter().map(|at| content(&items[*at]).0).collect();
        (*days, *first, Reverse(told[teller]), contents, *teller)
    });
    for has_figure in [true, false] {
        for (_, batch) in &batches {
            let (exact, vague): (Vec<usize>, Vec<usize>) =
                batch.iter().partition(|at| items[**at].amount.best.is_some());
            finder.add_batch(if has_figure { exact } else { vague });
        }
    }
    finder.events
}

/// The sort key of an item, so that the order does not depend on the order of recording: its days, figures, names, and
/// last its uid.
fn content<'a>(item: &Item<'a>) -> (impl Ord + use<'a>, crate::domain::identity::Uid) {
    let days = item.span.outer();
    let amount = item.amount;
    let bits = |figure: f64| figure.to_bits();
    let figures = (amount.best.map(bits), bits(amount.low), bits(amount.high));
    let one = item.voice.statement;
    ((days.count(), days, figures, Label::of(item), Source::of(one)), one.uid)
}

/// Events of one day by figure, so that the nearest one is found quickly.
#[derive(Default)]
struct OnDay<'a> {
    /// Events with a figure, by the bits of the figure: figures are never negative.
    exact: BTreeSet<(u64, usize)>,
    /// Events without a figure.
    loose: Vec<usize>,
    by_label: HashMap<Label<'a>, Vec<usize>>,
    by_source: HashMap<Source<'a>, BTreeSet<(u64, usize)>>,
}

struct Finder<'i, 'a> {
    items: &'i [Item<'a>],
    events: Vec<Event<'a>>,
    on: HashMap<Day, OnDay<'a>>,
}

impl<'a> Finder<'_, 'a> {
    fn add_labelled(&mut self, at: usize) {
        let item = &self.items[at];
        let label = Label::of(item);
        let by_row = Label { thread: None, ..label };
        let by_thread = Label { row: None, ..label };
        let known = |key: Label<'a>| {
            let on = days(item.span.outer()).filter_map(|day| self.on.get(&day));
            on.filter_map(move |on| on.by_label.get(&key)).flatten().copied()
        };
        let rows = known(by_row).filter(|_| label.row.is_some());
        let threads = known(by_thread).filter(|_| label.thread.is_some());
        let found = rows.chain(threads).find(|event| {
            let event = &self.events[*event];
            !label.are_two(event.label) && (self.near(at, event) || !self.tells_two(at, event))
        });
        match found {
            Some(event) => self.join(at, event),
            None => self.found(at),
        }
    }

    /// Adds the facts of one report about the same days, each to a different event.
    fn add_batch(&mut self, mut batch: Vec<usize>) {
        for how in [How::SourceAndFigure, How::Source, How::Figure] {
            batch.retain(|at| match self.find(*at, how) {
                Some(event) => {
                    self.join(*at, event);
                    false
                }
                None => true,
            });
        }
        for at in batch {
            self.found(at);
        }
    }

    /// The event to which an item belongs by its source, its figure, or both; if there are several, the nearest.
    fn find(&self, at: usize, how: How) -> Option<usize> {
        let item = &self.items[at];
        let source = Source::of(item.voice.statement);
        let fits = |event: &usize| {
            let event = &self.events[*event];
            event.days.meet(item.span.outer())
                && !self.tells_two(at, event)
                && (how == How::Source || self.near(at, event))
        };
        let mut best: Option<(u64, u64, usize)> = None;
        for day in days(item.span.outer()) {
            let Some(on) = self.on.get(&day) else { continue };
            let among = match how {
                How::Figure => Some(&on.exact),
                _ => source.and_then(|source| on.by_source.get(&source)),
            };
            let near = among.and_then(|among| nearest(among, item, how, &fits));
            let loose = || on.loose.iter().copied().find(fits).map(|event| (u64::MAX, 0, event));
            let near = near.or_else(|| (how == How::Figure).then(loose).flatten());
            best = [best, near].into_iter().flatten().min();
        }
        best.map(|(_, _, event)| event)
    }

    /// Whether an item and an event are two figures of one report.
    fn tells_two(&self, at: usize, event: &Event<'a>) -> bool {
        has_some(&self.items[at]) && event.tellers.contains(&teller(&self.items[at]))
    }

    /// Whether the figures of an item and an event allow a common number, or differ by at most a tenth.
    fn near(&self, at: usize, event: &Event<'a>) -> bool {
        let item = &self.items[at];
        let (Some(one), Some(other)) = (item.voice.allowed, event.allowed) else { return true };
        let bests = item.amount.best.zip(event.best);
        one.meets(other) || bests.is_some_and(|(a, b)| (a - b).abs() <= a.max(b) * TENTH)
    }

    fn join(&mut self, at: usize, to: usize) {
        let item = &self.items[at];
        let event = &mut self.events[to];
        event.members.push(at);
        let days = item.span.outer();
        event.days.first = event.days.first.max(days.first);
        event.days.last = event.days.last.min(days.last).max(event.days.first);
        let label = Label::of(item);
        event.label.thread = event.label.thread.or(label.thread);
        event.label.row = event.label.row.or(label.row);
        if has_some(item) {
            event.tellers.insert(teller(item));
        }
        self.index(at, to);
    }

    /// Makes a new event from an item.
    fn found(&mut self, at: usize) {
        let item = &self.items[at];
        let tellers = has_some(item).then(|| teller(item)).into_iter().collect();
        self.events.push(Event {
            members: vec![at],
            days: item.span.outer(),
            label: Label::of(item),
            tellers,
            allowed: item.voice.allowed,
            best: item.amount.best,
        });
        let to = self.events.len() - 1;
        let best = self.events[to].best;
        for day in days(item.span.outer()) {
            let on = self.on.entry(day).or_default();
            match best {
                Some(best) => _ = on.exact.insert((best.to_bits(), to)),
                None => on.loose.push(to),
            }
        }
        self.index(at, to);
    }

    /// Adds an event to the indexes by which it is found: the labels and the source of its item.
    fn index(&mut self, at: usize, to: usize) {
        let item = &self.items[at];
        let event = &self.events[to];
        let key = event.best.map_or(u64::MAX, f64::to_bits);
        let label = Label::of(item);
        let by_row = label.row.map(|_| Label { thread: None, ..label });
        let by_thread = label.thread.map(|_| Label { row: None, ..label });
        for day in days(event.days) {
            let on = self.on.entry(day).or_default();
            for label in by_row.into_iter().chain(by_thread) {
                let known = on.by_label.entry(label).or_default();
                if known.last() != Some(&to) {
                    known.push(to);
                }
            }
            if let Some(source) = Source::of(item.voice.statement) {
                on.by_source.entry(source).or_default().insert((key, to));
            }
        }
    }
}

/// The property by which an item finds its event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    SourceAndFigure,
    Source,
    Figure,
}

/// The event whose figure is nearest, among those that fit, with the difference.
fn nearest(
    among: &BTreeSet<(u64, usize)>,
    item: &Item<'_>,
    how: How,
    fits: &dyn Fn(&usize) -> bool,
) -> Option<(u64, u64, usize)> {
    let from = item.amount.best.unwrap_or(item.amount.low);
    // No figure outside these bounds can match that of the item.
    let (least, most) = match (how, item.voice.allowed) {
        (How::Source, _) | (_, None) => (0.0, f64::INFINITY),
        (_, Some(allowed)) => (allowed.low * 0.8, allowed.high * 1.25),
    };
    let key = |figure: f64| figure.to_bits();
    let away = |(bits, event): &(u64, usize)| {
        let figure = f64::from_bits(*bits);
        let distance = if figure.is_nan() { f64::INFINITY } else { (figure - from).abs() };
        (key(distance), *bits, *event)
    };
    let fitting = |found: &&(u64, usize)| fits(&found.1);
    let above = among.range((key(from), 0)..).take_while(|(bits, _)| {
        how == How::Source || *bits <= key(most) && !f64::from_bits(*bits).is_nan()
    });
    let below = among.range((key(least.min(from)), 0)..(key(from), 0)).rev();
    let above = above.into_iter().find(fitting).map(away);
    let below = below.into_iter().find(fitting).map(away);
    above.into_iter().chain(below).min()
}

/// Whether an item has a figure other than zero.
fn has_some(item: &Item<'_>) -> bool {
    item.voice.allowed.is_some() && !item.voice.is_none()
}

fn days(days: Days) -> impl Iterator<Item = Day> {
    days.first.iter_days().take_while(move |day| *day <= days.last)
}
