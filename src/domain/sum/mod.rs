//! Adds up what happened: each event once, however many reports it has, and no total together with its parts.
//!
//! Knows statements as comparisons know them, and how places, scopes and periods contain each other. Must not
//! know wording, display or storage.
//!
//! - [`Entry`]: a fact that may be added; [`LeftOut`]: why one is not.
//! - `item`: the days of a fact, and whether it can be placed; `running`: the figures of months from running
//!   totals.
//! - `label`, `events`: which facts are about one event; `several`: which count several together; `updates`: what
//!   claimants corrected.
//! - `days`: what events add up to by day; `totals`: figures for periods; `corrections`: those that were lowered.
//! - `cells`, `node`, `parts`, `portions`: which figures are parts of which; `overlap`: those that may be parts,
//!   `together`: which these are, `floor`: the least that they add up to.
//! - [`Amount`], [`Tally`]: figures with bounds, and what they consist of.
//!
//! Everything is sorted or looked up; nothing compares all facts with all others.

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
