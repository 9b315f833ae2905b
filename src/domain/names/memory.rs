//! Rows in memory, with an index of their names.

use super::error::NameError;
use super::nameable::{ALIAS, Candidate, KnownName, NameLookup, Nameable, names_of};
use crate::domain::name::fold_name;
use foldhash::HashMap;
use std::cell::OnceCell;

/// Rows of one kind, by key and by folded name. The index of names is built at the first lookup and
/// then kept up to date.
#[derive(Debug)]
pub struct NamedRows<T> {
    rows: HashMap<String, T>,
    /// For each folded name, the rows that have it, sorted by key and then by rank.
    names: OnceCell<HashMap<String, Vec<Bearer>>>,
}

/// An entry of the index: a row that has a given name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    key: String,
    /// Which of the row's names it is; see [`names_of`].
    rank: usize,
}

impl<T> Default for NamedRows<T> {
    fn default() -> Self {
        Self { rows: HashMap::default(), names: OnceCell::new() }
    }
}

impl<T: Nameable> FromIterator<T> for NamedRows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let rows = rows.into_iter().map(|row| (row.key().to_owned(), row)).collect();
        Self { rows, names: OnceCell::new() }
    }
}

impl<T: Nameable> NamedRows<T> {
    /// Adds a row, or puts a new version in the place of a row. The new version must have the names
    /// of the old one, in their order, and may have more.
    pub fn insert(&mut self, row: T) {
        if let Some(names) = self.names.get_mut() {
            note(names, &row);
        }
        self.rows.insert(row.key().to_owned(), row);
    }

    /// The row with exactly this key; `None` if there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        self.rows.get(key)
    }

    /// The row with exactly this key, for changes. Its names must stay the same, since the index
    /// has them.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.rows.get_mut(key)
    }

    /// Whether a row has exactly this key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    /// All rows, unsorted.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    /// Whether some words are a name, key, P-code or alias of any row.
    #[must_use]
    pub fn knows(&self, words: &str) -> bool {
        self.names().contains_key(&fold_name(words))
    }

    /// Rows whose name or alias is `words`, sorted by key.
    pub fn called(&self, words: &str) -> impl Iterator<Item = &T> {
        let bearers = self.names().get(&fold_name(words)).map_or(&[][..], Vec::as_slice);
        let mut last = None;
        bearers
            .iter()
            .filter(|bearer| !matches!(bearer.rank, 0 | 2))
            .filter(move |bearer| last.replace(&bearer.key) != Some(&bearer.key))
            .filter_map(|bearer| self.rows.get(&bearer.key))
    }

    /// The row with exactly this P-code; `None` if there is none.
    #[must_use]
    pub fn with_code(&self, code: &str) -> Option<&T> {
        let bearers = self.names().get(&fold_name(code))?.iter().filter(|bearer| bearer.rank == 2);
        bearers.filter_map(|bearer| self.rows.get(&bearer.key)).find(|row| row.code() == Some(code))
    }

    fn names(&self) -> &HashMap<String, Vec<Bearer>> {
        self.names.get_or_init(|| {
            let mut names = HashMap::default();
            self.rows.values().for_each(|row| note(&mut names, row));
            names
        })
    }
}

/// Adds the names of a row to the index, in sorted order.
fn note<T: Nameable>(names: &mut HashMap<String, Vec<Bearer>>, row: &T) {
    for (rank, name) in names_of(row) {
        let bearers = names.entry(fold_name(name)).or_default();
        let bearer = Bearer { key: row.key().to_owned(), rank };
        if let Err(at) = bearers.binary_search(&bearer) {
            bearers.insert(at, bearer);
        }
    }
}

impl<'a, T: Nameable> NameLookup<T> for &'a NamedRows<T> {
    type Row = &'a T;
    type Error = NameError;

    fn with_key(&self, key: &str) -> Result<Option<&'a T>, NameError> {
        Ok(self.rows.get(key))
    }

    fn with_name(&self, words: &str) -> Result<Vec<Candidate<&'a T>>, NameError> {
        let mut found: Vec<Candidate<&'a T>> = Vec::new();
        for Bearer { key, rank } in self.names().get(&fold_name(words)).into_iter().flatten() {
            let Some(row) = self.rows.get(key) else { continue };
            if found.last().is_some_and(|last| last.row.key() == key) {
                continue;
            }
            let term = rank.checked_sub(ALIAS).and_then(|at| row.aliases().get(at)).cloned();
            found.push(Candidate { row, term });
        }
        Ok(found)
    }

    fn known_names(&self) -> Result<Vec<KnownName>, NameError> {
        let known = self.names().iter().flat_map(|(folded, bearers)| {
            bearers.iter().filter_map(|Bearer { key, rank }| {
                let (_, name) = names_of(self.rows.get(key)?).find(|(own, _)| own == rank)?;
                let (folded, name) = (folded.clone(), name.to_owned());
                Some(KnownName { folded, is_other: *rank != 1, name })
            })
        });
        Ok(known.collect())
    }
}
