//! Figures that count several events together: 17 killed, where another report has 5 and 12 on that day.

use super::amount::Amount;
use super::item::{Item, Span};
use super::label::{Label, Teller, teller};
use crate::domain::compare::Name;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};

/// The indexes of the items that only count other events of their day together: one report has several figures for the
/// day, whose sum is the figure of another report. They are not events themselves.
pub(super) fn counts_of_several(items: &[Item<'_>], of: &[usize]) -> HashSet<usize> {
    let mut told: HashMap<(Day, Teller<'_>), (usize, Amount)> = HashMap::default();
    let mut named: HashSet<(Day, Teller<'_>, Option<&str>)> = HashSet::default();
    // Two figures of a claimant for one thread, or two rows of a data set, may be about one event.
    let mut unclear: HashSet<(Day, Teller<'_>)> = HashSet::default();
    for (at, day) in of.iter().filter_map(|at| Some((*at, day(&items[*at])?))) {
        let (label, teller) = (Label::of(&items[at]), teller(&items[at]));
        let is_new = label.thread.is_none() || named.insert((day, teller, label.thread));
        if label.row.is_some() || !is_new {
            unclear.insert((day, teller));
        }
        let known = told.entry((day, teller)).or_insert((0, Amount::NONE));
        *known = (known.0 + 1, known.1.plus(items[at].amount));
    }
    told.retain(|key, _| !unclear.contains(key));
    if told.values().all(|(many, _)| *many < 2) {
        return HashSet::default();
    }
    let newest = newest(items, of);
    let is_newest = |day: Day, at: usize| {
        let one = items[at].voice.statement;
        newest.get(&(day, one.claimants.as_slice())).is_none_or(|known| *known == one.published)
    };
    let mut sums: HashMap<Day, Vec<(Amount, Teller<'_>)>> = HashMap::default();
    let mut seen: HashSet<(Day, Teller<'_>)> = HashSet::default();
    for (at, day) in of.iter().filter_map(|at| Some((*at, day(&items[*at])?))) {
        let teller = teller(&items[at]);
        let Some((many, sum)) = told.get(&(day, teller)).copied() else { continue };
        if many > 1 && is_newest(day, at) && seen.insert((day, teller)) {
            sums.entry(day).or_default().push((sum, teller));
        }
    }
    for sums in sums.values_mut() {
        sums.sort_unstable_by(|a, b| a.0.low.total_cmp(&b.0.low));
    }
    let counts_several = |at: &usize| {
        let (item, amount) = (&items[*at], items[*at].amount);
        let Some(sums) = day(item).and_then(|day| sums.get(&day)) else { return false };
        let is_event = !Label::of(item).is_none() || amount.best.is_none();
        let from = sums.partition_point(|(sum, _)| sum.low < amount.low);
        let near = sums[from..].iter().take_while(|(sum, _)| sum.low <= amount.high);
        let mut fitting = near.filter(|(sum, _)| sum.high <= amount.high);
        !is_event && fitting.any(|(_, by)| *by != teller(item))
    };
    of.iter().copied().filter(counts_several).collect()
}

/// The one day on which an item counts something.
fn day(item: &Item<'_>) -> Option<Day> {
    let is_some = item.voice.allowed.is_some() && !item.voice.is_none();
    match item.span {
        Span::OneDay(days) if is_some && days.first == days.last => Some(days.first),
        _ => None,
    }
}

/// For each day and claimant, the day of the last report: what was said before may be corrected.
fn newest<'a>(items: &[Item<'a>], of: &[usize]) -> HashMap<(Day, &'a [Name]), Option<Day>> {
    let mut newest: HashMap<(Day, &'a [Name]), Option<Day>> = HashMap::default();
    for (item, day) in of.iter().filter_map(|at| Some((&items[*at], day(&items[*at])?))) {
        let one = item.voice.statement;
        if !one.claimants.is_empty() {
            let known = newest.entry((day, one.claimants.as_slice())).or_default();
            *known = one.published.max(*known);
        }
    }
    newest
}
