//! Tests that what is drawn neither overlaps nor leaves its place, and that all of it is told.

use super::shape::{Anchor, Sign};
use super::*;
use crate::domain::compare::StatementKind;
use crate::domain::indicator::Nature;
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
            value: value.as_str().into(),
            differs,
            is_claimed: false,
            place: None,
        });
    prop::collection::vec(mark, 0..60)
}

fn lane(marks: Vec<Mark>) -> Lane {
    let (indicator, label) = ("killed".to_owned(), "People killed".to_owned());
    Lane {
        indicator,
        label,
        unit: None,
        scope: None,
        nature: Nature::Flow,
        marks,
        is_of_several: false,
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
    fn signs_near_each_other_stand_in_two_rows(marks in marks(30)) {
        let width = 420.0;
        let strip = strip(&lane(marks), window(30), width);
        let signs: Vec<(f64, f64)> = strip.shapes.iter().filter_map(|shape| match shape {
            // What differs is marked on its sign or line.
            Shape::Sign { sign: Sign::Ring | Sign::Differs, .. } => None,
            Shape::Sign { at, aside, rise, .. } => Some((at * width + aside, *rise)),
            _ => None,
        }).collect();
        for pair in signs.windows(2) {
            prop_assert!(pair[1].0 - pair[0].0 >= 13.0 || (pair[1].1 - pair[0].1).abs() > 12.0);
        }
    }

    #[test]
    fn shapes_lie_in_the_strip_and_spots_tell_them_and_are_few(marks in marks(80)) {
        let strip = strip(&lane(marks.clone()), window(80), 400.0);
        let inside = |at: f64| (-1e-9..=1.0 + 1e-9).contains(&at);
        for shape in &strip.shapes {
            match shape {
                Shape::Bar { from, to, .. } | Shape::Light { from, to, .. } | Shape::Line { from, to, .. }
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
    fn labels_of_the_axis_stand_beside_each_other(days in 0u64..9000, width in 200.0..900.0) {
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
    let day = |at: i64| window(1).first + chrono::Duration::days(at);
    let mark = |at: i64| Mark {
        kind: StatementKind::Happened,
        first: Some(day(at)),
        last: Some(day(at)),
        certain: Some((day(at), day(at))),
        value: "5".into(),
        differs: false,
        is_claimed: false,
        place: None,
    };
    let crowded = strip(&lane((0..60).map(|at| mark(at / 6)).collect()), window(80), 400.0);
    assert!(crowded.keys.contains(&Key::Count) && !crowded.keys.contains(&Key::Event));
    let few = strip(&lane(vec![mark(3), mark(9)]), window(80), 400.0);
    let sign = |shape: &Shape| matches!(shape, Shape::Sign { sign: Sign::Point, .. });
    assert_eq!(few.shapes.iter().filter(|shape| sign(shape)).count(), 2);
}
