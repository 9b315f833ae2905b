//! The figure of a lane: the current figure, found by comparison, or the sum of many events. Nothing is interpolated.

mod at_place;
mod parts;
mod series;
mod step;
mod sum;
mod worded;
pub(super) mod words;

pub use parts::Figure;
pub(super) use series::Labels;
