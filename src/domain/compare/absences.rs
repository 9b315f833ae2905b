//! The newest absence that covers an event. The search takes O(n log n) time for n statements,
//! however many absences are about one place or one day.

use super::statement::Statement;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Indicator, place, scope and unit of an absence; no scope means all people or things there, and no
/// unit the indicator's own, of which there are none in any unit then.
type Thing<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>);

/// Finds the newest absence that covers each event, at the event's place or at a place around it.
/// Gives positions in `happened` with their absences, in order; events that no absence covers are
/// left out.
///
/// An absence covers an event if its scope includes the event's scope, its unit is the event's or the
/// indicator's, and its days, from their
/// certain beginning to their end or to its publication, include the event's days.
pub(super) fn newest<'a>(
    selection: &Selection,
    mut absent: Vec<&'a Statement>,
    happened: &[&Statement],
) -> Vec<(u32, &'a Statement)> {
    absent.sort_by_key(|one| (Reverse(one.published), one.vagueness()));
    let mut beginning: Vec<(Day, u32)> =
        (0..).zip(&absent).filter_map(|(rank, one)| Some((certain_begin(one)?, rank))).collect();
    beginning.sort_unstable();
    let mut beginning = beginning.into_iter().peekable();
    let mut order: Vec<(Day, u32)> =
        (0..).zip(happened).filter_map(|(at, one)| Some((one.first()?, at))).collect();
    order.sort_unstable();
    let mut begun: HashMap<Thing<'_>, Begun> = HashMap::default();
    let mut found = Vec::new();
    for (first, at) in order {
        while let Some((_, rank)) = beginning.next_if(|(begin, _)| *begin <= first) {
            let one = absent[rank as usize];
            let thing = (&*one.indicator, &*one.place, one.scope.as_deref(), one.unit.as_deref());
            begun.entry(thing).or_default().add(one.last(), rank);
        }
        let one = happened[at as usize];
        let ranks = things(selection, one).filter_map(|thing| begun.get(&thing)?.until(one.last()));
        found.extend(ranks.min().map(|rank| (at, absent[rank as usize])));
    }
    found.sort_unstable_by_key(|(at, _)| *at);
    found
}

/// The day by which an absence certainly began; `None` where no start is stated.
fn certain_begin(absent: &Statement) -> Option<Day> {
    absent.bounds().and_then(|bounds| bounds.start_latest.or(bounds.start_earliest))
}

/// The indicator, places, scopes and units of all absences that may cover an event: its place or a
/// place around it, with its scope or none, and with its unit or none.
fn things<'a>(
    selection: &'a Selection,
    happened: &'a Statement,
) -> impl Iterator<Item = Thing<'a>> {
    let above = selection.path(&happened.place).map(|place| place.key.as_str());
    let places = std::iter::once(&*happened.place).chain(above);
    let named = |name: Option<&'a str>| std::iter::once(None).chain(name.map(Some));
    let kinds = move || {
        let scopes = named(happened.scope.as_deref());
        scopes.flat_map(move |scope| named(happened.unit.as_deref()).map(move |unit| (scope, unit)))
    };
    places.flat_map(move |place| {
        kinds().map(move |(scope, unit)| (&*happened.indicator, place, scope, unit))
    })
}

/// Absences with the same key that have begun: their ranks (0 is the newest) by their last day. An
/// absence that a newer one outlasts is left out, so that ranks rise with the days.
#[derive(Default)]
struct Begun(BTreeMap<Option<Day>, u32>);

impl Begun {
    fn add(&mut self, last: Option<Day>, rank: u32) {
        if self.until(last).is_some_and(|newer| newer <= rank) {
            return;
        }
        while let Some((&outlasted, _)) =
            self.0.range(..=last).next_back().filter(|(_, older)| **older > rank)
        {
            self.0.remove(&outlasted);
        }
        self.0.insert(last, rank);
    }

    /// The rank of the newest absence that lasts to a day at least; `None` where none does.
    fn until(&self, last: Option<Day>) -> Option<u32> {
        self.0.range(last..).next().map(|(_, rank)| *rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compare::Name;
    use crate::domain::compare::statement::tests::{lasting, statement};
    use crate::domain::fact::Draft;
    use crate::domain::place::{Place, PlaceKind};
    use crate::domain::when::When;
    use proptest::prelude::*;

    /// A city, its country, and two other places.
    const PLACES: [&str; 4] = ["city", "country", "alone", "other"];

    fn rows() -> Selection {
        let place = |key: &str, parent: Option<&str>| {
            let place = Place::new(key, key, PlaceKind::City, parent.map(str::to_owned));
            (key.to_owned(), place)
        };
        let places = [place("city", Some("country")), place("country", None), place("other", None)];
        Selection { places: places.into(), ..Selection::default() }
    }

    /// Statements about one of the places, with or without a scope, at days of one month.
    fn said() -> impl Strategy<Value = Statement> {
        let when = prop_oneof![
            (1..9u32, 0..9u32).prop_map(|(a, days)| format!("2016-10-0{a}/2016-10-{}", 10 + days)),
            (1..9u32).prop_map(|a| format!("[2016-10-0{a}..2016-10-09]/..")),
            (1..9u32).prop_map(|a| format!("2016-10-0{a}")),
            (1..9u32).prop_map(|a| format!("/2016-10-0{a}")),
        ];
        let scope = prop_oneof![Just(None), "[ab]".prop_map(Some)];
        let place = prop::sample::select(&PLACES[..]);
        let unit = prop_oneof![Just(None), "[ab]".prop_map(Some)];
        (prop::option::of(when), scope, place, 10..20u32, unit).prop_map(|said| {
            let (when, scope, place, day, unit) = said;
            let when = when.map(|when| When::new(when.parse().unwrap(), ""));
            let draft = Draft { when, scope, place: place.to_owned(), ..lasting(0, "convoys") };
            let published = format!("2016-10-{day}").parse().ok();
            let unit = unit.map(|unit| Name::from(unit.as_str()));
            Statement { published, unit, ..statement(draft) }
        })
    }

    /// The definition of covering.
    fn covers(rows: &Selection, absent: &Statement, happened: &Statement) -> bool {
        let begins = certain_begin(absent);
        let holds = absent.place == happened.place
            || rows.path(&happened.place).any(|place| *place.key == *absent.place);
        holds
            && (absent.scope.is_none() || absent.scope == happened.scope)
            && (absent.unit.is_none() || absent.unit == happened.unit)
            && begins.is_some()
            && happened.first() >= begins
            && happened.last() <= absent.last()
    }

    proptest! {
        #[test]
        fn each_event_has_the_newest_absence_that_covers_it(
            absent in prop::collection::vec(said(), 0..24),
            happened in prop::collection::vec(said(), 0..24),
        ) {
            let rows = rows();
            let all: Vec<&Statement> = absent.iter().collect();
            let happened: Vec<&Statement> = happened.iter().collect();
            let found: HashMap<u32, &Statement> =
                newest(&rows, all, &happened).into_iter().collect();
            for (at, one) in (0..).zip(&happened) {
                // Of equally new absences, `min_by_key` gives the first, as `newest` does.
                let expected = absent
                    .iter()
                    .filter(|absent| covers(&rows, absent, one))
                    .min_by_key(|absent| (Reverse(absent.published), absent.vagueness()));
                let found = found.get(&at).copied();
                let is = |one: Option<&Statement>| one.map(std::ptr::from_ref);
                prop_assert_eq!(is(found), is(expected));
            }
        }
    }

    #[test]
    fn absences_that_a_newer_one_outlasts_are_dropped() {
        let day = |day: u32| format!("2016-10-{day}").parse::<Day>().ok();
        let mut begun = Begun::default();
        for (last, rank) in [(12, 5), (14, 7), (11, 6), (13, 3), (20, 9)] {
            begun.add(day(last), rank);
        }
        let kept: Vec<_> = begun.0.into_iter().collect();
        assert_eq!(kept, [(day(13), 3), (day(14), 7), (day(20), 9)]);
    }
}
