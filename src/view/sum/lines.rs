//! The lines of a sum: sorted, with the cells for pages and for data.

use super::{Fact, NotAdded, Sums, is_of_group, time, unit, words};
use crate::domain::compare::voice::Days;
use crate::domain::compare::{Interner, Name};
use crate::domain::group_counts::{Dimension, GroupValue};
use crate::domain::selection::Selection;
use crate::domain::sum::{Asked, Entry, LeftOuts, Line, sums};
use crate::domain::when::Window;
use crate::text::counts::counted;
use crate::view::counts::dimension::{WordedValue, columns, data_cells, page_cell, worded};
use crate::view::grid::{Cell, Column, Grid};
use crate::view::wording;
use foldhash::HashSet;
use std::collections::BTreeMap;

/// What the lines depend on besides the facts.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// At most this many lines.
    pub most: usize,
    /// The advice about lines that the limit leaves out.
    pub more: &'a str,
    /// The advice about figures that are valid as of a day.
    pub stocks: &'a str,
}

impl Sums {
    /// Adds up the facts that were collected, which are all facts of some indicators; they are dropped afterwards.
    /// `rows` has the indicators, places and actors that they refer to; a period that lies partly outside `window` is
    /// left out.
    pub fn add_up(&mut self, rows: &Selection, window: Option<Window>) {
        let facts = std::mem::take(&mut self.facts);
        let entries: Vec<Entry<'_>> = facts.iter().map(Fact::entry).collect();
        let republished = &self.collected.republished;
        let by = time(&self.by);
        let asked = Asked { rows, republished, window, by, by_group: true };
        self.lines.extend(sums(&entries, asked));
        if added(&self.lines).len() <= MOST_TOGETHER {
            self.together.extend(sums(&entries, Asked { by: None, by_group: false, ..asked }));
        }
        self.collected.interner = Interner::default();
    }

    /// The lines of the sums, with notes. `rows` has the indicators, places and actors that the lines refer to.
    #[must_use]
    pub fn table(mut self, rows: &Selection, options: &Options<'_>) -> Grid {
        let lines = std::mem::take(&mut self.lines);
        let mut shown = Shown::of(&self, lines, rows);
        let mut notes = shown.notes(&self, options);
        let all = shown.lines.len();
        shown.lines.truncate(options.most);
        notes.extend(crate::view::facts::left_out(all - shown.lines.len(), options.more));
        let cells = shown.lines.iter().map(|line| shown.cells(line)).collect();
        Grid { rows: cells, notes, ..Grid::new(shown.columns()) }
    }
}

/// The sort key of lines in one dimension: its words, or its days, with none last.
type SortValue = (Option<WordedValue>, Option<(bool, Option<Days>)>);

/// The lines, with the words for the values of their groups.
struct Shown<'a> {
    by: &'a [Dimension],
    rows: &'a Selection,
    lines: Vec<Line>,
    /// For each group, its values in the dimensions that are neither time, indicator nor unit.
    groups: Vec<Vec<(Dimension, WordedValue)>>,
}

impl<'a> Shown<'a> {
    fn of(sums: &'a Sums, lines: Vec<Line>, rows: &'a Selection) -> Self {
        let groups = worded_groups(sums);
        let mut shown = Self { by: &sums.by, rows, lines: Vec::new(), groups };
        let mut lines = lines;
        lines.sort_by_cached_key(|line| shown.order(line));
        shown.lines = lines;
        shown
    }

    /// Lines are sorted by the dimensions that were asked for, in that order, then by indicator and unit.
    fn order(&self, line: &Line) -> impl Ord + use<> {
        let values = &self.groups[line.group as usize];
        let asked: Vec<SortValue> = self
            .by
            .iter()
            .map(|by| match by {
                Dimension::Day | Dimension::Month | Dimension::Year => {
                    (None, Some((line.period.is_none(), line.period)))
                }
                Dimension::Indicator | Dimension::Unit => (None, None),
                by => {
                    (values.iter().find(|(of, _)| of == by).map(|(_, value)| value.clone()), None)
                }
            })
            .collect();
        let label = wording::measured(self.rows, &line.indicator, None);
        (asked, label, line.indicator.clone(), line.unit.clone(), line.group)
    }

    fn columns(&self) -> Vec<Column> {
        let mut all = vec![
            Column::data("place"),
            Column::data("period"),
            Column::data("indicator"),
            Column::data("unit"),
        ];
        for by in self.of_groups() {
            let of = columns(by).into_iter();
            all.extend(of.filter(|column| !is_place(by) || column.shown.on_page()));
        }
        let period = Column::page("period", "period");
        all.push(if time(self.by).is_some() { period } else { period.fold() });
        all.extend([
            Column::page("indicator", "indicator"),
            Column::page("sum", "sum"),
            Column::data("low"),
            Column::data("best"),
            Column::data("high"),
            Column::new("events", "events").right().keep(),
            Column::new("reports", "reports").right().keep(),
            Column::page("origins", "origins").right().keep(),
            Column::data("origins_low"),
            Column::data("origins_high"),
            Column::data("stated_total"),
            Column::data("difference"),
            Column::data("left_out"),
            Column::page("about", "about"),
        ]);
        all
    }

    fn of_groups(&self) -> impl Iterator<Item = Dimension> + use<'a> {
        self.by.iter().copied().filter(|by| is_of_group(*by))
    }

    fn cells(&self, line: &Line) -> Vec<Cell> {
        let values = &self.groups[line.group as usize];
        let by = time(self.by);
        let indicator = self.rows.indicators.get(&*line.indicator);
        let unit = unit(line, indicator);
        let place = values.iter().rev().find(|(by, value)| is_place(*by) && !is_unstated(value));
        let place = match place {
            Some((by, value)) => data_cells(*by, value).next().unwrap_or_default(),
            None => Cell::said(line.place.as_ref()),
        };
        let period = line.period.map(|days| words::edtf(days, by, line.hedged));
        let mut cells =
            vec![place, Cell::said(period), Cell::text(&*line.indicator), Cell::text(unit)];
        for (by, value) in values {
            cells.push(page_cell(value));
            if !is_place(*by) {
                cells.extend(data_cells(*by, value));
            }
        }
        let undated = by.map_or("", |_| "undated");
        cells.push(Cell::text(words::days(line, None).unwrap_or_else(|| undated.to_owned())));
        cells.push(Cell::text(wording::measured(self.rows, &line.indicator, None)));
        cells.extend(figures(line, unit));
        cells
    }
}

/// The cells for the sum of a line, and for the facts behind it.
fn figures(line: &Line, unit: &str) -> Vec<Cell> {
    let tally = line.tally.as_ref();
    let amount = tally.map(|tally| words::amount(&tally.amount, unit));
    let [low, best, high] = tally.map(|tally| words::figures(&tally.amount)).unwrap_or_default();
    let stated = tally.and_then(|tally| tally.stated);
    let total = stated.and_then(|stated| stated.total.best).and_then(words::number);
    let difference = stated.and_then(|stated| stated.difference()).and_then(words::number);
    let has_facts = line.reports > 0;
    let origins = |count: usize| Cell::Count(if has_facts { count } else { 0 });
    let (least, most) = (line.origins.least, line.origins.most);
    let span = if least == most { least.to_string() } else { format!("{least}-{most}") };
    vec![
        Cell::said(amount),
        Cell::number(low),
        Cell::number(best),
        Cell::number(high),
        Cell::Count(tally.map_or(0, |tally| tally.events)),
        Cell::Count(line.reports),
        Cell::text(if has_facts { span } else { String::new() }),
        origins(least),
        origins(most),
        Cell::number(total),
        Cell::number(difference),
        Cell::Count(line.left_out.count()),
        Cell::text(words::about(line)),
    ]
}

/// Whether the column of places has the values of a dimension.
fn is_place(by: Dimension) -> bool {
    matches!(by, Dimension::Place | Dimension::Admin1 | Dimension::Admin2)
}

fn is_unstated(value: &WordedValue) -> bool {
    matches!(value, WordedValue::Unstated(_))
}

/// The words for the values of each group.
fn worded_groups(sums: &Sums) -> Vec<Vec<(Dimension, WordedValue)>> {
    let dimensions: Vec<Dimension> =
        sums.by.iter().copied().filter(|by| is_of_group(*by)).collect();
    let mut groups = vec![Vec::with_capacity(dimensions.len()); sums.groups.len()];
    for (at, by) in dimensions.iter().enumerate() {
        let mut numbers: BTreeMap<&GroupValue, usize> = BTreeMap::new();
        for group in &sums.groups {
            let next = numbers.len();
            numbers.entry(&group[at]).or_insert(next);
        }
        let distinct: Vec<GroupValue> = numbers.keys().map(|value| (*value).clone()).collect();
        let words: BTreeMap<&GroupValue, WordedValue> =
            numbers.keys().copied().zip(worded(*by, &distinct)).collect();
        for (group, words_of) in sums.groups.iter().zip(&mut groups) {
            words_of.push((*by, words[&group[at]].clone()));
        }
    }
    groups
}

impl Shown<'_> {
    fn notes(&self, sums: &Sums, options: &Options<'_>) -> Vec<String> {
        let facts: usize = self.lines.iter().map(|line| line.facts).sum();
        let mut notes = Vec::new();
        if self.lines.is_empty() {
            notes.push("no facts to add up match".to_owned());
        } else if facts > 0 {
            let facts = counted(facts, "fact", "facts");
            notes.push(format!(
                "{facts}; each event counts once, and no total is added to its parts"
            ));
        }
        notes.extend(self.together(&sums.together));
        notes.extend(self.in_several(time(&sums.by)));
        let mut left = LeftOuts::default();
        for (why, count) in self.lines.iter().flat_map(|line| &line.left_out.0) {
            *left.0.entry(*why).or_default() += count;
        }
        notes.extend(words::left_out(&left));
        if sums.not_happened > 0 {
            let facts = counted(sums.not_happened, "fact", "facts");
            notes.push(format!(
                "not added: {facts} of what was planned, announced, forecast, demanded, postponed or denied"
            ));
        }
        let mut by_reason: BTreeMap<NotAdded, (Vec<&str>, usize)> = BTreeMap::new();
        for ((why, indicator), count) in &sums.not_added {
            let (names, facts) = by_reason.entry(*why).or_default();
            names.push(indicator);
            *facts += count;
        }
        for (why, (names, facts)) in by_reason {
            let advice = if why == NotAdded::Stock { options.stocks } else { "" };
            notes.push(format!("{}{advice}", words::not_added(why, &names, facts)));
        }
        notes
    }

    /// The sum over all lines of an indicator and unit, if there are several.
    fn together(&self, together: &[Line]) -> Vec<String> {
        let lines = added(&self.lines);
        if lines.len() > MOST_TOGETHER || lines.values().all(|count| *count < 2) {
            return Vec::new();
        }
        let several = |line: &&Line| {
            lines.get(&(&line.indicator, line.unit.as_ref())).is_some_and(|count| *count > 1)
        };
        let told = together.iter().filter(several).filter_map(|line| {
            let unit = unit(line, self.rows.indicators.get(&*line.indicator));
            let amount = words::amount(&line.tally.as_ref()?.amount, unit);
            let label = wording::measured(self.rows, &line.indicator, None);
            Some(format!("all lines together, each thing once: {label}, {amount}"))
        });
        told.collect()
    }

    /// Which lines include something that other lines also include.
    fn in_several(&self, by: Option<Dimension>) -> Vec<String> {
        let mut notes = Vec::new();
        let is_longer = |line: &&Line| {
            let edtf = |days: Days| words::edtf(days, by, [None; 2]);
            let starts = |days: Days| edtf(Days { last: days.first, ..days });
            by.is_some() && line.period.is_some_and(|days| edtf(days) != starts(days))
        };
        let longer = self.lines.iter().filter(is_longer).count();
        if let Some(by) = by.filter(|_| longer > 0) {
            notes.push(format!(
                "{} for periods that are in more than one {by}; do not add them to the others",
                counted(longer, "line is", "lines are")
            ));
        }
        if self.by.contains(&Dimension::Place) && self.has_nested_places() {
            notes.push(
                "some places are inside others that also have lines; do not add both".to_owned(),
            );
        }
        notes
    }

    fn has_nested_places(&self) -> bool {
        let places: HashSet<&str> =
            self.lines.iter().filter_map(|line| line.place.as_deref()).collect();
        let is_inside = |place: &&str| {
            self.rows.path(place).skip(1).any(|around| places.contains(around.key.as_str()))
        };
        places.iter().any(is_inside)
    }
}

/// If there are more indicators and units than this, no sum over all lines is shown.
const MOST_TOGETHER: usize = 4;

/// How many lines of each indicator and unit have a sum.
fn added(lines: &[Line]) -> BTreeMap<(&Name, Option<&Name>), usize> {
    let mut added = BTreeMap::new();
    for line in lines.iter().filter(|line| line.tally.is_some()) {
        *added.entry((&line.indicator, line.unit.as_ref())).or_default() += 1;
    }
    added
}
