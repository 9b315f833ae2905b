//! A copy of the whole database, and counting what a filter leaves out.

use super::error::StoreError;
use super::open::as_path;
use super::{Store, select};
use crate::domain::filter::Filter;
use std::path::Path;

impl Store {
    /// Writes an exact copy: every row and every chain. The file must be new or empty. It appears
    /// bit by bit: write it under another name, then rename it. Whether the copy is good: not where
    /// it has a row that this store hides, which others may have recorded a moment ago.
    pub fn copy_to(&self, path: &Path) -> Result<bool, StoreError> {
        let target = as_path(path);
        let target = target.to_str().ok_or_else(|| StoreError::Io {
            path: path.to_owned(),
            source: std::io::Error::other("its name is no UTF-8"),
        })?;
        self.connection.execute("VACUUM INTO ?1", [target]).map_err(StoreError::from)?;
        Ok(self.hidden.is_none() || !Self::open(path)?.without_confidential()?.hides_reports())
    }

    /// How many facts there are, replaced and retracted ones too.
    pub fn count_facts(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM fact";
        self.reading(|connection| {
            Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
        })
    }

    /// How many facts a filter leaves out because they were replaced or retracted; none, if it
    /// takes these in.
    pub fn withdrawn(&self, filter: &Filter) -> Result<usize, StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM retraction)
                     OR EXISTS (SELECT 1 FROM fact WHERE replaces IS NOT NULL)";
        let is_any: bool = self.connection.prepare_cached(any)?.query_row([], |row| row.get(0))?;
        if filter.retracted || !is_any {
            return Ok(0);
        }
        self.reading(|connection| select::withdrawn(connection, filter))
    }
}
