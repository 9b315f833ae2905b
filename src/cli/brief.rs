//! The command `factline brief`.

use super::asked_days::last_day;
use super::brief_page::Page;
use super::confidential;
use super::context::Context;
use super::error::Failure;
use super::formats::BriefFormats;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::assessment::Reliability;
use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::format::outlines::outlines;
use crate::format::source::Source;
use crate::render::{self, Format};
use crate::store::{FactOrder, Store, StoreError};
use crate::view::brief::{self, Asked};
use crate::view::collected::Collected;
use crate::view::diff::Snapshot;
use crate::view::map::Basemap;
use crate::view::timeline::TimelineFacts;
use clap::Args;
use std::path::PathBuf;

/// Write the page to read before a decision: what is known, who disagrees, what is missing
#[derive(Debug, Args)]
#[command(after_help = "\
The page has what is currently known about PLACE and the places in it, with its age, reports and origins; who \
disagrees; what was promised or forecast; what changed since the day of --changed-since; the lanes of the \
timeline; and the numbered sources. What affects most people, is newest or is most disputed comes first. It \
fits on two pages. Confidential reports are left out unless --include-confidential is given, also on a terminal.

Example:
  factline brief Aleppo
  factline brief Aleppo --as-published 2016-10-24
  factline brief Aleppo --changed-since yesterday
  factline brief Aleppo -o aleppo.md
  factline brief Aleppo -o aleppo.html")]
pub(super) struct Brief {
    /// The place: key, name or alias
    #[arg(value_name = "PLACE")]
    of: String,
    /// Use only reports that were published up to this day, and count ages from it
    #[arg(long, value_name = "DATE")]
    as_published: Option<String>,
    /// Show what changed since the end of this day, by the days on which reports came out
    #[arg(long, value_name = "DATE")]
    changed_since: Option<String>,
    /// Use only facts assessed as at least this reliable (A to F)
    #[arg(long, value_name = "A-F")]
    min_reliability: Option<Reliability>,
    /// Draw the lines and areas of FILE (as .geojson) on the map of the page: boundaries of your own
    #[arg(long, value_name = "FILE")]
    basemap: Option<PathBuf>,
    #[command(flatten)]
    output: Output<BriefFormats>,
}

impl Brief {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let is_page = self.output.format()? == Format::Html;
        let basemap = self.basemap(is_page)?;
        let store = context.open_for_others()?;
        let place = super::named_place::find(context, &store, &self.of)?;
        let day = |words: &Option<String>| {
            words.as_deref().map(|words| last_day(words, context.today())).transpose()
        };
        let filter = Filter {
            within: Some(place.key.clone()),
            as_published: day(&self.as_published)?,
            as_recorded: context.as_recorded()?,
            min_reliability: self.min_reliability,
            ..Filter::default()
        };
        let as_of = filter.day_asked(context.today());
        let since = day(&self.changed_since)?;
        if let Some(since) = since.filter(|since| *since >= as_of) {
            let what =
                format!("--changed-since {since} is not before {as_of}, the day of the brief");
            return Err(Failure::new(what).into());
        }
        let today = context.today();
        let (brief, page) = store.in_one_state(|| {
            let mut known = since.map(|_| Snapshot::default());
            let (facts, timeline, mut rows) = read(&store, &filter, as_of, known.as_mut())?;
            rows.places.entry(place.key.clone()).or_insert_with(|| place.clone());
            let asked = Asked { place: &place.key, as_of };
            let changed_since = since.zip(known.as_ref());
            let mut brief = brief::Brief::of(&facts, timeline, &rows, asked, changed_since);
            brief.asked = self.asked(filter.as_recorded);
            let page = is_page
                .then(|| Page::read(&store, &filter, &brief, (&facts, &rows), (today, basemap)));
            Ok::<_, anyhow::Error>((brief, page.transpose()?))
        })?;
        if page.as_ref().is_some_and(|page| page.has_lines_elsewhere(&brief)) {
            context.insist(
                "note: --basemap: nothing in the file is on the map; are latitude and longitude swapped?",
            );
        }
        self.output.write(context, |format, style, out| match page {
            Some(page) => page.write(&brief, out),
            None => render::brief(&brief, format, style, out),
        })?;
        confidential::tell_facts(context, &store, &filter)?;
        Ok(Outcome::Done)
    }

    /// The conditions on the facts besides the place and the day, in words; empty if there are none.
    fn asked(&self, recorded: Option<Day>) -> String {
        let least = self.min_reliability;
        let least = least.map(|grade| format!("reliability {grade} or better"));
        let recorded = recorded.map(|day| format!("as recorded on {day}"));
        least.into_iter().chain(recorded).collect::<Vec<_>>().join(" · ")
    }

    /// The lines of `--basemap`. Fails if they cannot be read, or there is no map to draw them on.
    fn basemap(&self, is_page: bool) -> anyhow::Result<Option<Basemap>> {
        let Some(file) = &self.basemap else { return Ok(None) };
        if !is_page {
            let hint = "name a page: -o brief.html";
            return Err(Failure::new("--basemap: only a page has a map").hint(hint).into());
        }
        let lines = outlines(&Source::file(file)?)?;
        Ok(Some(Basemap { lines }))
    }
}

/// The facts that match the filter, once for comparison and once for lanes, and the rows that they refer to; also facts
/// about enclosing places that apply everywhere inside them. `known` gets all facts published by the day of the brief,
/// including those that do not count any more.
fn read(
    store: &Store,
    filter: &Filter,
    as_of: Day,
    mut known: Option<&mut Snapshot>,
) -> Result<(Collected, TimelineFacts, Selection), StoreError> {
    let (mut facts, mut timeline) = (Collected::for_sums(), TimelineFacts::default());
    let with_withdrawn = Filter { retracted: known.is_some(), ..filter.clone() };
    let mut named = store.rows_of_facts(&with_withdrawn);
    store.stream(&with_withdrawn, FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        if let Some(known) = known.as_mut() {
            known.add_published(named.rows(), &recorded, as_of, false);
        }
        if recorded.counts() {
            facts.add(named.rows(), &recorded);
            timeline.add(named.rows(), &recorded);
        } else {
            timeline.add_source(named.rows(), &recorded);
        }
        Ok::<_, StoreError>(())
    })?;
    store.stream(&with_withdrawn.around_its_places(), FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        if let Some(known) = known.as_mut() {
            known.add_published(named.rows(), &recorded, as_of, true);
        }
        if recorded.counts() {
            facts.add_around(named.rows(), &recorded);
            timeline.add_wider(named.rows(), &recorded);
        } else {
            timeline.add_wider_source(named.rows(), &recorded);
        }
        Ok::<_, StoreError>(())
    })?;
    Ok((facts, timeline, named.into_rows()))
}
