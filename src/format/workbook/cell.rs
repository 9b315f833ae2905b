//! Turns a typed cell of a sheet into the text that a CSV would have.
//!
//! A value without a correct text gets a text that begins with `#`, like the errors of spreadsheets: rows
//! with such a cell are refused (`format/cell_fault.rs`), and the user sees why in the cell itself.

use crate::format::workbook::shown::Shown;
use calamine::{DataRef, ExcelDateTime};
use chrono::{Days, NaiveDate};

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Whether the sheet has it as text, and not as a number, a date or a boolean.
    pub(super) is_text: bool,
}

/// The first serial number of a day that all programs read in the same way: with the epoch of 1900, earlier numbers
/// include 29 February 1900, which did not exist.
const FIRST_DAY: f64 = 61.0;
/// Serial number of the last day that Excel knows, 31 December 9999, with the epoch of 1900.
const LAST_DAY: f64 = 2_958_465.0;
/// Number of days from the epoch of 1900 to that of 1904.
const TO_1904: f64 = 1_462.0;
const SECONDS: f64 = 86_400.0;
/// Whole numbers from here on may have lost digits: a spreadsheet keeps fifteen.
const INEXACT: f64 = 1e15;

impl Cell {
    /// Makes the text of a value, which the sheet shows in some way. `is_1904`: its days count from
    /// 1904.
    pub(super) fn of(value: DataRef<'_>, shown: Shown, is_1904: bool) -> Self {
        let (text, is_text) = match value {
            DataRef::Empty => (String::new(), true),
            DataRef::String(text) => (text, true),
            DataRef::SharedString(text) => (text.to_owned(), true),
            DataRef::Bool(flag) => (flag.to_string(), false),
            DataRef::Int(number) => (number.to_string(), false),
            DataRef::Float(number) if shown == Shown::Percent => {
                (format!("{}%", written(number * 100.0)), false)
            }
            DataRef::Float(number) => (written(number), false),
            DataRef::DateTime(moment) if moment.is_duration() => (duration(moment.as_f64()), false),
            DataRef::DateTime(moment) => {
                let day = day(moment, is_1904);
                let month = day.get(..7).filter(|_| shown == Shown::Month && !day.starts_with('#'));
                (month.map_or(day.clone(), str::to_owned), false)
            }
            DataRef::DateTimeIso(text) => (without_midnight(&text).to_owned(), false),
            DataRef::DurationIso(text) => (text, false),
            DataRef::Error(error) => (error.to_string(), false),
        };
        Self { text, is_text }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A number with the fifteen digits that a spreadsheet shows: 0.3 for 0.1 + 0.2, and 44 for 44.0.
fn written(number: f64) -> String {
    if number.abs() >= INEXACT {
        return format!("#DIGITS! {number}");
    }
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// A date as an ISO day, with its time if it is not midnight; a time alone if the serial
/// number is below one day.
fn day(moment: ExcelDateTime, is_1904: bool) -> String {
    let serial = moment.as_f64();
    if (0.0..1.0).contains(&serial) && serial > 0.0 {
        return duration(serial);
    }
    let (first, to_1904) = if is_1904 { (1.0, TO_1904) } else { (FIRST_DAY, 0.0) };
    let seconds = (serial * SECONDS).round();
    let days = (seconds / SECONDS).floor();
    let day = (first..=LAST_DAY - to_1904).contains(&days).then(|| {
        #[expect(clippy::cast_possible_truncation, reason = "at most LAST_DAY")]
        #[expect(clippy::cast_sign_loss, reason = "at least 1")]
        let days = Days::new((days + to_1904) as u64);
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)
    });
    match (day.flatten(), seconds - days * SECONDS) {
        (None, _) => format!("#DATE! {serial}"),
        (Some(day), 0.0) => day.to_string(),
        (Some(day), rest) => {
            // Seconds are needed: EDTF has no time with only hours and minutes.
            let time = duration(rest / SECONDS);
            format!("{day}T{time}{}", if time.len() == 5 { ":00" } else { "" })
        }
    }
}

/// A part of days as hours, minutes and, if there are any, seconds.
fn duration(days: f64) -> String {
    let seconds = (days * SECONDS).round();
    if !(0.0..1e9).contains(&seconds) {
        return format!("#DATE! {days}");
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 1e9")]
    let seconds = seconds as i64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        seconds => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// An ISO date and time without the time if it is midnight.
fn without_midnight(text: &str) -> &str {
    text.split_once('T')
        .filter(|(_, time)| {
            time.trim_end_matches('Z').chars().all(|c| matches!(c, '0' | ':' | '.'))
        })
        .map_or(text, |(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_have_no_noise() {
        let cases = [
            (44.0, "44"),
            (0.1 + 0.2, "0.3"),
            (36.202_1 + 4e-15, "36.2021"),
            (-1.5, "-1.5"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
            (999_999_999_999_999.0, "999999999999999"),
            (12_345_678_901_234_567.0, "#DIGITS! 12345678901234568"),
        ];
        for (number, text) in cases {
            assert_eq!(Cell::of(DataRef::Float(number), Shown::Plain, false).text, text);
        }
        assert_eq!(Cell::of(DataRef::Float(0.07), Shown::Percent, false).text, "7%");
        assert_eq!(Cell::of(DataRef::Bool(true), Shown::Plain, false).text, "true");
    }

    #[test]
    fn days_are_iso_in_both_epochs() {
        let moment = |serial, is_1904| {
            let kind = ExcelDateTimeType::DateTime;
            Cell::of(
                DataRef::DateTime(ExcelDateTime::new(serial, kind, is_1904)),
                Shown::Plain,
                is_1904,
            )
            .text
        };
        assert_eq!(moment(42_663.0, false), "2016-10-20");
        let month = ExcelDateTime::new(42_663.0, ExcelDateTimeType::DateTime, false);
        let month = Cell::of(DataRef::DateTime(month), Shown::Month, false);
        assert_eq!(month.text, "2016-10");
        assert_eq!(moment(41_201.0, true), "2016-10-20");
        assert_eq!(moment(42_663.604_166_666_67, false), "2016-10-20T14:30:00");
        assert_eq!(moment(42_662.999_999_999, false), "2016-10-20");
        assert_eq!(moment(0.604_166_666_67, false), "14:30");
        assert_eq!(moment(61.0, false), "1900-03-01");
        assert_eq!(moment(60.0, false), "#DATE! 60");
        assert_eq!(moment(-5.0, true), "#DATE! -5");
        assert_eq!(moment(2_958_465.0, false), "9999-12-31");
        assert_eq!(moment(3e9, false), "#DATE! 3000000000");
        let iso = DataRef::DateTimeIso("2016-10-20T00:00:00".to_owned());
        assert_eq!(Cell::of(iso, Shown::Plain, false).text, "2016-10-20");
    }
}
