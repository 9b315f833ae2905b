//! Finding the one row that words mean: by key, name or another name, without regard to case and
//! accents.

use super::Store;
use super::error::{LookupError, StoreError};
use super::reference::{self, ALIAS, Reference, Which, id_of};
use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::name::{fold, nearest};
use crate::domain::place::Place;
use rusqlite::Connection;
use std::collections::HashMap;

/// How many near names to offer for an unknown one.
pub(super) const NEAREST: usize = 3;

/// A row that was found by words.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T> {
    /// The row.
    pub row: T,
    /// The other name by which it was found, when that was neither its key nor its name.
    pub term: Option<String>,
    /// Other rows of the same name that were passed over, worded like candidates.
    pub also: Vec<String>,
}

impl Store {
    /// The place that words mean. Where an area and a settlement in it share a name, it is the
    /// settlement.
    pub fn find_place(&self, words: &str) -> Result<Named<Place>, LookupError> {
        let connection = &self.connection;
        let mut found = find::<Place>(connection, words)?;
        if found.len() > 1 {
            let chosen = the_settlement(connection, &found)?;
            if let Some(chosen) = chosen {
                let (_, row, term) = found.remove(chosen);
                let also = candidates(connection, &found)?;
                return Ok(Named { row, term, also });
            }
        }
        one(connection, words, found)
    }

    /// The actor that words mean.
    pub fn find_actor(&self, words: &str) -> Result<Named<Actor>, LookupError> {
        let found = find::<Actor>(&self.connection, words)?;
        one(&self.connection, words, found)
    }

    /// The indicator that words mean; `term` is the word that analysts use for it.
    pub fn find_indicator(&self, words: &str) -> Result<Named<Indicator>, LookupError> {
        let found = find::<Indicator>(&self.connection, words)?;
        one(&self.connection, words, found)
    }

    /// Every place, by key.
    pub fn places(&self) -> Result<Vec<Place>, StoreError> {
        all(&self.connection)
    }

    /// Every actor, by key.
    pub fn actors(&self) -> Result<Vec<Actor>, StoreError> {
        all(&self.connection)
    }

    /// Every indicator, by key, deprecated ones too.
    pub fn indicators(&self) -> Result<Vec<Indicator>, StoreError> {
        all(&self.connection)
    }
}

fn all<T: Reference>(connection: &Connection) -> Result<Vec<T>, StoreError> {
    Ok(reference::load(connection, Which::All)?.into_iter().map(|(_, row)| row).collect())
}

/// A row that may be meant: its id, itself, and the other name by which it was found.
type Found<T> = (i64, T, Option<String>);

/// How a row is worded where a person has to choose.
trait Describe: Reference {
    fn kind(&self) -> &'static str;
}

impl Describe for Place {
    fn kind(&self) -> &'static str {
        self.kind.as_str()
    }
}

impl Describe for Actor {
    fn kind(&self) -> &'static str {
        self.kind.as_str()
    }
}

impl Describe for Indicator {
    fn kind(&self) -> &'static str {
        self.nature.as_str()
    }
}

/// The rows that words may mean. The very key excludes all others.
fn find<T: Reference>(connection: &Connection, words: &str) -> Result<Vec<Found<T>>, StoreError> {
    let mut terms = HashMap::new();
    if let Some(id) = id_of(connection, T::WHAT, words)? {
        terms.insert(id, None);
    } else {
        let sql = format!(
            "SELECT {0}, rank, name FROM {0}_name WHERE folded = ?1 ORDER BY {0}, rank",
            T::WHAT
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut names = statement.query([fold(words)])?;
        while let Some(row) = names.next()? {
            let other = row.get::<_, i64>(1)? >= ALIAS;
            let name = row.get::<_, String>(2)?;
            terms.entry(row.get(0)?).or_insert_with(|| other.then_some(name));
        }
    }
    let ids: Vec<i64> = terms.keys().copied().collect();
    let rows = reference::load(connection, Which::Ids(&ids))?;
    Ok(rows.into_iter().map(|(id, row)| (id, row, terms.remove(&id).flatten())).collect())
}

/// The one row that was found, or why it is none.
fn one<T: Describe>(
    connection: &Connection,
    words: &str,
    mut found: Vec<Found<T>>,
) -> Result<Named<T>, LookupError> {
    let (what, word) = (T::WHAT, words.to_owned());
    if found.len() > 1 {
        let candidates = candidates(connection, &found)?;
        return Err(LookupError::Ambiguous { what, word, candidates });
    }
    if let Some((_, row, term)) = found.pop() {
        return Ok(Named { row, term, also: Vec::new() });
    }
    let nearest = near_names::<T>(connection, words)?;
    Err(LookupError::Unknown { what, word, nearest })
}

/// Names near the words, as they are written; of a key and a name that fold alike, the name.
fn near_names<T: Reference>(
    connection: &Connection,
    words: &str,
) -> Result<Vec<String>, StoreError> {
    let sql = format!("SELECT name, max(rank = 1) FROM {}_name GROUP BY folded", T::WHAT);
    let mut statement = connection.prepare_cached(&sql)?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    Ok(nearest(words, names.iter().map(String::as_str), NEAREST))
}

/// `key (name, kind, in Parent)`.
fn candidates<T: Describe>(
    connection: &Connection,
    found: &[Found<T>],
) -> Result<Vec<String>, StoreError> {
    found.iter().map(|(_, row, _)| describe(connection, row)).collect()
}

fn describe<T: Describe>(connection: &Connection, row: &T) -> Result<String, StoreError> {
    let (key, name, kind) = (row.key(), row.name(), row.kind());
    let Some(parent) = row.parent() else { return Ok(format!("{key} ({name}, {kind})")) };
    let sql = format!("SELECT name FROM {} WHERE key = ?1", T::WHAT);
    let parent: String = connection.prepare_cached(&sql)?.query_row([parent], |row| row.get(0))?;
    Ok(format!("{key} ({name}, {kind}, in {parent})"))
}

/// The index of the only settlement among places of one name, where every other one holds it, lies
/// in it, or is an administrative area of the same country: a city, and what is named after it.
fn the_settlement(
    connection: &Connection,
    found: &[Found<Place>],
) -> Result<Option<usize>, StoreError> {
    let mut settlements =
        found.iter().enumerate().filter(|(_, (_, row, _))| row.kind.is_settlement());
    let (Some((chosen, (id, city, _))), None) = (settlements.next(), settlements.next()) else {
        return Ok(None);
    };
    let ancestors = |id: i64| super::place::with_ancestors(connection, &reference::json_ids(&[id]));
    let above = ancestors(*id)?;
    for (other, row, _) in found.iter().filter(|(other, ..)| other != id) {
        let same_country =
            row.kind.is_area() && row.country.is_some() && row.country == city.country;
        if !same_country && !above.contains(other) && !ancestors(*other)?.contains(id) {
            return Ok(None);
        }
    }
    Ok(Some(chosen))
}
