//! Making hostile text harmless, one way for each kind of reader.
//!
//! A report's words may hold anything: terminal commands, characters that turn the direction of
//! writing around, spreadsheet formulas, HTML. Knows nothing but text.

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Text for one line of a terminal: line breaks and tabs become spaces; every other character
/// that would act instead of being seen is shown as `\u{1b}`. Joiners stay where they are spelling: between
/// letters of a script that joins them.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    if is_printable(text, &[]) {
        return Cow::Borrowed(text);
    }
    escape(text, |c| match c {
        '\n' | '\r' | '\t' => Some(' '),
        c if is_unseen(c) => None,
        c => Some(c),
    })
}

/// Text of several lines for a terminal: keeps line breaks, and is otherwise like [`terminal`].
#[must_use]
pub fn terminal_block(text: &str) -> Cow<'_, str> {
    if is_printable(text, b"\n") {
        return Cow::Borrowed(text);
    }
    escape(text, |c| match c {
        '\n' => Some('\n'),
        '\r' | '\t' => Some(' '),
        c if is_unseen(c) => None,
        c => Some(c),
    })
}

/// Text for one line of a terminal, as [`terminal`] has it, with one blank between two words and
/// none around them.
#[must_use]
pub fn terminal_line(text: &str) -> Cow<'_, str> {
    let shown = terminal(text);
    let is_tidy = is_printable(&shown, &[])
        && !shown.starts_with(' ')
        && !shown.ends_with(' ')
        && !shown.contains("  ");
    if is_tidy {
        return shown;
    }
    Cow::Owned(shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether every byte of a text is a printable character of ASCII or one of a few `others`: most
/// texts are so, and need not be looked at character by character.
fn is_printable(text: &str, others: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') | others.contains(byte);
    text.as_bytes().chunks(64).all(|chunk| chunk.iter().fold(true, |all, b| all & is_plain(b)))
}

/// Text for a data file that may be looked at on a terminal: shows what commands a terminal or
/// turns the direction of writing around, and keeps what scripts need (joiners, line breaks).
#[must_use]
pub fn data(text: &str) -> Cow<'_, str> {
    if is_printable(text, b"\n\t") {
        return Cow::Borrowed(text);
    }
    escape(text, |c| match c {
        '\n' | '\t' => Some(c),
        c if c.is_control() || is_bidirectional(c) => None,
        c => Some(c),
    })
}

/// Whether a character acts without being seen: controls (C0, DEL, C1), directional and
/// zero-width characters, fillers, line and paragraph separators, interlinear annotation and the
/// tags that can smuggle whole sentences.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || is_bidirectional(c)
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_bidirectional(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a joiner or non-joiner stands between two letters of a script that needs it.
fn is_spelling(before: Option<char>, c: char, after: Option<char>) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
        && before.is_some_and(is_of_joining_script)
        && after.is_some_and(is_of_joining_script)
}

/// Whether a character is a letter, or a sign on a letter, of Hebrew, Arabic, Syriac, Thaana, N'Ko,
/// Mandaic, of a script of India, of Sinhala, Myanmar, Khmer or Mongolian.
fn is_of_joining_script(c: char) -> bool {
    let in_script = matches!(c,
        '\u{591}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    in_script && !is_unseen(c) && (c.is_alphabetic() || c.width() == Some(0))
}

/// Writes each character as `seen` has it, or, where that is `None`, as its number; joiners that
/// are spelling stay.
fn escape(text: &str, seen: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if text.chars().all(|c| seen(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match seen(c) {
            Some(c) => shown.push(c),
            None if is_spelling(before, c, rest.peek().copied()) => shown.push(c),
            None => shown.extend(c.escape_unicode()),
        }
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// Text for a spreadsheet's cell: what a spreadsheet would take for a formula gets a leading `'`,
/// and so does what [`unguard`] would otherwise take for guarded. `unguard` is its inverse for
/// every text.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if begins_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`cell`] was given.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if begins_formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet may compute it, or skip white space and compute the rest; the full-width
/// signs count in East Asian editions.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Text for Markdown: nothing in it makes a table cell, an emphasis, a link, a piece of HTML or a
/// formula, and nothing in it reaches a terminal unseen. Line breaks become spaces.
#[must_use]
pub fn markdown(text: &str) -> Cow<'_, str> {
    let shown = terminal(text);
    let is_mark =
        |c| matches!(c, '\\' | '|' | '*' | '_' | '`' | '~' | '<' | '>' | '[' | ']' | '&' | '$');
    if !shown.contains(is_mark) && !shown.contains("://") && !shown.contains("www.") {
        return shown;
    }
    let mut safe = String::with_capacity(shown.len() + 8);
    for (at, c) in shown.char_indices() {
        let starts_address = c == ':' && shown[at..].starts_with("://");
        let ends_host = c == '.' && shown[..at].to_ascii_lowercase().ends_with("www");
        if is_mark(c) || starts_address || ends_host {
            safe.push('\\');
        }
        safe.push(c);
    }
    Cow::Owned(safe)
}

/// An address that may become a link: `http`, `https` or `mailto`, with everything that is not a
/// plain printable character of an address percent-encoded. `None` for any other.
#[must_use]
pub fn link(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let is_known = ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
    if !is_known || rest.trim_start_matches('/').is_empty() {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !b"<>()[]\\\"'`{}|^".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            let _ = write!(safe, "%{byte:02X}");
        }
    }
    Some(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a text acts without being seen: any character of [`is_unseen`] but a joiner that is
    /// spelling, as in Persian.
    fn acts_unseen(text: &str) -> bool {
        let mut before = None;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if is_unseen(c) && !is_spelling(before, c, rest.peek().copied()) {
                return true;
            }
            before = Some(c);
        }
        false
    }

    /// Texts in which the dangerous characters are frequent.
    fn hostile() -> impl Strategy<Value = String> {
        let dangerous = prop::sample::select(vec![
            '\'',
            '=',
            '+',
            '-',
            '@',
            '\t',
            '\r',
            '\n',
            '＝',
            '\u{1b}',
            '\u{202e}',
            '|',
            '<',
            '[',
            '\u{200d}',
            '\u{9b}',
            '\\',
            '\u{e0041}',
            'x',
            'ح',
        ]);
        prop::collection::vec(prop_oneof![3 => dangerous, 1 => any::<char>()], 0..12)
            .prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #[test]
        fn a_guarded_cell_reads_back_as_it_was(text in hostile()) {
            let guarded = cell(&text);
            prop_assert_eq!(unguard(&guarded), &text);
            prop_assert!(!begins_formula(&guarded));
        }

        #[test]
        fn what_is_printable_is_left_as_it_is(text in "[ -~\\n\\t]{0,200}") {
            let of_one_line = !text.contains(['\n', '\t']);
            prop_assert!(matches!(data(&text), Cow::Borrowed(_)));
            prop_assert_eq!(matches!(terminal_block(&text), Cow::Borrowed(_)), !text.contains('\t'));
            prop_assert_eq!(matches!(terminal(&text), Cow::Borrowed(_)), of_one_line);
        }

        #[test]
        fn nothing_unseen_reaches_a_terminal(text in hostile()) {
            prop_assert!(!acts_unseen(&terminal(&text)));
            prop_assert!(!acts_unseen(&terminal_block(&text).replace('\n', "")));
            let commands = ['\r', '\u{1b}', '\u{9b}', '\u{202e}'];
            prop_assert!(!data(&text).contains(commands));
        }

        #[test]
        fn every_bar_and_bracket_of_a_text_is_escaped_in_markdown(text in hostile()) {
            let safe = markdown(&text);
            let mut chars = safe.chars();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    chars.next();
                } else {
                    prop_assert!(!"|<>[]*_`\n\r".contains(c), "{safe:?}");
                }
            }
        }

        #[test]
        fn a_link_holds_nothing_but_printable_ascii(url in hostile()) {
            let safe = link(&format!("https://{url}x")).unwrap();
            prop_assert!(safe.bytes().all(|b| b.is_ascii_graphic()));
        }
    }

    #[test]
    fn controls_and_directions_are_shown_and_arabic_stays() {
        assert_eq!(terminal("a\u{1b}[31mb\u{202e}c\u{7f}"), "a\\u{1b}[31mb\\u{202e}c\\u{7f}");
        assert_eq!(terminal("one\r\ntwo\tthree"), "one  two three");
        assert_eq!(terminal_line(" a\n\tb \u{1b}[31m"), "a b \\u{1b}[31m");
        assert_eq!(terminal_line("حلب\u{a0} x"), "حلب x");
        assert_eq!(terminal_block("one\ntwo\u{9b}"), "one\ntwo\\u{9b}");
        assert!(matches!(terminal("حلب الجديدة 東京"), Cow::Borrowed(_)));
        assert_eq!(data("می\u{200c}روم\u{1b}"), "می\u{200c}روم\\u{1b}");
    }

    #[test]
    fn joiners_stay_where_they_are_spelling_and_are_shown_elsewhere() {
        for spelling in ["می\u{200c}خواهند", "क्\u{200d}ष", "ശ്രീ\u{200d}മ", "של\u{200c}ום"]
        {
            assert_eq!(terminal(spelling), spelling);
            assert!(!acts_unseen(spelling));
        }
        for (text, shown) in [
            ("pay\u{200d}pal", "pay\\u{200d}pal"),
            ("می\u{200c}", "می\\u{200c}"),
            ("\u{200c}می", "\\u{200c}می"),
            ("می\u{200c} خواهند", "می\\u{200c} خواهند"),
            ("می\u{200c}\u{200c}خ", "می\\u{200c}\\u{200c}خ"),
            ("می\u{200c}x", "می\\u{200c}x"),
            ("٣\u{200c}٤", "٣\\u{200c}٤"),
            ("م\u{202e}خ", "م\\u{202e}خ"),
        ] {
            assert_eq!(terminal(text), shown);
            assert!(acts_unseen(text));
        }
    }

    #[test]
    fn formulas_and_guarded_formulas_are_guarded_and_other_quotes_are_not() {
        for (plain, guarded) in
            [("=1+1", "'=1+1"), ("'=x", "''=x"), ("'tis", "'tis"), ("－1", "'－1"), ("", "")]
        {
            assert_eq!(cell(plain), guarded);
        }
        assert_eq!(unguard("'=HYPERLINK()"), "=HYPERLINK()");
    }

    #[test]
    fn markdown_keeps_words_and_disarms_marks() {
        assert_eq!(markdown("a|b <b> [x](http://e)"), "a\\|b \\<b\\> \\[x\\](http\\://e)");
        assert_eq!(markdown("see www.example.org"), "see www\\.example.org");
        assert_eq!(markdown("plain words, 8: yes"), "plain words, 8: yes");
    }

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        assert_eq!(link("https://a.org/x y").as_deref(), Some("https://a.org/x%20y"));
        assert_eq!(link("HTTP://a.org/?q=1&r=2#s").as_deref(), Some("HTTP://a.org/?q=1&r=2#s"));
        assert_eq!(link("https://a/\u{1b}\\").as_deref(), Some("https://a/%1B%5C"));
        for url in ["javascript:alert(1)", "file:///etc/passwd", "a.org", "https://", "data:x"] {
            assert_eq!(link(url), None, "{url}");
        }
    }
}
