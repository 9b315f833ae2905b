//! A brief on a terminal: head, blocks, lanes, sources.

use super::words::{NOTHING, asked, further, numbers};
use crate::render::restricted::mark;
use crate::render::style::{Style, painted};
use crate::render::text::{hanging, paragraph};
use crate::render::timeline;
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, StyledText, clip, width};
use crate::text::safe::terminal_line;
use crate::view::brief::{Block, Brief, FEW_SOURCES, Lead, Line, Part};
use crate::view::wording;
use std::io::{self, Write};

/// The least and greatest width of the page, in terminal columns.
const NARROWEST: usize = 40;
const WIDEST: usize = 140;
/// If a label of a block is longer, all labels of the block are on separate lines.
const LONGEST_LABEL: usize = 22;
const INDENT: usize = 2;

pub(super) fn write(brief: &Brief, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let style = &Style { width: style.width.clamp(NARROWEST, WIDEST), ..*style };
    if let Some(mark) = mark(brief.restricted) {
        paragraph(&timeline::plain(&mark, style.ascii), Ink::Red, style, out)?;
    }
    head(brief, style, out)?;
    if brief.blocks.is_empty() {
        writeln!(out)?;
        paragraph(NOTHING, Ink::Plain, style, out)?;
    }
    for one in &brief.blocks {
        block(one, style, out)?;
    }
    if let Some(window) = brief.window.filter(|_| !brief.lanes.is_empty()) {
        writeln!(out)?;
        paragraph("Timeline", Ink::Bold, style, out)?;
        for line in timeline::lane_lines(&brief.lanes, window, style) {
            put(line, style, out)?;
        }
    }
    if !brief.sources.is_empty() {
        writeln!(out)?;
        paragraph("Sources", Ink::Bold, style, out)?;
        sources(brief, style, out)?;
    }
    Ok(())
}

fn head(brief: &Brief, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let title = terminal_line(&brief.title).into_owned();
    let right = format!("brief as of {}", wording::day(brief.as_of, None));
    let mut line = StyledLine::of(Ink::Bold, title);
    if line.width() + width(&right) + INDENT <= style.width {
        line.pad_to(style.width - width(&right));
        line.push(Ink::Dim, right);
        put(line, style, out)?;
    } else {
        paragraph(&brief.title, Ink::Bold, style, out)?;
        paragraph(&right, Ink::Dim, style, out)?;
    }
    if let Some(asked) = asked(brief) {
        paragraph(&timeline::plain(&asked, style.ascii), Ink::Plain, style, out)?;
    }
    paragraph(&timeline::plain(&brief.summary, style.ascii), Ink::Dim, style, out)
}

/// Writes a line without the spaces at its end.
fn put(mut line: StyledLine, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    line.trim_end();
    writeln!(out, "{}", painted(&line, style))
}

fn block(block: &Block, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    paragraph(&block.heading, Ink::Bold, style, out)?;
    let longest = block.lines.iter().map(|line| width(&terminal_line(&line.label))).max();
    let column = longest.filter(|wide| *wide <= LONGEST_LABEL).map(|wide| INDENT + wide + INDENT);
    for line in &block.lines {
        match column {
            Some(column) => beside(line, column, style, out)?,
            None => below(line, style, out)?,
        }
    }
    if block.left_out > 0 {
        let more = format!("{:INDENT$}and {} more", "", block.left_out);
        put(StyledLine::of(Ink::Dim, more), style, out)?;
    }
    Ok(())
}

/// Writes a line with its label on the left and its words from `column` on.
fn beside(line: &Line, column: usize, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let label = format!("{:INDENT$}{}", "", terminal_line(&line.label));
    let mut first = StyledText::new(label, Ink::Bold);
    // Further figures, and later reports, have their own days.
    let is_of_line = |part: &Part| matches!(part.lead, Lead::Says | Lead::Against);
    let last = line.parts.iter().rposition(is_of_line).unwrap_or(0);
    for (at, one) in line.parts.iter().enumerate() {
        let notes = if at == last { notes(line, style) } else { String::new() };
        hanging(&[first], &part(line, one, notes, style), column, style, out)?;
        first = StyledText::new(" ", Ink::Plain);
    }
    Ok(())
}

/// Writes a line with its label and notes above its words.
fn below(line: &Line, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let blank = StyledText::new(" ", Ink::Plain);
    let label = StyledText::new(terminal_line(&line.label), Ink::Bold);
    let notes = StyledText::new(notes(line, style), Ink::Dim);
    hanging(std::slice::from_ref(&blank), &[label, notes], INDENT, style, out)?;
    for one in &line.parts {
        let spans = part(line, one, String::new(), style);
        hanging(std::slice::from_ref(&blank), &spans, 2 * INDENT, style, out)?;
    }
    Ok(())
}

/// Text of a fact, safe for a terminal and on one line, with the signs that the style allows.
fn clean(text: &str, style: &Style) -> String {
    timeline::plain(&terminal_line(text), style.ascii)
}

/// How certain it is, as words that follow others.
fn notes(line: &Line, style: &Style) -> String {
    let dot = timeline::plain(" · ", style.ascii);
    line.notes.iter().flat_map(|note| [dot.clone(), clean(note, style)]).collect()
}

/// The words of a part, its notes and the numbers of its sources.
fn part(line: &Line, part: &Part, notes: String, style: &Style) -> Vec<StyledText> {
    let lead = match part.lead {
        Lead::Against => "≠ ",
        lead => lead.in_words(),
    };
    let ink = if line.is_disputed { Ink::Yellow } else { Ink::Plain };
    let numbers = StyledText::new(numbers(part), Ink::Cyan);
    vec![
        StyledText::new(clean(&format!("{lead}{}", part.words), style), ink),
        StyledText::new(notes, Ink::Dim),
        StyledText::new(" ", Ink::Plain),
        StyledText { keep: true, ..numbers },
    ]
}

/// Writes the sources: if there are few, with their links; if there are many, one on each line, by
/// the keys of their reports.
fn sources(brief: &Brief, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if brief.sources.len() <= FEW_SOURCES {
        timeline::source_lines(&brief.sources, style, out)?;
    } else {
        let wide = brief.sources.len().to_string().len() + 2;
        for source in &brief.sources {
            let mut line = StyledLine::of(Ink::Plain, "  ");
            line.push(Ink::Dim, format!("[{}]", source.number));
            line.pad_to(INDENT + wide + INDENT);
            let key = format!("{}{}", terminal_line(&source.report), source.mark());
            let room = style.width.saturating_sub(line.width() + INDENT);
            line.push(Ink::Plain, clip(&key, room, "…"));
            let room = style.width.saturating_sub(line.width() + INDENT);
            let title = terminal_line(&source.title).into_owned();
            if room > INDENT {
                line.push(Ink::Plain, "  ");
                let title = StyledText::new(clip(&title, room, "…"), Ink::Dim);
                line.push_span(StyledText { link: source.url.clone(), ..title });
            }
            put(line, style, out)?;
        }
    }
    match further(brief) {
        Some(further) => paragraph(&format!("  {further}"), Ink::Dim, style, out),
        None => Ok(()),
    }
}
