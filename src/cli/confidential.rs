//! Notes about reports and facts that a command leaves out because they are confidential, or because nobody graded them
//! although a grade is asked for; and refusals that do not name confidential reports.

use super::context::Context;
use crate::domain::changeset::Changeset;
use crate::domain::fact::FactError;
use crate::domain::filter::Filter;
use crate::domain::report::Report;
use crate::store::{Store, StoreError};
use crate::text::counts::counted;

/// Notes how many facts that match the filter are left out, and how many because nobody graded them.
pub(super) fn tell_facts(
    context: &Context,
    store: &Store,
    filter: &Filter,
) -> Result<(), StoreError> {
    let hidden = store.hidden_facts(filter)?;
    tell(context, hidden.facts, hidden.reports);
    tell_ungraded(context, store, filter)
}

/// Notes how many facts the minimum reliability leaves out because nobody graded their source.
fn tell_ungraded(context: &Context, store: &Store, filter: &Filter) -> Result<(), StoreError> {
    let ungraded = store.ungraded_facts(filter)?;
    if ungraded > 0 {
        let facts = counted(ungraded, "fact", "facts");
        context.insist(format!(
            "{facts} left out because nobody graded the reliability of the source"
        ));
    }
    Ok(())
}

/// Notes how many facts and reports an export leaves out. An export of the whole database
/// (`is_whole`) also lacks reports without facts, so all hidden reports are counted.
pub(super) fn tell_records(
    context: &Context,
    store: &Store,
    filter: &Filter,
    is_whole: bool,
) -> Result<(), StoreError> {
    let hidden = store.hidden_facts(&Filter { retracted: true, ..filter.clone() })?;
    let reports = if is_whole { store.hidden_reports()?.len() } else { hidden.reports };
    tell(context, hidden.facts, reports);
    tell_ungraded(context, store, filter)
}

/// The refusal of a fact of `report`. If the report may not be named, only the user's words for it
/// are used.
pub(super) fn refusal(
    store: &Store,
    report: &Report,
    words: Option<&str>,
    why: FactError,
) -> anyhow::Error {
    match store.may_name_report(report.uid) {
        Ok(true) => why.into(),
        Ok(false) => why.naming_report_only_as(words.unwrap_or("REPORT")).into(),
        Err(error) => error.into(),
    }
}

/// Notes how many reports are left out.
pub(super) fn tell_reports(context: &Context, reports: usize) {
    tell(context, 0, reports);
}

/// Notes how many of the changesets are shown without their note.
pub(super) fn tell_notes(
    context: &Context,
    store: &Store,
    changesets: &[Changeset],
) -> Result<(), StoreError> {
    let notes = store.hidden_notes(changesets)?;
    if notes > 0 {
        let notes = counted(notes, "note", "notes");
        context.insist(format!(
            "{notes} about confidential reports left out (--include-confidential includes them)"
        ));
    }
    Ok(())
}

fn tell(context: &Context, facts: usize, reports: usize) {
    if let Some(words) = words(facts, reports) {
        context.insist(words);
    }
}

/// How many facts and reports are left out, and how to include them; `None` if there are none.
fn words(facts: usize, reports: usize) -> Option<String> {
    let (some_facts, some_reports) = (
        counted(facts, "fact", "facts"),
        counted(reports, "confidential report", "confidential reports"),
    );
    let them = if facts + reports == 1 { "it" } else { "them" };
    let what = match (facts, reports) {
        (0, 0) => return None,
        (0, _) => format!("{some_reports} left out"),
        (_, 0) => format!(
            "{some_facts} left out because they correct, or are corrected by, facts of confidential reports"
        ),
        _ => format!("{some_facts} of {some_reports} left out"),
    };
    Some(format!("{what} (--include-confidential includes {them})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_counts_what_is_left_out() {
        let starts = |facts, reports, start: &str| {
            let words = words(facts, reports).unwrap();
            assert!(words.starts_with(start), "{words}");
        };
        assert_eq!(words(0, 0), None);
        starts(0, 1, "1 confidential report left out (--include-confidential includes it)");
        starts(2, 0, "2 facts left out because they correct");
        starts(
            1,
            1,
            "1 fact of 1 confidential report left out (--include-confidential includes them)",
        );
    }
}
