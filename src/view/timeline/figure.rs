//! The figure of a lane: what stands (is current), by comparison. Nothing is added up or interpolated.

mod at_place;
mod parts;
mod series;
mod step;
mod told;
pub(super) mod words;

pub use parts::Figure;
pub(super) use series::Labels;
