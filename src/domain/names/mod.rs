//! Which row people's words mean: by key, name, P-code or another name, without regard to case and
//! accents.
//!
//! One resolver for all who read words: commands, filters, imports. It works on whoever can say
//! which rows have a name: the database ([`NameLookup`] by SQL, in the store) or rows in memory
//! ([`NamedRows`]). Must not know where the rows are kept, nor what a command looks like.

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
pub use reports::{ReportLookup, find_report};
pub use resolve::{Named, find, nearest_names, resolve};
