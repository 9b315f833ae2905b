//! Charts as a page for a browser: one below the other, and the series with one figure in a list.

use super::Captions;
use super::legend::legend;
use super::picture::{STYLE, picture};
use super::words::single;
use crate::render::html::{Page, Section, provenance, sentence};
use crate::view::chart::{Chart, Charts};
use maud::html;
use std::io::{self, Write};

/// The styles of a page of charts alone.
const OF_PAGE: &str = include_str!("page.css");

/// Writes the page. Fails if `out` does.
pub(in crate::render) fn write(
    charts: &Charts,
    notes: &[String],
    captions: Captions<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let several: Vec<&Chart> = charts.several.iter().collect();
    let body = html! {
        div.charts { @for (at, chart) in several.iter().enumerate() { (picture(chart, at)) } }
        (legend(&several))
        @for note in notes { p.note role="note" { (sentence(note)) } }
    };
    let mut sections = vec![Section::new("charts", "What the reports say", body)];
    if !charts.single.is_empty() {
        let body =
            html! { ul { @for chart in &charts.single { li { (sentence(&single(chart))) } } } };
        sections.push(Section::new("single", "One figure each", body));
    }
    let page = Page {
        title: captions.title,
        styles: &[STYLE, OF_PAGE],
        restricted: captions.restricted,
        head: html! {
            p.kicker { "Charts" }
            h1 { (sentence(captions.title)) }
            @if !captions.asked.is_empty() { p.lead { (sentence(captions.asked)) } }
        },
        sections,
        foot: html! {
            h2 { "How to read this page" }
            p {
                "Each figure is what a report says, not what is certain. “Up to” and “more than” are bounds, and a range is "
                "not an average. Many events are added up, each once; nothing is interpolated. Point at a mark, or go to it with the keyboard, to "
                "read what it says."
            }
            (provenance(captions.provenance))
        },
    };
    page.write(out)
}
