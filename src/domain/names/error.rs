//! The errors of name resolution.

/// Why words do not identify one row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No row has this name.
    #[error("{what} `{word}`: not recorded")]
    Unknown {
        /// The kind of row that was searched for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The user's words.
        word: String,
        /// Similar known names, the most similar first.
        nearest: Vec<String>,
    },
    /// Several rows have this name.
    #[error("{what} `{word}`: several have that name: {}", candidates.join("; "))]
    Ambiguous {
        /// The kind of row that was searched for: place, actor, indicator, report, fact.
        what: &'static str,
        /// The user's words.
        word: String,
        /// Descriptions of these rows, from which the user can choose.
        candidates: Vec<String>,
    },
}

impl NameError {
    /// The same error, with names only of rows that may be named. `public` is the error of the same
    /// search among those rows; `None` if that search finds a row.
    #[must_use]
    pub fn naming_only(self, public: Option<Self>) -> Self {
        match (self, public) {
            (Self::Unknown { what, word, .. }, Some(Self::Unknown { nearest, .. })) => {
                Self::Unknown { what, word, nearest }
            }
            (Self::Unknown { what, word, .. }, _) => {
                Self::Unknown { what, word, nearest: Vec::new() }
            }
            (Self::Ambiguous { what, word, candidates: all }, public) => {
                let mut candidates = match public {
                    Some(Self::Ambiguous { candidates, .. }) => candidates,
                    _ => Vec::new(),
                };
                if candidates.len() < all.len() {
                    candidates.push("some that are confidential".to_owned());
                }
                Self::Ambiguous { what, word, candidates }
            }
        }
    }
}
