//! Text as it may be shown, laid out and written: the ground that import, export, render and the
//! command line share.
//!
//! Knows characters, widths and files. Must not know facts, the database or the command line.

pub mod excerpt;
pub mod files;
pub mod layout;
pub mod lists;
pub mod safe;
