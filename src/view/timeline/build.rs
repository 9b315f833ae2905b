//! A timeline, from the facts about a place and all below it.

use super::entries::{Entries, Group};
use super::facts::TimelineFacts;
use super::head::Head;
use super::lanes::{self, Lane};
use super::options::{Options, Span};
use super::sources::Source;
use super::window;
use crate::domain::compare::Statement;
use crate::domain::selection::Selection;

/// What happened at a place.
#[derive(Debug)]
pub struct Timeline<'a> {
    /// What it is about, and how much is known.
    pub head: Head,
    /// The days that the lanes show; none where no fact is dated.
    pub window: Option<Span>,
    /// One lane for each indicator with a dated fact in the window; empty where none were asked for.
    pub lanes: Vec<Lane>,
    /// The reports, by date; entries name them by number, from 1.
    pub sources: Vec<Source>,
    /// How many more facts there are than were selected.
    pub left_out: usize,
    entries: Entries<'a>,
}

impl<'a> Timeline<'a> {
    /// The timeline of a place (its key) from a selection of the facts about it and all below it.
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

    /// The timeline of a place from facts that were added one by one; `left_out` more were not.
    /// `rows` has the places (with all above them), actors and indicators that they name.
    #[must_use]
    pub fn from_facts(
        mut facts: TimelineFacts,
        rows: &'a Selection,
        left_out: usize,
        place: &str,
        options: &Options,
    ) -> Self {
        let sources = facts.take_sources();
        let TimelineFacts { statements, mut interner, .. } = facts;
        let (head, window, lanes) = {
            let all: Vec<&Statement> = statements.iter().collect();
            let window = window::choose(rows, &all, options.range);
            let lanes = match window {
                Some(window) if options.lanes => {
                    lanes::of(rows, &all, place, window, &mut interner)
                }
                _ => Vec::new(),
            };
            (Head::of(rows, &all, place, window, left_out), window, lanes)
        };
        let entries = Entries::of(rows, statements, place, &sources);
        Self { head, window, lanes, sources, left_out, entries }
    }

    /// What the facts say, in order, by month. Every fact is in one entry.
    pub fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.entries.groups()
    }
}
