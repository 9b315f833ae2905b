//! The time of a fact: an EDTF expression (ISO 8601-2:2019) with four bounds.
//!
//! Knows the Extended Date/Time Format of the Library of Congress, levels 0 to 2, with one
//! extension, and the proleptic Gregorian calendar of the years 1 to 9999. Must not know English,
//! the clock, time-zone arithmetic or what a fact is. `docs/edtf.md` is the reference.
//!
//! ```text
//! text ─parse─▶ Expression (ast) ─print─▶ canonical text
//!                    └─bounds─▶ Bounds ─answer─▶ No, Maybe, Yes
//! ```

mod answer;
mod ast;
mod bounds;
mod build;
mod calendar;
mod day;
mod error;
mod level;
mod parse;
mod print;
mod stated;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Window, happens_within, holds_throughout};
pub use ast::{Expression, Qualifier};
pub use bounds::Bounds;
pub use calendar::month_name;
pub use day::{Day, plain_day};
pub use error::WhenError;
pub use stated::When;
