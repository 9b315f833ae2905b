//! Reads English numbers and quantities: "as many as 300,000", "between two and three dozen
//! trucks".
//!
//! Words become a [`Quantity`](crate::domain::quantity::Quantity): low, best and high figures,
//! whether they are approximate, and what is counted. Knows English; must not know facts,
//! indicators, files or the clock.
//!
//! ```text
//! tokens     words, figures and marks           figures       digits and what groups them
//! cardinals  numbers in words                   fractions     "half", "two thirds"
//! amounts    a number with its unit             units         what is counted or measured
//! ranges     two amounts, range_ends            bounds        "at least", "nearly", "or so"
//! vague      "dozens", "few" and their floors   negation      "no aid"
//! restated   "two of the eight", "eight (8)"    rates         "a day"
//! expression all of these together              surroundings  words that say nothing of how many
//! other_numbers  numbers that are not quantities fault         why a rule gave up
//! years_and_calibres  numbers that tell which, not how many
//! common     the commonest phrases, read without all these
//! ```
//!
//! The tables of words are in `words/english`.
//!
//! [`read()`] must understand every word of a phrase; otherwise it fails with the position of the
//! first word that is not understood. [`find()`] skips what it does not understand and what is
//! ambiguous.

mod amounts;
mod bounds;
mod cardinals;
mod changes;
mod common;
mod expression;
mod fault;
mod figures;
mod find;
mod fractions;
mod negation;
mod numeral;
mod opening_words;
mod options;
mod other_numbers;
mod phrase_table;
mod range_ends;
mod ranges;
mod rates;
mod ratio;
mod read;
mod restated;
mod surroundings;
mod tokens;
mod units;
mod vague;
mod years_and_calibres;

#[cfg(test)]
mod tests;

pub use common::read_common;
pub use find::find;
pub use options::{Options, Point};
pub use read::{is_increase, narrowing, read, read_with};
pub use units::usual_unit;
