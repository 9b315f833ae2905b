//! Writes grids for people: a table that fits the page, drawn by comfy-table.
//!
//! Widths and line breaks are decided before, so that comfy-table only aligns and never breaks an
//! id or a figure. Colours and links pass through comfy-table as invisible marks, which safe text
//! never contains; the finished lines get the sequences instead. In this way, comfy-table never
//! counts a sequence as text.

use super::style::{Advice, Style, around, painted};
use super::table_layout::{GAP, LONGEST_CELL, Paragraphs, TableLayout, lines};
use crate::text::ink::Ink;
use crate::text::layout::{LAM, StyledLine, StyledText, width};
use crate::text::safe::terminal;
use crate::text::wrap::wrap;
use crate::view::grid::{Align, Grid};
use crate::view::wording;
use comfy_table::{CellAlignment, LineStyle, Table, TableStyle};
use std::collections::HashMap;
use std::io::{self, Write};

/// Starts a mark. Its number follows in binary digits [`ZERO`] and [`ONE`], lowest bit first.
const OPEN: char = '\u{2061}';
const ZERO: char = '\u{2062}';
const ONE: char = '\u{2063}';
/// Ends the text of the last mark.
const CLOSE: char = '\u{2064}';
/// Put between lam and alef. Comfy-table would count them as one column (their ligature), but few
/// terminals draw the ligature.
const APART: char = '\u{200c}';

/// Writes the title, the table and the notes.
pub(super) fn grid(grid: &Grid, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let more = if style.ascii { "..." } else { "…" };
    let mut layout = TableLayout::of(grid, more);
    let mut shown = grid;
    if let Some(wide) = grid.wide.as_deref() {
        let roomy = TableLayout::of(wide, more);
        if roomy.fits_unbroken(style.width) {
            (layout, shown) = (roomy, wide);
        }
    }
    if let Some(title) = &shown.title {
        paragraph(title, Ink::Bold, style, out)?;
        writeln!(out)?;
    }
    let is_cut = layout.is_cut;
    if !shown.rows.is_empty() {
        match layout.fit(style.width) {
            Some(widths) => table(&layout, &widths, style, out)?,
            None => records(&layout, style, out)?,
        }
        if !shown.notes.is_empty() || is_cut {
            writeln!(out)?;
        }
    }
    shown.notes.iter().try_for_each(|note| paragraph(note, Ink::Dim, style, out))?;
    if is_cut { paragraph(&cut_cells(more, style.advice), Ink::Dim, style, out) } else { Ok(()) }
}

/// The note if cells were cut.
pub(super) fn cut_cells(more: &str, advice: Advice) -> String {
    let most = wording::number(u32::try_from(LONGEST_CELL).unwrap_or(u32::MAX).into());
    format!("{more} cells are cut after {most} characters: {}", advice.whole_cells)
}

/// Writes a text, wrapped at the width of the page.
pub(super) fn paragraph(
    text: &str,
    ink: Ink,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    wrap(&[StyledText::new(terminal(text), ink)], style.width)
        .try_for_each(|line| writeln!(out, "{}", painted(&line, style)))
}

fn table(
    layout: &TableLayout,
    widths: &[usize],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut marks = Marks { style, sequences: Vec::new(), numbers: HashMap::new() };
    let mut table = Table::new();
    let rule = if style.ascii { '-' } else { '─' };
    let header = LineStyle::none().fill(rule);
    table.load_style(TableStyle::new().header_separator(header));
    let headings = layout.columns.iter().map(|column| &column.heading);
    table.set_header(cells(headings, widths, &mut marks));
    for at in 0..layout.height() {
        table.add_row(cells(layout.row(at), widths, &mut marks));
    }
    let last = layout.columns.len().saturating_sub(1);
    for (index, column) in layout.columns.iter().enumerate() {
        let Some(drawn) = table.column_mut(index) else { continue };
        drawn.set_padding((0, if index == last { 0 } else { u16::try_from(GAP).unwrap_or(2) }));
        if column.align == Align::Right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        writeln!(out, "{}", marks.resolve(line.trim_end()))?;
    }
    Ok(())
}

/// The cells of a row, broken into lines, with marks for colours and links.
fn cells<'a>(
    row: impl Iterator<Item = &'a Paragraphs>,
    widths: &[usize],
    marks: &mut Marks,
) -> Vec<String> {
    row.zip(widths)
        .map(|(cell, &width)| {
            let marked = lines(cell, width).iter().map(|line| marks.mark(line)).collect::<Vec<_>>();
            marked.join("\n")
        })
        .collect()
}

/// Writes each row as a paragraph, for pages that are too narrow for a table.
fn records(layout: &TableLayout, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mark = if style.ascii { " |" } else { " ·" };
    let headings = layout.columns.iter().map(|column| &column.heading).collect::<Vec<_>>();
    record(headings.into_iter(), mark, style, out)?;
    let rule = if style.ascii { "-" } else { "─" };
    writeln!(out, "{}", rule.repeat(style.width))?;
    (0..layout.height()).try_for_each(|at| record(layout.row(at), mark, style, out))
}

fn record<'a>(
    row: impl Iterator<Item = &'a Paragraphs>,
    mark: &str,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut spans: Vec<StyledText> = Vec::new();
    for part in row.flatten() {
        if !spans.is_empty() {
            spans.push(StyledText { keep: true, ..StyledText::new(mark, Ink::Plain) });
            spans.push(StyledText::new(" ", Ink::Plain));
        }
        spans.push(part.span.clone());
    }
    hanging(&[], &spans, 2, style, out)
}

/// Writes `first`, then `spans` to the right of it. All lines of `spans` begin at column `indent`; the first
/// one begins after `first` if that is longer.
pub(super) fn hanging(
    first: &[StyledText],
    spans: &[StyledText],
    indent: usize,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let label: usize = first.iter().map(|span| width(&span.text)).sum();
    for (index, line) in wrap(spans, style.width.saturating_sub(indent)).enumerate() {
        let text = painted(&line, style);
        let lead =
            if index > 0 { " ".repeat(indent) } else { " ".repeat(indent.saturating_sub(label)) };
        let begin = if index > 0 {
            String::new()
        } else {
            painted(&first.iter().cloned().collect(), style)
        };
        let lead = if first.is_empty() && index == 0 { "" } else { &lead };
        writeln!(out, "{}", format!("{begin}{lead}{text}").trim_end())?;
    }
    Ok(())
}

/// The colours and links of a table, numbered, while comfy-table draws it.
struct Marks<'a> {
    style: &'a Style,
    sequences: Vec<(String, String)>,
    numbers: HashMap<(String, String), usize>,
}

impl Marks<'_> {
    /// The text of a line, with each coloured or linked span between marks.
    fn mark(&mut self, line: &StyledLine) -> String {
        let mut text = String::new();
        for span in line.spans() {
            let around = around(self.style, span.ink, span.link.as_deref());
            if around.0.is_empty() {
                push_apart(&mut text, &span.text);
                continue;
            }
            let next = self.sequences.len();
            let number = *self.numbers.entry(around).or_insert_with_key(|around| {
                self.sequences.push(around.clone());
                next
            });
            text.push(OPEN);
            text.extend(
                (0..usize::BITS - number.leading_zeros())
                    .map(|bit| if number >> bit & 1 == 1 { ONE } else { ZERO }),
            );
            push_apart(&mut text, &span.text);
            text.push(CLOSE);
        }
        text
    }

    /// A finished line, with sequences instead of the marks.
    fn resolve(&self, line: &str) -> String {
        let mut text = String::with_capacity(line.len());
        let mut chars = line.chars().peekable();
        let mut end = "";
        while let Some(c) = chars.next() {
            match c {
                OPEN => {
                    let mut number = 0;
                    let mut bit = 0;
                    while let Some(digit) = chars.next_if(|c| matches!(*c, ZERO | ONE)) {
                        number |= usize::from(digit == ONE) << bit;
                        bit += 1;
                    }
                    if let Some((before, after)) = self.sequences.get(number) {
                        text.push_str(before);
                        end = after;
                    }
                }
                APART => {}
                CLOSE => text.push_str(std::mem::take(&mut end)),
                c => text.push(c),
            }
        }
        text
    }
}

fn push_apart(marked: &mut String, text: &str) {
    for c in text.chars() {
        marked.push(c);
        if c == LAM {
            marked.push(APART);
        }
    }
}
