//! The data model: plain values, and the rules between them.
//!
//! Knows the terms of `docs/data-model.md`. Must not know SQL, files, the clock, the terminal or
//! any other folder of this crate.

pub mod act;
pub mod actor;
pub mod assessment;
pub mod changeset;
pub mod compare;
pub mod country;
pub mod diff;
pub mod fact;
pub mod filter;
pub mod gaps;
pub mod group_counts;
pub mod hours;
pub mod identity;
pub mod indicator;
pub mod lasting;
pub mod link;
pub mod name;
pub mod names;
pub mod number;
pub mod place;
pub mod quantity;
pub mod report;
pub mod selection;
pub mod source_row;
mod state_words;
mod states;
pub mod sum;
pub mod when;
pub mod words;
