//! Reads the days that a command is about.

use super::error::Failure;
use super::unread;
use crate::domain::when::{Bounds, Day};
use crate::language::dates::{self, Anchor};
use anyhow::Context as _;

/// The bounds of a date in an option. The date is EDTF or words, read relative to today. Fails if the date cannot be
/// read.
pub(super) fn period(words: &str, today: Day) -> anyhow::Result<Bounds> {
    let anchor = Anchor::on(today);
    let reading =
        dates::read(words, &anchor).with_context(|| unread::date("date", words, &anchor))?;
    Ok(reading.value.bounds)
}

/// The last day of a date in an option. Fails if the date cannot be read, or has no last day.
pub(super) fn last_day(words: &str, today: Day) -> anyhow::Result<Day> {
    let last = period(words, today)?.end_latest;
    Ok(last.ok_or_else(|| Failure::new(format!("date `{words}` has no last day")))?)
}
