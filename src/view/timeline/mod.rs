//! A timeline: what happened at a place, as lanes over time, entries in order, and sources.
//!
//! Knows facts, and how they are compared and put into words. Must not know widths, colours or
//! bytes: lanes are days, not columns. [`mod@crate::render::timeline`] decides how it looks.
//!
//! Facts are added one by one and kept as statements of some hundred bytes each; an entry is put
//! into words only when it is asked for. A timeline of a whole country therefore fits into memory.

mod blocks;
mod build;
mod entries;
mod facts;
mod figure;
mod grouped;
mod head;
mod lanes;
mod mark;
mod mark_words;
mod options;
mod quotes;
#[cfg(test)]
pub(crate) mod sample;
mod shortened;
mod sources;
#[cfg(test)]
mod tests;
mod window;

pub use build::Timeline;
pub use entries::{Against, Claimant, Entry, Group};
pub use facts::TimelineFacts;
pub use figure::Figure;
pub use head::{Beyond, Head};
pub use lanes::Lane;
pub use mark::Mark;
pub(super) use mark::{mark, touches};
pub use options::{Options, Range, Span};
pub use quotes::{Quote, Quotes};
pub use sources::{Source, restricted};
pub(super) use window::{choose, widened};
