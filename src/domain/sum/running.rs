//! Running totals by month: what a claimant's later total adds to an earlier one.
//!
//! A period in two months belongs to neither. But "1,000 from 18 February to 31 March" after "600 from
//! 18 February to 28 February", by one claimant, gives 400 for March.

use super::item::{Item, Span};
use super::label::Label;
use crate::domain::compare::Name;
use crate::domain::compare::allowed::Allowed;
use crate::domain::compare::voice::{Days, Voice};
use crate::domain::group_counts::Dimension;
use crate::domain::when::Day;
use chrono::Datelike;
use foldhash::HashMap;
use std::collections::BTreeSet;

/// An item with its month, year or day; if it lies in several, with the first and the last of them.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) item: Item<'a>,
    pub(super) within: Days,
    /// Whether it is the difference between a running total and an earlier one.
    pub(super) is_difference: bool,
    /// Whether it is also counted in another line.
    pub(super) is_again: bool,
}

/// The first and the last day of the months, years or days of a period. `by` is one of these.
pub(super) fn aligned(days: Days, by: Dimension) -> Days {
    let first = |day: Day| match by {
        Dimension::Year => day.with_ordinal(1),
        Dimension::Month => day.with_day(1),
        _ => Some(day),
    };
    let after = |day: Day| match by {
        Dimension::Year => first(day)?.checked_add_months(chrono::Months::new(12)),
        Dimension::Month => first(day)?.checked_add_months(chrono::Months::new(1)),
        _ => day.succ_opt(),
    };
    let last = after(days.last).and_then(|day| day.pred_opt());
    Days { first: first(days.first).unwrap_or(days.first), last: last.unwrap_or(days.last) }
}

/// Puts items into the months, years or days in which they lie. A statement that there was none is put into each of
/// them that has another item.
pub(super) fn placed<'a>(items: &[Item<'a>], by: Dimension) -> Vec<Placed<'a>> {
    let stages = Stages::of(items);
    let one = |day: Day| aligned(Days { first: day, last: day }, by);
    let place = |item: Item<'a>| {
        let outer = item.span.outer();
        let (within, last) = (aligned(outer, by), one(outer.last));
        let added = stages.added(&item, last.first).filter(|_| within != last);
        let is_difference = added.is_some();
        let within = if is_difference { last } else { within };
        Placed { item: added.unwrap_or(item), within, is_difference, is_again: false }
    };
    let placed: Vec<Placed<'a>> = items.iter().map(|item| place(*item)).collect();
    let told = placed.iter().map(|one| one.within).filter(|days| one(days.first) == *days);
    let told: BTreeSet<Days> = told.collect();
    let mut all = Vec::with_capacity(placed.len());
    for whole in placed {
        let days = whole.item.span.inner().filter(|days| *days == whole.item.span.outer());
        let Some(days) =
            days.filter(|_| whole.item.voice.is_none() && !told.contains(&whole.within))
        else {
            all.push(whole);
            continue;
        };
        let mut rest = days.first;
        let mut is_again = false;
        let from = Days { first: one(days.first).first, last: Day::MIN };
        for within in told.range(from..).take_while(|within| within.first <= days.last) {
            let (first, last) = (within.first.max(days.first), within.last.min(days.last));
            let item = Item { span: Span::through(Days { first, last }), ..whole.item };
            all.push(Placed { item, within: *within, is_again, is_difference: false });
            is_again = true;
            rest = if rest == first { last.succ_opt().unwrap_or(Day::MAX) } else { rest };
        }
        if rest <= days.last {
            all.push(Placed { is_again, ..whole });
        }
    }
    all
}

/// What running totals have in common: place, scope, label, claimants and first day.
type Toll<'a> = (&'a str, Option<&'a str>, Label<'a>, &'a [Name], Day);

/// The stages of each running total, by its last day.
struct Stages<'a>(HashMap<Toll<'a>, HashMap<Day, Item<'a>>>);

impl<'a> Stages<'a> {
    fn of(items: &[Item<'a>]) -> Self {
        let mut stages: HashMap<Toll<'a>, HashMap<Day, Item<'a>>> = HashMap::default();
        let newness = |item: &Item<'a>| (item.voice.statement.published, item.voice.statement.uid);
        for item in items {
            let Some((toll, days)) = toll(item) else { continue };
            let known = stages.entry(toll).or_default().entry(days.last).or_insert(*item);
            if newness(item) > newness(known) {
                *known = *item;
            }
        }
        Self(stages)
    }

    /// What a running total adds from `first` on, if the same claimant gave a total up to the day before.
    fn added(&self, item: &Item<'a>, first: Day) -> Option<Item<'a>> {
        let (toll, days) = toll(item)?;
        let before = self.0.get(&toll)?.get(&first.pred_opt()?)?;
        let amount = item.amount.minus(before.amount)?;
        let span = Span::through(Days { first, last: days.last });
        let allowed = Some(Allowed { low: amount.low, high: amount.high });
        Some(Item { amount, span, voice: Voice { allowed, ..item.voice }, ..*item })
    }
}

/// The running total that an item is a stage of, with its days; `None` if its days or its claimants are not certain.
fn toll<'a>(item: &Item<'a>) -> Option<(Toll<'a>, Days)> {
    let one = item.voice.statement;
    let days = item.span.inner().filter(|days| *days == item.span.outer())?;
    let claimants = one.claimants.as_slice();
    let toll = (&*one.place, one.scope.as_deref(), Label::of(item), claimants, days.first);
    (!claimants.is_empty()).then_some((toll, days))
}
