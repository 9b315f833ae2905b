//! Reasons why a row is not recorded or not found. `Store` is an error of the file; all others are
//! errors in the request.

use super::error::StoreError;
use crate::domain::names::{NameError, Nameable};
use crate::domain::report::Confidentiality;
use std::path::Path;

/// The reason why a row is not recorded. Rows recorded before it stay in the changeset.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A row with this key or identity is recorded already.
    #[error("{what} `{key}`: recorded already ({name})")]
    AlreadyThere {
        /// Kind of the row: `actor`, `place` …
        what: &'static str,
        /// The key of the recorded row.
        key: String,
        /// The name or title of the recorded row.
        name: String,
    },
    /// Another report has the key.
    #[error("report `{key}`: the key belongs to another report ({title})")]
    KeyTaken {
        /// The key that the new report was to get.
        key: String,
        /// The title of the report that has it.
        title: String,
    },
    /// The link has the uid of report `key`, which is another page. An older version, which ignored the part of a link
    /// after `#`, recorded that report.
    #[error(
        "an earlier version of Factline recorded report `{key}`, a page with another `#…`, under this link"
    )]
    LinkTaken {
        /// The key of the report that is there.
        key: String,
    },
    /// A report that was recorded with a text cannot get another one.
    #[error("report `{key}`: its text is recorded already")]
    HasText {
        /// The key of the report.
        key: String,
    },
    /// An edit would show a report to more people.
    #[error("report `{key}`: it is {level}, and an edit makes no report less secret")]
    LessSecret {
        /// The key of the report.
        key: String,
        /// The people who may see the report now.
        level: Confidentiality,
    },
    /// Another place has the P-code.
    #[error("P-code `{pcode}`: it belongs to place `{key}`")]
    PcodeTaken {
        /// The P-code that the place was to get.
        pcode: String,
        /// The key of the place that has it.
        key: String,
    },
    /// A text that a row needs is blank.
    #[error("the {what} is empty")]
    Blank {
        /// The kind of text: `key`, `name`, `reason` …
        what: &'static str,
    },
    /// The key has a character that has a meaning for a shell or in a CSV file.
    #[error("key `{key}`: a key is made of letters, digits, `-`, `_` and `.`")]
    NotAKey {
        /// The rejected key.
        key: String,
    },
    /// The row that is referred to is not recorded.
    #[error("{what} `{key}`: not recorded")]
    Missing {
        /// Kind of the row: `actor`, `place` …
        what: &'static str,
        /// The key (or uid, of a fact) that no recorded row has.
        key: String,
    },
    /// The row would become its own ancestor.
    #[error("{what} `{key}`: it cannot belong to `{parent}`, which belongs to it")]
    Loop {
        /// Kind of the row: `actor`, `place` …
        what: &'static str,
        /// The key of the row that was to be edited.
        key: String,
        /// The key of the parent that it was to get.
        parent: String,
    },
    /// The fact was corrected already.
    #[error("fact `{fact}`: corrected already, by `{by}`")]
    AlreadyReplaced {
        /// The short uid of the fact that was to be corrected.
        fact: String,
        /// The short uid of the fact that replaces it.
        by: String,
    },
    /// The fact or report is retracted already.
    #[error("{what} `{key}`: retracted: {reason}")]
    Retracted {
        /// Kind of the row: `fact` or `report`.
        what: &'static str,
        /// The row's short uid or its key.
        key: String,
        /// The reason that its retraction states.
        reason: String,
    },
    /// The fact or report is not retracted, so there is no retraction to take back.
    #[error("{what} `{key}`: not retracted, so there is nothing to undo")]
    NotRetracted {
        /// Kind of the row: `fact` or `report`.
        what: &'static str,
        /// The row's short uid or its key.
        key: String,
    },
    /// Another report of the same document was recorded later, and is not retracted.
    #[error(
        "report `{key}`: it was recorded again as {}, which is not retracted",
        by.as_ref().map_or_else(|| "a confidential report".to_owned(), |by| format!("`{by}`"))
    )]
    RecordedAnew {
        /// The key of the retracted report.
        key: String,
        /// The key of the later report; `None` if it must not be named.
        by: Option<String>,
    },
    /// The changeset is undone already, or its undo was taken back.
    #[error("changeset `{changeset}`: undone already, by `{by}`")]
    AlreadyUndone {
        /// The short uid of the changeset that was to be undone.
        changeset: String,
        /// The short uid of the newest changeset that undid it, or that took the undo back.
        by: String,
    },
    /// Later rows depend on the changeset.
    #[error("changeset `{changeset}`: {} on it: {}", if later.len() + more == 1 { "a later row depends" } else { "later rows depend" }, list_later(later, *more))]
    StoodOn {
        /// The short uid of the changeset that was to be undone.
        changeset: String,
        /// The first of those rows.
        later: Vec<StandsOn>,
        /// The number of further ones.
        more: usize,
        /// The short uid of the changeset to undo first.
        first: String,
    },
    /// The rows of the undone changeset depend on another changeset that is also undone.
    #[error("changeset `{changeset}`: it depends on `{on}`, which is undone, too")]
    Unfounded {
        /// The short uid of the changeset whose undo was to be taken back.
        changeset: String,
        /// The short uid of the changeset that it depends on.
        on: String,
        /// The short uid of the changeset that undid that one.
        by: String,
    },
    /// The changeset that recorded a fact or report is undone.
    #[error("{what} `{key}`: undone: {reason}")]
    Undone {
        /// Kind of the row: `fact` or `report`.
        what: &'static str,
        /// The row's short uid or its key.
        key: String,
        /// The reason that the undo states.
        reason: String,
    },
    /// The database file cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A later row that depends on a changeset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandsOn {
    /// Kind of the row: `fact`, `correction`, `place` …
    pub what: String,
    /// The row's short uid or its key.
    pub key: String,
    /// Id of the changeset that recorded it.
    pub(super) changeset: i64,
}

/// The rows in words: `fact 3f9a2c1e, place aleppo, and 3 more`.
fn list_later(later: &[StandsOn], more: usize) -> String {
    let mut rows: Vec<String> =
        later.iter().map(|row| format!("{} `{}`", row.what, row.key)).collect();
    rows.extend((more > 0).then(|| format!("and {more} more")));
    rows.join(", ")
}

impl WriteError {
    /// Checks that a text is not blank. Fails with [`WriteError::Blank`].
    pub(super) fn unless_said(what: &'static str, words: &str) -> Result<(), Self> {
        if words.trim().is_empty() { Err(Self::Blank { what }) } else { Ok(()) }
    }

    /// Checks that a text can be the key of a new row: letters, digits, `-`, `_` and `.`.
    pub fn unless_a_key(key: &str) -> Result<(), Self> {
        Self::unless_said("key", key)?;
        if key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            Ok(())
        } else {
            Err(Self::NotAKey { key: key.to_owned() })
        }
    }

    /// Checks that the name, P-code and aliases of a row are not blank. Does not check the key,
    /// because that of a recorded row never changes.
    pub fn unless_named<T: Nameable>(row: &T) -> Result<(), Self> {
        Self::unless_said(T::NAME, row.name())?;
        row.code().map_or(Ok(()), |code| Self::unless_said("P-code", code))?;
        row.aliases().iter().try_for_each(|alias| Self::unless_said("alias", alias))
    }

    /// The same error about a confidential report or fact, which is named only by `words`.
    #[must_use]
    pub fn naming_only_as(mut self, words: &str) -> Self {
        match &mut self {
            Self::AlreadyThere { key, name: what, .. }
            | Self::KeyTaken { key, title: what }
            | Self::Undone { key, reason: what, .. }
            | Self::Retracted { key, reason: what, .. } => {
                words.clone_into(key);
                "confidential".clone_into(what);
            }
            Self::NotRetracted { key, .. }
            | Self::HasText { key }
            | Self::LessSecret { key, .. } => words.clone_into(key),
            Self::RecordedAnew { key, by } => {
                words.clone_into(key);
                *by = None;
            }
            _ => {}
        }
        self
    }

    /// Adds the path to an error of the file, as [`StoreError::about`] does.
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

/// The reason why words do not name exactly one row.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// No row has the name, or several rows have it.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The word cannot be the beginning of an id.
    #[error("{what} `{word}`: {why}")]
    NotAnId {
        /// Kind of the row: `fact` or `changeset`.
        what: &'static str,
        /// The word that was given as an id.
        word: String,
        /// The expected form.
        why: &'static str,
    },
    /// The row is recorded, but this store hides it, since it is confidential.
    #[error(
        "{what} `{word}`: confidential{}, so it is not shown",
        if *what == "fact" { ", or it corrects or is corrected by a fact that is" } else { "" }
    )]
    Confidential {
        /// Kind of the row: `report` or `fact`.
        what: &'static str,
        /// The words that were looked up.
        word: String,
    },
    /// The database file cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for LookupError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}
