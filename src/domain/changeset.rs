//! Changesets: acts of recording.

use super::identity::Uid;

/// Who records, when and why: what each changeset is told from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// Who.
    pub by: String,
    /// When (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub at: String,
    /// Why, in the recorder's words.
    pub note: Option<String>,
}

/// One act of recording, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changeset {
    /// First half of its digest.
    pub uid: Uid,
    /// The database it was made in.
    pub replica: String,
    /// Its number there.
    pub seq: u64,
    /// Who, when, why.
    pub recorder: Recorder,
    /// Program and version.
    pub tool: String,
    /// Rows it added, all tables together.
    pub row_count: u64,
}
