//! The further parts of a brief's page: charts, and the words of the cited reports.

use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::render::{self, BesideBrief};
use crate::store::{FactOrder, Store, StoreError};
use crate::view::brief::{Brief, Kind};
use crate::view::chart::{Asked, Charts};
use crate::view::collected::Collected;
use crate::view::map::Basemap;
use crate::view::provenance::Provenance;
use crate::view::timeline::{Options, Quotes, Range, Timeline, TimelineFacts};
use foldhash::HashSet;
use std::io::{self, Write};

/// A page has at most this many charts, and at most so many series with one figure.
const MOST_CHARTS: usize = 24;
/// Entries take at most about this many bytes, so that the whole page stays below two million.
const MOST_ENTRIES: usize = 450_000;

/// The parts of a brief's page that the text does not have: charts, map, statements.
pub(super) struct Page {
    charts: Charts,
    quotes: Quotes,
    /// The facts of the cited reports, and the rows that they refer to.
    cited: (TimelineFacts, Selection),
    place: String,
    basemap: Option<Basemap>,
    provenance: Provenance,
}

impl Page {
    /// Makes charts of the facts of a brief, and reads the words of the reports that it cites.
    pub(super) fn read(
        store: &Store,
        filter: &Filter,
        brief: &Brief,
        (facts, rows): (&Collected, &Selection),
        (today, basemap): (Day, Option<Basemap>),
    ) -> Result<Self, StoreError> {
        let known = brief.blocks.iter().filter(|block| block.kind == Kind::Known);
        let known = known.flat_map(|block| &block.lines);
        let first: Vec<_> =
            known.map(|line| (line.indicator.clone(), line.place.clone())).collect();
        let around = Some(brief.place.as_str());
        let asked = Asked { range: Range::Auto, most: MOST_CHARTS, first: &first, around };
        let charts = Charts::of(facts, rows, asked);
        let mut quotes = Quotes::default();
        let cited = read_cited(store, filter, brief, &mut quotes)?;
        let newest = store.newest_changesets(1)?;
        let provenance = Provenance::of(today, newest.first());
        Ok(Self { charts, quotes, cited, place: brief.place.clone(), basemap, provenance })
    }

    /// Whether lines were given, but none of them is on the map.
    pub(super) fn has_lines_elsewhere(&self, brief: &Brief) -> bool {
        let lines = self.basemap.as_ref();
        lines.is_some_and(|lines| !brief.map.is_empty() && !render::has_lines_on(&brief.map, lines))
    }

    /// Writes the page. Fails if `out` does.
    pub(super) fn write(self, brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
        let (facts, rows) = self.cited;
        let options = Options { lanes: false, ..Options::default() };
        let mut entries = Timeline::from_facts(facts, &rows, 0, &self.place, &options);
        let lines = brief.blocks.iter().flat_map(|block| &block.lines);
        let about: HashSet<(&str, &str)> =
            lines.map(|line| (line.indicator.as_str(), line.place.as_str())).collect();
        let entries_left_out = entries.shorten(MOST_ENTRIES, &self.quotes, |one| {
            about.contains(&(&*one.indicator, &*one.place))
        });
        let beside = BesideBrief {
            charts: &self.charts,
            entries: &entries,
            entries_left_out,
            quotes: &self.quotes,
            basemap: self.basemap.as_ref(),
            provenance: &self.provenance,
        };
        render::brief_page(brief, beside, out)
    }
}

/// The facts of the cited reports that match the filter, with facts about enclosing places that apply to the place, and
/// their quotes.
fn read_cited(
    store: &Store,
    filter: &Filter,
    brief: &Brief,
    quotes: &mut Quotes,
) -> Result<(TimelineFacts, Selection), StoreError> {
    let reports: Vec<String> =
        brief.sources.iter().map(|source| source.report.to_string()).collect();
    let mut facts = TimelineFacts::default();
    if reports.is_empty() {
        return Ok((facts, Selection::default()));
    }
    let own = Filter { reports, ..filter.clone() };
    let mut named = store.rows_of_facts(&own);
    store.stream(&own, FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        quotes.add(&recorded);
        facts.add(named.rows(), &recorded);
        Ok::<_, StoreError>(())
    })?;
    store.stream(&own.around_its_places(), FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        quotes.add(&recorded);
        facts.add_wider(named.rows(), &recorded);
        Ok::<_, StoreError>(())
    })?;
    Ok((facts, named.into_rows()))
}
