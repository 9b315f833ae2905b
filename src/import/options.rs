//! What an import is told from outside.

use crate::domain::report::Report;
use crate::domain::when::Day;
use crate::format::problem::Problem;
use crate::format::progress::Watch;
use crate::format::remedy::RemedyWords;
use std::path::PathBuf;

/// What an import is told from outside.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Make the actors and places that rows name and that are not there.
    pub create: bool,
    /// The moment at which texts count as captured (UTC, `YYYY-MM-DDThh:mm:ssZ`), where a row does
    /// not say.
    pub captured_at: String,
    /// Where the refused rows are to be written, as CSV with the reason in the first column.
    pub rejects: Option<PathBuf>,
    /// Who is told how far the import has come.
    pub watch: Option<Watch>,
    /// How refusals and notes word what the user can do.
    pub remedies: RemedyWords,
}

impl Options {
    /// Refuses a report that says to have come out after the day of the import; `column` is that of
    /// its date. One of tomorrow passes: it is that day already farther east.
    pub(super) fn has_come_out(
        &self,
        report: &Report,
        column: &'static str,
    ) -> Result<(), Problem> {
        let today = self.captured_at.get(..10).and_then(|day| day.parse::<Day>().ok());
        let tomorrow = today.and_then(|today| today.succ_opt());
        if tomorrow.is_none_or(|tomorrow| report.published_earliest() <= tomorrow) {
            return Ok(());
        }
        let why = format!(
            "`{}` is in the future: when the report came out was expected",
            report.published
        );
        Err(Problem::at(column, why))
    }
}
