//! Finds which changesets are undone, and which of their rows therefore do not count.
//!
//! A changeset is undone while it has an undo that no redo takes back. What counts therefore depends only on which
//! changesets are not undone, in whatever order they were undone.

use super::error::StoreError;
use crate::domain::identity::Uid;
use crate::domain::when::Day;
use foldhash::HashSet;
use rusqlite::{Connection, OptionalExtension};

/// SQL for the time since which a changeset is known in this file. `changeset` is its alias.
pub(super) fn known_at(changeset: &str) -> String {
    format!("coalesce({changeset}.arrived_at, {changeset}.recorded_at)")
}

/// The last second of a day, as times are stored (UTC); without a day, a time after all others.
pub(super) fn end_of(day: Option<Day>) -> String {
    day.map_or_else(|| "9999-12-31T23:59:59Z".to_owned(), |day| format!("{day}T23:59:59Z"))
}

/// A time after all recording times.
pub(super) const EVER: &str = "9999";

/// SQL for the ids of the changesets that are undone now. Rows of the current transaction are included.
pub(super) const UNDONE: &str =
    "SELECT done.id FROM undo CROSS JOIN changeset AS done ON done.uid = undo.undone
     WHERE NOT EXISTS (SELECT 1 FROM redo WHERE redo.undo = undo.id)";

/// SQL for the ids of the changesets that are undone at a time, which is a parameter.
pub(super) fn undone_at(moment: &str) -> String {
    format!(
        "SELECT done.id FROM undo CROSS JOIN changeset AS done ON done.uid = undo.undone
         WHERE {}",
        in_force_at("undo", moment)
    )
}

/// SQL that decides whether an undo is in force at a given time. `undo` is its alias.
fn in_force_at(undo: &str, moment: &str) -> String {
    let (made, taken_back) = (known_at("made"), known_at("again"));
    format!(
        "EXISTS (SELECT 1 FROM changeset AS made
                 WHERE made.id = {undo}.changeset AND {made} <= {moment})
         AND NOT EXISTS (SELECT 1 FROM redo JOIN changeset AS again ON again.id = redo.changeset
                         WHERE redo.undo = {undo}.id AND {taken_back} <= {moment})"
    )
}

/// SQL that decides whether another changeset, which is not undone at a given time, also recorded a fact or report.
/// `row` is the alias of its table.
fn also_recorded_at(row: &str, moment: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM also_recorded AS also JOIN changeset AS other ON other.id = also.changeset
                 WHERE also.uid = {row}.uid AND {} <= {moment}
                   AND other.id NOT IN ({}))",
        known_at("other"),
        undone_at(moment)
    )
}

/// SQL for the reason why all recordings of a row of a table are undone at a given time; NULL if one of its changesets
/// is not. `id` is SQL for the id of the row.
pub(super) fn reason_sql(table: &str, id: &str, moment: &str) -> String {
    format!(
        "CASE WHEN EXISTS (SELECT 1 FROM undo) THEN
         (SELECT back.reason FROM {table} AS mine
          CROSS JOIN changeset AS done ON done.id = mine.changeset
          CROSS JOIN undo AS back ON back.undone = done.uid
          WHERE mine.id = {id} AND {} AND NOT {}
          ORDER BY back.uid LIMIT 1) END",
        in_force_at("back", moment),
        also_recorded_at("mine", moment)
    )
}

/// The short uid of the changeset that undid all recordings of a row, and the reason, as of now; `None` if one of its
/// changesets is not undone. Rows of the current transaction are included.
pub(super) fn undone_by(
    connection: &Connection,
    table: &str,
    id: i64,
) -> Result<Option<(String, String)>, StoreError> {
    let sql = format!(
        "SELECT coalesce(lower(hex(substr(made.uid, 1, 4))), ''), undo.reason FROM {table} AS mine
         CROSS JOIN changeset AS done ON done.id = mine.changeset
         CROSS JOIN undo ON undo.undone = done.uid
         LEFT JOIN changeset AS made ON made.id = undo.changeset
         WHERE mine.id = ?1 AND NOT EXISTS (SELECT 1 FROM redo WHERE redo.undo = undo.id)
           AND NOT EXISTS (SELECT 1 FROM also_recorded AS also
                           WHERE also.uid = mine.uid AND also.changeset NOT IN ({UNDONE}))
         ORDER BY coalesce(made.recorded_at, '9999') DESC, undo.uid DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Whether any changeset was ever undone.
pub(super) fn is_any(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM undo LIMIT 1")?.exists([])?)
}

/// The ids of rows of a table whose changesets are all undone.
#[derive(Clone, Default)]
pub(super) struct UndoneRows {
    /// The first and last id of the rows of each undone changeset.
    ranges: Vec<(i64, i64)>,
    /// The rows in these ranges that another changeset also recorded.
    also_recorded: HashSet<i64>,
}

impl UndoneRows {
    /// The rows of `fact` or `report` that are undone at a given time (UTC, RFC 3339).
    pub(super) fn at(
        connection: &Connection,
        table: &str,
        moment: &str,
    ) -> Result<Self, StoreError> {
        if !is_any(connection)? {
            return Ok(Self::default());
        }
        let ids = |sql: &str| -> Result<Vec<i64>, StoreError> {
            let mut statement = connection.prepare_cached(sql)?;
            let found = statement.query_map([moment], |row| row.get(0))?;
            Ok(found.collect::<Result<_, _>>()?)
        };
        let undone = undone_at("?1");
        let mut ranges = Vec::new();
        for changeset in ids(&undone)? {
            ranges.extend(rows_of(connection, table, changeset)?);
        }
        let also = format!(
            "SELECT mine.id FROM also_recorded AS some CROSS JOIN {table} AS mine ON mine.uid = some.uid
             WHERE mine.changeset IN ({undone}) AND {}",
            also_recorded_at("mine", "?1")
        );
        Ok(Self { ranges, also_recorded: ids(&also)?.into_iter().collect() })
    }

    /// Whether no row is undone.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether a row is undone.
    pub(super) fn contains(&self, id: i64) -> bool {
        self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&id))
            && !self.also_recorded.contains(&id)
    }

    /// The ids of all undone rows, including some that may be missing in the table.
    pub(super) fn ids(&self) -> impl Iterator<Item = i64> {
        let ranges = self.ranges.iter().flat_map(|(first, last)| *first..=*last);
        ranges.filter(|id| !self.also_recorded.contains(id))
    }

    /// The ranges as a JSON list, and as another list the ids in them that are not undone.
    pub(super) fn json(&self) -> (String, String) {
        let but: Vec<i64> = self.also_recorded.iter().copied().collect();
        (serde_json::json!(self.ranges).to_string(), serde_json::json!(but).to_string())
    }
}

/// The first and last id of the rows of a changeset in a table; `None` if it has none there. Ids rise from one
/// changeset to the next.
pub(super) fn rows_of(
    connection: &Connection,
    table: &str,
    changeset: i64,
) -> Result<Option<(i64, i64)>, StoreError> {
    let first = first_from(connection, table, changeset)?;
    let next = first_from(connection, table, changeset.saturating_add(1))?;
    Ok((first < next).then_some((first, next - 1)))
}

/// The least id from which on all rows of a table belong to this changeset or later ones. It is found by a binary
/// search, since no index has the changesets of facts.
fn first_from(connection: &Connection, table: &str, changeset: i64) -> Result<i64, StoreError> {
    let last = format!("SELECT coalesce(max(id), 0) FROM {table}");
    let (mut low, mut high) =
        (1, connection.prepare_cached(&last)?.query_row([], |row| row.get::<_, i64>(0))? + 1);
    let sql = format!("SELECT changeset FROM {table} WHERE id >= ?1 ORDER BY id LIMIT 1");
    let mut statement = connection.prepare_cached(&sql)?;
    while low < high {
        let middle = low + (high - low) / 2;
        let of: Option<i64> = statement.query_row([middle], |row| row.get(0)).optional()?;
        if of.is_none_or(|of| of >= changeset) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// The short uid of the newest changeset that undid a changeset or took such an undo back.
pub(super) fn newest_about(
    connection: &Connection,
    about: Uid,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT uid FROM changeset WHERE id = (
        SELECT max(id) FROM (SELECT changeset AS id FROM undo WHERE undone = ?1
          UNION ALL SELECT redo.changeset FROM redo JOIN undo ON undo.id = redo.undo
          WHERE undo.undone = ?1))";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([about.0], |row| Ok(Uid(row.get(0)?).short())).optional()?)
}
