//! Calendar arithmetic within the years that a four-digit date can be in: it gives no day outside.

use crate::domain::when::Day;
use chrono::{Datelike, Days, Months, Weekday};

/// The years that a four-digit date can be in.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// A day of the years 1 to 9999, if there is such a day.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(year, month, day).and_then(in_range)
}

fn in_range(day: Day) -> Option<Day> {
    YEARS.contains(&day.year()).then_some(day)
}

/// `day` moved by a number of days.
pub(super) fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }.and_then(in_range)
}

/// `day` moved by a number of months; a day that the month does not have becomes its last.
pub(super) fn shift_months(day: Day, by: i64) -> Option<Day> {
    let months = Months::new(u32::try_from(by.unsigned_abs()).ok()?);
    if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        .and_then(in_range)
}

/// The last day of the month that `day` is in.
pub(super) fn month_end(day: Day) -> Option<Day> {
    // Before the next month's first: the last month of 9999 has its end as well.
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The Monday of the week that `day` is in.
pub(super) fn monday(day: Day) -> Option<Day> {
    shift(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The day on `weekday` of the week that `day` is in, moved by `weeks`.
pub(super) fn weekday_of_week(day: Day, weekday: Weekday, weeks: i64) -> Option<Day> {
    shift(monday(day)?, i64::from(weekday.num_days_from_monday()) + weeks * 7)
}

/// The `nth` month from that of `day`, as year and month.
pub(super) fn month_from(day: Day, nth: i64) -> Option<(i32, u32)> {
    let first = shift_months(day.with_day(1)?, nth)?;
    Some((first.year(), first.month()))
}
