//! The smallest time that Factline keeps: one day.

/// A calendar date at the place; no time zone moves it.
pub type Day = chrono::NaiveDate;
