//! Parses "in three months" in running text, whose meaning depends on other words: it is in the past after
//! "first", "only" or "no" ("the first convoy in three months"), and in the future after a verb of the future
//! ("will open in two weeks"). Otherwise it is how long something took.

use super::counted::Bound;
use super::date_range::{DateRange, RangeForm};
use super::parser::{Parser, RuleResult};
use super::tense;
use super::tokens::{Token, TokenKind};
use crate::language::words;

/// At most this many tokens before "in" are searched for the words that decide.
const REACH: usize = 10;

/// The direction in which "in three months" counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Ahead,
}

impl Parser<'_, '_> {
    /// Parses "in three months", "in nearly three weeks", "in less than 24 hours", "for the first time
    /// in years" in running text.
    pub(super) fn in_length(&mut self) -> RuleResult<Vec<String>> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        if !self.running || self.eat(&["in"]).is_none() {
            return Ok(None);
        }
        let bound = self.bound();
        let counted = match self.duration()? {
            None if bound == Bound::None => self.plural_unit(),
            length => length,
        };
        let Some(length) = counted else { return self.give_up(checkpoint) };
        if matches!(self.text(), "ago" | "of" | "after" | "before" | "since" | "from" | "later")
            || self.peek().is_some_and(|next| next.kind == TokenKind::Dash && next.glued)
        {
            return self.give_up(checkpoint);
        }
        let own =
            self.eat_mark('\'') || self.peek().is_some_and(|t| t.kind == TokenKind::Possessive);
        self.pos += usize::from(own && self.text() != "time");
        let time = own && self.eat(&["time"]).is_some();
        let alone = self.before.last().is_none_or(|t| t.is_mark('.'))
            && self.peek().is_none_or(|t| t.is_mark('.'));
        let told = if time { Some(Way::Ahead) } else { way(self.before) };
        let Some(way) = told.or(alone.then_some(Way::Ahead)) else {
            return self.give_up(checkpoint);
        };
        self.clues.present = true;
        let published = self.anchor.published;
        let range = match way {
            Way::Back if bound == Bound::More => self.up_to_now(length).map(|range| {
                let name = format!("[..{}]/{}", range.first, range.last);
                DateRange { form: RangeForm::Named(name), ..range }
            }),
            Way::Back => self.up_to_now(length),
            Way::Ahead if bound == Bound::Less => {
                length.reach(published, 1).map(|(far, _)| DateRange::one_of(published, far))
            }
            Way::Ahead => length.away(published, 1),
        };
        let Some(range) = range else { return self.fault(from, "outside the years 1 to 9999") };
        let about = bound == Bound::About && range.form != RangeForm::OneOf;
        let range = range.marked(about.then_some('~'));
        self.note(from, range.plain());
        Ok(Some(vec![range.edtf()]))
    }
}

/// The direction in which "in three months" counts after these words; `None` if they do not decide it.
fn way(before: &[Token<'_>]) -> Option<Way> {
    for (back, token) in before.iter().enumerate().rev().take(REACH) {
        let next = before.get(back + 1).map_or("", |next| next.text);
        match token.text {
            "first" | "only" | "no" | "none" | "nothing" | "nobody" | "never" | "worst"
            | "best" | "deadliest" | "heaviest" | "largest" | "biggest" | "highest" | "lowest"
            | "bloodiest" | "longest" | "strongest" => return Some(Way::Back),
            // "the third attack in a week"
            word if words::ordinal(word).is_some_and(|nth| nth > 1) && next != "of" => {
                return Some(Way::Back);
            }
            "not" | "t" if before[..back].iter().rev().take(2).any(|t| is_perfect(t.text)) => {
                return Some(Way::Back);
            }
            "will" | "ll" | "shall" | "due" | "expected" | "scheduled" | "expires" | "expire"
            | "begins" | "planned" => return Some(Way::Ahead),
            word if back + 1 == before.len() && tense::is_beginning(word) => {
                return Some(Way::Ahead);
            }
            // "to be ready in two weeks"
            "be" if back > 0 && before[back - 1].text == "to" => return Some(Way::Ahead),
            _ if matches!(token.kind, TokenKind::Ordinal(nth) if nth > 1) => {
                return Some(Way::Back);
            }
            _ if matches!(token.kind, TokenKind::Mark('.' | ';' | '!' | '?')) => return None,
            _ => {}
        }
    }
    None
}

/// Auxiliary verbs for what has not happened: "have not eaten in three days".
fn is_perfect(word: &str) -> bool {
    matches!(word, "has" | "have" | "had" | "hasn" | "haven" | "hadn" | "did" | "didn")
}
