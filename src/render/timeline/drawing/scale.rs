//! Positions of days, as parts of the window, from 0 at its left edge to 1 at its right edge.

use crate::domain::when::Day;
use crate::view::timeline::Span;

/// A number of days as a length.
pub(super) fn days(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

/// The position of the beginning of a day in the window.
pub(in crate::render) fn position(window: Span, day: Day) -> f64 {
    days((day - window.first).num_days()) / days(window.days())
}

/// The positions of a period, cut to the window: the beginning of its first day, the end of its last. `None` as a day
/// means an open end; the result is `None` if no day lies in the window.
pub(super) fn stretch(window: Span, first: Option<Day>, last: Option<Day>) -> Option<(f64, f64)> {
    let first = first.map_or(window.first, |day| day.max(window.first));
    let last = last.map_or(window.last, |day| day.min(window.last));
    (first <= last).then(|| (position(window, first), position(window, last) + one_day(window)))
}

fn one_day(window: Span) -> f64 {
    1.0 / days(window.days())
}

/// The position of something on one day, the middle of the day; `None` for a day outside the window.
pub(super) fn point(window: Span, day: Day) -> Option<f64> {
    let is_inside = window.first <= day && day <= window.last;
    is_inside.then(|| position(window, day) + one_day(window) / 2.0)
}
