//! Time expressions in running text. Knows which words may begin one and which readings are too
//! weak to stand without support; linear in the length of the text.

use super::lexer::{Kind, Token};
use super::parser::{Parser, Seen};
use super::point::Look;
use super::series::LONGEST;
use super::stands::stands;
use super::{Anchor, lexer, narrative, readings, words};
use crate::domain::when::When;
use crate::language::Found;

/// Most tokens that one expression spans.
const WINDOW: usize = 40;
/// How far back a word that looks ahead ("will") may stand.
const BEFORE: usize = 16;

/// Every time expression in a running text, in order, none overlapping another.
#[must_use]
pub fn find(text: &str, anchor: &Anchor) -> Vec<Found<When>> {
    let lowered = text.to_ascii_lowercase();
    let tokens = lexer::tokens(&lowered);
    let running = Running { text, tokens: &tokens, anchor };
    let mut hits = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !begins(&tokens, at) || !leads_to_a_date(&tokens[at..]) {
            at += 1;
            continue;
        }
        match running.read_at(at, None) {
            Ok(hit) => {
                at += hit.used;
                hits.push(hit);
            }
            Err(step) => at += step,
        }
    }
    narrative::retell(&running, &mut hits);
    hits.into_iter().map(|hit| hit.found).collect()
}

/// A running text.
pub(super) struct Running<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    /// What it is read against.
    pub(super) anchor: &'t Anchor,
}

/// An expression that was found.
pub(super) struct Hit {
    /// The token at which reading began.
    pub(super) at: usize,
    /// How many tokens it takes.
    used: usize,
    /// What it states.
    pub(super) seen: Seen,
    /// The expression and its reading.
    pub(super) found: Found<When>,
}

impl Running<'_> {
    /// The expression that begins at a token, looking as the words before do unless told how; or
    /// how many tokens to go on.
    pub(super) fn read_at(&self, at: usize, told: Option<Look>) -> Result<Hit, usize> {
        let window = &self.tokens[at..self.tokens.len().min(at + WINDOW)];
        let mut parser = Parser::new(self.text, window, self.anchor, true);
        parser.before = &self.tokens[at.saturating_sub(BEFORE)..at];
        parser.look = told.unwrap_or_else(|| look(parser.before));
        // What is wrong is not read in part: of 30 February, February is no date either.
        let outcome = parser.phrase().map_err(|fault| fault.tokens.end.max(1))?.ok_or(1_usize)?;
        let used = parser.pos.max(1);
        if !stands(self.tokens, at, &outcome, used, self.text) {
            return Err(1);
        }
        let span = parser.bytes(outcome.core..parser.pos);
        let parts = std::mem::take(&mut parser.parts);
        let reading = readings(&outcome.texts, &self.text[span.clone()], parts).ok_or(1_usize)?;
        Ok(Hit { at, used, seen: parser.seen, found: Found { span, reading } })
    }
}

/// Whether an expression may begin at this token.
fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]).filter(|_| token.glued);
    match token.kind {
        Kind::Number(..) | Kind::Ordinal(_) => !before.is_some_and(|b| {
            !matches!(b.kind, Kind::Mark('(' | '[' | '"' | '\u{201c}' | '\u{2018}' | '\'' | ';'))
        }),
        Kind::Word => {
            !before.is_some_and(|b| {
                b.kind == Kind::Dash && at >= 2
                    || matches!(b.kind, Kind::Mark('@' | '#' | '/' | '.' | '_'))
            }) && words::is_opening(token.text)
        }
        Kind::Mark('\'') => true,
        _ => false,
    }
}

/// Whether what follows a number can make a date of it: a month, a unit of time, an hour's minutes.
/// Most numbers in a text are none, and this tells at a glance.
fn leads_to_a_date(tokens: &[Token<'_>]) -> bool {
    if !matches!(tokens[0].kind, Kind::Number(_, 1 | 2)) {
        return true;
    }
    let glued = |at: usize| tokens.get(at).filter(|token| token.glued).map(|token| token.kind);
    if glued(1).is_some() && matches!(glued(2), Some(Kind::Number(_, 4)))
        || matches!(glued(4), Some(Kind::Number(..)))
    {
        return true;
    }
    for token in tokens.iter().skip(1).take(3 * LONGEST) {
        match token.kind {
            Kind::Mark(':') | Kind::Possessive => return true,
            Kind::Mark('.' | '/') if !token.glued => return false,
            Kind::Word if !JOINS.contains(&token.text) => return is_date_word(token.text),
            Kind::Word
            | Kind::Number(..)
            | Kind::Ordinal(_)
            | Kind::Dash
            | Kind::Mark(',' | '&' | '.' | '/') => {}
            _ => return false,
        }
    }
    false
}

/// Words that may stand between a day's number and its month.
const JOINS: [&str; 10] = ["and", "or", "to", "of", "the", "until", "till", "through", "in", "day"];

fn is_date_word(word: &str) -> bool {
    words::month(word).is_some()
        || words::unit(word).is_some()
        || words::is_zone(word)
        || words::weekday(word).is_some()
        || matches!(
            word,
            "this" | "last" | "next" | "am" | "pm" | "a" | "p" | "o" | "half" | "local" | "s"
        )
}

/// The direction in which the words of the sentence, shortly before, look.
fn look(before: &[Token<'_>]) -> Look {
    for (back, token) in before.iter().enumerate().rev() {
        let distance = before.len() - back;
        let earlier = back.checked_sub(1).map_or("", |at| before[at].text);
        match token.text {
            "will" | "shall" | "ll" => return Look::Ahead,
            "early" | "soon" if distance == 2 && earlier == "as" => return Look::Deadline,
            word if distance <= 4 && AHEAD.contains(&word) => {
                // "was due on Friday" looks back on a plan.
                let over = matches!(earlier, "was" | "were" | "been" | "had");
                return if over { Look::Back } else { Look::Deadline };
            }
            "plans" | "expects" | "hopes" | "intends" | "aims" => return Look::Deadline,
            "!" | "?" | ";" | "\u{201d}" | "that" | "which" | "who" | "said" | "says" => {
                return Look::Back;
            }
            // A point ends a sentence unless it belongs to an abbreviation.
            "." if earlier.len() > 3 => return Look::Back,
            _ => {}
        }
    }
    Look::Back
}

/// Words of a plan, which look ahead if they stand next to the date.
const AHEAD: [&str; 6] = ["scheduled", "planned", "due", "slated", "expected", "set"];
