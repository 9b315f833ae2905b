//! Reads one expression in running text, in the direction of time that its sentence shows.

use super::anchor::Anchor;
use super::parser::{NarrativeClues, Parser};
use super::plausible::{is_plausible, is_plausible_lone_day};
use super::point::Direction;
use super::read::readings;
use super::tense;
use super::tokens::Token;
use crate::domain::when::{Day, When};
use crate::language::reading::Found;

/// Maximum number of tokens in one expression.
const WINDOW: usize = 40;
/// Within this many tokens before an expression, a word such as "will" makes it a future one.
const BEFORE: usize = 16;
/// Maximum number of tokens between a date and words that count from it.
pub(super) const NEAR: usize = 80;

/// A running text with its tokens and its anchor.
pub(super) struct RunningText<'t> {
    /// The text as written; only the tokens are in lower case.
    pub(super) text: &'t str,
    /// All tokens of the text.
    pub(super) tokens: &'t [Token<'t>],
    /// The context in which the dates are resolved: publication day, order of numeric dates.
    pub(super) anchor: &'t Anchor,
}

/// The dates of a story before an expression; at the beginning of a text there are none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Story {
    /// The direction in which missing parts of a date are filled; `None` if the words decide.
    pub(super) direction: Option<Direction>,
    /// The day from which "yesterday" counts; `None` for the publication day.
    pub(super) now: Option<Day>,
    /// First and last day of the date before the expression, from which "the next day" counts.
    pub(super) reached: Option<(Day, Day)>,
}

/// An expression that was found, with clues that show whether its text is a story.
pub(super) struct Candidate {
    /// Index of the token at which reading began.
    pub(super) at: usize,
    /// Number of tokens read, with "on" or "in" before the date.
    pub(super) used: usize,
    /// Whether the verbs around it are in the past tense. Then a future day may belong to a story: "on 16 March the
    /// theatre was bombed".
    pub(super) is_over: bool,
    /// What the expression shows about its text: a story about the past, or news.
    pub(super) clues: NarrativeClues,
    /// The expression with its reading.
    pub(super) found: Found<When>,
}

impl Candidate {
    /// First and last day of the expression; if it is open, the day that it names, twice.
    pub(super) fn days(&self) -> Option<(Day, Day)> {
        let bounds = self.found.reading.value.bounds;
        let last = bounds.end_latest.or(bounds.start_latest).or(bounds.start_earliest)?;
        Some((bounds.start_earliest.unwrap_or(last), last))
    }
}

impl RunningText<'_> {
    /// Whether an expression is a heading: it begins its line, and the line ends or continues after a colon.
    pub(super) fn is_heading(&self, candidate: &Candidate) -> bool {
        let span = &candidate.found.span;
        let before = self.text[..span.start].trim_end_matches([' ', '#', '*']);
        let after = self.text[span.end..].trim_start_matches([' ', '*']);
        (before.is_empty() || before.ends_with('\n')) && after.starts_with(['\n', ':', '\r'])
    }

    /// Whether no sentence ends between two tokens.
    pub(super) fn is_one_sentence(&self, from: usize, to: usize) -> bool {
        (from + 1..to).all(|at| {
            let token = &self.tokens[at];
            let next = &self.text[self.tokens[at + 1].span()];
            let ends = token.is_mark('.') && next.starts_with(char::is_uppercase);
            // A point after a short word belongs to an abbreviation.
            let abbreviated = self.tokens[at - 1].text.len() <= 3;
            !(ends && !abbreviated || token.is_mark('?') || token.is_mark('!'))
        })
    }

    /// Whether the words around an expression look ahead: "will not arrive before the end of the year".
    pub(super) fn looks_ahead(&self, at: usize) -> bool {
        let (before, after) = (self.before(at), &self.tokens[at..]);
        tense::direction(before, self.tokens[at].text) != Direction::Backward
            || tense::is_ahead_after(before, after)
    }

    /// The tokens before an expression that may show whether it is in the past or the future.
    fn before(&self, at: usize) -> &[Token<'_>] {
        &self.tokens[at.saturating_sub(BEFORE)..at]
    }

    /// Reads the expression at a token by the dates of its story, or otherwise by the words before it. `Err` is the
    /// number of tokens to skip if there is no expression.
    pub(super) fn read_at(&self, at: usize, story: Story) -> Result<Candidate, usize> {
        let window = &self.tokens[at..self.tokens.len().min(at + WINDOW)];
        let anchor =
            Anchor { published: story.now.unwrap_or(self.anchor.published), ..*self.anchor };
        let mut parser = Parser::new(self.text, window, &anchor, true);
        parser.before = self.before(at);
        parser.reached = story.reached;
        parser.direction = story.direction.unwrap_or_else(|| {
            tense::direction(parser.before, window.first().map_or("", |token| token.text))
        });
        if parser.direction == Direction::Backward {
            if tense::is_ahead_after(parser.before, window) {
                parser.direction = Direction::Forward;
            }
            parser.looks_back = tense::is_past_deadline(parser.before, window, self.text);
        }
        if let Some(length) = parser.length_of_a_move() {
            return Err(length);
        }
        // An impossible date is not read in part: in "30 February", "February" is not a date, either.
        let outcome = parser.phrase().map_err(|fault| fault.tokens.end.max(1))?.ok_or(1_usize)?;
        let used = parser.pos.max(1);
        if parser.clues.lone_day && !is_plausible_lone_day(self.tokens, at, used)
            || !is_plausible(self.tokens, at, &outcome, used, self.text)
        {
            return Err(1);
        }
        let span = parser.bytes(outcome.core..parser.pos);
        let understood = std::mem::take(&mut parser.understood);
        let reading =
            readings(&outcome.texts, &self.text[span.clone()], understood).ok_or(1_usize)?;
        let is_over = parser.looks_back;
        Ok(Candidate { at, used, is_over, clues: parser.clues, found: Found { span, reading } })
    }
}
