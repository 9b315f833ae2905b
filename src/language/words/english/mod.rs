//! The words of English, as tables. Only data, no rules: another language is another folder of the same
//! files. Must not know tokens or grammar.

pub(in crate::language) mod around_figures;
pub(in crate::language) mod bounds;
pub(in crate::language) mod connectives;
pub(in crate::language) mod events;
pub(in crate::language) mod holidays;
pub(in crate::language) mod negation;
pub(in crate::language) mod not_dates;
pub(in crate::language) mod not_figures;
pub(in crate::language) mod numbers;
pub(in crate::language) mod openings;
pub(in crate::language) mod parts_of_time;
pub(in crate::language) mod time;
pub(in crate::language) mod units;
pub(in crate::language) mod vague;
pub(in crate::language) mod verbs;
