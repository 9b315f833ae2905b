//! What an import is told from outside.

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
