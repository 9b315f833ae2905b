//! Why one row is not recorded, or not found: what the database itself has no part in, unless it
//! failed.

use super::error::StoreError;
use crate::domain::names::{NameError, Nameable};
use std::path::Path;

/// Why a row is not recorded. Nothing of it is kept; the rows recorded before it stay in the
/// changeset.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The key or the identity is taken by a row that is there already.
    #[error("{what} `{key}`: there already ({name})")]
    AlreadyThere {
        /// What kind of row.
        what: &'static str,
        /// The key of the row that is there.
        key: String,
        /// Its name or title.
        name: String,
    },
    /// The key belongs to another report.
    #[error("report `{key}`: the key belongs to another report ({title})")]
    KeyTaken {
        /// The key that was given.
        key: String,
        /// The title of the report that has it.
        title: String,
    },
    /// Another place has the P-code.
    #[error("P-code `{pcode}`: it belongs to place `{key}`")]
    PcodeTaken {
        /// The P-code that was given.
        pcode: String,
        /// The place that has it.
        key: String,
    },
    /// Words that a row cannot do without.
    #[error("the {what} is empty")]
    Blank {
        /// What they would say: key, name, reason.
        what: &'static str,
    },
    /// A key with a sign that a shell or a file of rows could take for something else.
    #[error("key `{key}`: a key is made of letters, digits, `-`, `_` and `.`")]
    NotAKey {
        /// The key that was given.
        key: String,
    },
    /// A row that is named and not there.
    #[error("{what} `{key}`: not recorded")]
    Missing {
        /// What kind of row.
        what: &'static str,
        /// The key that was given.
        key: String,
    },
    /// A row cannot lie in itself.
    #[error("{what} `{key}`: it cannot belong to `{parent}`, which belongs to it")]
    Loop {
        /// What kind of row.
        what: &'static str,
        /// The key of the row that was to be changed.
        key: String,
        /// The parent it was to get.
        parent: String,
    },
    /// Somebody corrected the fact before.
    #[error("fact `{fact}`: corrected already, by `{by}`")]
    AlreadyReplaced {
        /// The short uid of the fact that was to be corrected.
        fact: String,
        /// The short uid of the fact that replaces it.
        by: String,
    },
    /// The fact or report was retracted before.
    #[error("{what} `{key}`: retracted: {reason}")]
    Retracted {
        /// What it is: `fact` or `report`.
        what: &'static str,
        /// Its short uid or its key.
        key: String,
        /// The reason that was given for the retraction.
        reason: String,
    },
    /// It was not withdrawn, so it cannot be taken back.
    #[error("{what} `{key}`: not retracted, so there is nothing to take back")]
    NotRetracted {
        /// What it is: `fact` or `report`.
        what: &'static str,
        /// Its short uid or its key.
        key: String,
    },
    /// Another report of the same document was recorded since, and stands.
    #[error("report `{key}`: it was recorded anew as `{by}`, which stands")]
    RecordedAnew {
        /// The key of the retracted report.
        key: String,
        /// The key of the one that stands.
        by: String,
    },
    /// The database file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl WriteError {
    /// Refuses words that say nothing.
    pub(super) fn unless_said(what: &'static str, words: &str) -> Result<(), Self> {
        if words.trim().is_empty() { Err(Self::Blank { what }) } else { Ok(()) }
    }

    /// Refuses what cannot be the key of a new row.
    pub fn unless_a_key(key: &str) -> Result<(), Self> {
        Self::unless_said("key", key)?;
        if key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            Ok(())
        } else {
            Err(Self::NotAKey { key: key.to_owned() })
        }
    }

    /// Refuses names that say nothing. The key of a row that is there stays as it is.
    pub fn unless_named<T: Nameable>(row: &T) -> Result<(), Self> {
        Self::unless_said(T::NAME, row.name())?;
        row.code().map_or(Ok(()), |code| Self::unless_said("P-code", code))?;
        row.aliases().iter().try_for_each(|alias| Self::unless_said("alias", alias))
    }

    /// The same, with the file it is about where only the store knows it.
    pub(super) fn about(self, path: &Path) -> Self {
        match self {
            Self::Store(error) => Self::Store(error.about(path)),
            other => other,
        }
    }
}

impl From<rusqlite::Error> for WriteError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why words do not name one row.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// No row has that name, or several have it.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The word cannot be the beginning of a fact's id.
    #[error("fact `{word}`: {why}")]
    NotAnId {
        /// The word that was given.
        word: String,
        /// What was expected in its place.
        why: &'static str,
    },
    /// It is there, and hidden from this store.
    #[error(
        "{what} `{word}`: confidential{}, so it is left out",
        if *what == "fact" { ", or it corrects or is corrected by a fact that is" } else { "" }
    )]
    Confidential {
        /// What was looked for: report or fact.
        what: &'static str,
        /// The words as they were given.
        word: String,
    },
    /// The database file failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for LookupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
