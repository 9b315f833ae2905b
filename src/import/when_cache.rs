//! Expressions of time that were read: many facts are about the same days.

use crate::domain::when::{When, WhenError};
use foldhash::HashMap;

/// Expressions by their text, without the words that stand beside them.
#[derive(Default)]
pub(super) struct WhenCache(HashMap<String, When>);

/// So many expressions are remembered before all are forgotten, so that memory does not grow.
const REMEMBERED: usize = 20_000;

impl WhenCache {
    /// Reads an expression, unless it is remembered.
    pub(super) fn read(&mut self, text: &str) -> Result<When, WhenError> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let when = When::new(text.parse()?, "");
        if self.0.len() == REMEMBERED {
            self.0.clear();
        }
        self.0.insert(text.to_owned(), when.clone());
        Ok(when)
    }
}
