//! Tests that shapes neither overlap nor leave their lane, and that each has words.

use super::shape::{Anchor, Sign};
use super::*;
use crate::domain::compare::{Name, StatementKind};
use crate::domain::indicator::Nature;
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::view::timeline::{Figure, Lane, Mark, Span};
use proptest::prelude::*;

const KINDS: [StatementKind; 10] = [
    StatementKind::Held,
    StatementKind::Absent,
    StatementKind::Total,
    StatementKind::Level,
    StatementKind::Happened,
    StatementKind::Ended,
    StatementKind::Foreseen,
    StatementKind::Planned,
    StatementKind::PutOff,
    StatementKind::Denied,
];

fn window(days: u64) -> Span {
    let first = "2016-09-01".parse().unwrap();
    Span { first, last: first.checked_add_days(chrono::Days::new(days)).unwrap() }
}

/// Marks of any kind on days in and around the window, some of them with open ends.
fn marks(days: i64) -> impl Strategy<Value = Vec<Mark>> {
    let day = move |at: i64| window(1).first + chrono::Duration::days(at);
    let mark = (
        0..10_usize,
        -20..days + 20,
        0_i64..9,
        0_i64..9,
        0_i64..9,
        any::<[bool; 3]>(),
        "[0-9]{0,7}",
    );
    let mark =
        mark.prop_map(move |(kind, at, before, long, after, [opens, ends, differs], value)| Mark {
            kind: KINDS[kind],
            first: (!opens).then(|| day(at)),
            last: (!ends).then(|| day(at + before + long + after)),
            certain: (after != 3).then(|| (day(at + before), day(at + before + long))),
            hedged: [None; 2],
            value: value.as_str().into(),
            length: Name::default(),
            differs,
            is_claimed: false,
            status: None,
            place: None,
            is_of_part: false,
        });
    prop::collection::vec(mark, 0..60)
}

/// A mark that is certain from one day of the window to another.
fn over(kind: StatementKind, first: i64, last: i64, value: &str) -> Mark {
    let day = |at: i64| window(1).first + chrono::Duration::days(at);
    Mark {
        kind,
        status: None,
        first: Some(day(first)),
        last: Some(day(last)),
        certain: Some((day(first), day(last))),
        hedged: [None; 2],
        value: value.into(),
        length: Name::default(),
        place: None,
        is_of_part: false,
        differs: false,
        is_claimed: false,
    }
}

fn lane(marks: Vec<Mark>) -> Lane {
    let (indicator, label) = ("killed".to_owned(), "People killed".to_owned());
    Lane {
        indicator,
        label,
        unit: None,
        scope: None,
        shared_by: 0,
        nature: Nature::Flow,
        marks,
        figure: Figure::default(),
    }
}

/// The left and the right end of a value, in pixels.
fn ends(shape: &Shape, width: f64) -> Option<(f64, f64)> {
    let Shape::Words { at, aside, anchor, words, .. } = shape else { return None };
    let (at, wide) = (at * width + aside, wide(words, 12.0));
    Some(match anchor {
        Anchor::Start => (at, at + wide),
        Anchor::Middle => (at - wide / 2.0, at + wide / 2.0),
        Anchor::End => (at - wide, at),
    })
}

proptest! {
    #[test]
    fn values_lie_in_the_strip_and_touch_neither_each_other_nor_signs(
        marks in marks(80), width in 200.0..900.0,
    ) {
        let strip = strip(&lane(marks), window(80), width);
        let mut taken: Vec<(f64, f64)> =
            strip.values.iter().filter_map(|shape| ends(shape, width)).collect();
        for shape in &strip.shapes {
            if let Shape::Sign { at, aside, .. } = shape {
                taken.extend(strip.values.first().map(|_| (at * width + aside, at * width + aside)));
            }
        }
        for (from, to) in strip.values.iter().filter_map(|shape| ends(shape, width)) {
            prop_assert!(from >= -1e-6 && to <= width + 1e-6, "{from} to {to} of {width}");
            let over = taken.iter().filter(|one| one.0 < to - 1e-6 && one.1 > from + 1e-6).count();
            prop_assert_eq!(over, 1);
        }
    }

    #[test]
    fn signs_are_on_their_day_and_in_separate_rows_if_they_are_close(marks in marks(30)) {
        let (width, window) = (420.0, window(30));
        let strip = strip(&lane(marks), window, width);
        let signs: Vec<(f64, f64, Sign)> = strip.shapes.iter().filter_map(|shape| match shape {
            Shape::Sign { sign: Sign::Ring | Sign::Differ, .. } => None,
            Shape::Sign { at, aside, rise, sign, .. } => {
                assert!(aside.abs() < 1e-9, "it stands on its day");
                Some((*at, *rise, *sign))
            }
            _ => None,
        }).collect();
        let days: Vec<&[(f64, f64, Sign)]> = signs.chunk_by(|a, b| a.0.to_bits() == b.0.to_bits()).collect();
        for of_day in &days {
            for pair in of_day.windows(2) {
                // From the top down, in the order of a process.
                prop_assert!(pair[0].1 - pair[1].1 >= 9.0 - 1e-9 && pair[0].2 <= pair[1].2, "{of_day:?}");
            }
        }
        for pair in days.windows(2).filter(|pair| pair[0].len() == 1 && pair[1].len() == 1) {
            let is_apart = (pair[1][0].0 - pair[0][0].0) * width >= 13.0;
            prop_assert!(is_apart || (pair[1][0].1 - pair[0][0].1).abs() > 12.0);
        }
    }

    #[test]
    fn what_is_contradicted_is_marked_however_little_room_there_is(marks in marks(30), width in 20.0..300.0) {
        let window = window(30);
        let is_drawn = |mark: &&Mark| {
            let is_line = mark.lasts() && !mark.is_point() && mark.first.is_some() && mark.last.is_some();
            let days = mark.days_of_signs(false);
            let is_inside = |day: &Day| window.first <= *day && *day <= window.last;
            (is_line && mark.kind.lasts() || mark.is_point() && days.iter().any(is_inside))
                && mark.first.is_none_or(|day| day <= window.last)
                && mark.last.is_none_or(|day| day >= window.first)
                && mark.certain.is_none_or(|days| days.0 <= window.last && days.1 >= window.first)
        };
        let differs = marks.iter().filter(|mark| mark.differs).filter(is_drawn).count();
        let lane = lane(marks);
        let strip = strip(&lane, window, width);
        let is_warning = |shape: &&Shape| matches!(shape, Shape::Sign { sign: Sign::Ring | Sign::Differ, .. }
            | Shape::Column { ink: Ink::Warning, .. });
        let marked = strip.shapes.iter().filter(is_warning).count();
        prop_assert!(differs == 0 || marked > 0, "{:?}", lane.marks);
        prop_assert_eq!(marked > 0, strip.keys.contains(&Key::Differ));
    }

    #[test]
    fn shapes_lie_in_the_strip_and_few_spots_describe_them(marks in marks(80)) {
        let strip = strip(&lane(marks.clone()), window(80), 400.0);
        let inside = |at: f64| (-1e-9..=1.0 + 1e-9).contains(&at);
        for shape in &strip.shapes {
            match shape {
                Shape::Bar { from, to, .. } | Shape::Light { from, to, .. } | Shape::Line { from, to, .. }
                | Shape::Claimed { from, to, .. } | Shape::Hollow { from, to, .. }
                | Shape::Column { from, to, .. } => prop_assert!(inside(*from) && inside(*to) && from < to),
                Shape::End { at, .. } | Shape::Sign { at, .. } => prop_assert!(inside(*at)),
                Shape::Beyond { .. } | Shape::Words { .. } => {}
            }
        }
        prop_assert!(strip.spots.len() <= 36);
        prop_assert!(strip.spots.iter().all(|spot| inside(spot.from) && inside(spot.to)));
        prop_assert!(strip.shapes.is_empty() || !strip.spots.is_empty());
        if marks.len() <= 36 {
            for shape in &strip.shapes {
                let Shape::Sign { at, .. } = shape else { continue };
                let tells = |spot: &Spot| spot.from - 1e-9 <= *at && *at <= spot.to + 1e-9;
                prop_assert!(strip.spots.iter().any(tells));
            }
        }
    }

    #[test]
    fn labels_of_the_axis_do_not_overlap(days in 0u64..9000, width in 200.0..900.0) {
        let ticks = ticks(window(days), width);
        prop_assert!(!ticks.is_empty());
        for is_upper in [false, true] {
            let mut free_from = -20.0;
            for tick in ticks.iter().filter(|tick| tick.is_upper == is_upper) {
                let wide = wide(&tick.label, 12.0);
                let left = tick.at * width - if tick.is_middle { wide / 2.0 } else { 0.0 };
                prop_assert!(left >= free_from && left + wide <= width + 8.0, "{tick:?}");
                free_from = left + wide + 2.0;
            }
        }
    }
}

#[test]
fn a_crowded_lane_is_a_density_and_a_few_signs_are_not() {
    let mark = |at: i64| over(StatementKind::Happened, at, at, "5");
    let crowded = strip(&lane((0..60).map(|at| mark(at / 6)).collect()), window(80), 400.0);
    assert!(crowded.keys.contains(&Key::Count) && !crowded.keys.contains(&Key::Event));
    let few = strip(&lane(vec![mark(3), mark(9)]), window(80), 400.0);
    let sign = |shape: &Shape| matches!(shape, Shape::Sign { sign: Sign::Point, .. });
    assert_eq!(few.shapes.iter().filter(|shape| sign(shape)).count(), 2);
}

fn words(strip: &Strip) -> Vec<&str> {
    fn of(shape: &Shape) -> Option<&str> {
        match shape {
            Shape::Words { words, .. } => Some(words),
            _ => None,
        }
    }
    strip.values.iter().filter_map(of).collect()
}

#[test]
fn the_figure_of_one_place_is_never_shown_for_several() {
    let at = |place: &str, value: &str, last: i64| Mark {
        place: Some(place.into()),
        is_of_part: true,
        ..over(StatementKind::Total, 0, last, value)
    };
    let several = lane(vec![at("Kilis", "≥300", 70), at("Gaziantep", "≥44,000", 69)]);
    assert!(words(&strip(&several, window(80), 600.0)).is_empty());
    let own = Mark { is_of_part: false, ..at("Land", "50,000", 70) };
    let with_own = lane(vec![own, at("Gaziantep", "≥44,000", 69)]);
    assert_eq!(words(&strip(&with_own, window(80), 600.0)), ["50,000"]);
    let of_day = |place: &str, value: &str| Mark {
        place: Some(place.into()),
        is_of_part: true,
        ..over(StatementKind::Level, 9, 9, value)
    };
    let of_one_day = lane(vec![of_day("Arsuz", "5"), of_day("Malatya", "1")]);
    assert!(words(&strip(&of_one_day, window(80), 600.0)).is_empty());
    assert_eq!(words(&strip(&lane(vec![of_day("Arsuz", "5")]), window(80), 600.0)), ["5"]);
}

#[test]
fn totals_of_many_days_keep_their_line_however_many_they_are() {
    let totals = (1..40).map(|last| over(StatementKind::Total, 0, last, "5")).collect();
    let strip = strip(&lane(totals), window(80), 600.0);
    assert!(strip.keys.contains(&Key::Total) && !strip.keys.contains(&Key::Count));
}

#[test]
fn an_absence_in_a_part_is_a_sign_and_no_line() {
    let none = Mark { is_of_part: true, ..over(StatementKind::Absent, 5, 60, "none") };
    let strip = strip(&lane(vec![none, over(StatementKind::Total, 9, 9, "7")]), window(80), 600.0);
    let is_line = |shape: &Shape| matches!(shape, Shape::Line { .. });
    let is_sign = |shape: &Shape| matches!(shape, Shape::Sign { sign: Sign::Absent, .. });
    assert!(!strip.shapes.iter().any(is_line) && strip.shapes.iter().any(is_sign));
}

#[test]
fn held_claimed_and_planned_days_look_different() {
    let claimed = Mark { is_claimed: true, ..over(StatementKind::Held, 20, 30, "") };
    let marks = vec![
        over(StatementKind::Held, 1, 9, ""),
        claimed,
        over(StatementKind::Planned, 40, 50, ""),
        Mark { is_claimed: true, ..over(StatementKind::Happened, 60, 60, "") },
    ];
    let strip = strip(&lane(marks), window(80), 600.0);
    let keys: Vec<Key> = strip.keys.into_iter().collect();
    assert_eq!(keys, [Key::Held, Key::HeldClaimed, Key::Claimed, Key::PlannedDays]);
}

#[test]
fn a_plan_is_not_drawn_over_the_days_on_which_the_state_existed() {
    let marks =
        vec![over(StatementKind::Planned, 40, 50, ""), over(StatementKind::Held, 43, 46, "")];
    let strip = strip(&lane(marks), window(80), 600.0);
    let stretch = |shape: &Shape| match shape {
        Shape::Hollow { from, to, .. } => Some((*from, *to)),
        _ => None,
    };
    let plans: Vec<(f64, f64)> = strip.shapes.iter().filter_map(stretch).collect();
    let held = strip.shapes.iter().find_map(|shape| match shape {
        Shape::Bar { from, to, .. } => Some((*from, *to)),
        _ => None,
    });
    let (from, to) = held.unwrap();
    assert_eq!(plans.len(), 2, "before and after");
    assert!(plans[0].1 <= from + 1e-9 && plans[1].0 >= to - 1e-9, "{plans:?} {held:?}");
}

#[test]
fn an_axis_of_any_length_has_labels_also_where_it_is_narrow() {
    let first: Day = "2013-06-14".parse().unwrap();
    for days in (1..400).chain((400..40_000).step_by(37)) {
        let last = first + chrono::Duration::days(days);
        for width in [150.0, 190.0, 216.0, 284.0, 420.0] {
            let ticks = ticks(Span { first, last }, width);
            assert!(!ticks.is_empty(), "{days} days in {width} pixels");
            let is_long = days > 3 * 366;
            assert!(!is_long || ticks.len() > 1, "{days} days in {width} pixels: {ticks:?}");
        }
    }
}
