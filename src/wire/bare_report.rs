//! Makes a report from the values that every report needs, and reads its date of publication.

use crate::domain::identity::Uid;
use crate::domain::report::{Report, UNDATED, known_publication, says_undated};
use crate::domain::when::{Day, Expression};
use crate::format::problem::Problem;
use crate::wire::numeric_date::numeric_date;
use std::fmt::Display;

/// Parses the date of publication; returns the EDTF expression and its last day, which is `None` if the words or the
/// expression say that the date is unknown. Fails, naming `column`, if the text is not EDTF or has no last day.
fn published(column: &'static str, date: &str) -> Result<(Expression, Option<Day>), Problem> {
    let wrong = |why: &dyn Display| Problem::at(column, why);
    let date = if says_undated(date) { UNDATED } else { date };
    let expression: Expression = date.parse().map_err(|why| match numeric_date(date, None) {
        Some(meant) => wrong(&meant),
        None => wrong(&why),
    })?;
    let latest = expression.bounds().end_latest.ok_or_else(|| {
        wrong(&format!(
            "`{date}` has no last day; the date on which the report came out was expected"
        ))
    })?;
    Ok((expression, known_publication(latest)))
}

/// The first and last day on which a report may have been published; `None` if that is unknown. Fails, naming `column`,
/// as `published` does.
pub(crate) fn publication_days(
    column: &'static str,
    date: &str,
) -> Result<Option<(Day, Day)>, Problem> {
    Ok(bare_report("", "", "", column, date)?.publication_days())
}

/// Creates a report from its required values, with a zero uid. An error about the date names
/// `column`.
pub(crate) fn bare_report(
    key: &str,
    publisher: &str,
    title: &str,
    column: &'static str,
    date: &str,
) -> Result<Report, Problem> {
    let (expression, latest) = published(column, date)?;
    Ok(Report {
        uid: Uid([0; 16]),
        key: key.to_owned(),
        publisher: publisher.to_owned(),
        title: title.to_owned(),
        byline: None,
        url: None,
        archive_url: None,
        published: expression,
        published_latest: latest,
        language: None,
        republishes: None,
        replaces: None,
        confidentiality: None,
        has_text: false,
        retracted: None,
    })
}
