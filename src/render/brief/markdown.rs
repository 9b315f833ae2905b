//! A brief in Markdown: headings, a list for each block, a table of lanes, numbered sources.

use super::words::{NOTHING, asked, further, numbers};
use crate::render::restricted::mark;
use crate::render::timeline;
use crate::text::safe::markdown;
use crate::view::brief::{Brief, Lead, Line};
use crate::view::wording;
use std::io::{self, Write};

pub(super) fn write(brief: &Brief, out: &mut dyn Write) -> io::Result<()> {
    let as_of = wording::day(brief.as_of, None);
    writeln!(out, "# {}: brief as of {as_of}\n", markdown(&brief.title))?;
    for line in
        [mark(brief.restricted).map(|mark| format!("**{}**", markdown(&mark))), asked(brief)]
            .into_iter()
            .flatten()
    {
        writeln!(out, "{line}\n")?;
    }
    writeln!(out, "{}", markdown(&brief.summary))?;
    if brief.blocks.is_empty() {
        writeln!(out, "\n{}", markdown(NOTHING))?;
    }
    for block in &brief.blocks {
        writeln!(out, "\n## {}\n", block.heading)?;
        block.lines.iter().try_for_each(|one| line(one, out))?;
        if block.left_out > 0 {
            writeln!(out, "- and {} more", block.left_out)?;
        }
    }
    if !brief.lanes.is_empty() {
        writeln!(out, "\n## Timeline\n")?;
        timeline::lane_table(&brief.lanes, out)?;
    }
    if !brief.sources.is_empty() {
        writeln!(out, "\n## Sources\n")?;
        timeline::source_items(&brief.sources, out)?;
        if let Some(further) = further(brief) {
            writeln!(out, "\n{further}")?;
        }
    }
    Ok(())
}

/// Writes a line as an item of a list.
fn line(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    let parts = line.parts.iter().map(|part| {
        let cited = numbers(part);
        let lead = match part.lead {
            Lead::Says => String::new(),
            Lead::Against => " **≠** ".to_owned(),
            lead => format!("; {}", lead.in_words()),
        };
        let words = format!("{} {}", markdown(&part.words), markdown(&cited));
        format!("{lead}{}", words.trim_end())
    });
    let said = parts.collect::<String>();
    let notes = line.notes.join(" · ");
    let notes = if notes.is_empty() { notes } else { format!(" ({})", markdown(&notes)) };
    writeln!(out, "- **{}**: {said}{notes}", markdown(&line.label))
}
