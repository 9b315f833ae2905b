//! The error of this folder.

use super::depth;

/// Why a file is not taken apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaptureError {
    /// The bytes are neither UTF-8 nor of the encoding that the page states.
    #[error("its characters cannot be read: it is not UTF-8{}", 
        .stated.as_ref().map_or_else(
            || ", and it does not state its encoding".to_owned(),
            |stated| format!(", and not `{stated}`, which it says it is"),
        ))]
    Encoding {
        /// The encoding as the page states it; `None` where it states none.
        stated: Option<String>,
    },
    /// Elements stand inside each other more deeply than any browser keeps them.
    #[error(
        "its elements stand more than {} deep inside each other; no browser writes such a page",
        depth::DEEPEST
    )]
    TooDeep,
    /// A web archive holds no page, or not as it says.
    #[error("there is no page in this web archive that can be read")]
    NoPage,
    /// The library that reads pages failed.
    #[error("it cannot be taken apart; the library that reads pages gave up")]
    Damaged,
}
