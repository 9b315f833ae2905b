//! The frame of a page in HTML: one file for a browser, without scripts and without a network, in light
//! and dark, for small screens and for print.
//!
//! Knows titles, landmarks, style sheets and links. Must not know what a page is about: its content is markup from
//! other modules, such as [`crate::render::timeline`].
//!
//! Text goes through maud, which escapes it. Afterwards, invisible characters with an effect are shown as their numbers
//! in the whole page, so that no text can be forgotten.

mod cited;
mod policy;
#[cfg(test)]
mod tests;

pub(super) use cited::{cited, numbered, sources};

use crate::domain::report::Restricted;
use crate::render::restricted::why;
use crate::text::bidi;
use crate::text::safe;
use crate::view::provenance::Provenance;
use crate::view::wording;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::io::{self, Write};

/// The styles of every page: type, colours, landmarks, tables, print.
const STYLE: &str = include_str!("page.css");

/// A page to be written.
pub(super) struct Page<'a> {
    /// The title in the browser's tab, and of a printed page.
    pub(super) title: &'a str,
    /// The style sheets for the content of the page, besides those of every page.
    pub(super) styles: &'a [&'a str],
    /// The reports behind the page that are not public; the page is marked if there are any.
    pub(super) restricted: Restricted,
    /// The top of the page: the heading and what the page is about.
    pub(super) head: Markup,
    /// The parts, in reading order.
    pub(super) sections: Vec<Section>,
    /// The origin of the page, and how to read it.
    pub(super) foot: Markup,
}

/// A part of a page, with its heading.
pub(super) struct Section {
    /// The fragment of its address, such as `sources`.
    pub(super) id: &'static str,
    pub(super) heading: String,
    /// The part below the heading.
    pub(super) body: Markup,
}

impl Section {
    pub(super) fn new(id: &'static str, heading: impl Into<String>, body: Markup) -> Self {
        Self { id, heading: heading.into(), body }
    }
}

impl Page<'_> {
    /// Writes the page. Fails if `out` does.
    pub(super) fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let style = [&[STYLE], self.styles].concat().concat();
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy::of(&style));
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    meta name="robots" content="noindex";
                    meta name="generator" content=(concat!("Factline ", env!("CARGO_PKG_VERSION")));
                    title { (self.title) }
                    style { (PreEscaped(&style)) }
                }
                body {
                    (skip_links(&self.sections))
                    (restricted(self.restricted))
                    header { (self.head) (contents(&self.sections)) }
                    main {
                        @for Section { id, heading, body } in &self.sections {
                            section id=(id) aria-labelledby={ (id) "-heading" } {
                                h2 id={ (id) "-heading" } { (heading) }
                                (body)
                            }
                        }
                    }
                    footer { (self.foot) }
                }
            }
        };
        out.write_all(safe::data(&page.into_string()).as_bytes())?;
        writeln!(out)
    }
}

/// Links that skip to each part, shown when they have the keyboard's focus.
fn skip_links(sections: &[Section]) -> Markup {
    html! {
        @if let [first, .., last] = sections {
            a.skip href={ "#" (first.id) } { "Skip to: " (first.heading) }
            a.skip href={ "#" (last.id) } { "Skip to: " (last.heading) }
        }
    }
}

/// The list of the parts.
fn contents(sections: &[Section]) -> Markup {
    html! {
        @if sections.len() > 1 {
            nav aria-label="Contents" {
                ul {
                    @for section in sections {
                        li { a href={ "#" (section.id) } { (section.heading) } }
                    }
                }
            }
        }
    }
}

/// The mark of a page that is not public. In print it is on every sheet.
fn restricted(of: Restricted) -> Markup {
    html! {
        @if let Some(level) = of.level() {
            aside.restricted.(level.as_str()) aria-label=(level.as_str()) {
                strong { (level.as_str()) } " · " (why(of, level))
            }
        }
    }
}

/// The origin of a page: the state of the database, and the program.
pub(super) fn provenance(of: &Provenance) -> Markup {
    html! {
        p {
            "Made on " (wording::day(of.made, None))
            @if let Some(newest) = &of.newest {
                " from a database whose newest changeset is " code { (newest.id) } ", recorded on " (newest.recorded)
            }
            ", by Factline " (env!("CARGO_PKG_VERSION")) ". The file needs no network and runs no script."
        }
    }
}

/// Somebody's text, such as a title, in its own writing direction, so that it does not change the direction of the text
/// around it. Text in ASCII needs no such mark. For Factline's own sentences use [`sentence`].
pub(super) fn isolated(text: &str) -> Markup {
    html! { @if text.is_ascii() { (text) } @else { bdi { (text) } } }
}

/// A sentence, in which each name that is written from right to left keeps its own direction.
pub(super) fn sentence(text: &str) -> Markup {
    html! {
        @for (is_right_to_left, part) in bidi::parts(text) {
            @if is_right_to_left { bdi { (part) } } @else { (part) }
        }
    }
}

/// Text as a link to the web, or only the text if `url` is not safe. The linked site does not learn from
/// which page the reader comes.
pub(super) fn web_link(text: &str, url: Option<&str>) -> Markup {
    let url =
        url.and_then(safe::link).filter(|url| !url.to_ascii_lowercase().starts_with("mailto:"));
    html! {
        @match url {
            Some(url) => a href=(url) rel="noopener noreferrer nofollow" { (isolated(text)) },
            None => (isolated(text)),
        }
    }
}
