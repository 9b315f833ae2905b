//! The contradictions of a page: the sides next to each other, each with its sources.

use super::entries::Numbers;
use crate::render::html::{numbered, sentence};
use crate::view::brief::{Lead, Line, Part};
use maud::{Markup, html};

/// A page shows at most this many contradictions, and at most so many source numbers for one side.
const MOST: usize = 20;
const MOST_SOURCES: usize = 6;

/// The contradictions, the most important first.
pub(super) fn contradictions(lines: &[Line], numbers: &Numbers<'_>) -> Markup {
    let more = lines.len().saturating_sub(MOST);
    html! {
        ul.against {
            @for line in lines.iter().take(MOST) {
                li {
                    h3 { (sentence(&line.label)) }
                    @for part in &line.parts { (side(part, numbers)) }
                    @if !line.notes.is_empty() {
                        p.quiet {
                            @for (at, note) in line.notes.iter().enumerate() {
                                @if at > 0 { " · " }
                                (sentence(note))
                            }
                        }
                    }
                }
            }
        }
        @if more > 0 { p.quiet { "and " (more) " more" } }
    }
}

fn side(part: &Part, numbers: &Numbers<'_>) -> Markup {
    let mut sources: Vec<usize> =
        part.reports.iter().filter_map(|key| numbers.get(&**key).copied()).collect();
    sources.sort_unstable();
    let is_against = part.lead == Lead::Against;
    let class = if is_against { "side versus" } else { "side" };
    html! { p class=(class) { (sentence(&part.words)) " " (numbered(&sources, MOST_SOURCES)) } }
}
