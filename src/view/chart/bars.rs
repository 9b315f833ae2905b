//! The sums of many events for each day, month or year of a chart.

use crate::domain::group_counts::Dimension;
use crate::domain::number::Number;
use crate::domain::sum::Line;
use crate::domain::when::Day;
use crate::view::sum::{days as sum_days, figure, figures, in_events};
use crate::view::wording;
use chrono::Datelike;

/// The sums of many events over time.
#[derive(Clone, Debug)]
pub struct Sums {
    /// Day, month or year.
    pub by: Dimension,
    /// The sums, in order of time.
    pub bars: Vec<Bar>,
    /// How many events were added up; 0 if they are parts of one total.
    pub events: usize,
    /// What a reader must know about them; empty if there is nothing.
    pub about: String,
}

/// The sum of a day, a month or a year, or of a period that does not lie within one of them.
#[derive(Clone, Debug)]
pub struct Bar {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The lower bound; `None` if only upper bounds are known.
    pub low: Option<f64>,
    /// The sum; `None` if only bounds are known.
    pub best: Option<f64>,
    /// The upper bound; `None` if there is none.
    pub high: Option<f64>,
    /// The sum in words: `88 people in 28 events`.
    pub words: String,
    /// The sum in few characters, with its bounds: `715 (200-716)`.
    pub short: String,
    /// Its days in words: `Jan 2016`.
    pub when: String,
    /// Whether its first or its last day is approximate or uncertain.
    pub is_hedged: bool,
    /// Whether it does not lie within one day, month or year, so that no other bar includes it.
    pub is_across: bool,
    /// Whether it is drawn. A sum that does not lie within one of them, and is greater than all others, is only stated
    /// in words.
    pub is_drawn: bool,
    /// Whether somebody contradicts a figure that was added up here.
    pub differs: bool,
}

impl Bar {
    pub(super) fn of(line: &Line, (by, unit): (Dimension, &str)) -> Option<Self> {
        let (days, tally) = line.period.zip(line.tally)?;
        let [low, best, high] = figures(&tally.amount).map(|figure| figure.map(Number::get));
        let start = |day: Day| match by {
            Dimension::Year => (day.year(), 0, 0),
            Dimension::Month => (day.year(), day.month(), 0),
            _ => (day.year(), day.month(), day.day()),
        };
        Some(Self {
            first: days.first,
            last: days.last,
            low,
            best,
            high,
            words: in_events(&tally, unit),
            short: wording::short_with_bounds(&figure(&tally.amount, "")),
            when: sum_days(line, None).unwrap_or_default(),
            is_hedged: line.hedged.iter().any(Option::is_some),
            is_across: start(days.first) != start(days.last),
            is_drawn: true,
            differs: false,
        })
    }

    /// The greatest number that the bar has to show.
    #[must_use]
    pub fn greatest(&self) -> f64 {
        [self.low, self.best, self.high].into_iter().flatten().fold(0.0, f64::max)
    }

    /// The height of the bar: the sum, or its lower bound.
    #[must_use]
    pub fn body(&self) -> f64 {
        self.best.or(self.low).unwrap_or(0.0)
    }
}
