//! Random facts of all kinds, for the comparison of all pairs.

use super::*;
use proptest::prelude::*;

fn when() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "2018-03-01",
        "2018-03-02",
        "2018-03-05",
        "2018-03-01/2018-03-08",
        "2018-03-01/2018-03-09",
        "2018-02-18/2018-03-08",
        "2018-02-18/2018-03-20",
        "2018-03-03/2018-03-04",
        "2018-03-01/..",
        "2018-03-05/..",
        "[2018-03-01..2018-03-03]",
        "[2018-03-01..2018-03-03]/..",
        "/2018-03-05",
        "[2018-02-01..2018-03-20]",
        "2018-03",
        "2018-02-18/[2018-03-01..2018-03-05]",
        "2018-02-19/2018-03-08",
        "2018-02-01/2018-03-21",
    ])
}

fn some<T: Clone + std::fmt::Debug + 'static>(all: Vec<T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(all))
}

pub(super) fn any_said() -> impl Strategy<Value = Said> {
    use Status::{Ended, Planned, Postponed, Refused, UnderWay};
    let published = vec!["2018-02-20", "2018-03-01", "2018-03-03", "2018-03-08", "2018-03-20"];
    let figures = prop::sample::select(vec![
        None,
        Some((None, Some(0), None)),
        Some((None, Some(5), None)),
        Some((None, Some(46), None)),
        Some((None, Some(1_000), None)),
        Some((Some(5), None, None)),
        Some((None, None, Some(46))),
        Some((Some(4), None, Some(50))),
    ]);
    let names = (
        some(vec!["un", "msf"]),
        some(vec!["civilians", "fighters", "not civilians"]),
        some(vec!["one", "two"]),
        some(vec!["trucks", "%"]),
        prop::sample::select(vec!["aleppo", "aleppo", "syria"]),
        some(vec!["a speech", "a paper"]),
    );
    let states = (
        some(vec![UnderWay, Ended, Planned, Postponed, Refused]),
        prop::sample::select(vec![
            Stance::Asserts,
            Stance::Asserts,
            Stance::Asserts,
            Stance::Denies,
            Stance::Forecasts,
        ]),
        prop::option::weighted(
            0.2,
            prop::sample::select(vec!["09:00/14:00", "08:00/19:00", "12:00/.."]),
        ),
    );
    let report = prop::sample::select(vec!["a", "b", "undated"]);
    (prop::sample::select(published), when(), figures, names, states, report).prop_map(
        |(published, when, figures, names, states, report)| {
            let mut one = said(published, when).in_report(&format!("{report}-{published}"));
            let (claimant, scope, thread, unit, place, origin) = names;
            one.draft.claimants = claimant.map(str::to_owned).into_iter().collect();
            one.draft.scope = scope.map(str::to_owned);
            one.draft.thread = thread.map(str::to_owned);
            one.draft.origin = origin.map(str::to_owned);
            let hours;
            (one.draft.status, one.draft.stance, hours) = states;
            one.draft.time_of_day = hours.map(|hours| hours.parse().unwrap());
            one.draft.place = place.to_owned();
            let mut one = figures.into_iter().fold(one, |one, (a, b, c)| one.figures(a, b, c));
            if let (Some(quantity), Some(unit)) = (&mut one.draft.quantity, unit) {
                quantity.unit = unit.to_owned();
            }
            one
        },
    )
}
