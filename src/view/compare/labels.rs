//! What only some of those say that stand behind a state: its length, its hours of a day and its numbers.

use super::named::first_of;
use crate::domain::compare::voice::have_one_figure;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::view::wording;

/// What statements that stand together say of one thing.
pub(in crate::view) enum Label {
    /// All of them say this.
    All(String),
    /// Only some do, or others say something else; each with who says so: `72 hours: Envoy`.
    Some(String),
}

impl Label {
    /// The figures of statements in words; `None` where none of them has one.
    pub(in crate::view) fn of_figures(
        standing: &[&Statement],
        rows: &Selection,
        words: impl Fn(&Statement) -> Option<String>,
    ) -> Option<Self> {
        Self::of(standing, rows, words, have_one_figure)
    }

    /// The hours of a day of which statements speak; `None` where none of them speaks of hours.
    pub(in crate::view) fn of_hours(standing: &[&Statement], rows: &Selection) -> Option<Self> {
        let hours =
            |one: &Statement| Some(wording::hours_of(one.time_of_day?, one.when.as_deref()?));
        Self::of(standing, rows, hours, |a, b| a.time_of_day == b.time_of_day)
    }

    /// What statements say by these words, of which two that are the `same` have those of the first.
    fn of(
        standing: &[&Statement],
        rows: &Selection,
        words: impl Fn(&Statement) -> Option<String>,
        same: impl Fn(&Statement, &Statement) -> bool,
    ) -> Option<Self> {
        let mut said: Vec<(String, &Statement)> = Vec::new();
        for one in standing {
            let known = said.iter().find(|(_, known)| same(one, known));
            let words = known.map(|(words, _)| words.clone()).or_else(|| words(one));
            said.extend(words.map(|words| (words, *one)));
        }
        let first = &said.first()?.0;
        if said.len() == standing.len() && said.iter().all(|(words, _)| words == first) {
            return Some(Self::All(first.clone()));
        }
        let who = |one: &Statement| wording::who(rows, &one.claimants, &[]);
        Some(Self::Some(first_of(said.iter().map(|(words, one)| format!("{words}: {}", who(one))))))
    }
}

/// The figures of a state with who gives each, where only some of those that stand give that of the newest.
pub(super) fn of_some(standing: &[&Statement], rows: &Selection) -> Option<String> {
    let figure = |one: &Statement| one.quantity.as_deref().map(wording::quantity);
    let newest = standing.first()?;
    let is_held = newest.nature == Nature::State && newest.kind() != StatementKind::Absent;
    let label = Label::of_figures(standing, rows, figure);
    match label.filter(|_| is_held && newest.quantity.is_some())? {
        Label::All(_) => None,
        Label::Some(words) => Some(words),
    }
}
