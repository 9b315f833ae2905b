//! Chooses the days that a timeline shows, so that most facts are shown well rather than all facts badly.

use super::options::{Range, Span};
use crate::domain::compare::Statement;
use crate::domain::when::Day;
use chrono::Days;

/// On each side, at most this share of the facts may be cut off, in percent.
const FEW_PERCENT: usize = 15;
/// One fact may be cut off on each side if there are at least this many facts.
const ONE_IN: usize = 5;
/// The window is taken to be at least this long when a gap is compared with it: a gap under half of
/// this many days is never cut.
const ROOMY_DAYS: i64 = 30;
/// The window has at least this many days, unless the user asks for fewer.
const LEAST_DAYS: i64 = 7;

/// The days of the facts that are shown; `None` if no fact is dated.
///
/// The automatic choice starts with all days that facts are about. On each side it cuts off facts that are few (at most
/// 15% of the facts, or one of at least five) and far away: the gap must be at least half as long as the rest of the
/// window, and at least 15 days. A fact that begins before the window or continues after it is still drawn in its lane
/// up to the edge. Facts in `held` are never cut off: those that contradict an absence.
pub(in crate::view) fn choose<'s>(
    statements: &[&Statement],
    held: impl Iterator<Item = &'s Statement>,
    range: Range,
) -> Option<Span> {
    let mut firsts = Vec::new();
    let mut lasts = Vec::new();
    for statement in statements {
        let (first, last) =
            (statement.first().or(statement.last()), statement.last().or(statement.first()));
        if let (Some(first), Some(last)) = (first, last) {
            firsts.push(first);
            lasts.push(last.max(first));
        }
    }
    firsts.sort_unstable();
    lasts.sort_unstable_by(|a, b| b.cmp(a));
    let all = Span { first: *firsts.first()?, last: *lasts.first()? };
    match range {
        Range::All => Some(all),
        Range::Days { first, last } => {
            let first = first.unwrap_or(all.first);
            Some(Span { first, last: last.unwrap_or(all.last).max(first) })
        }
        Range::Auto => {
            let span = trimmed(&firsts, &lasts);
            let held = held.filter(|_| span != all).fold(span, |span, one| Span {
                first: one.first().map_or(span.first, |first| span.first.min(first)),
                last: one.last().map_or(span.last, |last| span.last.max(last)),
            });
            Some(held)
        }
    }
}

/// Cuts on either side until nothing more can be cut. `firsts` are sorted from early to late,
/// `lasts` from late to early; neither is empty.
fn trimmed(firsts: &[Day], lasts: &[Day]) -> Span {
    let most = (firsts.len() * FEW_PERCENT / 100).max(usize::from(firsts.len() >= ONE_IN));
    let (mut lead, mut trail) = (0, 0);
    loop {
        let before = (lead, trail);
        lead = cut(firsts, lasts[trail], most, lead);
        trail = cut(lasts, firsts[lead], most, trail);
        if (lead, trail) == before {
            return Span { first: firsts[lead], last: lasts[trail].max(firsts[lead]) };
        }
    }
}

/// How many of the outermost days to cut, from `least` to `most`: the greatest number that leaves a
/// gap of at least half the rest of the window. `end` is the other end of the window.
fn cut(days: &[Day], end: Day, most: usize, least: usize) -> usize {
    let distance = |a: Day, b: Day| (a - b).num_days().abs();
    (least + 1..=most.min(days.len() - 1))
        .rev()
        .find(|&at| {
            let kept = distance(days[at], end).max(ROOMY_DAYS);
            distance(days[at], days[at - 1]) * 2 >= kept
        })
        .unwrap_or(least)
}

/// The days of an axis that must include these: at least a week, unless the user asks for particular days. Otherwise, a
/// timeline of a single day would be one column wide.
pub(in crate::view) fn widened(span: Span, range: Range) -> Span {
    if range != Range::Auto {
        return span;
    }
    let missing = u64::try_from(LEAST_DAYS - span.days()).unwrap_or(0);
    Span {
        first: span.first.checked_sub_days(Days::new(missing / 2)).unwrap_or(span.first),
        last: span.last.checked_add_days(Days::new(missing - missing / 2)).unwrap_or(span.last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<Day> {
        text.split_whitespace().map(|day| day.parse().unwrap()).collect()
    }

    fn window(firsts: &str) -> (String, String) {
        let firsts = days(firsts);
        let lasts: Vec<Day> = firsts.iter().rev().copied().collect();
        let span = trimmed(&firsts, &lasts);
        (span.first.to_string(), span.last.to_string())
    }

    #[test]
    fn one_fact_years_before_all_others_does_not_squeeze_them() {
        let (first, last) = window("2011-03-15 2016-10-20 2016-10-21 2016-10-22 2016-10-24");
        assert_eq!((first.as_str(), last.as_str()), ("2016-10-20", "2016-10-24"));
    }

    #[test]
    fn one_fact_after_all_others_is_cut_as_well() {
        let (first, last) = window("2016-10-20 2016-10-21 2016-10-22 2016-10-24 2019-01-01");
        assert_eq!((first.as_str(), last.as_str()), ("2016-10-20", "2016-10-24"));
    }

    #[test]
    fn few_facts_and_even_ones_are_all_shown() {
        assert_eq!(window("2011-03-15 2016-10-20 2016-10-24").0, "2011-03-15");
        let even = window("2016-01-01 2016-02-01 2016-03-01 2016-04-01 2016-05-01 2016-06-01");
        assert_eq!(even, ("2016-01-01".to_owned(), "2016-06-01".to_owned()));
    }

    #[test]
    fn a_single_day_is_shown_within_its_week() {
        let day: Day = "2016-10-24".parse().unwrap();
        let span = widened(Span { first: day, last: day }, Range::Auto);
        assert_eq!((span.days(), span.first.to_string()), (7, "2016-10-21".to_owned()));
    }
}
