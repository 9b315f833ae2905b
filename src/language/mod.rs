//! Words into values: how reports write numbers, quantities and dates in English.
//!
//! Pure; knows the values of [`crate::domain`] and nothing of facts, SQL, files or the clock. A
//! phrase that cannot be read is refused with what was understood so far, never guessed.

pub mod dates;
mod find;
mod lexer;
pub mod quantities;
mod reading;
mod words;

pub use find::{FoundExpression, find};
pub use reading::{Found, ReadError, Reading, UnderstoodSpan};
