//! The current figure of each series, for `factline table --latest`.

use super::compared::Part;
use super::hints;
use super::parts::{Way, each_part};
use super::table_output::TableOutput;
use crate::domain::filter::Filter;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Day;
use crate::render::{Format, RowShelf};
use crate::store::{RowsOfFacts, Store};
use crate::view;
use crate::view::facts::{CurrentFigure, Latest};
use crate::view::grid::Grid;
use std::io::{self, Write};

/// The most bytes of rows that are held; more are kept in a file until they are written.
const MOST_IN_MEMORY: usize = 4 << 20;

/// Writes the current figures of the facts that match a filter: as many as its limit allows, and without one at most
/// `most`.
pub(super) fn write(
    store: &Store,
    filter: &Filter,
    (today, most): (Option<Day>, usize),
    to: TableOutput<'_>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let asked = filter.limit;
    let filter = Filter { limit: None, ..filter.clone() };
    if asked.is_none() && to.format.is_data() && to.format != Format::Workbook {
        return all(store, (&filter, Way::COMPARED), today, to.format, out);
    }
    let most = asked.unwrap_or(most);
    let mut found = Latest::default();
    let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        Ok(Latest::of(&part.facts, &part.numbers, named.rows()))
    };
    each_part(store, &filter, Way::COMPARED, of_part, |more| {
        found.join(more, most);
        Ok(())
    })?;
    let all = found.all;
    let found = found.first(most);
    let mut named = store.rows_of_facts(&filter);
    if to.format.is_data() {
        let mut rows = to.rows(view::facts::latest_data_columns().collect(), out)?;
        each_newest(store, &filter, &found, &mut named, |named, recorded, stood| {
            let cells = view::facts::latest_data_row(named, recorded, stood, today);
            rows.row(cells.iter())
        })?;
        return Ok(rows.finish(&[])?);
    }
    let mut grid = Grid::new(view::facts::latest_columns());
    each_newest(store, &filter, &found, &mut named, |named, recorded, stood| {
        grid.rows.push(view::facts::latest_page_row(named, recorded, stood, today));
        Ok(())
    })?;
    let more = if asked.is_none() { all - found.len() } else { 0 };
    grid.notes = view::facts::latest_notes(all, more, hints::more(to.format));
    Ok(to.grid(&grid, out)?)
}

/// Writes all current figures as CSV or JSON. There may be very many, so that their rows are kept in a file until their
/// order is known.
fn all(
    store: &Store,
    (filter, way): (&Filter, Way),
    today: Option<Day>,
    format: Format,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let file = tempfile::spooled_tempfile(MOST_IN_MEMORY);
    let shelf = RowShelf::new(view::facts::latest_data_columns().collect(), format, file)?;
    let of_part = |store: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        let found = Latest::of(&part.facts, &part.numbers, named.rows()).first(usize::MAX);
        drop(part);
        let mut rows = shelf.fill();
        each_newest(store, filter, &found, named, |named, recorded, stood| {
            let cells = view::facts::latest_data_row(named, recorded, stood, today);
            rows.add(stood.key(), &cells)
        })?;
        Ok(rows.finish()?)
    };
    let mut rows = Vec::new();
    each_part(store, filter, way.with_titles(true), of_part, |part| {
        rows.push(part);
        Ok(())
    })?;
    Ok(shelf.write(&rows, |_| true, out)?)
}

/// Calls `show` with each of some current figures and its newest fact, and with the rows that the fact refers to.
fn each_newest(
    store: &Store,
    filter: &Filter,
    found: &[CurrentFigure],
    named: &mut RowsOfFacts<'_>,
    mut show: impl FnMut(&Selection, &RecordedFact, &CurrentFigure) -> io::Result<()>,
) -> anyhow::Result<()> {
    let facts: Vec<_> = found.iter().map(CurrentFigure::fact).collect();
    let mut found = found.iter();
    store.stream_numbered(filter, &facts, |fact| {
        let recorded = named.read(fact)?;
        let Some(stood) = found.next() else { return Ok(()) };
        Ok::<_, anyhow::Error>(show(named.rows(), &recorded, stood)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::Context;
    use crate::cli::demo;
    use crate::render::RowWriter;
    use crate::store::{FactOrder, StoreError};

    /// Rows that were written as they were found, in the order of all.
    fn at_once(store: &Store, filter: &Filter, format: Format) -> String {
        let mut written = Vec::new();
        let mut selection = store.select(filter).unwrap();
        // Origins depend on the organisations of claimants, which a selection does not contain.
        let mut named = store.rows_of_facts(filter);
        let read = store.stream_compared(filter, FactOrder::Recorded, |fact| {
            named.read(fact)?;
            Ok::<_, StoreError>(())
        });
        read.unwrap();
        selection.actors = named.into_rows().actors;
        let grid = view::facts::latest(&selection, None);
        let columns: Vec<_> = view::facts::latest_data_columns().collect();
        let skipped = grid.columns.len() - columns.len();
        let mut rows = RowWriter::new(columns, format, &mut written).unwrap();
        for row in &grid.rows {
            rows.row(row[skipped..].iter()).unwrap();
        }
        rows.finish(&[]).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn rows_of_small_parts_are_written_as_those_of_all_facts_at_once() {
        let (_folder, store) = demo::sample(&Context::of_line(&[], false));
        let filter = Filter::default();
        for format in [Format::Csv, Format::Json, Format::JsonLines] {
            let expected = at_once(&store, &filter, format);
            assert!(expected.lines().count() > 10);
            for threads in [0, 1, 2] {
                let way = match threads {
                    0 => Way::COMPARED,
                    _ => Way::COMPARED.in_small_parts(threads),
                };
                let mut written = Vec::new();
                store
                    .in_one_state(|| all(&store, (&filter, way), None, format, &mut written))
                    .unwrap();
                assert_eq!(String::from_utf8(written).unwrap(), expected);
            }
        }
    }
}
