//! Compares facts: decides which say the same, which contradict each other, and which figure is current.
//!
//! Knows facts, reports and the hierarchy of places. Must not know wording, display or storage: the
//! views put the results into words.
//!
//! - [`Statement`]: the part of a fact that comparisons need.
//! - [`comparison`]: the groups of statements about the same thing, and the current figure of each.
//! - [`grouping`]: which statements form a group; `nearby` and `extent` find them without comparing all pairs, `table`
//!   relates those of one group (`events` tells several events of one day apart), `around` adds contradicting
//!   statements about enclosing places and places inside, `parts` adds figures for shorter times within the periods of
//!   totals, and `earlier` what the claimants of stocks said before the window.
//! - [`relate`]: how two statements relate; [`meeting`]: whether they are about the same thing at all.
//! - [`voice`], [`allowed`], [`scopes`]: the days, the numbers and the part of the people that a
//!   statement means.
//! - [`standing_figure`]: the current figure; [`origins`]: how many separate utterances are behind it.
//! - [`same`]: which statements say the same.
//! - [`series`]: which units form a separate series.
//! - [`mod@struck`]: which group a statement that does not count would belong to.
//! - [`confirmed`]: how many utterances confirm a statement.
//! - [`ends`]: when states are known to have ended; [`happened`]: when something is known to have happened.

pub mod allowed;
mod around;
pub mod comparison;
pub mod confirmed;
mod earlier;
pub mod ends;
mod events;
mod extent;
pub mod grouping;
pub mod happened;
mod intern;
mod mark;
pub mod meeting;
mod nearby;
pub mod origins;
mod parts;
pub mod relate;
pub mod same;
pub mod scopes;
pub mod series;
mod spans;
pub mod standing_figure;
pub mod statement;
pub mod struck;
mod table;
pub mod voice;

pub use intern::{Interner, Name};
pub use statement::{Statement, StatementKind, Subject};

#[cfg(test)]
mod tests;
