//! The words of languages, as tables: what a word means, and which words may follow which. One folder for each
//! language, with only data. Must not know tokens, rules or the meaning of phrases.
//!
//! All words are passed in lower case. `foreign` lists number words of languages that have no folder yet,
//! so that they are refused and not guessed.

pub(super) mod english;
mod foreign;
mod time_unit;
mod unit_class;

pub(super) use english::events::is_event;
pub(super) use english::numbers::{
    BILLION, MILLION, THOUSAND, TRILLION, cardinal, ordinal, scale, short_scale,
};
pub(super) use english::time::{decade, is_daypart, is_zone, month, season, time_unit, weekday};
pub use foreign::foreign_script;
pub(super) use foreign::{is_foreign_number, refused_script};
pub(super) use time_unit::TimeUnit;
pub(super) use unit_class::UnitClass;
