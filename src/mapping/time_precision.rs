//! Turns days and a word for their precision into EDTF.

use crate::domain::when::Day;
use chrono::{Datelike, Days};
use std::fmt::Write;

macro_rules! spans {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// How precisely the days of a row give the time of an event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum TimePrecision { $($(#[$doc])* $variant),+ }

        impl TimePrecision {
            /// The words of all variants, as maps use them.
            pub(super) const WORDS: &[&str] = &[$($name),+];

            /// The variant of a word; `None` for unknown words.
            pub(super) fn of(word: &str) -> Option<Self> {
                match word { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

spans! {
    /// The event was on that day; or it lasted from the first day to the last, if they differ.
    Day = "day",
    /// The event lasted from the first day to the last: `2016-07-01/2016-07-05`.
    Period = "period",
    /// The event was on one of the days from first to last: `[2016-07-01..2016-07-10]`.
    OneOf = "one-of",
    /// The event was on a day of about a week: between the first and the last day; a single day means from three days
    /// before to three days after.
    Week = "week",
    /// The event was in the month of the day, or of the days that span a month: `2016-02`. Other
    /// days are read as `one-of`.
    Month = "month",
    /// The event was in the year of the day, or of the days that span a year: `2016`. Other days
    /// are read as `one-of`.
    Year = "year",
    /// The event lasted from 1 January to the last day.
    YearToDate = "year-to-date",
}

impl TimePrecision {
    /// Appends the time as EDTF (ISO 8601-2).
    pub(super) fn push_to(self, start: Day, end: Day, out: &mut String) {
        let single = start == end;
        let (first, last) = ends_of_month(end);
        let whole_month = start.format("%Y%m").to_string() == end.format("%Y%m").to_string()
            && (single || (start, end) == (first, last));
        let whole_year = start.year() == end.year()
            && (single || (start.ordinal() == 1 && (end.month(), end.day()) == (12, 31)));
        // Writing to a `String` cannot fail.
        let _ = match self {
            Self::Day | Self::Period | Self::OneOf if single => write!(out, "{start}"),
            Self::Day | Self::Period => write!(out, "{start}/{end}"),
            Self::Month if whole_month => write!(out, "{}", start.format("%Y-%m")),
            Self::Year if whole_year => write!(out, "{}", start.format("%Y")),
            Self::YearToDate if (end.month(), end.day()) == (12, 31) => {
                write!(out, "{}", end.format("%Y"))
            }
            Self::YearToDate => write!(out, "{}-01-01/{end}", end.format("%Y")),
            Self::Week if single => {
                let (before, after) = (start - Days::new(3), start + Days::new(3));
                write!(out, "[{before}..{after}]")
            }
            Self::OneOf | Self::Week | Self::Month | Self::Year => {
                write!(out, "[{start}..{end}]")
            }
        };
    }
}

fn ends_of_month(day: Day) -> (Day, Day) {
    let first = day.with_day(1).unwrap_or(day);
    let last = (28..=31).rev().find_map(|last| day.with_day(last)).unwrap_or(day);
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Expression;

    fn edtf(word: &str, start: &str, end: &str) -> String {
        let mut out = String::new();
        TimePrecision::of(word).unwrap().push_to(
            start.parse().unwrap(),
            end.parse().unwrap(),
            &mut out,
        );
        assert!(out.parse::<Expression>().is_ok(), "{out}");
        out
    }

    #[test]
    fn days_and_a_precision_make_a_time() {
        for (word, start, end, time) in [
            ("day", "2016-07-01", "2016-07-01", "2016-07-01"),
            ("day", "2016-07-01", "2016-07-02", "2016-07-01/2016-07-02"),
            ("one-of", "2016-07-01", "2016-07-10", "[2016-07-01..2016-07-10]"),
            ("week", "2016-07-04", "2016-07-10", "[2016-07-04..2016-07-10]"),
            ("week", "2016-07-04", "2016-07-04", "[2016-07-01..2016-07-07]"),
            ("month", "2016-02-01", "2016-02-29", "2016-02"),
            ("month", "2016-02-11", "2016-02-11", "2016-02"),
            ("month", "2016-02-03", "2016-02-20", "[2016-02-03..2016-02-20]"),
            ("month", "2016-01-15", "2016-02-15", "[2016-01-15..2016-02-15]"),
            ("year", "2016-01-01", "2016-12-31", "2016"),
            ("year", "2016-02-01", "2016-12-31", "[2016-02-01..2016-12-31]"),
            ("year-to-date", "2016-03-31", "2016-03-31", "2016-01-01/2016-03-31"),
            ("year-to-date", "2016-12-31", "2016-12-31", "2016"),
        ] {
            assert_eq!(edtf(word, start, end), time, "{word} {start} {end}");
        }
    }

    #[test]
    fn every_word_is_a_span() {
        assert!(TimePrecision::WORDS.iter().all(|word| TimePrecision::of(word).is_some()));
        assert_eq!(TimePrecision::of("century"), None);
    }
}
