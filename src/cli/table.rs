//! `factline table`

use super::context::Context;
use super::error::Failure;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::group_counts::Dimension;
use crate::{render, view};
use clap::Args;

/// Show facts as a table, or count them
#[derive(Debug, Args)]
#[command(after_help = "\
--by with one or more of place, indicator, month, year, day, publisher, claimant, status, report,
thread, scope, admin1, admin2 (joined by commas) counts facts; with an actor it filters.

Example:
  factline table --place Aleppo --indicator trapped
  factline table --on 2016-10-21
  factline table --by place,month
  factline table --latest --format csv")]
pub(super) struct Table {
    #[command(flatten)]
    filter: FilterArgs,
    /// The newest figure of each indicator at each place
    #[arg(long)]
    latest: bool,
    #[command(flatten)]
    output: Output,
}

impl Table {
    pub(super) fn run(mut self, context: &mut Context) -> Run {
        let count_by = self.take_dimensions();
        if self.latest && !count_by.is_empty() {
            return Err(Failure::new(
                "--latest shows figures and --by counts facts: one of the two",
            )
            .into());
        }
        let store = context.open()?;
        let mut filter = self.filter.resolve(context, &store)?;
        // What is summed up is summed up whole; the limit is for the rows that are shown.
        let summed = self.latest || !count_by.is_empty();
        let most = if summed { filter.limit.take() } else { None };
        let mut grid = if self.latest {
            view::facts::latest(&store.select(&filter)?)
        } else if count_by.is_empty() {
            view::facts::table(&store.select(&filter)?)
        } else {
            view::counts::CountTable::of(&store.count(&filter, &count_by)?, &count_by).grid()
        };
        grid.rows.truncate(most.unwrap_or(usize::MAX));
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        Ok(Outcome::Done)
    }

    /// Takes what counts out of `--by`, and leaves the claimants there.
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
