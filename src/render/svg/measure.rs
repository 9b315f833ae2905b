//! Estimates the width of text, since the reader's font is not known. The estimate is that of a wide font (`DejaVu
//! Sans`, `Verdana`), so that text in any usual font fits if the estimate says so.

use unicode_width::UnicodeWidthChar;

/// The width of a text in a font of this size, in pixels; no usual font is wider.
pub(in crate::render) fn wide(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a character, in ems.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.31,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' => 0.42,
        'r' | '(' | ')' | '[' | ']' | '-' | '/' | '·' => 0.46,
        'm' | 'M' | 'W' | '%' | '@' | '—' | '…' => 1.02,
        'w' | '+' | '=' | '<' | '>' | '~' | '≠' | '≤' | '≥' | '≲' | '≳' | '–' => 0.86,
        'a'..='z' | '0'..='9' => 0.65,
        'A'..='Z' => 0.79,
        c if c.is_ascii() => 0.7,
        c => match c.width().unwrap_or(1) {
            0 => 0.0,
            1 => 0.85,
            _ => 1.1,
        },
    }
}

/// The text cut with `…` to fit into this number of pixels; empty if nothing fits.
pub(in crate::render) fn fitted(text: &str, size: f64, room: f64) -> String {
    if wide(text, size) <= room {
        return text.to_owned();
    }
    let mut used = wide("…", size);
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += em(*c) * size;
            used <= room
        })
        .collect();
    if kept.is_empty() { kept } else { format!("{}…", kept.trim_end()) }
}

/// The text on at most this number of lines, each with this width in pixels; the last line is cut if it is
/// too long.
pub(in crate::render) fn lines(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // No line begins with the hyphen between two days.
    let glued = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" - ", "\u{a0}- ");
    let mut words = glued.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.peek() {
        let line = match lines.last() {
            Some(line) if wide(&format!("{line} {word}"), size) <= room => format!("{line} {word}"),
            _ if lines.len() == most => break,
            _ => {
                lines.push(fitted(word, size, room));
                words.next();
                continue;
            }
        };
        words.next();
        lines.pop();
        lines.push(line);
    }
    if words.peek().is_some()
        && let Some(last) = lines.pop()
    {
        let rest = words.collect::<Vec<_>>().join(" ");
        lines.push(fitted(&format!("{last} {rest}"), size, room));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_longer_than_its_room(text in "\\PC{0,60}", room in 20.0f64..300.0, most in 1usize..4) {
            prop_assert!(wide(&fitted(&text, 13.0, room), 13.0) <= room + 1e-6);
            let lines = lines(&text, 13.0, room, most);
            prop_assert!(lines.len() <= most);
            for line in lines {
                prop_assert!(wide(&line, 13.0) <= room + 1e-6, "{line:?}");
            }
        }
    }

    #[test]
    fn words_stay_whole_and_the_last_line_is_cut() {
        assert_eq!(
            lines("People injured, civilians", 10.0, 100.0, 2),
            ["People injured,", "civilians"]
        );
        assert_eq!(lines("one two three four five six", 10.0, 60.0, 2), ["one two", "three fou…"]);
    }
}
