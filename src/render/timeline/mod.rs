//! Writes a timeline as text for a terminal, Markdown, JSON or CSV.
//!
//! Knows [`Timeline`] and the [`Style`]. Must not know facts, reports or rules: [`crate::view::timeline`]
//! decides the content.

pub(super) mod axis;
mod csv;
pub(super) mod drawing;
mod entries;
mod json;
mod lanes;
mod legend;
mod markdown;
pub(super) mod marks;
pub mod page;
mod periods;
pub mod picture;
mod source_list;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub(super) use json::source as source_value;
pub(super) use legend::in_lines;
pub(super) use markdown::{lane_table, source_items};
pub(super) use marks::plain;
pub(super) use text::{axis_lines, lane_lines, pair, source_lines};

use super::style::{Format, Style};
use crate::view::timeline::Timeline;
use std::io::{self, Write};

/// Whether a format shows lanes or their figures; CSV and JSON Lines have only entries.
#[must_use]
pub fn has_lanes(format: Format) -> bool {
    !matches!(format, Format::Csv | Format::JsonLines)
}

/// Writes a timeline in any format.
pub fn write(
    timeline: &Timeline<'_>,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(timeline, style, out),
        Format::Markdown => markdown::write(timeline, style, out),
        Format::Json => json::write(timeline, out),
        Format::JsonLines => json::lines(timeline, out),
        Format::Csv => csv::write(timeline, out),
        Format::Html | Format::Svg | Format::Workbook => Err(format.unsupported()),
    }
}
