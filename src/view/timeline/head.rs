//! The head of a timeline: its place, counts, and the facts outside its window.

use super::options::Span;
use crate::domain::assessment::Disposition;
use crate::domain::compare::Statement;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::wording;
use chrono::Datelike;
use foldhash::HashSet;
use std::collections::{BTreeMap, BTreeSet};

/// The head of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The names of the place and its country: `Aleppo, Syria`.
    pub title: String,
    /// The key of the place.
    pub place: String,
    /// The names of places inside it that facts are about, sorted.
    pub with: Vec<String>,
    /// The days shown, in words; empty if no fact is dated.
    pub span: String,
    /// The other conditions on the facts, in words; empty if there are none.
    pub asked: String,
    /// The number of facts in the timeline, without those that are rejected.
    pub facts: usize,
    /// The number of facts that somebody rejected: they are shown struck out, and are not counted.
    pub rejected: usize,
    /// The number of facts that the limit left out.
    pub left_out: usize,
    /// The number of reports that state the facts.
    pub reports: usize,
    /// The number of different claimants.
    pub claimants: usize,
    /// The facts that began before the window, in order of time.
    pub earlier: Vec<Beyond>,
    /// The facts entirely after the window, in order of time.
    pub later: Vec<Beyond>,
}

/// The facts outside the window in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The labels of the indicators.
    pub labels: Vec<String>,
    /// The time in words: `since Jul`, `in Mar 2011`.
    pub when: String,
}

/// If there are more places than this, they are only counted, not named.
const NAMED: usize = 6;

impl Head {
    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts + self.rejected == 0
    }

    /// The places in the timeline's place, in words: `with Eastern Aleppo`; `None` if there are
    /// none.
    #[must_use]
    pub fn below(&self) -> Option<String> {
        match self.with.as_slice() {
            [] => None,
            names if names.len() <= NAMED => Some(format!("with {}", names.join(", "))),
            names => Some(format!("with {} places in it", names.len())),
        }
    }

    pub(super) fn of(
        selection: &Selection,
        statements: &[&Statement],
        place: &str,
        window: Option<Span>,
        left_out: usize,
    ) -> Self {
        let around: BTreeSet<&str> =
            selection.path(place).map(|place| place.key.as_str()).collect();
        let all = statements;
        let counted: Vec<&Statement> =
            (all.iter().copied()).filter(|one| one.doubt != Some(Disposition::Rejected)).collect();
        let statements = counted.as_slice();
        let places = distinct(statements.iter().map(|one| &*one.place));
        let below = places.into_iter().filter(|key| *key != place && !around.contains(key));
        let below: BTreeSet<&str> = below.map(|key| wording::place(selection, key)).collect();
        let claimants = statements.iter().flat_map(|one| one.claimants.iter().map(|key| &**key));
        Self {
            title: title(selection, place),
            place: place.to_owned(),
            with: below.into_iter().map(str::to_owned).collect(),
            span: window.map(|w| wording::span(w.first, w.last, None)).unwrap_or_default(),
            asked: String::new(),
            facts: statements.len(),
            rejected: all.len() - statements.len(),
            left_out,
            reports: distinct(statements.iter().map(|one| &*one.report)).len(),
            claimants: distinct(claimants).len(),
            earlier: window
                .map(|window| earlier(selection, statements, window))
                .unwrap_or_default(),
            later: window.map(|window| later(selection, statements, window)).unwrap_or_default(),
        }
    }
}

/// Each key once. The keys are not collected first, since there are as many as facts.
fn distinct<'a>(keys: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut known = HashSet::default();
    keys.for_each(|key| _ = known.insert(key));
    known
}

fn title(selection: &Selection, place: &str) -> String {
    let name = wording::place(selection, place);
    match selection.path(place).last() {
        Some(country) if country.key != place && country.name != name => {
            format!("{name}, {}", country.name)
        }
        _ => name.to_owned(),
    }
}

/// The months before the window in which a fact begins; `since` if the fact reaches into the
/// window, else `in`.
fn earlier(selection: &Selection, statements: &[&Statement], window: Span) -> Vec<Beyond> {
    let before = |statement: &&Statement| {
        let first = statement.first().filter(|first| *first < window.first)?;
        let reaches = statement.last().is_some_and(|last| last >= window.first);
        Some((first, if reaches { "since" } else { "in" }))
    };
    gather(selection, statements, before, window)
}

/// The months after the window in which a fact begins.
fn later(selection: &Selection, statements: &[&Statement], window: Span) -> Vec<Beyond> {
    let after = |statement: &&Statement| {
        Some((statement.first().filter(|first| *first > window.last)?, "in"))
    };
    gather(selection, statements, after, window)
}

/// The indicators of some facts, grouped by month and by word (`in`, `since`). For each word, an
/// indicator is named once, with its first month. It is not named with `in` a month if it is named
/// with `since` the same or an earlier month.
fn gather<'a>(
    selection: &Selection,
    statements: &[&'a Statement],
    place: impl Fn(&&'a Statement) -> Option<(Day, &'static str)>,
    window: Span,
) -> Vec<Beyond> {
    let mut firsts: BTreeMap<(&str, &'static str), Day> = BTreeMap::new();
    for statement in statements {
        if let Some((day, word)) = place(statement) {
            let first = firsts.entry((&statement.indicator, word)).or_insert(day);
            *first = day.min(*first);
        }
    }
    let mut months: BTreeMap<(i32, u32, &str), Vec<String>> = BTreeMap::new();
    let month = |day: &Day| (day.year(), day.month());
    for (&(key, word), day) in &firsts {
        let since = firsts.get(&(key, "since")).filter(|_| word != "since");
        if since.is_some_and(|since| month(since) <= month(day)) {
            continue;
        }
        let label = selection.indicators.get(key).map_or(key, |row| row.label.as_str());
        months.entry((day.year(), day.month(), word)).or_default().push(label.to_owned());
    }
    months
        .into_iter()
        .map(|((year, month, word), labels)| {
            let name = wording::month(month);
            let year = if window.year() == Some(year) { String::new() } else { format!(" {year}") };
            Beyond { labels, when: format!("{word} {name}{year}") }
        })
        .collect()
}
