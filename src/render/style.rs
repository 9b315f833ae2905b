//! The form of an output, and its colour and links on a terminal, written by hand: SGR sequences
//! (ECMA-48) and OSC 8 hyperlinks.
//!
//! Knows nothing of what is said. Text must be made safe before it comes here.

use crate::text::ink::Ink;
use crate::text::layout::StyledLine;
use std::borrow::Cow;

/// What the output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns to fit into.
    pub width: usize,
    /// Whether to use colour.
    pub colour: bool,
    /// Whether to use nothing but ASCII for marks and borders.
    pub ascii: bool,
    /// Whether links are written as terminal hyperlinks (OSC 8).
    pub links: bool,
    /// What to do where not all is shown.
    pub advice: Advice,
}

/// What a reader can do to see all, in the words of whoever is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// Where facts were left out: a sentence without its full stop.
    pub left_out: &'static str,
    /// Where cells were cut: what has them whole.
    pub whole_cells: &'static str,
}

#[cfg(test)]
impl Advice {
    /// For tests that see nothing of it.
    pub(crate) const NONE: Self = Self { left_out: "Ask for more", whole_cells: "data has all" };
}

/// The form of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, on a terminal.
    Text,
    /// The printed grid as CSV.
    Csv,
    /// Records with typed values.
    Json,
    /// The same records, each on a line of its own.
    JsonLines,
    /// A table for a document.
    Markdown,
}

impl Format {
    /// Whether programs read it: typed values, all columns, no notes.
    #[must_use]
    pub fn is_data(self) -> bool {
        matches!(self, Self::Csv | Self::Json | Self::JsonLines)
    }
}

/// The sequence that ends every colour.
const RESET: &str = "\u{1b}[0m";
/// The sequence that ends a hyperlink.
const LINK_END: &str = "\u{1b}]8;;\u{1b}\\";

/// The sequence that begins an ink.
fn code(ink: Ink) -> &'static str {
    match ink {
        Ink::Plain => "",
        Ink::Bold => "\u{1b}[1m",
        Ink::Dim => "\u{1b}[2m",
        Ink::Red => "\u{1b}[31m",
        Ink::Green => "\u{1b}[32m",
        Ink::Yellow => "\u{1b}[33m",
        Ink::Cyan => "\u{1b}[36m",
    }
}

/// What is written before and after a text, so that it is painted and linked as `style` allows.
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

/// Text in a colour, where colour is on. The text must be safe.
#[must_use]
pub(super) fn paint<'a>(style: &Style, ink: Ink, text: &'a str) -> Cow<'a, str> {
    if !style.colour || ink == Ink::Plain || text.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}{text}{RESET}", code(ink)))
}

/// The text of a line with its paint and links.
pub(super) fn painted(line: &StyledLine, style: &Style) -> String {
    let mut text = String::new();
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
