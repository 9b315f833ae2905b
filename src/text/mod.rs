//! Text as people see it: escaping, widths, line breaking, lists in a cell, and files written
//! whole.
//!
//! Import, export, render and the command line use this module. It knows characters, widths, inks and files.
//! Must not know any other module: no facts, no database, no escape sequences of terminals, no command line.

pub(crate) mod bidi;
pub mod byte_key;
pub(crate) mod counts;
pub mod excerpt;
pub mod files;
pub mod ink;
pub(crate) mod layout;
pub mod leftovers;
pub mod lists;
pub mod safe;
pub mod shown;
pub(crate) mod system;
pub mod unfinished;
pub mod unfinished_folder;
pub(crate) mod wrap;
