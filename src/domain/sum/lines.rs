//! Lines of a sum: what the facts of each indicator, unit and group add up to.

use super::cells::{Cell, Cells};
use super::events::{Event, events};
use super::item::{Entry, Item, LeftOut, Span, Taken, hedges, take};
use super::node::{Apart, Node};
use super::parts::sum;
use super::portions::Portions;
use super::running::{Placed, aligned, placed};
use super::several::counts_of_several;
use super::tally::Tally;
use super::units::{Counted, by_unit};
use super::{corrections, totals};
use super::{days, label::Label};
use crate::domain::compare::Name;
use crate::domain::compare::origins::{Origins, Republished};
use crate::domain::compare::voice::{Days, Rules};
use crate::domain::group_counts::Dimension;
use crate::domain::identity::Uid;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::selection::Selection;
use crate::domain::when::{Qualifier, Window};
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;

/// What a sum was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The rows that the facts refer to: indicators, actors and places.
    pub rows: &'a Selection,
    /// Which reports repeat which.
    pub republished: &'a Republished,
    /// The window of time; a period that lies partly outside it is left out.
    pub window: Option<Window>,
    /// Month, year or day, for a separate line each; `None` for one line over all time.
    pub by: Option<Dimension>,
    /// Whether each group of the entries has its own line.
    pub by_group: bool,
}

/// The sum of the facts of one indicator and unit in one group.
#[derive(Clone, Debug)]
pub struct Line {
    /// The group, as given by the entries.
    pub group: u32,
    /// Key of the indicator.
    pub indicator: Name,
    /// The unit of a separate series; `None` for the indicator's own unit.
    pub unit: Option<Name>,
    /// The innermost place that contains everything that was added; `None` if there is none.
    pub place: Option<Name>,
    /// The first and the last day: of the months or years asked for, or else of what was added.
    /// `None` if nothing has a date.
    pub period: Option<Days>,
    /// Whether reports call the first and the last day approximate or uncertain; empty for months and years.
    pub hedged: [Option<Qualifier>; 2],
    /// The sum; `None` if nothing could be added.
    pub tally: Option<Tally>,
    /// The number of facts behind the sum.
    pub facts: usize,
    /// The number of reports behind the sum.
    pub reports: usize,
    /// How many separate utterances are behind them.
    pub origins: Origins,
    /// How many running totals are counted by the difference from an earlier one.
    pub differences: usize,
    /// The facts that could not be added.
    pub left_out: LeftOuts,
}

/// How many facts were left out, by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOuts(pub BTreeMap<LeftOut, usize>);

impl LeftOuts {
    /// How many facts were left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }
}

/// Adds entries up, by indicator, group, unit and, if asked for, month, year or day.
#[must_use]
pub fn sums<'a>(entries: &[Entry<'a>], asked: Asked<'a>) -> Vec<Line> {
    let mut sorted: Vec<&Entry<'a>> = entries.iter().collect();
    let group = |one: &Entry<'_>| if asked.by_group { one.group } else { 0 };
    sorted.sort_unstable_by(|a, b| {
        let key = |one: &Entry<'_>| (group(one), one.statement.uid);
        a.statement.indicator.cmp(&b.statement.indicator).then(key(a).cmp(&key(b)))
    });
    let mut lines = Vec::new();
    let is_one = |a: &&Entry<'_>, b: &&Entry<'_>| {
        group(a) == group(b) && a.statement.indicator == b.statement.indicator
    };
    for chunk in sorted.chunk_by(is_one) {
        for (unit, entries) in by_unit(chunk) {
            lines.append(&mut of_series(&entries, unit, asked));
        }
    }
    lines
}

/// The lines of one indicator, unit and group.
fn of_series<'a>(entries: &[Counted<'_, 'a>], unit: Option<&Name>, asked: Asked<'a>) -> Vec<Line> {
    let Some((first, _)) = entries.first() else { return Vec::new() };
    let indicator = &first.statement.indicator;
    let rules = rules(asked.rows, indicator, first.statement.nature);
    let mut items = Vec::with_capacity(entries.len());
    let mut left: BTreeMap<Option<Days>, LeftOuts> = BTreeMap::new();
    let mut again = HashSet::default();
    for (entry, is_again) in entries {
        match take(entry, rules, asked.window) {
            Taken::Item(item) => {
                again.extend(is_again.then_some(entry.statement.uid));
                items.push(item);
            }
            Taken::Left(..) if *is_again => {}
            Taken::Left(why, days) => {
                let within = asked.by.and_then(|by| days.map(|days| aligned(days, by)));
                *left.entry(within).or_default().0.entry(why).or_default() += 1;
            }
        }
    }
    let mut by_time: BTreeMap<Option<Days>, Added<'a>> = BTreeMap::new();
    match asked.by {
        Some(by) => {
            for one in placed(&corrections::without_corrected(items), by) {
                by_time.entry(Some(one.within)).or_default().add(one, &again);
            }
        }
        None if items.is_empty() => {}
        None => drop(by_time.insert(None, Added::all(items, &again))),
    }
    let times: Vec<Option<Days>> = left.keys().chain(by_time.keys()).copied().collect();
    let times: std::collections::BTreeSet<Option<Days>> = times.into_iter().collect();
    let line = |time: Option<Days>| {
        let added = by_time.remove(&time).unwrap_or_default();
        let left_out = left.remove(&time).unwrap_or_default();
        let line = Line { left_out, ..Line::empty(first.group, indicator, unit, time) };
        line.filled(&added, asked)
    };
    times.into_iter().map(line).collect()
}

/// The rules by which the facts of an indicator are compared.
fn rules(rows: &Selection, indicator: &str, nature: Nature) -> Rules {
    let row = rows.indicators.get(indicator);
    Rules {
        nature,
        measures: row.map_or(Measure::Count, |row| row.measures),
        window: row.map_or(7, |row| i64::from(row.window_days)),
    }
}

/// What is added up in one line.
#[derive(Default)]
struct Added<'a> {
    items: Vec<Item<'a>>,
    /// How many of them are counted in another line, too.
    again: usize,
    /// How many of them are what a running total adds to an earlier one.
    differences: usize,
}

impl<'a> Added<'a> {
    /// All items in one line. They are many, and so they are not copied.
    fn all(items: Vec<Item<'a>>, again: &HashSet<Uid>) -> Self {
        let again = items.iter().filter(|item| again.contains(&item.voice.statement.uid)).count();
        Self { items, again, differences: 0 }
    }

    fn add(&mut self, one: Placed<'a>, again: &HashSet<Uid>) {
        let is_again = one.is_again || again.contains(&one.item.voice.statement.uid);
        self.again += usize::from(is_again);
        self.differences += usize::from(one.is_difference);
        self.items.push(one.item);
    }
}

impl Line {
    fn empty(group: u32, indicator: &Name, unit: Option<&Name>, period: Option<Days>) -> Self {
        Self {
            group,
            indicator: indicator.clone(),
            unit: unit.cloned(),
            place: None,
            period,
            hedged: [None; 2],
            tally: None,
            facts: 0,
            reports: 0,
            origins: Origins::default(),
            differences: 0,
            left_out: LeftOuts::default(),
        }
    }

    /// The line, filled in with the sum of items.
    fn filled<'a>(self, added: &Added<'a>, asked: Asked<'a>) -> Self {
        let items = &added.items;
        if items.is_empty() {
            return self;
        }
        let statements = || items.iter().map(|item| item.voice.statement);
        let reports: HashSet<&str> = statements().map(|one| &*one.report).collect();
        let first = items.iter().map(|item| item.span.outer().first).min();
        let last = items.iter().map(|item| item.span.outer().last).max();
        let covered = first.zip(last).map(|(first, last)| Days { first, last });
        let is_of_days = matches!(asked.by, None | Some(Dimension::Day));
        let days = covered.filter(|_| is_of_days);
        Self {
            place: common_place(statements().map(|one| &*one.place), asked.rows).map(Name::from),
            period: self.period.or(covered),
            hedged: days.map_or([None; 2], |days| hedges(items, days)),
            tally: Some(added_up(items, asked.rows)),
            facts: items.len() - added.again,
            reports: reports.len(),
            origins: Origins::of(statements(), asked.rows, asked.republished),
            differences: added.differences,
            ..self
        }
    }
}

/// The innermost place in which all these places lie.
fn common_place<'a>(places: impl Iterator<Item = &'a str>, rows: &'a Selection) -> Option<&'a str> {
    let distinct: HashSet<&str> = places.collect();
    let mut common: Option<Vec<&'a str>> = None;
    for place in distinct {
        let mut path: Vec<&str> = rows.path(place).map(|row| row.key.as_str()).collect();
        if path.is_empty() {
            path.push(place);
        }
        path.reverse();
        common = Some(match common {
            None => path,
            Some(known) => {
                let both = known.iter().zip(&path).take_while(|(a, b)| a == b);
                both.map(|(place, _)| *place).collect()
            }
        });
    }
    common?.last().copied()
}

/// The sum of the items of one indicator and unit.
fn added_up<'a>(items: &[Item<'a>], rows: &'a Selection) -> Tally {
    let mut cells = Cells::default();
    let mut by_cell: BTreeMap<Cell, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    let portions = Portions::of(items);
    let items = &*portions.raised(items);
    let counted = |at: &usize| !portions.included.contains(at);
    for (at, item) in items.iter().enumerate().filter(|(at, _)| counted(at)) {
        let one = item.voice.statement;
        let cell =
            Cell { place: cells.place(&one.place, rows), scope: cells.scope(one.scope.as_deref()) };
        let (single, periods) = by_cell.entry(cell).or_default();
        match item.span {
            Span::OneDay(_) => single.push(at),
            Span::Period { .. } => periods.push(at),
        }
    }
    cells.nest_scopes();
    let threads: HashSet<&str> = by_cell
        .values()
        .flat_map(|(_, periods)| periods)
        .filter_map(|at| Label::of(&items[*at]).thread)
        .collect();
    let mut nodes = Vec::new();
    for (cell, (single, periods)) in &by_cell {
        let mut of_periods = totals::totals(items, periods);
        corrections::correct(&mut of_periods);
        totals::add_up(&mut of_periods);
        nodes.extend(of_periods.iter().map(|total| Node::of_total(*cell, total)));
        let several = counts_of_several(items, single);
        let single: Vec<usize> =
            single.iter().copied().filter(|at| !several.contains(at)).collect();
        let found = events(items, &single);
        for (apart, events) in by_thread(found, &threads) {
            let lumps = days::lumps(&events, items);
            nodes.extend(lumps.iter().map(|lump| Node::of_lump(*cell, lump, apart)));
        }
    }
    sum(nodes, &cells)
}

/// Adds events up; those of a thread that has totals are added separately.
fn by_thread<'a>(
    events: Vec<Event<'a>>,
    threads: &HashSet<&'a str>,
) -> Vec<(Option<Apart<'a>>, Vec<Event<'a>>)> {
    if threads.is_empty() {
        return vec![(None, events)];
    }
    let mut by_thread: HashMap<Option<&str>, Vec<Event<'a>>> = HashMap::default();
    for event in events {
        let label = event.label;
        let thread = label.thread.filter(|one| label.row.is_none() && threads.contains(one));
        by_thread.entry(thread).or_default().push(event);
    }
    let mut apart: Vec<_> = by_thread.into_iter().collect();
    apart.sort_by_key(|(thread, _)| *thread);
    apart.into_iter().map(|(thread, events)| (thread.map(Apart::Thread), events)).collect()
}
