//! Compares facts: which say the same, which contradict each other, and which figure is current.
//!
//! Knows facts, reports and the hierarchy of places. Must not know wording, display or storage: the
//! views put into words what is decided here.
//!
//! - [`Statement`]: the part of a fact that comparisons need.
//! - [`overlap`]: whether two quantities have a value in common.
//! - [`relation`]: which statements contradict each other.
//! - [`group`]: which statements say the same, and how many sources they have.
//! - [`standing`]: which figure of a series is current.
//! - [`series`]: which unit sets figures apart as a series of their own.
//! - [`ends`]: when states are known to have ended.

mod absences;
pub mod ends;
pub mod group;
mod intern;
pub mod overlap;
pub mod relation;
pub mod series;
pub mod standing;
pub mod statement;

pub use intern::{Interner, Name};
pub use statement::{Statement, StatementKind, Subject};
