//! Words that a brief has both in text and in Markdown.

use crate::view::brief::{Brief, Part};

/// The numbers of the sources of a part: `[1][4] +2`.
pub(super) fn numbers(part: &Part) -> String {
    let listed: Vec<String> = part.sources.iter().map(|number| format!("[{number}]")).collect();
    let listed = listed.concat();
    match part.more_sources {
        0 => listed,
        more => format!("{listed} +{more}").trim_start().to_owned(),
    }
}

/// The conditions on the facts; `None` if there are none.
pub(super) fn asked(brief: &Brief) -> Option<String> {
    (!brief.asked.is_empty()).then(|| format!("asked for: {}", brief.asked))
}

/// The note below the list of sources; `None` if all are listed.
pub(super) fn further(brief: &Brief) -> Option<String> {
    match brief.more_sources {
        0 => None,
        1 => Some("1 further report is not listed.".to_owned()),
        more => Some(format!("{more} further reports are not listed.")),
    }
}

/// The note of a brief without facts. It is the same if confidential facts are left out: a brief is for others and must
/// not mention them.
pub(super) const NOTHING: &str =
    "No facts: none about this place is recorded as of this day, or none may be shown.";
