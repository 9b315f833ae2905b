//! Breaks text into lines of a given width in terminal columns.
//!
//! All words are in one string, separated by `\n`, and a line is a byte range of it. A line reads
//! no further than the word that does not fit, so that even a word of many megabytes takes linear
//! time.

use super::ink::Ink;
use super::layout::{StyledLine, StyledText, beginning, first_sign, width};
use std::ops::Range;

/// Breaks spans into lines of at most `most` columns (at least 2), at spaces. A word that is longer
/// than a line breaks after a hyphen or slash, or else at any character.
pub(crate) fn wrap(spans: &[StyledText], most: usize) -> Wrapped<'_> {
    let most = most.max(2);
    let columns: usize = spans.iter().map(|span| width(&span.text)).sum();
    let fits = columns <= most && !spans.iter().any(|span| span.text.contains("  "));
    let words = if fits { Words::default() } else { Words::of(spans) };
    let breaker = Breaker::new(&words.text, most, " ", true);
    Wrapped { spans, whole: fits.then(|| spans.iter().cloned().collect()), words, breaker }
}

/// Breaks a text into lines of at most `most` columns, at spaces; breaks a word only if the word
/// alone is longer than a line. Returns at least one line.
pub(crate) fn wrap_text(text: &str, most: usize) -> Vec<String> {
    // Most cells fit, and then need not be split into words.
    let is_tidy = !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ");
    if text.len() <= most && text.is_ascii() && is_tidy {
        return vec![text.to_owned()];
    }
    if is_tidy {
        return strings(&text.replace(' ', "\n"), most, " ");
    }
    let words = Words::of(&[StyledText::new(text, Ink::Plain)]);
    strings(&words.text, most, " ")
}

/// Fills lines of at most `most` columns with pieces, without spaces between the pieces.
pub(crate) fn wrap_pieces(pieces: &[String], most: usize) -> Vec<String> {
    strings(&pieces.join("\n"), most, "")
}

fn strings(words: &str, most: usize, gap: &'static str) -> Vec<String> {
    let mut breaker = Breaker::new(words, most.max(1), gap, false);
    let next = || breaker.next(words).map(|line| words[line].replace('\n', gap));
    std::iter::from_fn(next).collect()
}

/// The words of some spans in one string, separated by `\n`.
#[derive(Debug, Default)]
struct Words {
    text: String,
    /// For each run of words from one span: the byte where the run begins, and the index of the
    /// span.
    runs: Vec<(usize, usize)>,
}

impl Words {
    /// Splits spans into words. A span with `keep` is one word, including its spaces.
    fn of(spans: &[StyledText]) -> Self {
        let mut words = Self::default();
        words.text.reserve(spans.iter().map(|span| span.text.len() + 1).sum());
        let mut is_apart = false;
        for (number, span) in spans.iter().enumerate() {
            let mut rest = Some(span.text.as_str());
            while let Some(text) = rest {
                let split = if span.keep { None } else { text.split_once(' ') };
                let (word, after) = split.map_or((text, None), |(word, after)| (word, Some(after)));
                words.push(word, number, is_apart);
                is_apart = after.is_some() || (is_apart && word.is_empty());
                rest = after;
            }
        }
        words
    }

    /// Appends a part of a word. With `is_apart` the part begins a new word.
    fn push(&mut self, part: &str, span: usize, is_apart: bool) {
        if part.is_empty() {
            return;
        }
        if self.runs.last().is_none_or(|(_, last)| *last != span) {
            self.runs.push((self.text.len(), span));
        }
        if is_apart && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(part);
    }
}

/// An iterator over the lines of some spans.
pub(crate) struct Wrapped<'a> {
    spans: &'a [StyledText],
    /// The only line, if the whole text fits on one; no words are split then. `None` if the text
    /// needs several.
    whole: Option<StyledLine>,
    words: Words,
    breaker: Breaker,
}

impl Iterator for Wrapped<'_> {
    type Item = StyledLine;

    fn next(&mut self) -> Option<StyledLine> {
        if let Some(whole) = self.whole.take() {
            self.breaker.is_done = true;
            return Some(whole);
        }
        let line = self.breaker.next(&self.words.text)?;
        Some(self.styled(line))
    }
}

impl Wrapped<'_> {
    /// The coloured text of a byte range of the words.
    fn styled(&self, line: Range<usize>) -> StyledLine {
        let runs = &self.words.runs;
        let first = runs.partition_point(|(start, _)| *start <= line.start).saturating_sub(1);
        let within = runs.iter().enumerate().skip(first).take_while(|(_, run)| run.0 < line.end);
        let span = |(at, run): (usize, &(usize, usize))| {
            let end = runs.get(at + 1).map_or(line.end, |next| next.0.min(line.end));
            let text = &self.words.text[run.0.max(line.start)..end];
            self.spans[run.1].with(text.replace('\n', " "))
        };
        within.map(span).collect()
    }
}

/// Finds the byte range of each line in a string of words separated by `\n`.
#[derive(Debug)]
struct Breaker {
    most: usize,
    gap: &'static str,
    at_joints: bool,
    /// The byte range of the next word, or of the rest of a word that was broken.
    word: Range<usize>,
    is_done: bool,
}

impl Breaker {
    fn new(text: &str, most: usize, gap: &'static str, at_joints: bool) -> Self {
        let word = 0..text.find('\n').unwrap_or(text.len());
        Self { most, gap, at_joints, word, is_done: false }
    }

    /// The byte range of the next line; `None` after the last. An empty text has one empty line.
    fn next(&mut self, text: &str) -> Option<Range<usize>> {
        let start = self.word.start;
        let (mut end, mut used) = (start, 0);
        while !self.is_done {
            let word = &text[self.word.clone()];
            let gap = if end > start { self.gap.len() } else { 0 };
            let room = self.most.checked_sub(used + gap);
            if let Some(wide) = room.and_then(|room| columns_within(word, room)) {
                used += gap + wide;
                end = self.word.end;
                self.skip(word.len(), text);
            } else if end > start {
                return Some(start..end);
            } else {
                let cut = self.break_at(word);
                self.skip(cut, text);
                return Some(start..start + cut);
            }
            if self.is_done {
                return Some(start..end);
            }
        }
        None
    }

    /// Moves past `bytes` bytes of the current word; at its end, to the next word.
    fn skip(&mut self, bytes: usize, text: &str) {
        self.word.start += bytes;
        if self.word.start < self.word.end {
            return;
        }
        self.is_done = self.word.end == text.len();
        if !self.is_done {
            let start = self.word.end + 1;
            self.word = start..text[start..].find('\n').map_or(text.len(), |at| start + at);
        }
    }

    /// How many bytes of a word that is too long are put on this line: at least one sign.
    fn break_at(&self, word: &str) -> usize {
        let fits = beginning(word, self.most).0.max(first_sign(word));
        let joint = word[..fits].rfind(['-', '/']).map(|at| at + 1).filter(|_| self.at_joints);
        let characters = |end: usize| word[..end].chars().count();
        joint.filter(|&at| characters(at) * 2 > characters(fits)).unwrap_or(fits)
    }
}

/// The width of a word in columns; `None` if it is more than `room`.
fn columns_within(word: &str, room: usize) -> Option<usize> {
    // A short word is measured as a whole, since letters of some scripts join (lam and alef).
    if word.len() <= 8 * room.saturating_add(8) {
        return Some(width(word)).filter(|wide| *wide <= room);
    }
    let (bytes, columns) = beginning(word, room);
    (bytes == word.len()).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    fn texts(spans: &[StyledText], most: usize) -> Vec<String> {
        let text = |line: StyledLine| line.spans().iter().map(|span| &*span.text).collect();
        wrap(spans, most).map(text).collect()
    }

    #[test]
    fn words_wrap_and_kept_spans_hold_together() {
        let kept = StyledText { keep: true, ..StyledText::new("24 Oct 2016", Ink::Plain) };
        let spans =
            [StyledText::new("as of ", Ink::Plain), kept, StyledText::new(", they say", Ink::Dim)];
        assert_eq!(texts(&spans, 14), ["as of", "24 Oct 2016,", "they say"]);
        assert_eq!(wrap(&spans, 14).nth(1).unwrap().spans()[1].ink, Ink::Dim);
        assert_eq!(texts(&spans, 80), ["as of 24 Oct 2016, they say"]);
    }

    #[test]
    fn long_words_break_at_joints_and_wide_characters_count_twice() {
        assert_eq!(
            texts(&[StyledText::new("voa-2016-10-24", Ink::Plain)], 9),
            ["voa-2016-", "10-24"]
        );
        assert_eq!(texts(&[StyledText::new("東京都庁", Ink::Plain)], 5), ["東京", "都庁"]);
        assert_eq!(texts(&[], 5), [""]);
    }

    #[test]
    fn plain_texts_break_only_words_that_are_too_long_and_pieces_stay_close() {
        assert_eq!(wrap_text("as many as 300,000", 10), ["as many as", "300,000"]);
        assert_eq!(wrap_text("x supercalifragil", 6), ["x", "superc", "alifra", "gil"]);
        assert_eq!(wrap_text("阿勒颇 战斗", 6), ["阿勒颇", "战斗"]);
        assert_eq!(wrap_text("a-bcdefg", 6), ["a-bcde", "fg"]);
        assert_eq!(wrap_text("", 6), [""]);
        let pieces = ["[1]".to_owned(), "[2]".to_owned(), "[10]".to_owned()];
        assert_eq!(wrap_pieces(&pieces, 6), ["[1][2]", "[10]"]);
    }

    /// With quadratic time, this test would take hours.
    #[test]
    fn a_long_word_takes_no_longer_than_as_many_short_ones() {
        let begun = Instant::now();
        for sign in ["x", "東", "e\u{301}", "\u{301}", "-"] {
            let text = sign.repeat(400_000 / sign.len());
            assert_eq!(texts(&[StyledText::new(text.clone(), Ink::Plain)], 80).concat(), text);
            assert_eq!(wrap_text(&text, 60).concat(), text);
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_no_letter_is_lost(
            text in "[a-z 東حلاب\\-é\u{301}]{0,60}", most in 2_usize..30
        ) {
            let letters = |text: &str| text.replace(' ', "");
            let painted = texts(&[StyledText::new(text.clone(), Ink::Plain)], most);
            for lines in [painted, wrap_text(&text, most)] {
                prop_assert!(lines.iter().all(|line| width(line) <= most), "{lines:?}");
                prop_assert_eq!(letters(&lines.concat()), letters(&text));
            }
        }

        #[test]
        fn paint_and_spans_change_no_line(parts in prop::collection::vec("[a-c ]{0,9}", 0..6), most in 2_usize..12) {
            let inks = [Ink::Bold, Ink::Dim];
            let spans = parts.iter().enumerate().map(|(at, part)| StyledText::new(part.clone(), inks[at % 2]));
            let lines = texts(&spans.collect::<Vec<_>>(), most);
            let whole = texts(&[StyledText::new(parts.concat(), Ink::Plain)], most);
            let single = |lines: Vec<String>| lines.into_iter().map(|line| line.trim().replace("  ", " ")).collect::<Vec<_>>();
            if !parts.concat().contains("  ") {
                prop_assert_eq!(single(lines), single(whole));
            }
        }
    }
}
