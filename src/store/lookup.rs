//! Finds the place, actor or indicator that words mean, by SQL on the tables of names.

use super::Store;
use super::error::{LookupError, StoreError};
use super::reference::{self, Reference, Which, id_of};
use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::name::{fold, fold_name};
use crate::domain::names::{self, ALIAS, Candidate, KnownName, NameLookup, Named};
use crate::domain::place::Place;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// Every place, actor and indicator.
pub type AllNames = (Vec<Place>, Vec<Actor>, Vec<Indicator>);

impl Store {
    /// Finds the place that words mean. If an area and a settlement in it have the same name, it is
    /// the settlement. Fails if no place or several match.
    pub fn find_place(&self, words: &str) -> Result<Named<Place>, LookupError> {
        names::resolve(&&self.connection, words)
    }

    /// Finds the actor that words mean. Fails if no actor or several match.
    pub fn find_actor(&self, words: &str) -> Result<Named<Actor>, LookupError> {
        names::resolve(&&self.connection, words)
    }

    /// Finds the indicator that words mean; `term` of the result is the alias that was used, if one
    /// was. Fails if no indicator or several match.
    pub fn find_indicator(&self, words: &str) -> Result<Named<Indicator>, LookupError> {
        names::resolve(&&self.connection, words)
    }

    /// The place with exactly this key; `None` if there is none, or it is withdrawn.
    pub fn place_with_key(&self, key: &str) -> Result<Option<Place>, StoreError> {
        with_key(&self.connection, key)
    }

    /// Every place that is not withdrawn, sorted by key.
    pub fn places(&self) -> Result<Vec<Place>, StoreError> {
        standing(&self.connection)
    }

    /// Every actor that is not withdrawn, sorted by key.
    pub fn actors(&self) -> Result<Vec<Actor>, StoreError> {
        standing(&self.connection)
    }

    /// Every indicator that is not withdrawn, including deprecated ones, sorted by key.
    pub fn indicators(&self) -> Result<Vec<Indicator>, StoreError> {
        standing(&self.connection)
    }

    /// Every place, actor and indicator, sorted by key; including withdrawn ones, since undone facts and reports may
    /// refer to them.
    pub fn all_names(&self) -> Result<AllNames, StoreError> {
        let connection = &self.connection;
        Ok((all(connection)?, all(connection)?, all(connection)?))
    }
}

fn all<T: Reference>(connection: &Connection) -> Result<Vec<T>, StoreError> {
    Ok(reference::load(connection, Which::All)?.into_iter().map(|(_, row)| row).collect())
}

fn standing<T: Reference>(connection: &Connection) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(&withdrawn_ids::<T>())?;
    let withdrawn: HashSet<i64> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let rows = reference::load(connection, Which::All)?.into_iter();
    Ok(rows.filter(|(id, _)| !withdrawn.contains(id)).map(|(_, row)| row).collect())
}

fn with_key<T: Reference>(connection: &Connection, key: &str) -> Result<Option<T>, StoreError> {
    if reference::is_withdrawn::<T>(connection, key)? {
        return Ok(None);
    }
    let Some(id) = id_of(connection, T::WHAT, key)? else { return Ok(None) };
    let found = reference::load::<T>(connection, Which::Ids(&[id]))?;
    Ok(found.into_iter().next().map(|(_, row)| row))
}

/// SQL for the ids of the withdrawn rows.
fn withdrawn_ids<T: Reference>() -> String {
    format!("SELECT id FROM {} WHERE withdrawn IS NOT NULL", T::WHAT)
}

impl<T: Reference> NameLookup<T> for &Connection {
    type Row = T;
    type Error = LookupError;

    fn with_key(&self, key: &str) -> Result<Option<T>, LookupError> {
        Ok(with_key(self, key)?)
    }

    fn with_name(&self, words: &str) -> Result<Vec<Candidate<T>>, LookupError> {
        // In older databases, folded names still have hyphens, so both spellings are looked up.
        let sql = format!(
            "SELECT {0}, rank, name FROM {0}_name WHERE folded IN (?1, ?2) AND {0} NOT IN ({1})
             ORDER BY {0}, rank",
            T::WHAT,
            withdrawn_ids::<T>()
        );
        let mut statement = self.prepare_cached(&sql)?;
        let mut names = statement.query([fold_name(words), fold(words)])?;
        let mut terms = HashMap::new();
        while let Some(row) = names.next()? {
            let (rank, name): (usize, String) = (row.get(1)?, row.get(2)?);
            terms.entry(row.get(0)?).or_insert_with(|| (rank >= ALIAS).then_some(name));
        }
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = terms.keys().copied().collect();
        let rows = reference::load(self, Which::Ids(&ids))?.into_iter();
        Ok(rows.map(|(id, row)| Candidate { row, term: terms.remove(&id).flatten() }).collect())
    }

    fn known_names(&self) -> Result<Vec<KnownName>, LookupError> {
        let sql = format!(
            "SELECT folded, rank <> 1, name FROM {0}_name WHERE {0} NOT IN ({1})",
            T::WHAT,
            withdrawn_ids::<T>()
        );
        let mut statement = self.prepare_cached(&sql)?;
        let names = statement.query_map([], |row| {
            Ok(KnownName { folded: row.get(0)?, is_other: row.get(1)?, name: row.get(2)? })
        })?;
        Ok(names.collect::<Result<_, _>>()?)
    }
}
