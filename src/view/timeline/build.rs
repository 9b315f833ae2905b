//! Builds the timeline of a place from the facts about it and about the places inside it.

use super::blocks::Blocks;
use super::entries::{Entries, Group};
use super::facts::TimelineFacts;
use super::figure::Labels;
use super::grouped::Grouped;
use super::head::Head;
use super::lanes::{self, Lane};
use super::options::{Options, Range, Span};
use super::sources::Source;
use super::window;
use crate::domain::compare::Statement;
use crate::domain::selection::Selection;
use crate::view::collected::Collected;
use crate::view::sum::Adder;
use std::sync::Arc;

/// A timeline: what the facts say happened at a place.
#[derive(Debug)]
pub struct Timeline<'a> {
    /// The title, and counts of facts, reports and claimants.
    pub head: Head,
    /// The days that the lanes show; `None` if no fact is dated.
    pub window: Option<Span>,
    /// One lane for each indicator with a dated fact in the window; empty if lanes were switched
    /// off.
    pub lanes: Vec<Lane>,
    /// The reports, by date; entries refer to them by number, from 1.
    pub sources: Vec<Source>,
    /// The number of facts that the limit left out.
    pub left_out: usize,
    entries: Entries<'a>,
}

impl<'a> Timeline<'a> {
    /// The timeline of the place with key `place`. `selection` has the facts about it and about the
    /// places inside it.
    #[must_use]
    pub fn of(selection: &'a Selection, place: &str, options: &Options) -> Self {
        Self::from_facts(
            TimelineFacts::of(selection),
            selection,
            selection.left_out,
            place,
            options,
        )
    }

    /// The timeline of a place from facts that were added one by one; `left_out` is the number of
    /// facts not added. `rows` has the actors, indicators and places (with their parents) that the
    /// facts refer to.
    #[must_use]
    pub fn from_facts(
        mut facts: TimelineFacts,
        rows: &'a Selection,
        left_out: usize,
        place: &str,
        options: &Options,
    ) -> Self {
        let Collected { mut statements, wider, interner, republished, source_rows, .. } =
            std::mem::take(&mut facts.collected);
        let shown = statements.len();
        statements.extend(wider);
        let statements = Arc::new(statements);
        let (grouped, head, window, lanes, blocks) = {
            let adder =
                Adder::with(rows, (&republished, source_rows.as_ref()), options.range.asked());
            let no_labels = || Labels::of(place, adder, left_out > 0);
            let (grouped, [mut labels, others]) =
                Grouped::of(&statements, shown, rows, no_labels, |labels, group| {
                    if options.lanes {
                        labels.add(group);
                    }
                });
            let grouped = Arc::new(grouped);
            labels.join(others);
            let all: Vec<&Statement> = statements[..shown].iter().collect();
            let held = grouped.against_none(&statements, shown);
            let days = window::choose(&all, held, options.range).map(|days| match options.range {
                Range::Auto => Span { last: labels.last_day(days.last), ..days },
                _ => days,
            });
            let window = days.map(|days| window::widened(days, options.range));
            let rest = || {
                let blocks = Blocks::of(Arc::clone(&statements), shown, Arc::clone(&grouped));
                (Head::of(rows, &all, place, days, left_out), blocks)
            };
            let (lanes, (head, blocks)) = match window {
                Some(window) if options.lanes => {
                    let of = (statements.as_slice(), &*grouped);
                    lanes::of(rows, of, shown, (&labels, window), interner, rest)
                }
                _ => {
                    drop(interner);
                    (Vec::new(), rest())
                }
            };
            (Arc::clone(&grouped), head, window, lanes, blocks)
        };
        let cited = grouped.pairs().filter(|(one, _)| *one < shown);
        let cited = cited.map(|(_, with)| &statements[with]).map(|one| &one.report);
        let sources = facts.take_sources(cited);
        let entries = Entries::of(rows, blocks, republished, place, &sources);
        Self { head, window, lanes, sources, left_out, entries }
    }

    /// The entries, for leaving some of them out.
    pub(super) fn entries_mut(&mut self) -> &mut Entries<'a> {
        &mut self.entries
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.blocks.order.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries by month, in order. Every fact is in exactly one entry.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.entries.groups()
    }
}
