//! Decides whether a number of four digits in running text is a year, if no preposition shows it:
//! "the 2003 invasion", "the campaign of 1777", a heading "2007: the surge".

use super::tokens::{Token, TokenKind};
use crate::language::words;
use crate::language::words::english::not_dates::{
    AMOUNT_OF, BEFORE_A_YEAR, BEFORE_AN_EVENT, COUNT_BEFORE, COUNTED, COUNTED_WITHOUT_S,
    DETERMINERS, NO_PLURAL, NO_UNITS, VERBS_OF_A_YEAR,
};

/// Whether the number at `at` is a year according to the words around it.
pub(super) fn is_year_in_context(tokens: &[Token<'_>], at: usize, text: &str) -> bool {
    let TokenKind::Number(year @ 1700..=2099, 4) = tokens[at].kind else { return false };
    let (before, next) = (at.checked_sub(1).map(|at| &tokens[at]), tokens.get(at + 1));
    let word = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].text);
    if begins_line(tokens, at, text) || at == 0 && next.is_some() {
        let heads = next.is_none_or(|next| {
            next.is_mark(':') && !next.glued_number(tokens.get(at + 2))
                || text[tokens[at].span().end..next.start].contains('\n')
        });
        return heads || next.is_some_and(|next| VERBS_OF_A_YEAR.contains(&next.text));
    }
    let unit = |next: &Token<'_>| {
        next.kind == TokenKind::Word && next.text.len() <= 2 && !NO_UNITS.contains(&next.text)
    };
    let name = next.is_some_and(|next| text[next.span()].starts_with(char::is_uppercase));
    let counted = is_counted(next) || next.is_some_and(unit) && !name;
    // "A bloody 1994 war", "the 1777 campaigns": events that are named by their year.
    let event = next.is_some_and(|next| !next.glued && words::is_event(next.text))
        || next.is_some()
            && tokens.get(at + 2).is_some_and(|noun| {
                !noun.glued && words::is_event(noun.text) && !noun.text.ends_with('s')
            })
            && !counted;
    let named = DETERMINERS.contains(&word(1))
        || DETERMINERS.contains(&word(2)) && !COUNT_BEFORE.contains(&word(1))
        || BEFORE_AN_EVENT.contains(&word(1));
    if event && named && year >= 1900 {
        return true;
    }
    match word(1) {
        "of" if word(2) == "all" => {
            !counted && matches!(word(3), "in" | "for" | "during" | "throughout")
        }
        "of" => !counted && !AMOUNT_OF.contains(&word(2)),
        "into" | "for" | "than" => !counted && year >= 1900 && ends(next),
        before if BEFORE_A_YEAR.contains(&before) => {
            let noun = next.is_some_and(|next| next.kind == TokenKind::Word && !next.glued);
            let counts = |next: &Token<'_>| {
                COUNTED.contains(&next.text)
                    || matches!(next.text, "strong" | "odd" | "or" | "plus")
            };
            noun && year % 100 != 0 && !counted && !next.is_some_and(counts)
        }
        _ => {
            let sentence = before.is_some_and(|before| {
                (before.is_mark('.') || before.is_mark(';'))
                    && text[tokens[at].start..].starts_with(char::is_numeric)
            });
            sentence && next.is_some_and(|next| VERBS_OF_A_YEAR.contains(&next.text))
        }
    }
}

/// Whether the token after a number shows that the number is not a year: a plural noun, or a suffix
/// such as `%`.
pub(super) fn is_counted(next: Option<&Token<'_>>) -> bool {
    let Some(next) = next else { return false };
    if next.glued
        && matches!(next.kind, TokenKind::Mark('%' | ':') | TokenKind::Word | TokenKind::Dash)
    {
        return true;
    }
    let plural = next.text.len() > 3 && next.text.ends_with('s');
    next.kind == TokenKind::Word
        && !NO_PLURAL.contains(&next.text)
        && (plural || COUNTED_WITHOUT_S.contains(&next.text))
}

/// Whether a number is not followed by a noun.
fn ends(next: Option<&Token<'_>>) -> bool {
    next.is_none_or(|next| {
        matches!(next.kind, TokenKind::Mark('.' | ',' | ';' | ')'))
            || matches!(next.text, "and" | "but" | "when" | "as" | "with")
    })
}

/// Whether a token is the first of its line.
fn begins_line(tokens: &[Token<'_>], at: usize, text: &str) -> bool {
    let line = text[..tokens[at].start].rfind('\n').map_or(0, |end| end + 1);
    at.checked_sub(1).is_none_or(|before| tokens[before].start < line) && (at > 0 || line > 0)
}

impl Token<'_> {
    /// Whether a colon and the number after it are joined, as in a time of day.
    fn glued_number(&self, next: Option<&Token<'_>>) -> bool {
        self.glued && next.is_some_and(|n| n.glued && matches!(n.kind, TokenKind::Number(..)))
    }
}
