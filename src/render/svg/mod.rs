//! Pictures in SVG 1.1: the frame of a picture in a separate file, and an estimate of the width of text
//! without a browser.
//!
//! Knows sizes, colours and text. Must not know what a picture is about: shapes are markup from other modules, such as
//! [`crate::render::timeline`].

mod measure;
mod number;

pub(super) use measure::{fitted, lines, wide};
pub(super) use number::{part, percent, short, tenth};

use crate::text::{bidi, safe};
use maud::{Markup, PreEscaped, html};
use std::io::{self, Write};

/// The fonts of pictures: those of the reader's system.
pub(super) const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

/// A sentence, in which each name that is written from right to left keeps its own direction. SVG has no element for
/// that. The characters for it (U+2068, U+2069) are written as references, since in text from reports they are shown as
/// their numbers.
pub(super) fn sentence(text: &str) -> Markup {
    html! {
        @for (is_right_to_left, part) in bidi::parts(text) {
            @if is_right_to_left { (PreEscaped("&#x2068;")) (part) (PreEscaped("&#x2069;")) } @else { (part) }
        }
    }
}

/// A picture to be written as a separate file.
pub(super) struct Picture<'a> {
    /// Width and height, in pixels at their usual size; the picture can be scaled.
    pub(super) size: (f64, f64),
    /// The title of the picture, in a few words.
    pub(super) title: &'a str,
    /// The description of the picture, for those who cannot see it.
    pub(super) description: &'a str,
    /// Its style sheet: what differs from the attributes of shapes, such as the colours in dark mode.
    pub(super) style: &'a str,
    pub(super) body: Markup,
}

impl Picture<'_> {
    /// Writes the picture. Fails if `out` does.
    pub(super) fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let (width, height) = (short(self.size.0), short(self.size.1));
        let picture = html! {
            svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
                width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
                font-family=(FONTS) font-size="13" lang="en" {
                title { (sentence(self.title)) }
                desc { (self.description) }
                style { (PreEscaped(self.style)) }
                (self.body)
            }
        };
        // Characters that XML 1.0 forbids would make the file unreadable; `data` shows control characters as numbers.
        let picture = picture.into_string().replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        writeln!(out, "{}", safe::data(&picture))
    }
}
