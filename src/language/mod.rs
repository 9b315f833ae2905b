//! Reads English words into values: numbers, quantities and dates, as reports write them.
//!
//! Pure. Knows the values of [`crate::domain`]. Must not know facts, SQL, files or the clock. A phrase that
//! cannot be read is refused, with the words that were understood up to there; nothing is guessed.

pub mod dates;
mod find;
mod first_since;
mod hours;
mod lexer;
pub mod quantities;
mod reading;
#[cfg(test)]
mod tests;
mod words;

pub use find::{FoundExpression, find, quantities_in};
pub use first_since::{BeforeError, FirstSince, ValueWords, value_words};
pub use hours::{read_hours, read_time};
pub use reading::{Beside, Found, ReadError, Reading, UnderstoodSpan};
pub use words::foreign_script;
