//! The mark above an output with facts of reports that are not public, the same in every format.

use crate::domain::report::{Confidentiality, Restricted};
use crate::text::counts::counted;
use crate::text::lists::in_words;

/// The mark, in words; `None` if all reports are public.
pub(super) fn mark(of: Restricted) -> Option<String> {
    let level = of.level()?;
    Some(format!("{} · {}", level.as_str().to_uppercase(), why(of, level)))
}

/// The words of the mark after its level: `has facts of 2 confidential reports · do not pass on`.
pub(super) fn why(of: Restricted, level: Confidentiality) -> String {
    let confidential = counted(of.confidential, "confidential report", "confidential reports");
    let internal = counted(of.internal, "internal report", "internal reports");
    let reports = [(of.confidential, confidential), (of.internal, internal)];
    let reports: Vec<String> =
        reports.into_iter().filter(|(many, _)| *many > 0).map(|(_, words)| words).collect();
    format!("has facts of {} · {}", in_words(&reports), warning(level))
}

/// The warning not to pass the output on.
pub(super) fn warning(level: Confidentiality) -> &'static str {
    match level {
        Confidentiality::Internal => "do not pass on outside the organization",
        Confidentiality::Public | Confidentiality::Confidential => "do not pass on",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_level_marks_the_whole_and_each_level_is_counted() {
        let of = |confidential, internal| mark(Restricted { confidential, internal });
        assert_eq!(of(0, 0), None);
        assert_eq!(
            of(2, 1).as_deref(),
            Some(
                "CONFIDENTIAL · has facts of 2 confidential reports and 1 internal report · do not pass on"
            )
        );
        let internal =
            "INTERNAL · has facts of 3 internal reports · do not pass on outside the organization";
        assert_eq!(of(0, 3).as_deref(), Some(internal));
    }
}
