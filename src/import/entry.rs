//! The functions that `references` needs to record a row that other rows refer to.

use crate::format::remedy::Remedy;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind};

/// A row to which other rows refer by key.
pub(crate) trait Entry: Sized {
    /// The kind of row, as counted in the summary.
    const KIND: RecordKind;
    /// The advice if the recorded row differs from the row in the file.
    const REMEDY: Remedy;
    /// The key of the row.
    fn key(&self) -> &str;
    /// A second name that other rows of the same file may use for it as a parent (a P-code); `None`
    /// if there is none.
    fn code(&self) -> Option<&str> {
        None
    }
    /// The parent as written in the row; `None` if the row has none.
    fn parent(&self) -> Option<&str> {
        None
    }
    /// Sets the key of the parent, once that is known.
    fn set_parent(&mut self, _key: String) {}
    /// Finds the other rows that this row refers to, besides its parent. Returns the name of one that is not recorded;
    /// the row then waits until the end of the file.
    fn waits_for(&mut self, _session: &ImportSession<'_>) -> Option<String> {
        None
    }
    /// The part of the row that can be recorded before the rows for which it waits.
    fn first_part(&self, _session: &ImportSession<'_>) -> Option<Self> {
        None
    }
    /// Records the second part of a row whose first part is recorded.
    fn add_rest(self, _session: &mut ImportSession<'_>) -> Result<(), Failure> {
        Ok(())
    }
    /// Looks up other rows that this row refers to, such as the publisher of a report. Fails if one
    /// of them is unknown.
    fn prepare(&mut self, _book: &mut ImportSession<'_>) -> Result<(), Failure> {
        Ok(())
    }
    /// The recorded row that is the same as this one; `None` if this one is new. Fails if the row's
    /// key belongs to another row.
    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure>;
    /// The key of the recorded row that the words name as a parent. Fails if no row has that name.
    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure>;
    /// The first difference from the recorded row: column, recorded value, value in the file.
    /// `None` if they do not differ.
    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)>;
    /// Fills the blanks of the recorded row from this one, which does not contradict it; `true` if there were blanks.
    /// The recorded row remains as an older version.
    fn fill(&self, _recorded: &Self, _session: &mut ImportSession<'_>) -> Result<bool, Failure> {
        Ok(false)
    }
    /// Whether messages may name the recorded row and its content.
    fn may_name(_recorded: &Self, _session: &ImportSession<'_>) -> bool {
        true
    }
    /// Records the row. Fails if its key or name is taken, or the database fails.
    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure>;
}
