//! The newest figure of each series: of each indicator and scope at each place.

use super::{data_columns, data_row, left_out, standing, value, when};
use crate::domain::compare::standing::{is_figure, newness};
use crate::domain::compare::{Interner, Name};
use crate::domain::fact::Draft;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::view::grid::{Cell, Column, Grid};
use crate::view::wording;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The newest figure of each series, found while facts are read past: one fact of each is held.
/// Newest is the one that holds as of the latest day (the last day of its when, or the publication
/// where that is earlier or the end is open), then the one published last, then the one that comes
/// last. Retracted and replaced facts do not count, nor does what is forecast, demanded or denied.
#[derive(Debug, Default)]
pub struct Latest {
    series: HashMap<Series, Newest>,
    interner: Interner,
}

/// What is followed: indicator, place and scope.
type Series = (Name, Name, Option<Name>);

#[derive(Debug)]
struct Newest {
    as_of: (Option<Day>, Option<Day>),
    figure: LatestFigure,
}

/// The newest figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct LatestFigure {
    /// The fact that states it.
    pub recorded: RecordedFact,
    /// How many figures the series has.
    pub figures: usize,
}

impl Latest {
    /// Looks at a fact; `rows` has the rows that it names.
    pub fn add(&mut self, rows: &Selection, recorded: RecordedFact) {
        let report = rows.reports.get(&recorded.fact.report);
        if !is_figure(&recorded, report) {
            return;
        }
        let as_of = newness(&recorded, report);
        let fact: &Draft = &recorded.fact;
        let indicator = self.interner.text(&fact.indicator);
        let place = self.interner.text(&fact.place);
        let scope = fact.scope.as_ref().map(|scope| self.interner.text(scope));
        match self.series.entry((indicator, place, scope)) {
            Entry::Vacant(new) => {
                let figure = LatestFigure { recorded, figures: 1 };
                new.insert(Newest { as_of, figure });
            }
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.figure.figures += 1;
                if as_of >= known.as_of {
                    known.as_of = as_of;
                    known.figure.recorded = recorded;
                }
            }
        }
    }

    /// The figures by place, then by what they measure.
    #[must_use]
    pub fn sorted(self, rows: &Selection) -> Vec<LatestFigure> {
        let mut figures: Vec<LatestFigure> =
            self.series.into_values().map(|newest| newest.figure).collect();
        figures.sort_by_cached_key(|figure| {
            let fact: &Draft = &figure.recorded.fact;
            let place = (wording::place(rows, &fact.place).to_owned(), fact.place.clone());
            (place, wording::measured(rows, fact), fact.indicator.clone())
        });
        figures
    }
}

impl LatestFigure {
    /// The figure as people read it, in the order of the page columns of [`latest_columns`].
    #[must_use]
    pub fn page_row(&self, rows: &Selection) -> Vec<Cell> {
        let recorded = &self.recorded;
        let fact: &Draft = &recorded.fact;
        let report = rows.reports.get(&fact.report);
        vec![
            Cell::text(wording::place(rows, &fact.place)),
            Cell::text(wording::measured(rows, fact)),
            Cell::text(value(fact)),
            standing(recorded, report),
            when(recorded),
            Cell::text(wording::who(rows, fact.claimant.as_deref(), &fact.via)),
            Cell::link(&fact.report, report.and_then(|report| report.url.as_deref())),
            Cell::Count(self.figures),
        ]
    }

    /// Everything that the fact says, after how many figures there are, in the order of
    /// [`latest_data_columns`].
    pub fn data_row<'a>(&'a self, rows: &'a Selection) -> impl Iterator<Item = Cell> + use<'a> {
        std::iter::once(Cell::Count(self.figures)).chain(data_row(rows, &self.recorded))
    }
}

/// The columns of a page of newest figures.
#[must_use]
pub fn latest_columns() -> Vec<Column> {
    vec![
        Column::page("place", "place"),
        Column::page("indicator", "indicator"),
        Column::page("value", "value").right(),
        Column::page("status", "status").fold(),
        Column::page("as-of", "as of"),
        Column::page("by", "according to"),
        Column::page("report", "report").keep().fold(),
        figures_column(),
    ]
}

fn figures_column() -> Column {
    Column::new("figures", "figures").right().keep()
}

/// The columns of data of newest figures.
pub fn latest_data_columns() -> impl Iterator<Item = Column> {
    std::iter::once(figures_column()).chain(data_columns())
}

/// The newest figures of a selection, with the columns of pages and of data.
#[must_use]
pub fn latest(selection: &Selection) -> Grid {
    let mut latest = Latest::default();
    selection.facts.iter().for_each(|recorded| latest.add(selection, recorded.clone()));
    let row = |figure: LatestFigure| {
        let mut row = figure.page_row(selection);
        row.extend(data_row(selection, &figure.recorded));
        row
    };
    let mut columns = latest_columns();
    columns.extend(data_columns());
    let rows: Vec<_> = latest.sorted(selection).into_iter().map(row).collect();
    let notes = latest_notes(rows.len(), selection.left_out);
    Grid { rows, notes, ..Grid::new(columns) }
}

/// What a reader of newest figures should know besides: that there is none, and how many the limit
/// left out.
#[must_use]
pub fn latest_notes(rows: usize, left: usize) -> Vec<String> {
    let none = (rows == 0).then(|| "no figures match".to_owned());
    none.into_iter().chain(left_out(left)).collect()
}
