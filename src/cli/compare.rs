//! The command `factline compare`.

use super::compared::each_part;
use super::confidential;
use super::context::Context;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::compare::relate::Relation;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::render::{self, CompareWriter};
use crate::store::{FactOrder, Store, StoreError, StreamedFact};
use crate::text::counts::counted;
use crate::view::compare::{self, Options};
use clap::Args;
use foldhash::HashSet;
use std::collections::BTreeSet;

/// The most groups that a page shows without `--limit`.
const MOST_ON_PAGE: usize = 100;

/// Show where reports agree, refine or contradict each other, and who says otherwise
#[derive(Debug, Args)]
#[command(after_help = "\
Facts that speak of the same thing stand in one group: the same indicator, place, unit and thread, at the same \
time. Groups with a contradiction come first. `stands` is what the newest facts leave that can be true together, `against` the sides of a contradiction. \
Each fact then has its relation to the fact of the group of which it says most: contradicts, updates (the same \
claimant, later), part-of, agrees, refines (narrower), compatible, or not-comparable.

--report, --publisher, --by, --status, --thread and --text choose groups: those with a fact that matches, each shown \
with all its facts, so that who contradicts it is seen.

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
                let quote = |fact| store.quote(fact);
                let mut page = compare::Page::default();
                if !format.is_data() {
                    each_part(&store, &filter, |part, rows| {
                        let facts = &part.facts;
                        page.add(facts, rows, &options);
                        Ok(())
                    })?;
                    let mut found = page.finish(&options);
                    if self.quotes {
                        found.groups.iter_mut().try_for_each(|group| group.add_quotes(quote))?;
                    }
                    (groups, contradicted) = (found.count(), found.contradicted);
                    let title = compare::title(&found);
                    return Ok(render::compare_page(&found, title, format, style, out)?);
                }
                let most = limit.unwrap_or(usize::MAX);
                let later = tempfile::tempfile()?;
                let mut writer = CompareWriter::new(format, self.quotes, most, later, out)?;
                each_part(&store, &filter, |part, rows| {
                    let facts = &part.facts;
                    compare::each_group(facts, rows, &options, |told| {
                        groups += 1;
                        contradicted += usize::from(told.is_contradicted);
                        if !writer.has_room(told.is_contradicted) {
                            return Ok(());
                        }
                        let mut group = told.group();
                        if self.quotes {
                            group.add_quotes(quote)?;
                        }
                        Ok(writer.add(&group, told.is_contradicted)?)
                    })
                })?;
                Ok(writer.finish()?)
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

/// Where the filter says who speaks, in which report, with which status, thread or words: the facts that match it,
/// of which groups must have one. The filter is then that of all facts of their indicators, since what contradicts
/// a fact need not match. `None` where it says nothing of the kind.
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
    store.stream(filter, FactOrder::Recorded, &mut note)?;
    if !filter.places.is_empty() {
        store.stream(&filter.around_its_places(), FactOrder::Recorded, &mut note)?;
    }
    if !with.is_empty() {
        *filter = Filter { indicators: indicators.into_iter().collect(), ..wider };
    }
    Ok(Some(with))
}
