//! Reads and writes reference rows: places, actors and indicators. They have keys, names, and
//! versions, which are all kept.

use super::content::Members;
use super::error::{StoreError, WriteError};
use crate::domain::name::fold_name;
use crate::domain::names::{ALIAS, Nameable, names_of};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use serde_json::Value;
use std::collections::HashMap;

/// A reference row. Its table shows the newest version; table `reference_version` keeps all.
pub(super) trait Reference: Nameable {
    /// Sets the aliases, which are loaded by a separate query.
    fn set_aliases(&mut self, aliases: Vec<String>);
    /// The row as JSON, in the one spelling that digests cover.
    fn content(&self) -> String;
    /// Reads a row from the JSON of a version. Fails if a member is missing or wrong.
    fn from_content(members: &Members) -> Result<Self, StoreError>;
    /// Whether the row keeps the rules of its table (CHECK in `schema.sql`) that its types do not
    /// ensure. SQLite's own checks are off during an import.
    fn fits_its_table(&self) -> bool {
        true
    }
    /// Fails where another row has what only one may have.
    fn unless_clashing(&self, _connection: &Connection) -> Result<(), WriteError> {
        Ok(())
    }
    /// Inserts the row, or updates the one with its key. `parent` is the id of its parent.
    fn put(&self, connection: &Connection, parent: Option<i64>) -> rusqlite::Result<()>;
    /// The columns of its table after `id`, in the order of [`Self::put`] and [`Self::read`].
    const COLUMNS: &'static [&'static str];
    /// Reads a row from the columns of its table. Column 0 is the id, and the parent is a key.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

/// The rows to load.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    /// Every row of the table, withdrawn ones too.
    All,
    /// The rows with these ids.
    Ids(&'a [i64]),
}

impl Which<'_> {
    /// The SQL condition on a column, and the value of its parameter, if any.
    pub(super) fn condition(self, column: &str) -> (String, Vec<String>) {
        match self {
            Self::All => ("1".to_owned(), Vec::new()),
            // This needs no table of ids, and takes a third of the time.
            Self::Ids([id]) => (format!("{column} = ?1"), vec![id.to_string()]),
            Self::Ids(ids) => {
                (format!("{column} IN (SELECT value FROM json_each(?1))"), vec![json_ids(ids)])
            }
        }
    }
}

/// Ids as JSON, for SQL's `json_each`.
pub(super) fn json_ids(ids: &[i64]) -> String {
    Value::from(ids).to_string()
}

/// Loads rows with their ids, sorted by key.
pub(super) fn load<T: Reference>(
    connection: &Connection,
    which: Which<'_>,
) -> Result<Vec<(i64, T)>, StoreError> {
    let what = T::WHAT;
    let (condition, parameters) = which.condition(&format!("{what}.id"));
    let sql = format!("{} WHERE {condition} ORDER BY {what}.key", select_sql::<T>());
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement
        .query_map(rusqlite::params_from_iter(parameters), |row| Ok((row.get(0)?, T::read(row)?)))?
        .collect::<rusqlite::Result<Vec<(i64, T)>>>()?;
    let mut aliases = load_aliases::<T>(connection, which)?;
    for (id, row) in &mut rows {
        row.set_aliases(aliases.remove(id).unwrap_or_default());
    }
    Ok(rows)
}

/// The query for rows that [`Reference::read`] decodes.
fn select_sql<T: Reference>() -> String {
    let what = T::WHAT;
    let mut sql = format!("SELECT {what}.id");
    for column in T::COLUMNS {
        let column = if *column == PARENT { "parent.key" } else { &format!("{what}.{column}") };
        sql.extend([", ", column]);
    }
    sql.extend([" FROM ", what]);
    if T::COLUMNS.contains(&PARENT) {
        let parent = format!(" LEFT JOIN {what} AS parent ON parent.id = {what}.{PARENT}");
        sql.push_str(&parent);
    }
    sql
}

/// The column with the id of the row's parent.
pub(super) const PARENT: &str = "parent";

/// Inserts a row, or updates the one with its key. The values are in the order of the columns.
pub(super) fn upsert<T: Reference>(
    connection: &Connection,
    values: &[&dyn ToSql],
) -> rusqlite::Result<()> {
    let list = |each: &dyn Fn(usize, &str) -> String| {
        let columns = T::COLUMNS.iter().enumerate().map(|(at, column)| each(at, column));
        columns.collect::<Vec<_>>().join(", ")
    };
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (key) DO UPDATE SET {}",
        T::WHAT,
        T::COLUMNS.join(", "),
        list(&|at, _| format!("?{}", at + 1)),
        list(&|_, column| format!("{column} = excluded.{column}")),
    );
    connection.prepare_cached(&sql)?.execute(values)?;
    Ok(())
}

fn load_aliases<T: Reference>(
    connection: &Connection,
    which: Which<'_>,
) -> Result<HashMap<i64, Vec<String>>, StoreError> {
    let what = T::WHAT;
    let (condition, parameters) = which.condition(what);
    let sql = format!(
        "SELECT {what}, name FROM {what}_name WHERE rank >= {ALIAS} AND {condition}
         ORDER BY {what}, rank"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(parameters))?;
    let mut aliases: HashMap<i64, Vec<String>> = HashMap::new();
    while let Some(row) = rows.next()? {
        aliases.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(aliases)
}

/// The id of the row with exactly this key; `None` if there is none.
pub(super) fn id_of(
    connection: &Connection,
    what: &str,
    key: &str,
) -> Result<Option<i64>, StoreError> {
    let sql = format!("SELECT id FROM {what} WHERE key = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()?)
}

/// Makes the table show a row and its names. `known` is the id of the row to update; `None` inserts
/// it.
pub(super) fn show<T: Reference>(
    connection: &Connection,
    row: &T,
    known: Option<i64>,
) -> Result<(), WriteError> {
    let parent = row.parent().map(|key| parent_id::<T>(connection, key, known, row)).transpose()?;
    row.put(connection, parent)?;
    let sql =
        format!("UPDATE {} SET withdrawn = NULL WHERE key = ?1 AND withdrawn IS NOT NULL", T::WHAT);
    connection.prepare_cached(&sql)?.execute([row.key()])?;
    if let Some(id) = known {
        drop_names::<T>(connection, id)?;
    }
    Ok(put_names(connection, row, known.unwrap_or_else(|| connection.last_insert_rowid()))?)
}

/// Whether the recording of a row was undone and nothing uses the row.
pub(super) fn is_withdrawn<T: Reference>(
    connection: &Connection,
    key: &str,
) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM {} WHERE key = ?1 AND withdrawn IS NOT NULL", T::WHAT);
    Ok(connection.prepare_cached(&sql)?.exists([key])?)
}

/// The id of the parent. Fails if the parent is missing, or is a descendant of the row, which would
/// make a loop. A new row has no descendants.
fn parent_id<T: Reference>(
    connection: &Connection,
    parent: &str,
    own: Option<i64>,
    row: &T,
) -> Result<i64, WriteError> {
    let id = id_of(connection, T::WHAT, parent)?
        .ok_or_else(|| WriteError::Missing { what: T::WHAT, key: parent.to_owned() })?;
    if own.is_none() {
        return Ok(id);
    }
    let sql = format!(
        "WITH RECURSIVE up (id) AS (
           SELECT ?1 UNION SELECT parent FROM {0} JOIN up USING (id) WHERE parent IS NOT NULL)
         SELECT 1 FROM up WHERE id = ?2",
        T::WHAT
    );
    if connection.prepare_cached(&sql)?.exists(params![id, own])? {
        let (key, parent) = (row.key().to_owned(), parent.to_owned());
        return Err(WriteError::Loop { what: T::WHAT, key, parent });
    }
    Ok(id)
}

fn drop_names<T: Reference>(connection: &Connection, id: i64) -> Result<(), StoreError> {
    let what = T::WHAT;
    let sql = format!("DELETE FROM {what}_name WHERE {what} = ?1");
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

fn put_names<T: Reference>(connection: &Connection, row: &T, id: i64) -> Result<(), StoreError> {
    let what = T::WHAT;
    let sql =
        format!("INSERT INTO {what}_name ({what}, rank, name, folded) VALUES (?1, ?2, ?3, ?4)");
    let mut statement = connection.prepare_cached(&sql)?;
    for (rank, name) in names_of(row) {
        statement.execute(params![id, rank, name, fold_name(name)])?;
    }
    Ok(())
}

/// Loads the row with exactly this key. Fails if it is missing.
pub(super) fn with_key<T: Reference>(connection: &Connection, key: &str) -> Result<T, WriteError> {
    let missing = || WriteError::Missing { what: T::WHAT, key: key.to_owned() };
    let id = id_of(connection, T::WHAT, key)?.ok_or_else(missing)?;
    let found = load::<T>(connection, Which::Ids(&[id]))?;
    found.into_iter().next().map(|(_, row)| row).ok_or_else(missing)
}

/// Whether the table shows this content for a key.
pub(super) fn shows<T: Reference>(
    connection: &Connection,
    key: &str,
    content: &str,
) -> Result<bool, StoreError> {
    let found = match id_of(connection, T::WHAT, key)? {
        Some(id) => load::<T>(connection, Which::Ids(&[id]))?.pop(),
        None => None,
    };
    Ok(found.is_some_and(|(_, row)| row.content() == content))
}
