//! The axis: which days are labelled, as many as fit without touching each other.

use super::scale::{days, position};
use crate::domain::when::Day;
use crate::render::svg::wide;
use crate::view::timeline::Span;
use crate::view::wording;
use chrono::{Datelike, Months};

/// The size of labels, and the least space between two of them, in pixels.
const SIZE: f64 = 12.0;
const GAP: f64 = 7.0;

/// A label of the axis.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::render) struct Tick {
    /// Where it is, from 0 to 1.
    pub(in crate::render) at: f64,
    /// Its words.
    pub(in crate::render) label: String,
    /// Whether it stands in the upper row: months above days, or years above months.
    pub(in crate::render) is_upper: bool,
    /// Whether `at` is its middle, not its left end.
    pub(in crate::render) is_middle: bool,
}

/// The most detailed labels that fit into so many pixels: days and months, months and years, or years.
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
    let mut kept = scale.fitted(upper, true);
    kept.extend(scale.fitted(lower, false));
    kept
}

/// Labels with their positions.
type Labels = Vec<(f64, String)>;

#[derive(Clone, Copy)]
struct Scale {
    window: Span,
    width: f64,
}

impl Scale {
    /// The first days of months in the window, of every `step`th month of the year; the window's own first
    /// day stands for the month that it is in.
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

    fn tick(self, day: Day, label: String) -> (f64, String) {
        (position(self.window, day), label)
    }

    /// Months, with the year where it changes. Where the first month has no room for the year, the second
    /// has it.
    fn months(self) -> Labels {
        let firsts = self.firsts(1);
        let room = |at: usize| {
            let next = firsts.get(at + 1).map_or(1.0, |next| position(self.window, *next));
            (next - position(self.window, firsts[at])) * self.width
        };
        let needed = wide("Sep 2016", SIZE) + GAP;
        let first = usize::from(firsts.len() > 1 && room(0) < needed);
        let label = |at: usize, day: &Day| {
            let name = wording::month(day.month());
            let has_year = (at == first || day.month() == 1) && room(at) >= needed;
            if has_year { format!("{name} {}", day.year()) } else { name.to_owned() }
        };
        firsts.iter().enumerate().map(|(at, day)| self.tick(*day, label(at, day))).collect()
    }

    /// Days of these numbers; all days where there are none.
    fn days(self, numbers: &[u32]) -> Labels {
        let half = 0.5 / days(self.window.days());
        let days = self.window.first.iter_days().take_while(|day| *day <= self.window.last);
        days.filter(|day| numbers.is_empty() || numbers.contains(&day.day()))
            .map(|day| (position(self.window, day) + half, day.day().to_string()))
            .collect()
    }

    /// Months below years, or years alone. `month` is the width of a month in pixels.
    fn coarse(self, month: f64) -> (Labels, Labels) {
        let year = |day: &Day| self.tick(*day, day.year().to_string());
        if let Some(step) = [1, 3].into_iter().find(|step| month * f64::from(*step) >= 36.0) {
            let years = self.firsts(1);
            let is_new = |at: usize| at == 0 || years[at - 1].year() != years[at].year();
            let years =
                (0..years.len()).filter(|at| is_new(*at)).map(|at| year(&years[at])).collect();
            let name = |day: &Day| self.tick(*day, wording::month(day.month()).to_owned());
            return (years, self.firsts(step).iter().map(name).collect());
        }
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500];
        let step =
            steps.into_iter().find(|step| month * 12.0 * f64::from(*step) >= 44.0).unwrap_or(1000);
        let firsts = self.firsts(12);
        (firsts.iter().filter(|day| day.year() % step == 0).map(year).collect(), Vec::new())
    }

    /// The labels that fit beside each other.
    fn fitted(self, labels: Labels, is_upper: bool) -> Vec<Tick> {
        let is_number = |label: &str| label.len() < 3;
        let mut free_from = f64::NEG_INFINITY;
        let mut kept = Vec::new();
        for (at, label) in labels {
            let is_middle = !is_upper && is_number(&label);
            let wide = wide(&label, SIZE);
            let left = at * self.width - if is_middle { wide / 2.0 } else { 0.0 };
            if left >= free_from && left >= -wide && left + wide <= self.width + GAP {
                free_from = left + wide + GAP;
                kept.push(Tick { at, label, is_upper, is_middle });
            }
        }
        kept
    }
}
