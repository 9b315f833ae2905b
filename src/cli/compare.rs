//! The command `factline compare`.

use super::confidential;
use super::context::Context;
use super::filter::FilterArgs;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::compare::relate::Relation;
use crate::domain::filter::Filter;
use crate::domain::selection::Selection;
use crate::render::{self, Format};
use crate::store::{FactOrder, Store, StoreError};
use crate::text::counts::counted;
use crate::view::collected::Collected;
use crate::view::compare::{self, Options};
use clap::Args;

/// The most groups that text shows without `--limit`.
const MOST_ON_PAGE: usize = 100;

/// Show where reports agree, refine or contradict each other, and who says otherwise
#[derive(Debug, Args)]
#[command(after_help = "\
Facts that speak of the same thing stand in one group: the same indicator, place, unit and thread, at the same \
time. Groups with a contradiction come first. `stands` is what the newest facts leave that can be true together, `against` the sides of a contradiction. \
Each fact then has its relation to the fact of the group of which it says most: contradicts, updates (the same \
claimant, later), part-of, agrees, refines (narrower), compatible, or not-comparable.

As text, 100 groups are shown unless --limit gives another number.

Example:
  factline compare --place Aleppo
  factline compare --only contradicts --since 2016-10-20
  factline compare --indicator trapped --format json
  factline compare --check        exit with 3 if anything contradicts")]
pub(super) struct Compare {
    #[command(flatten)]
    filter: FilterArgs,
    /// Show only groups with this relation
    #[arg(long, value_name = "RELATION")]
    only: Vec<Relation>,
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
        let most = (format == Format::Text).then_some(MOST_ON_PAGE);
        let limit = filter.limit.take().or(most);
        let today = filter.as_published.unwrap_or_else(|| context.today());
        let (facts, rows) = read(&store, &filter)?;
        let struck = filter.retracted;
        let options = Options { only: self.only, today: Some(today), limit, struck };
        let found = compare::Compare::of(&facts, &rows, &options);
        let title = compare::title(&found);
        self.output.write(context, |format, style, out| {
            render::compare(&found, title, format, style, out)
        })?;
        if found.left_out > 0 {
            let groups = counted(found.left_out, "group is", "groups are");
            context.say(format!("note: {groups} left out; --limit shows more"));
        }
        confidential::tell_facts(context, &store, &filter)?;
        Ok(if self.check && found.contradicted > 0 { Outcome::LookAt } else { Outcome::Done })
    }
}

/// The facts that match the filter, and the rows that they name; where the filter names places, also the
/// facts about the places around them.
pub(super) fn read(store: &Store, filter: &Filter) -> Result<(Collected, Selection), StoreError> {
    let mut facts = Collected::default();
    let mut named = store.rows_of_facts(filter);
    store.stream(filter, FactOrder::Time, |fact| {
        let recorded = named.read(fact)?;
        facts.add(named.rows(), &recorded);
        Ok::<_, StoreError>(())
    })?;
    if !filter.places.is_empty() {
        let around = filter.around_its_places();
        store.stream(&around, FactOrder::Time, |fact| {
            let recorded = named.read(fact)?;
            facts.add_wider(named.rows(), &recorded);
            Ok::<_, StoreError>(())
        })?;
    }
    Ok((facts, named.into_rows()))
}
