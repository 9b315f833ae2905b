//! Counts each row once, even if it is reported several times.

use std::collections::HashMap;

/// A number of rows. A row that is counted several times in succession counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowCounter {
    pub(crate) count: usize,
    /// File and line of the row counted last.
    last: (String, u64),
}

impl RowCounter {
    /// Counts a row, unless it is the row counted last.
    pub(crate) fn count(&mut self, file: &str, line: u64) {
        if self.last.0 != file {
            file.clone_into(&mut self.last.0);
        } else if self.last.1 == line && self.count > 0 {
            return;
        }
        self.last.1 = line;
        self.count += 1;
    }
}

/// A set of lines of files: 64 lines share the bits of one word, which saves memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineSet(HashMap<String, HashMap<u64, u64>>);

impl LineSet {
    /// Adds a line; `true` if it is new.
    pub(crate) fn insert(&mut self, file: &str, line: u64) -> bool {
        if !self.0.contains_key(file) {
            self.0.insert(file.to_owned(), HashMap::new());
        }
        let Some(lines) = self.0.get_mut(file) else { return false };
        let (bits, bit) = (lines.entry(line / 64).or_default(), 1 << (line % 64));
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}
