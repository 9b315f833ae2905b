//! The command `factline timeline`.

use super::confidential;
use super::context::Context;
use super::filter::FilterArgs;
use super::formats::TimelineFormats;
use super::outcome::{Outcome, Run};
use super::output::{MOST_ON_PAGE, Output};
use crate::domain::filter::Filter;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Window;
use crate::render::{self, Beside, Format};
use crate::store::{FactOrder, Store, StoreError};
use crate::view::provenance::Provenance;
use crate::view::timeline::{self, Quotes, Range, TimelineFacts};
use clap::Args;

/// Show what happened in a place, in order, with lanes drawn to scale
#[derive(Debug, Args)]
#[command(after_help = "\
Facts about places inside PLACE are included, and so is what is said of a wider area and holds in all of it (a truce \
of the whole country), marked with its place. Each indicator has a lane, and figures in another unit have a lane \
of their own. A lane is solid while a state certainly held, and light while it may have held. Filled marks are \
what happened; hollow marks are what was forecast, planned or put off.

As text and as a page, a timeline has at most 5,000 facts unless --limit gives another number.

Example:
  factline timeline Aleppo
  factline timeline Aleppo --during 2016-10-20..2016-10-31 --no-lanes
  factline timeline Aleppo -o aleppo.html")]
pub(super) struct Timeline {
    /// The place: key, name or alias
    #[arg(value_name = "PLACE")]
    of: String,
    #[command(flatten)]
    filter: FilterArgs,
    /// Leave the lanes out
    #[arg(long)]
    no_lanes: bool,
    /// Leave out what is said of a wider area and holds for all of it: a truce of the whole country
    #[arg(long)]
    no_wider: bool,
    /// Draw the lanes over the whole time, including days far from all others
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    output: Output<TimelineFormats>,
}

impl Timeline {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let format = self.output.format()?;
        let store =
            if format.is_for_others() { context.open_for_others() } else { context.open() }?;
        let place = super::named_place::find(context, &store, &self.of)?;
        let mut filter = self.filter.resolve(context, &store)?;
        filter.within = Some(place.key.clone());
        if matches!(format, Format::Text | Format::Html) {
            filter.limit.get_or_insert(MOST_ON_PAGE);
        }
        let lanes = !self.no_lanes && render::timeline::has_lanes(format);
        let options = timeline::Options { range: self.range(filter.window), lanes };
        let mut quotes = (format == Format::Html).then(Quotes::default);
        let (read, newest) = store.in_one_state(|| {
            let newest = if quotes.is_some() { store.newest_changesets(1)? } else { Vec::new() };
            Ok::<_, StoreError>((read(&store, &filter, !self.no_wider, &mut quotes)?, newest))
        })?;
        let (facts, mut rows, left_out) = read;
        let provenance = Provenance::of(context.today(), newest.first());
        rows.places.entry(place.key.clone()).or_insert_with(|| place.clone());
        let mut timeline =
            timeline::Timeline::from_facts(facts, &rows, left_out, &place.key, &options);
        if timeline.head.facts == 0 {
            timeline.head.hidden = confidential::nothing_shown(&store, &filter)?;
        }
        self.output.write(context, |format, style, out| match &quotes {
            Some(quotes) => {
                let beside = Beside { quotes, provenance: &provenance };
                render::timeline_page(&timeline, beside, style, out)
            }
            None => render::timeline(&timeline, format, style, out),
        })?;
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }

    /// The days that the lanes show: those of the filter, all with `--all`, else those that show
    /// most facts well.
    fn range(&self, window: Option<Window>) -> Range {
        match window {
            _ if self.all => Range::All,
            Some(Window { from, to }) => Range::Days { first: from, last: to },
            None => Range::Auto,
        }
    }
}

/// The most facts for which memory is reserved ahead: about 70 MB.
const MOST_AHEAD: usize = 1 << 19;

/// The facts that match the filter, the rows that they name, and how many facts the limit left out.
/// `wider` asks also for facts about the places around that hold in all of them. `quotes` keeps the quotes
/// of all these facts, where they are asked for.
fn read(
    store: &Store,
    filter: &Filter,
    wider: bool,
    quotes: &mut Option<Quotes>,
) -> Result<(TimelineFacts, Selection, usize), StoreError> {
    let mut facts = TimelineFacts::with_room(store.most_facts(filter)?.min(MOST_AHEAD));
    let mut named = store.rows_of_facts(filter);
    let streamed = store.stream(filter, FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        keep_quote(quotes, &recorded);
        facts.add(named.rows(), &recorded);
        Ok::<_, StoreError>(())
    })?;
    if wider {
        let around = Filter { holding_within: true, ..filter.around_its_places() };
        store.stream(&around, FactOrder::Time, |fact| {
            let recorded = named.read(fact)?;
            keep_quote(quotes, &recorded);
            facts.add(named.rows(), &recorded);
            Ok::<_, StoreError>(())
        })?;
    }
    Ok((facts, named.into_rows(), streamed.left_out))
}

fn keep_quote(quotes: &mut Option<Quotes>, recorded: &RecordedFact) {
    if let Some(quotes) = quotes {
        quotes.add(recorded);
    }
}
