//! The sum of the events of one place on each day. Events that may be the same are counted once in the lower bound, and
//! separately in the upper one.

use super::amount::{Amount, OneThing};
use super::events::Event;
use super::item::Item;
use super::label::Teller;
use super::tally::{Tally, Things};
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// The sum of the events of the same days.
#[derive(Clone, Debug)]
pub(super) struct Lump {
    pub(super) days: Days,
    pub(super) tally: Tally,
    /// Whether every event has a thread or is a row of a data set; reports that there was none are ignored.
    pub(super) is_labelled: bool,
}

/// The events of one place and scope: one lump for each day, and one for events on one of several days, if it may be
/// another day than those.
pub(super) fn lumps(events: &[Event<'_>], items: &[Item<'_>]) -> Vec<Lump> {
    let mut by_day: BTreeMap<Day, Heap<'_>> = BTreeMap::new();
    let (mut exact, mut vague): (Vec<&Event<'_>>, Vec<&Event<'_>>) =
        events.iter().partition(|event| event.days.count() == 1);
    exact.sort_by_key(|event| event.label.is_none());
    for event in exact {
        by_day.entry(event.days.first).or_default().add(event, items);
    }
    by_day.values_mut().for_each(Heap::end_of_known_days);
    vague.sort_by_key(|event| (event.label.is_none(), event.days));
    let mut apart: Vec<(Days, Heap<'_>)> = Vec::new();
    for event in vague {
        let days = event.days;
        let on = by_day.range_mut(days.first..=days.last).map(|(_, heap)| heap);
        if let Some(heap) = on.into_iter().find(|heap| heap.is_unlabelled && heap.has_room(event)) {
            heap.add(event, items);
            continue;
        }
        let is_near = |(known, heap): &&mut (Days, Heap<'_>)| {
            known.meet(days) && heap.is_unlabelled == event.label.is_none()
        };
        if let Some((known, heap)) = apart.last_mut().filter(is_near) {
            known.last = known.last.max(days.last);
            heap.add(event, items);
        } else {
            let mut heap = Heap::default();
            heap.add(event, items);
            apart.push((days, heap));
        }
    }
    let exact = by_day.into_iter().map(|(day, heap)| (Days { first: day, last: day }, heap));
    exact.chain(apart).map(|(days, heap)| heap.lump(days)).collect()
}

/// Events that may have happened on one day.
#[derive(Default)]
struct Heap<'a> {
    amounts: Vec<Amount>,
    /// For each event, the highest lower bound of its reports.
    claimed: Vec<f64>,
    contested: usize,
    is_unlabelled: bool,
    /// Whether some event has a thread or is a row of a data set.
    has_labelled: bool,
    /// Whether some event has neither, and is not a report that there was none.
    has_free: bool,
    /// The least possible number of different events.
    least: usize,
    /// The least sum of the events whose day is known.
    of_known_days: f64,
    /// The numbers of the different events that each report lists, by report and claimants.
    told: HashMap<Teller<'a>, Told>,
}

/// The numbers of the events in a report.
#[derive(Default)]
struct Told {
    all: HashSet<usize>,
    /// All smaller numbers are among them.
    next: usize,
}

impl<'a> Heap<'a> {
    /// The number of the first different event that may be the same as this one; `least` if there is none.
    fn number(&self, event: &Event<'a>) -> usize {
        let told = || event.tellers.iter().filter_map(|teller| self.told.get(teller));
        if !event.label.is_none() {
            return self.least;
        }
        let from = told().map(|told| told.next).max().unwrap_or(0);
        let is_free = |number: &usize| !told().any(|told| told.all.contains(number));
        (from..self.least).find(is_free).unwrap_or(self.least)
    }

    /// Whether an event may be the same as one of these events.
    fn has_room(&self, event: &Event<'a>) -> bool {
        self.number(event) < self.least
    }

    fn add(&mut self, event: &Event<'a>, items: &[Item<'_>]) {
        let OneThing { amount, is_contested, claimed } = event.said(items);
        let number = self.number(event);
        self.amounts.push(amount);
        self.claimed.push(claimed);
        self.contested += usize::from(is_contested);
        self.is_unlabelled |= event.label.is_none();
        self.has_labelled |= !event.label.is_none();
        self.has_free |= event.label.is_none() && amount.high > 0.0;
        self.least = self.least.max(number + 1);
        for teller in &event.tellers {
            let told = self.told.entry(*teller).or_default();
            told.all.insert(number);
            while told.all.contains(&told.next) {
                told.next += 1;
            }
        }
    }

    /// Notes the sum of the events whose day is known. Other events, which may be the same, do not make it smaller.
    fn end_of_known_days(&mut self) {
        self.of_known_days = self.least_sum();
    }

    /// The sum of the lowest amounts, for as many events as are certainly different.
    fn least_sum(&mut self) -> f64 {
        self.amounts.sort_by(|a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
        self.amounts[..self.least].iter().map(|one| one.low).sum()
    }

    fn lump(mut self, days: Days) -> Lump {
        let low = self.least_sum().max(self.of_known_days);
        let mut amount = self.amounts.iter().copied().fold(Amount::NONE, Amount::plus);
        if self.least < self.amounts.len() {
            amount.low = low;
            amount.best = None;
        }
        self.claimed.sort_by(|a, b| b.total_cmp(a));
        let events = self.amounts.iter().filter(|one| one.high > 0.0).count();
        // A report of none against a report of some on one day is a contradiction, not a second event.
        let nones = (self.amounts.len() - events).min(self.amounts.len() - self.least);
        let contested = self.contested + if events > 0 { nones } else { 0 };
        let tally = Tally {
            amount,
            claimed: self.claimed[..self.least].iter().sum(),
            most: amount.high,
            events,
            things: Things::events(self.least.min(events), days),
            maybe_same: events.saturating_sub(self.least),
            contested,
            ..Tally::EMPTY
        };
        Lump { days, tally, is_labelled: self.has_labelled && !self.has_free }
    }
}
