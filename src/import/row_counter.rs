//! Rows that several things befall, each counted once.

use std::collections::HashMap;

/// How many rows there were, of several things that may befall one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowCounter {
    pub(crate) count: usize,
    /// The file and the line of the last one.
    last: (String, u64),
}

impl RowCounter {
    /// Counts a row, unless it was counted last.
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

/// Lines of files, in whatever order they come: a bit for each, 64 of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineSet(HashMap<String, HashMap<u64, u64>>);

impl LineSet {
    /// Puts a line in; whether it is new.
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
