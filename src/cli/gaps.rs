//! The command `factline gaps`.

use super::compared::Part;
use super::confidential;
use super::context::Context;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use super::parts::{Way, each_part};
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::render::{self, Format, RowShelf};
use crate::store::{FactOrder, RowsOfFacts, Store, StoreError};
use crate::text::counts::counted;
use crate::view::gaps::{self, Asked};
use clap::Args;
use foldhash::HashSet;
use std::io::Write;

/// At most this many bytes of lines are kept in memory; more are kept in a file until they are written.
const MOST_IN_MEMORY: usize = 4 << 20;

/// Without `--limit`, text shows at most this many gaps of each kind.
const MOST_ON_PAGE: usize = 50;

/// Show what has not been reported for long, promises that have not come true, and statuses without a later
/// report
#[derive(Debug, Args)]
#[command(after_help = "\
Four kinds of gaps: series (an indicator at a place) that have been silent for longer than the usual interval of \
their reports; forecasts and plans whose day has passed, with what was reported since; what was announced, \
postponed, extended or begun, and has no later report for twice the window of its indicator; and stated \
durations that \
do not fit the time from start to end.

The filter chooses the facts in which gaps are looked for. Later reports are looked for among all facts about \
the same place and indicator.

As text, 50 gaps of each kind are shown unless --limit gives another number.

Example:
  factline gaps --place Aleppo
  factline gaps --as-published 2016-11-10
  factline gaps --days 14 --indicator besieged
  factline gaps --check           exit with 3 if anything is missing")]
pub(super) struct Gaps {
    #[command(flatten)]
    filter: FilterArgs,
    /// List series after N days of silence, instead of their usual interval or twice the window
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=100_000))]
    days: Option<i64>,
    /// Exit with 3 if anything is missing
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

impl Gaps {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let mut filter = self.filter.resolve(context, &store)?;
        let format = self.output.format()?;
        let most = (format == Format::Text).then_some(MOST_ON_PAGE);
        let limit = filter.limit.take().or(most);
        let all = evidence(&filter);
        let today = filter.day_asked(context.today());
        let (mut open, mut left_out) = (0, 0);
        self.output.write_read(context, |format, style, out| {
            store.in_one_state(|| {
                let chosen = if all == filter { None } else { Some(chosen(&store, &filter)?) };
                let asked = Asked { facts: chosen.as_ref(), today, days: self.days, limit };
                (open, left_out) = if format.is_data() {
                    data(&store, &all, asked, format, out)?
                } else {
                    let found = page(&store, &all, asked)?;
                    render::detail(&found.page(today), format, style, out)?;
                    (found.open, found.left_out)
                };
                Ok(())
            })
        })?;
        if left_out > 0 {
            let gaps = counted(left_out, "gap is", "gaps are");
            context.say(format!("note: {gaps} left out; --limit shows more"));
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(if self.check && open > 0 { Outcome::LookAt } else { Outcome::Done })
    }
}

/// The gaps as lines, for a page.
fn page(store: &Store, all: &Filter, asked: Asked<'_>) -> anyhow::Result<gaps::Gaps> {
    let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        Ok(gaps::Gaps::of(&part.facts, named.rows(), asked))
    };
    let mut found = gaps::Gaps::default();
    each_part(store, all, Way::TOLD, of_part, |more| {
        found.join(more, asked.limit);
        Ok(())
    })?;
    Ok(found)
}

/// Writes the gaps as data. There may be very many, so their lines wait in a file until their order is known. Returns
/// how many gaps are open, and how many lines the limit left out.
fn data(
    store: &Store,
    all: &Filter,
    asked: Asked<'_>,
    format: Format,
    out: &mut dyn Write,
) -> anyhow::Result<(usize, usize)> {
    let file = tempfile::spooled_tempfile(MOST_IN_MEMORY);
    let shelf = RowShelf::new(gaps::Line::columns(), format, file)?;
    let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        let mut rows = shelf.fill();
        let found = gaps::Gaps::each(&part.facts, named.rows(), asked, |line| {
            rows.add(&line.key_bytes(), &line.cells())
        })?;
        Ok((found.open, found.left_out, rows.finish()?))
    };
    let (mut open, mut left_out, mut rows) = (0, 0, Vec::new());
    each_part(store, all, Way::TOLD, of_part, |part| {
        open += part.0;
        left_out += part.1;
        rows.push(part.2);
        Ok(())
    })?;
    let mut shown = gaps::Shown::at_most(asked.limit);
    shelf.write(&rows, |key| shown.takes(key), out)?;
    Ok((open, left_out + shown.left_out))
}

/// The filter for all facts that may answer the gaps: those about the same places and indicators, as of the same days,
/// whoever reports them.
fn evidence(filter: &Filter) -> Filter {
    Filter {
        places: filter.places.clone(),
        within: filter.within.clone(),
        indicators: filter.indicators.clone(),
        as_published: filter.as_published,
        as_recorded: filter.as_recorded,
        ..Filter::default()
    }
}

/// The uids of the facts that match the filter, including those about enclosing places.
fn chosen(store: &Store, filter: &Filter) -> Result<HashSet<Uid>, StoreError> {
    let mut uids = HashSet::default();
    let around = filter.around_its_places();
    let around = Some(&around).filter(|around| !around.around.is_empty());
    for filter in std::iter::once(filter).chain(around) {
        store.stream_compared(filter, FactOrder::Recorded, |fact| {
            uids.insert(fact.uid);
            Ok::<_, StoreError>(())
        })?;
    }
    Ok(uids)
}
