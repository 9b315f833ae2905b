//! Totals: figures for a period of more than a day, one for each period that reports mention.

use super::amount::{Amount, OneThing};
use super::item::{Item, Span};
use super::label::Label;
use super::tally::{Tally, Things};
use super::updates::newest;
use crate::domain::compare::Name;
use crate::domain::compare::allowed::Allowed;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::collections::BTreeMap;

/// A figure for a period, from one or several claimants.
#[derive(Clone, Debug)]
pub(super) struct Total<'a> {
    pub(super) span: Span,
    /// The range of days for its start and that for its end, each only if a fact gives several days.
    pub(super) edges: [Option<Days>; 2],
    pub(super) label: Label<'a>,
    pub(super) tally: Tally,
    /// The claimants and their figures.
    pub(super) claims: Vec<Claim<'a>>,
    members: Vec<usize>,
}

/// A figure for a period, with those who state it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'a> {
    /// The claimants; empty if nobody is named.
    pub(super) claimants: &'a [Name],
    /// The day of the report.
    pub(super) published: Option<Day>,
    pub(super) amount: Amount,
    /// The numbers that its figure allows; `None` if it has no figure.
    pub(super) allowed: Option<Allowed>,
    /// The index of its item.
    pub(super) at: usize,
}

/// If a period is longer than this, its ends may differ by one day from those of another.
const WEEK: i64 = 7;

/// Groups the items of one place and scope that mean the same period. [`add_up`] sets their figures, after claims that
/// were corrected have been removed (`corrections`).
pub(super) fn totals<'a>(items: &[Item<'a>], of: &[usize]) -> Vec<Total<'a>> {
    let mut of = of.to_vec();
    of.sort_by_cached_key(|at| {
        let (span, outer) = (items[*at].span, items[*at].span.outer());
        // Those with certain ends come first, so that the others find them.
        let is_vague = span.inner() != Some(outer);
        (is_vague, outer, span, Label::of(&items[*at]), items[*at].voice.statement.uid)
    });
    let mut totals: Vec<Total<'a>> = Vec::new();
    let mut known: HashMap<Label<'a>, BTreeMap<Day, BTreeMap<Day, Vec<usize>>>> =
        HashMap::default();
    for at in of {
        let (span, label) = (items[at].span, Label::of(&items[at]));
        let by_start = known.entry(label).or_default();
        let found = same(by_start, span, &totals);
        if let Some(total) = found {
            let known = &mut totals[total];
            known.members.push(at);
            let [start, end] = span.edges();
            known.edges = [known.edges[0].or(start), known.edges[1].or(end)];
            continue;
        }
        let outer = span.outer();
        let ends = by_start.entry(outer.first).or_default();
        ends.entry(outer.last).or_default().push(totals.len());
        let members = vec![at];
        let edges = span.edges();
        totals.push(Total { span, edges, label, tally: Tally::EMPTY, claims: Vec::new(), members });
    }
    for total in &mut totals {
        total.claims =
            newest(items, &total.members).into_iter().map(|at| Claim::of(items, at)).collect();
    }
    totals
}

/// Adds up the claims for each total.
pub(super) fn add_up(totals: &mut [Total<'_>]) {
    for total in totals {
        let OneThing { amount, is_contested, claimed } =
            Amount::of_one(total.claims.iter().map(|claim| (claim.amount, claim.allowed)));
        let events = usize::from(amount.high > 0.0);
        let contested = usize::from(is_contested);
        let (most, things) = (amount.high, Things::total(events, total.span.outer()));
        total.tally = Tally { amount, claimed, most, events, things, contested, ..Tally::EMPTY };
    }
}

impl<'a> Claim<'a> {
    fn of(items: &[Item<'a>], at: usize) -> Self {
        let item = &items[at];
        let one = item.voice.statement;
        let claimants = one.claimants.as_slice();
        let (amount, allowed) = (item.amount, item.voice.allowed);
        Self { claimants, published: one.published, amount, allowed, at }
    }
}

/// The first known total that means the same period.
fn same(
    by_start: &BTreeMap<Day, BTreeMap<Day, Vec<usize>>>,
    span: Span,
    totals: &[Total<'_>],
) -> Option<usize> {
    let (start, end) = ends(span);
    let slack = slack(span);
    let around = |days: Days| earlier(days.first, slack)..=later(days.last, slack);
    let is_same = |total: &&usize| {
        let other = totals[**total].span;
        let (from, to) = ends(other);
        let slack = i64::from(slack > 0 && self::slack(other) > 0);
        let off = (start.distance(from), end.distance(to));
        // If two periods begin or end together, one is a part of the other.
        let is_shifted = off == (slack, slack) && (start < from) == (end < to);
        is_one_of(span) == is_one_of(other) && (off == (0, 0) || is_shifted)
    };
    // The exact period is tried first.
    let exactly = by_start.get(&start.first).and_then(|ends| ends.get(&end.last));
    let exactly = exactly.into_iter().flatten().find(|total| totals[**total].span == span);
    let near = || {
        let ends = by_start.range(around(start)).map(|(_, ends)| ends);
        let near = ends.flat_map(|ends| ends.range(around(end)));
        near.flat_map(|(_, totals)| totals).find(is_same)
    };
    exactly.or_else(near).copied()
}

fn is_one_of(span: Span) -> bool {
    matches!(span, Span::Period { is_one_of: true, .. })
}

fn ends(span: Span) -> (Days, Days) {
    match span {
        Span::OneDay(days) => (days, days),
        Span::Period { start, end, .. } => (start, end),
    }
}

fn slack(span: Span) -> u64 {
    u64::from(span.outer().count() > WEEK)
}

fn earlier(day: Day, days: u64) -> Day {
    day.checked_sub_days(chrono::Days::new(days)).unwrap_or(day)
}

fn later(day: Day, days: u64) -> Day {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(day)
}
