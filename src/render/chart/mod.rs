//! Draws charts: on a terminal as a plot of each series, and a line for each series with one figure; on pages as SVG,
//! and as a separate page or picture.
//!
//! Knows [`Charts`] and the [`Style`]. Must not know facts or rules: [`crate::view::chart`] decides which
//! figures there are, and their positions.

mod bars;
mod columns;
mod figures;
mod file;
mod frame;
mod labels;
mod legend;
mod page;
mod picture;
mod plot;
mod shape;
mod sign;
mod signs;
mod spots;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(super) use file::write as write_picture;
pub(super) use legend::legend;
pub(super) use page::write as write_page;
pub(super) use picture::{STYLE, in_card, picture};
pub(super) use text::write;

use crate::domain::report::Restricted;
use crate::view::provenance::Provenance;

/// The words on a page or a picture of charts.
#[derive(Clone, Copy, Debug)]
pub struct Captions<'a> {
    /// The title.
    pub title: &'a str,
    /// The filter in words; empty for all facts.
    pub asked: &'a str,
    /// The reports behind the charts that are not public.
    pub restricted: Restricted,
    /// The origin of the charts.
    pub provenance: &'a Provenance,
}
