//! Reads and writes table `reference_version`: all versions of places, actors and indicators.

use super::content::Members;
use super::error::{StoreError, WriteError};
use super::reference::{Reference, Which, id_of, is_withdrawn, load, show};
use super::undone::UNDONE;
use super::version_order::{VersionOrder, Versions};
use crate::domain::changeset::VersionRecord;
use crate::domain::identity::Canonical;
use rusqlite::{Connection, OptionalExtension, params};

/// Whether a row is added or edited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    /// The key must be new.
    New,
    /// The key must be recorded.
    Changed,
}

/// Records a row: its newest state, its names, and this version. Returns the hash of the version;
/// `None` if an edited row has the same content.
pub(super) fn record<T: Reference>(
    connection: &Connection,
    row: &T,
    put: Put,
    changeset: i64,
) -> Result<Option<[u8; 32]>, WriteError> {
    row.unless_clashing(connection)?;
    if put == Put::New {
        WriteError::unless_a_key(row.key())?;
    }
    WriteError::unless_named(row)?;
    if !row.fits_its_table() {
        return Err(refused_by_table::<T>().into());
    }
    let content = row.content();
    let known = id_of(connection, T::WHAT, row.key())?;
    let is_withdrawn = known.is_some() && is_withdrawn::<T>(connection, row.key())?;
    match (put, known) {
        (Put::New, Some(id)) if !is_withdrawn => return Err(there_already::<T>(connection, id)?),
        (Put::Changed, _) if known.is_none() || is_withdrawn => {
            return Err(WriteError::Missing { what: T::WHAT, key: row.key().to_owned() });
        }
        (Put::Changed, Some(_))
            if shown(connection, T::WHAT, row.key())?
                .is_some_and(|shown| shown.counts && shown.content == content) =>
        {
            return Ok(None);
        }
        _ => {}
    }
    show(connection, row, known)?;
    let hash = version_hash(T::WHAT, row.key(), &content);
    insert(connection, changeset, (T::WHAT, row.key(), &content), hash)?;
    Ok(Some(hash))
}

/// The error for a row that breaks a rule of its table, as SQLite would report it.
fn refused_by_table<T: Reference>() -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT_CHECK);
    let why = format!("CHECK constraint failed: {}", T::WHAT);
    rusqlite::Error::SqliteFailure(code, Some(why))
}

fn there_already<T: Reference>(connection: &Connection, id: i64) -> Result<WriteError, StoreError> {
    let found = load::<T>(connection, Which::Ids(&[id]))?.into_iter().next();
    let (key, name) = found
        .map_or_else(Default::default, |(_, row)| (row.key().to_owned(), row.name().to_owned()));
    Ok(WriteError::AlreadyThere { what: T::WHAT, key, name })
}

/// The version of a row that its table shows.
pub(super) struct Shown {
    pub(super) content: String,
    /// Whether its changeset is not undone.
    pub(super) counts: bool,
}

/// The version of a row to be shown: the newest one that counts; if all are undone, the first one, which
/// is the last to be undone. `None` if there is no such row.
pub(super) fn shown(
    connection: &Connection,
    kind: &str,
    key: &str,
) -> Result<Option<Shown>, StoreError> {
    let sql = format!(
        "SELECT content, changeset IN ({UNDONE}) AS is_undone FROM reference_version
         WHERE kind = ?1 AND key = ?2
         ORDER BY is_undone, CASE WHEN is_undone THEN id ELSE -id END LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_row([kind, key], |row| {
        Ok(Shown { content: row.get(0)?, counts: !row.get::<_, bool>(1)? })
    });
    Ok(found.optional()?)
}

/// Reads the content of a version.
pub(super) fn read<T: Reference>(content: &str) -> Result<T, StoreError> {
    T::from_content(&Members::of(content)?)
}

/// Makes the table show the content of a recorded version. Fails if another row has what only one may
/// have, or the row would be inside itself.
pub(super) fn show_content<T: Reference>(
    connection: &Connection,
    content: &str,
) -> Result<(), WriteError> {
    let row = read::<T>(content)?;
    row.unless_clashing(connection)?;
    show(connection, &row, id_of(connection, T::WHAT, row.key())?)
}

/// Makes the table show an earlier version of a row.
pub(super) fn show_version<T: Reference>(
    connection: &Connection,
    content: &str,
) -> Result<(), StoreError> {
    let row = read::<T>(content)?;
    let known = id_of(connection, T::WHAT, row.key())?;
    show(connection, &row, known).map_err(|error| match error {
        WriteError::Store(error) => error,
        error => StoreError::Corrupt(format!("a version of {} `{}`: {error}", T::WHAT, row.key())),
    })
}

fn insert(
    connection: &Connection,
    changeset: i64,
    (kind, key, content): (&str, &str, &str),
    hash: [u8; 32],
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO reference_version (changeset, kind, key, content, sha256)
               VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![changeset, kind, key, content, hash])?;
    Ok(())
}

/// Inserts a version that was recorded in another database, in changeset `id`. The table shows it if it is
/// newer than all others. Returns whether the content is valid for such a row; if not, nothing is inserted.
pub(super) fn put<T: Reference>(
    connection: &Connection,
    version: &VersionRecord,
    id: i64,
    order: &mut VersionOrder,
) -> Result<bool, WriteError> {
    let (key, content) = (version.key.as_str(), version.content.as_str());
    let row = match read::<T>(content) {
        Ok(row) if row.content() == content && row.key() == key => row,
        _ => return Ok(false),
    };
    let others = "SELECT DISTINCT changeset FROM reference_version
                  WHERE kind = ?1 AND key = ?2 AND changeset <> ?3";
    let mut others = connection.prepare_cached(others)?;
    let others = others
        .query_map(params![T::WHAT, key, id], |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    if !others.is_empty() {
        order.unsort(Versions::OfNames);
    }
    if order.is_newest(id, &others) {
        row.unless_clashing(connection)?;
        show(connection, &row, id_of(connection, T::WHAT, key)?)?;
    }
    insert(connection, id, (T::WHAT, key, content), version_hash(T::WHAT, key, content))?;
    Ok(true)
}

/// The hash of a version of a reference row (SHA-256).
pub(super) fn version_hash(kind: &str, key: &str, content: &str) -> [u8; 32] {
    Canonical::of("reference")
        .field("kind", kind)
        .field("key", key)
        .field("content", content)
        .digest()
}
