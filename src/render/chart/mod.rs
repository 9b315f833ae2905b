//! Draws charts for a terminal: a plot of each series, and a line for each series with one figure.
//!
//! Knows [`Charts`] and the [`Style`]. Must not know facts or rules: [`crate::view::chart`] decides which
//! figures there are, and where they stand.

mod plot;
mod signs;
mod spots;
#[cfg(test)]
mod tests;
mod text;

pub(super) use text::write;
