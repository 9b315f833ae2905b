//! Finds the rows whose key or id begins with what somebody has typed so far, by the index of the keys.

use super::Store;
use super::error::StoreError;
use super::lookup_record;
use super::reference::Which;
use super::report_row;
use crate::domain::identity::Uid;
use rusqlite::{Connection, Row};

/// At most this many rows are offered. The last row by key is always among them, so that the beginning that these rows
/// have in common is the one that all rows in the file have in common.
const MOST: i64 = 50;

/// The kind of key whose beginning was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// The key of a place.
    Place,
    /// The key of an actor.
    Actor,
    /// The key of an indicator.
    Indicator,
    /// The key of a report, retracted or not.
    Report,
    /// The key of a report that is not retracted.
    StandingReport,
    /// The id of a fact.
    Fact,
    /// The id of a changeset.
    Changeset,
}

/// A row that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The key, or as many digits of the id as name the row.
    pub key: String,
    /// The description of the row.
    pub about: String,
}

impl Store {
    /// Rows whose key begins with `typed`, sorted by key; for facts and changesets the newest if
    /// nothing is typed yet. At most 50.
    pub fn rows_with_prefix(&self, of: Keyed, typed: &str) -> Result<Vec<Offered>, StoreError> {
        self.reading(|connection| match of {
            Keyed::Place => named(connection, ("place", "name"), typed),
            Keyed::Actor => named(connection, ("actor", "name"), typed),
            Keyed::Indicator => named(connection, ("indicator", "label"), typed),
            Keyed::Report | Keyed::StandingReport => {
                reports(connection, typed, of == Keyed::StandingReport)
            }
            Keyed::Fact => with_uid(connection, "fact", typed),
            Keyed::Changeset => with_uid(connection, "changeset", typed),
        })
    }
}

/// Rows between `?1` and `?2` by a column: the first ones and the last one.
fn first_and_last(select: &str, by: &str) -> String {
    format!(
        "SELECT * FROM ({select} BETWEEN ?1 AND ?2 ORDER BY {by} LIMIT {MOST} - 1)
         UNION SELECT * FROM ({select} BETWEEN ?1 AND ?2 ORDER BY {by} DESC LIMIT 1) ORDER BY 1"
    )
}

/// The least and the greatest text with this beginning.
fn range(typed: &str) -> (String, String) {
    (typed.to_owned(), format!("{typed}{}", char::MAX))
}

fn named(
    connection: &Connection,
    (table, name): (&str, &str),
    typed: &str,
) -> Result<Vec<Offered>, StoreError> {
    let select = format!("SELECT key, {name} FROM {table} WHERE withdrawn IS NULL AND key");
    let mut statement = connection.prepare_cached(&first_and_last(&select, "key"))?;
    let rows = statement
        .query_map(range(typed), |row| Ok(Offered { key: row.get(0)?, about: row.get(1)? }));
    Ok(rows?.collect::<Result<_, _>>()?)
}

fn reports(
    connection: &Connection,
    typed: &str,
    only_standing: bool,
) -> Result<Vec<Offered>, StoreError> {
    let sql = first_and_last("SELECT key, id FROM report WHERE key", "key");
    let mut statement = connection.prepare_cached(&sql)?;
    let ids: Vec<i64> =
        statement.query_map(range(typed), |row| row.get(1))?.collect::<Result<_, _>>()?;
    let mut reports: Vec<_> = report_row::load(connection, Which::Ids(&ids), None)?
        .into_iter()
        .map(|(_, report)| report)
        .filter(|report| !only_standing || report.retracted.is_none())
        .collect();
    reports.sort_by(|a, b| a.key.cmp(&b.key));
    let offered = reports.into_iter().map(|report| {
        let mark = if report.retracted.is_some() { "retracted: " } else { "" };
        Offered { about: format!("{mark}{}", report.title), key: report.key }
    });
    Ok(offered.collect())
}

fn with_uid(connection: &Connection, table: &str, typed: &str) -> Result<Vec<Offered>, StoreError> {
    let read = |row: &Row<'_>| row.get(0).map(Uid);
    let uids: Vec<Uid> = if typed.is_empty() {
        let sql = format!("SELECT uid FROM {table} ORDER BY id DESC LIMIT {MOST}");
        connection.prepare_cached(&sql)?.query_map([], read)?.collect::<Result<_, _>>()?
    } else {
        let Some(range) = lookup_record::uids_between(typed) else { return Ok(Vec::new()) };
        let select = format!("SELECT uid FROM {table} WHERE uid");
        let sql = first_and_last(&select, "uid");
        connection.prepare_cached(&sql)?.query_map(range, read)?.collect::<Result<_, _>>()?
    };
    let describe = |uid: &Uid| -> Result<Offered, StoreError> {
        let about = if table == "fact" {
            lookup_record::fact_in_words(connection, *uid)?
        } else {
            changeset_in_words(connection, *uid)?
        };
        let key = shortest(connection, table, *uid)?;
        let is_begun = key.starts_with(&typed.to_lowercase());
        Ok(Offered { key: if is_begun { key } else { uid.to_string() }, about })
    };
    uids.iter().map(describe).collect()
}

/// The short form of a uid if no other row has the same short form, otherwise the whole uid.
fn shortest(connection: &Connection, table: &str, uid: Uid) -> Result<String, StoreError> {
    let short = uid.short();
    let Some(range) = lookup_record::uids_between(&short) else { return Ok(uid.to_string()) };
    let sql =
        format!("SELECT count(*) FROM (SELECT 1 FROM {table} WHERE uid BETWEEN ?1 AND ?2 LIMIT 2)");
    let alike: i64 = connection.prepare_cached(&sql)?.query_row(range, |row| row.get(0))?;
    Ok(if alike > 1 { uid.to_string() } else { short })
}

fn changeset_in_words(connection: &Connection, uid: Uid) -> Result<String, StoreError> {
    let sql = "SELECT recorded_at || ', ' || recorded_by || coalesce(', ' || note, '')
               FROM changeset WHERE uid = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([uid.0], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_offered_whole_where_another_begins_alike() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE fact (uid BLOB)").unwrap();
        let uids = ["3f9a2c1e00000000", "3f9a2c1eff000000", "3f9a2c1f00000000"];
        let uids = uids.map(|digits| format!("{digits:0<32}").parse::<Uid>().unwrap());
        for uid in &uids {
            connection.execute("INSERT INTO fact VALUES (?1)", [uid.0]).unwrap();
        }
        let offered = uids.map(|uid| shortest(&connection, "fact", uid).unwrap().len());
        assert_eq!(offered, [32, 32, 8]);
    }
}
