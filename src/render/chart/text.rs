//! Charts on a terminal: title, plot, axis and contradictions of each series; then the legend, and a line
//! for each series with one figure.

use super::plot::{Plot, rows_of_step};
use super::words::{MOST_CONTRADICTIONS, besides, counts, numbers};
use super::{columns, signs, spots};
use crate::render::style::{Style, painted};
use crate::render::text::{hanging, paragraph};
use crate::render::timeline::axis::Scale;
use crate::render::timeline::{axis_lines, in_lines, marks, pair};
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, StyledText, width};
use crate::text::safe::terminal_line;
use crate::view::chart::{Chart, Charts, Figure};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The least and greatest width of the page, in terminal columns.
const NARROWEST: usize = 40;
const WIDEST: usize = 140;
/// The greatest width of a day, in terminal columns.
const WIDEST_DAY: i64 = 9;
/// The indent of continuation lines, and the space around a plot, in terminal columns.
const INDENT: usize = 2;

/// Writes all charts, and `notes` below.
pub(in crate::render) fn write(
    charts: &Charts,
    notes: &[String],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = &Style { width: style.width.clamp(NARROWEST, WIDEST), ..*style };
    let mut used = BTreeSet::new();
    for chart in &charts.several {
        used.extend(one(chart, style, out)?);
        writeln!(out)?;
    }
    let (marks, signs) = (marks::of(style.ascii), signs::of(style.ascii));
    if !charts.several.is_empty() {
        for line in in_lines(signs::meanings(&used, signs, marks), style.width) {
            put(line, style, out)?;
        }
    }
    if !charts.single.is_empty() {
        if !charts.several.is_empty() {
            writeln!(out)?;
        }
        paragraph("One figure each", Ink::Bold, style, out)?;
        charts.single.iter().try_for_each(|chart| single(chart, style, out))?;
    }
    notes.iter().try_for_each(|note| paragraph(note, Ink::Dim, style, out))
}

/// Writes a chart, and returns the signs in it.
fn one(chart: &Chart, style: &Style, out: &mut dyn Write) -> io::Result<BTreeSet<char>> {
    let clean = |text: &str| marks::plain(&terminal_line(text), style.ascii);
    let title = match clean(&chart.unit) {
        unit if unit.is_empty() => clean(&chart.title),
        unit => format!("{} ({unit})", clean(&chart.title)),
    };
    for line in pair(&title, Ink::Bold, &counts(chart), style.width) {
        put(line, style, out)?;
    }
    let used = plot(chart, style, out)?;
    for contradiction in chart.contradictions.iter().take(MOST_CONTRADICTIONS) {
        let first = StyledText::new(marks::plain("≠ ", style.ascii), Ink::Red);
        let words = StyledText::new(clean(contradiction), Ink::Plain);
        hanging(&[first], &[words], INDENT, style, out)?;
    }
    if let Some(note) = besides(chart) {
        paragraph(&clean(&note), Ink::Dim, style, out)?;
    }
    Ok(used)
}

/// Writes the plot with its scale and its axis, and returns the signs in it.
fn plot(chart: &Chart, style: &Style, out: &mut dyn Write) -> io::Result<BTreeSet<char>> {
    let (marks, signs) = (marks::of(style.ascii), signs::of(style.ascii));
    let numbers = numbers(chart);
    let indent = numbers.iter().map(|text| width(text)).max().unwrap_or(0) + INDENT;
    let days = chart.window.days().saturating_mul(WIDEST_DAY);
    let room = style.width.saturating_sub(indent + INDENT);
    let columns = room.min(usize::try_from(days).unwrap_or(room));
    let scale = Scale::new(chart.window, columns);
    let mut plot = Plot::of(chart, scale, (marks, signs), style.ascii);
    spots::draw(&mut plot);
    if let Some(sums) = &chart.sums {
        columns::draw(&mut plot, sums);
    }
    let every = rows_of_step(chart);
    let height = every * (numbers.len() - 1);
    for (from_top, pieces) in plot.rows().enumerate() {
        let row = height - from_top;
        let number = row.is_multiple_of(every).then(|| numbers[row / every].as_str());
        let side = signs.side[usize::from(number.is_some())];
        let number = format!("{:>1$}", number.unwrap_or(""), indent - 1);
        let mut line = StyledLine::of(Ink::Dim, format!("{number}{side}"));
        push_all(&mut line, pieces);
        put(line, style, out)?;
    }
    let mut bottom = StyledLine::of(Ink::Dim, format!("{:>indent$}", signs.below[0]));
    push_all(&mut bottom, plot.bottom());
    put(bottom, style, out)?;
    for line in axis_lines(&scale.axis(), indent) {
        put(line, style, out)?;
    }
    Ok(plot.used())
}

fn push_all(line: &mut StyledLine, pieces: Vec<(Ink, String)>) {
    for (ink, text) in pieces {
        line.push(ink, text);
    }
}

/// Writes a series with one figure.
fn single(chart: &Chart, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let clean = |text: &str| marks::plain(&terminal_line(text), style.ascii);
    let Some(figure) = chart.figures.first() else { return Ok(()) };
    let Figure { words, when, who, against, .. } = figure;
    let against = if against.is_empty() { String::new() } else { format!(" ≠ {against}") };
    let label = StyledText::new(format!("{}:", clean(&chart.title)), Ink::Plain);
    let ink = if figure.mark.differs { Ink::Red } else { Ink::Plain };
    let said = StyledText::new(clean(&format!("{words}, {when}")), ink);
    let who = StyledText::new(clean(&format!("({who}){against}")), Ink::Dim);
    let [first, blank] =
        [" ".repeat(INDENT), " ".to_owned()].map(|text| StyledText::new(text, Ink::Plain));
    hanging(&[first], &[label, blank.clone(), said, blank, who], INDENT, style, out)
}

/// Writes a line without the spaces at its end.
fn put(mut line: StyledLine, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    line.trim_end();
    writeln!(out, "{}", painted(&line, style))
}
