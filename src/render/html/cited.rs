//! Numbers of sources in a text, and the list of sources that they link to.

use super::{isolated, web_link};
use crate::view::timeline::Source;
use maud::{Markup, html};

/// The numbers of sources, each a link to its source in the list: `[3][7]`. A page may have
/// thousands of them, so their markup must be short.
pub(in crate::render) fn cited(numbers: &[usize]) -> Markup {
    html! {
        @for number in numbers {
            a href={ "#s" (number) } { "[" (number) "]" }
        }
    }
}

/// Does the same; sources beyond `most` are only counted.
pub(in crate::render) fn numbered(numbers: &[usize], most: usize) -> Markup {
    html! {
        (cited(&numbers[..numbers.len().min(most)]))
        @if numbers.len() > most { span.more { " +" (numbers.len() - most) } }
    }
}

/// The sources as a list numbered from 1, with their links and marks.
pub(in crate::render) fn sources(all: &[Source]) -> Markup {
    html! {
        ol.sources {
            @for source in all {
                li id={ "s" (source.number) } {
                    (web_link(&source.title, source.url.as_deref()))
                    p { (isolated(&source.publisher)) ", " (source.published) (marks(source)) }
                    @if let Some(url) = source.archive_url.as_deref() { " · " (web_link("archived copy", Some(url))) }
                }
            }
        }
    }
}

fn marks(source: &Source) -> Markup {
    let mark = source.mark();
    html! { @if !mark.is_empty() { strong.mark { (mark) } } }
}
