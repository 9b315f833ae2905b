//! Facts: one statement, by somebody, found in one report.
//!
//! `draft` is what somebody wants to record, `check` checks it against its indicator and report, `measure` its unit
//! against what the indicator measures, `plausible` refuses what cannot be true, `doubt` finds what is unlikely,
//! `quote` finds its quote in the report's text, and `checked` is the resulting fact. `quoted_state` finds quotes that
//! name another state for the figure than the indicator counts, and `narrowed` finds values whose words mean only a
//! part of the people. `besides` makes the further facts of one statement. Must not know SQL, files, the clock or how a
//! fact is displayed, nor English beyond the words for the end of a clause in `quoted_state` and for the current period
//! in `doubt`. The words of states are in `domain/state_words.rs`.

mod besides;
mod check;
mod checked;
mod doubt;
mod draft;
mod error;
mod measure;
mod narrowed;
mod plausible;
mod quote;
mod quoted_state;
#[cfg(test)]
pub(crate) mod samples;

pub use besides::check_besides;
pub use checked::{Fact, QuoteCheck};
pub use doubt::{Doubt, compares_within_scope, is_far_above};
pub use draft::{
    Correction, Draft, Stance, Status, has_not_happened, is_over, is_reason_of_update, looks_ahead,
};
pub use error::FactError;
pub use measure::{measure, names_people};
