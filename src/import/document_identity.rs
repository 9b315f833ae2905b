//! The rules that decide whether two reports, from files or from the database, are the same
//! document.

use crate::domain::identity::{ReportIdentity, Uid};
use crate::domain::report::Report;

/// The identity of a document: the same for its report and for a report that replaces a retracted
/// one.
pub(super) fn document_of(report: &Report) -> Uid {
    identity(report, None).uid()
}

/// The identity of a report: of its document, and of the retracted report that it replaces.
pub(super) fn uid_of(report: &Report) -> Uid {
    identity(report, report.replaces).uid()
}

pub(super) fn identity(report: &Report, replaces: Option<Uid>) -> ReportIdentity<'_> {
    ReportIdentity {
        url: report.url.as_deref(),
        publisher: &report.publisher,
        title: &report.title,
        published: report.published.as_str(),
        replaces,
    }
}

/// The key of a report whose row gives none.
pub(super) fn default_key(report: &Report) -> String {
    Report::default_key(&report.publisher, report.published_latest)
}
