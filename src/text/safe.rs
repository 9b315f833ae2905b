//! Makes hostile text harmless, with one function for each kind of output.
//!
//! A report may contain anything: terminal escape sequences, characters that reverse the writing
//! direction, spreadsheet formulas, HTML.

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// Escapes text for one line of a terminal. Line breaks and tabs become spaces; an invisible or
/// control character becomes its number, as in `\u{1b}`. Zero-width joiners stay between letters of
/// a script that needs them for spelling, such as Persian.
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

/// Escapes text of several lines for a terminal: like [`terminal`], but line breaks stay.
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

/// Escapes text for one line of a terminal like [`terminal`], and reduces white space to single
/// spaces between words and none at the ends.
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

/// Whether a text has only printable ASCII characters and bytes of `others`. Most texts pass this
/// fast test and need no escaping.
fn is_printable(text: &str, others: &[u8]) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') | others.contains(byte);
    text.as_bytes().chunks(64).all(|chunk| chunk.iter().fold(true, |all, b| all & is_plain(b)))
}

/// Escapes text for a data file that someone may print on a terminal: like [`terminal`], but line
/// feeds and tabs stay.
#[must_use]
pub fn data(text: &str) -> Cow<'_, str> {
    if is_printable(text, b"\n\t") {
        return Cow::Borrowed(text);
    }
    escape(text, |c| match c {
        '\n' | '\t' => Some(c),
        c if is_unseen(c) => None,
        c => Some(c),
    })
}

/// Whether a character has an effect without being visible: controls (C0, DEL, C1), bidirectional
/// and zero-width characters, fillers, line and paragraph separators, interlinear annotations, and
/// the tag characters (U+E0000 block) that can hide whole sentences.
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

/// Whether a zero-width joiner or non-joiner is between two letters of a script that needs it for spelling.
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

/// Replaces each character by the result of `seen`; for `None`, the character is replaced by its
/// number. Joiners that are needed for spelling stay.
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

/// Protects text for a spreadsheet cell. Text that a spreadsheet would run as a formula gets a
/// leading `'`; so does text that [`unguard`] would take for protected, so that `unguard` restores
/// every text.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    // Most texts begin with a letter or digit.
    if text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return Cow::Borrowed(text);
    }
    if begins_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Restores the text that [`cell`] protected.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if begins_formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet may run a text as a formula, even after leading white space. East Asian
/// editions also accept the full-width signs.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Escapes text for Markdown, so that it cannot start a table cell, emphasis, link, HTML or
/// formula. Invisible characters are escaped as in [`terminal`]; line breaks become spaces.
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

/// An address that is safe as a link: `http`, `https` or `mailto`, with every character that is not
/// plain in an address (RFC 3986) percent-encoded. `None` for any other scheme.
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

    /// Whether a text has a character of [`is_unseen`] other than a joiner that is needed for spelling.
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

    /// Random texts with many dangerous characters.
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
