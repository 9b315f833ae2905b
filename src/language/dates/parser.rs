//! The cursor that all rules advance. Knows tokens, the anchor and what has been understood so far.
//! Must not know any rule of English.

use super::anchor::Anchor;
use super::point::Direction;
use super::tokens::{Token, TokenKind};
use crate::domain::when::Day;
use crate::language::reading::UnderstoodSpan;
use std::ops::Range;

/// An error: words that have the form of a time expression but are impossible (30 February). It
/// stops the parsing; no other rule is tried on these words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Indexes of the wrong tokens.
    pub(super) tokens: Range<usize>,
    /// The fault and what was expected.
    pub(super) why: String,
}

/// The result of a rule: a value, `None` if the rule does not apply, or a fault.
pub(super) type RuleResult<T> = Result<Option<T>, Fault>;

/// The furthest token at which any rule failed, for the error message.
#[derive(Clone, Debug, Default)]
pub(super) struct Unexpected {
    /// Index of the token at which the rule failed.
    pub(super) at: usize,
    /// The words that the rule expected at that token, for the error message.
    pub(super) expected: &'static str,
    /// The words that were understood up to there, in the order of the rules.
    pub(super) understood: Vec<UnderstoodSpan>,
}

/// What an expression shows about its text: whether it is a story about the past, or news of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NarrativeClues {
    /// First and last day of the last date with a stated year; `None` without one.
    pub(super) dated: Option<(Day, Day)>,
    /// Whether a month or day is stated without its year.
    pub(super) gap: bool,
    /// Whether a word refers to the time of writing: a weekday, "yesterday", "last week".
    pub(super) present: bool,
    /// Whether a day is stated without weekday, month and year: "the 21st".
    pub(super) lone_day: bool,
    /// Whether the words name the current period without a selecting word: "the end of the month".
    pub(super) definite: bool,
    /// Whether the words count from an earlier date: "the next day", "two days later".
    pub(super) counts_on: bool,
}

/// A saved state of the cursor: the next token, and how much was understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checkpoint {
    pos: usize,
    understood: usize,
    clues: NarrativeClues,
}

/// A cursor over tokens, with the state of the parsing.
pub(super) struct Parser<'t, 'a> {
    /// All tokens; in running text, those of a window.
    pub(super) tokens: &'t [Token<'t>],
    /// The text as written; only the tokens are in lower case.
    pub(super) source: &'t str,
    /// Index of the next token.
    pub(super) pos: usize,
    /// The context in which the words are resolved.
    pub(super) anchor: &'a Anchor,
    /// Whether this is running text, where a bare number or `may` is not a date.
    pub(super) running: bool,
    /// The direction of time in which missing parts of a date are filled.
    pub(super) direction: Direction,
    /// Whether a deadline is over, according to its status, or in running text according to the verbs around it: "had
    /// left by Friday".
    pub(super) looks_back: bool,
    /// In running text, the first and last day that the text mentioned last; `None` if it mentioned none.
    pub(super) reached: Option<(Day, Day)>,
    /// In running text, the tokens just before the window.
    pub(super) before: &'t [Token<'t>],
    /// What the expression shows about its text: a story about the past, or news.
    pub(super) clues: NarrativeClues,
    /// Whether the meanings of words are recorded.
    pub(super) explains: bool,
    /// The words understood so far, with their meanings.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// The furthest token at which a rule failed.
    pub(super) unexpected: Unexpected,
}

impl<'t, 'a> Parser<'t, 'a> {
    /// Creates a cursor at the first token.
    pub(super) fn new(
        source: &'t str,
        tokens: &'t [Token<'t>],
        anchor: &'a Anchor,
        running: bool,
    ) -> Self {
        let (understood, unexpected) = (Vec::new(), Unexpected::default());
        Self {
            tokens,
            source,
            pos: 0,
            anchor,
            running,
            direction: if anchor.ahead { Direction::Deadline } else { Direction::Backward },
            looks_back: anchor.over,
            reached: None,
            before: &[],
            clues: NarrativeClues::default(),
            explains: true,
            understood,
            unexpected,
        }
    }

    /// The next token; `None` at the end.
    pub(super) fn peek(&self) -> Option<&'t Token<'t>> {
        self.peek_at(0)
    }

    /// The token `ahead` of the next one; 0 is the next one itself. `None` after the end.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.pos + ahead)
    }

    /// Text of the next token, in lower case; empty at the end.
    pub(super) fn text(&self) -> &'t str {
        self.text_at(0)
    }

    /// Text of the token `ahead` of the next one, in lower case; empty after the end.
    pub(super) fn text_at(&self, ahead: usize) -> &'t str {
        self.peek_at(ahead).map_or("", |token| token.text)
    }

    /// Text of the previous token; empty at the start.
    pub(super) fn word_before(&self) -> &'t str {
        let window = self.pos.checked_sub(1).and_then(|at| self.tokens.get(at));
        window.or(self.before.last()).map_or("", |token| token.text)
    }

    /// Consumes the next token if it is one of `words`, and returns it.
    pub(super) fn eat(&mut self, words: &[&str]) -> Option<&'t str> {
        let text = self.text();
        let first = text.as_bytes().first();
        // Most words differ in the first byte, so this saves a call.
        words.iter().any(|word| word.as_bytes().first() == first && *word == text).then(|| {
            self.pos += 1;
            text
        })
    }

    /// Consumes a sequence of words, separated by spaces in `phrase`; consumes nothing if it does
    /// not match.
    #[inline]
    pub(super) fn eat_all(&mut self, phrase: &str) -> bool {
        // Most phrases differ in the first byte, so this saves a call.
        self.text().as_bytes().first() == phrase.as_bytes().first() && self.eat_words(phrase)
    }

    fn eat_words(&mut self, phrase: &str) -> bool {
        let mut rest = phrase;
        let mut ahead = 0;
        loop {
            let text = self.text_at(ahead);
            if text.is_empty() || !rest.starts_with(text) {
                return false;
            }
            ahead += 1;
            match rest.as_bytes().get(text.len()) {
                None => break,
                Some(b' ') => rest = &rest[text.len() + 1..],
                Some(_) => return false,
            }
        }
        self.pos += ahead;
        true
    }

    /// Consumes the first of `phrases` that matches; returns whether any did.
    pub(super) fn eat_phrase(&mut self, phrases: &[&str]) -> bool {
        let first = self.text().as_bytes().first();
        phrases.iter().any(|phrase| phrase.as_bytes().first() == first && self.eat_words(phrase))
    }

    /// Consumes a punctuation mark; returns whether it was there.
    pub(super) fn eat_mark(&mut self, mark: char) -> bool {
        let is = self.peek().is_some_and(|token| token.is_mark(mark));
        self.pos += usize::from(is);
        is
    }

    /// Consumes a hyphen or dash; returns whether one was there.
    pub(super) fn eat_dash(&mut self) -> bool {
        let is = self.peek().is_some_and(|token| token.kind == TokenKind::Dash);
        self.pos += usize::from(is);
        is
    }

    /// Consumes the point of an abbreviation, if there is one.
    pub(super) fn eat_point(&mut self) {
        if self.peek().is_some_and(|token| token.is_mark('.') && token.glued) {
            self.pos += 1;
        }
    }

    /// Saves the state, for [`Self::rewind`] when a rule fails.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { pos: self.pos, understood: self.understood.len(), clues: self.clues }
    }

    /// Restores a saved state, and forgets what was understood since.
    pub(super) fn rewind(&mut self, checkpoint: Checkpoint) {
        self.pos = checkpoint.pos;
        self.understood.truncate(checkpoint.understood);
        self.clues = checkpoint.clues;
    }

    #[expect(clippy::unnecessary_wraps, reason = "a rule returns it as it is")]
    /// Restores a saved state and returns `None`: the rule does not apply.
    pub(super) fn give_up<T>(&mut self, checkpoint: Checkpoint) -> RuleResult<T> {
        self.rewind(checkpoint);
        Ok(None)
    }

    /// Records what was expected instead of the next token, unless another rule got further.
    pub(super) fn expected_here(&mut self, expected: &'static str) {
        if self.pos > self.unexpected.at {
            self.unexpected =
                Unexpected { at: self.pos, expected, understood: self.understood.clone() };
        }
    }

    /// Records that a time was expected after a connective; an event ("the war") is not a time.
    pub(super) fn expected_a_day(&mut self) {
        if self.pos > 0 && self.pos == self.unexpected.at {
            self.unexpected.expected = "a time (for an event, its date)";
        }
    }

    /// Records what the tokens from `from` to here mean.
    pub(super) fn note(&mut self, from: usize, meaning: impl Into<String>) {
        if from < self.pos && self.explains {
            let span = self.bytes(from..self.pos);
            self.understood.push(UnderstoodSpan { span, meaning: meaning.into() });
        }
    }

    /// The byte range of some tokens in the source.
    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(self.source.len(), |token| token.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.span().end.max(start))
    }

    /// A fault at the tokens from `from` to here, or at the next one.
    pub(super) fn fault<T>(&self, from: usize, why: impl Into<String>) -> Result<T, Fault> {
        Err(Fault { tokens: from..self.pos.max(from + 1), why: why.into() })
    }
}
