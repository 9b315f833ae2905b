//! Lanes as shapes, for pages and pictures: a strip for each lane, an axis, a legend.
//!
//! Knows lanes in days and their marks. Must not know the terminal, nor where a strip is on the page: positions are
//! parts of the window, from 0 at its left edge to 1 at its right edge. [`paint`] makes SVG of them, in pixels or in
//! percent of a strip that is as wide as the reader's window allows.

mod axis;
mod legend;
mod paint;
mod scale;
mod shape;
mod spots;
mod strip;
#[cfg(test)]
mod tests;

pub(in crate::render) use axis::{Tick, ticks};
pub(super) use legend::{Key, sample};
pub(super) use paint::{HEIGHT, Paint, defs};
pub(in crate::render) use scale::position;
pub(super) use shape::{Ink, Shape};
pub(super) use spots::Spot;
pub(super) use strip::{Strip, strip};
