//! Words that dates and quantities share, with their values. Contains only data, no rules.
//!
//! All words are passed in lower case. Must not know grammar, tokens or the meaning of phrases.

mod events;
mod foreign;
mod numbers;
mod time;

pub(super) use events::is_event;
pub(super) use foreign::is_foreign_number;
pub(super) use numbers::{
    BILLION, MILLION, THOUSAND, TRILLION, cardinal, ordinal, scale, short_scale,
};
pub(super) use time::{TimeUnit, decade, is_daypart, is_zone, month, season, time_unit, weekday};
