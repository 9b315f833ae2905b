//! Finds the newest figure of each series. A series is an indicator, scope and unit at a place.

use super::{NO_ADVICE, data_columns, data_row, left_out, standing, value, when};
use crate::domain::compare::standing::{is_figure, newness};
use crate::domain::compare::{Interner, Name};
use crate::domain::fact::Draft;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::view::grid::{Cell, Column, Grid};
use crate::view::series::SeriesUnits;
use crate::view::wording;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// The newest figure of each series, found while facts pass by. Only `F` is kept of each fact: what
/// the caller needs to find the fact again.
///
/// The newest figure is the one for the latest day (the last day of its time, but the day of
/// publication if that is earlier or the end is open), then the one published last, then the one
/// added last. Retracted, replaced and rejected facts do not count, nor do denials and what lies ahead
/// of its report.
#[derive(Debug)]
pub struct Latest<F> {
    series: HashMap<Series, Newest<F>>,
    interner: Interner,
    units: SeriesUnits,
}

/// The series that a fact belongs to.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Series {
    place: Name,
    indicator: Name,
    scope: Option<Name>,
    /// The unit that sets the series apart; `None` for the indicator's own unit.
    unit: Option<Name>,
}

#[derive(Debug)]
struct Newest<F> {
    as_of: (Option<Day>, Option<Day>),
    fact: F,
    figures: usize,
}

impl<F> Default for Latest<F> {
    fn default() -> Self {
        Self {
            series: HashMap::new(),
            interner: Interner::default(),
            units: SeriesUnits::default(),
        }
    }
}

impl<F> Latest<F> {
    /// Takes a fact into account; `rows` has the rows that it names.
    pub fn add(&mut self, rows: &Selection, recorded: &RecordedFact, fact: F) {
        let report = rows.reports.get(&recorded.fact.report);
        if !is_figure(recorded, report) {
            return;
        }
        let as_of = newness(recorded, report);
        let indicator = rows.indicators.get(&recorded.fact.indicator);
        let unit = self.units.of(&recorded.fact, indicator, &mut self.interner);
        match self.series.entry(Series::of(&recorded.fact, unit, &mut self.interner)) {
            Entry::Vacant(new) => _ = new.insert(Newest { as_of, fact, figures: 1 }),
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.figures += 1;
                if as_of >= known.as_of {
                    (known.as_of, known.fact) = (as_of, fact);
                }
            }
        }
    }

    /// The facts with the newest figures, by place and indicator, each with the number of figures
    /// in its series.
    #[must_use]
    pub fn sorted(self, rows: &Selection) -> Vec<(F, usize)> {
        let mut all: Vec<_> = self.series.into_iter().collect();
        all.sort_by_cached_key(|(series, _)| {
            let place = (wording::place(rows, &series.place).to_owned(), series.place.clone());
            let measured = wording::measured(rows, &series.indicator, series.scope.as_deref());
            (place, measured, series.indicator.clone(), series.unit.clone())
        });
        all.into_iter().map(|(_, newest)| (newest.fact, newest.figures)).collect()
    }
}

impl Series {
    fn of(fact: &Draft, unit: Option<Name>, interner: &mut Interner) -> Self {
        Self {
            place: interner.text(&fact.place),
            indicator: interner.text(&fact.indicator),
            scope: fact.scope.as_ref().map(|scope| interner.text(scope)),
            unit,
        }
    }
}

/// The columns of [`latest_page_row`].
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

/// The newest figure of a series, for a page; `figures` is how many the series has, `rows` has the
/// rows that the fact names.
#[must_use]
pub fn latest_page_row(rows: &Selection, recorded: &RecordedFact, figures: usize) -> Vec<Cell> {
    let fact: &Draft = &recorded.fact;
    let report = rows.reports.get(&fact.report);
    vec![
        Cell::text(wording::place(rows, &fact.place)),
        Cell::text(wording::measured(rows, &fact.indicator, fact.scope.as_deref())),
        Cell::text(value(fact)),
        standing(recorded, report),
        when(recorded),
        Cell::text(wording::who(rows, &fact.claimants, &fact.via)),
        Cell::link(
            wording::marked(&fact.report, report),
            report.and_then(|report| report.url.as_deref()),
        ),
        Cell::Count(figures),
    ]
}

/// The column with the number of figures in a series, for pages and data.
fn figures_column() -> Column {
    Column::new("figures", "figures").right().keep()
}

/// The columns of [`latest_data_row`].
pub fn latest_data_columns() -> impl Iterator<Item = Column> {
    std::iter::once(figures_column()).chain(data_columns())
}

/// The newest figure of a series, for data: the number of figures, then all that the fact states.
pub fn latest_data_row<'a>(
    rows: &'a Selection,
    recorded: &'a RecordedFact,
    figures: usize,
) -> impl Iterator<Item = Cell> + use<'a> {
    std::iter::once(Cell::Count(figures)).chain(data_row(rows, recorded))
}

/// The newest figures of a selection, with the columns of pages and of data.
#[must_use]
pub fn latest(selection: &Selection) -> Grid {
    let mut latest = Latest::default();
    selection.facts.iter().for_each(|recorded| latest.add(selection, recorded, recorded));
    let row = |(recorded, figures): (&RecordedFact, usize)| {
        let mut row = latest_page_row(selection, recorded, figures);
        row.extend(data_row(selection, recorded));
        row
    };
    let mut columns = latest_columns();
    columns.extend(data_columns());
    let rows: Vec<_> = latest.sorted(selection).into_iter().map(row).collect();
    let notes = latest_notes(rows.len(), selection.left_out, NO_ADVICE);
    Grid { rows, notes, ..Grid::new(columns) }
}

/// Notes below the newest figures: that none match, and how many were left out. `advice` says what
/// to do about those left out.
#[must_use]
pub fn latest_notes(rows: usize, left: usize, advice: &str) -> Vec<String> {
    let none = (rows == 0).then(|| "no figures match".to_owned());
    none.into_iter().chain(left_out(left, advice)).collect()
}
