//! Decides from the words of a sentence whether it looks back or ahead. Knows verbs; must not know
//! dates.

use super::point::Direction;
use super::tokens::{Token, TokenKind};
use crate::language::words;
use crate::language::words::english::verbs::{
    BEGINS, COMES_TO, COUNTED_UP, FUTURE, HAPPENED, IRREGULAR, MOVED, OF_THE_FUTURE, PAST, PLANS,
    POSTPONED, SAID, STILL_AHEAD,
};

/// Number of tokens before an expression that can belong to its clause.
const CLAUSE: usize = 10;
/// Number of tokens after an expression in which its verb is searched for.
const AFTER: usize = 12;

/// The direction of time that the words before an expression show. `opening` is the first word of the expression.
pub(super) fn direction(before: &[Token<'_>], opening: &str) -> Direction {
    let last = before.last().map_or("", |token| token.text);
    // In "was extended on Thursday", Thursday is the day of the extension.
    let moved_to = matches!(opening, "to" | "until" | "till" | "through" | "for" | "by" | "is")
        || matches!(last, "to" | "for" | "until" | "is" | "of");
    for (back, token) in before.iter().enumerate().rev() {
        let distance = before.len() - back;
        let earlier = back.checked_sub(1).map_or("", |at| before[at].text);
        match token.text {
            "will" | "shall" | "ll" => return Direction::Forward,
            "would" if is_reported(&before[..back]) => return Direction::Deadline,
            "early" | "soon" if distance == 2 && earlier == "as" => return Direction::Deadline,
            "runs" | "lasts" | "extends" | "continues" | "valid" if distance == 1 => {
                return Direction::Forward;
            }
            // "moved to 12 May"
            "moved" | "shifted" | "rescheduled" if distance == 2 && last == "to" => {
                return Direction::Deadline;
            }
            word if distance <= 4 && PLANS.contains(&word) => {
                // "was due on Friday" looks back at a plan.
                let over = matches!(earlier, "was" | "were" | "been" | "had");
                return if over { Direction::Backward } else { Direction::Deadline };
            }
            // "put off to 2 June"
            "off" | "back" | "forward"
                if (distance <= 3 || moved_to && distance <= 5) && MOVED.contains(&earlier) =>
            {
                return Direction::Deadline;
            }
            word if moved_to && distance <= 5 && POSTPONED.contains(&word)
                || distance <= 2 && BEGINS.contains(&word) =>
            {
                // "Was due to begin on Friday" looks back at a plan.
                let clause = &before[back.saturating_sub(3)..back];
                let over = earlier == "to"
                    && clause.iter().any(|t| matches!(t.text, "was" | "were" | "been" | "had"));
                return if over { Direction::Backward } else { Direction::Deadline };
            }
            // "is to rule on Friday"
            "is" | "are" if is_infinitive(&before[back + 1..]) => {
                return Direction::Deadline;
            }
            "be" if distance <= 4 && earlier == "to" => {
                let over = back >= 2 && matches!(before[back - 2].text, "was" | "were" | "had");
                return if over { Direction::Backward } else { Direction::Deadline };
            }
            "plans" | "expects" | "hopes" | "intends" | "aims" => return Direction::Deadline,
            "!" | "?" | ";" | "\u{201d}" | "that" | "which" | "who" | "said" | "says" => {
                return Direction::Backward;
            }
            // A full stop ends a sentence, unless it belongs to an abbreviation.
            "." if earlier.len() > 3 => return Direction::Backward,
            _ => {}
        }
    }
    Direction::Backward
}

/// Whether the words before "would" report speech: "said it would open on Friday". In a story, a day with "would" is in
/// the past.
fn is_reported(before: &[Token<'_>]) -> bool {
    before.iter().rev().take(5).any(|token| SAID.contains(&token.text))
}

/// Whether "to" and a verb follow; "to the north" is not a verb.
fn is_infinitive(after: &[Token<'_>]) -> bool {
    let verb = |token: &Token<'_>| {
        token.kind == TokenKind::Word
            && !matches!(
                token.text,
                "the" | "a" | "an" | "its" | "their" | "this" | "that" | "date"
            )
    };
    after.first().is_some_and(|token| token.text == "to") && after.get(1).is_some_and(verb)
}

/// Whether something is moved to another day just before an expression: "was extended on Thursday to
/// 3 April".
pub(super) fn is_moved(before: &[Token<'_>]) -> bool {
    before.last().is_some_and(|token| token.text != "deadline" && POSTPONED.contains(&token.text))
}

/// Whether something is moved by the length of time that follows: "extended by 48 hours from Sunday", "put off a week
/// to Monday".
pub(super) fn is_moved_by(before: &[Token<'_>]) -> bool {
    let mut words = before.iter().rev().map(|token| token.text);
    let last = words.next().unwrap_or_default();
    let by = last == "by" || last == "another" || last == "a" || last == "further";
    let verb = if by { words.next().unwrap_or_default() } else { last };
    let verb = if verb == "by" || verb == "for" { words.next().unwrap_or_default() } else { verb };
    let next = words.next().unwrap_or_default();
    by && POSTPONED.contains(&verb)
        || matches!(verb, "off" | "back" | "forward") && MOVED.contains(&next)
}

/// Whether the words before "since" give a total: "more than 1,000 dead since 18 February".
pub(super) fn is_total(before: &[Token<'_>]) -> bool {
    let mut happened = false;
    // "The first convoy since November" and "the worst since 2013" do not say what came afterwards.
    if before
        .last()
        .is_some_and(|token| matches!(token.text, "first" | "only" | "worst" | "deadliest"))
    {
        return false;
    }
    for token in before.iter().rev() {
        match token.text {
            _ if ends_clause(token) => return false,
            _ if happened && is_number(token) => return true,
            word => happened |= COUNTED_UP.contains(&word),
        }
    }
    false
}

/// Whether the sentence after "since" and its day gives a total: "Since 18 February, 1,000 people have
/// died".
pub(super) fn is_total_after(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    if !begins_clause(before) {
        return false;
    }
    let mut counted = false;
    for token in after.iter().take(CLAUSE + AFTER) {
        match token.text {
            _ if ends_clause(token) => return false,
            "no" | "none" | "nobody" | "never" | "not" => return false,
            word if counted && COUNTED_UP.contains(&word) => return true,
            _ => counted |= is_number(token),
        }
    }
    false
}

/// Whether a total is named before "since" and its figure follows the day: "deaths since 7 October exceed
/// 31,000", "casualties since Monday: 30".
pub(super) fn is_named_total(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    let named = before.last().is_some_and(|token| {
        COUNTED_UP.contains(&token.text) || matches!(token.text, "toll" | "total")
    });
    let mut told = after.iter().take(CLAUSE);
    let verb = told
        .by_ref()
        .take_while(|token| !ends_clause(token))
        .any(|token| token.is_mark(':') || COMES_TO.contains(&token.text));
    named && verb && told.any(is_number)
}

fn is_number(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Number(..) | TokenKind::Amount)
        || words::cardinal(token.text).is_some()
        || words::scale(token.text).is_some()
}

/// Whether the verb after an expression that begins a sentence looks ahead: "On Friday the council
/// will vote".
pub(super) fn is_ahead_after(before: &[Token<'_>], after: &[Token<'_>]) -> bool {
    // "From Monday, trucks will cross."
    let before = match before {
        [rest @ .., last] if last.text == "from" => rest,
        _ => before,
    };
    if !begins_clause(before) {
        return false;
    }
    let to = |at: usize| after.get(at).is_some_and(|token| token.text == "to");
    for (at, token) in after.iter().take(AFTER).enumerate() {
        match token.text {
            "will" | "shall" | "ll" => return true,
            "is" | "are" => {
                return to(at + 1)
                    || after.get(at + 1).is_some_and(|next| {
                        matches!(next.text, "due" | "scheduled" | "expected" | "planned" | "set")
                    });
            }
            word if PAST.contains(&word) || HAPPENED.contains(&word) => return false,
            // "On 15 May the mandate ends."
            word if is_beginning(word) => {
                return after.get(at + 1).is_none_or(|next| next.kind != TokenKind::Word);
            }
            _ if ends_clause(token) || token.kind == TokenKind::Possessive && at <= 4 => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// Whether a deadline ("by Friday", "until Friday") is in the past according to the verbs around it: "By Friday,
/// rescuers had found 40 bodies", "it was not until Friday".
pub(super) fn is_past_deadline(before: &[Token<'_>], after: &[Token<'_>], text: &str) -> bool {
    let until =
        after.first().is_some_and(|token| matches!(token.text, "until" | "till" | "through"));
    let not = before.last().is_some_and(|token| matches!(token.text, "not" | "t"));
    match tense_before(before, until, not, text) {
        Some(past) => past,
        None => begins_clause(before) && is_future_after(after, text),
    }
}

/// The tense of the clause before a deadline; `None` if it has no verb that shows it.
fn tense_before(before: &[Token<'_>], until: bool, not: bool, text: &str) -> Option<bool> {
    let mut infinitive = false;
    for (back, token) in before.iter().enumerate().rev().take(CLAUSE) {
        let next = before.get(back + 1).map_or("", |next| next.text);
        match token.text {
            // "agreed to leave by Friday"; "rose to 40 by Friday" has no infinitive.
            "to" => {
                infinitive |= before.get(back + 1).is_some_and(|next| {
                    next.kind == TokenKind::Word
                        && !matches!(next.text, "the" | "a" | "an" | "its" | "their" | "about")
                });
            }
            word if FUTURE.contains(&word) => return Some(false),
            word if PLANS.contains(&word) || POSTPONED.contains(&word) => return Some(false),
            word if PAST.contains(&word) => {
                let ahead = infinitive || STILL_AHEAD.contains(&next);
                // "were closed until Friday" may continue.
                let open = until && !not && matches!(word, "was" | "were");
                return Some(!ahead && !open);
            }
            word if HAPPENED.contains(&word) => return Some(!infinitive),
            // "Closed schools until Friday" does not show whether it is over.
            _ if !until && is_past_verb(token, text) => return Some(!infinitive),
            "is" | "are" | "has" | "have" if !not => return Some(false),
            _ if ends_clause(token) && before.len() - back > 1 => break,
            _ => {}
        }
    }
    None
}

/// Whether the first verb after a deadline is in the past tense.
fn is_future_after(after: &[Token<'_>], text: &str) -> bool {
    for (at, token) in after.iter().enumerate().skip(1).take(AFTER + 4) {
        let next = after.get(at + 1).map_or("", |next| next.text);
        match token.text {
            word if FUTURE.contains(&word) => return false,
            word if PAST.contains(&word) => return !STILL_AHEAD.contains(&next),
            word if HAPPENED.contains(&word) || is_past_verb(token, text) => return true,
            _ if ends_clause(token) => return false,
            _ => {}
        }
    }
    false
}

/// Whether no part of a clause comes before an expression.
fn begins_clause(before: &[Token<'_>]) -> bool {
    before.last().is_none_or(|token| {
        matches!(token.kind, TokenKind::Mark('.' | ',' | ';' | ':' | '\u{201c}' | '"'))
            || matches!(token.text, "and" | "but" | "that")
    })
}

/// Whether a token is a verb in the past tense that none of the lists has: "numbered", "stood". A capital letter shows
/// a name: "Ahmed".
fn is_past_verb(token: &Token<'_>, text: &str) -> bool {
    let word = token.text;
    (word.len() > 4 && word.ends_with("ed") || IRREGULAR.contains(&word))
        && !OF_THE_FUTURE.contains(&word)
        && !text[token.span()].starts_with(char::is_uppercase)
}

/// Whether a word says in the present tense that something begins or ends: "reopens", "expires".
pub(super) fn is_beginning(word: &str) -> bool {
    word.ends_with('s') && BEGINS.contains(&word)
}

/// Whether a token says that something is happening at present: "runs from January to December".
pub(super) fn is_under_way(token: &Token<'_>) -> bool {
    matches!(token.text, "runs" | "lasts" | "extends" | "covers" | "running" | "covering")
}

/// Whether a token is a verb in the past tense.
pub(super) fn is_past(token: &Token<'_>, text: &str) -> bool {
    PAST.contains(&token.text) || HAPPENED.contains(&token.text) || is_past_verb(token, text)
}

fn ends_clause(token: &Token<'_>) -> bool {
    matches!(token.kind, TokenKind::Mark('.' | ';' | '!' | '?'))
}
