//! The cells of one row, all in one text, so that a row of a large file needs no allocation.
//!
//! Knows where each cell ends. Must not know what a header is.

use std::ops::Index;

/// The cells of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RowCells {
    /// All cells, one after another.
    text: String,
    /// The position where each cell ends in `text`, in bytes. The numbers are small types, because another thread reads
    /// them.
    ends: Vec<u32>,
}

impl RowCells {
    /// The number of cells.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All cells, one after another.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The cell at a position, from 0; `None` beyond the last.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let (from, to) = (self.start(at), *self.ends.get(at)? as usize);
        // Most cells are blank: then their text, which another thread wrote, need not be read.
        if from == to { Some("") } else { self.text.get(from..to) }
    }

    /// Where a cell starts in `text`.
    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        let mut from = 0;
        self.ends.iter().map(move |to| {
            let to = *to as usize;
            let cell = self.text.get(from..to).unwrap_or_default();
            from = to;
            cell
        })
    }

    /// Removes all cells, and keeps the memory for others.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds a cell after the last one.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(end(self.text.len()));
    }

    /// Replaces all cells by those of `text`, which are stored one after another and have these lengths in bytes.
    /// Returns whether each ends between two characters; if one does not, no cell is kept.
    pub(crate) fn refill(&mut self, text: &str, lengths: impl Iterator<Item = usize>) -> bool {
        self.clear();
        self.text.push_str(text);
        let mut to = 0;
        self.ends.extend(lengths.map(|length| {
            to += length;
            end(to)
        }));
        let is_whole = self.ends.iter().all(|end| text.is_char_boundary(*end as usize));
        if !is_whole {
            self.clear();
        }
        is_whole
    }
}

/// The stored form of a cell's end in bytes. No row is longer than 4 GB.
fn end(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

impl Index<usize> for RowCells {
    type Output = str;

    /// Panics beyond the last cell, as slices do.
    fn index(&self, at: usize) -> &str {
        &self.text[self.start(at)..self.ends[at] as usize]
    }
}

impl<S: AsRef<str>> FromIterator<S> for RowCells {
    fn from_iter<T: IntoIterator<Item = S>>(cells: T) -> Self {
        let mut row = Self::default();
        cells.into_iter().for_each(|cell| row.push(cell.as_ref()));
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cells_come_back_as_they_were_added(cells in prop::collection::vec(".{0,5}", 0..5)) {
            let row: RowCells = cells.iter().collect();
            let mut other: RowCells = ["before"].into_iter().collect();
            prop_assert!(other.refill(row.text(), cells.iter().map(String::len)));
            prop_assert_eq!(&other, &row);
            prop_assert_eq!(row.iter().collect::<Vec<_>>(), cells.clone());
            for at in 0..=cells.len() {
                prop_assert_eq!(row.get(at), cells.get(at).map(String::as_str));
            }
        }
    }

    #[test]
    fn no_cell_ends_within_a_character() {
        let mut row: RowCells = ["a"].into_iter().collect();
        assert!(!row.refill("é", [1, 1].into_iter()));
        assert_eq!(row, RowCells::default());
    }
}
