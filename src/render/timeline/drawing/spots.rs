//! Spots: areas of a strip that show in words what is drawn there, for readers who point at them, reach them by
//! keyboard, or cannot see them.

use super::scale::{days, point, stretch};
use crate::view::timeline::{Lane, Mark, Span};
use std::collections::BTreeMap;

/// A strip has at most this many spots: if there are more marks, those of neighbouring days share one, so that a
/// keyboard user gets past them.
const MOST_SPOTS: usize = 36;
/// A shared spot lists at most this many marks; the others are counted.
const MOST_DESCRIBED: usize = 4;

/// An area of a strip, with its words.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::render::timeline) struct Spot {
    /// The left and the right end, from 0 to 1; both are equal for a single day.
    pub(in crate::render::timeline) from: f64,
    pub(in crate::render::timeline) to: f64,
    /// The words for what is drawn there.
    pub(in crate::render::timeline) words: String,
}

/// The spots of a lane: first stretches, so that single days lie above them, then from left to right.
pub(super) fn of(lane: &Lane, window: Span) -> Vec<Spot> {
    let year = window.year();
    let mut spots: Vec<Spot> = Vec::new();
    if lane.marks.len() > MOST_SPOTS {
        spots = shared(&lane.marks, window);
    } else {
        for mark in &lane.marks {
            let Some((from, to)) = extent(mark, window) else { continue };
            let words = mark.words(year);
            let same = |spot: &&mut Spot| (spot.from - from).abs() + (spot.to - to).abs() < 1e-9;
            match spots.iter_mut().find(same) {
                Some(spot) if spot.words.split("; ").any(|known| known == words) => {}
                Some(spot) => spot.words = format!("{}; {words}", spot.words),
                None => spots.push(Spot { from, to, words }),
            }
        }
    }
    let is_day = |spot: &Spot| spot.from >= spot.to;
    spots.sort_by(|a, b| {
        is_day(a).cmp(&is_day(b)).then(a.from.total_cmp(&b.from)).then(b.to.total_cmp(&a.to))
    });
    spots
}

/// Where a mark is drawn.
fn extent(mark: &Mark, window: Span) -> Option<(f64, f64)> {
    let of_day = |day| point(window, day).map(|at| (at, at));
    match (mark.certain, mark.first, mark.last) {
        (Some((first, last)), _, _) if first == last && !is_wider(mark) => of_day(first),
        (_, Some(first), Some(last)) if first == last => of_day(first),
        _ => stretch(window, mark.first, mark.last),
    }
}

fn is_wider(mark: &Mark) -> bool {
    mark.certain.is_some_and(|(first, last)| mark.first != Some(first) || mark.last != Some(last))
}

/// One spot for each part of the window in which marks begin.
fn shared(marks: &[Mark], window: Span) -> Vec<Spot> {
    let parts = i64::try_from(MOST_SPOTS).unwrap_or(1).min(window.days()).max(1);
    let mut by_part: BTreeMap<i64, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        let begins = mark.certain.map(|certain| certain.0).or(mark.first).or(mark.last);
        let begins = begins.unwrap_or(window.first).clamp(window.first, window.last);
        let part = (begins - window.first).num_days() * parts / window.days();
        by_part.entry(part).or_default().push(mark);
    }
    let spot = |(part, mut marks): (i64, Vec<&Mark>)| {
        marks.sort_by_key(|mark| (mark.certain.map(|certain| certain.0), mark.first));
        let told = marks.iter().take(MOST_DESCRIBED).map(|mark| mark.words(window.year()));
        let mut words = told.collect::<Vec<_>>().join("; ");
        if marks.len() > MOST_DESCRIBED {
            words = format!(
                "{} statements: {words}; and {} more",
                marks.len(),
                marks.len() - MOST_DESCRIBED
            );
        }
        Spot { from: days(part) / days(parts), to: days(part + 1) / days(parts), words }
    };
    by_part.into_iter().map(spot).collect()
}
