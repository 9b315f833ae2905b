//! Decides whether a reading is certain enough in running text, where "may", "the second" and
//! "2016" are usually not dates.

use super::phrase::EdtfReadings;
use super::plausible_year::{is_counted, is_year_in_context};
use super::tokens::{Token, TokenKind};
use crate::language::words;
use crate::language::words::english::not_dates::{NAMED_BY_A_DAY, is_ambiguous_name};

/// Whether a reading is certain enough in running text.
pub(super) fn is_plausible(
    tokens: &[Token<'_>],
    at: usize,
    outcome: &EdtfReadings,
    used: usize,
    text: &str,
) -> bool {
    let core = &tokens[at + outcome.core..at + used];
    let opened = outcome.core > 0;
    let Some(first) = core.first() else { return false };
    // "Every Friday" and "every other Friday" are not a date.
    let word = |back: usize| (at + outcome.core).checked_sub(back).map_or("", |at| tokens[at].text);
    let before = &tokens[..at + outcome.core];
    if is_repeated(before) || word(1) == "other" && word(2) == "every" {
        return false;
    }
    if is_name_of_a_day(&tokens[at + used..], text, core) {
        return false;
    }
    if core.len() == 1 || core.len() == 2 && core[1].is_mark('.') {
        return is_plausible_alone(tokens, at + outcome.core, opened, text);
    }
    if is_code(core) || is_quoted(tokens, at + used, core, opened) {
        return false;
    }
    let has_number =
        core.iter().any(|t| matches!(t.kind, TokenKind::Number(..) | TokenKind::Ordinal(_)));
    let season = core.iter().any(|t| words::season(t.text).is_some());
    if season && !has_number {
        return is_plausible_season(tokens, at + used, first, opened);
    }
    if let Some(plausible) = is_plausible_name(core, has_number, text) {
        return plausible;
    }
    // "About 1000" is a count; "in about 1950" is a time.
    let hedged = core.len() == 2 && matches!(core[1].kind, TokenKind::Number(_, 4));
    if hedged && !opened && matches!(first.text, "about" | "around" | "approximately" | "roughly") {
        return false;
    }
    let spelled = core.iter().all(|t| {
        words::cardinal(t.text).is_some() || matches!(t.text, "and" | "thousand" | "hundred")
    });
    if spelled && !opened {
        return false;
    }
    let next = tokens.get(at + used);
    let day_of_month = is_plausible_day(core) || tokens[at].text == "on" && ends_here(next);
    day_of_month && is_plausible_year_range(tokens, at, core, used, opened)
}

/// Whether names of months and days that also have other meanings are a date: in "the fall" or "in may", only the
/// ambiguous word makes it a date, so it needs a capital letter. `None` if other words make it a date.
fn is_plausible_name(core: &[Token<'_>], has_number: bool, text: &str) -> Option<bool> {
    let ordinary =
        |token: &Token<'_>| is_ambiguous_name(token.text) || words::season(token.text).is_some();
    let capital = |token: &Token<'_>| text[token.span()].starts_with(char::is_uppercase);
    let names =
        core.iter().filter(|t| words::month(t.text).is_some() || words::weekday(t.text).is_some());
    let weak = core.iter().any(ordinary) && !has_number;
    if !weak || names.filter(|t| !ordinary(t)).count() > 0 {
        return None;
    }
    let day_word = core.iter().any(|t| t.text == "sun" || t.text == "sat");
    Some(!day_word && core.iter().filter(|t| ordinary(t)).all(capital))
}

/// Whether the words before a day make it a repeated day: "every Friday", "each Monday and
/// Thursday", "every second Tuesday".
fn is_repeated(before: &[Token<'_>]) -> bool {
    for token in before.iter().rev().take(6) {
        let joined = matches!(token.text, "and" | "or" | "," | "second" | "third" | "single")
            || words::weekday(token.text).is_some();
        match token.text {
            "every" | "each" => return true,
            _ if joined => {}
            _ => return false,
        }
    }
    false
}

/// Whether a day is part of a name: "the May 17 Movement", "23 March Street".
fn is_name_of_a_day(after: &[Token<'_>], text: &str, core: &[Token<'_>]) -> bool {
    let dated = core.iter().any(|token| words::month(token.text).is_some());
    let Some(next) = after.first().filter(|_| dated && core.len() <= 3) else { return false };
    next.kind == TokenKind::Word
        && text[next.span()].starts_with(char::is_uppercase)
        && NAMED_BY_A_DAY.contains(&next.text)
}

/// Whether a day and its month are joined into one word without a year, as in a hexadecimal number:
/// "feb9", "4DEC".
fn is_code(core: &[Token<'_>]) -> bool {
    let glued = core.windows(2).any(|pair| {
        let month = pair.iter().any(|token| words::month(token.text).is_some());
        let number = pair.iter().any(|token| matches!(token.kind, TokenKind::Number(..)));
        pair[1].glued && month && number
    });
    glued && !core.iter().any(|token| matches!(token.kind, TokenKind::Number(_, 4)))
}

/// Whether "'10" is a number in quotation marks, or is in a position where a year is impossible.
fn is_quoted(tokens: &[Token<'_>], end: usize, core: &[Token<'_>], opened: bool) -> bool {
    let short = core.len() == 2 && core[0].is_mark('\'');
    let before = end.checked_sub(3).map_or("", |at| tokens[at].text);
    let told = opened || matches!(before, "the" | "of" | "since" | "until" | "till" | "by");
    short && (!told || tokens.get(end).is_some_and(|next| next.is_mark('\'') && next.glued))
}

/// Whether words with a season are a time: "the fall of Aleppo" is not an autumn.
fn is_plausible_season(tokens: &[Token<'_>], end: usize, first: &Token<'_>, opened: bool) -> bool {
    let of = tokens.get(end).is_some_and(|next| next.text == "of");
    let picked = matches!(
        first.text,
        "last" | "this" | "next" | "early" | "mid" | "late" | "since" | "until" | "by"
    );
    (picked || opened) && !of
}

/// Whether a day of the month is plausible: not if it is only an ordinal such as "the 2nd" or
/// "first".
fn is_plausible_day(core: &[Token<'_>]) -> bool {
    let only_ordinal = core.iter().all(|t| {
        matches!(t.kind, TokenKind::Ordinal(_))
            || t.text == "the"
            || words::ordinal(t.text).is_some()
            || words::cardinal(t.text).is_some()
            || t.kind == TokenKind::Dash
    });
    !only_ordinal
}

/// Whether an ordinal without month and weekday is a day: "on the 21st" and "by the 21st", if no noun follows. In "by
/// the first and second phases" and "held by the 3rd Division" it is not a day.
pub(super) fn is_plausible_lone_day(tokens: &[Token<'_>], at: usize, used: usize) -> bool {
    let next = tokens.get(at + used);
    let ordinal = |token: &Token<'_>| {
        matches!(token.kind, TokenKind::Ordinal(_)) || words::ordinal(token.text).is_some()
    };
    let another = next.is_some_and(|next| matches!(next.text, "and" | "or"))
        && tokens[at + used..].iter().skip(1).take(3).any(ordinal);
    let spelled = tokens[at..at + used].iter().any(|t| words::ordinal(t.text).is_some());
    ends_here(next) && !another && (!spelled || tokens[at].text == "on")
}

/// Whether an ordinal is not followed by a noun, as it is in "on the 21st floor".
fn ends_here(next: Option<&Token<'_>>) -> bool {
    next.is_none_or(|next| {
        next.kind != TokenKind::Word && next.kind != TokenKind::Dash
            || matches!(
                next.text,
                "and" | "in" | "at" | "when" | "as" | "but" | "by" | "after" | "with"
            )
    })
}

/// Whether a pair of years such as "2014-2018" is plausible: after a preposition or in brackets.
/// Other such numbers are scores and telephone numbers.
fn is_plausible_year_range(
    tokens: &[Token<'_>],
    at: usize,
    core: &[Token<'_>],
    used: usize,
    opened: bool,
) -> bool {
    let only_digits = core
        .iter()
        .all(|t| matches!(t.kind, TokenKind::Number(..) | TokenKind::Dash | TokenKind::Mark('/')));
    let three = core.iter().filter(|t| matches!(t.kind, TokenKind::Number(..))).count() >= 3;
    if !only_digits || three {
        return !ends_in_counted_year(tokens, at, core, used);
    }
    let enclosed = at > 0 && tokens[at - 1].is_mark('(');
    // Such digits almost always mean a month: "2016-11".
    let numbers = [core.first(), core.last()].map(|token| token.map(|token| token.kind));
    if matches!(
        numbers,
        [Some(TokenKind::Number(1900..=2099, 4)), Some(TokenKind::Number(1..=12, 2))]
    ) {
        return true;
    }
    // "The 1990-91 recession" names two years.
    let the = at > 0 && matches!(tokens[at - 1].text, "the" | "a");
    let short = matches!(
        numbers,
        [Some(TokenKind::Number(first @ 1500..=2099, 4)), Some(TokenKind::Number(last, 2))]
            if last == first % 100 + 1
    ) && core.len() == 3;
    if the && short && tokens.get(at + used).is_some_and(|next| next.kind == TokenKind::Word) {
        return true;
    }
    // Digits with a slash almost always mean a month: "03/2024".
    if matches!(
        numbers,
        [Some(TokenKind::Number(1..=12, 1 | 2)), Some(TokenKind::Number(1900..=2099, 4))]
    ) && core.len() == 3
        && core[1].is_mark('/')
    {
        return true;
    }
    // Two years in ascending order are neither a telephone number nor a score.
    let years = matches!(
        numbers,
        [Some(TokenKind::Number(first @ 1500..=2099, 4)), Some(TokenKind::Number(last @ 1500..=2099, 4))]
            if first < last
    ) && core.len() == 3;
    (opened || enclosed || years) && !ends_in_counted_year(tokens, at, core, used)
}

/// Whether the last number counts a noun, and so is not a year: "since 2000 people".
fn ends_in_counted_year(tokens: &[Token<'_>], at: usize, core: &[Token<'_>], used: usize) -> bool {
    let Some(last) = core.last() else { return false };
    let alone = core.len() <= 2 && !core.iter().any(|t| words::month(t.text).is_some());
    matches!(last.kind, TokenKind::Number(_, 4)) && alone && is_counted(tokens.get(at + used))
}

/// Whether a single word or number is plausible. A year needs a preposition or bracket; an
/// ambiguous name such as "May" needs a preposition and a capital letter; another month or weekday
/// needs one of the two.
fn is_plausible_alone(tokens: &[Token<'_>], at: usize, opened: bool, text: &str) -> bool {
    let token = &tokens[at];
    let capital = text[token.span()].starts_with(char::is_uppercase);
    let enclosed = at > 0 && tokens[at - 1].is_mark('(');
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let after_name = before.is_some_and(|b| {
        b.kind == TokenKind::Word && !opened && text[b.span()].starts_with(char::is_uppercase)
    });
    match token.kind {
        TokenKind::Number(_, 4) => {
            (opened || enclosed)
                && !is_counted(tokens.get(at + 1))
                && token.text.as_bytes()[0] < b'3'
                || is_year_in_context(tokens, at, text)
        }
        TokenKind::Word if words::season(token.text).is_some() => {
            opened && !matches!(before.map(|b| b.text), Some("the"))
        }
        TokenKind::Word
            if matches!(token.text, "sun" | "sat" | "mon" | "mar" | "jan" | "wed" | "dec") =>
        {
            capital && opened && tokens[at - 1].text == "on" && token.text != "sun"
        }
        TokenKind::Word if is_ambiguous_name(token.text) => capital && opened,
        TokenKind::Word
            if words::month(token.text).is_some() || words::weekday(token.text).is_some() =>
        {
            capital || opened
        }
        // "Early" alone is read only if its month follows: "early and late February".
        TokenKind::Word if matches!(token.text, "early" | "mid" | "late") => true,
        // "Russia Today" is a name, as a capital letter after a name shows.
        TokenKind::Word
            if matches!(
                token.text,
                "today" | "tomorrow" | "tonight" | "yesterday" | "overnight"
            ) =>
        {
            !(capital && after_name)
        }
        _ => false,
    }
}
