//! Parses words around a quantity that do not change it.
//!
//! Knows the lists of these words; must not know numbers. A word on no list is refused, never
//! skipped.

use std::sync::LazyLock;

use super::bounds::ADDITION;
use super::phrase_table::{PhraseTable, is_one_of};
use super::restated::Additions;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::UnitClass;
use crate::language::words::english::around_figures as table;
use crate::language::words::english::around_figures::{
    CARRYING, CONTAINERS, HOLDERS, PLACE_WORDS, WHERE, WHOLES,
};

/// Words before a quantity that do not change it: "there were", "so far".
static LEAD: LazyLock<PhraseTable<()>> = LazyLock::new(|| PhraseTable::new(&[((), table::LEAD)]));

/// Words after a quantity: what happened to the people or things, words of time, and totals without
/// a figure.
static AFTER: LazyLock<PhraseTable<&'static str>> = LazyLock::new(|| {
    PhraseTable::new(&[
        ("state, not part of the figure", table::STATES),
        (ADDITION, table::MORE),
        ("verb, not part of the figure", table::BEING),
        ("stance, not part of the figure", table::STANCES),
        ("kind, not part of the figure", table::KINDS),
    ])
});

impl Phrase<'_> {
    /// Parses the words before a quantity; returns the index of the next token.
    pub(super) fn lead(&self, understood: &mut Vec<UnderstoodSpan>) -> usize {
        let mut at = usize::from(matches!(self.mark(0), Some('"' | '“' | '\'' | '‘' | '(')));
        while let Some(((), end)) = LEAD.longest(self, at) {
            // "all week" is a length of time, but in "all 300 people" the word can be skipped.
            if self.word(at) == "all" && self.time_unit(end + usize::from(self.hyphen(end))) {
                break;
            }
            understood.push(self.understood_as(at..end, "not part of the figure"));
            at = end;
        }
        if let Some(end) = self.supplies_for(at) {
            understood
                .push(self.understood_as(at..end, "what they are given, not part of the figure"));
            at = end;
        }
        if let Some(end) = self.holder(at) {
            understood
                .push(self.understood_as(at..end, "what they make up, not part of the figure"));
            at = end;
        }
        // In "a 72-hour truce" and "a $12 million grant" the article belongs to the truce.
        let money = self.currency_before(at).is_none()
            && self.currency_before(at + 1).is_some_and(|(_, end)| self.number_begins(end));
        let paid = self.figure(at + 1).is_some()
            && self.bare_amount(at + 1).ok().flatten().is_some_and(|amount| {
                self.noun(amount.end).is_some_and(|(noun, _)| noun.class == UnitClass::Money)
            });
        let figure = matches!(self.word(at), "a" | "an")
            && (money || paid || self.number_begins(at + 1) && self.dash_to_unit(at + 1));
        if figure {
            understood.push(self.understood_as(at..at + 1, "not part of the figure"));
        }
        at + usize::from(figure)
    }

    /// Parses "a convoy of" before a number that counts the contents of the convoy; returns the
    /// index of the next token.
    fn holder(&self, at: usize) -> Option<usize> {
        let noun = at + usize::from(matches!(self.word(at), "a" | "an" | "the" | "another"));
        let adjectives = self.past_adjectives(noun);
        let noun = if is_one_of(HOLDERS, self.word(noun)) { noun } else { adjectives };
        let end = noun + 2;
        let holder = is_one_of(HOLDERS, self.word(noun)) && self.word(noun + 1) == "of";
        let number = || self.number_begins(end) || self.bounds_before(end).end > end;
        (holder && (number() || self.vague(end).is_some())).then_some(end)
    }

    /// Parses "enough food for" before the number of people for whom it is; returns the index of the next token.
    fn supplies_for(&self, at: usize) -> Option<usize> {
        let from = at + usize::from(matches!(self.word(at), "enough" | "sufficient"));
        let things = self.mass(from).or_else(|| Some(self.noun(from)?.1))?;
        let end = things + 1;
        let is_number = || self.number_begins(end) || self.bounds_before(end).end > end;
        let plural = self.word(things - 1).ends_with('s') || self.mass(from).is_some();
        (self.word(things) == "for" && plural && (is_number() || self.vague(end).is_some()))
            .then_some(end)
    }

    pub(super) fn dash_to_unit(&self, at: usize) -> bool {
        (at..at + 4).any(|at| self.hyphen(at))
            || self.figure(at).is_some() && self.time_unit(at + 1)
    }

    /// Parses a noun whose size is joined to its unit, at the end of a phrase: "a 30-kilometre corridor". Returns the
    /// index of the next token.
    pub(super) fn what_is_so_large(
        &self,
        from: usize,
        at: usize,
        additions: &mut Additions,
    ) -> usize {
        let sized =
            additions.unit.is_some() && (from..at).any(|at| self.hyphen(at)) && at > from + 2;
        let rest = self.tokens.len().saturating_sub(at);
        let is_noun = (at..at + rest).all(|at| {
            let word = self.word(at);
            word.len() > 2
                && word.bytes().all(|c| c.is_ascii_lowercase())
                && !self.number_begins(at)
        });
        let joined =
            self.hyphen(at.saturating_sub(2)) && !matches!(self.word(at), "old" | "and" | "or");
        if !sized || !joined || !is_noun || !(1..=2).contains(&rest) {
            return at;
        }
        additions
            .understood
            .push(self.understood_as(at..at + rest, "what has this size, not part of the figure"));
        at + rest
    }

    /// Parses the words after a quantity; returns the index of the first token not understood. A
    /// whole ("of the population") may follow only a `share`.
    pub(super) fn tail(&self, at: usize, share: bool, additions: &mut Additions) -> usize {
        let mut at = at;
        while at < self.tokens.len() {
            let end = self.one_of_tail(at, share, additions);
            if end == at {
                break;
            }
            at = end;
        }
        at
    }

    fn one_of_tail(&self, at: usize, share: bool, additions: &mut Additions) -> usize {
        let beside = self
            .part_of_it(at, additions)
            .or_else(|| self.in_another_unit(at, additions))
            .or_else(|| self.parts_by_purpose(at, additions))
            .or_else(|| self.counted_contents(at, additions));
        if let Some(end) = beside {
            return end;
        }
        let understood = &mut additions.understood;
        if let Some((kind, end)) = AFTER.longest(self, at) {
            understood.push(self.understood_as(at..end, kind));
            return end;
        }
        let closing = matches!(self.mark(at), Some('.' | ',' | '!' | '\'' | '’' | '"' | '”' | ')'));
        let full_stop = closing && at + 2 >= self.tokens.len();
        if full_stop {
            return at + 1;
        }
        if let Some(end) = self.period(at) {
            understood.push(self.understood_as(at..end, "a period, not part of the figure"));
            return end;
        }
        if let Some(end) = self.age(at) {
            understood.push(self.understood_as(at..end, "an age, not part of the figure"));
            return end;
        }
        if let Some(end) =
            self.contents(at).or_else(|| self.unlisted_contents(at, additions.unit.as_ref()))
        {
            understood.push(self.understood_as(at..end, "what it consists of or is for"));
            return end;
        }
        if let Some(end) = self.whole(at).filter(|_| share) {
            understood.push(self.understood_as(at..end, "the whole it is a part of"));
            return end;
        }
        if let Some(end) = self.place(at) {
            understood.push(self.understood_as(at..end, "a place, not part of the figure"));
            return end;
        }
        at
    }

    /// Whether a word of what happened to people follows at `at`: "displaced", "killed".
    pub(super) fn state_follows(&self, at: usize) -> bool {
        let size = matches!(
            self.word(at),
            "old" | "long" | "deep" | "wide" | "high" | "away" | "tall" | "open"
        );
        !size && AFTER.longest(self, at).is_some_and(|(kind, _)| kind.starts_with("state"))
    }

    /// Parses a period: "for four days", "in the past week"; returns the index of the next token.
    fn period(&self, at: usize) -> Option<usize> {
        if !matches!(self.word(at), "for" | "over" | "during" | "in" | "within" | "every") {
            return None;
        }
        let the = at + 1 + usize::from(self.word(at + 1) == "the");
        let past = the
            + usize::from(matches!(
                self.word(the),
                "past" | "last" | "previous" | "next" | "first"
            ));
        if past > at + 1 && self.time_unit(past) {
            return self.noun(past).map(|(_, end)| end);
        }
        let amount = self.with_unit(self.bare_amount(past).ok()??).ok()??;
        amount.unit.is_some_and(|unit| unit.is_time()).then_some(amount.end)
    }

    /// Parses contents or purpose: "of food", "carrying medical supplies and flour", "for
    /// civilians"; returns the index of the next token.
    fn contents(&self, at: usize) -> Option<usize> {
        let lead = self.contents_lead(at)? - at;
        let of = self.word(at) == "of";
        let thing = |at: usize| {
            let known = self.noun(self.past_adjectives(at)).filter(|_| !of).map(|(_, end)| end);
            self.mass(at).or(known)
        };
        let mut end = thing(at + lead)?;
        for _ in 0..8 {
            let comma = usize::from(self.mark(end) == Some(','));
            let and = usize::from(matches!(self.word(end + comma), "and" | "or"));
            match thing(end + comma + and).filter(|_| comma + and > 0) {
                Some(next) => end = next,
                None => break,
            }
        }
        Some(end)
    }

    /// Parses contents that have a number of their own, or that are for a number of people: the 40 trucks of "two
    /// convoys with 40 trucks", the 27,500 people of "food for 27,500 people". Returns the index of the next token.
    fn counted_contents(&self, at: usize, additions: &mut Additions) -> Option<usize> {
        let things = self.contents(at).filter(|end| self.word(*end) == "for");
        let lead = things.or_else(|| self.contents_lead(at))?;
        let from = lead + usize::from(things.is_some());
        // "for" names the people for whom they are; "of" and "with" name what they contain.
        let part = self.expression(from).ok()??;
        let unit = part.unit.as_ref().filter(|unit| unit.is_known() && !unit.is_time())?;
        let is_each = matches!(self.word(part.end), "each" | "apiece");
        let is_counted = matches!(unit.class, UnitClass::Count | UnitClass::Measure) && !is_each;
        if !is_counted || additions.unit.as_ref().is_none_or(|own| own.name == unit.name) {
            return None;
        }
        let end = part.end;
        additions.understood.push(self.understood_as(at..end, "a separate figure"));
        additions.besides.push(part.into());
        Some(end)
    }

    /// Index of the token after the words that lead to contents: "of", "carrying", "loaded with".
    fn contents_lead(&self, at: usize) -> Option<usize> {
        match self.word(at) {
            "of" | "for" | "with" => Some(at + 1),
            word if is_one_of(CARRYING, word) => Some(at + 1),
            "loaded" | "filled" | "laden" if self.word(at + 1) == "with" => Some(at + 2),
            _ => None,
        }
    }

    /// Parses contents that are in no list, after a container or a measure: "10,000 doses of cholera
    /// vaccine". Returns the index of the next token.
    fn unlisted_contents(&self, at: usize, unit: Option<&Unit>) -> Option<usize> {
        // "€2.5 million in aid"
        if self.word(at) == "in" && unit.is_some_and(|unit| unit.class == UnitClass::Money) {
            return self.mass(at + 1);
        }
        let holds = unit.is_some_and(|unit| {
            unit.class == UnitClass::Measure || is_one_of(CONTAINERS, &unit.name)
        });
        let is_word = |at: usize| {
            let word = self.word(at);
            word.len() > 2
                && word.bytes().all(|c| c.is_ascii_lowercase())
                && !self.number_begins(at)
        };
        let words = (at + 1..at + 4).take_while(|at| is_word(*at)).count();
        let end = at + 1 + words;
        let is_last = end == self.tokens.len() || self.mark(end).is_some();
        (holds && self.word(at) == "of" && words > 0 && is_last).then_some(end)
    }

    /// Parses an age after the people who are counted: "aged 10", "under five", "over 60 years of age". Returns the
    /// index of the next token.
    fn age(&self, at: usize) -> Option<usize> {
        let between = match self.word(at) {
            "aged" | "ages" => {
                usize::from(matches!(self.word(at + 1), "under" | "over" | "between" | "from"))
            }
            "between" if self.word(at + 1) == "the" && self.word(at + 2) == "ages" => 3,
            "under" | "over" | "below" | "above" if self.begins_age(at) => 0,
            _ => return None,
        };
        let first = self.numeral(at + 1 + between).ok()??;
        let joined = matches!(self.word(first.end), "and" | "to" | "or") || self.hyphen(first.end);
        let second = joined.then(|| self.numeral(first.end + 1).ok()?).flatten();
        let end = second.map_or(first.end, |second| second.end);
        let years = end + usize::from(matches!(self.word(end), "year" | "years"));
        let old = match (self.word(years), self.word(years + 1)) {
            ("old", _) if years > end => 1,
            ("of", "age") if years > end => 2,
            _ => 0,
        };
        Some(years + old)
    }

    /// Parses a whole: "of the population"; returns the index of the next token.
    fn whole(&self, at: usize) -> Option<usize> {
        let of = usize::from(self.word(at) == "of");
        let determiner = usize::from(self.determiner(at + of));
        if of + determiner == 0 {
            return None;
        }
        let from = at + of + determiner;
        let noun = self.past_adjectives(from);
        let known = is_one_of(WHOLES, self.word(noun)).then_some(noun + 1);
        let words = || of == 1 && (from..self.tokens.len()).all(|at| !self.word(at).is_empty());
        known
            .or_else(|| self.noun(noun).map(|(_, end)| end))
            .or_else(|| self.mass(noun))
            .or_else(|| self.place_name(from))
            .or_else(|| (from < self.tokens.len() && words()).then_some(self.tokens.len()))
    }

    /// Parses a place: "in eastern Aleppo"; returns the index of the next token.
    fn place(&self, at: usize) -> Option<usize> {
        is_one_of(WHERE, self.word(at)).then(|| self.place_name(at + 1)).flatten()
    }

    fn place_name(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while end - at < 4 && is_one_of(PLACE_WORDS, self.word(end)) {
            end += 1 + usize::from(self.hyphen(end + 1));
        }
        let name = end;
        while self.capital(end) && end - name < 4 {
            end += 1 + usize::from(self.hyphen(end + 1));
        }
        let common = matches!(
            self.word(name.saturating_sub(1)),
            "city" | "town" | "area" | "camp" | "countryside" | "district"
        );
        (end > name || common && name > at).then_some(end)
    }
}
