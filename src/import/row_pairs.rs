//! Pairs the facts of a row in a newer file with the recorded facts of the same row, to tell which
//! fact corrects which.
//!
//! Knows facts only. Must not know files or the database.

use crate::domain::fact::Draft;
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::when::{Bounds, Day};

/// A fact of a row, recorded or new.
#[derive(Clone, Copy)]
pub(super) struct RowFact<'f> {
    pub(super) fact: &'f Draft,
    /// The uid of its report.
    pub(super) report: Uid,
    /// Key of the publisher of its report; blank where that is not known.
    pub(super) publisher: &'f str,
    /// The days on which its report may have come out; `None` where it is undated.
    pub(super) published: Option<(Day, Day)>,
    /// How its time is to be understood.
    pub(super) nature: Nature,
}

/// What becomes of a new fact of a row that is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairing {
    /// It says what the recorded fact at this index says otherwise.
    Corrects(usize),
    /// It says what held on another day than the recorded fact at this index: both hold.
    OtherDay(usize),
    /// It has nothing in common with the recorded facts of its indicator but the id.
    Unlike,
    /// Nothing is recorded that it could correct.
    New,
}

type Test = fn(&RowFact<'_>, &RowFact<'_>) -> bool;

/// The ways in which two facts of one row, indicator and scope may be one, the surest first.
const WAYS: [Test; 6] = [
    |old, new| old.report == new.report && has_same_time(old, new),
    |old, new| old.report == new.report,
    |old, new| old.publisher == new.publisher && has_same_time(old, new),
    |old, new| old.publisher == new.publisher && old.fact.place == new.fact.place,
    has_same_time,
    |old, new| old.fact.place == new.fact.place,
];

/// What becomes of each new fact of a row. `is_shared` says that several rows have the id of the row:
/// then only facts of the same place and time are one.
pub(super) fn pair(old: &[RowFact<'_>], new: &[RowFact<'_>], is_shared: bool) -> Vec<Pairing> {
    let mut pairs = vec![Pairing::New; new.len()];
    let mut is_taken = vec![false; old.len()];
    let exactly: [Test; 1] =
        [|old, new| old.fact.place == new.fact.place && has_same_time(old, new)];
    let ways: &[Test] = if is_shared { &exactly } else { &WAYS };
    for way in ways {
        for (pair, new) in pairs.iter_mut().zip(new).filter(|(pair, _)| **pair == Pairing::New) {
            let fits = |at: &usize| {
                let old = &old[*at];
                !is_taken[*at]
                    && is_one_series(old, new)
                    && !is_other_day(old, new)
                    && way(old, new)
            };
            if let Some(at) = (0..old.len()).find(fits) {
                is_taken[at] = true;
                *pair = Pairing::Corrects(at);
            }
        }
    }
    if !is_shared {
        pair_other_scopes((old, &mut is_taken), (new, &mut pairs));
    }
    for (pair, new) in pairs.iter_mut().zip(new).filter(|(pair, _)| **pair == Pairing::New) {
        let rest = |at: &usize| !is_taken[*at] && is_one_series(&old[*at], new);
        let other_day = (0..old.len()).filter(rest).find(|at| is_other_day(&old[*at], new));
        *pair = match other_day {
            Some(at) => Pairing::OtherDay(at),
            None if (0..old.len()).any(|at| rest(&at)) => Pairing::Unlike,
            None => Pairing::New,
        };
    }
    pairs
}

/// Pairs facts of different scopes where an indicator has just one left on each side.
fn pair_other_scopes(
    (old, is_taken): (&[RowFact<'_>], &mut [bool]),
    (new, pairs): (&[RowFact<'_>], &mut [Pairing]),
) {
    for at in 0..new.len() {
        let indicator = &new[at].fact.indicator;
        let left: Vec<usize> = (0..old.len())
            .filter(|at| !is_taken[*at] && old[*at].fact.indicator == *indicator)
            .collect();
        let is_left = |(new, pair): &(&RowFact<'_>, &Pairing)| {
            new.fact.indicator == *indicator && **pair == Pairing::New
        };
        let rivals = new.iter().zip(pairs.iter()).filter(is_left).count();
        let [only] = left[..] else { continue };
        let is_like = WAYS.iter().any(|way| way(&old[only], &new[at]));
        if pairs[at] == Pairing::New
            && rivals == 1
            && is_like
            && !is_other_day(&old[only], &new[at])
        {
            is_taken[only] = true;
            pairs[at] = Pairing::Corrects(only);
        }
    }
}

fn is_one_series(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    old.fact.indicator == new.fact.indicator && old.fact.scope == new.fact.scope
}

fn has_same_time(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    bounds(old.fact) == bounds(new.fact)
}

fn bounds(fact: &Draft) -> Option<Bounds> {
    fact.when.as_ref().map(|when| when.bounds)
}

/// Whether two values that hold as of a day, or on the days of a period, hold at different times. What
/// happened once was dated wrongly then.
fn is_other_day(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    let holds = matches!(old.nature, Nature::Stock | Nature::State);
    let (old, new) = (days(old), days(new));
    let is_before = |last: Option<Day>, first: Option<Day>| {
        last.zip(first).is_some_and(|(last, first)| last < first)
    };
    holds && (is_before(old.1, new.0) || is_before(new.1, old.0))
}

/// The first and the last day of the time of a fact, or else of its report's publication.
fn days(fact: &RowFact<'_>) -> (Option<Day>, Option<Day>) {
    match bounds(fact.fact) {
        Some(bounds) => (bounds.start_earliest, bounds.end_latest),
        None => fact.published.unzip(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::When;

    fn draft(indicator: &str, scope: &str, when: &str) -> Draft {
        Draft {
            scope: (!scope.is_empty()).then(|| scope.to_owned()),
            when: Some(When::new(when.parse().unwrap(), "")),
            ..Draft::new("r", indicator, "town")
        }
    }

    fn of<'f>(fact: &'f Draft, report: u8, publisher: &'f str, nature: Nature) -> RowFact<'f> {
        RowFact { fact, report: Uid([report; 16]), publisher, published: None, nature }
    }

    #[test]
    fn a_fact_is_found_by_its_report_then_by_its_publisher_then_by_its_time() {
        let killed = draft("killed", "", "2016-10-24");
        let radio = of(&killed, 1, "radio", Nature::Flow);
        let paper = of(&killed, 2, "paper", Nature::Flow);
        let again = of(&killed, 3, "paper", Nature::Flow);
        let agency = of(&killed, 4, "agency", Nature::Flow);
        assert_eq!(pair(&[radio, paper], &[paper, radio], false), [1, 0].map(Pairing::Corrects));
        assert_eq!(pair(&[radio, paper], &[again], false), [Pairing::Corrects(1)]);
        assert_eq!(pair(&[radio, paper], &[agency], false), [Pairing::Corrects(0)]);
        let more = [radio, agency];
        assert_eq!(pair(&[radio], &more, false), [Pairing::Corrects(0), Pairing::New]);
    }

    #[test]
    fn another_scope_is_the_same_fact_where_one_is_left_on_each_side() {
        let [one, two, three] =
            ["civilians", "fighters", "women"].map(|scope| draft("killed", scope, "2016-10-24"));
        let [one, two, three] = [&one, &two, &three].map(|fact| of(fact, 1, "p", Nature::Flow));
        assert_eq!(pair(&[one], &[three], false), [Pairing::Corrects(0)]);
        assert_eq!(pair(&[one, two], &[two, three], false), [1, 0].map(Pairing::Corrects));
        assert_eq!(pair(&[one, two], &[three], false), [Pairing::New]);
        assert_eq!(pair(&[one], &[three], true), [Pairing::New]);
    }

    #[test]
    fn what_holds_on_another_day_corrects_nothing_and_an_event_moves() {
        let [old, new] = ["2016-10-24", "2016-11-24"].map(|day| draft("idps", "", day));
        let pairs = |nature| pair(&[of(&old, 1, "p", nature)], &[of(&new, 2, "p", nature)], false);
        assert_eq!(pairs(Nature::Stock), [Pairing::OtherDay(0)]);
        assert_eq!(pairs(Nature::Flow), [Pairing::Corrects(0)]);
    }

    #[test]
    fn an_id_that_several_rows_share_or_that_two_lists_use_joins_nothing_unlike() {
        let old = draft("killed", "", "2016-10-24");
        let elsewhere = Draft { place: "city".to_owned(), ..draft("killed", "", "2016-11-24") };
        let (old, new) = (of(&old, 1, "p", Nature::Flow), of(&elsewhere, 2, "p", Nature::Flow));
        assert_eq!(pair(&[old], &[new], false), [Pairing::Unlike]);
        let moved = Draft { place: "city".to_owned(), ..draft("killed", "", "2016-10-24") };
        let moved = of(&moved, 2, "p", Nature::Flow);
        assert_eq!(pair(&[old], &[moved], false), [Pairing::Corrects(0)]);
        assert_eq!(pair(&[old], &[moved], true), [Pairing::Unlike]);
    }
}
