//! Text as it may be shown, laid out and written: the ground that import, export, render and the
//! command line share.
//!
//! Knows characters, widths, paint and files. Must not know anything else of the crate: neither
//! facts nor the database, neither how a terminal paints nor the command line.

pub mod excerpt;
pub mod files;
pub mod ink;
pub(crate) mod layout;
pub mod lists;
pub mod safe;
pub(crate) mod wrap;
