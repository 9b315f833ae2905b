//! Tests of charts on a page.

use crate::domain::compare::StatementKind;
use crate::domain::group_counts::Dimension;
use crate::domain::identity::Uid;
use crate::domain::when::Day;
use crate::render::chart::frame::{Frame, NARROWEST, SIZE, meets};
use crate::render::chart::shape::Shape;
use crate::render::chart::sign::{Key, keys_of_sums};
use crate::render::chart::{bars, labels, legend, picture};
use crate::render::svg::wide;
use crate::view::chart::{Bar, Chart, Figure, Sums, Ticks};
use crate::view::timeline::{Mark, Span};
use proptest::prelude::*;

fn day(number: u32) -> Day {
    Day::from_ymd_opt(2024, 3, number).unwrap()
}

/// A figure from one report for days in March 2024; `numbers` are the lower bound, the figure, and the upper bound.
fn figure(kind: StatementKind, numbers: [Option<f64>; 3], first: u32, last: u32) -> Figure {
    let [low, best, high] = numbers;
    let value = best.or(high).or(low).unwrap_or_default().to_string();
    let is_sure = kind.lasts() || first == last;
    Figure {
        fact: Uid([0; 16]),
        report: "report".into(),
        mark: Mark {
            kind,
            first: Some(day(first)),
            last: Some(day(last)),
            certain: is_sure.then(|| (day(first), day(last))),
            hedged: [None; 2],
            value: value.as_str().into(),
            length: crate::domain::compare::Name::default(),
            differs: false,
            is_claimed: false,
            status: None,
            place: None,
            is_of_part: false,
        },
        low,
        best,
        high,
        is_approximate: false,
        words: value,
        when: "some day".to_owned(),
        who: "somebody".to_owned(),
        against: String::new(),
        published: None,
    }
}

fn chart(figures: Vec<Figure>) -> Chart {
    let greatest = figures.iter().map(Figure::greatest).fold(1.0, f64::max);
    Chart {
        indicator: "idps".to_owned(),
        place: "place".to_owned(),
        scope: None,
        apart: None,
        title: "People displaced".to_owned(),
        unit: "people".to_owned(),
        window: Span { first: day(1), last: day(28) },
        figures,
        ticks: Ticks::up_to(greatest, true),
        reports: 1,
        undated: 0,
        outside: 0,
        in_words: Vec::new(),
        contradictions: Vec::new(),
        sums: None,
    }
}

fn page(figures: Vec<Figure>) -> String {
    picture(&chart(figures), 0).into_string()
}

#[test]
fn a_range_is_a_bar_without_a_stroke_at_its_middle() {
    let bounds = [Some(700.0), None, Some(900.0)];
    let of_day = page(vec![figure(StatementKind::Level, bounds, 5, 5)]);
    assert!(of_day.contains("class=\"bar\"") && !of_day.contains("class=\"sign"), "{of_day}");
    let over_days = page(vec![figure(StatementKind::Level, bounds, 5, 9)]);
    assert_eq!(over_days.matches("class=\"sure\"").count(), 2, "{over_days}");
}

#[test]
fn none_of_one_day_has_a_sign_and_a_day_that_is_not_stated_has_no_point() {
    let none = page(vec![figure(StatementKind::Absent, [None, Some(0.0), None], 5, 5)]);
    assert!(none.contains("class=\"sign none\""), "{none}");
    let best = [None, Some(500.0), None];
    let vague = Figure {
        mark: Mark { certain: None, ..figure(StatementKind::Total, best, 1, 10).mark },
        ..figure(StatementKind::Total, best, 1, 10)
    };
    let vague = page(vec![vague]);
    assert!(vague.contains("class=\"sign some-day\"") && vague.contains("class=\"possible\""));
    let about = Figure { is_approximate: true, ..figure(StatementKind::Level, best, 5, 5) };
    assert!(page(vec![about]).contains("class=\"sign about\""));
}

#[test]
fn a_day_that_is_approximate_has_a_sign_and_the_legend_explains_it() {
    let best = [None, Some(500.0), None];
    let sure = figure(StatementKind::Level, best, 5, 5);
    let hedged = [Some(crate::domain::when::Qualifier::Approximate); 2];
    let hedged = Figure { mark: Mark { hedged, ..sure.mark.clone() }, ..sure.clone() };
    assert!(
        page(vec![hedged.clone()]).contains("class=\"hedged\"")
            && !page(vec![sure]).contains("hedged")
    );
    assert!(legend(&[&chart(vec![hedged])]).into_string().contains("about that day"));
}

#[test]
fn the_legend_has_the_signs_that_occur() {
    let exact = chart(vec![figure(StatementKind::Level, [None, Some(5.0), None], 5, 5)]);
    let words = legend(&[&exact]).into_string();
    assert!(words.contains("figure") && !words.contains("forecast") && !words.contains('≠'));
    assert!(legend(&[]).into_string().is_empty());
}

fn figures() -> impl Strategy<Value = Vec<Figure>> {
    let one = (1u32..28, 0u32..4, 1u32..2000, 0usize..4, any::<bool>()).prop_map(
        |(first, long, number, bounds, differs)| {
            let best = f64::from(number);
            let numbers = [
                [None, Some(best), None],
                [Some(best), None, None],
                [None, None, Some(best)],
                [Some(best), None, Some(best * 1.5)],
            ];
            let last = (first + long).min(28);
            let one = figure(StatementKind::Level, numbers[bounds], first, last);
            Figure { mark: Mark { differs, ..one.mark.clone() }, ..one }
        },
    );
    prop::collection::vec(one, 1..12)
}

#[test]
fn the_greatest_sum_with_its_bounds_lies_inside_of_a_narrow_chart() {
    for first in 1..=28 {
        let bar = Bar {
            first: day(first),
            last: day(first),
            low: Some(18_550.0),
            best: Some(19_202.0),
            high: Some(20_385.0),
            words: String::new(),
            short: "19,202 (18,550-20,385)".to_owned(),
            when: String::new(),
            is_hedged: true,
            is_across: false,
            is_drawn: true,
            differs: false,
        };
        let mut chart = chart(Vec::new());
        chart.ticks = Ticks::up_to(20_385.0, true);
        let (by, about) = (Dimension::Day, String::new());
        let sums = Sums { by, bars: vec![bar], events: 1, about };
        let frame = Frame::of(&chart, &["25,000".to_owned()]);
        let has_sign = |shape: &Shape| matches!(shape, Shape::Hedged { .. });
        assert!(bars::shapes(&sums.bars[0], &frame).iter().any(has_sign));
        assert!(keys_of_sums(&sums).contains(&Key::Hedged));
        let label = bars::greatest(&sums, &frame).unwrap();
        let (x, long) = (label.x * NARROWEST, wide(&label.words, SIZE));
        let from = match label.anchor {
            "start" => x,
            "end" => x - long,
            _ => x - long / 2.0,
        };
        assert!(from >= 0.0 && from + long <= NARROWEST, "{first}: {from} {long}");
    }
}

proptest! {
    #[test]
    fn a_value_is_drawn_next_to_its_own_sign_and_over_no_other_sign(figures in figures()) {
        let chart = chart(figures);
        let frame = Frame::of(&chart, &["2,000".to_owned()]);
        let asides = frame.asides(&chart.figures);
        for label in labels::of(&chart, &frame, &asides) {
            let length = wide(&label.words, SIZE + 1.0);
            let from = label.x * NARROWEST - match label.anchor {
                "start" => 0.0,
                "end" => length,
                _ => length / 2.0,
            };
            let room = [from, label.y - 11.0, from + length, label.y + 2.0];
            let mut nearest = (f64::INFINITY, "");
            for (figure, aside) in chart.figures.iter().zip(&asides) {
                let own = frame.room(figure, *aside);
                prop_assert!(!meets(&room, &own), "{} on {}", label.words, figure.mark.value);
                let x = (own[0] - room[2]).max(room[0] - own[2]).max(0.0);
                let y = (own[1] - room[3]).max(room[1] - own[3]).max(0.0);
                if x.hypot(y) < nearest.0 {
                    nearest = (x.hypot(y), &figure.mark.value);
                }
            }
            prop_assert_eq!(nearest.1, label.words);
        }
    }

    #[test]
    fn different_signs_of_one_day_do_not_cover_each_other(numbers in prop::collection::vec(1u32..2000, 1..4)) {
        let of_day = |number: &u32| figure(StatementKind::Level, [None, Some(f64::from(*number)), None], 5, 5);
        let chart = chart(numbers.iter().map(of_day).collect());
        let frame = Frame::of(&chart, &[]);
        let asides = frame.asides(&chart.figures);
        let rooms: Vec<_> = chart.figures.iter().zip(&asides).map(|(one, aside)| frame.room(one, *aside)).collect();
        for (at, room) in rooms.iter().enumerate() {
            for (other, figure) in rooms[..at].iter().zip(&chart.figures) {
                // Equal signs of the same figure count as one sign.
                prop_assert!(!meets(room, other) || figure.best == chart.figures[at].best);
            }
        }
    }
}
