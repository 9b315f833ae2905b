//! Series that have not been reported for longer than usual. A series is an indicator at a place.

use super::question::Question;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// A series has a usual interval only if it was reported on at least this many days.
pub const FEWEST_DAYS: usize = 3;

/// A series that nobody reported for a long time.
#[derive(Clone, Copy, Debug)]
pub struct Silence<'a> {
    /// The newest statement of the series.
    pub last: &'a Statement,
    /// The day on which its report came out.
    pub last_day: Day,
    /// On how many days the series was reported.
    pub days: usize,
    /// The usual number of days from one report to the next: the median of the intervals, rounded up.
    pub usual: i64,
    /// The number of days since the newest report.
    pub silent: i64,
}

/// The series that have been silent for longer than usual, or for the number of days that the question sets; the most
/// unusual first. Series that are reported on fewer than three days have no usual interval, and are left out; so are
/// states and plans that have ended according to their newest statement.
#[must_use]
pub fn silences<'a>(asked: &[&'a Statement], question: Question<'_>) -> Vec<Silence<'a>> {
    let mut series: HashMap<(&str, &str), (Vec<Day>, &'a Statement)> = HashMap::default();
    let mut planned: HashSet<(&str, &str)> = HashSet::default();
    for &one in asked {
        let Some(day) = one.published.filter(|day| *day <= question.today) else { continue };
        let (days, last) =
            series.entry((&one.place, &one.indicator)).or_insert_with(|| (Vec::new(), one));
        days.push(day);
        if matches!(one.kind(), StatementKind::Planned | StatementKind::PutOff) {
            planned.insert((&one.place, &one.indicator));
        }
        if newness(one) > newness(last) {
            *last = one;
        }
    }
    // Nobody expects news about a state or a planned operation that has ended.
    let is_over = |series: &(&str, &str), last: &Statement| {
        last.kind() == StatementKind::Ended
            || last.status == Some(Status::Ended) && planned.contains(series)
    };
    let goes_on = series.into_iter().filter(|(key, (_, last))| !is_over(key, last));
    let found = goes_on.filter_map(|(_, (days, last))| silence(days, last, question));
    let mut found: Vec<Silence<'_>> = found.collect();
    found.sort_by_key(|one| (Reverse(one.excess()), one.last.place.clone(), one.last.uid));
    found
}

fn newness(one: &Statement) -> impl Ord + use<> {
    (one.published, one.last(), one.uid)
}

fn silence<'a>(
    mut days: Vec<Day>,
    last: &'a Statement,
    question: Question<'_>,
) -> Option<Silence<'a>> {
    days.sort_unstable();
    days.dedup();
    if days.len() < FEWEST_DAYS {
        return None;
    }
    let last_day = *days.last()?;
    let usual = median(&days);
    let silent = (question.today - last_day).num_days();
    let is_silent = question.days.map_or(silent > usual, |days| silent >= days);
    is_silent.then_some(Silence { last, last_day, days: days.len(), usual, silent })
}

/// The median of the intervals between days, of which there are at least two; for an even number of intervals the mean
/// of the two in the middle, rounded up.
fn median(days: &[Day]) -> i64 {
    let mut intervals: Vec<i64> =
        days.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).collect();
    intervals.sort_unstable();
    let (low, high) = (intervals[(intervals.len() - 1) / 2], intervals[intervals.len() / 2]);
    (low + high + 1) / 2
}

impl Silence<'_> {
    fn excess(&self) -> i64 {
        excess(self.silent, self.usual)
    }
}

/// The length of a silence in usual intervals, in thousandths.
#[must_use]
pub fn excess(silent: i64, usual: i64) -> i64 {
    silent * 1000 / usual.max(1)
}
