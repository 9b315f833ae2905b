//! The smallest unit of time in Factline: a day.

/// A calendar date at the place of the event; time zones do not change it.
pub type Day = chrono::NaiveDate;
