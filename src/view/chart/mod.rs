//! Charts: every figure of a series over time. A series is an indicator, a place, a scope, a thread and a
//! unit. A figure is what one fact states, with its bounds; nothing is added up, smoothed or joined by a line.
//!
//! Knows facts, how they are compared and worded, and the marks of lanes. Must not know widths, colours
//! or bytes: a chart is days and numbers, and how it looks is the business of `render`.

mod build;
mod contradicted;
mod figure;
mod series;
#[cfg(test)]
mod tests;
mod ticks;

pub use build::{Asked, Chart, Charts};
pub use figure::Figure;
pub use ticks::Ticks;
