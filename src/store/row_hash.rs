//! Computes the hashes of rows; the digest of a changeset is computed from them.
//!
//! Every content is written in the canonical form of [`crate::domain::identity::Canonical`]: its
//! kind and the version of that form, then each field as its name, its length in bytes and its
//! bytes; a field without a value is left out. The hash of a row is the SHA-256 of:
//!
//! | row | kind | fields |
//! |---|---|---|
//! | fact with its attribution | `fact` | its whole content, its report by uid ([`crate::domain::fact::Draft::digest`]) |
//! | report | `report row` | every column; publisher by key, republished report by uid, text by its SHA-256 |
//! | later version of a report | `report version` | the same columns, the text where it adds one; reason, replica, seq, ordinal |
//! | version of a reference row | `reference` | kind, key, content (the row as JSON, see `content`) |
//! | retraction | `retraction` | fact or report (uid), reason, replica, seq, ordinal |
//! | reinstatement | `reinstatement` | retraction (uid), reason, replica, seq, ordinal |
//! | assessment | `assessment` | fact (uid), reliability, credibility, disposition, reason, replica, seq, ordinal, `assessed_by` |
//! | undo | `undo` | changeset (uid), reason, replica, seq, ordinal |
//! | redo | `redo` | undo (uid), reason, replica, seq, ordinal |
//!
//! The digest of a changeset has the kind `changeset`: replica, seq, previous (the digest of the changeset
//! before it in that replica), `recorded_at`, `recorded_by`, note, tool, `row_count`, and the rows' hashes in
//! ascending order. Replica and seq are those of the changeset of the row; the ordinal is the position of the
//! row among rows of its kind there, from 0; from -1 down for an edit of a report that is older than every edit before
//! that changeset.

use super::retraction::Act;
use super::{assessment, reference_version, report, report_version, retraction};
use crate::domain::changeset::{Changeset, ReportRecord, RowRecord, WithdrawnUid};
use crate::domain::identity::{Uid, sha256};

/// The hash of a report (SHA-256).
pub(super) fn of_report(row: &ReportRecord) -> [u8; 32] {
    let text_sha256 = row.text.as_ref().map(|captured| sha256(&captured.text));
    let captured_at = row.text.as_ref().map(|captured| captured.captured_at.as_str());
    report::hash(&row.report, row.republishes, text_sha256, captured_at)
}

/// The kind of a row, and the key or short uid that names it.
pub(super) type RowName = (&'static str, String);

impl RowRecord {
    /// The hash of the row (SHA-256), as part of the changeset that recorded it.
    #[must_use]
    pub fn hash(&self, changeset: &Changeset) -> [u8; 32] {
        let act = |ordinal| Act {
            changeset: 0,
            replica: &changeset.replica,
            seq: changeset.seq,
            ordinal,
        };
        match self {
            Self::Version(row) => {
                reference_version::version_hash(row.kind.as_str(), &row.key, &row.content)
            }
            Self::Report(row) => of_report(row),
            Self::ReportVersion(row) => {
                let (text, act) = (row.text.as_ref(), act(row.ordinal));
                report_version::hash(&row.report, row.republishes, text, &row.reason, &act)
            }
            Self::Fact(row) => row.fact.digest(row.report),
            Self::Retraction(row) => {
                let (what, uid) = match row.about {
                    WithdrawnUid::Fact(uid) => ("fact", uid),
                    WithdrawnUid::Report(uid) => ("report", uid),
                };
                retraction::hash("retraction", what, uid, &row.reason, &act(row.ordinal))
            }
            Self::Reinstatement(row) => {
                let (reason, act) = (&row.reason, act(row.ordinal));
                retraction::hash("reinstatement", "retraction", row.retraction, reason, &act)
            }
            Self::Assessment(row) => assessment::hash(row.fact, &row.assessment, &act(row.ordinal)),
            Self::Undo(row) => {
                retraction::hash("undo", "changeset", row.undone, &row.reason, &act(row.ordinal))
            }
            Self::Redo(row) => {
                retraction::hash("redo", "undo", row.undo, &row.reason, &act(row.ordinal))
            }
            Self::Elsewhere(hash) => *hash,
        }
    }

    /// Whether the uid of the row is the one that is computed from its content and hash.
    pub(super) fn uid_follows(&self, hash: [u8; 32]) -> bool {
        match self {
            Self::Version(_) | Self::Elsewhere(_) => true,
            Self::Report(row) => report::uid_follows(&row.report),
            Self::ReportVersion(row) => row.uid == Uid::of_digest(hash),
            Self::Fact(row) => row.uid == Uid::of_digest(hash),
            Self::Retraction(row) => row.uid == Uid::of_digest(hash),
            Self::Reinstatement(row) => row.uid == Uid::of_digest(hash),
            Self::Assessment(row) => row.uid == Uid::of_digest(hash),
            Self::Undo(row) => row.uid == Uid::of_digest(hash),
            Self::Redo(row) => row.uid == Uid::of_digest(hash),
        }
    }

    /// The kind and name of the row in messages.
    pub(super) fn named(&self) -> RowName {
        match self {
            Self::Version(row) => (row.kind.as_str(), row.key.clone()),
            Self::Report(row) => ("report", row.report.key.clone()),
            Self::ReportVersion(row) => ("report version", row.uid.short()),
            Self::Fact(row) => ("fact", row.uid.short()),
            Self::Retraction(row) => ("retraction", row.uid.short()),
            Self::Reinstatement(row) => ("reinstatement", row.uid.short()),
            Self::Assessment(row) => ("assessment", row.uid.short()),
            Self::Undo(row) => ("undo", row.uid.short()),
            Self::Redo(row) => ("redo", row.uid.short()),
            Self::Elsewhere(hash) => ("row", Uid::of_digest(*hash).short()),
        }
    }
}
