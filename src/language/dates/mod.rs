//! Reads English time expressions, relative to the day on which a report was published.
//!
//! `tokens` splits the text, and `parser` is the cursor that all rules advance. The rules are, each building on those
//! before it: `time_of_day`, `duration`, `numeric_date`, `years`, `calendar_date`, `relative`, `counted`, `given`,
//! `period_part_words`, `named_period`, `hedged_point`, `ranges_and_lists`, `one_sided`, `two_sided` and `phrase`. A
//! `point` is a phrase with gaps (no year, no month); `resolve` and `period_part` fill the gaps and give a
//! `date_range`. `find` searches running text: there, `plausible` distinguishes dates from other words, and `narrative`
//! distinguishes stories about the past from news. Knows [`crate::domain::when`], but no facts, no clock and no files.

mod anchor;
mod calendar;
mod calendar_date;
mod common;
mod counted;
mod date_range;
mod duration;
mod find;
mod given;
mod hedged_point;
mod holidays;
mod in_length;
mod named_period;
mod narrative;
mod numeric_date;
mod one_sided;
mod opening_words;
mod parser;
mod period_part;
mod period_part_words;
mod phrase;
mod plausible;
mod plausible_year;
mod point;
mod ranges_and_lists;
mod read;
mod relative;
mod resolve;
mod running_text;
mod tense;
mod time_of_day;
mod tokens;
mod two_sided;
mod years;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, DateOrder};
pub use common::read_common;
pub use find::find;
pub use read::{read, read_value};
