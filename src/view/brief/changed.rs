//! The changes since a day, by the rules of `domain/diff`.

use super::block::{Lead, Line, Material, Part};
use super::missing;
use super::weight::Weighed;
use crate::domain::compare::Statement;
use crate::domain::diff::{Change, Diff, Present, What};
use crate::domain::when::Day;
use crate::view::diff::Snapshot;
use crate::view::{fact_words, wording};
use chrono::Datelike;

/// The changes about a place since the end of a day.
pub(super) struct Changed<'a> {
    since: Day,
    changes: Vec<Change<'a>>,
}

impl<'a> Changed<'a> {
    /// Compares what had come out by the day with what is known now. Series that have become silent are in another
    /// block.
    pub(super) fn of(snapshot: &'a Snapshot, since: Day, material: &Material<'a>) -> Self {
        let present = Present {
            statements: &snapshot.facts.statements,
            wider: &snapshot.facts.wider,
            replaced: &snapshot.replaced,
            rows: material.rows,
            republished: &snapshot.facts.republished,
            day: material.as_of,
        };
        let mut changes = Diff::of(&present.published_by(since), present).changes;
        changes.retain(|change| change.what != What::Quiet);
        Self { since, changes }
    }

    /// A line for each change: first contradictions, then what was updated, what is new and what no longer counts; in
    /// each case the newest report first.
    pub(super) fn lines(&self, material: &Material<'_>) -> Vec<Weighed> {
        missing::in_order(self.changes.iter().map(|change| line(change, material)).collect())
    }

    /// The number of changes of each kind: `since 20 Oct: 1 contradicted, 3 new`.
    pub(super) fn summary(&self, as_of: Day) -> String {
        let count = |what| self.changes.iter().filter(|change| change.what == what).count();
        let counts = What::ALL.map(|what| (count(what), what.as_str())).into_iter();
        let counts: Vec<String> =
            counts.filter(|(count, _)| *count > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let counts =
            if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") };
        format!("since {}: {counts}", wording::day(self.since, Some(as_of.year())))
    }
}

fn line(change: &Change<'_>, material: &Material<'_>) -> Line {
    let newest = change.said[0];
    let other = (!change.other.is_empty()).then(|| match change.what {
        What::Contradicted => part(&change.other, Lead::Against, "", material),
        What::Updated => part(&change.other, Lead::Says, "before: ", material),
        _ => part(&change.other, Lead::Says, "now: ", material),
    });
    let said = fact_words::each_said(material.rows, &change.said).into_iter();
    let said = said.map(|(_, same)| part(&same, Lead::Says, "", material));
    let day = change.reported().map(|day| wording::day(day, Some(material.as_of.year())));
    Line {
        indicator: newest.indicator.to_string(),
        place: newest.place.to_string(),
        label: missing::label(&newest.indicator, newest.scope.as_deref(), &newest.place, material),
        parts: said.chain(other).collect(),
        notes: std::iter::once(heading(change.what).to_owned()).chain(day).collect(),
        is_disputed: change.what == What::Contradicted,
        ..Line::default()
    }
}

/// Equal statements in words, and their reports.
fn part(statements: &[&Statement], lead: Lead, before: &str, material: &Material<'_>) -> Part {
    Part {
        lead,
        words: format!("{before}{}", fact_words::said(material.rows, statements[0])),
        reports: fact_words::reports(statements),
        ..Part::default()
    }
}

fn heading(what: What) -> &'static str {
    match what {
        What::Contradicted => "newly contradicted",
        What::Updated => "updated by the same claimant",
        What::New => "new",
        What::Corrected => "corrected",
        What::Retracted => "retracted or rejected",
        What::Restored => "counts again",
        What::Quiet => "gone quiet",
    }
}
