//! Which dates in the metadata of a page can be its date of publication.
//!
//! A page is saved at some later time, so a date counts only if it names its year, and only if a page could have been
//! published then.

use crate::capture::as_written;
use crate::cli::context::Context;
use crate::domain::when::Day;
use crate::language::dates::{self, Anchor};
use chrono::Datelike;

/// The year of the first web pages. Sites write year 1 or 1970 if their date is not set, and some write years of the
/// Persian or Islamic calendar.
const FIRST_PAGES: i32 = 1990;

/// The date that a value states, as EDTF; a value in digits is not changed. Fails, with the reason, if it cannot be the
/// day on which a page was published.
pub(super) fn stated(value: &str, context: &Context) -> Result<String, String> {
    let words = as_written(value);
    let read = match dates::read(&words, &Anchor::published(None)) {
        Ok(reading) => reading.value,
        Err(_) if dates::read(&words, &Anchor::on(context.today())).is_ok() => {
            return Err("names no year".to_owned());
        }
        Err(why) => return Err(format!("is not read: {why}")),
    };
    let (Some(first), Some(last)) = (read.bounds.start_earliest, read.bounds.end_latest) else {
        return Err("has no first or no last day".to_owned());
    };
    if last.year() < FIRST_PAGES {
        let why = "is from before there were web pages: never set, or of another calendar";
        return Err(why.to_owned());
    }
    if first > tomorrow(context.today()) {
        return Err("is in the future".to_owned());
    }
    let date = read.expression.to_string();
    Ok(if words == date { value.to_owned() } else { date })
}

/// The day after today, which has already begun in time zones farther east.
pub(super) fn tomorrow(today: Day) -> Day {
    today.succ_opt().unwrap_or(today)
}
