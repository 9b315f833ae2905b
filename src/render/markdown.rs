//! Grids and details as Markdown (`CommonMark` with GitHub's pipe tables).

use crate::text::safe::{link, markdown};
use crate::view::detail::{Detail, Entry, Field, Passage};
use crate::view::grid::{Align, Cell, Emphasis, Grid};
use crate::view::wording;
use std::io::{self, Write};

/// Writes a pipe table with its title above and its notes below, in the wide arrangement where
/// there is one.
pub(super) fn grid(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let grid = grid.wide.as_deref().unwrap_or(grid);
    if let Some(title) = &grid.title {
        writeln!(out, "## {}\n", markdown(title))?;
    }
    if !grid.rows.is_empty() {
        table(grid, out)?;
    }
    let after_table = !grid.rows.is_empty();
    for (index, note) in grid.notes.iter().enumerate() {
        let gap = if after_table || index > 0 { "\n" } else { "" };
        writeln!(out, "{gap}{}", markdown(note))?;
    }
    Ok(())
}

fn table(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<_> = grid.page_columns().collect();
    let headings: Vec<_> = columns.iter().map(|(_, c)| markdown(&c.heading).into_owned()).collect();
    writeln!(out, "| {} |", headings.join(" | "))?;
    let rule = |align| if align == Align::Right { "---:" } else { "---" };
    let rules: Vec<_> = columns.iter().map(|(_, column)| rule(column.align)).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in &grid.rows {
        let cells: Vec<_> =
            columns.iter().map(|(at, _)| row.get(*at).map_or_else(String::new, words)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

/// Writes the title, then each section: lines as a list, passages and texts as quotes.
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
