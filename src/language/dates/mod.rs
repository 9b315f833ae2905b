//! English time expressions, read against the day a report was published.
//!
//! `tokens` cuts the text, `parser` is the cursor that the rules move: `time_of_day`, `duration`,
//! `numeric_date`, `years`, `calendar_date`, `relative`, `counted`, `period_part_words`,
//! `named_period`, `hedged_point`, `ranges_and_lists`, `one_sided`, `two_sided` and `phrase`, each
//! built on those before it. A `point` is a phrase before its gaps (no year, no month) are filled;
//! `resolve` and `period_part` fill them and give a `date_range`. `find` looks for expressions in
//! running text, where `plausible` tells dates from names, and `narrative` histories from news.
//! Knows [`crate::domain::when`] and no fact, no clock, no file.

mod ambiguous_words;
mod anchor;
mod calendar;
mod calendar_date;
mod counted;
mod date_range;
mod duration;
mod find;
mod hedged_point;
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
mod point;
mod ranges_and_lists;
mod read;
mod relative;
mod resolve;
mod running_text;
mod time_of_day;
mod tokens;
mod two_sided;
mod years;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, DateOrder};
pub use find::find;
pub use read::read;
