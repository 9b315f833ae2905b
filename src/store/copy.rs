//! Copies the whole database, and counts facts.

use super::error::StoreError;
use super::open::as_path;
use super::{Store, migrations, newest_reports, select};
use crate::domain::filter::Filter;
use std::path::Path;

impl Store {
    /// Copies every row and every chain into a new or empty file. Others can see the file before it is complete, so
    /// write it under another name, then rename it. Returns whether the copy may be used: it must not if this store
    /// hides confidential rows and the copy has some, which were recorded just before.
    pub fn copy_to(&self, path: &Path) -> Result<bool, StoreError> {
        let target = as_path(path);
        let target = target.to_str().ok_or_else(|| StoreError::Io {
            path: path.to_owned(),
            source: std::io::Error::other("its name is not UTF-8"),
        })?;
        let copy = || self.connection.execute("VACUUM INTO ?1", [target]);
        // Here SQLite takes a temporary view for the table with the same name. Views that hide rows stay.
        if self.hides_reports() {
            copy()?
        } else {
            newest_reports::hide(&self.connection)?;
            let copied = migrations::unseen(&self.connection, copy);
            self.show_reports()?;
            copied?
        };
        Ok(self.hidden.is_none() || !Self::open(path)?.without_confidential()?.hides_reports())
    }

    /// The number of facts in the file, including replaced and retracted ones.
    pub fn count_facts(&self) -> Result<usize, StoreError> {
        // SQLite computes `count(*)` in one instruction, so a limit of instructions would not stop
        // it in a file whose pages form a loop.
        let sql = "SELECT coalesce(sum(1), 0) FROM fact";
        self.reading(|connection| {
            Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
        })
    }

    /// The number of facts that a filter leaves out only because they were replaced or retracted; 0
    /// if the filter includes these.
    pub fn withdrawn(&self, filter: &Filter) -> Result<usize, StoreError> {
        let any = "SELECT EXISTS (SELECT 1 FROM retraction) OR EXISTS (SELECT 1 FROM undo)
                     OR EXISTS (SELECT 1 FROM fact WHERE replaces IS NOT NULL)";
        let is_any: bool = self.connection.prepare_cached(any)?.query_row([], |row| row.get(0))?;
        if filter.retracted || !is_any {
            return Ok(0);
        }
        self.reading(|connection| select::withdrawn(connection, filter))
    }
}
