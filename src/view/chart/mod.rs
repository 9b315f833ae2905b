//! Charts: every figure of a series over time. A series is an indicator, a place, a scope, a thread and a
//! unit. A figure is what one fact states, with its bounds; nothing is smoothed or joined by a line. Many events are
//! added up by day, month or year, by the rules of sums.
//!
//! Knows facts, how they are compared and put into words, and the marks of lanes. Must not know widths, colours or
//! bytes: a chart is days and numbers, and `render` decides how it looks.

mod bars;
mod build;
mod contradicted;
mod figure;
mod one;
mod series;
mod sums;
#[cfg(test)]
mod tests;
mod ticks;

pub use bars::{Bar, Sums};
pub use build::{Asked, Charts};
pub use figure::Figure;
pub use one::Chart;
pub use ticks::Ticks;
