//! Finds time expressions in running text, in linear time. Knows which words may begin an
//! expression, and which readings are too weak without support from their neighbours.

use super::anchor::Anchor;
use super::ranges_and_lists::LONGEST;
use super::running_text::{Candidate, NEAR, RunningText, Story};
use super::tokens::{Token, TokenKind, tokens};
use super::{narrative, opening_words};
use crate::domain::when::When;
use crate::language::reading::Found;
use crate::language::words;
use crate::language::words::english::connectives::JOINS;

/// Finds all time expressions in a running text, in order and without overlap.
#[must_use]
pub fn find(text: &str, anchor: &Anchor) -> Vec<Found<When>> {
    let lowered = text.to_ascii_lowercase();
    let tokens = tokens(&lowered);
    let running = RunningText { text, tokens: &tokens, anchor };
    let mut candidates = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !begins(&tokens, at) || !leads_to_a_date(&tokens[at..]) {
            at += 1;
            continue;
        }
        let told = candidates.last().filter(|last: &&Candidate| at - last.at < NEAR);
        let story = Story { reached: told.and_then(Candidate::days), ..Story::default() };
        match running.read_at(at, story) {
            Ok(candidate) => {
                at += candidate.used;
                candidates.push(candidate);
            }
            Err(step) => at += step,
        }
    }
    narrative::retell(&running, &mut candidates);
    candidates.into_iter().map(|candidate| candidate.found).collect()
}

/// Whether an expression may begin at this token.
fn begins(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]).filter(|_| token.glued);
    match token.kind {
        TokenKind::Number(..) | TokenKind::Ordinal(_) => !before.is_some_and(|b| {
            !matches!(
                b.kind,
                TokenKind::Mark('(' | '[' | '"' | '\u{201c}' | '\u{2018}' | '\'' | ';')
            )
        }),
        TokenKind::Word => {
            !before.is_some_and(|b| {
                b.kind == TokenKind::Dash && at >= 2
                    || matches!(
                        b.kind,
                        TokenKind::Mark('@' | '#' | '/' | '.' | '_' | '\\')
                            | TokenKind::Number(..)
                            | TokenKind::Ordinal(_)
                            | TokenKind::Amount
                    )
            }) && opening_words::is_opening(token.text)
        }
        TokenKind::Mark('\'') => true,
        _ => false,
    }
}

/// Whether the tokens after a number can make it a date: a month, a unit of time, minutes. A fast
/// test, since most numbers in a text are not dates.
fn leads_to_a_date(tokens: &[Token<'_>]) -> bool {
    if !matches!(tokens[0].kind, TokenKind::Number(_, 1 | 2)) {
        return true;
    }
    let glued = |at: usize| tokens.get(at).filter(|token| token.glued).map(|token| token.kind);
    if glued(1).is_some() && matches!(glued(2), Some(TokenKind::Number(_, 4)))
        || matches!(glued(4), Some(TokenKind::Number(..)))
    {
        return true;
    }
    for token in tokens.iter().skip(1).take(3 * LONGEST) {
        match token.kind {
            TokenKind::Mark(':') | TokenKind::Possessive => return true,
            TokenKind::Mark('.' | '/') if !token.glued => return false,
            TokenKind::Word if !JOINS.contains(&token.text) => return is_date_word(token.text),
            TokenKind::Word
            | TokenKind::Number(..)
            | TokenKind::Ordinal(_)
            | TokenKind::Dash
            | TokenKind::Mark(',' | '&' | '.' | '/') => {}
            _ => return false,
        }
    }
    false
}

fn is_date_word(word: &str) -> bool {
    words::month(word).is_some()
        || words::time_unit(word).is_some()
        || words::is_zone(word)
        || words::weekday(word).is_some()
        || matches!(
            word,
            "this" | "last" | "next" | "am" | "pm" | "a" | "p" | "o" | "half" | "local" | "s"
        )
}
