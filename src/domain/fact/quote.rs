//! Finds a quote in a report's text.

use std::ops::Range;

/// The passage of a text that matches a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// Position in the text, in characters from 0, end exclusive.
    pub(super) span: Range<usize>,
    /// The passage verbatim, line breaks included.
    pub(super) words: String,
}

/// Finds the first passage of `text` that matches `quote`. Ignores differences in white space
/// (pages break lines anywhere), in quotation marks and dashes (copying changes them), in invisible
/// characters, and in Arabic vowel marks and lengthened lines, which few people type. All other
/// characters must be equal. `None` if no passage matches.
pub(super) fn find(quote: &str, text: &str) -> Option<Passage> {
    let seen: String = quote.chars().filter(|c| !is_ignored(*c)).collect();
    let wanted: Vec<char> = seen.trim().chars().map(plain).collect();
    let first = *wanted.first()?;
    let starts = text.char_indices().enumerate().filter(|(_, (_, c))| plain(*c) == first);
    for (from, (start, _)) in starts {
        let length = match_at(&text[start..], &wanted);
        let whole = |length: &usize| is_separate(text, start, start + length);
        if let Some(length) = length.filter(whole) {
            let words = text[start..start + length].to_owned();
            return Some(Passage { span: from..from + words.chars().count(), words });
        }
    }
    None
}

/// Whether a passage begins and ends at the borders of words and numbers: `8 corridors` does not
/// match in `18 corridors`, nor `300` in `300,000`.
fn is_separate(text: &str, start: usize, end: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let seen = |c: &char| !is_ignored(*c);
    let mut before = text[..start].chars().rev().filter(seen);
    let mut after = text[end..].chars().filter(seen);
    let (first, last) = (text[start..].chars().find(seen), text[..end].chars().rev().find(seen));
    let (left, right) = (before.next(), after.next());
    let cut_left = inside(left) && inside(first)
        || matches!(left, Some(',' | '.')) && digit(first) && digit(before.next());
    let cut_right = inside(right) && inside(last)
        || matches!(right, Some(',' | '.')) && digit(last) && digit(after.next());
    !cut_left && !cut_right
}

/// Whether the comparison ignores a character: soft hyphens, marks of direction and joiners, the Arabic vowel marks and
/// the character that lengthens lines.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{640}'
            | '\u{64b}'..='\u{652}'
            | '\u{670}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// Normalizes a character for the comparison: one form for each kind of quotation mark and dash,
/// and a space for all white space.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Length in bytes of the match of `wanted` at the start of `text`; `None` if it does not match.
fn match_at(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = text;
    let mut wanted = wanted.iter().copied().peekable();
    while let Some(next) = wanted.next() {
        rest = rest.trim_start_matches(is_ignored);
        let c = rest.chars().next()?;
        if plain(c) != next {
            return None;
        }
        rest = &rest[c.len_utf8()..];
        if next == ' ' {
            rest = rest.trim_start();
            while wanted.next_if_eq(&' ').is_some() {}
        }
    }
    // The vowel mark of the last letter belongs to the passage.
    Some(text.len() - rest.trim_start_matches(is_ignored).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_across_line_breaks_and_counted_in_characters() {
        let passage =
            find("eight corridors to civilians", "حلب: eight corridors\n  to civilians.").unwrap();
        assert_eq!(passage.span, 5..35);
        assert_eq!(passage.words, "eight corridors\n  to civilians");
    }

    #[test]
    fn a_quote_with_one_other_letter_is_not_found() {
        assert_eq!(find("nine corridors", "eight corridors"), None);
        assert_eq!(find("eightcorridors", "eight corridors"), None);
        for nothing in ["", " ", "\u{200b} \u{200b}"] {
            assert_eq!(find(nothing, "text  \u{200b} text"), None);
        }
    }

    #[test]
    fn curly_and_straight_marks_are_the_same_and_the_text_keeps_its_own() {
        let passage = find("\"Food's out\" - he said", "He: “Food’s  out” – he said.").unwrap();
        assert_eq!(passage.words, "“Food’s  out” – he said");
        assert_eq!(passage.span, 4..27);
    }

    #[test]
    fn a_quote_does_not_begin_or_end_inside_a_word_or_a_number() {
        assert_eq!(find("8 corridors", "There were 18 corridors."), None);
        assert_eq!(find("300", "up to 300,000 people"), None);
        assert_eq!(find("000 people", "up to 300,000 people"), None);
        assert_eq!(find("s many", "As many"), None);
        assert!(find("300,000", "up to 300,000, they say").is_some());
        assert_eq!(find("aa b", "aaa b, aa b").unwrap().span, 7..11);
    }

    #[test]
    fn invisible_characters_do_not_distinguish_a_quote_from_its_text() {
        let text =
            "At least 31 peo\u{ad}ple were killed in Khan\u{2011}Tal. \u{200f}قُتِلَ في ســوق المدينة";
        for quote in [
            "31 people were",
            "31 peo\u{ad}ple were",
            "in Khan-Tal",
            "قتل في سوق المدينة",
            "قُتِلَ في ســوق",
        ] {
            let passage = find(quote, text).unwrap_or_else(|| panic!("{quote}"));
            let words: String =
                text.chars().skip(passage.span.start).take(passage.span.len()).collect();
            assert_eq!(words, passage.words);
        }
        assert_eq!(find("31 people were", text).unwrap().words, "31 peo\u{ad}ple were");
        assert_eq!(find("pe", "peo\u{ad}ple"), None);
        assert_eq!(find("ple were", text), None);
        assert_eq!(find("\u{ad}", text), None);
    }

    #[test]
    fn a_false_start_does_not_hide_the_quote() {
        assert_eq!(find("the city fell", "the city stood; the city fell").unwrap().span, 16..29);
    }
}
