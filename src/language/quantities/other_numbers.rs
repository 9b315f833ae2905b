//! Recognizes numbers in running text that are not quantities: dates, years, times of day, names and
//! codes.
//!
//! Knows the words and marks around such numbers; must not know what quantities mean.

use super::phrase_table::is_one_of;
use super::tokens::{Phrase, TokenKind};
use crate::language::words;
use crate::language::words::UnitClass;
use crate::language::words::english::not_figures::{BEFORE_ONE, LABELS, OPENERS, PEOPLE};

impl Phrase<'_> {
    /// Index of the token after a number at `at` that is not a quantity; `None` if it may be one.
    pub(super) fn other_number(&self, at: usize) -> Option<usize> {
        if let Some(end) = self.hangs_on_a_word(at) {
            return Some(end);
        }
        // A number below zero is not a count.
        if matches!(self.word_before(at), "minus" | "negative") && self.number_begins(at) {
            let end = self.numbers_end(at);
            return Some(if self.word(end) == "point" { self.numbers_end(end + 1) } else { end });
        }
        self.figure(at)?;
        if self.calibre(at).is_some() {
            return Some(at + 2);
        }
        self.chain(at)
            .or_else(|| self.split_thousands(at))
            .or_else(|| self.calendar_day(at))
            .or_else(|| self.listed_day(at))
            .or_else(|| self.day_after_days(at))
            .or_else(|| self.year_of_a_noun(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.suffixed(at))
    }

    /// Parses a number that is joined to the word before it: "COVID-19", "#5", "+1",
    /// "three-nought-four".
    fn hangs_on_a_word(&self, at: usize) -> Option<usize> {
        if !self.glued(at) {
            return None;
        }
        let mark = self.mark(at - 1)?;
        let after_word = at >= 2 && self.glued(at - 1);
        let joins = match mark {
            // In "5k-20k" the word before the hyphen belongs to a number, so the second number is
            // also a quantity.
            _ if at >= 3 && self.figure(at - 3).is_some() && self.known_suffix(at - 2) => false,
            '-' | '‐' | '‑' | '−' => !after_word || !self.word(at - 2).is_empty(),
            '–' => after_word && !self.word(at - 2).is_empty(),
            '#' | '+' | '@' | '_' | '&' | '\\' | '^' | '×' | '*' => true,
            '/' | ':' | '.' | ',' => after_word,
            _ => false,
        };
        // In "twenty-to-thirty" and "8- to 16-metre" a new number begins after the hyphen.
        joins.then(|| self.glued_end(at))
    }

    /// Parses three or more numbers joined together, or two with a colon: a date, a time, a
    /// telephone number.
    fn chain(&self, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut figures = 1;
        let mut colon = false;
        while self.glued(end) && self.glued(end + 1) && figures < 12 {
            let mark =
                self.mark(end).filter(|mark| matches!(mark, '-' | '/' | ':' | '.' | '–' | '−'));
            let (Some(mark), true) = (mark, self.is_digits(end + 1)) else { break };
            colon |= mark == ':';
            figures += 1;
            end += 2;
        }
        let second = self.looks_like_year(at + 2)
            || self.figure(at + 2).is_some_and(|figure| figure.plain == Some(2));
        // "24/7" and "9/11" are not fractions of something.
        let slash = figures == 2 && self.mark(at + 1) == Some('/') && self.word(end) != "of";
        let plain = |at: usize| self.figure(at).is_some_and(|f| f.plain.is_some_and(|n| n <= 2));
        if slash && plain(at) && plain(at + 2) {
            return Some(end);
        }
        let years = figures == 2 && self.looks_like_year(at) && second;
        (figures > 2 || colon || years && self.unit(end).is_none()).then_some(end)
    }

    /// Parses "12, 500", which may be one number or two; what is ambiguous is left out.
    fn split_thousands(&self, at: usize) -> Option<usize> {
        let short = self.figure(at)?.plain? <= 3;
        let three = self.figure(at + 2)?.plain? == 3 && !self.glued(at + 2);
        let comma = self.mark(at + 1) == Some(',') && self.glued(at + 1);
        // In "on March 3, 500 houses" and "Article 12, 300 people" the first number is not a quantity.
        let dated = words::month(self.word_before(at)).is_some();
        (short && three && comma && !dated && !self.names_something(at)).then_some(at + 3)
    }

    fn is_digits(&self, at: usize) -> bool {
        matches!(
            self.tokens.get(at).map(|token| &token.kind),
            Some(TokenKind::Figure(_) | TokenKind::Flawed(_))
        )
    }

    /// Parses a day of a month, with the year that may follow: "24 October", "Sept. 23".
    fn calendar_day(&self, at: usize) -> Option<usize> {
        let short = self.figure(at)?.plain? <= 2;
        let year = self.figure(at)?.plain? == 4;
        let named = |at: usize| words::month(self.word(at)).is_some() && self.capital(at);
        let dot = at >= 2 && self.mark(at - 1) == Some('.') && self.glued(at - 1);
        let before = at >= 1 && named(at - 1) || dot && named(at - 2);
        let to = usize::from(
            self.mark(at + 1).is_some_and(|mark| matches!(mark, '-' | '–'))
                && self.is_digits(at + 2),
        ) * 2;
        if short && named(at + 1 + to) {
            return Some(at + 2 + to);
        }
        // In "from 7 to 14 March 30 people died" the month already has its day.
        let month = if dot { at - 2 } else { at.saturating_sub(1) };
        let dated = before && month > 0 && self.is_day(month - 1);
        let before = before && !(dated && short && self.noun_follows(at + 1));
        (before && (short || year)).then_some(at + 1 + if short { to } else { 0 })
    }

    /// Parses a day whose month follows later: the 7 of "between 7 and 14 March", of "7/8 March" and
    /// of "on 7 and again on 14 March".
    fn listed_day(&self, at: usize) -> Option<usize> {
        self.figure(at)?.plain.filter(|digits| *digits <= 2)?;
        let told = matches!(
            self.word_before(at),
            "on" | "from" | "between" | "of" | "the" | "since" | "until" | "by" | "during"
        );
        if !told && at > 0 && self.mark(at - 1).is_none() {
            return None;
        }
        let mut last = at;
        for end in at + 1..at + 24 {
            let joined = match self.word(end) {
                "" => {
                    self.mark(end).is_some_and(|mark| matches!(mark, ',' | '&' | '/' | '-' | '–'))
                }
                "and" | "or" => true,
                "to" | "until" | "till" | "through" | "on" | "again" | "the" | "from" => told,
                "st" | "nd" | "rd" | "th" => self.glued(end),
                month => {
                    let named = words::month(month).is_some() && self.capital(end);
                    return (named && end > last && last > at).then_some(at + 1);
                }
            };
            let day = self.figure(end).is_some_and(|figure| figure.plain.is_some_and(|n| n <= 2));
            if !joined && !day {
                return None;
            }
            last = if day { end } else { last };
        }
        None
    }

    /// Parses a day whose month and first day come before it: the 4 of "on March 3 and 4".
    fn day_after_days(&self, at: usize) -> Option<usize> {
        if !self.is_day(at) || self.noun_follows(at + 1) {
            return None;
        }
        let joins = |at: usize| {
            matches!(self.word(at), "and" | "or" | "to")
                || matches!(self.mark(at), Some(',' | '-' | '–'))
        };
        let mut first = at;
        while first >= 2 && joins(first - 1) && self.is_day(first - 2) {
            first -= 2;
        }
        let month = first.checked_sub(1).filter(|_| first < at)?;
        (words::month(self.word(month)).is_some() && self.capital(month)).then_some(at + 1)
    }

    /// Whether the number at `at` may be a day of a month.
    fn is_day(&self, at: usize) -> bool {
        let plain = self.figure(at).is_some_and(|figure| figure.plain.is_some_and(|n| n <= 2));
        plain
            && self
                .figure(at)
                .and_then(|f| f.value.number().whole())
                .is_some_and(|n| (1..=31).contains(&n))
    }

    /// Parses a year before a noun that is named by it: "the 2014 attacks", "2021 floods displaced 300 people".
    fn year_of_a_noun(&self, at: usize) -> Option<usize> {
        let year = self.recent_year(at).is_some();
        let before = self.word_before(at);
        let begins = at == 0 || matches!(self.mark(at - 1), Some('.'));
        let named =
            begins || matches!(before, "the" | "this" | "its" | "their" | "after" | "since");
        let (unit, _) = self.unit(at + 1).filter(|_| year && named)?;
        let counted = begins && is_one_of(PEOPLE, &unit.name);
        (!counted && unit.class == UnitClass::Count).then_some(at + 1)
    }

    /// Parses a time of day: "4 pm", "7 a.m.", "5 o'clock", "1600 GMT".
    fn clock(&self, at: usize) -> Option<usize> {
        let next = self.word(at + 1);
        let dotted = matches!(next, "a" | "p")
            && self.mark(at + 2) == Some('.')
            && self.word(at + 3) == "m"
            && self.glued(at + 3);
        if dotted {
            return Some(at + 4);
        }
        matches!(next, "am" | "pm" | "o'clock" | "gmt" | "utc" | "noon").then_some(at + 2)
    }

    /// Parses a number with a suffix that is not a scale or unit: "1990s", "3rd", "24x7", "16h00".
    fn suffixed(&self, at: usize) -> Option<usize> {
        let word = self.word(at + 1);
        let initials = self.mark(at + 2) == Some('.') && self.glued(at + 3);
        let symbol =
            word.len() == 1 && self.capital(at + 1) && !initials && !matches!(word, "i" | "a");
        if !self.letters_glued(at + 1) && !symbol {
            return None;
        }
        let decade = word == "s";
        let known = self.known_suffix(at + 1);
        (decade || !known).then_some(at + 2)
    }

    fn known_suffix(&self, at: usize) -> bool {
        self.noun(at).is_some() || self.shortened(at).is_some()
    }

    /// Index of the token after all tokens that are joined to the one at `at`.
    fn glued_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.glued(end)
            && end - at < 24
            && self.mark(end).is_none_or(|mark| matches!(mark, '-' | '/' | ':' | '.'))
        {
            end += 1;
        }
        end
    }

    /// Whether the number at `at` is four plain digits that can be a year.
    pub(super) fn looks_like_year(&self, at: usize) -> bool {
        let Some(figure) = self.figure(at) else { return false };
        let year =
            figure.value.number().whole().is_some_and(|value| (1700..=2199).contains(&value));
        figure.plain == Some(4) && year
    }

    /// Whether a number at `at` without unit or bound is part of a name.
    pub(super) fn names_something(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let dot = self.mark(at - 1) == Some('.') && at >= 2 && self.glued(at - 1);
        let before = if dot { at - 2 } else { at - 1 };
        let word = self.word(before);
        let age = matches!(word, "under" | "over" | "below" | "above") && self.begins_age(before);
        if is_one_of(LABELS, word) || age || self.is_in_labelled_list(at) || self.is_apposed_age(at)
        {
            return true;
        }
        // "The Group of 77" is a name, "a group of 77 people" is not.
        let group = word == "of" && before >= 1 && self.word(before - 1) == "group";
        if group && self.capital(before - 1) && self.unit(at + 1).is_none() {
            return true;
        }
        let name = self.capital(before) && !dot && !is_one_of(OPENERS, word) && !word.is_empty();
        // "Evacuated 116129" is not a name: names have short numbers without marks.
        name && self.figure(at).is_some_and(|figure| figure.plain.is_some_and(|digits| digits <= 4))
    }

    /// Whether the number at `at` continues a list of names or ages: the 14 of "aged 12, 14 and 16".
    fn is_in_labelled_list(&self, at: usize) -> bool {
        for back in (at.saturating_sub(12)..at).rev() {
            let joined =
                self.mark(back) == Some(',') || matches!(self.word(back), "and" | "or" | "to");
            if !joined && self.figure(back).is_none() {
                return back + 1 < at && is_one_of(LABELS, self.word(back));
            }
        }
        false
    }

    /// Whether the number at `at` is an age between commas after a name: "Ahmed, 34, said".
    fn is_apposed_age(&self, at: usize) -> bool {
        let age =
            self.figure(at).is_some_and(|figure| figure.plain.is_some_and(|digits| digits <= 2));
        let commas = self.mark(at - 1) == Some(',') && self.mark(at + 1) == Some(',');
        let name = at >= 2
            && (self.capital(at - 2) && words::month(self.word(at - 2)).is_none()
                || is_one_of(
                    "boy girl man woman son daughter child brother sister",
                    self.word(at - 2),
                ));
        age && commas && name
    }

    /// Whether "one" at `at` is a pronoun and not a number.
    pub(super) fn pronoun(&self, at: usize) -> bool {
        let before = self.word_before(at);
        let after = self.word(at + 1);
        is_one_of(BEFORE_ONE, before)
            || matches!(after, "of" | "another" | "can" | "must" | "might" | "by" | "who" | "day")
    }
}
