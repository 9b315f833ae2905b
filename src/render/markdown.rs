//! Writes grids and details as Markdown (`CommonMark` with the pipe tables of GitHub).

use crate::text::safe::{link, markdown};
use crate::view::detail::{Detail, Entry, Field, Passage};
use crate::view::grid::{Align, Cell, Column, Emphasis, Grid};
use crate::view::wording;
use std::borrow::Borrow;
use std::io::{self, Write};

/// Writes the title, a pipe table and the notes. Uses the wide arrangement of the grid if it has
/// one, since Markdown has no fixed width.
pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let grid = grid.wide.as_deref().unwrap_or(grid);
    if let Some(title) = &grid.title {
        writeln!(out, "## {}\n", markdown(title))?;
    }
    let (places, columns): (Vec<usize>, Vec<&Column>) = grid.page_columns().unzip();
    let mut rows = MarkdownRows::new(&columns, out);
    for row in &grid.rows {
        rows.row(places.iter().map(|at| row.get(*at).unwrap_or(&Cell::Empty)))?;
    }
    rows.finish(&grid.notes)
}

/// A pipe table, written row by row. Without any row, no table is written.
pub(super) struct MarkdownRows<'a> {
    out: &'a mut dyn Write,
    head: Option<String>,
}

impl<'a> MarkdownRows<'a> {
    pub(super) fn new(columns: &[impl Borrow<Column>], out: &'a mut dyn Write) -> Self {
        let heading = |column: &Column| markdown(&column.heading).into_owned();
        let headings: Vec<_> = columns.iter().map(|column| heading(column.borrow())).collect();
        let rule = |column: &Column| if column.align == Align::Right { "---:" } else { "---" };
        let rules: Vec<_> = columns.iter().map(|column| rule(column.borrow())).collect();
        let head = format!("| {} |\n| {} |", headings.join(" | "), rules.join(" | "));
        Self { out, head: Some(head) }
    }

    /// Writes a row; before the first row, the heading.
    pub(super) fn row<'c>(&mut self, cells: impl Iterator<Item = &'c Cell>) -> io::Result<()> {
        if let Some(head) = self.head.take() {
            writeln!(self.out, "{head}")?;
        }
        let cells: Vec<_> = cells.map(words).collect();
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    /// Writes the notes below the table, each as a paragraph.
    pub(super) fn finish(self, notes: &[String]) -> io::Result<()> {
        for (index, note) in notes.iter().enumerate() {
            let gap = if self.head.is_none() || index > 0 { "\n" } else { "" };
            writeln!(self.out, "{gap}{}", markdown(note))?;
        }
        Ok(())
    }
}

/// Writes the title, then each section: fields as a list, passages and texts as block quotes.
pub(super) fn detail(detail: &Detail, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## {}", markdown(&detail.title))?;
    for section in detail.sections.iter().filter(|section| section.is_on_page()) {
        if let Some(heading) = &section.heading {
            writeln!(out, "\n### {}", markdown(heading))?;
        }
        writeln!(out)?;
        for entry in &section.entries {
            match entry {
                Entry::Field(field) if field.shown.on_page() => labelled(field, out)?,
                Entry::Field(_) => {}
                Entry::Passage(passage) => writeln!(out, "\n> {}\n", quoted(passage))?,
                Entry::Grid { grid: inner, .. } => grid(inner, out)?,
                Entry::Text { text, .. } => {
                    for line in text.lines() {
                        writeln!(out, "{}", format!("> {}", markdown(line)).trim_end())?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn labelled(field: &Field, out: &mut dyn Write) -> io::Result<()> {
    if field.cell.is_empty() {
        return Ok(());
    }
    writeln!(out, "- **{}**: {}", markdown(&field.label), words(&field.cell))
}

fn quoted(passage: &Passage) -> String {
    format!(
        "{}**{}**{}",
        markdown(&passage.before),
        markdown(passage.quote.trim()),
        markdown(&passage.after)
    )
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words { text, emphasis: Emphasis::Strong } => {
            format!("**{}**", markdown(text.trim()))
        }
        Cell::Words { text, emphasis: Emphasis::Struck } => {
            format!("~~{}~~", markdown(text.trim()))
        }
        Cell::Text(text) | Cell::Words { text, .. } => markdown(text).into_owned(),
        Cell::Number(number) => wording::number(*number),
        Cell::Count(count) => count.to_string(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::Id(uid) => uid.short(),
        Cell::Link { text, url } => match link(url) {
            Some(url) => format!("[{}]({url})", markdown(text)),
            None => markdown(text).into_owned(),
        },
        Cell::List(values) => markdown(&values.join(", ")).into_owned(),
        Cell::Day(day) => day.to_string(),
        Cell::Nested { depth, text } => "&nbsp;&nbsp;".repeat(*depth) + &markdown(text),
    }
}
