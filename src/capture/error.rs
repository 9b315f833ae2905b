//! The error of this folder.

use super::depth;

/// Why the parts of a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptureError {
    /// The bytes are neither UTF-8 nor in the encoding that the page states.
    #[error("its characters cannot be read: it is not UTF-8{}", 
        .stated.as_ref().map_or_else(
            || ", and it does not state its encoding".to_owned(),
            |stated| format!(", and not in `{stated}`, the encoding that it states"),
        ))]
    Encoding {
        /// The encoding as the page states it; `None` if it states none.
        stated: Option<String>,
    },
    /// Elements are nested more deeply than any browser keeps them.
    #[error(
        "its elements are nested more than {} deep; no browser writes such a page",
        depth::DEEPEST
    )]
    TooDeep,
    /// A web archive has no page, or not in the form that the archive states.
    #[error("there is no page in this web archive that can be read")]
    NoPage,
    /// The library that reads pages failed.
    #[error("it cannot be parsed: the library that reads pages failed")]
    Damaged,
}
