//! Changesets: acts of recording.

use super::identity::Uid;

/// Who records, when and why: what each changeset is told from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// Who records: a name or initials, as told from outside.
    pub by: String,
    /// When it was recorded: UTC to the second, `YYYY-MM-DDThh:mm:ssZ`.
    pub at: String,
    /// Why, in the recorder's words.
    pub note: Option<String>,
}

/// One act of recording, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changeset {
    /// The first 16 bytes of the changeset's digest, which covers its rows and the digest before.
    pub uid: Uid,
    /// The database that the changeset was made in, by its own id.
    pub replica: String,
    /// The number of the changeset in that database, counted from 1 without gaps.
    pub seq: u64,
    /// Who recorded it, when, and why.
    pub recorder: Recorder,
    /// The program that recorded it, with its version (`factline 0.1.0`).
    pub tool: String,
    /// How many rows the changeset added, all tables together.
    pub row_count: u64,
}
