//! Writes a brief as text, Markdown, JSON, rows or a page.
//!
//! Knows [`Brief`] and the [`Style`]. Must not know facts, reports or rules: [`crate::view::brief`] decides
//! the content.

mod json;
mod markdown;
mod page;
mod text;
mod words;

pub use page::{Beside, write as write_page};

use super::style::{Format, Style};
use crate::view::brief::Brief;
use std::io::{self, Write};

/// Writes a brief in any format. Fails if `out` does.
pub fn write(brief: &Brief, format: Format, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write(brief, style, out),
        Format::Markdown => markdown::write(brief, out),
        Format::Json => json::write(brief, out),
        Format::Html | Format::Svg | Format::Workbook => Err(format.unsupported()),
        Format::Csv | Format::JsonLines => super::grid(&brief.rows(), format, style, out),
    }
}
