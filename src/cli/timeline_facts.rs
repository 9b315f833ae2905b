//! Reads the facts of a timeline: of a few thousand, two threads read a half each; more are read one after the
//! other.

use crate::domain::filter::Filter;
use crate::domain::selection::{RecordedFact, Selection};
use crate::store::{
    AtPlaces, Content, FactOrder, Ids, MOST_AT_PLACES, Store, StoreError, StreamedFact, ThreadPlan,
    TimeOrder,
};
use crate::view::both::both;
use crate::view::collected::Collected;
use crate::view::timeline::{Quotes, TimelineFacts};

/// The parts that only a page has, besides the timeline.
#[derive(Default)]
pub(super) struct ForPage {
    pub(super) quotes: Quotes,
    /// The facts as they are compared.
    pub(super) compared: Collected,
}

/// The facts of a timeline, the rows that they name, and how many facts the limit left out.
pub(super) type Read = (TimelineFacts, Selection, usize);

/// The most facts for which memory is reserved ahead: about 70 MB.
const MOST_AHEAD: usize = 1 << 19;
/// From this number of facts on, a second thread saves more time than it takes to open the file again.
const LEAST_SHARED: i64 = 1_500;

fn plan() -> ThreadPlan {
    ThreadPlan { least_facts: LEAST_SHARED, ..ThreadPlan::default() }
}

/// Reads the facts that match the filter. `wider` also asks for facts about the places around: those that
/// apply everywhere in such a place, and those that contradict a fact. `beside` collects what only a page
/// shows, if it is given. `store` must stay in one state meanwhile.
pub(super) fn read(
    store: &Store,
    filter: &Filter,
    wider: bool,
    beside: &mut Option<ForPage>,
) -> Result<Read, StoreError> {
    let most = filter.limit.unwrap_or(usize::MAX).min(MOST_AT_PLACES);
    match store.at_places(filter, most)? {
        Some(few) => read_few(store, (filter, &few), wider, beside, &plan()),
        None => read_many(store, filter, wider, beside),
    }
}

fn read_few(
    store: &Store,
    (filter, few): (&Filter, &AtPlaces),
    wider: bool,
    beside: &mut Option<ForPage>,
    plan: &ThreadPlan,
) -> Result<Read, StoreError> {
    let content = if beside.is_some() { Content::Whole } else { Content::Compared };
    let around = wider.then(|| store.around(filter, few)).transpose()?;
    let work = Work { filter, around: around.as_ref(), content };
    let around = if wider { few.around.as_slice() } else { &[] };
    let total = few.own.len() + around.len();
    let is_shared = i64::try_from(total).is_ok_and(|total| total >= plan.least_facts);
    let twin = if is_shared { store.twin_for_some(plan)? } else { None };
    let shares = if let Some(twin) = twin {
        // This thread takes more: the other one has to open the file first.
        let most = total * 9 / 16;
        let (own, rest) = few.own.split_at(most.min(few.own.len()));
        let (near, far) = around.split_at(most - own.len());
        let second = || twin.read(|store| work.read(store, rest, far));
        let (first, second) = both(true, || work.read(store, own, near), second);
        vec![first?, second?]
    } else {
        vec![work.read(store, &few.own, around)?]
    };
    let mut facts = TimelineFacts::with_room(total);
    for (rows, recorded) in in_time(&shares, |share| &share.own) {
        if let Some(page) = beside {
            page.quotes.add(recorded);
            page.compared.add(rows, recorded);
        }
        facts.add(rows, recorded);
    }
    for (rows, recorded) in in_time(&shares, |share| &share.around) {
        if let Some(page) = beside {
            page.quotes.add(recorded);
            page.compared.add_wider(rows, recorded);
        }
        facts.add_wider(rows, recorded);
    }
    Ok((facts, joined(shares), 0))
}

/// What is read of a few facts.
struct Work<'w> {
    filter: &'w Filter,
    /// The filter for facts about places around; `None` where these are not wanted.
    around: Option<&'w Filter>,
    content: Content,
}

/// What one thread read: facts with their positions in the order of time, and the rows that they name.
#[derive(Default)]
struct Share {
    own: Vec<(TimeOrder, RecordedFact)>,
    around: Vec<(TimeOrder, RecordedFact)>,
    rows: Selection,
}

impl Work<'_> {
    /// Reads the facts with these ids, which rise.
    fn read(&self, store: &Store, own: &[i64], around: &[i64]) -> Result<Share, StoreError> {
        let mut named = store.rows_of_facts(self.filter);
        let mut read = |filter: &Filter, ids: &[i64]| {
            let mut facts = Vec::with_capacity(ids.len());
            let Some(ids) = ends(ids) else { return Ok(facts) };
            store.read_some((filter, self.content), ids, |fact, order| {
                let recorded = named.read(fact)?;
                let report = named.rows().reports.get(&recorded.fact.report);
                let order = match report {
                    Some(report) => order.in_report(report),
                    None => order,
                };
                facts.push((order, recorded));
                Ok::<_, StoreError>(())
            })?;
            facts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            Ok::<_, StoreError>(facts)
        };
        let own = read(self.filter, own)?;
        let around = match self.around {
            Some(filter) => read(filter, around)?,
            None => Vec::new(),
        };
        Ok(Share { own, around, rows: named.into_rows_and_reports() })
    }
}

/// The first and the last of some ids, which rise.
fn ends(ids: &[i64]) -> Option<Ids> {
    ids.first().copied().zip(ids.last().copied())
}

/// The facts of all shares in the order of time, with the rows of their share.
fn in_time(
    shares: &[Share],
    facts: fn(&Share) -> &[(TimeOrder, RecordedFact)],
) -> impl Iterator<Item = (&Selection, &RecordedFact)> {
    let mut all: Vec<(&TimeOrder, &Selection, &RecordedFact)> = Vec::new();
    for share in shares {
        all.extend(facts(share).iter().map(|(order, fact)| (order, &share.rows, fact)));
    }
    // Each share is sorted, which this sort makes use of.
    all.sort_by_key(|(order, ..)| *order);
    all.into_iter().map(|(_, rows, fact)| (rows, fact))
}

/// The rows of all shares, without reports.
fn joined(shares: Vec<Share>) -> Selection {
    let mut all = Selection::default();
    for Share { rows, .. } in shares {
        all.places.extend(rows.places);
        all.actors.extend(rows.actors);
        all.indicators.extend(rows.indicators);
        all.first_published.extend(rows.first_published);
        all.originals.extend(rows.originals);
    }
    all
}

fn read_many(
    store: &Store,
    filter: &Filter,
    wider: bool,
    beside: &mut Option<ForPage>,
) -> Result<Read, StoreError> {
    let mut facts = TimelineFacts::with_room(store.most_facts(filter)?.min(MOST_AHEAD));
    let mut named = store.rows_of_facts(filter);
    // Only a page shows quotes.
    let content = if beside.is_some() { Content::Whole } else { Content::Compared };
    let mut add = |fact: &StreamedFact<'_>, is_around: bool| {
        let recorded = named.read(fact)?;
        if let Some(page) = beside {
            page.quotes.add(&recorded);
            if is_around {
                page.compared.add_wider(named.rows(), &recorded);
            } else {
                page.compared.add(named.rows(), &recorded);
            }
        }
        if is_around {
            facts.add_wider(named.rows(), &recorded);
        } else {
            facts.add(named.rows(), &recorded);
        }
        Ok::<_, StoreError>(())
    };
    let mut stream = |filter: &Filter, is_around: bool| {
        store.stream_only(filter, FactOrder::Time, content, |fact| add(fact, is_around))
    };
    let streamed = stream(filter, false)?;
    if wider {
        stream(&filter.around_its_places(), true)?;
    }
    Ok((facts, named.into_rows(), streamed.left_out))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::Context;
    use crate::cli::demo;
    use crate::domain::when::Window;
    use crate::view::timeline::{Options, Range, Timeline};
    use std::fmt::Write as _;

    /// All that a timeline of these facts says, with the quotes of its entries.
    fn said((facts, rows, left_out): Read, page: Option<&ForPage>, place: &str) -> String {
        let options = Options { range: Range::All, lanes: true };
        let timeline = Timeline::from_facts(facts, &rows, left_out, place, &options);
        let mut said = format!("{:?}\n{:?}\n{:?}", timeline.head, timeline.lanes, timeline.sources);
        for entry in timeline.groups().flat_map(|group| group.entries().collect::<Vec<_>>()) {
            let quotes = page.map(|page| page.quotes.of(&entry.facts));
            let _ = write!(said, "\n{entry:?} {quotes:?}");
        }
        said
    }

    /// What is said of the facts read in each way.
    fn ways(store: &Store, filter: &Filter, wider: bool, page: bool) -> [String; 3] {
        let place = filter.within.as_deref().unwrap();
        let page = || page.then(ForPage::default);
        let few = |threads: usize| {
            let few = store.at_places(filter, MOST_AT_PLACES)?.unwrap();
            let plan = ThreadPlan { threads, least_facts: 1, ..plan() };
            let mut page = page();
            let read = read_few(store, (filter, &few), wider, &mut page, &plan)?;
            Ok::<_, StoreError>(said(read, page.as_ref(), place))
        };
        let all = store.in_one_state(|| {
            let mut page = page();
            let many = read_many(store, filter, wider, &mut page)?;
            Ok::<_, StoreError>([said(many, page.as_ref(), place), few(1)?, few(2)?])
        });
        all.unwrap()
    }

    #[test]
    fn a_timeline_does_not_depend_on_how_its_facts_are_read() {
        let (_folder, store) = demo::sample(&Context::of_line(&[], false));
        let day = |day: &str| day.parse().ok();
        let window = Some(Window { from: day("2016-10-20"), to: day("2016-10-24") });
        let indicators = vec!["killed".to_owned(), "ceasefire".to_owned()];
        let mut longest = 0;
        for place in ["syria", "aleppo", "eastern-aleppo"] {
            let all = Filter { within: Some(place.to_owned()), ..Filter::default() };
            for filter in [
                all.clone(),
                Filter { window, ..all.clone() },
                Filter { retracted: true, ..all.clone() },
                Filter { indicators: indicators.clone(), ..all.clone() },
                Filter { text: vec!["aid".to_owned()], ..all },
            ] {
                for (wider, has_page) in [(true, false), (true, true), (false, false)] {
                    let [many, one, two] = ways(&store, &filter, wider, has_page);
                    assert!(many == one && many == two, "{filter:?}\n{many}\n\n{one}\n\n{two}");
                    longest = longest.max(many.len());
                }
            }
        }
        assert!(longest > 10_000, "{longest}");
    }

    #[test]
    fn many_facts_and_those_that_a_limit_leaves_out_are_not_read_at_once() {
        let (_folder, store) = demo::sample(&Context::of_line(&[], false));
        let within = Some("aleppo".to_owned());
        let all = Filter { within, retracted: true, ..Filter::default() };
        let own = store.at_places(&all, MOST_AT_PLACES).unwrap().unwrap().own.len();
        assert!(store.at_places(&all, own).unwrap().is_some());
        assert!(store.at_places(&all, own - 1).unwrap().is_none());
        let limited = Filter { limit: Some(own - 1), ..all };
        let (_, _, left_out) = read(&store, &limited, true, &mut None).unwrap();
        assert_eq!(left_out, 1);
    }
}
