//! A timeline: what happened at a place, as lanes over time, entries in order, and sources.
//!
//! Knows facts and how they are worded. Must not know widths, colours or bytes: lanes are days,
//! not columns. How it looks is the business of [`mod@crate::render::timeline`].

mod clash;
mod differ;
mod ends;
mod entries;
mod figure;
mod head;
mod item;
mod lanes;
#[cfg(test)]
pub(crate) mod sample;
mod sources;
#[cfg(test)]
mod tests;
mod window;

pub use entries::{Entry, Group, Origins};
pub use figure::Figure;
pub use head::{Beyond, Head};
pub use lanes::{Kind, Lane, Mark};
pub use sources::Source;

use crate::domain::selection::Selection;
use crate::domain::when::Day;
use item::Item;

/// Which days the lanes show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Range {
    /// The days that show most facts well: a few facts far away from all others do not squeeze
    /// them into a corner.
    #[default]
    Auto,
    /// All days that any fact names.
    All,
    /// From a day to a day, both included; an end that is left out is the facts' own.
    Days {
        /// The first day.
        first: Option<Day>,
        /// The last day.
        last: Option<Day>,
    },
}

/// How a timeline is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which days the lanes show.
    pub range: Range,
    /// Whether there are lanes at all.
    pub lanes: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { range: Range::Auto, lanes: true }
    }
}

/// The days that the lanes show, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day, not before the first.
    pub last: Day,
}

impl Span {
    /// How many days it has.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// The year, where it lies in one.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        use chrono::Datelike;
        (self.first.year() == self.last.year()).then(|| self.first.year())
    }
}

/// What happened at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// What it is about, and how much is known.
    pub head: Head,
    /// The days that the lanes show; none where no fact is dated.
    pub window: Option<Span>,
    /// One lane for each indicator with a dated fact in the window; empty where none were asked for.
    pub lanes: Vec<Lane>,
    /// What the facts say, in order, by month. Every fact is in one entry.
    pub groups: Vec<Group>,
    /// The reports, by date; entries name them by number, from 1.
    pub sources: Vec<Source>,
    /// How many more facts there are than were selected.
    pub left_out: usize,
}

impl Timeline {
    /// The timeline of a place (its key) from the facts about it and all below it.
    #[must_use]
    pub fn of(selection: &Selection, place: &str, options: &Options) -> Self {
        let items: Vec<Item<'_>> =
            selection.facts.iter().map(|fact| Item::of(selection, fact)).collect();
        let window = window::choose(selection, &items, options.range);
        let lanes = match window {
            Some(window) if options.lanes => lanes::of(selection, &items, place, window),
            _ => Vec::new(),
        };
        let sources = sources::of(selection);
        Self {
            head: Head::of(selection, &items, place, window),
            window,
            lanes,
            groups: entries::of(selection, &items, place, &sources),
            sources,
            left_out: selection.left_out,
        }
    }
}
