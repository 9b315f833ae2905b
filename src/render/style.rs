//! The format of an output, and colours and links on a terminal: SGR sequences (ECMA-48) and OSC 8
//! hyperlinks.
//!
//! Knows nothing about the content. Text must be made safe before it is passed to this module.

use crate::text::ink::Ink;
use crate::text::layout::StyledLine;
use std::borrow::Cow;
use std::io;

/// How an output looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The width of the page, in terminal columns.
    pub width: usize,
    /// Whether to write colours (SGR sequences).
    pub colour: bool,
    /// Whether marks and borders use only ASCII.
    pub ascii: bool,
    /// Whether to write links as terminal hyperlinks (OSC 8).
    pub links: bool,
    /// The advice for the reader if something is not shown.
    pub advice: Advice,
}

/// How the reader can see what is not shown; the wording comes from the caller, which knows the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Advice if facts were left out: a sentence without its full stop; empty for readers who do not have the program.
    pub left_out: &'static str,
    /// Advice if long cells were cut.
    pub whole_cells: &'static str,
}

#[cfg(test)]
impl Advice {
    /// Advice for tests that do not check it.
    pub(crate) const NONE: Self = Self { left_out: "Ask for more", whole_cells: "data has all" };
}

/// The format of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text for people, on a terminal.
    Text,
    /// CSV with the columns for programs.
    Csv,
    /// JSON: an array of objects with typed values.
    Json,
    /// JSON Lines: the same objects, one on each line.
    JsonLines,
    /// Markdown, for a document.
    Markdown,
    /// HTML: a page for a browser, whole in one file.
    Html,
    /// SVG: a picture for a document or a slide.
    Svg,
    /// A workbook of Excel, with typed cells.
    Workbook,
}

impl Format {
    /// Whether the format is for programs: typed values, all columns, no notes.
    #[must_use]
    pub fn is_data(self) -> bool {
        matches!(self, Self::Csv | Self::Json | Self::JsonLines | Self::Workbook)
    }

    /// Whether the output is a file to pass on, so that it must not show confidential content unless the user asks for
    /// it.
    #[must_use]
    pub fn is_for_others(self) -> bool {
        matches!(self, Self::Html | Self::Svg | Self::Workbook)
    }

    /// The error of an output that cannot be written in this format.
    pub(super) fn unsupported(self) -> io::Error {
        io::Error::new(io::ErrorKind::Unsupported, format!("this is not written as {self:?}"))
    }
}

/// The SGR sequence that ends a colour.
const RESET: &str = "\u{1b}[0m";
/// The OSC 8 sequence that ends a hyperlink.
const LINK_END: &str = "\u{1b}]8;;\u{1b}\\";

/// The SGR sequence that starts a colour.
fn code(ink: Ink) -> &'static str {
    match ink {
        Ink::Plain => "",
        Ink::Bold => "\u{1b}[1m",
        Ink::Dim => "\u{1b}[2m",
        Ink::Struck => "\u{1b}[9m",
        Ink::Red => "\u{1b}[31m",
        Ink::Green => "\u{1b}[32m",
        Ink::Yellow => "\u{1b}[33m",
        Ink::Cyan => "\u{1b}[36m",
    }
}

/// The sequences to write before and after a text for its colour and link; empty if `style` allows
/// neither.
#[must_use]
pub(super) fn around(style: &Style, ink: Ink, url: Option<&str>) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    if let Some(url) = url.filter(|_| style.links).and_then(crate::text::safe::link) {
        before = format!("\u{1b}]8;;{url}\u{1b}\\");
        after.push_str(LINK_END);
    }
    if style.colour && ink != Ink::Plain {
        before.push_str(code(ink));
        after.insert_str(0, RESET);
    }
    (before, after)
}

/// The text in a colour, if `style` allows colour. The text must be safe already.
#[must_use]
pub(super) fn paint<'a>(style: &Style, ink: Ink, text: &'a str) -> Cow<'a, str> {
    if !style.colour || ink == Ink::Plain || text.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}{text}{RESET}", code(ink)))
}

/// The text of a line with its colours and links.
pub(super) fn painted(line: &StyledLine, style: &Style) -> String {
    let mut text = String::with_capacity(line.width());
    if !style.colour && !style.links {
        text.extend(line.spans().iter().map(|span| span.text.as_str()));
        return text;
    }
    for span in line.spans() {
        let (before, after) = around(style, span.ink, span.link.as_deref());
        text.extend([&before, &span.text, &after].map(String::as_str));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style {
        width: 80,
        colour: false,
        ascii: false,
        links: false,
        advice: crate::render::Advice::NONE,
    };

    #[test]
    fn without_colour_and_links_nothing_is_written() {
        assert_eq!(paint(&PLAIN, Ink::Red, "no"), "no");
        assert_eq!(around(&PLAIN, Ink::Red, Some("https://a.org")), (String::new(), String::new()));
    }

    #[test]
    fn a_painted_link_opens_and_closes_both() {
        let style = Style { colour: true, links: true, ..PLAIN };
        let (before, after) = around(&style, Ink::Cyan, Some("https://a.org"));
        assert_eq!(before, "\u{1b}]8;;https://a.org\u{1b}\\\u{1b}[36m");
        assert_eq!(after, "\u{1b}[0m\u{1b}]8;;\u{1b}\\");
        assert_eq!(around(&style, Ink::Plain, Some("javascript:x")).0, "");
    }
}
