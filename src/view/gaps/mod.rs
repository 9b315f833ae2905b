//! What is missing: silent series, forecasts and plans whose day has passed, statuses that were left open, and
//! durations that do not fit.
//!
//! Knows the gaps that the domain finds, and puts them into words. Must not know how it looks.

mod kind;
mod line;

use super::collected::Collected;
use super::detail::{Detail, Entry, Section};
use super::grid::{Cell, Column, Emphasis, Grid};
use super::{told, wording};
use crate::domain::compare::{Interner, Name};
use crate::domain::gaps::durations::mislabelled;
use crate::domain::gaps::{self, Question};
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use foldhash::HashSet;

pub use kind::Kind;
pub use line::Line;

use line::LineKey;

/// The gaps as of a day, in lines.
#[derive(Debug, Default)]
pub struct Gaps {
    /// All lines, by kind.
    pub lines: Vec<Line>,
    /// The number of open gaps, including those that are left out.
    pub open: usize,
    /// The number of lines that the limit left out.
    pub left_out: usize,
    /// The facts whose forecasts and plans came true before their day.
    pub came_early: HashSet<Uid>,
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
        let mut lines = Vec::new();
        lines.extend(found.silences.iter().take(most).map(|one| words.silence(one)));
        lines.extend(found.due.iter().take(most).map(|one| words.due(one)));
        lines.extend(found.hanging.iter().take(most).map(|one| words.hanging(one)));
        lines.extend(found.durations.iter().take(most).map(|one| words.duration(one)));
        let counts =
            [found.silences.len(), found.due.len(), found.hanging.len(), found.durations.len()];
        let left_out = counts.iter().sum::<usize>() - lines.len();
        let unanswered = found.due.iter().filter(|due| due.is_open).count();
        let early = found.coming.iter().filter(|due| !due.is_open).flat_map(|due| &due.said);
        let came_early = early.map(|one| one.uid).collect();
        Self { lines, open: found.open(), left_out, came_early, counts, unanswered }
    }

    /// Adds the gaps of other indicators, as if all had been found at once. At most `limit` lines of each
    /// kind are kept.
    pub fn join(&mut self, other: Self, limit: Option<usize>) {
        let before = self.lines.len() + other.lines.len();
        self.lines.extend(other.lines);
        self.lines.sort_by(|a, b| a.key(|name| name).cmp(&b.key(|name| name)));
        keep_first(&mut self.lines, limit, |line| line.kind);
        self.came_early.extend(other.came_early);
        self.left_out += other.left_out + before - self.lines.len();
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

    /// The columns of [`rows`](Self::rows).
    #[must_use]
    pub fn columns() -> Vec<Column> {
        Line::columns()
    }

    /// The gaps as rows of data, one at a time, since there may be very many.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell>> {
        self.lines.iter().map(Line::cells)
    }
}

/// The order of many gaps whose lines are stored elsewhere, each with its position there.
#[derive(Debug, Default)]
pub struct Sorted<W> {
    interner: Interner,
    keys: Vec<(LineKey<Name>, W)>,
    open: usize,
    left_out: usize,
}

impl<W> Sorted<W> {
    /// An empty order.
    #[must_use]
    pub fn new() -> Self {
        Self { interner: Interner::default(), keys: Vec::new(), open: 0, left_out: 0 }
    }

    /// Adds gaps; `kept` returns the position of each line.
    pub fn add(&mut self, gaps: &Gaps, kept: impl IntoIterator<Item = W>) {
        let keys = gaps.lines.iter().map(|line| line.key(|name| self.interner.text(name)));
        self.keys.extend(keys.zip(kept));
        self.open += gaps.open;
        self.left_out += gaps.left_out;
    }

    /// The positions of the lines, in order, at most `limit` of each kind; with the number of open gaps, and the number
    /// of lines that were left out.
    #[must_use]
    pub fn finish(self, limit: Option<usize>) -> (Vec<W>, usize, usize) {
        let Self { mut keys, open, left_out, .. } = self;
        let all = keys.len();
        keys.sort_by(|(a, _), (b, _)| a.cmp(b));
        keep_first(&mut keys, limit, |(key, _)| key.kind);
        let left_out = left_out + all - keys.len();
        (keys.into_iter().map(|(_, kept)| kept).collect(), open, left_out)
    }
}

/// Keeps only the first lines of each kind, at most so many.
fn keep_first<T>(sorted: &mut Vec<T>, limit: Option<usize>, kind: impl Fn(&T) -> Kind) {
    let mut kept = [0; 4];
    sorted.retain(|one| {
        let kept = &mut kept[kind(one) as usize];
        *kept += 1;
        *kept <= limit.unwrap_or(usize::MAX)
    });
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
        Cell::words(told::sources(&line.facts, &line.reports), Emphasis::Faint),
        line.day.map_or(Cell::Empty, |day| Cell::text(wording::day(day, None))),
        Cell::said(ago),
        Cell::said(usual),
        Cell::words(&line.since, emphasis),
        Cell::words(told::sources(&line.since_facts, &line.since_reports), Emphasis::Faint),
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
            let (mut joined, mut sorted) = (Gaps::default(), Sorted::new());
            for key in all.indicators.keys() {
                let facts = all.facts.iter().filter(|one| one.fact.indicator == *key);
                let some = Selection { facts: facts.cloned().collect(), ..all.clone() };
                let gaps = Gaps::of(&Collected::of(&some), &some, asked);
                sorted.add(&gaps, gaps.lines.clone());
                joined.join(gaps, limit);
            }
            assert!(whole.open > 10);
            assert_eq!(format!("{joined:?}"), format!("{whole:?}"));
            let (order, open, left_out) = sorted.finish(limit);
            let lines: Vec<&Line> = order.iter().collect();
            assert_eq!(lines, whole.lines.iter().collect::<Vec<_>>());
            assert_eq!((open, left_out), (whole.open, whole.left_out));
        }
    }
}
