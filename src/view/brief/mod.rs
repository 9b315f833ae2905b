//! The page for reading in a minute before a decision: what is known about a place, who disagrees, promises, and series
//! without reports; each line with the numbers of its sources.
//!
//! Knows facts, and how they are compared and put into words. Must not know widths, colours or bytes: a block is lines,
//! and `render` decides how it looks. Every statement in it comes from a fact.

mod block;
mod build;
mod changed;
mod cited;
mod disagree;
mod fit;
mod known;
mod missing;
mod standing;
mod summed;
#[cfg(test)]
mod tests;
mod weight;

pub use block::{Block, Kind, Lead, Line, Part};
pub use build::{Asked, Brief, contradictions};
pub use cited::{FEW_SOURCES, MOST_SOURCES};
