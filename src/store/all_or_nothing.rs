//! Rows of one act of recording: if one is refused, none is kept.

use super::error::WriteError;
use super::writer::Writer;
use std::mem::take;

impl Writer<'_> {
    /// Records rows, or none of them if one is refused. Rows that were recorded before are not
    /// affected.
    pub fn all_or_nothing<T>(
        &mut self,
        record: impl FnOnce(&mut Self) -> Result<T, WriteError>,
    ) -> Result<T, WriteError> {
        let connection = self.connection();
        connection.execute_batch("SAVEPOINT rows")?;
        let mut rows = take(&mut self.rows);
        let counts = (self.retractions, self.reinstatements, self.report_versions);
        let recorded = record(self);
        if recorded.is_ok() {
            rows.extend(take(&mut self.rows).sorted());
        } else {
            connection.execute_batch("ROLLBACK TO rows")?;
            (self.retractions, self.reinstatements, self.report_versions) = counts;
            self.forget_reports();
        }
        self.rows = rows;
        connection.execute_batch("RELEASE rows")?;
        recorded
    }
}
