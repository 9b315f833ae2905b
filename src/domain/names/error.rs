//! Why words do not name one row.

/// Why words do not name one row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No row has that name.
    #[error("{what} `{word}`: not recorded")]
    Unknown {
        /// What was looked for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The words as they were given.
        word: String,
        /// The nearest known names, nearest first.
        nearest: Vec<String>,
    },
    /// Several rows have that name.
    #[error("{what} `{word}`: it could be {}", candidates.join("; "))]
    Ambiguous {
        /// What was looked for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The words as they were given.
        word: String,
        /// The rows, worded so that a person can choose.
        candidates: Vec<String>,
    },
}
