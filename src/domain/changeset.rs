//! Changesets: each is one act of recording, with the rows that it added.

use super::assessment::Assessment;
use super::fact::Fact;
use super::identity::Uid;
use super::report::{CapturedText, Report};
use super::words::word_set;

/// Who records, when and why, as given by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// Who records: a name or initials.
    pub by: String,
    /// When the rows were recorded: UTC to the second, `YYYY-MM-DDThh:mm:ssZ`.
    pub at: String,
    /// Why, in the recorder's words; `None` if no note was given.
    pub note: Option<String>,
}

/// Metadata of a changeset. Its rows are in [`RowRecord`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changeset {
    /// The first 16 bytes of the digest, which covers the changeset's rows and the previous digest.
    pub uid: Uid,
    /// Id of the database in which the changeset was made.
    pub replica: String,
    /// Number of the changeset in its replica, from 1 without gaps.
    pub seq: u64,
    /// Who made the changeset, when, and why.
    pub recorder: Recorder,
    /// The program that made the changeset, with its version (`factline 0.1.0`).
    pub tool: String,
    /// Number of rows that the changeset added, in all tables.
    pub row_count: u64,
}

/// A changeset with its link to the previous one: changesets of a replica form a hash chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesetRecord {
    /// Metadata of the changeset.
    pub changeset: Changeset,
    /// Uid of the previous changeset of the same replica; `None` for the first.
    pub previous: Option<Uid>,
    /// SHA-256 over the metadata, the previous digest, and the hashes of the rows.
    pub digest: [u8; 32],
}

word_set! {
    /// A kind of row that can be edited; the database keeps every version.
    ReferenceKind, "kind of row" {
        /// A place that facts are about.
        Place = "place",
        /// An actor that publishes, claims or passes on.
        Actor = "actor",
        /// An indicator: what facts measure or follow.
        Indicator = "indicator",
    }
}

/// A row of a changeset in the form in which databases exchange it. It refers to other rows by uid
/// or key, since row ids differ between files.
#[derive(Clone, Debug, PartialEq)]
pub enum RowRecord {
    /// A version of a place, an actor or an indicator.
    Version(VersionRecord),
    /// A report, with the text that was captured.
    Report(Box<ReportRecord>),
    /// A later version of a report's metadata.
    ReportVersion(Box<ReportVersionRecord>),
    /// A fact, with its claimant and intermediaries.
    Fact(Box<FactRecord>),
    /// The retraction of a fact or report.
    Retraction(RetractionRecord),
    /// A reinstatement, which takes a retraction back.
    Reinstatement(ReinstatementRecord),
    /// An assessment, a person's judgement of a fact.
    Assessment(AssessmentRecord),
    /// An undo, which takes a changeset back.
    Undo(UndoRecord),
    /// A redo, which takes an undo back.
    Redo(RedoRecord),
    /// The hash of a row that an earlier changeset already recorded; the row's content comes with
    /// that changeset.
    Elsewhere([u8; 32]),
}

/// One version of a place, an actor or an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRecord {
    /// Which kind of row it is: place, actor or indicator.
    pub kind: ReferenceKind,
    /// The key of the row, the same in all versions.
    pub key: String,
    /// The whole row as canonical JSON, so that equal versions have equal hashes.
    pub content: String,
}

/// A report in the form in which databases exchange it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRecord {
    /// The report's metadata. Whether the report is retracted now is not part of this record.
    pub report: Report,
    /// Uid of the report whose text this one repeats; `None` for an original.
    pub republishes: Option<Uid>,
    /// The captured text; `None` if none was captured.
    pub text: Option<CapturedText>,
}

/// A later version of a report in the form in which databases exchange it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportVersionRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// The data of the report in this version. Its uid is that of the report, which no version changes.
    pub report: Report,
    /// Uid of the report whose text this one repeats; `None` for an original.
    pub republishes: Option<Uid>,
    /// The text, if this version adds it.
    pub text: Option<CapturedText>,
    /// Why the report was edited, in the recorder's words.
    pub reason: String,
    /// Index of the version among the versions of reports in its changeset, from 0; from -1 down for one
    /// that is older than every edit that its database had.
    pub ordinal: i64,
}

/// A fact in the form in which databases exchange it.
#[derive(Clone, Debug, PartialEq)]
pub struct FactRecord {
    /// The first 16 bytes of the fact's digest (see [`Uid`]).
    pub uid: Uid,
    /// Uid of the fact's report. The report's key in `fact` may differ in another database.
    pub report: Uid,
    /// The content of the fact: place, indicator, value, time, quote.
    pub fact: Fact,
}

/// The subject of a retraction: a fact or a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithdrawnUid {
    /// A single fact, by its uid.
    Fact(Uid),
    /// A report, by its uid, together with all its facts.
    Report(Uid),
}

/// The retraction of a fact or report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetractionRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// The fact or report that is retracted.
    pub about: WithdrawnUid,
    /// Reason for the retraction, in the recorder's words.
    pub reason: String,
    /// Index of the retraction in its changeset, from 0.
    pub ordinal: i64,
}

/// A reinstatement in exchange form: it takes a retraction back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReinstatementRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// Uid of the retraction that is taken back.
    pub retraction: Uid,
    /// Reason for taking the retraction back, in the recorder's words.
    pub reason: String,
    /// Index of the reinstatement in its changeset, from 0.
    pub ordinal: i64,
}

/// An undo in exchange form: while it is in force, the rows of a changeset do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// Uid of the changeset that is taken back.
    pub undone: Uid,
    /// Reason for taking the changeset back, in the recorder's words.
    pub reason: String,
    /// Index of the undo in its changeset, from 0.
    pub ordinal: i64,
}

/// A redo in exchange form: it takes an undo back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedoRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// Uid of the undo that is taken back.
    pub undo: Uid,
    /// Reason for taking the undo back, in the recorder's words.
    pub reason: String,
    /// Index of the redo in its changeset, from 0.
    pub ordinal: i64,
}

/// An assessment in exchange form: a person's judgement of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentRecord {
    /// The first 16 bytes of the row's hash.
    pub uid: Uid,
    /// Uid of the fact that is judged.
    pub fact: Uid,
    /// The grades and the reason.
    pub assessment: Assessment,
    /// Index of the assessment in its changeset, from 0.
    pub ordinal: i64,
}
