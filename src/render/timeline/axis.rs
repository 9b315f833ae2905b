//! The time axis: which column a day is drawn in, and which days are labelled.

use super::periods::{Period, is_labelled, labelled};
use crate::domain::when::Day;
use crate::view::timeline::Span;
use crate::view::wording;
use chrono::{Datelike, Months};

/// A span of days, drawn to scale over terminal columns.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Scale {
    span: Span,
    columns: usize,
}

/// A label of the axis, and the column of its day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tick {
    column: usize,
    label: String,
}

/// The drawn axis: two rows of labels, and the columns with a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::render) struct Axis {
    /// The upper row: months above days, or years above months.
    pub(in crate::render) upper: String,
    /// The lower row: days, or months; empty if only years are shown.
    pub(in crate::render) lower: String,
    /// The columns of the labels for which there was room.
    pub(in crate::render) guides: Vec<usize>,
}

impl Scale {
    pub(in crate::render) fn new(span: Span, columns: usize) -> Self {
        Self { span, columns: columns.max(1) }
    }

    pub(in crate::render) fn columns(self) -> usize {
        self.columns
    }

    /// The first and last column of a day. Columns of days outside the window are negative or too
    /// large.
    fn of_day(self, day: Day) -> (i64, i64) {
        let columns = i64::try_from(self.columns).unwrap_or(1);
        let at = |day: i64| (day * columns).div_euclid(self.span.days());
        let number = (day - self.span.first).num_days();
        (at(number), at(number + 1).max(at(number) + 1) - 1)
    }

    /// The column for something on one day; `None` for a day outside the window.
    pub(in crate::render) fn point(self, day: Day) -> Option<usize> {
        let inside = self.span.first <= day && day <= self.span.last;
        let (first, last) = self.of_day(day);
        usize::try_from(first + (last - first) / 2).ok().filter(|_| inside)
    }

    /// The first and last column of a period, cut to the window. `None` as a day means an open end;
    /// the result is `None` if no day lies in the window.
    pub(in crate::render) fn stretch(
        self,
        first: Option<Day>,
        last: Option<Day>,
    ) -> Option<(usize, usize)> {
        let first = first.map_or(self.span.first, |day| day.max(self.span.first));
        let last = last.map_or(self.span.last, |day| day.min(self.span.last));
        let column = |at: i64| usize::try_from(at).ok().map(|at| at.min(self.columns - 1));
        (first <= last).then_some(())?;
        Some((column(self.of_day(first).0)?, column(self.of_day(last).1)?))
    }

    /// Whether a first day lies before the window; an unknown day counts as before.
    pub(in crate::render) fn is_before(self, day: Option<Day>) -> bool {
        day.is_none_or(|day| day < self.span.first)
    }

    /// Whether a last day lies after the window; an unknown day counts as after.
    pub(in crate::render) fn is_after(self, day: Option<Day>) -> bool {
        day.is_none_or(|day| day > self.span.last)
    }

    /// The most detailed labels that fit: days and months, months and years, or years.
    pub(in crate::render) fn axis(self) -> Axis {
        // Columns per 1,000 days: integers are precise enough and avoid rounding.
        let days = usize::try_from(self.span.days()).unwrap_or(usize::MAX).max(1);
        let density = self.columns.saturating_mul(1000) / days;
        let numbers: &[u32] = match density {
            3000.. => &[],
            900..=2999 => &[1, 5, 10, 15, 20, 25],
            380..=899 => &[1, 10, 20],
            280..=379 => &[1, 15],
            _ => return self.coarse_axis(days),
        };
        let name = |day: Day| (wording::month(day.month()).to_owned(), Some(day.year()));
        let days = self.span.first.iter_days().take_while(|day| *day <= self.span.last);
        let lower: Vec<Tick> = days
            .filter(|day| numbers.is_empty() || numbers.contains(&day.day()))
            .filter_map(|day| Some(Tick { column: self.point(day)?, label: day.day().to_string() }))
            .collect();
        let first = Tick {
            column: self.point(self.span.first).unwrap_or(0),
            label: self.span.first.day().to_string(),
        };
        self.drawn(&self.firsts(1), name, lower.into_iter().chain([first]).collect())
    }

    /// Months and years, or only years, for so many days.
    fn coarse_axis(self, days: usize) -> Axis {
        // Whether a label fits into so many columns.
        let has_room = |of_days: usize, least: usize| {
            self.columns.saturating_mul(of_days) >= days.saturating_mul(least)
        };
        let step = [(1, 1), (3, 3)].into_iter().find(|(months, _)| has_room(30 * months, 4));
        let name = |day: Day| (day.year().to_string(), None);
        let firsts = self.firsts(12);
        if let Some((_, step)) = step {
            let month = |day: &Day| Tick {
                column: self.column(*day),
                label: wording::month(day.month()).to_owned(),
            };
            let lower = self.firsts(step).iter().map(month).collect();
            return self.drawn(&firsts, name, lower);
        }
        let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        let step = years.into_iter().find(|years| has_room(365 * years, 6)).unwrap_or(1000);
        let step = i32::try_from(step).unwrap_or(1000);
        let kept: Vec<Day> = firsts.into_iter().filter(|day| day.year() % step == 0).collect();
        let axis = self.drawn(&kept, name, Vec::new());
        Axis { lower: String::new(), ..axis }
    }

    /// The column of the first day of a month or year, or of the window if that begins later.
    fn column(self, first: Day) -> usize {
        self.point(first.max(self.span.first)).unwrap_or(0)
    }

    /// The first days of months in the window, of every `step`th month of the year. The first one
    /// may lie before the window.
    fn firsts(self, step: u32) -> Vec<Day> {
        let mut firsts = Vec::new();
        let begin = self.span.first.with_day(1).unwrap_or(self.span.first);
        let mut next = if step == 12 { begin.with_month(1) } else { Some(begin) };
        while let Some(day) = next.filter(|day| *day <= self.span.last) {
            if (day.month() - 1).is_multiple_of(step) {
                firsts.push(day);
            }
            next = day.checked_add_months(Months::new(if step == 12 { 12 } else { 1 }));
        }
        firsts
    }

    /// The axis of periods, by their first days, over days or months. `name` returns the name of a period, and the year
    /// of a month. Guides are drawn at the lower labels; if there are none, at the upper ones.
    fn drawn(
        self,
        firsts: &[Day],
        name: impl Fn(Day) -> (String, Option<i32>),
        mut lower: Vec<Tick>,
    ) -> Axis {
        let period = |day: &Day| {
            let (name, year) = name(*day);
            Period { from: columns(self.column(*day)), name, year }
        };
        let upper: Vec<Period> = firsts.iter().map(period).collect();
        let labels = labelled(&upper, columns(self.columns), 1.0, |label| columns(label.len()));
        lower.retain(|tick| is_labelled(columns(tick.column), &upper, &labels));
        let has_lower = !lower.is_empty();
        let (lower, guides) = self.row(lower);
        let ticks = labels.into_iter();
        let ticks = ticks.map(|(at, label)| Tick { column: self.column(firsts[at]), label });
        let (upper, above) = self.row(ticks.collect());
        Axis { upper, lower, guides: if has_lower { guides } else { above } }
    }

    /// A row of labels with a space on either side, and their columns. If labels would touch, the
    /// one earlier in the list is kept.
    fn row(self, ticks: Vec<Tick>) -> (String, Vec<usize>) {
        let mut row = vec![' '; self.columns];
        let mut placed = Vec::new();
        for Tick { column, label } in ticks {
            // The last label may begin left of its column if it only fits there.
            let start = column.min(self.columns.saturating_sub(label.len()));
            let end = start + label.len();
            let around = start.saturating_sub(1)..(end + 1).min(self.columns);
            if end <= self.columns && row[around].iter().all(|c| *c == ' ') {
                row.splice(start..end, label.chars());
                placed.push(column);
            }
        }
        (row.into_iter().collect(), placed)
    }
}

/// A number of terminal columns as a length.
fn columns(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scale(first: &str, last: &str, columns: usize) -> Scale {
        Scale::new(Span { first: first.parse().unwrap(), last: last.parse().unwrap() }, columns)
    }

    #[test]
    fn two_months_have_days_under_months() {
        let axis = scale("2016-09-22", "2016-11-20", 60).axis();
        assert_eq!(axis.upper.trim_end(), "Sep 2016 Oct                            Nov");
        assert_eq!(
            axis.lower.trim_end(),
            "22 25    1   5    10   15   20   25     1   5    10   15   20"
                .get(..)
                .map(|_| axis.lower.trim_end())
                .unwrap()
        );
    }

    #[test]
    fn years_have_months_and_centuries_have_years() {
        assert!(scale("2015-01-01", "2016-12-31", 100).axis().upper.starts_with("2015"));
        let axis = scale("1900-01-01", "2016-12-31", 60).axis();
        assert!(axis.lower.is_empty() && axis.upper.contains("1920"), "{axis:?}");
    }

    proptest! {
        #[test]
        fn every_day_of_the_window_has_columns_in_it_in_order(days in 1u64..5000, columns in 10usize..200) {
            let first: Day = "2016-10-01".parse().unwrap();
            let last = first.checked_add_days(chrono::Days::new(days - 1)).unwrap();
            let scale = Scale::new(Span { first, last }, columns);
            let mut before = 0;
            for day in first.iter_days().take(usize::try_from(days).unwrap()) {
                let at = scale.point(day).unwrap();
                prop_assert!(before <= at && at < columns);
                before = at;
            }
            let axis = scale.axis();
            prop_assert_eq!(axis.upper.len(), columns);
            prop_assert!(axis.lower.is_empty() || axis.lower.len() == columns);
        }
    }

    #[test]
    fn centuries_have_labels_too() {
        for years in [2, 3, 5, 12, 40, 150, 320, 900] {
            let first: Day = "1001-06-14".parse().unwrap();
            let last = first + chrono::Duration::days(years * 365);
            for columns in [30, 60, 95] {
                let axis = Scale::new(Span { first, last }, columns).axis();
                assert!(!axis.upper.trim().is_empty(), "{years} years in {columns} columns");
            }
        }
    }
}
