//! Commits a transaction. If the disk fails, finds out whether the commit was stored.

use super::Store;
use super::error::StoreError;
use super::patience::Patience;
use rusqlite::{OptionalExtension, Transaction};
use std::path::Path;
use std::time::Duration;

/// The longest wait for the file when it is checked after a failed commit.
const PATIENCE: Duration = Duration::from_secs(1);

/// Identifies the changeset whose presence shows that a commit was stored.
pub(super) struct Committed<'a> {
    pub(super) id: i64,
    pub(super) replica: &'a str,
    pub(super) seq: u64,
}

/// Commits a transaction. A commit ends with removing the journal and syncing the folder. When only the sync
/// fails, SQLite reports an error although the rows are stored. So after an error the file is opened again
/// and checked.
///
/// # Errors
///
/// [`StoreError::Unconfirmed`] if the changeset is in the file, [`StoreError::Unknown`] if
/// the file cannot be checked, and the error of SQLite if the changeset is not in the file.
pub(super) fn commit(
    transaction: Transaction<'_>,
    path: &Path,
    changeset: &Committed<'_>,
) -> Result<(), StoreError> {
    let Err(error) = transaction.commit() else { return Ok(()) };
    Err(after_failure(error, is_there(path, changeset).ok()))
}

/// The error for a failed commit. `is_there` says whether the changeset is in the file; `None` if
/// that could not be checked.
fn after_failure(error: rusqlite::Error, is_there: Option<bool>) -> StoreError {
    match is_there {
        Some(false) => error.into(),
        Some(true) => StoreError::Unconfirmed(error.to_string()),
        None => StoreError::Unknown(error.to_string()),
    }
}

/// Whether the file has the changeset. Uses a new connection, because the failed one may still show
/// what was not stored.
fn is_there(path: &Path, changeset: &Committed<'_>) -> Result<bool, StoreError> {
    let store = Store::open_with_patience(path, Patience::of(PATIENCE))?;
    let sql = "SELECT 1 FROM changeset WHERE id = ?1 AND replica = ?2 AND seq = ?3";
    let found = store
        .connection
        .query_row(sql, (changeset.id, changeset.replica, changeset.seq), |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi;

    #[test]
    fn a_failed_commit_is_reported_with_its_outcome() {
        let failed = || {
            let code = ffi::Error::new(ffi::SQLITE_IOERR_DIR_FSYNC);
            rusqlite::Error::SqliteFailure(code, None)
        };
        let told = |there| after_failure(failed(), there).to_string();
        assert!(told(Some(false)).contains("nothing was recorded"));
        assert!(told(Some(true)).starts_with("disk: recorded, but"));
        assert!(told(None).contains("it is not known whether"));
    }
}
