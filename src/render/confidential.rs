//! The mark above what has facts of confidential reports, the same in every format.

use crate::text::counts::counted;

/// The mark, in words; `None` where no report is confidential.
pub(super) fn mark(reports: usize) -> Option<String> {
    let counted = counted(reports, "confidential report", "confidential reports");
    (reports > 0).then(|| format!("CONFIDENTIAL · has facts of {counted} · do not pass on"))
}
