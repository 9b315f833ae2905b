//! The command `factline compare`.

use super::compared::Part;
use super::confidential;
use super::context::Context;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use super::parts::{Way, each_part};
use crate::domain::compare::relate::Relation;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::render::{self, CompareShelf, CompareWriter};
use crate::store::{FactOrder, RowsOfFacts, Store, StoreError, StreamedFact};
use crate::text::counts::counted;
use crate::view::compare::{self, Options};
use clap::Args;
use foldhash::HashSet;
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};
use std::sync::{Mutex, PoisonError};

/// At most this many bytes of groups are kept in memory; further groups are kept in a file until they are written.
const MOST_IN_MEMORY: usize = 4 << 20;

/// Without `--limit`, a page shows at most this many groups.
const MOST_ON_PAGE: usize = 100;

/// Show where reports agree, refine or contradict each other, and who says something else
#[derive(Debug, Args)]
#[command(after_help = "\
Facts about the same thing are in one group: the same indicator, place, unit and thread, at the same time. \
Groups with a contradiction come first. `current` (in data: `stands`) is the figure or status of the newest facts that can be true \
together. `against` has the sides of a contradiction. Each fact then has its most important \
relation to another fact of the group: contradicts, updates (the same claimant, later), part-of, agrees, \
refines (narrower), compatible, or not-comparable.

--report, --publisher, --by, --status, --thread and --text choose groups: those in which a fact matches. Each is shown with all its facts, so that you see who contradicts that fact.

As text and Markdown, 100 groups are shown unless --limit gives another number.

Example:
  factline compare --place Aleppo
  factline compare --only contradicts --since 2016-10-20
  factline compare --by PDMA --quotes
  factline compare --indicator trapped --format json
  factline compare --check        exit with 3 if anything contradicts")]
pub(super) struct Compare {
    #[command(flatten)]
    filter: FilterArgs,
    /// Show only groups with this relation
    #[arg(long, value_name = "RELATION")]
    only: Vec<Relation>,
    /// Show what each report says word for word
    #[arg(long)]
    quotes: bool,
    /// Exit with 3 if any fact contradicts another one
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

impl Compare {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let mut filter = self.filter.resolve(context, &store)?;
        let format = self.output.format()?;
        let most = (!format.is_data()).then_some(MOST_ON_PAGE);
        let limit = filter.limit.take().or(most);
        let today = filter.day_asked(context.today());
        let mut options = Options {
            only: self.only,
            today: Some(today),
            limit,
            struck: filter.retracted,
            with: None,
        };
        let (mut groups, mut contradicted) = (0, 0);
        self.output.write_read(context, |format, style, out| {
            store.in_one_state(|| {
                options.with = choose_groups(&store, &mut filter)?;
                if !format.is_data() {
                    let mut found = page(&store, (&filter, Way::COMPARED), &options)?;
                    if self.quotes {
                        let quote = |fact| store.quote(fact);
                        found.groups.iter_mut().try_for_each(|group| group.add_quotes(quote))?;
                    }
                    (groups, contradicted) = (found.count(), found.contradicted);
                    let title = compare::title(&found);
                    return Ok(render::compare_page(&found, title, format, style, out)?);
                }
                let most = limit.unwrap_or(usize::MAX);
                let file = tempfile::spooled_tempfile(MOST_IN_MEMORY);
                let shelf = CompareShelf::new(format, self.quotes, most, file)?;
                (groups, contradicted) =
                    data(&store, (&filter, Way::COMPARED), &options, &shelf, out)?;
                Ok(())
            })
        })?;
        let left_out = groups - groups.min(limit.unwrap_or(usize::MAX));
        if left_out > 0 {
            let groups = counted(left_out, "group is", "groups are");
            context.say(format!("note: {groups} left out; --limit shows more"));
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(if self.check && contradicted > 0 { Outcome::LookAt } else { Outcome::Done })
    }
}

/// The groups that a page shows.
fn page(
    store: &Store,
    (filter, way): (&Filter, Way),
    options: &Options,
) -> anyhow::Result<compare::Compare> {
    // Most groups need not be put into words, since the page is full of those of other indicators.
    let room = Mutex::new(compare::Room::default());
    let room = || room.lock().unwrap_or_else(PoisonError::into_inner);
    let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        let mut page = compare::Page::with(room().clone());
        page.add(&part.facts, named.rows(), options);
        Ok(page)
    };
    let mut page = compare::Page::default();
    each_part(store, filter, way, of_part, |more| {
        page.join(more, options);
        *room() = page.room(options);
        Ok(())
    })?;
    Ok(page.finish(options))
}

/// Writes groups as data. Returns the number of groups, and of those with a contradiction.
fn data<F: Read + Write + Seek + Send>(
    store: &Store,
    (filter, way): (&Filter, Way),
    options: &Options,
    shelf: &CompareShelf<F>,
    out: &mut dyn Write,
) -> anyhow::Result<(usize, usize)> {
    let of_part = |store: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
        let mut groups = shelf.part();
        compare::each_group(&part.facts, named.rows(), options, |told| {
            if groups.has_room(told.is_contradicted) {
                let mut group = told.group();
                if shelf.is_quoted() {
                    group.add_quotes(|fact| store.quote(fact))?;
                }
                groups.add(&group, told.is_contradicted)?;
            }
            Ok::<_, anyhow::Error>(())
        })?;
        Ok(groups.finish()?)
    };
    let mut writer = CompareWriter::new(shelf, out)?;
    each_part(store, filter, way, of_part, |part| Ok(writer.join(part)?))?;
    Ok(writer.finish()?)
}

/// Splits a filter that names claimants, reports, statuses, threads or words. Returns the facts that match it; a group
/// must have one of these. The filter then asks for all facts of their indicators, since facts that contradict them
/// need not match. `None` if the filter names nothing of this kind.
fn choose_groups(store: &Store, filter: &mut Filter) -> Result<Option<HashSet<Uid>>, StoreError> {
    let wider = Filter {
        reports: Vec::new(),
        publishers: Vec::new(),
        claimants: Vec::new(),
        statuses: Vec::new(),
        threads: Vec::new(),
        text: Vec::new(),
        ..filter.clone()
    };
    if wider == *filter {
        return Ok(None);
    }
    let mut with = HashSet::default();
    let mut indicators = BTreeSet::new();
    let mut named = store.rows_of_facts(filter).lean();
    let mut note = |fact: &StreamedFact<'_>| {
        let recorded = named.read(fact)?;
        with.insert(recorded.uid);
        indicators.insert(recorded.fact.indicator.clone());
        Ok::<_, StoreError>(())
    };
    store.stream_compared(filter, FactOrder::Recorded, &mut note)?;
    if !filter.places.is_empty() {
        store.stream_compared(&filter.around_its_places(), FactOrder::Recorded, &mut note)?;
    }
    if !with.is_empty() {
        *filter = Filter { indicators: indicators.into_iter().collect(), ..wider };
    }
    Ok(Some(with))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo;
    use crate::render::Format;
    use std::io::Cursor;

    /// The output for all groups, and their number.
    fn written(store: &Store, way: Way, format: Format, limit: Option<usize>) -> (String, usize) {
        let (filter, options) = (Filter::default(), Options { limit, ..Options::default() });
        store
            .in_one_state(|| {
                if !format.is_data() {
                    let found = page(store, (&filter, way), &options)?;
                    return Ok((format!("{found:?}"), found.count()));
                }
                let most = limit.unwrap_or(usize::MAX);
                let shelf = CompareShelf::new(format, false, most, Cursor::new(Vec::new()))?;
                let mut out = Vec::new();
                let (groups, _) = data(store, (&filter, way), &options, &shelf, &mut out)?;
                Ok::<_, anyhow::Error>((String::from_utf8(out)?, groups))
            })
            .unwrap()
    }

    #[test]
    fn groups_of_small_parts_are_written_as_those_of_all_facts_at_once() {
        let (_folder, store) = demo::sample(&Context::of_line(&[], false));
        for format in [Format::Text, Format::Json, Format::JsonLines, Format::Csv] {
            for limit in [None, Some(0), Some(1), Some(5)] {
                let whole = written(&store, Way::COMPARED, format, limit);
                assert!(whole.1 > 10);
                for threads in [1, 2] {
                    let way = Way::COMPARED.in_small_parts(threads);
                    assert_eq!(written(&store, way, format, limit), whole);
                }
            }
        }
    }
}
