//! The page that somebody reads in a minute before deciding: what is known of a place, who disagrees,
//! what was promised, what nobody reported; each line with the numbers of its sources.
//!
//! Knows facts, how they are compared and worded. Must not know widths, colours or bytes: a block is
//! lines, and how it looks is the business of `render`. Nothing is said that no fact says.

mod block;
mod build;
mod changed;
mod cited;
mod disagree;
mod fit;
mod known;
mod missing;
#[cfg(test)]
mod tests;
mod weight;

pub use block::{Block, Kind, Lead, Line, Part};
pub use build::{Asked, Brief, contradictions};
pub use cited::{FEW_SOURCES, MOST_SOURCES};
