//! Traits for the resolver: [`Nameable`] for rows that have a key and names (places, actors,
//! indicators), and [`NameLookup`] for the source of such rows.

use super::error::NameError;
use crate::domain::name::fold_name;
use std::borrow::Borrow;

/// The rank of the first alias of a row. The key has rank 0, the name 1, the P-code 2.
pub const ALIAS: usize = 3;

/// A row that can be found by name.
pub trait Nameable: Sized {
    /// The noun for such a row, and the name of its table: `place`.
    const WHAT: &'static str;
    /// The word for its name in messages: `name`, or `label` for an indicator.
    const NAME: &'static str = "name";

    /// The key, unique among rows of its kind.
    fn key(&self) -> &str;
    /// The display name; the label of an indicator.
    fn name(&self) -> &str;
    /// The P-code of a place; `None` for other rows.
    fn code(&self) -> Option<&str> {
        None
    }
    /// Key of the row that this one belongs to or lies in; `None` at the top.
    fn parent(&self) -> Option<&str> {
        None
    }
    /// Aliases, as written.
    fn aliases(&self) -> &[String];
    /// A word that distinguishes rows of the same name: `admin1`, `ngo`, `stock`.
    fn kind_word(&self) -> &'static str;

    /// If several rows have one name, the index of the row that the rules choose; `None` if the name stays ambiguous.
    fn preferred<L: NameLookup<Self>>(
        _found: &[Candidate<L::Row>],
        _lookup: &L,
    ) -> Result<Option<usize>, L::Error> {
        Ok(None)
    }
}

/// A source of rows for the resolver: the database, or memory.
pub trait NameLookup<T: Nameable> {
    /// The type in which rows are returned: owned, or borrowed.
    type Row: Borrow<T>;
    /// The error type: words that identify no row, or a failed lookup.
    type Error: From<NameError>;

    /// The row with exactly this key; `None` if there is none. Fails if the lookup fails.
    fn with_key(&self, key: &str) -> Result<Option<Self::Row>, Self::Error>;
    /// Rows with a name that folds as `words` do ([`fold_name`]), each once, sorted by key. Fails
    /// if the lookup fails.
    fn with_name(&self, words: &str) -> Result<Vec<Candidate<Self::Row>>, Self::Error>;
    /// All names of all rows, for suggestions. Fails if the lookup fails.
    fn known_names(&self) -> Result<Vec<KnownName>, Self::Error>;
}

/// A row that the words may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<R> {
    /// The row that has a matching name.
    pub row: R,
    /// The alias that matched; `None` if the key, name or P-code matched.
    pub term: Option<String>,
}

/// A name of some row, as candidate for suggestions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownName {
    /// The name in folded form.
    pub folded: String,
    /// Whether the name is a key, P-code or alias and not the display name.
    pub is_other: bool,
    /// The name as written.
    pub name: String,
}

/// All names of a row with their ranks: key, name, P-code, then aliases.
pub fn names_of<T: Nameable>(row: &T) -> impl Iterator<Item = (usize, &str)> {
    let first = [(0, Some(row.key())), (1, Some(row.name())), (2, row.code())];
    let others = (ALIAS..).zip(row.aliases().iter().map(|name| Some(name.as_str())));
    first.into_iter().chain(others).filter_map(|(rank, name)| Some((rank, name?)))
}

/// Whether `words` are a row's name or one of its aliases; key and P-code do not count.
pub fn is_called<T: Nameable>(row: &T, words: &str) -> bool {
    let folded = fold_name(words);
    names_of(row).any(|(rank, name)| !matches!(rank, 0 | 2) && fold_name(name) == folded)
}
