//! What changed about a place between two days.
//!
//! Knows the changes that the domain finds, and puts them into words. Must not know how it looks.

use super::collected::Collected;
use super::detail::{Detail, Entry, Section};
use super::grid::{Cell, Column, Emphasis, Grid};
use super::{compare, fact_words, wording};
use crate::domain::compare::Statement;
use crate::domain::diff::{self, Change, Past, Present, What};
use crate::domain::identity::Uid;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::text::counts::counted;
use foldhash::{HashMap, HashSet};

/// The facts of a day, and which facts replace others.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// The facts, including those that do not count any more.
    pub facts: Collected,
    /// The facts that replace others, by the fact that they replace.
    pub replaced: HashMap<Uid, Uid>,
}

/// The two days of a difference.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    /// The earlier day.
    pub from: Day,
    /// The later day.
    pub to: Day,
    /// Whether the days are days of recording rather than of publication.
    pub recorded: bool,
}

/// The changes, in lines.
#[derive(Debug, Default)]
pub struct Diff {
    lines: Vec<Line>,
    /// The number of lines that the limit left out.
    pub left_out: usize,
    title: String,
}

/// A change in one line.
#[derive(Clone, Debug)]
struct Line {
    what: What,
    indicator: String,
    place: String,
    scope: Option<String>,
    about: String,
    says: String,
    day: Option<Day>,
    facts: Vec<Uid>,
    reports: Vec<String>,
    other: String,
    other_facts: Vec<Uid>,
    other_reports: Vec<String>,
}

impl Snapshot {
    /// Adds a fact whose report came out by a day; others are left out. `is_around` means that it is about a place that
    /// encloses those that were asked for.
    pub fn add_published(
        &mut self,
        rows: &Selection,
        recorded: &RecordedFact,
        day: Day,
        is_around: bool,
    ) {
        let report = rows.reports.get(&recorded.fact.report);
        let published = report.and_then(|report| report.published_latest);
        if published.is_some_and(|published| published <= day) {
            if is_around {
                self.facts.add_around(rows, recorded);
            } else {
                self.facts.add(rows, recorded);
            }
            self.replaced.extend(recorded.replaced_by.map(|by| (recorded.uid, by)));
        }
    }

    /// Keeps what a difference from this day to a later snapshot needs to know about these facts, as they were recorded
    /// by the day; only for facts that are also in the later snapshot.
    #[must_use]
    pub fn past(&self, later: &Self, rows: &Selection, day: Day) -> Past {
        let later: HashSet<Uid> = later.facts.statements.iter().map(|one| one.uid).collect();
        let known = || self.facts.statements.iter().filter(|one| later.contains(&one.uid));
        let counted: Vec<&Statement> = known().filter(|one| one.counts).collect();
        Past::of(&counted, known().map(|one| one.uid), rows, day)
    }
}

impl Diff {
    /// The changes up to a snapshot: since the past, or if there is none, since the reports that had come out by the
    /// earlier day. Shows at most `limit` changes of each kind.
    #[must_use]
    pub fn of(
        past: Option<Past>,
        now: &Snapshot,
        rows: &Selection,
        between: Between,
        limit: Option<usize>,
    ) -> Self {
        let present = Present {
            statements: &now.facts.statements,
            wider: &now.facts.wider,
            replaced: &now.replaced,
            rows,
            republished: &now.facts.republished,
            day: between.to,
        };
        let past = past.unwrap_or_else(|| present.published_by(between.from));
        let found = diff::Diff::of(&past, present);
        let most = limit.unwrap_or(usize::MAX);
        let mut lines = Vec::new();
        for what in What::ALL {
            let of_kind = found.changes.iter().filter(|change| change.what == what);
            lines.extend(of_kind.take(most).map(|change| line(change, rows)));
        }
        let left_out = found.changes.len() - lines.len();
        Self { lines, left_out, title: title(&found, between) }
    }

    /// The changes as a page: a section for each kind.
    #[must_use]
    pub fn page(&self) -> Detail {
        let sections = What::ALL.map(|what| self.section(what)).into_iter().flatten();
        Detail { title: self.title.clone(), sections: sections.collect() }
    }

    fn section(&self, what: What) -> Option<Section> {
        let other = match what {
            What::Contradicted => "against",
            What::Updated => "before",
            What::Corrected => "now",
            _ => "since",
        };
        let mut grid = Grid::new(vec![
            Column::page("about", "about"),
            Column::page("says", "says"),
            Column::page("facts", "facts").fold(),
            Column::page("day", "reported").keep(),
            Column::page("other", other),
            Column::page("other_facts", "facts").fold(),
        ]);
        grid.rows = self.lines.iter().filter(|line| line.what == what).map(page_cells).collect();
        if grid.rows.is_empty() {
            return None;
        }
        Some(Section::headed(heading(what), vec![Entry::Grid { key: what.as_str(), grid }]))
    }

    /// The changes as rows of data.
    #[must_use]
    pub fn rows(&self) -> Grid {
        let columns = [
            "change",
            "indicator",
            "place",
            "scope",
            "says",
            "day",
            "facts",
            "reports",
            "other",
            "other_facts",
            "other_reports",
        ]
        .map(Column::data);
        let rows = self.lines.iter().map(cells).collect();
        Grid { rows, ..Grid::new(columns.into()) }
    }
}

fn heading(what: What) -> &'static str {
    match what {
        What::Contradicted => "Newly contradicted",
        What::Updated => "Updated by the same claimant",
        What::New => "New",
        What::Corrected => "Corrected",
        What::Retracted => "Retracted or rejected",
        What::Restored => "Counts again",
        What::Quiet => "Gone quiet",
    }
}

/// The days and the number of changes, in one line.
fn title(found: &diff::Diff<'_>, between: Between) -> String {
    let how = if between.recorded { "recorded" } else { "published" };
    let days = format!(
        "{how} after {} and by {}",
        wording::day(between.from, None),
        wording::day(between.to, None)
    );
    let count = |what: What| found.changes.iter().filter(|change| change.what == what).count();
    let parts = What::ALL.iter().map(|what| (count(*what), what.as_str()));
    let mut parts: Vec<String> =
        parts.filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if parts.is_empty() {
        parts.push("nothing changed".to_owned());
    }
    if found.known_before > 0 {
        let again = counted(found.known_before, "fact repeats", "facts repeat");
        parts.push(format!("{again} what was known"));
    }
    format!("{days}: {}", parts.join("; "))
}

fn line(change: &Change<'_>, rows: &Selection) -> Line {
    let newest = change.said[0];
    let says = fact_words::each_said(rows, &change.said).into_iter().map(|(words, _)| words);
    let other = match (change.other.first(), change.silent) {
        (Some(one), _) if change.other.len() > 1 => {
            let more = counted(change.other.len() - 1, "other fact", "other facts");
            format!("{}; {more}", fact_words::said(rows, one))
        }
        (Some(one), _) => fact_words::said(rows, one),
        (None, Some((silent, usual))) => {
            let days = |count: i64| format!("{count} {}", if count == 1 { "day" } else { "days" });
            format!("silent for {}, usually {}", days(silent), days(usual))
        }
        (None, None) => String::new(),
    };
    Line {
        what: change.what,
        indicator: newest.indicator.to_string(),
        place: newest.place.to_string(),
        scope: newest.scope.as_deref().map(str::to_owned),
        about: fact_words::what(rows, newest, newest.scope.as_deref()),
        says: compare::first_of(says),
        day: change.reported(),
        facts: fact_words::uids(&change.said),
        reports: fact_words::reports(&change.said),
        other,
        other_facts: fact_words::uids(&change.other),
        other_reports: fact_words::reports(&change.other),
    }
}

fn page_cells(line: &Line) -> Vec<Cell> {
    let emphasis = if line.what == What::Contradicted { Emphasis::Bad } else { Emphasis::Plain };
    vec![
        Cell::words(&line.about, Emphasis::Strong),
        Cell::text(&line.says),
        Cell::words(fact_words::sources(&line.facts, &line.reports), Emphasis::Faint),
        line.day.map_or(Cell::Empty, |day| Cell::text(wording::day(day, None))),
        Cell::words(&line.other, emphasis),
        Cell::words(fact_words::sources(&line.other_facts, &line.other_reports), Emphasis::Faint),
    ]
}

fn cells(line: &Line) -> Vec<Cell> {
    let ids = |facts: &[Uid]| Cell::List(facts.iter().map(ToString::to_string).collect());
    vec![
        Cell::text(line.what.as_str()),
        Cell::text(&line.indicator),
        Cell::text(&line.place),
        Cell::said(line.scope.as_ref()),
        Cell::text(&line.says),
        Cell::day(line.day),
        ids(&line.facts),
        Cell::List(line.reports.clone()),
        Cell::text(&line.other),
        ids(&line.other_facts),
        Cell::List(line.other_reports.clone()),
    ]
}
