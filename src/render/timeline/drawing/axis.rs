//! The axis: which days are labelled. There are as many labels as fit without touching each other.

use super::scale::{days, position};
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::render::timeline::periods::{Period, is_labelled, labelled};
use crate::view::timeline::Span;
use crate::view::wording;
use chrono::{Datelike, Months};

/// The size of labels, and the least space between two labels, in pixels.
const SIZE: f64 = 12.0;
const GAP: f64 = 7.0;

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::render) struct Tick {
    /// The position, from 0 to 1.
    pub(in crate::render) at: f64,
    /// Its words.
    pub(in crate::render) label: String,
    /// Whether it is in the upper row: months above days, or years above months.
    pub(in crate::render) is_upper: bool,
    /// Whether `at` is the middle of the label, and not its left end.
    pub(in crate::render) is_middle: bool,
}

/// The most detailed labels that fit into this number of pixels: days and months, months and years, or years.
pub(in crate::render) fn ticks(window: Span, width: f64) -> Vec<Tick> {
    let scale = Scale { window, width };
    let day = width / days(window.days());
    let numbers: Option<&[u32]> = match day {
        24.0.. => Some(&[]),
        9.0..24.0 => Some(&[1, 5, 10, 15, 20, 25]),
        4.6..9.0 => Some(&[1, 10, 20]),
        3.2..4.6 => Some(&[1, 15]),
        _ => None,
    };
    let (upper, lower) = match numbers {
        Some(numbers) => (scale.months(), scale.days(numbers)),
        None => scale.coarse(day * 30.4),
    };
    let labels = labelled(&upper, width + GAP, GAP, |label| wide(label, SIZE));
    let is_below = |at: f64| is_labelled(at * width, &upper, &labels);
    let lower = scale.fitted(lower.into_iter().filter(|(at, _)| is_below(*at)).collect());
    let tick = |(at, label): &(usize, String)| Tick {
        at: upper[*at].from / width,
        label: label.clone(),
        is_upper: true,
        is_middle: false,
    };
    labels.iter().map(tick).chain(lower).collect()
}

/// Labels with their positions, from 0 to 1.
type Labels = Vec<(f64, String)>;

#[derive(Clone, Copy)]
struct Scale {
    window: Span,
    width: f64,
}

impl Scale {
    /// The first days of months in the window, of every `step`th month of the year; in the first month, the first day
    /// of the window is used instead.
    fn firsts(self, step: u32) -> Vec<Day> {
        let first = self.window.first;
        let mut next = first.with_day(1);
        let mut firsts = Vec::new();
        while let Some(day) = next.filter(|day| *day <= self.window.last) {
            if (day.month() - 1).is_multiple_of(step) && (day >= first || step == 1) {
                firsts.push(day.max(first));
            }
            next = day.checked_add_months(Months::new(1));
        }
        firsts
    }

    fn period(self, first: Day, name: String, year: Option<i32>) -> Period {
        Period { from: position(self.window, first) * self.width, name, year }
    }

    fn months(self) -> Vec<Period> {
        let month =
            |day: Day| self.period(day, wording::month(day.month()).to_owned(), Some(day.year()));
        self.firsts(1).into_iter().map(month).collect()
    }

    /// The days of the month with these numbers; all days if there are no numbers.
    fn days(self, numbers: &[u32]) -> Labels {
        let half = 0.5 / days(self.window.days());
        let days = self.window.first.iter_days().take_while(|day| *day <= self.window.last);
        days.filter(|day| numbers.is_empty() || numbers.contains(&day.day()))
            .map(|day| (position(self.window, day) + half, day.day().to_string()))
            .collect()
    }

    /// Months below years, or only years. `month` is the width of a month in pixels.
    fn coarse(self, month: f64) -> (Vec<Period>, Labels) {
        let year = |day: Day| self.period(day, day.year().to_string(), None);
        if let Some(step) = [1, 3].into_iter().find(|step| month * f64::from(*step) >= 36.0) {
            let mut years = self.firsts(1);
            years.dedup_by_key(|day| day.year());
            let name =
                |day: Day| (position(self.window, day), wording::month(day.month()).to_owned());
            let months = self.firsts(step).into_iter().map(name).collect();
            return (years.into_iter().map(year).collect(), months);
        }
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
        let step =
            steps.into_iter().find(|step| month * 12.0 * f64::from(*step) >= 44.0).unwrap_or(1000);
        let mut firsts = self.firsts(12);
        firsts.retain(|day| {
            let label = wide(&day.year().to_string(), SIZE);
            position(self.window, *day) * self.width + label <= self.width + GAP
        });
        let is_round = |day: &&Day| day.year() % step == 0;
        let round: Vec<Day> = firsts.iter().filter(is_round).copied().collect();
        // A single label does not show a length: then years are counted from the first one.
        let apart = usize::try_from(step).unwrap_or(1);
        let kept =
            if round.len() > 1 { round } else { firsts.into_iter().step_by(apart).collect() };
        (kept.into_iter().map(year).collect(), Vec::new())
    }

    /// The labels of the lower row that fit next to each other: numbers of days are centred, months begin at their
    /// position.
    fn fitted(self, labels: Labels) -> Vec<Tick> {
        let mut free_from = f64::NEG_INFINITY;
        let mut kept = Vec::new();
        for (at, label) in labels {
            let is_middle = label.len() < 3;
            let wide = wide(&label, SIZE);
            let left = at * self.width - if is_middle { wide / 2.0 } else { 0.0 };
            if left >= free_from && left >= -wide && left + wide <= self.width + GAP {
                free_from = left + wide + GAP;
                kept.push(Tick { at, label, is_upper: false, is_middle });
            }
        }
        kept
    }
}
