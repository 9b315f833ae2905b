use super::*;
use proptest::prelude::*;

/// Day number `n` of a small test calendar.
fn day(n: i32) -> Day {
    Day::from_num_days_from_ce_opt(736_000 + n).unwrap()
}

fn bounds(days: [Option<i32>; 4]) -> Bounds {
    let [start_earliest, start_latest, end_earliest, end_latest] = days.map(|n| n.map(day));
    Bounds { start_earliest, start_latest, end_earliest, end_latest }
}

fn window(from: Option<i32>, to: Option<i32>) -> Window {
    Window { from: from.map(day), to: to.map(day) }
}

/// The days of the test calendar. `HORIZON` means an open bound, `KNOWN` the day of publication.
const DAYS: std::ops::Range<i32> = 0..5;
const HORIZON: i32 = 40;
const KNOWN: i32 = 3;

fn options() -> impl Iterator<Item = Option<i32>> + Clone {
    DAYS.map(Some).chain([None])
}

/// All combinations of bounds that an expression can have: each pair is in order.
fn every_bounds() -> Vec<[Option<i32>; 4]> {
    let by = |a: Option<i32>, b: Option<i32>| a.zip(b).is_none_or(|(a, b)| a <= b);
    let mut all = Vec::new();
    for se in options() {
        for sl in options() {
            for ee in options() {
                for el in options() {
                    if by(se, sl) && by(ee, el) && by(se, el) && by(se, ee) && by(sl, el) {
                        all.push([se, sl, ee, el]);
                    }
                }
            }
        }
    }
    all
}

/// All readings `(start, end)` of some bounds. `sure` leaves out those that the plain sense of an
/// open start or end excludes.
fn readings([se, sl, ee, el]: [Option<i32>; 4], sure: bool) -> Vec<(i32, i32)> {
    let starts = se.unwrap_or(-HORIZON)..=sl.unwrap_or(HORIZON);
    let mut pairs: Vec<(i32, i32)> = starts
        .flat_map(|s| (ee.unwrap_or(-HORIZON)..=el.unwrap_or(HORIZON)).map(move |e| (s, e)))
        .filter(|(s, e)| s <= e)
        .collect();
    if sure && ee.is_none() && el.is_none() {
        let until = sl.map_or(KNOWN, |sl| sl.max(KNOWN));
        pairs.retain(|(_, e)| *e >= until);
    }
    if sure && se.is_none() && sl.is_none() {
        let by = ee.or(el).unwrap_or(KNOWN);
        pairs.retain(|(s, _)| *s <= by);
    }
    pairs
}

#[test]
fn holding_agrees_with_every_reading_of_every_small_bounds() {
    for days in every_bounds() {
        let (sure, any) = (readings(days, true), readings(days, false));
        for (from, to) in options().flat_map(|from| options().map(move |to| (from, to))) {
            if from.zip(to).is_some_and(|(from, to)| from > to) {
                continue;
            }
            let touches = |&(s, e): &(i32, i32)| {
                to.is_none_or(|to| s <= to) && from.is_none_or(|from| e >= from)
            };
            let expected = match (sure.iter().all(touches), any.iter().any(touches)) {
                (true, _) => Answer::Yes,
                (false, true) => Answer::Maybe,
                (false, false) => Answer::No,
            };
            let answer = holds_throughout(&bounds(days), Some(day(KNOWN)), window(from, to));
            assert_eq!(answer, expected, "{days:?} in {from:?}..{to:?}");
        }
    }
}

#[test]
fn happening_agrees_with_every_reading_of_every_small_bounds() {
    for days in every_bounds() {
        let [se, .., el] = days;
        let possible = se.unwrap_or(-HORIZON)..=el.unwrap_or(HORIZON);
        for (from, to) in options().flat_map(|from| options().map(move |to| (from, to))) {
            if from.zip(to).is_some_and(|(from, to)| from > to) {
                continue;
            }
            let within =
                |d: &i32| from.is_none_or(|from| *d >= from) && to.is_none_or(|to| *d <= to);
            let mut all: Vec<i32> = possible.clone().collect();
            let expected = if all.iter().all(within) {
                Answer::Yes
            } else {
                all.retain(within);
                if all.is_empty() { Answer::No } else { Answer::Maybe }
            };
            let answer = happens_within(&bounds(days), window(from, to));
            assert_eq!(answer, expected, "{days:?} in {from:?}..{to:?}");
        }
    }
}

fn on(text: &str, published: &str, from: &str, to: &str) -> Answer {
    let bounds = text.parse::<super::super::Expression>().unwrap().bounds();
    let window = Window::between(from.parse().unwrap(), to.parse().unwrap());
    holds_throughout(&bounds, published.parse().ok(), window)
}

#[test]
fn no_aid_since_early_july_is_sure_from_ten_july_to_publication() {
    let ask = |from, to| on("[2016-07-01..2016-07-10]/..", "2016-10-24", from, to);
    assert_eq!(ask("2016-06-01", "2016-06-30"), Answer::No);
    assert_eq!(ask("2016-07-05", "2016-07-05"), Answer::Maybe);
    assert_eq!(ask("2016-07-05", "2016-07-10"), Answer::Yes);
    assert_eq!(ask("2016-09-01", "2016-09-01"), Answer::Yes);
    assert_eq!(ask("2016-10-24", "2016-10-24"), Answer::Yes);
    assert_eq!(ask("2016-10-25", "2016-10-25"), Answer::Maybe);
}

#[test]
fn one_day_among_all_days_before_another_is_not_sure_on_any() {
    assert_eq!(on("[..2016-10-22]", "2016-10-24", "2016-10-22", "2016-10-22"), Answer::Maybe);
    assert_eq!(on("[2016-10-22..]", "2016-10-24", "2016-10-22", "2016-10-22"), Answer::Maybe);
}

#[test]
fn a_start_nobody_states_lies_before_the_earliest_end() {
    assert_eq!(
        on("/[2016-10-22..2016-10-24]", "2016-10-24", "2016-10-22", "2016-10-22"),
        Answer::Yes
    );
    assert_eq!(
        on("/[2016-10-22..2016-10-24]", "2016-10-24", "2016-10-23", "2016-10-23"),
        Answer::Maybe
    );
    assert_eq!(
        on("/[2016-10-22..2016-10-24]", "2016-10-24", "2016-10-21", "2016-10-21"),
        Answer::Maybe
    );
    assert_eq!(on("/2016-10-22", "2016-10-24", "2016-10-23", "2016-10-23"), Answer::No);
}

#[test]
fn the_certain_days_lie_between_the_latest_start_and_the_earliest_end() {
    let published = Some(day(KNOWN));
    let certain = |days| bounds(days).certain(published);
    assert_eq!(certain([Some(0), Some(1), Some(3), Some(4)]), Some((day(1), day(3))));
    assert_eq!(certain([Some(0), Some(1), None, None]), Some((day(1), day(KNOWN))));
    assert_eq!(certain([Some(0), Some(4), Some(0), Some(4)]), None);
}

#[test]
fn a_window_that_ends_before_it_begins_has_no_day_in_it() {
    let whole = bounds([Some(0), Some(0), Some(4), Some(4)]);
    assert_eq!(holds_throughout(&whole, Some(day(9)), window(Some(3), Some(1))), Answer::No);
    assert_eq!(happens_within(&whole, window(Some(3), Some(1))), Answer::No);
}

fn some_bounds() -> impl Strategy<Value = Bounds> {
    proptest::sample::select(every_bounds()).prop_map(bounds)
}

fn limit() -> impl Strategy<Value = Option<i32>> {
    proptest::option::of(-2i32..8)
}

proptest! {
    #[test]
    fn widening_the_window_never_lowers_the_answer(
        bounds in some_bounds(), from in limit(), to in limit(), before in 0..4, after in 0..4,
    ) {
        let narrow = window(from, to);
        for wide in [
            window(from.map(|n| n - before), to.map(|n| n + after)),
            window(None, to),
            window(from, None),
        ] {
            prop_assert!(
                holds_throughout(&bounds, Some(day(KNOWN)), wide)
                    >= holds_throughout(&bounds, Some(day(KNOWN)), narrow)
            );
            prop_assert!(happens_within(&bounds, wide) >= happens_within(&bounds, narrow));
        }
    }

    #[test]
    fn what_is_sure_of_an_undated_report_is_sure_whenever_it_came_out(
        bounds in some_bounds(), from in limit(), to in limit(), published in 0i32..5,
    ) {
        let window = window(from, to);
        if holds_throughout(&bounds, None, window) == Answer::Yes {
            let published = Some(day(published));
            prop_assert_eq!(holds_throughout(&bounds, published, window), Answer::Yes);
        }
    }

    #[test]
    fn both_questions_are_the_same_for_one_day(n in 0i32..5, from in limit(), to in limit()) {
        let one = Bounds::day(day(n));
        let window = window(from, to);
        prop_assert_eq!(
            holds_throughout(&one, Some(day(KNOWN)), window),
            happens_within(&one, window)
        );
    }

    #[test]
    fn what_certainly_happened_within_may_have_been_true_within(
        bounds in some_bounds(), from in limit(), to in limit(),
    ) {
        let window = window(from, to);
        if happens_within(&bounds, window) == Answer::Yes {
            prop_assert!(holds_throughout(&bounds, Some(day(KNOWN)), window) >= Answer::Maybe);
        }
    }
}
