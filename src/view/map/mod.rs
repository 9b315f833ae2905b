//! Maps: where the places lie that facts are about, with what stands there.
//!
//! Knows places with their coordinates, and figures as they stand. Must not know widths, colours or bytes:
//! a map is degrees and numbers, and how it looks is the business of `render`. A place without coordinates
//! is no fault: it takes the point of the place around it, marked as such, or is listed.

mod build;
mod extent;
#[cfg(test)]
mod tests;

pub use build::{Basemap, Key, Map, Name, Point, Said, Size};
pub use extent::Extent;
