//! What is missing: silent series, forecasts and plans whose day has passed, statuses that were left open, and
//! durations that do not fit.
//!
//! Knows the gaps that the domain finds, and puts them into words. Must not know how it looks.

mod kind;
mod line;

use super::collected::Collected;
use super::detail::{Detail, Entry, Section};
use super::grid::{Cell, Column, Emphasis, Grid};
use super::{fact_words, wording};
use crate::domain::gaps::durations::mislabelled;
use crate::domain::gaps::{self, Question};
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use foldhash::HashSet;
use std::convert::Infallible;

pub use kind::Kind;
pub use line::Line;

/// The gaps as of a day, in lines.
#[derive(Debug, Default)]
pub struct Gaps {
    /// All lines, by kind.
    pub lines: Vec<Line>,
    /// The number of open gaps, including those that are left out.
    pub open: usize,
    /// The number of lines that the limit left out.
    pub left_out: usize,
    /// Forecasts and plans whose day has not passed, without those that have already come true: the day, and the facts,
    /// the newest report first.
    pub coming: Vec<(Day, Vec<Uid>)>,
    /// How many gaps of each kind there are.
    counts: [usize; 4],
    /// The number of due forecasts and plans that are not answered.
    unanswered: usize,
}

/// What a brief was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The facts in which gaps are searched for; `None` for all.
    pub facts: Option<&'a HashSet<Uid>>,
    /// The day as of which something is missing.
    pub today: Day,
    /// The number of days of silence after which a series is listed; `None` for the usual interval of each series.
    pub days: Option<i64>,
    /// At most this many lines of each kind.
    pub limit: Option<usize>,
}

impl Gaps {
    /// Finds the gaps in collected facts. `rows` has the indicators, places and actors that they refer to.
    #[must_use]
    pub fn of(facts: &Collected, rows: &Selection, asked: Asked<'_>) -> Self {
        let mut lines = Vec::new();
        let add = |line| {
            lines.push(line);
            Ok::<_, Infallible>(())
        };
        let Ok(found) = Self::each(facts, rows, asked, add);
        Self { lines, ..found }
    }

    /// Finds them, too, and keeps no line: `show` gets each, in their order. Fails if `show` does.
    pub fn each<E>(
        facts: &Collected,
        rows: &Selection,
        asked: Asked<'_>,
        mut show: impl FnMut(Line) -> Result<(), E>,
    ) -> Result<Self, E> {
        let all: Vec<_> = facts.statements.iter().collect();
        let wider: Vec<_> = facts.wider.iter().collect();
        let chosen: Vec<_> = match asked.facts {
            Some(chosen) => all.iter().copied().filter(|one| chosen.contains(&one.uid)).collect(),
            None => all.clone(),
        };
        let question = Question { rows, today: asked.today, days: asked.days };
        let found = gaps::Gaps::of(&chosen, &all, &wider, question);
        let words = line::Words { rows, republished: &facts.republished };
        let most = asked.limit.unwrap_or(usize::MAX);
        let silences = found.silences.iter().take(most).map(|one| words.silence(one));
        let due = found.due.iter().take(most).map(|one| words.due(one));
        let hanging = found.hanging.iter().take(most).map(|one| words.hanging(one));
        let durations = found.durations.iter().take(most).map(|one| words.duration(one));
        silences.chain(due).chain(hanging).chain(durations).try_for_each(&mut show)?;
        let counts =
            [found.silences.len(), found.due.len(), found.hanging.len(), found.durations.len()];
        let left_out = counts.iter().map(|count| count.saturating_sub(most)).sum();
        let unanswered = found.due.iter().filter(|due| due.is_open).count();
        let coming = found.coming.iter().filter(|due| due.is_open);
        let coming = coming.map(|due| (due.day, due.said.iter().map(|one| one.uid).collect()));
        let coming = coming.collect();
        let (lines, open) = (Vec::new(), found.open());
        Ok(Self { lines, open, left_out, coming, counts, unanswered })
    }

    /// Adds the gaps of other indicators, as if all had been found at once. At most `limit` lines of each
    /// kind are kept.
    pub fn join(&mut self, other: Self, limit: Option<usize>) {
        self.lines.extend(other.lines);
        self.lines.sort_by(|a, b| a.key().cmp(&b.key()));
        let mut shown = Shown::at_most(limit);
        self.lines.retain(|line| shown.takes_one_of(line.kind));
        self.coming.extend(other.coming);
        self.left_out += other.left_out + shown.left_out;
        self.open += other.open;
        self.unanswered += other.unanswered;
        self.counts.iter_mut().zip(other.counts).for_each(|(all, more)| *all += more);
    }

    /// The gaps as of a day as a page: a section for each kind.
    #[must_use]
    pub fn page(&self, today: Day) -> Detail {
        let sections = Kind::ALL.map(|kind| self.section(kind)).into_iter().flatten();
        let title = title(today, self.counts, self.unanswered);
        Detail { title, sections: sections.collect() }
    }

    fn section(&self, kind: Kind) -> Option<Section> {
        let mut grid = Grid::new(page_columns(kind));
        let lines = self.lines.iter().filter(|line| line.kind == kind);
        grid.rows = lines.map(page_cells).collect();
        if grid.rows.is_empty() {
            return None;
        }
        Some(Section::headed(kind.heading(), vec![Entry::Grid { key: kind.as_str(), grid }]))
    }
}

/// Counts lines that are written in order, so that there are at most so many of each kind.
#[derive(Debug)]
pub struct Shown {
    limit: Option<usize>,
    counts: [usize; 4],
    /// How many lines were left out.
    pub left_out: usize,
}

impl Shown {
    /// At most `limit` lines of each kind.
    #[must_use]
    pub fn at_most(limit: Option<usize>) -> Self {
        Self { limit, counts: [0; 4], left_out: 0 }
    }

    /// Whether the next line is shown, by its key.
    pub fn takes(&mut self, key: &[u8]) -> bool {
        let kind = Kind::ALL.into_iter().find(|kind| key.first() == Some(&(*kind as u8)));
        kind.is_some_and(|kind| self.takes_one_of(kind))
    }

    fn takes_one_of(&mut self, kind: Kind) -> bool {
        let count = &mut self.counts[kind as usize];
        *count += 1;
        let is_shown = *count <= self.limit.unwrap_or(usize::MAX);
        self.left_out += usize::from(!is_shown);
        is_shown
    }
}

/// The stated durations that do not fit, in lines.
#[must_use]
pub fn durations(facts: &Collected, rows: &Selection) -> Vec<Line> {
    let all: Vec<_> = facts.statements.iter().collect();
    let words = line::Words { rows, republished: &facts.republished };
    mislabelled(&all, &all, rows).iter().map(|one| words.duration(one)).collect()
}

/// How many gaps of each kind there are, in one line.
fn title(today: Day, [silent, due, hanging, durations]: [usize; 4], open: usize) -> String {
    let due_words = || {
        let words = counted(due, "forecast or plan is due", "forecasts and plans are due");
        match (due, open) {
            (1, 0) => format!("{words}, answered"),
            (1, _) => format!("{words}, unanswered"),
            (_, 0) => format!("{words}, all answered"),
            (_, open) => format!("{words}, {open} unanswered"),
        }
    };
    let parts = [
        (silent > 0).then(|| counted(silent, "series is silent", "series are silent")),
        (due > 0).then(due_words),
        (hanging > 0).then(|| format!("{hanging} left hanging")),
        (durations > 0)
            .then(|| counted(durations, "duration does not fit", "durations do not fit")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let today = wording::day(today, None);
    if parts.is_empty() {
        return format!("as of {today}: nothing is missing");
    }
    format!("as of {today}: {}", parts.join("; "))
}

fn page_columns(kind: Kind) -> Vec<Column> {
    let (says, day, days, since) = match kind {
        Kind::Silent => ("last said", "last reported", "silent", "since"),
        Kind::Due => ("foreseen", "due", "late", "reported since"),
        Kind::Hanging => ("left as", "last reported", "silent", "reported since"),
        Kind::Duration => ("stated", "reported", "late", "from start to end"),
    };
    vec![
        Column::page("what", "about"),
        Column::page("says", says).fold(),
        Column::page("facts", "facts").fold(),
        Column::page("day", day).keep(),
        Column::page("days", days).keep().fold(),
        Column::page("usual", "usually").keep().fold(),
        Column::page("since", since),
        Column::page("since_facts", "facts").fold(),
    ]
}

fn page_cells(line: &Line) -> Vec<Cell> {
    let days = |days: i64| format!("{days} {}", if days == 1 { "day" } else { "days" });
    let ago = match line.kind {
        Kind::Duration => None,
        _ => line.days.map(days),
    };
    let usual = line.usual_days.filter(|_| line.kind == Kind::Silent);
    let usual = usual.map(|usual| {
        if usual == 1 { "every day".to_owned() } else { format!("every {}", days(usual)) }
    });
    let emphasis = if line.is_open { Emphasis::Caution } else { Emphasis::Plain };
    vec![
        Cell::words(&line.what, Emphasis::Strong),
        Cell::text(&line.says),
        Cell::words(fact_words::sources(&line.facts, &line.reports), Emphasis::Faint),
        line.day.map_or(Cell::Empty, |day| Cell::text(wording::day(day, None))),
        Cell::said(ago),
        Cell::said(usual),
        Cell::words(&line.since, emphasis),
        Cell::words(fact_words::sources(&line.since_facts, &line.since_reports), Emphasis::Faint),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::timeline::sample;

    #[test]
    fn gaps_of_one_indicator_after_another_are_those_of_all_at_once() {
        let all = sample::all();
        let today = "2017-11-25".parse().unwrap();
        for limit in [None, Some(1), Some(3)] {
            let asked = Asked { facts: None, today, days: Some(3), limit };
            let whole = Gaps::of(&Collected::of(&all), &all, asked);
            let (mut joined, mut keyed) = (Gaps::default(), Vec::new());
            for key in all.indicators.keys() {
                let facts = all.facts.iter().filter(|one| one.fact.indicator == *key);
                let some = Selection { facts: facts.cloned().collect(), ..all.clone() };
                let gaps = Gaps::of(&Collected::of(&some), &some, asked);
                keyed.extend(gaps.lines.iter().map(|line| (line.key_bytes(), line.clone())));
                joined.join(gaps, limit);
            }
            assert!(whole.open > 10);
            assert_eq!(format!("{joined:?}"), format!("{whole:?}"));
            keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
            let mut shown = Shown::at_most(limit);
            keyed.retain(|(key, _)| shown.takes(key));
            let lines: Vec<&Line> = keyed.iter().map(|(_, line)| line).collect();
            assert_eq!(lines, whole.lines.iter().collect::<Vec<_>>());
        }
    }
}
