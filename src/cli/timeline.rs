//! The command `factline timeline`.

use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::filter::FilterArgs;
use super::formats::TimelineFormats;
use super::outcome::{Outcome, Run};
use super::output::{MOST_ON_PAGE, Output};
use super::timeline_facts::{ForPage, read};
use crate::domain::when::{Day, Window};
use crate::render::{self, Beside, Format};
use crate::store::StoreError;
use crate::view::brief::{Asked, contradictions};
use crate::view::provenance::Provenance;
use crate::view::timeline::{self, Range};
use clap::Args;

/// Show what happened in a place, in order, with lanes drawn to scale
#[derive(Debug, Args)]
#[command(after_help = "\
Facts about places inside PLACE are included, and so are facts about a wider area that apply to all of it (a \
truce of the whole country), marked with their place. Each indicator has a lane; figures in another unit, or of \
other people at the same time, have separate lanes. A lane ends with the current figure or status, as in table \
--latest. It is solid while a state certainly existed, and light while it may have existed. Filled marks are \
what happened; hollow marks are what was forecast, planned, announced or postponed. A fact that contradicts an \
entry is directly below it, with ≠.

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
    /// Leave out facts about a wider area that apply to all of it: a truce of the whole country
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
        if self.no_lanes && format == Format::Svg {
            let what = "--no-lanes: a picture has nothing but lanes";
            return Err(Failure::new(what).hint("leave --no-lanes out").into());
        }
        let lanes = !self.no_lanes && render::timeline::has_lanes(format);
        let options = timeline::Options { range: self.range(filter.window), lanes };
        let mut beside = (format == Format::Html).then(ForPage::default);
        let (read, newest) = store.in_one_state(|| {
            let newest =
                if format.is_for_others() { store.newest_changesets(1)? } else { Vec::new() };
            Ok::<_, StoreError>((read(&store, &filter, !self.no_wider, &mut beside)?, newest))
        })?;
        let (facts, mut rows, left_out) = read;
        let provenance = Provenance::of(context.today(), newest.first());
        rows.places.entry(place.key.clone()).or_insert_with(|| place.clone());
        let asked = Asked { place: &place.key, as_of: filter.day_asked(context.today()) };
        let against = beside.as_ref().map(|page| contradictions(&page.compared, &rows, asked));
        let mut timeline =
            timeline::Timeline::from_facts(facts, &rows, left_out, &place.key, &options);
        timeline.head.asked = self.asked(context.as_recorded()?);
        self.output.write(context, |format, style, out| match (format, &beside) {
            (Format::Html, Some(ForPage { quotes, .. })) => {
                let contradictions = against.as_deref().unwrap_or_default();
                let beside = Beside { quotes, contradictions, provenance: &provenance };
                render::timeline_page(&timeline, beside, style, out)
            }
            (Format::Svg, _) => render::timeline_picture(&timeline, &provenance, style.advice, out),
            _ => render::timeline(&timeline, format, style, out),
        })?;
        if timeline.head.is_empty() && format.is_for_others() {
            context.say("note: no facts match");
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }

    /// The conditions on the facts, in words; empty if there are none.
    fn asked(&self, recorded: Option<Day>) -> String {
        let recorded = recorded.map(|day| format!("as recorded on {day}"));
        let narrow = self.no_wider.then(|| "without facts about wider areas".to_owned());
        let asked = [Some(self.filter.in_words()), recorded, narrow].into_iter().flatten();
        asked.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// The days that the lanes show: those of the filter; all days with `--all`; otherwise those
    /// that show most facts well.
    fn range(&self, window: Option<Window>) -> Range {
        match window {
            _ if self.all => Range::All,
            Some(Window { from, to }) => Range::Days { first: from, last: to },
            None => Range::Auto,
        }
    }
}
