//! A brief as a page for a browser: what is known with charts, who disagrees, promises, series without
//! reports, changes, lanes, further charts, the statements of the sources, and the sources.
//!
//! Knows [`Brief`], its charts and its map, and the frame of pages. Must not know facts, reports or rules.

mod blocks;

use super::words::{NOTHING, further};
use crate::render::html::{Page, Section, provenance, sentence, sources};
use crate::render::timeline::page as timeline_page;
use crate::render::{chart, map};
use crate::view::brief::{Brief, Kind};
use crate::view::chart::{Chart, Charts};
use crate::view::map::Basemap;
use crate::view::provenance::Provenance;
use crate::view::timeline::{Quotes, Timeline};
use crate::view::wording;
use maud::{Markup, html};
use std::io::{self, Write};

/// The styles of briefs.
const STYLE: &str = include_str!("brief.css");

/// What only a page has, besides the lines of the brief.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The figures over time.
    pub charts: &'a Charts,
    /// The entries of the reports that the brief cites.
    pub entries: &'a Timeline<'a>,
    /// The number of their entries that are left out, because the page would get too large.
    pub entries_left_out: usize,
    /// The quotes of these entries.
    pub quotes: &'a Quotes,
    /// Lines to draw on the map; `None` for none.
    pub basemap: Option<&'a Basemap>,
    /// The origin of the page.
    pub provenance: &'a Provenance,
}

/// Writes the page. Fails if `out` does.
pub fn write(brief: &Brief, beside: Beside<'_>, out: &mut dyn Write) -> io::Result<()> {
    let numbers = timeline_page::numbers(&brief.sources);
    // A chart in which one number is repeated would add nothing to the number.
    let charts: Vec<&Chart> =
        beside.charts.several.iter().filter(|chart| chart.has_different()).collect();
    let mut placed = Vec::new();
    let mut sections = block_sections(brief, &charts, &mut placed);
    if let Some(window) = brief.window.filter(|_| !brief.lanes.is_empty()) {
        let lanes = timeline_page::lanes(&brief.lanes, window);
        sections.push(Section::new("lanes", "Timeline", lanes));
    }
    if let Some(body) = map::map(&brief.map, beside.basemap) {
        sections.push(Section::new("map", "Map", body));
    }
    sections.extend(further_charts(beside.charts, &charts, &placed));
    if !brief.sources.is_empty() {
        sections.push(Section::new("entries", "What the sources say", entries(beside, &numbers)));
        let more = further(brief);
        let body = html! {
            (sources(&brief.sources))
            @if let Some(more) = more { p.quiet { (more) } }
        };
        sections.push(Section::new("sources", "Sources", body));
    }
    let [lanes_style, entries_style] = timeline_page::STYLES;
    let page = Page {
        title: &format!("{}: brief as of {}", brief.title, wording::day(brief.as_of, None)),
        styles: &[lanes_style, entries_style, chart::STYLE, map::STYLE, STYLE],
        restricted: brief.restricted,
        head: head(brief),
        sections,
        foot: html! { (how_to_read()) (provenance(beside.provenance)) },
    };
    page.write(out)
}

/// The statements of the cited reports, and the number of those that are left out.
fn entries(beside: Beside<'_>, numbers: &timeline_page::Numbers<'_>) -> Markup {
    let (left_out, shown) = (beside.entries_left_out, beside.entries.len());
    html! {
        @if left_out > 0 {
            p.note role="note" {
                (shown) " of " (shown + left_out) " statements of these reports are here: first those behind \
                         the figures "
                "above, then the newest. The timeline of the place has all of them."
            }
        }
        (timeline_page::by_month(beside.entries, beside.quotes, numbers))
    }
}

fn head(brief: &Brief) -> Markup {
    html! {
        p.kicker { "Brief" }
        h1 { (sentence(&brief.title)) }
        p.lead { "As of " (wording::day(brief.as_of, None)) }
        @if !brief.asked.is_empty() { p.lead { (sentence(&brief.asked)) } }
        p.quiet { (sentence(&brief.summary)) }
        @if brief.blocks.is_empty() { p.note role="note" { (NOTHING) } }
    }
}

/// A section for each block. `placed` gets the charts that are shown beside a line.
fn block_sections<'c>(
    brief: &Brief,
    charts: &[&'c Chart],
    placed: &mut Vec<&'c Chart>,
) -> Vec<Section> {
    let mut sections = Vec::new();
    for block in &brief.blocks {
        let (id, body) = match block.kind {
            Kind::Known => ("known", blocks::known(block, charts, placed)),
            Kind::Disagree => ("disagree", blocks::disagree(block)),
            Kind::Promised => ("promised", blocks::lines(block)),
            Kind::Changed => ("changed", blocks::lines(block)),
            Kind::Silent => ("silent", blocks::lines(block)),
        };
        sections.push(Section::new(id, block.heading.clone(), body));
    }
    sections
}

/// The charts that are not beside a line, and the series with one figure.
fn further_charts(charts: &Charts, all: &[&Chart], placed: &[&Chart]) -> Option<Section> {
    let is_placed = |chart: &&&Chart| placed.iter().any(|known| std::ptr::eq(*known, **chart));
    let further: Vec<&Chart> = all.iter().filter(|chart| !is_placed(chart)).copied().collect();
    let drawn: Vec<&Chart> = placed.iter().chain(&further).copied().collect();
    let alike = charts.several.iter().filter(|chart| !chart.has_different());
    let single: Vec<&Chart> = alike.chain(&charts.single).collect();
    if drawn.is_empty() && single.is_empty() {
        return None;
    }
    let heading = match (further.is_empty(), single.is_empty()) {
        (false, _) => "Further figures over time",
        (true, false) => "Further figures",
        (true, true) => "How to read the charts",
    };
    let body = html! {
        div.charts { @for chart in further { (chart::picture(chart, blocks::number_of(chart, all))) } }
        @if !single.is_empty() { (blocks::single(&single)) }
        @if charts.left_out > 0 { p.quiet { (charts.left_out) " more series, with fewer figures, are not drawn." } }
        (chart::legend(&drawn))
    };
    Some(Section::new("figures", heading, body))
}

/// How to read the page, in a few sentences.
fn how_to_read() -> Markup {
    html! {
        h2 { "How to read this page" }
        p {
            "Each line is what reports say, not what is certain. Its numbers lead to the sources, and the \
             quotes are above the sources. "
            "Reports that pass on the same statement have one origin: four reports with one origin are one voice. "
            "A current figure is what the newest reports say that can be true together. "
            "“Up to” and “more than” are bounds, and a range is not an average. "
            "Many events are added up, each once and no total with its parts; nothing is interpolated. "
            "What affects most people, is newest or is most disputed comes first. "
            "Point at a mark of a chart or of the timeline, or go to it with the keyboard, to read what it says."
        }
    }
}
