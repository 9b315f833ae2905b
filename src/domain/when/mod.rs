//! When: the time a fact is about, as an EDTF (ISO 8601-2:2019) expression with four bounds.
//!
//! Knows the Extended Date/Time Format of the Library of Congress, levels 0 to 2, one extension
//! of it, and the proleptic Gregorian calendar of the years 1 to 9999. Must not know English,
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
mod error;
mod level;
mod parse;
mod print;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Window, happens_within, holds_throughout};
pub use ast::{Expression, Qualifier};
pub use bounds::Bounds;
pub use calendar::month_name;
pub use error::WhenError;

/// A calendar date at the place; no time zone moves it.
pub type Day = chrono::NaiveDate;

/// The time a fact is about: the words as stated, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// The words as the report states them; empty when only an expression was given.
    pub as_stated: String,
    /// The expression the words resolve to.
    pub expression: Expression,
    /// The bounds derived from the expression.
    pub bounds: Bounds,
}

impl When {
    /// A when from an expression, with the words it was read from (or none).
    #[must_use]
    pub fn new(expression: Expression, as_stated: impl Into<String>) -> Self {
        let bounds = expression.bounds();
        Self { as_stated: as_stated.into(), expression, bounds }
    }
}
