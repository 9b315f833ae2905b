//! How facts are compared: which say the same, which cannot both be true, and which figure stands.
//!
//! Knows facts, reports and the places around places. Must not know how anything is worded or
//! shown, nor where facts are kept: the views word what is decided here.
//!
//! - [`Statement`]: what one fact says, as far as comparing it with others needs.
//! - [`overlap`]: which quantities leave a value that satisfies both.
//! - [`relation`]: what contradicts what.
//! - [`group`]: what says the same, and how many voices stand behind it.
//! - [`standing`]: which figure of a series counts now.
//! - [`ends`]: which states are known to have ended.

pub mod ends;
pub mod group;
mod intern;
pub mod overlap;
pub mod relation;
pub mod standing;
pub mod statement;

pub use intern::{Interner, Name};
pub use statement::{Statement, StatementKind, Subject};
