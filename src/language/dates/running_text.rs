//! Reads one expression in running text, in the direction of time in which its sentence looks.

use super::anchor::Anchor;
use super::parser::{NarrativeClues, Parser};
use super::plausible::{is_plausible, is_plausible_lone_day};
use super::point::Direction;
use super::read::readings;
use super::tokens::Token;
use crate::domain::when::When;
use crate::language::reading::Found;

/// Maximum number of tokens in one expression.
const WINDOW: usize = 40;
/// Number of tokens before an expression in which a word such as "will" counts as looking ahead.
const BEFORE: usize = 16;

/// A running text with its tokens and its anchor.
pub(super) struct RunningText<'t> {
    /// The text as written; only the tokens are in lower case.
    pub(super) text: &'t str,
    /// All tokens of the text.
    pub(super) tokens: &'t [Token<'t>],
    /// The context in which the dates are resolved: publication day, order of numeric dates.
    pub(super) anchor: &'t Anchor,
}

/// An expression that was found, with clues whether its text is a history.
pub(super) struct Candidate {
    /// Index of the token at which reading began.
    pub(super) at: usize,
    /// Number of tokens read, with "on" or "in" before the date.
    pub(super) used: usize,
    /// What the expression tells about its text: history or news.
    pub(super) clues: NarrativeClues,
    /// The expression with its reading.
    pub(super) found: Found<When>,
}

impl RunningText<'_> {
    /// Reads the expression at a token, in direction `told` or else as the words before suggest.
    /// `Err` is the number of tokens to skip where there is none.
    pub(super) fn read_at(&self, at: usize, told: Option<Direction>) -> Result<Candidate, usize> {
        let window = &self.tokens[at..self.tokens.len().min(at + WINDOW)];
        let mut parser = Parser::new(self.text, window, self.anchor, true);
        parser.before = &self.tokens[at.saturating_sub(BEFORE)..at];
        parser.direction = told.unwrap_or_else(|| direction(parser.before));
        // An impossible date is not read in part: of "30 February", "February" is no date either.
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
        Ok(Candidate { at, used, clues: parser.clues, found: Found { span, reading } })
    }
}

/// The direction of time in which the words before an expression look.
fn direction(before: &[Token<'_>]) -> Direction {
    for (back, token) in before.iter().enumerate().rev() {
        let distance = before.len() - back;
        let earlier = back.checked_sub(1).map_or("", |at| before[at].text);
        match token.text {
            "will" | "shall" | "ll" => return Direction::Forward,
            "early" | "soon" if distance == 2 && earlier == "as" => return Direction::Deadline,
            word if distance <= 4 && AHEAD.contains(&word) => {
                // "was due on Friday" looks back on a plan.
                let over = matches!(earlier, "was" | "were" | "been" | "had");
                return if over { Direction::Backward } else { Direction::Deadline };
            }
            "plans" | "expects" | "hopes" | "intends" | "aims" => return Direction::Deadline,
            "!" | "?" | ";" | "\u{201d}" | "that" | "which" | "who" | "said" | "says" => {
                return Direction::Backward;
            }
            // A point ends a sentence, unless it belongs to an abbreviation.
            "." if earlier.len() > 3 => return Direction::Backward,
            _ => {}
        }
    }
    Direction::Backward
}

/// Words of plans; close before a date, they make it a future one.
const AHEAD: [&str; 6] = ["scheduled", "planned", "due", "slated", "expected", "set"];
