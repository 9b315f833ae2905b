//! The cursor that every rule moves. Knows tokens, the anchor, and what has been understood so
//! far; knows no rule of English.

use super::anchor::Anchor;
use super::point::Direction;
use super::tokens::{Token, TokenKind};
use crate::domain::when::Day;
use crate::language::reading::UnderstoodSpan;
use std::ops::Range;

/// Words that are a time expression in form, but cannot be one: 30 February. No other rule is tried
/// on such words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The tokens that are wrong.
    pub(super) tokens: Range<usize>,
    /// What is wrong, and what was expected.
    pub(super) why: String,
}

/// What a rule gives: a value, nothing where the rule does not apply, or a fault.
pub(super) type RuleResult<T> = Result<Option<T>, Fault>;

/// The furthest place that a rule reached before it failed, and what it expected there.
#[derive(Clone, Debug, Default)]
pub(super) struct Unexpected {
    /// Index of the token that did not fit.
    pub(super) at: usize,
    /// What was expected there.
    pub(super) expected: &'static str,
    /// The words that were understood, in the order in which rules met them.
    pub(super) understood: Vec<UnderstoodSpan>,
}

/// What an expression says about the time in which the text is told: a history, or news of the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NarrativeClues {
    /// The first day of a date that states its year.
    pub(super) dated: Option<Day>,
    /// Whether a month or a day of a month stands without its year.
    pub(super) gap: bool,
    /// Whether a word speaks of the time of writing: a weekday, "yesterday", "last week".
    pub(super) present: bool,
}

/// A state of the cursor, to come back to: the next token, and how much was understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checkpoint {
    pos: usize,
    understood: usize,
}

/// A cursor over tokens.
pub(super) struct Parser<'t, 'a> {
    /// All tokens; in running text, a window of them.
    pub(super) tokens: &'t [Token<'t>],
    /// The text as written.
    pub(super) source: &'t str,
    /// Index of the next token.
    pub(super) pos: usize,
    /// What the words are read against.
    pub(super) anchor: &'a Anchor,
    /// Whether the words stand in running text, where a bare number or `may` is no date.
    pub(super) running: bool,
    /// In which direction of time gaps are filled.
    pub(super) direction: Direction,
    /// In running text, the tokens just before.
    pub(super) before: &'t [Token<'t>],
    /// What the words say about the time in which the text is told.
    pub(super) clues: NarrativeClues,
    /// What has been understood.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Furthest place reached in vain.
    pub(super) unexpected: Unexpected,
}

impl<'t, 'a> Parser<'t, 'a> {
    /// A cursor at the first token.
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
            direction: Direction::Backward,
            before: &[],
            clues: NarrativeClues::default(),
            understood,
            unexpected,
        }
    }

    /// The next token; none at the end of the tokens.
    pub(super) fn peek(&self) -> Option<&'t Token<'t>> {
        self.peek_at(0)
    }

    /// The token `ahead` of the next one; 0 is the next itself.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<&'t Token<'t>> {
        self.tokens.get(self.pos + ahead)
    }

    /// The next token's letters, lowered; empty at the end.
    pub(super) fn text(&self) -> &'t str {
        self.text_at(0)
    }

    /// The letters of the token `ahead` of the next one; empty behind the end.
    pub(super) fn text_at(&self, ahead: usize) -> &'t str {
        self.peek_at(ahead).map_or("", |token| token.text)
    }

    /// The letters of the token before this one.
    pub(super) fn word_before(&self) -> &'t str {
        let window = self.pos.checked_sub(1).and_then(|at| self.tokens.get(at));
        window.or(self.before.last()).map_or("", |token| token.text)
    }

    /// Moves over one token if it is one of these words.
    pub(super) fn eat(&mut self, words: &[&str]) -> Option<&'t str> {
        let text = self.text();
        words.contains(&text).then(|| {
            self.pos += 1;
            text
        })
    }

    /// Moves over several words in a row, separated by spaces in `phrase`, or none of them.
    pub(super) fn eat_all(&mut self, phrase: &str) -> bool {
        let from = self.pos;
        for word in phrase.split(' ') {
            if self.text() != word {
                self.pos = from;
                return false;
            }
            self.pos += 1;
        }
        true
    }

    /// Moves over the first of these phrases that stands here.
    pub(super) fn eat_phrase(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.eat_all(phrase))
    }

    /// Moves over one mark.
    pub(super) fn eat_mark(&mut self, mark: char) -> bool {
        let is = self.peek().is_some_and(|token| token.is_mark(mark));
        self.pos += usize::from(is);
        is
    }

    /// Moves over one hyphen or dash.
    pub(super) fn eat_dash(&mut self) -> bool {
        let is = self.peek().is_some_and(|token| token.kind == TokenKind::Dash);
        self.pos += usize::from(is);
        is
    }

    /// Moves over an abbreviation's point.
    pub(super) fn eat_point(&mut self) {
        if self.peek().is_some_and(|token| token.is_mark('.') && token.glued) {
            self.pos += 1;
        }
    }

    /// The state to come back to, should the rule that is tried not fit.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { pos: self.pos, understood: self.understood.len() }
    }

    /// Goes back to a checkpoint and forgets what was understood since.
    pub(super) fn rewind(&mut self, checkpoint: Checkpoint) {
        self.pos = checkpoint.pos;
        self.understood.truncate(checkpoint.understood);
    }

    #[expect(clippy::unnecessary_wraps, reason = "a rule returns it as it is")]
    /// Goes back and gives nothing: the rule does not begin here after all.
    pub(super) fn give_up<T>(&mut self, checkpoint: Checkpoint) -> RuleResult<T> {
        self.rewind(checkpoint);
        Ok(None)
    }

    /// Remembers that the next token is not what was expected.
    pub(super) fn expected_here(&mut self, expected: &'static str) {
        if self.pos > self.unexpected.at {
            self.unexpected =
                Unexpected { at: self.pos, expected, understood: self.understood.clone() };
        }
    }

    /// Remembers what the tokens from `from` to here mean.
    pub(super) fn note(&mut self, from: usize, meaning: impl Into<String>) {
        if from < self.pos {
            let span = self.bytes(from..self.pos);
            self.understood.push(UnderstoodSpan { span, meaning: meaning.into() });
        }
    }

    /// The byte span of some tokens.
    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(tokens.start).map_or(self.source.len(), |token| token.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.span().end.max(start))
    }

    /// A fault in the tokens from `from` to here.
    pub(super) fn fault<T>(&self, from: usize, why: impl Into<String>) -> Result<T, Fault> {
        Err(Fault { tokens: from..self.pos.max(from + 1), why: why.into() })
    }
}
