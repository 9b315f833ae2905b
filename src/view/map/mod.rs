//! Maps: the places of facts, with the current figures and states there.
//!
//! Knows places with their coordinates, and current figures. Must not know widths, colours or bytes: a map is degrees
//! and numbers, and `render` decides how it looks. A place without coordinates is allowed: it takes the point of the
//! enclosing place, and is marked, or it is listed.

mod build;
mod extent;
#[cfg(test)]
mod tests;

pub use build::{Basemap, Key, Map, Name, Nowhere, Point, Said, Size};
pub use extent::Extent;
