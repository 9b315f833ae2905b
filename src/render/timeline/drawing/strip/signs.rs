//! Signs of single days: those of one day in the order in which things go, those near each other in two rows.

use super::{Drawing, Key};
use crate::domain::compare::StatementKind;
use crate::domain::when::Day;
use crate::render::timeline::drawing::scale::point;
use crate::render::timeline::drawing::shape::{Ink, Shape, Sign};
use crate::view::timeline::{Lane, Mark};
use std::collections::BTreeMap;

/// Signs of one day stand side by side, this far apart, in pixels; more than three are not told apart.
const APART: f64 = 11.0;
const MOST_OF_DAY: usize = 3;
/// Signs nearer to each other than this stand above and below the middle, so far from it, in pixels.
const NEAR: f64 = 13.0;
const RISE: f64 = 6.5;

/// A sign of one day.
#[derive(Clone, Copy)]
struct DaySign {
    sign: Sign,
    ink: Ink,
    /// Whether another fact contradicts one that it stands for.
    differs: bool,
}

/// The place of a sign among those of one day, in the order in which things go.
fn step_of(sign: Sign) -> u8 {
    match sign {
        Sign::Planned | Sign::Foreseen => 0,
        Sign::Point => 1,
        Sign::PutOff | Sign::Denied => 2,
        Sign::Ended => 3,
        Sign::Differs | Sign::Ring => 4,
    }
}

impl Drawing {
    /// Draws the signs of all marks, those of one day side by side, for a strip of this width.
    pub(super) fn signs(&mut self, lane: &Lane, width: f64) {
        let mut by_day: BTreeMap<Day, Vec<DaySign>> = BTreeMap::new();
        let held: Vec<(Day, Day)> = lane
            .marks
            .iter()
            .filter(|mark| mark.kind == StatementKind::Held)
            .filter_map(|mark| mark.certain)
            .collect();
        for mark in &lane.marks {
            for day in days_of(mark) {
                // A plan or forecast is not drawn over a state that held on that day; only the last day of
                // a forecast always is.
                let is_due = mark.kind == StatementKind::Foreseen && mark.last == Some(day);
                let holds = held.iter().any(|(from, to)| (*from..=*to).contains(&day));
                if mark.kind.is_ahead() && !is_due && holds {
                    continue;
                }
                let (sign, ink) = (sign(mark.kind), Ink::of(mark.kind));
                let signs = by_day.entry(day).or_default();
                match signs.iter_mut().find(|one| (one.sign, one.ink) == (sign, ink)) {
                    Some(one) => one.differs |= mark.differs,
                    None => signs.push(DaySign { sign, ink, differs: mark.differs }),
                }
            }
        }
        let mut placed: Vec<(f64, f64, DaySign)> = Vec::new();
        for (day, mut all) in by_day {
            let Some(at) = point(self.window, day) else { continue };
            all.sort_by_key(|one| step_of(one.sign));
            all.truncate(MOST_OF_DAY);
            for (step, one) in (0_u8..).zip(all) {
                // Two stand above each other on their day, and a third beside them.
                let aside = APART * f64::from(step.saturating_sub(1));
                placed.push((at, aside, one));
                self.strip.keys.insert(key_of(one.sign, one.ink));
            }
        }
        // Signs that are near each other stand by turns in an upper and a lower row.
        let x = |one: &(f64, f64, DaySign)| one.0 * width + one.1;
        for near in placed.chunk_by(|a, b| x(b) - x(a) < NEAR) {
            for ((at, aside, one), is_upper) in
                near.iter().copied().zip([true, false].into_iter().cycle())
            {
                let rise = if near.len() == 1 {
                    0.0
                } else if is_upper {
                    RISE
                } else {
                    -RISE
                };
                let DaySign { sign, ink, differs } = one;
                self.push(Shape::Sign { at, aside, rise, ink, sign });
                if differs {
                    let (sign, ink) = (Sign::Ring, Ink::Warning);
                    self.push(Shape::Sign { at, aside, rise, ink, sign });
                }
            }
        }
    }
}

fn sign(kind: StatementKind) -> Sign {
    match kind {
        StatementKind::Planned => Sign::Planned,
        StatementKind::PutOff => Sign::PutOff,
        StatementKind::Denied => Sign::Denied,
        StatementKind::Foreseen => Sign::Foreseen,
        StatementKind::Ended => Sign::Ended,
        _ => Sign::Point,
    }
}

fn key_of(sign: Sign, ink: Ink) -> Key {
    match sign {
        Sign::Point if ink == Ink::Event => Key::Event,
        Sign::Point => Key::Figure,
        Sign::Ended => Key::Ended,
        Sign::Foreseen => Key::Foreseen,
        Sign::Planned => Key::Planned,
        Sign::PutOff => Key::PutOff,
        Sign::Denied => Key::Denied,
        Sign::Differs | Sign::Ring => Key::Differ,
    }
}

/// The days on which a mark has a sign: its only day, or its first and last day.
fn days_of(mark: &Mark) -> Vec<Day> {
    let is_forecast_without_end = mark.kind == StatementKind::Foreseen && mark.last.is_none();
    if matches!(mark.kind, StatementKind::Held | StatementKind::Absent) || is_forecast_without_end {
        return Vec::new();
    }
    match (mark.kind.lasts() || mark.kind == StatementKind::Happened, mark.certain) {
        // A value that holds over days has a sign on the first.
        (true, Some((first, last))) if mark.kind != StatementKind::Total || first == last => {
            vec![first]
        }
        (true, _) => Vec::new(),
        // What is agreed to hold over days has a sign on the first of them and on the last.
        (false, Some((first, last))) if mark.kind.is_ahead() && first < last => vec![first, last],
        // What is due by a day has its sign there; the possible days before it are dotted.
        (false, _) if mark.kind.is_ahead() && mark.last.is_some() => {
            mark.last.into_iter().collect()
        }
        (false, _) => [mark.first, mark.last].into_iter().flatten().collect(),
    }
}
