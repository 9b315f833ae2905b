//! Keeps rows of facts that are read in one order and passed on in another. Their texts are in one
//! common buffer.

use super::attributions::Attributions;
use super::error::StoreError;
use super::fact_row::{Actors, Cells};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::ops::Range;

/// Rows that all have the same columns.
#[derive(Default)]
pub(super) struct HeldRows {
    columns: usize,
    cells: Vec<HeldCell>,
    /// The bytes of all texts and blobs.
    bytes: Vec<u8>,
    /// For each row, the id and the actors of its fact.
    facts: Vec<HeldFact>,
    /// Ids of the claimants and of the actors who passed claims on, of all rows.
    actors: Vec<i64>,
}

struct HeldFact {
    number: i64,
    claimants: Range<usize>,
    via: Range<usize>,
}

/// A cell. For a text or blob, its offset and length in the common buffer.
#[derive(Clone, Copy)]
enum HeldCell {
    Null,
    Integer(i64),
    Real(f64),
    Text(usize, u32),
    Blob(usize, u32),
}

impl HeldRows {
    /// Removes the rows and keeps the allocated memory.
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.bytes.clear();
        self.facts.clear();
        self.actors.clear();
    }

    /// The memory that the rows take, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.cells)
    }

    /// Adds a copy of a row, whose first column is the id of its fact.
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
        self.facts.push(HeldFact { number: row.get(0)?, claimants: 0..0, via: 0..0 });
        Ok(())
    }

    fn text(&mut self, bytes: &[u8], cell: fn(usize, u32) -> HeldCell) -> HeldCell {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        // SQLite limits texts to 2 GB.
        cell(from, u32::try_from(bytes.len()).unwrap_or(u32::MAX))
    }

    /// Looks up the actors of all kept facts, in the order of their ids.
    pub(super) fn attribute(
        &mut self,
        attributions: &mut Attributions<'_>,
    ) -> Result<(), StoreError> {
        let mut rows: Vec<&mut HeldFact> = self.facts.iter_mut().collect();
        rows.sort_unstable_by_key(|row| row.number);
        let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
        attributions.read_ahead(&numbers)?;
        for row in rows {
            let (claimants, via) = attributions.of_fact(row.number)?;
            let from = self.actors.len();
            let middle = from + claimants.len();
            self.actors.extend(claimants.iter().chain(via));
            (row.claimants, row.via) = (from..middle, middle..self.actors.len());
        }
        Ok(())
    }

    /// The actors of the fact in a row.
    pub(super) fn actors(&self, row: usize) -> Actors<'_> {
        let fact = &self.facts[row];
        (&self.actors[fact.claimants.clone()], &self.actors[fact.via.clone()])
    }

    /// The kept row at a position, from 0.
    pub(super) fn row(&self, row: usize) -> HeldRow<'_> {
        let from = row * self.columns;
        HeldRow { cells: &self.cells[from..from + self.columns], bytes: &self.bytes }
    }
}

/// A row that is kept in memory.
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
