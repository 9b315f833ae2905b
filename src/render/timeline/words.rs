//! Words that a timeline has in several formats.

use crate::render::style::Advice;
use crate::view::timeline::{Against, Beyond, Entry, Head};
use crate::view::wording;

/// The note of a timeline without facts. It is the same if confidential facts are left out: a page for others must not
/// mention them.
pub(super) const NOTHING: &str =
    "No facts: none about this place is recorded, none matches the filter, or none may be shown.";

/// A number with its noun: `1 fact`, `58 facts`, `3,000 facts`.
pub(super) fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", number(count), if count == 1 { "" } else { "s" })
}

fn number(count: usize) -> String {
    u32::try_from(count).map_or_else(|_| count.to_string(), |count| wording::number(count.into()))
}

/// The number of facts: `58 facts`, `58 facts, 2 rejected`, or `5,000 of 40,001 facts` if the limit left some out.
pub(super) fn counted_facts(head: &Head) -> String {
    let rejected = match head.rejected {
        0 => String::new(),
        many => format!(", {} rejected", number(many)),
    };
    if head.left_out == 0 {
        return counted(head.facts, "fact") + &rejected;
    }
    let all = counted(head.facts.saturating_add(head.left_out), "fact");
    format!("{} of {all}{rejected}", number(head.facts))
}

/// The conditions on the facts; `None` if there are none.
pub(super) fn asked(head: &Head) -> Option<String> {
    (!head.asked.is_empty()).then(|| format!("asked for: {}", head.asked))
}

/// The warning above a timeline that leaves out facts; `None` if it has all.
pub(super) fn partial(head: &Head, advice: Advice) -> Option<String> {
    (head.left_out > 0).then(|| {
        let left_out = counted(head.left_out, "fact");
        let left_out =
            format!("Not all facts are here: {left_out} left out of lanes, entries and counts.");
        match advice.left_out {
            "" => left_out,
            advice => format!("{left_out} {advice}."),
        }
    })
}

/// The number of reports and origins behind an entry, such as `3 reports, 1 origin: ban-2016-10-20`
/// or `2 reports, 1-2 origins`; empty for a single report.
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

/// The facts outside the window, in words: `earlier: siege since Jul`.
pub(super) fn beyond(head: &Head) -> Vec<String> {
    [("earlier", &head.earlier), ("later", &head.later)]
        .into_iter()
        .filter(|(_, beyond)| !beyond.is_empty())
        .map(|(word, beyond)| format!("{word}: {}", outside(beyond)))
        .collect()
}

fn outside(beyond: &[Beyond]) -> String {
    let each = |one: &Beyond| {
        let labels: Vec<String> = one.labels.iter().map(|label| uncapped(label)).collect();
        format!("{} {}", labels.join(", "), one.when)
    };
    beyond.iter().map(each).collect::<Vec<_>>().join("; ")
}

/// A label inside a sentence: in lower case, unless it begins with an abbreviation.
fn uncapped(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// For facts that contradict an entry, at most this many source numbers are named.
const MOST_SOURCES: usize = 6;

/// The facts about other places or months that contradict an entry, a text for each: `≠ none, 24 Oct (SOHR) [4]`.
pub(super) fn against(entry: &Entry, differ: &str) -> Vec<String> {
    let one = |one: &Against| {
        let numbers = one.sources.iter().take(MOST_SOURCES).map(|number| format!("[{number}]"));
        let more = one.sources.len().saturating_sub(MOST_SOURCES);
        let more = (more > 0).then(|| format!(" +{more}"));
        let numbers: Vec<String> = numbers.chain(more).collect();
        let text = format!("{differ} {} ({}) {}", one.says, one.claimants, numbers.concat());
        text.trim_end().to_owned()
    };
    let more = (entry.more_against > 0).then(|| format!("{differ} {} more", entry.more_against));
    entry.against.iter().map(one).chain(more).collect()
}
