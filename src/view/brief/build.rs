//! Builds a brief from collected facts.

use super::block::{Block, Kind, Line, Material};
use super::changed::Changed;
use super::fit::{self, Candidates};
use super::known::Known;
use super::weight::Weighed;
use super::{cited, disagree, missing};
use crate::domain::compare::Statement;
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::grouping::comparisons;
use crate::domain::indicator::Indicator;
use crate::domain::report::Restricted;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::collected::Collected;
use crate::view::diff::Snapshot;
use crate::view::gaps::{self, Gaps};
use crate::view::grid::{Cell, Column, Grid};
use crate::view::map::Map;
use crate::view::timeline::{Lane, Options, Source, Span, Timeline, TimelineFacts, restricted};
use crate::view::wording;
use chrono::Datelike;
use std::collections::BTreeSet;

/// A brief has at most this many lanes.
const MOST_LANES: usize = 7;
/// At most this many publishers of the last reports are named.
const MOST_PUBLISHERS: usize = 3;

/// A brief of a place as of a day.
#[derive(Debug)]
pub struct Brief {
    /// The names of the place and its country.
    pub title: String,
    /// The key of the place.
    pub place: String,
    /// The day of the brief.
    pub as_of: Day,
    /// The other conditions on the facts, in words; empty if there are none.
    pub asked: String,
    /// Counts of facts and reports, and the last report, in words.
    pub summary: String,
    /// The blocks that are not empty, in reading order.
    pub blocks: Vec<Block>,
    /// The days that the lanes show; `None` if no fact is dated.
    pub window: Option<Span>,
    /// The most important lanes of the timeline.
    pub lanes: Vec<Lane>,
    /// The cited reports, by date.
    pub sources: Vec<Source>,
    /// The number of further reports behind the lines.
    pub more_sources: usize,
    /// The places, with their current figures and states.
    pub map: Map,
    /// The reports behind the facts that are not public.
    pub restricted: Restricted,
}

/// What a brief was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The key of the place.
    pub place: &'a str,
    /// The day of the brief.
    pub as_of: Day,
}

impl Brief {
    /// A brief of the collected facts. `timeline` has the same facts, and those about enclosing places that apply to
    /// all places inside; `rows` has the rows that the facts refer to, and the place. `changed_since` is the day since
    /// which changes are listed, with all facts published by the day of the brief, including those that do not count
    /// any more; `None` lists no changes.
    #[must_use]
    pub fn of(
        facts: &Collected,
        timeline: TimelineFacts,
        rows: &Selection,
        asked: Asked<'_>,
        changed_since: Option<(Day, &Snapshot)>,
    ) -> Self {
        let Asked { place, as_of } = asked;
        let groups = groups(facts, rows);
        let everything = gaps::Asked { facts: None, today: as_of, days: None, limit: None };
        let gaps = Gaps::of(facts, rows, everything);
        let durations: Vec<gaps::Line> =
            gaps.lines.iter().filter(|line| line.kind == gaps::Kind::Duration).cloned().collect();
        let durations = &durations;
        let material = Material { facts, groups: &groups, rows, place, as_of, durations };
        let known = Known::of(&material);
        let mut blocks = vec![
            Candidates::of(Kind::Known, known.lines(&material)),
            Candidates::of(Kind::Disagree, disagreements(&material)),
            Candidates::of(Kind::Promised, missing::promised(facts, &gaps, &material)),
            Candidates::of(Kind::Silent, missing::silent(&gaps, &material)),
        ];
        let mut changes = None;
        if let Some((since, snapshot)) = changed_since {
            let changed = Changed::of(snapshot, since, &material);
            let mut block = Candidates::of(Kind::Changed, changed.lines(&material));
            block.heading = format!("{} since {}", block.heading, wording::day(since, None));
            blocks.insert(blocks.len() - 1, block);
            changes = Some(changed.summary(as_of));
        }
        let map = Map::of(&known.at_places(&material), rows);
        let timeline = Timeline::from_facts(timeline, rows, 0, place, &Options::default());
        let mut blocks = fit::onto_two_pages(blocks, timeline.lanes.len().min(MOST_LANES));
        let lanes = lanes(timeline.lanes, &blocks);
        let summary = summary(&facts.statements, &timeline.sources, as_of);
        let summary =
            [Some(summary), changes].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let restricted = restricted(&timeline.sources);
        let counted = counted_reports(&facts.statements);
        let (sources, more_sources) = cited::cite(&mut blocks, &timeline.sources, &counted);
        Self {
            title: timeline.head.title,
            place: place.to_owned(),
            as_of,
            asked: String::new(),
            summary,
            blocks,
            window: timeline.window,
            lanes,
            sources,
            more_sources,
            restricted,
            map,
        }
    }
}

impl Brief {
    /// The lines as rows of data, one for each part.
    #[must_use]
    pub fn rows(&self) -> Grid {
        let columns =
            ["block", "indicator", "place", "label", "says", "notes", "disputed", "reports"];
        let mut grid = Grid::new(columns.map(Column::data).into());
        for block in &self.blocks {
            for line in &block.lines {
                grid.rows.extend(line.parts.iter().map(|part| {
                    vec![
                        Cell::text(block.kind.as_str()),
                        Cell::text(&line.indicator),
                        Cell::text(&line.place),
                        Cell::text(&line.label),
                        Cell::text(&part.words),
                        Cell::text(line.notes.join("; ")),
                        Cell::Flag(line.is_disputed),
                        Cell::List(part.reports.clone()),
                    ]
                }));
            }
        }
        grid
    }
}

/// A line for each contradiction between collected facts and for each duration that does not fit, as a brief has them,
/// the most important first.
#[must_use]
pub fn contradictions(facts: &Collected, rows: &Selection, asked: Asked<'_>) -> Vec<Line> {
    let Asked { place, as_of } = asked;
    let groups = groups(facts, rows);
    let durations = &gaps::durations(facts, rows);
    let material = Material { facts, groups: &groups, rows, place, as_of, durations };
    disagreements(&material).into_iter().map(|weighed| weighed.line).collect()
}

/// Contradictions, the most important first, and stated durations that do not fit.
fn disagreements(material: &Material<'_>) -> Vec<Weighed> {
    let mut lines = disagree::lines(material);
    lines.extend(missing::durations(material));
    lines.sort_by(|a, b| a.order().cmp(&b.order()));
    lines
}

/// All groups of facts about the same thing, by indicator.
fn groups<'a>(facts: &'a Collected, rows: &'a Selection) -> Vec<Comparison<'a>> {
    let mut groups = Vec::new();
    each_indicator(facts, rows, |statements, wider, indicator| {
        groups.extend(comparisons(statements, wider, indicator, rows, &facts.republished));
    });
    groups
}

/// Calls `each` for each indicator with the statements about it, those about enclosing places, and its row.
fn each_indicator<'a>(
    facts: &'a Collected,
    rows: &'a Selection,
    mut each: impl FnMut(&[&'a Statement], &[&'a Statement], Option<&'a Indicator>),
) {
    let wider = facts.wider_by_indicator();
    for (key, statements) in facts.by_indicator() {
        let wider = wider.get(key).map_or(&[][..], Vec::as_slice);
        each(&statements, wider, rows.indicators.get(&**key));
    }
}

/// The lanes of the indicators that the blocks name first, in the order of the timeline.
fn lanes(mut lanes: Vec<Lane>, blocks: &[Block]) -> Vec<Lane> {
    // If there are lanes for several scopes, only the first: the one for all people or things, if there is one.
    lanes.dedup_by(|scope, all| scope.indicator == all.indicator && scope.unit == all.unit);
    let lines = || blocks.iter().flat_map(|block| &block.lines);
    let rank = |lane: &Lane| {
        let first = lines().position(|line| line.indicator == lane.indicator);
        (first.unwrap_or(usize::MAX), lane.unit.is_some())
    };
    let mut ranks: Vec<_> = lanes.iter().map(rank).collect();
    ranks.sort_unstable();
    if let Some(last) = ranks.get(MOST_LANES.saturating_sub(1)) {
        lanes.retain(|lane| rank(lane) <= *last);
        lanes.truncate(MOST_LANES);
    }
    lanes
}

/// The reports of statements that count.
fn counted_reports(statements: &[Statement]) -> BTreeSet<&str> {
    statements.iter().filter(|one| one.counts).map(|one| &*one.report).collect()
}

/// `45 facts from 10 reports, 20-24 Oct 2016 · last report 24 Oct (VOA News, The Daily Star)`.
fn summary(statements: &[Statement], sources: &[Source], as_of: Day) -> String {
    let counts: Vec<&Statement> = statements.iter().filter(|one| one.counts).collect();
    let reports = counted_reports(statements);
    let published = || counts.iter().filter_map(|one| one.published);
    let facts = counted(counts.len(), "fact", "facts");
    let from = counted(reports.len(), "report", "reports");
    let Some((first, last)) = published().min().zip(published().max()) else {
        return format!("{facts} from {from}");
    };
    let span = wording::span(first, last, Some(as_of.year()));
    let of_last: BTreeSet<&str> =
        counts.iter().filter(|one| one.published == Some(last)).map(|one| &*one.report).collect();
    let mut publishers: Vec<&str> = Vec::new();
    for source in sources.iter().filter(|source| of_last.contains(&*source.report)) {
        if !publishers.contains(&&*source.publisher) {
            publishers.push(&source.publisher);
        }
    }
    let more = if publishers.len() > MOST_PUBLISHERS { ", …" } else { "" };
    publishers.truncate(MOST_PUBLISHERS);
    let day = wording::day(last, Some(as_of.year()));
    format!("{facts} from {from}, {span} · last report {day} ({}{more})", publishers.join(", "))
}
