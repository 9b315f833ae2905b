//! The positions of the columns of facts in a file.

use crate::import::row_reader::RowReader;
use crate::wire::Column;

/// For each column of facts, its position in the file's header; `None` if the file lacks the
/// column.
pub(super) struct ColumnPositions {
    pub(super) at: Vec<Option<usize>>,
    /// The positions of the columns of [`DESCRIBING`] that the file has.
    pub(super) describing: Vec<usize>,
}

/// The columns that decide which report a row belongs to.
const DESCRIBING: [Column; 11] = [
    Column::ReportKey,
    Column::ReportUrl,
    Column::ArchiveUrl,
    Column::ReportTitle,
    Column::ReportDate,
    Column::ReportDateEdtf,
    Column::Publisher,
    Column::PublisherKey,
    Column::ReportReplaces,
    Column::ReportRetracted,
    Column::Confidentiality,
];

impl ColumnPositions {
    pub(super) fn of(feed: &RowReader<'_>) -> Self {
        let position = |column: &Column| feed.position(column.name());
        let at = Column::ALL.iter().map(position).collect();
        Self { at, describing: DESCRIBING.iter().filter_map(position).collect() }
    }
}
