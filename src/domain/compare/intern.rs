//! Texts and values that many statements share, each kept once.

use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Keeps each text, quantity and time once, however many statements name it: a million of them would
/// not fit into memory with texts of their own.
#[derive(Debug, Default)]
pub struct Interner {
    texts: HashSet<Rc<str>>,
    lists: HashSet<Rc<[Rc<str>]>>,
    quantities: HashSet<Rc<Quantity>>,
    /// By expression and words.
    whens: HashMap<(Rc<str>, Rc<str>), Rc<When>>,
}

impl Interner {
    /// A text.
    pub fn text(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.texts.get(text) {
            return Rc::clone(known);
        }
        let new: Rc<str> = text.into();
        self.texts.insert(Rc::clone(&new));
        new
    }

    /// Several texts, in their order.
    pub fn list(&mut self, texts: &[String]) -> Rc<[Rc<str>]> {
        let list: Rc<[Rc<str>]> = texts.iter().map(|text| self.text(text)).collect();
        if let Some(known) = self.lists.get(&list) {
            return Rc::clone(known);
        }
        self.lists.insert(Rc::clone(&list));
        list
    }

    /// A quantity.
    pub fn quantity(&mut self, quantity: &Quantity) -> Rc<Quantity> {
        if let Some(known) = self.quantities.get(quantity) {
            return Rc::clone(known);
        }
        let new = Rc::new(quantity.clone());
        self.quantities.insert(Rc::clone(&new));
        new
    }

    /// A time, with the words that it was read from.
    pub fn when(&mut self, when: &When) -> Rc<When> {
        let key = (self.text(when.expression.as_str()), self.text(&when.as_stated));
        Rc::clone(self.whens.entry(key).or_insert_with(|| Rc::new(when.clone())))
    }
}
