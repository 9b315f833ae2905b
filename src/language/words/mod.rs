//! The words that dates and quantities share, each with its value: data, no rules.
//!
//! All words come in lower case. Must not know grammar, tokens or what a phrase means.

mod numbers;
mod time;

pub(super) use numbers::{
    BILLION, MILLION, THOUSAND, TRILLION, cardinal, ordinal, scale, short_scale,
};
pub(super) use time::{TimeUnit, decade, is_daypart, is_zone, month, season, time_unit, weekday};
