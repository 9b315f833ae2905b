//! The options of an import: what is created, where refused rows go, and how messages are worded.

use crate::domain::report::Report;
use crate::domain::when::Day;
use crate::format::problem::Problem;
use crate::format::progress::Watch;
use crate::format::remedy::RemedyWords;
use std::path::PathBuf;

/// The options of an import, as its caller sets them.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Create the actors and places that rows name and that are not recorded.
    pub create: bool,
    /// The publisher of the links in an archiver's list that state none; if it is `None`, it is guessed from the host
    /// of each link.
    pub publisher: Option<String>,
    /// The time at which texts were captured, if a row does not say it: UTC,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub captured_at: String,
    /// The CSV file for refused rows, with the reason in the first column; if it is `None`, refused
    /// rows are not written.
    pub rejects: Option<PathBuf>,
    /// Called with the progress of the import; `None` shows no progress.
    pub watch: Option<Watch>,
    /// The words in which refusals and notes say what the user can do.
    pub remedies: RemedyWords,
}

impl Options {
    /// Refuses a report published after the day of the import; `column` is the column of its date.
    /// Tomorrow is allowed, since it has already begun in time zones farther east.
    pub(super) fn has_come_out(
        &self,
        report: &Report,
        column: &'static str,
    ) -> Result<(), Problem> {
        // Most reports have a plain date, which can be compared as text.
        let date = report.published.as_str();
        let is_plain = date.len() == 10 && date.bytes().all(|c| c.is_ascii_digit() || c == b'-');
        if is_plain && self.captured_at.get(..10).is_some_and(|today| date <= today) {
            return Ok(());
        }
        let today = self.captured_at.get(..10).and_then(|day| day.parse::<Day>().ok());
        let earliest = report.publication_days().map(|days| days.0);
        let tomorrow = today.and_then(|today| today.succ_opt());
        if earliest.zip(tomorrow).is_none_or(|(earliest, tomorrow)| earliest <= tomorrow) {
            return Ok(());
        }
        let why = format!(
            "`{}` is in the future; the date on which the report came out was expected",
            report.published
        );
        Err(Problem::at(column, why))
    }
}
