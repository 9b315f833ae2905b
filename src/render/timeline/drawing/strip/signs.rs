//! The signs for single days: each is drawn at its day; several signs for one day are drawn above each other in the
//! order of the process.

use super::{Drawing, certain, joined};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::timeline::drawing::legend::Key;
use crate::render::timeline::drawing::scale::{point, stretch};
use crate::render::timeline::drawing::shape::{Ink, Shape, Sign};
use crate::view::timeline::{Lane, Mark};
use std::collections::{BTreeMap, BTreeSet};

/// At most this many signs for one day are drawn separately.
const MOST_OF_DAY: usize = 3;
/// Signs that are nearer to each other than this are drawn above and below the middle, at this distance, in
/// pixels.
const NEAR: f64 = 13.0;
const RISE: f64 = 6.5;
/// The distance of the first and the last of three signs of a day from the middle, in pixels.
const RISE_OF_THREE: f64 = 9.0;
/// The least length of the line of an absence that can be seen, in pixels.
const SHORT: f64 = 10.0;

/// The signs of a day.
type OfDay = BTreeMap<(Sign, u8), Look>;

/// The marks that are drawn with a sign.
#[derive(Clone, Copy)]
struct Look {
    ink: Ink,
    /// Whether it is contradicted.
    differs: bool,
    /// Whether its day is approximate or uncertain.
    is_hedged: bool,
}

impl Drawing<'_> {
    /// Draws the signs of all marks for a strip of this width.
    pub(super) fn signs(&mut self, lane: &Lane, width: f64) {
        let held: Vec<(Day, Day)> = lane
            .marks
            .iter()
            .filter(|mark| mark.kind == StatementKind::Held)
            .filter_map(|mark| mark.certain)
            .collect();
        let mut by_day: BTreeMap<Day, OfDay> = BTreeMap::new();
        for mark in &lane.marks {
            for day in self.days_of(mark, width) {
                // A plan or forecast is not drawn over a state that existed on that day, except the last day of a
                // forecast.
                let is_due = mark.kind.is_by_some_day() && mark.last == Some(day);
                let holds = held.iter().any(|(from, to)| (*from..=*to).contains(&day));
                if mark.kind.is_ahead() && !is_due && holds {
                    continue;
                }
                let ink = Ink::of(mark.kind);
                let signs = by_day.entry(day).or_default();
                let look = signs.entry((sign(mark), order(ink))).or_insert(Look {
                    ink,
                    differs: false,
                    is_hedged: true,
                });
                look.differs |= mark.differs;
                // If at least one fact is certain about the day, it is drawn as certain.
                look.is_hedged &= mark.is_hedged_on(day);
            }
        }
        let placed: Vec<(f64, OfDay)> = by_day
            .into_iter()
            .filter_map(|(day, signs)| Some((point(self.window, day)?, signs)))
            .collect();
        let mut drawn: Vec<((f64, f64), Sign, Look)> = Vec::new();
        // Single signs that are near each other alternate between an upper and a lower row.
        for near in placed.chunk_by(|a, b| (b.0 - a.0) * width < NEAR) {
            for ((at, signs), turn) in near.iter().zip([RISE, -RISE].into_iter().cycle()) {
                let rises = match (signs.len(), near.len()) {
                    (1, 1) => vec![0.0],
                    (1, _) => vec![turn],
                    (2, _) => vec![RISE, -RISE],
                    _ => vec![RISE_OF_THREE, 0.0, -RISE_OF_THREE],
                };
                for (((sign, _), look), rise) in signs.iter().take(MOST_OF_DAY).zip(rises) {
                    drawn.push(((*at, rise), *sign, *look));
                }
            }
        }
        // The mark of an uncertain day is drawn behind the signs of its neighbours.
        for ((at, rise), _, look) in drawn.iter().filter(|(.., look)| look.is_hedged) {
            let (at, rise, ink, sign) = (*at, *rise, look.ink, Sign::Hedged);
            self.push(Shape::Sign { at, aside: 0.0, rise, ink, sign });
            self.strip.keys.insert(Key::Hedged);
        }
        for (at, sign, look) in drawn {
            self.sign(at, sign, look);
        }
    }

    fn sign(&mut self, (at, rise): (f64, f64), sign: Sign, look: Look) {
        let Look { ink, differs, .. } = look;
        self.push(Shape::Sign { at, aside: 0.0, rise, ink, sign });
        self.strip.keys.insert(key_of(sign, ink));
        if differs {
            let (ink, sign) = (Ink::Warning, Sign::Ring);
            self.push(Shape::Sign { at, aside: 0.0, rise, ink, sign });
            self.strip.keys.insert(Key::Differ);
        }
    }

    /// Marks lines and bars that have approximate or uncertain ends, before or after them, unless others of their kind
    /// continue there.
    pub(super) fn hedged_edges(&mut self) {
        let mut known = BTreeSet::new();
        for mark in self.marks.clone() {
            let is_last_hidden = mark.last.is_none_or(|last| last > self.window.last);
            let [first, last] = mark.hedged_edges(is_last_hidden);
            let of_day = |day: Day| stretch(self.window, Some(day), Some(day));
            let begins = first.and_then(of_day).map(|(from, _)| (from, Sign::HedgedBefore));
            let ends = last.and_then(of_day).map(|(_, to)| (to, Sign::HedgedAfter));
            let ink = Ink::of(mark.kind);
            let covered = joined(self.of_kind(mark.kind), certain, self.window);
            for (at, sign) in [begins, ends].into_iter().flatten() {
                let goes_on = covered.iter().any(|(from, to)| *from < at - 1e-9 && at + 1e-9 < *to);
                if !goes_on && known.insert((at.to_bits(), sign, ink.class())) {
                    self.push(Shape::Sign { at, aside: 0.0, rise: 0.0, ink, sign });
                    self.strip.keys.insert(Key::Hedged);
                }
            }
        }
    }

    /// The days on which a mark has a sign. An absence has a sign if its line would be too short to be seen, or would
    /// cover other places than its own.
    fn days_of(&self, mark: &Mark, width: f64) -> Vec<Day> {
        if mark.kind != StatementKind::Absent {
            let is_last_hidden = mark.last.is_none_or(|last| last > self.window.last);
            return mark.days_of_signs(is_last_hidden);
        }
        let is_short =
            certain(mark, self.window).is_some_and(|(from, to)| (to - from) * width < SHORT);
        let days = mark.certain.filter(|_| is_short || mark.is_absent_in_part());
        days.map(|(first, last)| first + (last - first) / 2).into_iter().collect()
    }
}

/// Figures come before events if both are drawn as points.
fn order(ink: Ink) -> u8 {
    u8::from(ink == Ink::Event)
}

fn sign(mark: &Mark) -> Sign {
    match mark.kind {
        StatementKind::Planned => Sign::Planned,
        StatementKind::PutOff => Sign::PutOff,
        StatementKind::Denied => Sign::Denied,
        StatementKind::Foreseen => Sign::Foreseen,
        StatementKind::Demanded => Sign::Demanded,
        StatementKind::Ended => Sign::Ended,
        StatementKind::Absent => Sign::Absent,
        _ if mark.is_claimed => Sign::Claimed,
        _ => Sign::Point,
    }
}

fn key_of(sign: Sign, ink: Ink) -> Key {
    match sign {
        Sign::Point if ink == Ink::Event => Key::Event,
        Sign::Point => Key::Figure,
        Sign::Claimed => Key::Claimed,
        Sign::Absent => Key::Absent,
        Sign::Ended => Key::Ended,
        Sign::Foreseen => Key::Foreseen,
        Sign::Demanded => Key::Demanded,
        Sign::Planned => Key::Planned,
        Sign::PutOff => Key::PutOff,
        Sign::Denied => Key::Denied,
        Sign::Ring | Sign::Differ => Key::Differ,
        Sign::Hedged | Sign::HedgedBefore | Sign::HedgedAfter => Key::Hedged,
    }
}
