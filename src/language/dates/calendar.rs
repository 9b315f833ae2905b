//! Calendar arithmetic within the years 1 to 9999; results outside are `None`.

use crate::domain::when::Day;
use chrono::{Datelike, Days, Months, Weekday};

/// The years that a date with four digits can have.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// A day in the years 1 to 9999; `None` if it does not exist.
pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(year, month, day).and_then(in_range)
}

fn in_range(day: Day) -> Option<Day> {
    YEARS.contains(&day.year()).then_some(day)
}

/// `day` moved by a number of days; `None` outside the years 1 to 9999.
pub(super) fn shift(day: Day, by: i64) -> Option<Day> {
    let days = Days::new(by.unsigned_abs());
    if by < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }.and_then(in_range)
}

/// `day` moved by a number of months. A day that the month lacks becomes the month's last day.
/// `None` outside the years 1 to 9999.
pub(super) fn shift_months(day: Day, by: i64) -> Option<Day> {
    let months = Months::new(u32::try_from(by.unsigned_abs()).ok()?);
    if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
        .and_then(in_range)
}

/// The last day of the month that contains `day`; `None` if the result is outside the calendar.
pub(super) fn month_end(day: Day) -> Option<Day> {
    // Counts back from the first day of the next month. The range is not checked, so that December
    // 9999 works.
    day.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// The Monday of the week (ISO 8601) that contains `day`; `None` before the year 1.
pub(super) fn monday(day: Day) -> Option<Day> {
    shift(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The given weekday in the week that contains `day`, moved by `weeks`. `None` outside the years 1
/// to 9999.
pub(super) fn weekday_of_week(day: Day, weekday: Weekday, weeks: i64) -> Option<Day> {
    shift(monday(day)?, i64::from(weekday.num_days_from_monday()) + weeks * 7)
}

/// The month `nth` months after that of `day`, as year and month. `None` outside the years 1 to
/// 9999.
pub(super) fn month_from(day: Day, nth: i64) -> Option<(i32, u32)> {
    let first = shift_months(day.with_day(1)?, nth)?;
    Some((first.year(), first.month()))
}
