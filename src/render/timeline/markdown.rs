//! A timeline in Markdown: headings, a table of entries for each month, a list of sources.

use super::words::{NOTHING, against, asked, counted, counted_facts, evidence, partial};
use crate::render::restricted::mark;
use crate::render::style::Style;
use crate::text::safe;
use crate::view::timeline::{Claimant, Entry, Head, Lane, Source, Timeline, restricted};
use std::io::{self, Write};

/// Writes the head, the figures, a table for each month, and the sources.
pub(super) fn write(timeline: &Timeline<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let head = &timeline.head;
    writeln!(out, "# {}\n\n{}", safe::markdown(&head.title), summary(head))?;
    if let Some(mark) = mark(restricted(&timeline.sources)) {
        writeln!(out, "\n**{}**", safe::markdown(&mark))?;
    }
    if let Some(asked) = asked(head) {
        writeln!(out, "\n{}", safe::markdown(&asked))?;
    }
    if let Some(partial) = partial(head, style.advice) {
        writeln!(out, "\n**{}**", safe::markdown(&partial))?;
    }
    if head.is_empty() {
        writeln!(out, "\n{}", safe::markdown(NOTHING))?;
    }
    if !timeline.lanes.is_empty() {
        writeln!(out)?;
        lane_table(&timeline.lanes, out)?;
    }
    for group in timeline.groups() {
        writeln!(out, "\n## {}\n", safe::markdown(&group.title()))?;
        writeln!(out, "| when | what | how many | status | according to | sources |")?;
        writeln!(out, "|---|---|---|---|---|---|")?;
        group.entries().try_for_each(|entry| row(&entry, out))?;
    }
    if timeline.left_out > 0 {
        writeln!(out, "\n{} more are left out.", counted(timeline.left_out, "fact"))?;
    }
    if !timeline.sources.is_empty() {
        writeln!(out, "\n## Sources\n")?;
        source_items(&timeline.sources, out)?;
    }
    Ok(())
}

/// Writes the latest figure of each lane as a table.
pub(in crate::render) fn lane_table(lanes: &[Lane], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| indicator | latest |\n|---|---|")?;
    for lane in lanes {
        let (title, figure) = (lane.title(), lane.figure.join());
        writeln!(out, "| {} | {} |", safe::markdown(&title), safe::markdown(&figure))?;
    }
    Ok(())
}

/// Writes sources as a numbered list.
pub(in crate::render) fn source_items(sources: &[Source], out: &mut dyn Write) -> io::Result<()> {
    sources.iter().try_for_each(|source| item(source, out))
}

fn summary(head: &Head) -> String {
    let mut parts = vec![
        counted_facts(head),
        counted(head.reports, "report"),
        counted(head.claimants, "claimant"),
    ];
    if !head.span.is_empty() {
        parts.insert(0, head.span.clone());
    }
    parts.extend(head.below());
    safe::markdown(&parts.join(" · ")).into_owned()
}

fn row(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let maybe = if entry.maybe { " (maybe)" } else { "" };
    let scope = entry.scope.as_ref().map(|scope| format!(", {scope}")).unwrap_or_default();
    let at = entry.at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default();
    let differ = if entry.is_against_above { "≠ " } else { "" };
    let evidence = evidence(entry);
    let gap = if evidence.is_empty() { "" } else { "; " };
    let cells = [
        format!("{}{maybe}", entry.when),
        format!("{differ}{}{scope}{at}", entry.label),
        entry.value.clone(),
        entry.standing.clone(),
        format!("{}{gap}{evidence}", claimants(entry)),
    ];
    for cell in &cells {
        write!(out, "| {} ", safe::markdown(cell))?;
    }
    let sources: Vec<String> =
        entry.sources.iter().map(|number| format!("\\[{number}\\]")).collect();
    writeln!(out, "| {} |", sources.join(" "))?;
    for text in against(entry, "≠") {
        writeln!(out, "| | {} | | | | |", safe::markdown(&text))?;
    }
    Ok(())
}

/// The claimants; if there are several, each with the numbers of its sources.
fn claimants(entry: &Entry) -> String {
    let is_one = entry.claimants.len() < 2;
    let named = |one: &Claimant| {
        let numbers =
            one.sources.iter().map(|number| format!("[{number}]")).collect::<Vec<_>>().concat();
        if is_one { one.name.clone() } else { format!("{} {numbers}", one.name) }
    };
    entry.claimants.iter().map(named).collect::<Vec<_>>().join("; ")
}

fn item(source: &Source, out: &mut dyn Write) -> io::Result<()> {
    let title = safe::markdown(&source.title);
    write!(out, "{}. ", source.number)?;
    match source.url.as_deref().and_then(safe::link) {
        Some(url) => write!(out, "[{title}](<{url}>)")?,
        None => write!(out, "{title}")?,
    }
    writeln!(
        out,
        ". {}, {}{}",
        safe::markdown(&source.publisher),
        safe::markdown(&source.published),
        source.mark()
    )
}
