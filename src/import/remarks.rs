//! Remarks on recorded rows that a person should read.

use crate::format::garbled::garbled;
use crate::format::row::Row;
use std::collections::HashSet;

/// This many remarks on single rows are kept; further remarks are only counted.
const KEPT: usize = 20;

/// Remarks in the order in which they were made.
#[derive(Default)]
pub(crate) struct Remarks {
    notes: Vec<String>,
    /// A note that is given once, for any number of rows.
    said: HashSet<String>,
    /// The number of remarks on single rows, kept or not.
    on_rows: usize,
    /// The number of quotes that were found in a text which this database lacks.
    quotes_without_text: usize,
}

impl Remarks {
    /// Adds a remark that concerns many rows.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Adds a remark on one row; only the first [`KEPT`] are kept.
    pub(super) fn on_row(&mut self, remark: String) {
        self.on_rows += 1;
        if self.on_rows <= KEPT {
            self.notes.push(remark);
        }
    }

    /// Remarks on each cell of a row that seems to be garbled.
    pub(super) fn on_garbled(&mut self, row: &Row<'_>, (file, line): (&str, u64)) {
        // Most rows end here.
        if !row.signs().may_be_garbled {
            return;
        }
        for (column, cell) in row.header().iter().zip(row.cells().iter()) {
            if let Some(what) = garbled(cell) {
                self.on_row(format!("{file}:{line}: {column}: {what}"));
            }
        }
    }

    /// Whether a note was not given yet, as far as notes are remembered.
    pub(super) fn is_first(&mut self, what: &str) -> bool {
        let is_first = !self.said.contains(what);
        if is_first && self.said.len() < KEPT {
            self.said.insert(what.to_owned());
        }
        is_first
    }

    /// Counts a quote that was found in a text which this database lacks.
    pub(super) fn quote_without_text(&mut self) {
        self.quotes_without_text += 1;
    }

    /// Takes out the remarks made since the last call.
    pub(super) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Remarks that count rows, for the end of the import.
    pub(super) fn sums(&self) -> impl Iterator<Item = String> {
        let more = self.on_rows.saturating_sub(KEPT);
        let more = (more > 0).then(|| format!("… and {more} more remarks of that kind"));
        let quotes = self.quotes_without_text;
        let quotes = (quotes > 0).then(|| {
            format!(
                "quotes that were found in texts which are not here: {quotes}; the texts come in \
                 with a list of reports that names them as `text_file`"
            )
        });
        more.into_iter().chain(quotes)
    }
}
