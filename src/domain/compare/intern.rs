//! Interning: equal texts and values of many statements are stored once.

use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use foldhash::HashSet;
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// An interned text. It is only one pointer long, since a statement has many of them and there may
/// be a million statements.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<Box<str>>);

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self(Arc::new(text.into()))
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

/// Stores each distinct text, quantity and time once. A million statements, each with its own texts, would
/// not fit into memory.
#[derive(Debug, Default)]
pub struct Interner {
    texts: HashSet<Name>,
    lists: HashSet<Arc<Vec<Name>>>,
    quantities: HashSet<Arc<Quantity>>,
    whens: HashSet<Arc<When>>,
}

impl Interner {
    /// The interned copy of a text.
    pub fn text(&mut self, text: &str) -> Name {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let new = Name::from(text);
        self.texts.insert(new.clone());
        new
    }

    /// The interned copy of a list of texts.
    pub fn list(&mut self, texts: &[String]) -> Arc<Vec<Name>> {
        let list: Vec<Name> = texts.iter().map(|text| self.text(text)).collect();
        if let Some(known) = self.lists.get(&list) {
            return Arc::clone(known);
        }
        let new = Arc::new(list);
        self.lists.insert(Arc::clone(&new));
        new
    }

    /// The interned copy of a quantity.
    pub fn quantity(&mut self, quantity: &Quantity) -> Arc<Quantity> {
        if let Some(known) = self.quantities.get(quantity) {
            return Arc::clone(known);
        }
        let new = Arc::new(quantity.clone());
        self.quantities.insert(Arc::clone(&new));
        new
    }

    /// The interned copy of a time, with the words it was read from.
    pub fn when(&mut self, when: &When) -> Arc<When> {
        if let Some(known) = self.whens.get(when) {
            return Arc::clone(known);
        }
        let new = Arc::new(when.clone());
        self.whens.insert(Arc::clone(&new));
        new
    }
}
