//! The command `factline table`.

use super::chart;
use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::filter::FilterArgs;
use super::formats::TableFormats;
use super::hints;
use super::latest;
use super::outcome::{Outcome, Run};
use super::output::{MOST_ON_PAGE, Output};
use super::sum;
use super::table_output::{About, TableOutput};
use crate::domain::filter::Filter;
use crate::domain::group_counts::Dimension;
use crate::domain::names::NameError;
use crate::domain::selection::{RecordedFact, Selection};
use crate::render::{Format, RowWriter};
use crate::store::{FactOrder, LookupError, Store, StoreError, Streamed};
use crate::view::counts::CountTable;
use crate::view::facts::{Extent, left_out};
use crate::view::grid::Cell;
use crate::{render, view};
use clap::Args;
use std::io::{self, Write};

/// Show facts as a table, or count them
#[derive(Debug, Args)]
#[command(after_help = "\
--by counts facts by place, indicator, month, year, day, publisher, claimant, status, report, thread, \
scope, admin1, admin2 or unit, or by several of them joined by commas. --by with an actor shows the facts \
that it claims.

As text and as a page (html), a table has at most 5,000 rows unless --limit gives another number.

Example:
  factline table --place Aleppo --indicator trapped
  factline table --on 2016-10-21
  factline table --by place,month
  factline table --latest --format csv
  factline table --sum --indicator killed --by place,month
  factline table --chart --place Aleppo --indicator trapped
  factline table --chart --indicator trapped -o trapped.svg
  factline table --latest -o figures.xlsx")]
pub(super) struct Table {
    #[command(flatten)]
    filter: FilterArgs,
    /// Show the current figure of each indicator, scope and unit at each place: the newest figures together
    #[arg(long)]
    latest: bool,
    /// Add up what happened: each event once, however many reports it has, and no total with its parts
    #[arg(long, conflicts_with = "latest")]
    sum: bool,
    /// Draw the figures of each series over time: as text, as a page (html) or as a picture (svg)
    #[arg(long, conflicts_with_all = ["latest", "sum"])]
    chart: bool,
    #[command(flatten)]
    output: Output<TableFormats>,
}

impl Table {
    pub(super) fn run(mut self, context: &mut Context) -> Run {
        let count_by = self.take_dimensions();
        if self.latest && !count_by.is_empty() {
            return Err(Failure::new(
                "--latest shows figures and --by counts facts: give only one of them",
            )
            .into());
        }
        if self.chart {
            chart::check(&self.output, &count_by)?;
        }
        let format = self.output.format()?;
        if format == Format::Svg && !self.chart {
            let what = "a table cannot be a picture: `svg` needs --chart";
            return Err(Failure::new(what).hint("--chart draws its figures over time").into());
        }
        let store =
            if format.is_for_others() { context.open_for_others() } else { context.open() }?;
        let resolved = self.filter.resolve(context, &store);
        let mut filter = resolved.map_err(|error| self.explain_by(error))?;
        let (title, day) = (self.title(&count_by), context.today());
        let about = |of: &Filter| About::of(title, (&self.filter, of), &store, format, day);
        if self.sum {
            sum::check(&store, &filter, &count_by)?;
            self.output.write_read(context, |format, style, out| {
                store.in_one_state(|| {
                    let to = TableOutput { format, style, about: &about(&filter)? };
                    sum::write(&store, &filter, &count_by, to, out)
                })
            })?;
        } else if !count_by.is_empty() {
            self.write_counts(context, &store, &mut filter, (&count_by, about))?;
        } else if self.chart {
            chart::write(context, &store, &filter, (&self.output, about))?;
        } else {
            self.write_facts(context, &store, &mut filter, about)?;
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }

    /// Writes the facts, or with `--latest` what stands.
    fn write_facts(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &mut Filter,
        about: impl Fn(&Filter) -> Result<About, StoreError>,
    ) -> anyhow::Result<()> {
        let today = filter.day_asked(context.today());
        self.output.write_read(context, |format, style, out| {
            store.in_one_state(|| {
                let to = TableOutput { format, style, about: &about(filter)? };
                match format {
                    _ if self.latest => {
                        latest::write(store, filter, (Some(today), most(format)), to, out)
                    }
                    Format::Text | Format::Html => {
                        filter.limit.get_or_insert(MOST_ON_PAGE);
                        let grid = view::facts::page(&store.select(filter)?, hints::more(format));
                        Ok(to.grid(&grid, out)?)
                    }
                    Format::Markdown => pages(store, filter, out),
                    _ => data(store, filter, to, out),
                }
            })
        })
    }

    /// The title of a page of the table.
    fn title(&self, count_by: &[Dimension]) -> &'static str {
        match (self.sum, self.latest, count_by) {
            _ if self.chart => "Figures over time",
            (true, ..) => "What happened, added up",
            (_, true, _) => "Current figures",
            (_, _, []) => "Facts",
            _ => "How many facts",
        }
    }

    /// Writes how many facts there are. All are counted; the limit applies to the rows shown.
    fn write_counts(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &mut Filter,
        (by, about): (&[Dimension], impl FnOnce(&Filter) -> Result<About, StoreError>),
    ) -> anyhow::Result<()> {
        let asked = filter.limit.take();
        let (counts, about) = store
            .in_one_state(|| Ok::<_, StoreError>((store.count(filter, by)?, about(filter)?)))?;
        let table = CountTable::of(&counts, by);
        self.output.write(context, |format, style, out| {
            let to = TableOutput { format, style, about: &about };
            let most = asked.unwrap_or(most(format));
            if format.is_data() && format != Format::Workbook {
                return render::rows(&table.columns(), table.rows(true).take(most), format, out);
            }
            let mut grid = table.grid(most);
            if asked.is_none() {
                grid.notes
                    .extend(left_out(table.height().saturating_sub(most), hints::more(format)));
            }
            to.grid(&grid, out)
        })
    }

    /// Says what `--by` accepts, if its word is neither an actor nor a dimension for counting.
    fn explain_by(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast_ref() {
            Some(LookupError::Name(NameError::Unknown { what: "actor", word, nearest }))
                if nearest.is_empty() && self.filter.by.contains(word) =>
            {
                let what = format!("--by `{word}`: neither an actor nor something to count by");
                let hint = format!(
                    "facts are counted by {}; `factline actor list` has the actors",
                    Dimension::WORDS.join(", ")
                );
                Failure::new(what).hint(hint).into()
            }
            _ => error,
        }
    }

    /// Removes the dimensions to count by from `--by`, and returns them; the claimants remain.
    fn take_dimensions(&mut self) -> Vec<Dimension> {
        let mut count_by = Vec::new();
        self.filter.by.retain(|words| {
            let dimensions: Result<Vec<Dimension>, _> = words.split(',').map(str::parse).collect();
            let is_actor = dimensions.is_err();
            count_by.extend(dimensions.unwrap_or_default());
            is_actor
        });
        count_by
    }
}

/// The greatest number of rows in a format without `--limit`.
fn most(format: Format) -> usize {
    if matches!(format, Format::Text | Format::Html) { MOST_ON_PAGE } else { usize::MAX }
}

/// Writes facts as data while they are read.
fn data(
    store: &Store,
    filter: &Filter,
    to: TableOutput<'_>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut rows = to.rows(view::facts::data_columns().collect(), out)?;
    each(store, filter, |named, recorded| {
        let cells: Vec<Cell> = view::facts::data_row(named, recorded).collect();
        rows.row(cells.iter())
    })?;
    Ok(rows.finish(&[])?)
}

/// Writes facts as Markdown. The facts are read twice, since columns without any value are left
/// out, and the heading must show the remaining ones.
fn pages(store: &Store, filter: &Filter, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut columns = view::facts::page_columns();
    let mut says = vec![false; columns.len()];
    let mut extent = Extent::default();
    let streamed = each(store, filter, |named, recorded| {
        extent.add(recorded);
        let cells = view::facts::page_row(named, recorded);
        says.iter_mut().zip(&cells).for_each(|(says, cell)| *says |= !cell.is_empty());
        Ok(())
    })?;
    let mut shown = says.iter();
    columns.retain(|_| shown.next() == Some(&true));
    let mut rows = RowWriter::new(columns, Format::Markdown, out)?;
    each(store, filter, |named, recorded| {
        let cells = view::facts::page_row(named, recorded);
        rows.row(cells.iter().zip(&says).filter(|(_, says)| **says).map(|(cell, _)| cell))
    })?;
    Ok(rows.finish(&extent.notes(streamed.left_out, hints::MORE))?)
}

/// Calls `show` with each fact that matches the filter, in the order of time, and with the rows
/// that the fact refers to.
fn each(
    store: &Store,
    filter: &Filter,
    mut show: impl FnMut(&Selection, &RecordedFact) -> io::Result<()>,
) -> anyhow::Result<Streamed> {
    let mut named = store.rows_of_facts(filter);
    store.stream(filter, FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        Ok(show(named.rows(), &recorded)?)
    })
}
