//! Remembers EDTF expressions that were read, since many facts have the same dates.

use crate::domain::when::{When, WhenError};
use foldhash::HashMap;

/// Parsed EDTF expressions by their text, without the words of a report.
#[derive(Default)]
pub(super) struct WhenCache(HashMap<String, When>);

/// When this many expressions are remembered, all are forgotten: memory must not grow with the
/// file.
const REMEMBERED: usize = 20_000;

impl WhenCache {
    /// Parses an EDTF expression, or takes it from memory. Fails as the parser does.
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
