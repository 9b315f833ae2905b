//! The errors of name resolution.

/// Why words do not identify one row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No row has this name.
    #[error("{what} `{word}`: not recorded")]
    Unknown {
        /// The kind of row that was looked for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The user's words.
        word: String,
        /// Similar known names, the most similar first.
        nearest: Vec<String>,
    },
    /// Several rows have this name.
    #[error("{what} `{word}`: several have that name: {}", candidates.join("; "))]
    Ambiguous {
        /// The kind of row that was looked for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The user's words.
        word: String,
        /// Descriptions of these rows, from which the user can choose.
        candidates: Vec<String>,
    },
}
