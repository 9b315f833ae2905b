//! Writes a detail page: labels in one column, values in the next, long values wrapped within it.

use super::style::{Style, paint};
use super::table_layout::span;
use super::text::{grid, hanging, paragraph};
use crate::text::ink::Ink;
use crate::text::layout::{StyledText, width};
use crate::text::safe::{terminal, terminal_block};
use crate::view::detail::{Detail, Entry, Field, Passage};
use crate::view::grid::Cell;
use std::io::{self, Write};

/// Labels longer than this do not move the column of values to the right.
const LONGEST_LABEL: usize = 16;

/// Writes the title, then each section after an empty line.
pub(super) fn text(detail: &Detail, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    paragraph(&detail.title, Ink::Bold, style, out)?;
    let indent = indent(detail);
    for section in detail.sections.iter().filter(|section| section.is_on_page()) {
        writeln!(out)?;
        if let Some(heading) = &section.heading {
            paragraph(heading, Ink::Bold, style, out)?;
        }
        for entry in &section.entries {
            match entry {
                Entry::Field(field) => labelled(field, indent, style, out)?,
                Entry::Passage(passage) => quoted(passage, indent, style, out)?,
                Entry::Grid { grid: inner, .. } => grid(inner, style, out)?,
                Entry::Text { text, .. } => {
                    for line in terminal_block(text).lines() {
                        paragraph(line, Ink::Plain, style, out)?;
                    }
                }
            }
        }
    }
    Ok(())
}

/// The column where values begin, in terminal columns: right of the longest label.
fn indent(detail: &Detail) -> usize {
    let entries = detail.sections.iter().flat_map(|section| &section.entries);
    let labels = entries.filter_map(|entry| match entry {
        Entry::Field(field) if field.is_on_page() => Some(width(&terminal(&field.label))),
        _ => None,
    });
    labels.filter(|&label| label <= LONGEST_LABEL).max().unwrap_or(0) + 2
}

fn labelled(field: &Field, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if !field.is_on_page() {
        return Ok(());
    }
    let label = StyledText::new(terminal(&field.label), Ink::Dim);
    let mut value = vec![span(&field.cell)];
    if let (Cell::Link { text, url }, false) = (&field.cell, style.links)
        && text != url
    {
        value.push(StyledText::new(format!(" <{}>", terminal(url)), Ink::Plain));
    }
    if width(&label.text) + 2 > indent {
        writeln!(out, "{}", paint(style, Ink::Dim, &label.text))?;
        let blank = StyledText::new(" ", Ink::Plain);
        return hanging(&[blank], &value, indent, style, out);
    }
    hanging(&[label], &value, indent, style, out)
}

fn quoted(passage: &Passage, indent: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let spans = [
        StyledText::new(terminal(&passage.before), Ink::Dim),
        StyledText::new(format!("\"{}\"", terminal(&passage.quote)), Ink::Bold),
        StyledText::new(terminal(&passage.after), Ink::Dim),
    ];
    hanging(&[StyledText::new("quote", Ink::Dim)], &spans, indent, style, out)
}
