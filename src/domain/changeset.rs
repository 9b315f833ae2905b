//! Changesets: acts of recording.

use super::assessment::Assessment;
use super::fact::Fact;
use super::identity::Uid;
use super::report::{CapturedText, Report};
use super::words::word_set;

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

/// A changeset with what links it to the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesetRecord {
    /// The act of recording.
    pub changeset: Changeset,
    /// The uid of the changeset before it in its replica; none for the first one.
    pub previous: Option<Uid>,
    /// The SHA-256 over its metadata, the digest of the one before it, and the hashes of its rows.
    pub digest: [u8; 32],
}

word_set! {
    /// A kind of row that is edited in place, with every version recorded.
    ReferenceKind, "kind of row" {
        /// Where something happens.
        Place = "place",
        /// Who publishes, claims or passes on.
        Actor = "actor",
        /// What is measured or followed.
        Indicator = "indicator",
    }
}

/// A row that a changeset recorded, as it travels from one database to another: it names other rows
/// by uid or key, never by a number that holds in one file alone.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRecord {
    /// A version of a place, an actor or an indicator.
    Version(VersionRecord),
    /// A report, with its captured text.
    Report(Box<ReportRecord>),
    /// A fact, with those who say so.
    Fact(Box<FactRecord>),
    /// The withdrawal of a fact or a report.
    Retraction(RetractionRecord),
    /// What takes a withdrawal back.
    Reinstatement(ReinstatementRecord),
    /// A judgement of a fact.
    Assessment(AssessmentRecord),
    /// The hash of a row whose content another changeset brings, which recorded it before.
    Elsewhere([u8; 32]),
}

/// One version of a place, an actor or an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRecord {
    /// What it is a version of.
    pub kind: ReferenceKind,
    /// The key of the row.
    pub key: String,
    /// The whole row as canonical JSON, names included.
    pub content: String,
}

/// A report as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRecord {
    /// What the report says of itself. Whether it is retracted now is no part of the record.
    pub report: Report,
    /// The uid of the report whose text it repeats.
    pub republishes: Option<Uid>,
    /// The captured text.
    pub text: Option<CapturedText>,
}

/// A fact as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRecord {
    /// The first half of the digest of what it says.
    pub uid: Uid,
    /// The uid of the report it was found in; the key in the fact may be another one elsewhere.
    pub report: Uid,
    /// What it says.
    pub fact: Fact,
}

/// What is withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawnUid {
    /// A fact.
    Fact(Uid),
    /// A report, and with it all its facts.
    Report(Uid),
}

/// The withdrawal of a fact or a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetractionRecord {
    /// The first half of the hash of the row.
    pub uid: Uid,
    /// What is withdrawn.
    pub about: WithdrawnUid,
    /// Why it is withdrawn.
    pub reason: String,
    /// Which retraction of its changeset it is, from 0.
    pub ordinal: u64,
}

/// What takes a withdrawal back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReinstatementRecord {
    /// The first half of the hash of the row.
    pub uid: Uid,
    /// The retraction that is taken back.
    pub retraction: Uid,
    /// Why it is taken back.
    pub reason: String,
    /// Which reinstatement of its changeset it is, from 0.
    pub ordinal: u64,
}

/// A judgement of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentRecord {
    /// The first half of the hash of the row.
    pub uid: Uid,
    /// The fact that is judged.
    pub fact: Uid,
    /// What is judged of it, and why.
    pub assessment: Assessment,
    /// Which assessment of its changeset it is, from 0.
    pub ordinal: u64,
}
