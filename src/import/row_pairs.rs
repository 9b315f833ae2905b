//! Pairs the facts of a row in a newer file with the recorded facts of the same row, to decide which fact
//! corrects which.
//!
//! Knows facts only. Must not know files or the database.

use crate::domain::fact::{Draft, Stance};
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::quantity::Per;
use crate::domain::source_row::data_set;
use crate::domain::when::{Bounds, Day};
use crate::import::source_rows::hash_of;
use foldhash::HashMap;
use std::collections::VecDeque;

/// A fact of a row, recorded or new.
#[derive(Clone, Copy)]
pub(super) struct RowFact<'f> {
    pub(super) fact: &'f Draft,
    /// The uid of its report.
    pub(super) report: Uid,
    /// Key of the publisher of its report; blank if that is not known.
    pub(super) publisher: &'f str,
    /// The days on which its report may have come out; `None` if it is undated.
    pub(super) published: Option<(Day, Day)>,
    /// How its time is to be understood.
    pub(super) nature: Nature,
    /// Whether it is hidden from people who may not see confidential reports.
    pub(super) is_hidden: bool,
}

/// The treatment of a new fact of a row whose id is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pairing {
    /// The new fact differs from the recorded fact at this index, and corrects it.
    Corrects(usize),
    /// The new fact and the recorded fact at this index are about different days: neither corrects the other.
    OtherDay(usize),
    /// The new fact has only the id in common with the recorded facts of its indicator.
    Unlike,
    /// There is no recorded fact that the new fact could correct.
    New,
}

type Test = fn(&RowFact<'_>, &RowFact<'_>) -> bool;

/// The tests that show whether two alike facts of one row, indicator and scope are the same, the most certain first.
const WAYS: [Test; 6] = [
    |old, new| old.report == new.report && has_same_time(old, new),
    |old, new| old.report == new.report,
    |old, new| old.publisher == new.publisher && has_same_time(old, new),
    |old, new| old.publisher == new.publisher && has_same_place(old, new),
    has_same_time,
    has_same_place,
];

/// The treatment of each new fact of a row. `is_shared` is true if several rows have the same id: then only
/// facts of the same place and time are paired.
pub(super) fn pair(old: &[RowFact<'_>], new: &[RowFact<'_>], is_shared: bool) -> Vec<Pairing> {
    let mut pairs = vec![Pairing::New; new.len()];
    let mut is_taken = vec![false; old.len()];
    if is_shared {
        pair_exactly((old, &mut is_taken), (new, &mut pairs));
    } else {
        for way in WAYS {
            pair_in_way(way, (old, &mut is_taken), (new, &mut pairs));
        }
        pair_other_scopes((old, &mut is_taken), (new, &mut pairs));
    }
    let left = Left::of(old, &is_taken);
    for (pair, new) in pairs.iter_mut().zip(new).filter(|(pair, _)| **pair == Pairing::New) {
        *pair = left.get(&series(new)).map_or(Pairing::New, |left| left.pairing(new));
    }
    pairs
}

/// Pairs facts that are the same according to one test.
fn pair_in_way(
    way: Test,
    (old, is_taken): (&[RowFact<'_>], &mut [bool]),
    (new, pairs): (&[RowFact<'_>], &mut [Pairing]),
) {
    for (pair, new) in pairs.iter_mut().zip(new).filter(|(pair, _)| **pair == Pairing::New) {
        let fits = |at: &usize| {
            let old = &old[*at];
            !is_taken[*at] && series(old) == series(new) && way(old, new) && may_correct(old, new)
        };
        if let Some(at) = (0..old.len()).find(fits) {
            is_taken[at] = true;
            *pair = Pairing::Corrects(at);
        }
    }
}

/// Pairs alike facts of the same place and time. There may be thousands of each.
fn pair_exactly(
    (old, is_taken): (&[RowFact<'_>], &mut [bool]),
    (new, pairs): (&[RowFact<'_>], &mut [Pairing]),
) {
    let exactly = |fact: &RowFact<'_>| {
        hash_of(&(series(fact), likeness(fact), &fact.fact.place, bounds(fact.fact)))
    };
    let mut places: HashMap<u64, VecDeque<usize>> = HashMap::default();
    for (at, old) in old.iter().enumerate() {
        places.entry(exactly(old)).or_default().push_back(at);
    }
    for (pair, new) in pairs.iter_mut().zip(new) {
        let Some(some) = places.get_mut(&exactly(new)) else { continue };
        if let Some(at) = some.front().copied().filter(|at| may_correct(&old[*at], new)) {
            some.pop_front();
            is_taken[at] = true;
            *pair = Pairing::Corrects(at);
        }
    }
}

/// Pairs facts of different scopes if an indicator has exactly one left on each side.
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
        let (old, new) = (&old[only], &new[at]);
        let is_like = WAYS.iter().any(|way| way(old, new)) && may_correct(old, new);
        if pairs[at] == Pairing::New && rivals == 1 && old.is_hidden == new.is_hidden && is_like {
            is_taken[only] = true;
            pairs[at] = Pairing::Corrects(only);
        }
    }
}

/// The recorded facts of a series that are not paired.
struct Left<'f> {
    any: &'f RowFact<'f>,
    /// The last day of the fact whose time ends first, and its index.
    ends_first: Option<(Day, usize)>,
    /// The first day of the fact whose time begins last, and its index.
    begins_last: Option<(Day, usize)>,
}

impl<'f> Left<'f> {
    fn of(old: &'f [RowFact<'f>], is_taken: &[bool]) -> HashMap<Series<'f>, Self> {
        let mut series_left: HashMap<Series<'f>, Self> = HashMap::default();
        for (at, old) in old.iter().enumerate().filter(|(at, _)| !is_taken[*at]) {
            let none = Self { any: old, ends_first: None, begins_last: None };
            let left = series_left.entry(series(old)).or_insert(none);
            let (first, last) = days(old);
            let last = last.map(|day| (day, at));
            left.ends_first = left.ends_first.into_iter().chain(last).min();
            left.begins_last = left.begins_last.max(first.map(|day| (day, at)));
        }
        series_left
    }

    /// The relation of a new fact of the series to these.
    fn pairing(&self, new: &RowFact<'_>) -> Pairing {
        let (first, last) = days(new);
        let before = self.ends_first.filter(|(day, _)| first.is_some_and(|first| *day < first));
        let after = self.begins_last.filter(|(day, _)| last.is_some_and(|last| last < *day));
        match before.or(after).filter(|_| holds(self.any)) {
            Some((_, at)) => Pairing::OtherDay(at),
            None => Pairing::Unlike,
        }
    }
}

/// The indicator, the people that are counted, and the confidentiality: a public fact corrects no confidential one,
/// since corrections of hidden facts are hidden, and a confidential one corrects no public one.
type Series<'f> = (&'f str, Option<&'f str>, bool);

fn series<'f>(fact: &RowFact<'f>) -> Series<'f> {
    (&fact.fact.indicator, fact.fact.scope.as_deref(), fact.is_hidden)
}

/// The unit of a figure and its unit of time.
type Unit<'f> = (&'f str, Option<Per>);

/// The claimant, the stance and the unit: if these differ, both facts may be right.
fn likeness<'f>(fact: &RowFact<'f>) -> (&'f [String], Stance, Option<Unit<'f>>) {
    let unit = fact.fact.quantity.as_ref().map(|it| (it.unit.as_str(), it.per));
    (&fact.fact.claimants, fact.fact.stance, unit)
}

/// Whether a new fact may state differently what a recorded fact of its row and indicator states.
fn may_correct(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    likeness(old) == likeness(new) && !is_other_day(old, new) && is_surely_one_row(old, new)
}

/// Whether two rows with one id are certainly the same row. Data sets of one publisher may both number their
/// rows from 1. In different reports, two of time, place and figure must therefore be the same, unless the id
/// names its data set.
fn is_surely_one_row(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    let has_data_set = new.fact.source_row_id.as_deref().and_then(data_set).is_some();
    let same = [has_same_time(old, new), has_same_place(old, new), has_same_figure(old, new)];
    old.report == new.report || has_data_set || same.iter().filter(|same| **same).count() > 1
}

fn has_same_place(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    old.fact.place == new.fact.place
}

fn has_same_figure(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    let figures = |fact: &Draft| fact.quantity.as_ref().map(|it| (it.low, it.best, it.high));
    figures(old.fact).is_some() && figures(old.fact) == figures(new.fact)
}

fn has_same_time(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    bounds(old.fact) == bounds(new.fact)
}

fn bounds(fact: &Draft) -> Option<Bounds> {
    fact.when.as_ref().map(|when| when.bounds)
}

/// Whether two values that last for some time are about different times. For an event, a different date means that its
/// date was wrong.
fn is_other_day(old: &RowFact<'_>, new: &RowFact<'_>) -> bool {
    let holds = holds(old);
    let (old, new) = (days(old), days(new));
    let is_before = |last: Option<Day>, first: Option<Day>| {
        last.zip(first).is_some_and(|(last, first)| last < first)
    };
    holds && (is_before(old.1, new.0) || is_before(new.1, old.0))
}

/// Whether values of an indicator are valid as of a day, or true on the days of a period.
fn holds(fact: &RowFact<'_>) -> bool {
    matches!(fact.nature, Nature::Stock | Nature::State)
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
    use crate::domain::quantity::Quantity;
    use crate::domain::when::When;

    fn draft(indicator: &str, scope: &str, when: &str) -> Draft {
        Draft {
            scope: (!scope.is_empty()).then(|| scope.to_owned()),
            when: Some(When::new(when.parse().unwrap(), "")),
            source_row_id: Some("set:1".to_owned()),
            ..Draft::new("r", indicator, "town")
        }
    }

    fn of<'f>(fact: &'f Draft, report: u8, publisher: &'f str, nature: Nature) -> RowFact<'f> {
        RowFact {
            fact,
            report: Uid([report; 16]),
            publisher,
            published: None,
            nature,
            is_hidden: false,
        }
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
    fn quantity(figure: u32, unit: &str) -> Quantity {
        let (unit, as_stated) = (unit.to_owned(), figure.to_string());
        Quantity {
            as_stated,
            low: None,
            best: Some(figure.into()),
            high: None,
            approximate: false,
            unit,
            ..Quantity::default()
        }
    }

    /// A fact with a claimant, a figure and a unit.
    fn figure(claimant: &str, figure: u32, unit: &str) -> Draft {
        let quantity = quantity(figure, unit);
        let claimants = vec![claimant.to_owned()];
        Draft { claimants, quantity: Some(quantity), ..draft("idps", "", "2016-10-24") }
    }

    #[test]
    fn a_figure_corrects_none_of_another_claimant_unit_or_stance() {
        let [gov, rebels] = [figure("gov", 9, "people"), figure("rebels", 20, "people")];
        let newer = figure("rebels", 22, "people");
        let denied = Draft { stance: Stance::Denies, ..newer.clone() };
        let families = figure("rebels", 6, "families");
        let of = |fact| of(fact, 1, "p", Nature::Flow);
        for is_shared in [false, true] {
            let pairs = |new| pair(&[of(&gov), of(&rebels)], &[of(new)], is_shared);
            assert_eq!(pairs(&newer), [Pairing::Corrects(1)]);
            assert_eq!(pairs(&denied), [Pairing::Unlike]);
            assert_eq!(pairs(&families), [Pairing::Unlike]);
            assert_eq!(pair(&[of(&gov)], &[of(&newer)], is_shared), [Pairing::Unlike]);
        }
    }

    #[test]
    fn a_public_fact_and_a_confidential_one_never_correct_each_other() {
        let fact = draft("killed", "", "2016-10-24");
        let open = of(&fact, 1, "p", Nature::Flow);
        let hidden = RowFact { is_hidden: true, ..open };
        let other = Draft { scope: Some("women".to_owned()), ..fact.clone() };
        let other = of(&other, 1, "p", Nature::Flow);
        for is_shared in [false, true] {
            assert_eq!(pair(&[hidden], &[open], is_shared), [Pairing::New]);
            assert_eq!(pair(&[open], &[hidden], is_shared), [Pairing::New]);
            assert_eq!(pair(&[hidden], &[other], is_shared), [Pairing::New]);
            assert_eq!(pair(&[hidden], &[hidden], is_shared), [Pairing::Corrects(0)]);
        }
    }

    #[test]
    fn a_plain_number_in_another_report_needs_two_of_time_place_and_figure() {
        let plain = |figure: u32, place: &str, when| Draft {
            quantity: Some(quantity(figure, "people")),
            place: place.to_owned(),
            source_row_id: Some("1".to_owned()),
            ..draft("killed", "", when)
        };
        let may = plain(12, "a", "2016-05-02");
        for (figure, place, when, pairing) in [
            (40, "a", "2016-06-11", Pairing::Unlike),
            (40, "b", "2016-05-02", Pairing::Unlike),
            (12, "b", "2016-06-11", Pairing::Unlike),
            (40, "a", "2016-05-02", Pairing::Corrects(0)),
            (12, "a", "2016-06-11", Pairing::Corrects(0)),
            (12, "b", "2016-05-02", Pairing::Corrects(0)),
        ] {
            let june = plain(figure, place, when);
            let pairs = |report| {
                pair(
                    &[of(&may, 1, "p", Nature::Flow)],
                    &[of(&june, report, "p", Nature::Flow)],
                    false,
                )
            };
            assert_eq!(pairs(2), [pairing], "{figure} {place} {when}");
            assert_eq!(pairs(1), [Pairing::Corrects(0)]);
        }
    }
}
