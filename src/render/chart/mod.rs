//! Draws charts: for a terminal a plot of each series, and a line for each series with one figure; for
//! pages as SVG.
//!
//! Knows [`Charts`] and the [`Style`]. Must not know facts or rules: [`crate::view::chart`] decides which
//! figures there are, and where they stand.

mod figures;
mod frame;
mod labels;
mod picture;
mod plot;
mod sign;
mod signs;
mod spots;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(super) use picture::{STYLE, in_card, picture};
pub(super) use sign::legend;
pub(super) use text::write;
