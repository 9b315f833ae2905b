//! The row numbers in a sheet for the records of the CSV that was made from it.

use std::sync::Arc;

/// The number of the sheet's row for each record. Only the records where the distance between the two changes
/// are kept, so that memory depends only on the number of blank rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowNumbers {
    /// Number of records, from which the next one gets its own number.
    records: u64,
    /// For each change: the number of the first record (from 1), and the number of its row.
    changes: Arc<Vec<(u64, u64)>>,
}

impl RowNumbers {
    /// Adds the next record, which has this row number.
    pub(crate) fn push(&mut self, row: u64) {
        self.records += 1;
        if self.row_of(self.records) != row {
            Arc::make_mut(&mut self.changes).push((self.records, row));
        }
    }

    /// The row of a record; records and rows count from 1.
    pub(crate) fn row_of(&self, record: u64) -> u64 {
        let at = self.changes.partition_point(|(first, _)| *first <= record);
        let change = at.checked_sub(1).and_then(|at| self.changes.get(at));
        change.map_or(record, |(first, row)| row + (record - first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_the_numbers_of_their_rows() {
        let rows = [1, 2, 5, 6, 9, 100, 101];
        let mut numbers = RowNumbers::default();
        for row in rows {
            numbers.push(row);
        }
        let found: Vec<u64> = (1..=7).map(|record| numbers.row_of(record)).collect();
        assert_eq!(found, rows);
        assert_eq!(numbers.changes.len(), 3);
    }
}
