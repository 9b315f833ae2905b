//! The words that options of a statement take: an order of numbers, a status, a time of day.

use crate::domain::fact::Status;
use crate::domain::hours::{Hours, HoursError};
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

/// What a lone point before three digits means.
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
    fn an_empty_status_or_time_of_day_removes_it() {
        assert!(matches!(" ".parse(), Ok(StatusArg(None))));
        assert!(matches!("agreed".parse(), Ok(StatusArg(Some(Status::Agreed)))));
        assert!(matches!("".parse(), Ok(TimeOfDayArg(None))));
        assert!("soon".parse::<StatusArg>().is_err() && "25:00".parse::<TimeOfDayArg>().is_err());
    }
}
