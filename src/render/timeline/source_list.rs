//! Numbered sources as text.

use super::entries::{GAP, INDENT};
use crate::text::ink::Ink;
use crate::text::layout::{StyledLine, StyledText};
use crate::text::safe::terminal_line;
use crate::text::wrap::wrap_text;
use crate::view::timeline::Source;
use std::io;

/// Gives the lines of the numbered sources to `put`. With `with_links`, titles are hyperlinks and no URL is
/// written.
pub(super) fn write_sources(
    all: &[Source],
    most: usize,
    with_links: bool,
    put: &mut impl FnMut(StyledLine) -> io::Result<()>,
) -> io::Result<()> {
    let wide = all.len().to_string().len() + 2;
    let column = INDENT + wide + GAP;
    for source in all {
        let title = terminal_line(&source.title);
        let stop = if title.ends_with(['.', '?', '!', '…']) { "" } else { "." };
        let rest = format!("{}, {}{}", source.publisher, source.published, source.mark());
        let rest = terminal_line(&rest);
        let number = format!("[{}]", source.number);
        let url = source.url.as_deref();
        let texts = wrap_text(&format!("{title}{stop} {rest}"), most.saturating_sub(column));
        for (at, text) in texts.into_iter().enumerate() {
            let mut line = StyledLine::default();
            line.pad_to(INDENT);
            line.push(Ink::Dim, if at == 0 { number.clone() } else { String::new() });
            line.pad_to(column);
            let link = url.filter(|_| with_links).map(str::to_owned);
            line.push_span(StyledText { link, ..StyledText::new(text, Ink::Plain) });
            put(line)?;
        }
        if let Some(url) = url.filter(|_| !with_links) {
            // A URL runs over the edge of the page: broken into lines it could not be clicked.
            let mut line = StyledLine::default();
            line.pad_to(column);
            line.push(Ink::Dim, terminal_line(url).replace(' ', "%20"));
            put(line)?;
        }
    }
    Ok(())
}
