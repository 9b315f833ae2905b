//! Corrections of running totals: a figure for an earlier end that its claimant lowered with a later total, and a total
//! that its claimant later stated higher.

use super::item::{Item, Span};
use super::label::Label;
use super::totals::{Claim, Total, totals};
use crate::domain::compare::Name;
use crate::domain::compare::voice::Days;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Removes the figures for earlier ends that their claimants lowered with later totals, even if the totals belong to
/// different months or years.
pub(super) fn without_corrected(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let mut by_cell: HashMap<(&str, Option<&str>), Vec<usize>> = HashMap::default();
    for (at, item) in items.iter().enumerate() {
        if let Span::Period { is_one_of: false, .. } = item.span {
            let one = item.voice.statement;
            by_cell.entry((&one.place, one.scope.as_deref())).or_default().push(at);
        }
    }
    let mut is_corrected = vec![false; items.len()];
    for of in by_cell.into_values().filter(|of| of.len() > 1) {
        let mut totals = totals(&items, &of);
        let claims = |totals: &[Total<'_>]| -> Vec<usize> {
            totals.iter().flat_map(|total| &total.claims).map(|claim| claim.at).collect()
        };
        let before = claims(&totals);
        correct(&mut totals);
        let after = claims(&totals);
        for at in before {
            is_corrected[at] = true;
        }
        for at in after {
            is_corrected[at] = false;
        }
    }
    let all = items.into_iter().zip(is_corrected);
    all.filter(|(_, is_corrected)| !is_corrected).map(|(item, _)| item).collect()
}

/// What the stages of one running total have in common: first day, label and claimants.
type Toll<'a> = (Days, Label<'a>, &'a [Name]);

/// A claim in one stage of a running total.
#[derive(Clone, Copy)]
struct Stage<'a> {
    /// The index of the total and that of its claim.
    at: (usize, usize),
    /// The days on which its period may end.
    end: Days,
    claim: Claim<'a>,
}

/// Removes the claims that claimants of running totals corrected, and the totals that have no claims left. If claimants
/// later state more for an earlier stage of a total, only that earlier stage is known: they do not say what the total
/// is now. If reports are of one day, or a day is unknown, the total with the later end is taken as the later
/// statement.
pub(super) fn correct(totals: &mut Vec<Total<'_>>) {
    let mut tolls: HashMap<Toll<'_>, Vec<Stage<'_>>> = HashMap::default();
    for (number, total) in totals.iter().enumerate().filter(|(_, total)| total.label.row.is_none())
    {
        let Span::Period { start, end, is_one_of: false } = total.span else { continue };
        for (at, claim) in total.claims.iter().enumerate() {
            if !claim.claimants.is_empty() {
                let stages = tolls.entry((start, total.label, claim.claimants)).or_default();
                stages.push(Stage { at: (number, at), end, claim: *claim });
            }
        }
    }
    let (mut taken_out, mut raised) = (Vec::new(), Vec::new());
    for stages in tolls.into_values().filter(|stages| stages.len() > 1) {
        let (corrected, standing): (Vec<Stage<'_>>, Vec<Stage<'_>>) = corrected(stages);
        taken_out.extend(corrected.into_iter().map(|stage| stage.at));
        raised.extend(revised(standing));
    }
    for ((number, at), low) in raised {
        let amount = &mut totals[number].claims[at].amount;
        *amount = super::amount::Amount {
            low,
            best: None,
            high: f64::INFINITY,
            has_low: true,
            ..*amount
        };
    }
    taken_out.sort_unstable();
    for (number, at) in taken_out.into_iter().rev() {
        totals[number].claims.remove(at);
    }
    totals.retain(|total| !total.claims.is_empty());
}

/// The stages that a total with a later end corrects, and the others.
fn corrected(mut stages: Vec<Stage<'_>>) -> (Vec<Stage<'_>>, Vec<Stage<'_>>) {
    let mut later = stages.clone();
    later.sort_by_key(|stage| Reverse(stage.end.first));
    stages.sort_by_key(|stage| Reverse(stage.end.last));
    let mut later = later.into_iter().peekable();
    let mut least = Least::default();
    stages.into_iter().partition(|stage| {
        while let Some(one) = later.next_if(|one| one.end.first > stage.end.last) {
            least.add(one.claim.published.unwrap_or(Day::MAX), one.claim.amount.high);
        }
        let since = stage.claim.published.unwrap_or(Day::MIN);
        least.since(since).is_some_and(|high| high < stage.claim.amount.low)
    })
}

/// The stages whose total for an earlier end was later stated higher, with the greatest of these totals.
fn revised(mut stages: Vec<Stage<'_>>) -> Vec<((usize, usize), f64)> {
    let mut earlier = stages.clone();
    earlier.sort_by_key(|stage| stage.end.last);
    stages.sort_by_key(|stage| stage.end.first);
    let mut earlier = earlier.into_iter().peekable();
    // The least of the negated numbers is the greatest number.
    let mut least = Least::default();
    let mut found = Vec::new();
    for stage in stages {
        while let Some(one) = earlier.next_if(|one| one.end.last < stage.end.first) {
            if let Some(published) = one.claim.published {
                least.add(published, -one.claim.amount.low);
            }
        }
        let after = stage.claim.published.and_then(|day| day.succ_opt());
        let low = after.and_then(|day| least.since(day)).map(|low| -low);
        found.extend(low.filter(|low| *low > stage.claim.amount.high).map(|low| (stage.at, low)));
    }
    found
}

/// For each day, the least number that was added for it or for a later day.
#[derive(Default)]
struct Least(BTreeMap<Day, f64>);

impl Least {
    fn add(&mut self, day: Day, number: f64) {
        if self.since(day).is_some_and(|known| known <= number) {
            return;
        }
        while let Some((before, _)) =
            self.0.range(..=day).next_back().filter(|(_, known)| **known >= number)
        {
            let before = *before;
            self.0.remove(&before);
        }
        self.0.insert(day, number);
    }

    fn since(&self, day: Day) -> Option<f64> {
        self.0.range(day..).next().map(|(_, number)| *number)
    }
}
