//! The types of words that options of a statement take: a figure, an order of numbers, a status, a time of day.

use crate::domain::fact::Status;
use crate::domain::hours::{Hours, HoursError};
use crate::domain::number::{Number, NumberError};
use crate::domain::quantity::Quantity;
use crate::domain::words::UnknownWord;
use crate::language::dates::DateOrder;
use crate::language::{quantities, read_hours};
use clap::ValueEnum;
use std::str::FromStr;

/// The order of day and month in a numeric date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OrderName {
    /// 03/04/2016 is 3 April
    Dmy,
    /// 03/04/2016 is 4 March
    Mdy,
}

impl From<OrderName> for DateOrder {
    fn from(name: OrderName) -> Self {
        match name {
            OrderName::Dmy => Self::DayFirst,
            OrderName::Mdy => Self::MonthFirst,
        }
    }
}

/// The meaning of a single point before three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PointName {
    /// 1.234 is a little more than one
    Decimal,
    /// 1.234 is one thousand two hundred and thirty-four
    Grouping,
}

impl From<PointName> for quantities::Options {
    fn from(name: PointName) -> Self {
        let point = match name {
            PointName::Decimal => quantities::Point::Decimal,
            PointName::Grouping => quantities::Point::Grouping,
        };
        Self { point: Some(point) }
    }
}

/// A status, or an empty text, which removes the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StatusArg(pub(super) Option<Status>);

impl FromStr for StatusArg {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            Ok(Self(None))
        } else {
            text.parse().map(|status| Self(Some(status)))
        }
    }
}

/// A value, or an empty text, which removes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Given<T>(pub(super) Option<T>);

impl<T> From<T> for Given<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: FromStr> FromStr for Given<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() { Ok(Self(None)) } else { text.parse().map(Some).map(Self) }
    }
}

/// Reads a figure in the same way as a value: `800,000`, `1.5 million`. Fails for words that state more than
/// one exact figure, and for those that have two readings.
pub(super) fn figure(text: &str) -> Result<Number, NumberError> {
    let refused = || NumberError(text.to_owned());
    text.trim().parse().or_else(|_| {
        let reading = quantities::read(text).map_err(|_| refused())?;
        let Quantity { low, best, high, approximate, ref unit, out_of, per, .. } = reading.value;
        let is_one = reading.alternatives.is_empty() && reading.besides.is_empty();
        let is_plain = unit.is_empty() && !approximate && out_of.is_none() && per.is_none();
        let is_exact = is_one && is_plain && low.is_none() && high.is_none();
        best.filter(|_| is_exact).ok_or_else(refused)
    })
}

/// Reads a figure, or an empty text, which removes the figure.
pub(super) fn given_figure(text: &str) -> Result<Given<Number>, NumberError> {
    if text.trim().is_empty() { Ok(Given(None)) } else { figure(text).map(Given::from) }
}

/// A time of day, or an empty text, which removes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeOfDayArg(pub(super) Option<Hours>);

impl FromStr for TimeOfDayArg {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Ok(Self(None));
        }
        let hours = read_hours(text).ok_or_else(|| HoursError(text.to_owned()))?;
        Ok(Self(Some(hours)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_as_values_are_and_is_one_exact_figure() {
        let read = |text: &str| figure(text).ok().map(|number| number.to_string());
        for (text, number) in [
            ("800000", "800000"),
            ("800,000", "800000"),
            ("1,234,567", "1234567"),
            ("1.5", "1.5"),
            ("1.5 million", "1500000"),
            ("eight hundred", "800"),
        ] {
            assert_eq!(read(text).as_deref(), Some(number), "{text}");
        }
        for text in [
            "",
            "8,00",
            "about 800",
            "5 to 9",
            "up to 800",
            "800 people",
            "14 of 46",
            "3 a day",
            "few",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(given_figure(" "), Ok(Given(None)));
    }

    #[test]
    fn an_empty_status_or_time_of_day_removes_it() {
        assert!(matches!(" ".parse(), Ok(StatusArg(None))));
        assert!(matches!("agreed".parse(), Ok(StatusArg(Some(Status::Agreed)))));
        assert!(matches!("".parse(), Ok(TimeOfDayArg(None))));
        assert!("soon".parse::<StatusArg>().is_err() && "25:00".parse::<TimeOfDayArg>().is_err());
    }
}
