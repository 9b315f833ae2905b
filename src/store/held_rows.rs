//! Rows of facts that are read in one order and shown in another: held compactly, their texts in
//! one piece of memory.

use super::attributions::Attributions;
use super::error::StoreError;
use super::fact_row::{Actors, Cells};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::ops::Range;

/// Some rows, all with the same columns.
#[derive(Default)]
pub(super) struct HeldRows {
    columns: usize,
    cells: Vec<HeldCell>,
    /// The bytes of texts and blobs.
    bytes: Vec<u8>,
    /// The number of the fact of each row, and who says what it says.
    facts: Vec<HeldFact>,
    /// The actors who passed words on.
    via: Vec<i64>,
}

struct HeldFact {
    number: i64,
    claimant: Option<i64>,
    via: Range<usize>,
}

/// A cell; a text or a blob as the place where it begins among the bytes, and its length.
#[derive(Clone, Copy)]
enum HeldCell {
    Null,
    Integer(i64),
    Real(f64),
    Text(usize, u32),
    Blob(usize, u32),
}

impl HeldRows {
    /// Forgets the rows, and keeps their room.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.bytes.clear();
        self.facts.clear();
        self.via.clear();
    }

    /// How many bytes of memory the rows take.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.cells)
    }

    /// Holds a row that the number of its fact stands first in.
    pub(super) fn push(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        self.columns = row.as_ref().column_count();
        for column in 0..self.columns {
            let cell = match row.get_ref(column)? {
                ValueRef::Null => HeldCell::Null,
                ValueRef::Integer(number) => HeldCell::Integer(number),
                ValueRef::Real(number) => HeldCell::Real(number),
                ValueRef::Text(bytes) => self.text(bytes, HeldCell::Text),
                ValueRef::Blob(bytes) => self.text(bytes, HeldCell::Blob),
            };
            self.cells.push(cell);
        }
        self.facts.push(HeldFact { number: row.get(0)?, claimant: None, via: 0..0 });
        Ok(())
    }

    fn text(&mut self, bytes: &[u8], cell: fn(usize, u32) -> HeldCell) -> HeldCell {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        // SQLite's texts have less than 2 GB.
        cell(from, u32::try_from(bytes.len()).unwrap_or(u32::MAX))
    }

    /// Reads who says what the facts say, in the order of their numbers.
    pub(super) fn attribute(
        &mut self,
        attributions: &mut Attributions<'_>,
    ) -> Result<(), StoreError> {
        let mut rows: Vec<&mut HeldFact> = self.facts.iter_mut().collect();
        rows.sort_unstable_by_key(|row| row.number);
        attributions.start_again();
        for row in rows {
            let (claimant, via) = attributions.of_fact(row.number)?;
            let from = self.via.len();
            self.via.extend_from_slice(via);
            (row.claimant, row.via) = (claimant, from..self.via.len());
        }
        Ok(())
    }

    /// The actors of the fact in a row.
    pub(super) fn actors(&self, row: usize) -> Actors<'_> {
        let fact = &self.facts[row];
        (fact.claimant, &self.via[fact.via.clone()])
    }

    /// A row by its place among those held.
    pub(super) fn row(&self, row: usize) -> HeldRow<'_> {
        let from = row * self.columns;
        HeldRow { cells: &self.cells[from..from + self.columns], bytes: &self.bytes }
    }
}

/// A row that is held.
#[derive(Clone, Copy)]
pub(super) struct HeldRow<'a> {
    cells: &'a [HeldCell],
    bytes: &'a [u8],
}

impl<'a> Cells<'a> for HeldRow<'a> {
    fn cell(self, column: usize) -> ValueRef<'a> {
        let bytes = |from: usize, length: u32| &self.bytes[from..from + length as usize];
        match self.cells.get(column) {
            None | Some(HeldCell::Null) => ValueRef::Null,
            Some(HeldCell::Integer(number)) => ValueRef::Integer(*number),
            Some(HeldCell::Real(number)) => ValueRef::Real(*number),
            Some(HeldCell::Text(from, length)) => ValueRef::Text(bytes(*from, *length)),
            Some(HeldCell::Blob(from, length)) => ValueRef::Blob(bytes(*from, *length)),
        }
    }
}
