//! Checks the schema of a file: it must have the objects of `schema.sql`, as Factline makes them.
//!
//! A file may come from a stranger. If an expected name belonged to another object, a query would use that object: for
//! example an endless view instead of a table. Objects with other names are allowed, because other programs add tables,
//! views and indexes. Only a foreign trigger on a Factline table is refused, because it would change what is recorded.
//! A file in which a foreign index on a Factline table computes something can be read, but nothing can be recorded in
//! it.

use super::Store;
use super::error::StoreError;
use super::migrations::{self, SQL};
use super::schema_fault::SchemaFault;
use super::sql_text::{statements, tokens};
use crate::text::safe;
use memchr::memmem;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

/// At most this many objects of other programs are named; the others are counted.
const NAMED: usize = 8;

/// An object of `schema.sql`.
struct Object {
    /// Its name in lower case.
    name: &'static str,
    /// Its kind in SQLite: table, index, trigger or view.
    kind: String,
    /// The statement that creates it, as SQLite stores it.
    sql: &'static str,
}

impl Object {
    /// Whether a file without the object is refused. It is not refused if the object is a plain index, which only makes
    /// queries faster, a trigger, which only protects against other programs, or a view, which no query uses.
    fn is_needed(&self) -> bool {
        self.kind == "table" || self.sql.starts_with("CREATE UNIQUE INDEX")
    }

    /// Whether a statement from a file of some version creates the object; differences in white
    /// space and comments are ignored.
    fn is_made_by(&self, found: &str, version: i64) -> bool {
        self.sql == found && version == migrations::VERSION
            || tokens(found).eq(migrations::tokens_at(version, self.name, self.sql))
    }
}

/// The objects of `schema.sql` by name.
static OURS: LazyLock<HashMap<&'static str, Object>> =
    LazyLock::new(|| statements(SQL).filter_map(object).collect());

/// The name and object that a statement creates; `None` for other statements.
fn object(sql: &'static str) -> Option<(&'static str, Object)> {
    let mut words = tokens(sql).filter(|word| *word != "UNIQUE");
    let (create, kind, name) = (words.next()?, words.next()?, words.next()?);
    (create == "CREATE").then(|| (name, Object { name, kind: kind.to_ascii_lowercase(), sql }))
}

impl Store {
    /// The kinds and names of tables and views that other programs added to the file, and of their
    /// indexes on Factline's tables: the first few by name, escaped for a terminal, and how many more.
    pub fn added_by_others(&self) -> Result<Vec<String>, StoreError> {
        added_by_others(&self.connection)
    }
}

/// The kind, the name and the text of each statement of `schema.sql` that creates something. The text continues to the
/// end of the script, since finding the end of a statement would mean parsing it.
fn created() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    memmem::find_iter(SQL.as_bytes(), "\nCREATE ").filter_map(|at| {
        let text = &SQL[at + 1..];
        let mut words = text.split_ascii_whitespace().skip(1).filter(|word| *word != "UNIQUE");
        Some((words.next()?, words.next()?, text))
    })
}

/// Whether a file has exactly the objects of `schema.sql`, byte for byte. This is true for nearly
/// every file, and comparing bytes takes a tenth of the time of parsing statements.
fn is_as_made(connection: &Connection) -> Result<bool, StoreError> {
    let mut ours: Vec<_> = created().collect();
    let mut is_same = true;
    each_object(connection, |kind, name, _, sql| {
        if kind == "index" && sql.is_empty() && is_of_sqlite(name) {
            return;
        }
        let found =
            ours.iter().position(|(_, known, _)| *known == name).map(|at| ours.swap_remove(at));
        is_same &= found.is_some_and(|(known, _, text)| {
            let rest = text.strip_prefix(sql);
            known.eq_ignore_ascii_case(kind) && rest.is_some_and(|rest| rest.starts_with(';'))
        });
    })?;
    Ok(is_same && ours.is_empty())
}

/// The number that SQLite gives to the schema of a file, and raises with each change of it.
fn change_number(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "schema_version", |row| row.get(0))?)
}

/// Checks the schema of a file of some version. Returns the number of its last change if it has exactly the objects of
/// `schema.sql`. Fails with its most serious fault.
pub(super) fn check(
    connection: &Connection,
    path: &Path,
    version: i64,
) -> Result<Option<i64>, StoreError> {
    if version == migrations::VERSION && is_as_made(connection)? {
        return change_number(connection).map(Some);
    }
    let mut missing: HashSet<&str> =
        OURS.iter().filter(|(_, ours)| ours.is_needed()).map(|(name, _)| *name).collect();
    missing.retain(|name| migrations::is_in(name, version));
    let mut gravest: Option<SchemaFault> = None;
    let mut note = |fault: SchemaFault| {
        if gravest.as_ref().is_none_or(|other| fault < *other) {
            gravest = Some(fault);
        }
    };
    each_object(connection, |kind, name, table, sql| {
        missing.remove(name);
        if let Some(fault) = fault(version, kind, name, table, sql) {
            note(fault);
        }
    })?;
    for name in missing {
        note(SchemaFault::Missing { kind: OURS[name].kind.clone(), name: name.to_owned() });
    }
    let refused = |fault| StoreError::Schema { path: path.to_owned(), fault };
    gravest.map_or(Ok(None), |fault| Err(refused(fault)))
}

/// The fault of one object of a file; `None` if it has none.
fn fault(version: i64, kind: &str, name: &str, table: &str, sql: &str) -> Option<SchemaFault> {
    let (kind, name) = (kind.to_owned(), name.to_owned());
    match OURS.get(name.as_str()) {
        Some(ours) if ours.kind != kind => {
            Some(SchemaFault::OtherKind { name, expected: ours.kind.clone(), found: kind })
        }
        // SQLite reads a statement up to a zero byte.
        Some(ours) if sql.contains('\0') || !ours.is_made_by(sql, version) => {
            Some(SchemaFault::Altered { kind, name })
        }
        None if kind == "trigger" && OURS.contains_key(table) => {
            Some(SchemaFault::Trigger { name, table: table.to_owned() })
        }
        _ => None,
    }
}

/// Checks that recording does not run expressions of another program. `as_made` is what [`check`] returned. Fails with
/// the first foreign index that computes something for each new row.
pub(super) fn check_indexes(
    connection: &Connection,
    path: &Path,
    as_made: Option<i64>,
) -> Result<(), StoreError> {
    let is_unchanged = as_made.is_some() && as_made == Some(change_number(connection)?);
    if is_unchanged || is_as_made(connection)? {
        return Ok(());
    }
    let mut found = None;
    each_object(connection, |kind, name, table, sql| {
        let is_foreign = kind == "index" && !OURS.contains_key(name) && OURS.contains_key(table);
        if is_foreign && found.is_none() && !is_plain_index(sql) {
            found = Some(SchemaFault::Index { name: name.to_owned(), table: table.to_owned() });
        }
    })?;
    let refused = |fault| StoreError::Schema { path: path.to_owned(), fault };
    found.map_or(Ok(()), |fault| Err(refused(fault)))
}

/// Whether an index lists columns of all rows and computes nothing. SQLite's own indexes have no
/// statement.
fn is_plain_index(sql: &str) -> bool {
    let is_name = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        first.is_alphabetic() || matches!(first, '_' | '"' | '`' | '[')
    };
    let mut words = tokens(sql).skip_while(|word| *word != "(").skip(1);
    let columns: Vec<&str> = words.by_ref().take_while(|word| *word != ")").collect();
    let lists = columns.iter().all(|word| *word == "," || is_name(word));
    sql.is_empty() || !sql.contains('\0') && lists && words.next().is_none()
}

/// Whether SQLite itself creates an object of this name, such as the tables of `ANALYZE`. It does
/// not let others use such names.
fn is_of_sqlite(name: &str) -> bool {
    name.starts_with("sqlite_")
}

fn added_by_others(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let (mut added, mut more) = (Vec::new(), 0);
    each_object(connection, |kind, name, table, _| {
        let is_part = matches!(kind, "index" | "trigger") && !OURS.contains_key(table);
        if !OURS.contains_key(name) && !is_part && !is_of_sqlite(name) {
            if added.len() < NAMED {
                added.push(format!("{kind} `{}`", safe::terminal(name)));
            } else {
                more += 1;
            }
        }
    })?;
    added.extend((more > 0).then(|| format!("{more} more")));
    Ok(added)
}

/// Whether an index is one of `schema.sql`.
pub(super) fn is_ours(name: &str) -> bool {
    OURS.contains_key(name)
}

/// Calls `each` for every object of a file: its kind, name, table, and the statement that creates
/// it. Names are in lower case, because SQLite ignores case.
fn each_object(
    connection: &Connection,
    mut each: impl FnMut(&str, &str, &str, &str),
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("SELECT type, lower(name), lower(tbl_name), sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| -> rusqlite::Result<&str> {
            let text = row.get_ref(column)?.as_str_or_null();
            Ok(text.map_err(rusqlite::Error::from)?.unwrap_or_default())
        };
        each(text(0)?, text(1)?, text(2)?, text(3)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_objects_of_a_new_file_are_those_of_the_schema_word_for_word() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SQL).unwrap();
        let mut objects = 0;
        each_object(&connection, |kind, name, _, sql| {
            if !name.starts_with("sqlite_autoindex_") {
                let ours = &OURS[name];
                assert_eq!((ours.kind.as_str(), ours.sql), (kind, sql));
                objects += 1;
            }
        })
        .unwrap();
        assert!(is_as_made(&connection).unwrap());
        assert_eq!(objects, OURS.len());
        assert!(OURS.values().filter(|ours| ours.is_needed()).count() > 15);
        connection.execute_batch("INSERT INTO setting VALUES ('a', 'b'); ANALYZE").unwrap();
        assert_eq!(added_by_others(&connection).unwrap(), [""; 0]);
    }

    #[test]
    fn an_index_of_others_may_list_columns_and_do_no_more() {
        for plain in [
            "",
            "CREATE INDEX i ON fact (place)",
            "CREATE UNIQUE INDEX i ON fact (place)",
            "create index \"i j\" on fact(place, \"when\" COLLATE NOCASE desc, [x])",
        ] {
            assert!(is_plain_index(plain), "{plain}");
        }
        for other in [
            "CREATE INDEX i ON fact (lower(comment))",
            "CREATE INDEX i ON fact (place || comment)",
            "CREATE INDEX i ON fact (-place)",
            "CREATE INDEX i ON fact (comment, 1)",
            "CREATE INDEX i ON fact ('x')",
            "CREATE INDEX i ON fact (place) WHERE comment IS NULL",
            "CREATE INDEX i ON fact (place) --\0\n",
        ] {
            assert!(!is_plain_index(other), "{other}");
        }
    }

    #[test]
    fn comments_and_blanks_make_no_other_statement_and_all_else_does() {
        let place = &OURS["place"];
        let ours = place.sql;
        let is_same = |other: &str| place.is_made_by(other, migrations::VERSION);
        let other = ours.replace("-- WGS 84, degrees", "/* degrees */\n\n");
        assert!(other != ours && is_same(&other));
        for (from, to) in [(" STRICT", ""), ("'city'", "'ci ty'"), ("REAL CHECK", "REALCHECK")] {
            let other = ours.replace(from, to);
            assert!(other != ours && !is_same(&other), "{from}");
        }
    }
}
