//! The command `factline diff`.

use super::asked_days::last_day;
use super::compared;
use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::render::{self, Format};
use crate::store::{Store, StoreError};
use crate::text::counts::counted;
use crate::view::diff::{self, Between, Snapshot};
use clap::Args;
use foldhash::HashMap;

/// Without `--limit`, text shows at most this many changes of each kind.
const MOST_ON_PAGE: usize = 100;

/// Show what changed in the picture of a place between two days
#[derive(Debug, Args)]
#[command(after_help = "\
A changed fact is new, updated (its claimant said something else before), newly contradicted, corrected, \
retracted or rejected, or it counts again. Series that have gone quiet are listed, too. Facts that repeat what \
was known before are only counted.

The days are those on which reports came out; with --recorded, those on which facts were recorded, corrected, \
retracted or imported in this file.

As text, 100 changes of each kind are shown unless --limit gives another number.

Example:
  factline diff --from 2016-10-22 --to 2016-10-24 --place Aleppo
  factline diff --from yesterday --recorded")]
pub(super) struct Diff {
    #[command(flatten)]
    filter: FilterArgs,
    /// Facts that were known at the end of this day are not new
    #[arg(long, value_name = "DATE")]
    from: String,
    /// The last day of the changes [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Go by the days of recording (UTC), and not by those of publication
    #[arg(long)]
    recorded: bool,
    #[command(flatten)]
    output: Output,
}

impl Diff {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let between = self.between(context)?;
        let store = if self.recorded {
            context.open_as_recorded(Some(between.to))?
        } else {
            context.open()?
        };
        let filter = self.filter(context, &store, between)?;
        let format = self.output.format()?;
        let most = (format == Format::Text).then_some(MOST_ON_PAGE);
        let limit = filter.limit.or(most);
        let filter = Filter { limit: None, ..filter };
        let (before, (now, rows)) = store.in_one_state(|| {
            let before =
                self.recorded.then(|| read_before(&store, &filter, between)).transpose()?;
            Ok::<_, StoreError>((before, read(&store, &filter)?))
        })?;
        let past = before.map(|(before, rows)| before.past(&now, &rows, between.from));
        let found = diff::Diff::of(past, &now, &rows, between, limit);
        self.output.write(context, |format, style, out| {
            render::page_or_rows(&found.page(), &found.rows(), format, style, out)
        })?;
        if found.left_out > 0 {
            let changes = counted(found.left_out, "change is", "changes are");
            context.say(format!("note: {changes} left out; --limit shows more"));
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }

    /// The two days. Fails if they are in the wrong order, or if `--as-recorded` contradicts them.
    fn between(&self, context: &Context) -> anyhow::Result<Between> {
        if self.recorded && context.as_recorded()?.is_some() {
            let what = "--as-recorded: with --recorded, --to is the last day";
            return Err(Failure::new(what).hint("leave --as-recorded out").into());
        }
        let today = context.today();
        let from = last_day(&self.from, today)?;
        let to = self.to.as_deref().map(|words| last_day(words, today)).transpose()?;
        let to = to.unwrap_or(today);
        if from >= to {
            return Err(Failure::new(format!("--from {from} is not before --to {to}")).into());
        }
        Ok(Between { from, to, recorded: self.recorded })
    }

    /// The filter for what is known on the later day, including what does not count any more.
    fn filter(&self, context: &Context, store: &Store, between: Between) -> anyhow::Result<Filter> {
        let filter = self.filter.resolve(context, store)?;
        if self.recorded {
            return Ok(Filter { as_recorded: Some(between.to), retracted: true, ..filter });
        }
        if filter.as_published.is_some() {
            let what = "--as-published: --to is the last day on which reports came out";
            return Err(Failure::new(what).hint("leave --as-published out").into());
        }
        Ok(Filter { as_published: Some(between.to), retracted: true, ..filter })
    }
}

/// The facts that were recorded by the earlier day, including those that match the filter on the later day. The
/// conditions are ones that no later act changes, such as the edit of a report.
fn read_before(
    store: &Store,
    filter: &Filter,
    between: Between,
) -> Result<(Snapshot, Selection), StoreError> {
    let before = Filter {
        places: filter.places.clone(),
        indicators: filter.indicators.clone(),
        claimants: filter.claimants.clone(),
        statuses: filter.statuses.clone(),
        threads: filter.threads.clone(),
        as_recorded: Some(between.from),
        retracted: true,
        ..Filter::default()
    };
    store.see_reports_as_of(before.as_recorded)?;
    let read = read(store, &before);
    store.see_reports_as_of(None)?;
    read
}

/// The facts that match the filter, with those about enclosing places, and the rows that they refer to.
fn read(store: &Store, filter: &Filter) -> Result<(Snapshot, Selection), StoreError> {
    let mut replaced = HashMap::default();
    let (facts, rows) = compared::read_reported(store, filter, |fact| {
        replaced.extend(fact.replaced_by.map(|by| (fact.uid, by)));
    })?;
    Ok((Snapshot { facts, replaced }, rows))
}
