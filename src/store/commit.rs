//! Committing, and finding out what became of it where the disk failed.

use super::Store;
use super::error::StoreError;
use super::patience::Patience;
use rusqlite::{OptionalExtension, Transaction};
use std::path::Path;
use std::time::Duration;

/// How long to wait for the file after a failed commit.
const PATIENCE: Duration = Duration::from_secs(1);

/// The changeset by which a commit is known to have happened.
pub(super) struct Committed<'a> {
    pub(super) id: i64,
    pub(super) replica: &'a str,
    pub(super) seq: u64,
}

/// Commits a transaction. The last steps of a commit are to remove the journal and to sync the
/// folder. When only the sync fails, SQLite says that the commit failed, and what was recorded is
/// there all the same. So the file itself is asked after a failure.
///
/// # Errors
///
/// [`StoreError::Unconfirmed`] where the changeset is there, [`StoreError::Unknown`] where the file
/// cannot be asked, and what SQLite said where it is not there.
pub(super) fn commit(
    transaction: Transaction<'_>,
    path: &Path,
    changeset: &Committed<'_>,
) -> Result<(), StoreError> {
    let Err(error) = transaction.commit() else { return Ok(()) };
    Err(after_failure(error, is_there(path, changeset).ok()))
}

/// What a failed commit is told as, by whether the changeset is there; `None` where nobody can say.
fn after_failure(error: rusqlite::Error, is_there: Option<bool>) -> StoreError {
    match is_there {
        Some(false) => error.into(),
        Some(true) => StoreError::Unconfirmed(error.to_string()),
        None => StoreError::Unknown(error.to_string()),
    }
}

/// Whether the file has a changeset, by a connection that knows nothing of the failed one.
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
    fn a_failed_commit_is_told_as_what_became_of_it() {
        let failed = || {
            let code = ffi::Error::new(ffi::SQLITE_IOERR_DIR_FSYNC);
            rusqlite::Error::SqliteFailure(code, None)
        };
        let told = |there| after_failure(failed(), there).to_string();
        assert!(told(Some(false)).contains("nothing was recorded"));
        assert!(told(Some(true)).starts_with("disk: recorded, but"));
        assert!(told(None).contains("may be there or not"));
    }
}
