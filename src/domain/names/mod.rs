//! Finds the row that the user's words mean: by key, name, P-code or alias, ignoring case and
//! accents.
//!
//! Commands, filters and imports all use this resolver. It looks rows up through a trait, which the
//! store implements with SQL ([`NameLookup`]) and [`NamedRows`] in memory. Must not know where rows
//! are stored, nor the command line.

mod error;
mod memory;
mod nameable;
mod reports;
mod resolve;
mod rows;
mod settlement;

pub use error::NameError;
pub use memory::NamedRows;
pub use nameable::{ALIAS, Candidate, KnownName, NameLookup, Nameable, is_called, names_of};
pub use reports::{ReportLookup, find_report, is_named};
pub use resolve::{Named, find, nearest_names, resolve};
