//! What places, actors and indicators have in common, a key and names by which words find them, and
//! what the resolver asks of those who hold such rows.

use super::error::NameError;
use crate::domain::name::fold;
use std::borrow::Borrow;

/// The rank of the first other name: 0 is the key, 1 the name, 2 the P-code.
pub const ALIAS: usize = 3;

/// A row that words can name.
pub trait Nameable: Sized {
    /// The noun for such a row, which is also the name of its table: `place`.
    const WHAT: &'static str;
    /// What its name is called in messages: `label`, for an indicator.
    const NAME: &'static str = "name";

    /// The key, which no other row of its kind has.
    fn key(&self) -> &str;
    /// The name by which it is shown: a label, for an indicator.
    fn name(&self) -> &str;
    /// The P-code of a place.
    fn code(&self) -> Option<&str> {
        None
    }
    /// The key of the row that it belongs to or lies in.
    fn parent(&self) -> Option<&str> {
        None
    }
    /// Other names, as written.
    fn aliases(&self) -> &[String];
    /// What tells it from its namesakes, in one word: `admin1`, `ngo`, `stock`.
    fn kind_word(&self) -> &'static str;

    /// The index of the row that is meant where several have a name, if a rule tells.
    fn preferred<L: NameLookup<Self>>(
        _found: &[Candidate<L::Row>],
        _lookup: &L,
    ) -> Result<Option<usize>, L::Error> {
        Ok(None)
    }
}

/// Whoever can say which rows have a name.
pub trait NameLookup<T: Nameable> {
    /// How a row is handed out: owned, or borrowed.
    type Row: Borrow<T>;
    /// Why words name no row, or why the rows cannot be looked up.
    type Error: From<NameError>;

    /// The row with this very key.
    fn with_key(&self, key: &str) -> Result<Option<Self::Row>, Self::Error>;
    /// The rows of which a name folds to these words, each once, in the order of their keys.
    fn with_name(&self, folded: &str) -> Result<Vec<Candidate<Self::Row>>, Self::Error>;
    /// Every name of every row, for words that name nothing.
    fn known_names(&self) -> Result<Vec<KnownName>, Self::Error>;
}

/// A row that words may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<R> {
    /// The row that has the name.
    pub row: R,
    /// The other name by which it was found, when that was neither its key, name nor P-code.
    pub term: Option<String>,
}

/// A name that some row has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownName {
    /// The name as compared.
    pub folded: String,
    /// Whether it is something else than the name by which the row is shown.
    pub is_other: bool,
    /// The name as written.
    pub name: String,
}

/// Every name of a row with its rank, from the key to the last other name.
pub fn names_of<T: Nameable>(row: &T) -> impl Iterator<Item = (usize, &str)> {
    let first = [(0, Some(row.key())), (1, Some(row.name())), (2, row.code())];
    let others = (ALIAS..).zip(row.aliases().iter().map(|name| Some(name.as_str())));
    first.into_iter().chain(others).filter_map(|(rank, name)| Some((rank, name?)))
}

/// Whether a row has some words for its name or another name; its key and P-code do not count.
pub fn is_called<T: Nameable>(row: &T, words: &str) -> bool {
    let folded = fold(words);
    names_of(row).any(|(rank, name)| !matches!(rank, 0 | 2) && fold(name) == folded)
}
