//! Adds up what happened: counts each event once, however many reports it has, and never counts a total together with
//! its parts.
//!
//! Knows statements as comparisons know them, and which places, scopes and periods contain others. Must not know
//! wording, display or storage.
//!
//! - [`Entry`]: a fact that may be added; [`LeftOut`]: why a fact is not added.
//! - `item`: the days of a fact, and whether it can be placed; `running`: the figures of months from running
//!   totals.
//! - `label`, `events`: which facts are about one event; `several`: which figures count several events together;
//!   `updates`: what claimants corrected.
//! - `days`: the sums of events by day; `totals`: figures for periods; `corrections`: totals that claimants corrected.
//! - `cells`, `node`, `parts`, `portions`: which figures are parts of others; `overlap`: figures that may be parts of
//!   others; `together`: groups of figures that may mean the same; `floor`: the least that figures add up to.
//! - [`Amount`], [`Tally`]: figures with bounds, and what they consist of.
//!
//! All searches use sorting or indexes; no function compares all facts with all others.

mod amount;
mod cells;
mod corrections;
mod days;
mod events;
mod floor;
mod item;
mod label;
mod lines;
mod node;
mod overlap;
mod parts;
mod portions;
mod running;
mod several;
mod tally;
mod together;
mod totals;
mod units;
mod updates;

pub use amount::Amount;
pub use item::{Entry, LeftOut, RowId};
pub use lines::{Asked, LeftOuts, Line, sums};
pub use tally::{Stated, Tally, Things};

#[cfg(test)]
mod tests;
