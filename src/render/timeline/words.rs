//! Words that a timeline has in text and in Markdown alike.

use crate::render::style::Advice;
use crate::view::timeline::{Entry, Head};
use crate::view::wording;

/// What stands under a timeline with no fact.
pub(super) const NOTHING: &str =
    "No facts here: nothing was recorded about this place, or the filter leaves nothing.";

/// `1 fact`, `58 facts`, `3,000 facts`.
pub(super) fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", number(count), if count == 1 { "" } else { "s" })
}

fn number(count: usize) -> String {
    u32::try_from(count).map_or_else(|_| count.to_string(), |count| wording::number(count.into()))
}

/// How many facts there are: `58 facts`, `5,000 of 40,001 facts`.
pub(super) fn counted_facts(head: &Head) -> String {
    if head.left_out == 0 {
        return counted(head.facts, "fact");
    }
    let all = counted(head.facts.saturating_add(head.left_out), "fact");
    format!("{} of {all}", number(head.facts))
}

/// What is to be known before reading a timeline of some facts only.
pub(super) fn partial(head: &Head, advice: Advice) -> Option<String> {
    (head.left_out > 0).then(|| {
        format!(
            "Not all facts are here: {} left out of lanes, entries and counts. {}.",
            counted(head.left_out, "fact"),
            advice.left_out
        )
    })
}

/// How many reports and origins stand behind an entry, where that is more than one report:
/// `3 reports, 1 origin: ban-2016-10-20`, `2 reports, 1-2 origins`.
pub(super) fn evidence(entry: &Entry) -> String {
    let origins = &entry.origins;
    if entry.sources.len() < 2 {
        return String::new();
    }
    let reports = counted(entry.sources.len(), "report");
    let many = if origins.least == origins.most {
        counted(origins.most, "origin")
    } else {
        format!("{}-{} origins", origins.least, origins.most)
    };
    match origins.named.as_slice() {
        [one] if origins.most == 1 => format!("{reports}, {many}: {one}"),
        _ => format!("{reports}, {many}"),
    }
}
