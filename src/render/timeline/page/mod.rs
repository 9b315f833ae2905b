//! A timeline as a page for a browser: head, lanes, contradictions, entries by month with quotes that can be expanded,
//! sources.
//!
//! Knows [`Timeline`] and the frame of pages. Must not know facts, reports or rules.

mod against;
mod entries;
mod lanes;

pub(in crate::render) use entries::{Numbers, by_month, numbers};
pub(in crate::render) use lanes::lanes;

use super::words::{NOTHING, beyond, counted, counted_facts, partial};
use crate::render::html::{Page, Section, provenance, sentence, sources};
use crate::render::style::Style;
use crate::view::brief::Line;
use crate::view::provenance::Provenance;
use crate::view::timeline::{Head, Quotes, Timeline, restricted};
use maud::{Markup, html};
use std::io::{self, Write};

/// The styles of lanes and entries.
pub(in crate::render) const STYLES: [&str; 2] = [lanes::STYLE, STYLE];
/// The styles of entries.
const STYLE: &str = include_str!("entries.css");

/// The parts that only a page has, besides the timeline.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The quotes of the facts.
    pub quotes: &'a Quotes,
    /// The contradictions between the facts, the most important first.
    pub contradictions: &'a [Line],
    /// The origin of the page.
    pub provenance: &'a Provenance,
}

/// Writes the page. Fails if `out` does.
pub fn write(
    timeline: &Timeline<'_>,
    beside: Beside<'_>,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut sections = Vec::new();
    let numbers = entries::numbers(&timeline.sources);
    if let Some(window) = timeline.window.filter(|_| !timeline.lanes.is_empty()) {
        let body = lanes::lanes(&timeline.lanes, window);
        sections.push(Section::new("lanes", "At a glance", body));
    }
    if !beside.contradictions.is_empty() {
        let body = against::contradictions(beside.contradictions, &numbers);
        sections.push(Section::new("against", "Where reports contradict each other", body));
    }
    if !timeline.head.is_empty() {
        let body = entries::by_month(timeline, beside.quotes, &numbers);
        sections.push(Section::new("entries", "What happened, in order", body));
    }
    if !timeline.sources.is_empty() {
        sections.push(Section::new("sources", "Sources", sources(&timeline.sources)));
    }
    let page = Page {
        title: &format!("{}: timeline", timeline.head.title),
        styles: &[lanes::STYLE, STYLE],
        restricted: restricted(&timeline.sources),
        head: head(&timeline.head, style),
        sections,
        foot: html! { (how_to_read()) (provenance(beside.provenance)) },
    };
    page.write(out)
}

fn head(head: &Head, style: &Style) -> Markup {
    let counts =
        [counted_facts(head), counted(head.reports, "report"), counted(head.claimants, "claimant")];
    html! {
        p.kicker { "Timeline" }
        h1 { (sentence(&head.title)) }
        @if !head.span.is_empty() { p.lead { (head.span) } }
        @if !head.asked.is_empty() { p.lead { (sentence(&head.asked)) } }
        p.quiet {
            (counts.join(" · "))
            @if let Some(below) = head.below() { " · " (sentence(&below)) }
        }
        @for beyond in beyond(head) { p.quiet { (sentence(&beyond)) } }
        @if let Some(partial) = partial(head, style.advice) { p.note role="note" { (partial) } }
        @if head.is_empty() { p.note role="note" { (NOTHING) } }
    }
}

/// How to read the page, in a few sentences.
fn how_to_read() -> Markup {
    html! {
        h2 { "How to read this page" }
        p {
            "Each entry is what reports say, not what is certain. Its numbers lead to the sources. "
            "Reports that pass on the same statement have one origin: four reports with one origin are one voice. "
            "Figures are shown as stated: “up to” and “more than” are bounds, and a range is not an average. "
            "Entries add nothing up; the figure beside a lane may be the sum of its events. Nothing is interpolated."
        }
    }
}
