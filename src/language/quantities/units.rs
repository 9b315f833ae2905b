//! Parses units: nouns, their canonical plurals, and the words between a number and its noun.
//!
//! A listed noun becomes its canonical plural. An unlisted noun is kept as written if it follows
//! the number and is clearly a plural. Knows nouns and adjectives; must not know numbers.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::bounds::ADDITION;
use super::options::Options;
use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::UnitClass;
use crate::language::words::english::not_figures::{ADJECTIVE_ENDINGS, NO_PLURALS, WEAPONS};
use crate::language::words::english::units::{ADJECTIVES, COUNTED, CURRENCIES, MEASURES, TIMES};
use crate::language::words::{self, TimeUnit};

/// A noun of the lists in `nouns`, as a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    /// The canonical plural, as stored in the database: `people`, `tonnes`, `USD`.
    pub(super) name: &'static str,
    /// The sort of the unit: a count, time, money.
    pub(super) class: UnitClass,
    /// How many units one of it is: a decade is 10 years.
    pub(super) times: u64,
}

impl Noun {
    /// The noun of a unit of time; `None` for weekends and quarters, which are not units of length.
    fn of_time(unit: TimeUnit) -> Option<Self> {
        let (name, class, times) = match unit {
            TimeUnit::Second => ("seconds", UnitClass::Seconds(1), 1),
            TimeUnit::Minute => ("minutes", UnitClass::Seconds(60), 1),
            TimeUnit::Hour => ("hours", UnitClass::Seconds(3_600), 1),
            TimeUnit::Day => ("days", UnitClass::Seconds(86_400), 1),
            TimeUnit::Week => ("weeks", UnitClass::Seconds(604_800), 1),
            TimeUnit::Fortnight => ("weeks", UnitClass::Seconds(604_800), 2),
            TimeUnit::Month => ("months", UnitClass::Months(1), 1),
            TimeUnit::Year => ("years", UnitClass::Months(12), 1),
            TimeUnit::Decade => ("years", UnitClass::Months(12), 10),
            TimeUnit::Weekend | TimeUnit::Quarter => return None,
        };
        Some(Self { name, class, times })
    }
}

/// The unit of a quantity, such as `people` or `hours`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// The canonical plural; or the words as written, for an unlisted noun.
    pub(super) name: Cow<'static, str>,
    /// The sort of the unit: a count, time, money.
    pub(super) class: UnitClass,
    /// How many units one of the words means: a decade is 10 years.
    pub(super) times: Ratio,
}

impl Unit {
    /// Percent, the unit of every share.
    pub(super) fn percent() -> Self {
        Self { name: "percent".into(), class: UnitClass::Percent, times: Ratio::ONE }
    }

    /// Whether the unit is a listed noun, not one kept as written.
    pub(super) fn is_known(&self) -> bool {
        matches!(self.name, Cow::Borrowed(_))
    }

    /// Whether the unit is a unit of time.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.class, UnitClass::Seconds(_) | UnitClass::Months(_))
    }

    /// Whether "a" or "an" before the unit means one: "a week", "a gallon".
    pub(super) fn takes_article(&self) -> bool {
        self.is_time() || self.class == UnitClass::Measure
    }
}

impl From<Noun> for Unit {
    fn from(noun: Noun) -> Self {
        Self { name: noun.name.into(), class: noun.class, times: Ratio::whole(noun.times) }
    }
}

static NOUNS: LazyLock<PhraseTable<Noun>> = LazyLock::new(|| {
    let plain = |class, rows: &[(&'static str, &'static str)]| -> Vec<(Noun, &'static str)> {
        rows.iter().map(|&(name, words)| (Noun { name, class, times: 1 }, words)).collect()
    };
    let mut rows = plain(UnitClass::Count, COUNTED);
    rows.extend(plain(UnitClass::Measure, MEASURES));
    rows.extend(plain(UnitClass::Money, CURRENCIES));
    rows.extend(plain(
        UnitClass::Percent,
        &[("percent", "percent|per cent|percentage|pct|pc|%|٪|％")],
    ));
    let times =
        TIMES.iter().map(|&(name, class, times, words)| (Noun { name, class, times }, words));
    rows.extend(times);
    PhraseTable::new(&rows)
});

/// The usual spelling of a unit: `people` for "persons"; `None` for a unit that is not listed.
#[must_use]
pub fn usual_unit(words: &str) -> Option<&'static str> {
    let phrase = Phrase::new(words, Options::default(), false);
    phrase.noun(0).filter(|(_, end)| *end == phrase.tokens.len()).map(|(noun, _)| noun.name)
}

static KNOWN_ADJECTIVES: LazyLock<PhraseTable<()>> =
    LazyLock::new(|| PhraseTable::new(&[((), ADJECTIVES)]));

impl Phrase<'_> {
    /// Parses a listed noun at `at`; returns it with the index of the next token.
    pub(super) fn noun(&self, at: usize) -> Option<(Noun, usize)> {
        let (noun, end) = NOUNS
            .longest(self, at)
            .or_else(|| Some((Noun::of_time(words::time_unit(self.word(at))?.0)?, at + 1)))?;
        // A single capital letter is not a unit, except `L` for litres.
        if end == at + 1 && self.capital(at) && self.word(at).len() == 1 && self.word(at) != "l" {
            return None;
        }
        // A letter before a character that could not be decoded is the beginning of a word.
        if end == at + 1 && self.mark(end) == Some('\u{FFFD}') && self.glued(end) {
            return None;
        }
        // In "2 in" the unit is inches only if nothing follows that "in" could lead to.
        let long =
            ["thick", "long", "wide", "deep", "high", "tall", "across"].contains(&self.word(end));
        let preposition = self.word(at) == "in"
            && !long
            && (!self.word(end).is_empty() || self.number_begins(end));
        (!preposition).then_some((noun, end))
    }

    /// Parses the unit after a number, with adjectives before it; returns it with the index of the
    /// next token.
    pub(super) fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let of = if self.word(at) == "of" { 1 + usize::from(self.determiner(at + 1)) } else { 0 };
        let hyphen = usize::from(self.hyphen(at));
        let start = at + of + hyphen;
        let mut at = start;
        for _ in 0..5 {
            if self.half_a_word(at, start) {
                return self.is_plural(at).then(|| (self.as_written(at), at + 1));
            }
            if let Some((noun, end)) = self.noun(at) {
                // The "10-truck convoy" has ten trucks; the convoy is one.
                if hyphen == 1
                    && at == start
                    && noun.class == UnitClass::Count
                    && self.singular(noun, at, end)
                {
                    let whole = self.past_adjectives(end);
                    let whole = self.noun(whole).map_or(end, |(_, after)| after);
                    return Some((noun.into(), whole));
                }
                let leads_on = noun.class == UnitClass::Count
                    && self.singular(noun, at, end)
                    && self.names_things(end);
                if !leads_on {
                    return Some((noun.into(), end));
                }
                at = end;
            } else if self.is_plural(at) {
                return Some((self.as_written(at), at + 1));
            } else if let Some(end) = self.adjective(at) {
                at = end;
            } else {
                // An unlisted word with a hyphen: "counter-attacks".
                let joined = self.hyphen(at + 1) && !self.word(at).is_empty();
                return (joined && self.is_plural(at + 2))
                    .then(|| (self.as_written(at + 2), at + 3));
            }
            at += usize::from(self.hyphen(at));
        }
        None
    }

    /// The words of a unit with their meaning; "40 more trucks" is also marked as an addition.
    pub(super) fn unit_understood(&self, at: usize, end: usize, name: &str) -> Vec<UnderstoodSpan> {
        let more = is_one_of("more further additional extra other", self.word(at)) && end > at + 1;
        let from = at + usize::from(more);
        let addition = more.then(|| self.understood_as(at..from, ADDITION));
        addition
            .into_iter()
            .chain([self.understood_as(from..end, format!("unit {name}"))])
            .collect()
    }

    /// Whether a noun follows at `at`, perhaps after adjectives.
    pub(super) fn noun_follows(&self, at: usize) -> bool {
        self.unit(at).is_some()
    }

    /// Whether a unit of time is at `at`.
    pub(super) fn time_unit(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|(noun, _)| {
            matches!(noun.class, UnitClass::Seconds(_) | UnitClass::Months(_))
        })
    }

    fn names_things(&self, at: usize) -> bool {
        self.is_plural(at) || self.noun(at).is_some_and(|(noun, _)| noun.class == UnitClass::Count)
    }

    /// Whether a noun is singular, so that it may only describe the next one: "truck drivers".
    fn singular(&self, noun: Noun, at: usize, end: usize) -> bool {
        let last = self.word(end - 1);
        end == at + 1 && last != noun.name && !last.ends_with('s')
    }

    /// Whether the word at `at` is the second part of an unknown hyphenated word: "non-combatants"
    /// are not combatants.
    fn half_a_word(&self, at: usize, start: usize) -> bool {
        let joined = at >= start + 2 && self.hyphen(at - 1);
        joined && KNOWN_ADJECTIVES.longest(self, at - 2).is_none() && self.noun(at - 2).is_none()
    }

    /// The unit of an unlisted plural, with what hyphens join to it.
    fn as_written(&self, at: usize) -> Unit {
        let mut from = at;
        while at - from < 6 && from >= 2 && self.hyphen(from - 1) && !self.word(from - 2).is_empty()
        {
            from -= 2;
        }
        let written = self.words(from..at + 1);
        let name = if self.capital(from) { written.to_owned() } else { written.to_lowercase() };
        Unit { name: name.into(), class: UnitClass::Count, times: Ratio::ONE }
    }

    /// Whether an unlisted word is clearly a plural.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let ending =
            word.ends_with('s') && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
        let letters = word.chars().all(|c| c.is_alphabetic() || c == '-');
        let possessive = matches!(self.mark(at + 1), Some('\'' | '’')) && self.glued(at + 1);
        ending && letters && word.len() >= 4 && !is_one_of(NO_PLURALS, word) && !possessive
    }

    /// Parses an adjective at `at`: listed, a name, or with an adjective's ending. Returns the
    /// index of the next token.
    pub(super) fn adjective(&self, at: usize) -> Option<usize> {
        if let Some(((), end)) = KNOWN_ADJECTIVES.longest(self, at) {
            return Some(end);
        }
        if let Some(end) = self.calibre(at) {
            return Some(end);
        }
        let word = self.word(at);
        let ending = word.len() > 5 && ADJECTIVE_ENDINGS.split(' ').any(|end| word.ends_with(end));
        let joined = self.glued(at) && !(at > 0 && self.hyphen(at - 1));
        let name = self.capital(at) && !joined && word.len() > 1;
        (ending || name).then_some(at + 1)
    }

    /// Parses a calibre before its weapon, which counts nothing: "122mm rockets", "a 155-mm shell".
    /// Returns the index of the weapon.
    pub(super) fn calibre(&self, at: usize) -> Option<usize> {
        self.figure(at)?;
        let unit = at + 1 + usize::from(self.hyphen(at + 1));
        let end = unit + 1 + usize::from(self.hyphen(unit + 1));
        let measured =
            matches!(self.word(unit), "mm" | "cm" | "millimetre" | "millimeter" | "inch");
        // "A 500-pound bomb" and "2,000-lb bombs" name the bomb by its weight.
        let weight = is_one_of("pound pounds lb lbs kg kilo kilogram ton tonne", self.word(unit));
        let weapon = self.past_listed_adjectives(end);
        let bomb = matches!(self.word(weapon), "bomb" | "bombs" | "warhead" | "warheads");
        (measured && is_one_of(WEAPONS, self.word(weapon)) || weight && bomb).then_some(end)
    }

    /// Index of the token after up to two listed adjectives, such as "mortar" and "artillery".
    fn past_listed_adjectives(&self, at: usize) -> usize {
        let next = |at| KNOWN_ADJECTIVES.longest(self, at).map_or(at, |((), end)| end);
        if is_one_of(WEAPONS, self.word(at)) { at } else { next(next(at)) }
    }

    /// Index of the token after up to three adjectives at `at`.
    pub(super) fn past_adjectives(&self, at: usize) -> usize {
        let mut at = at;
        for _ in 0..3 {
            match self.adjective(at) {
                Some(end) => at = end,
                None => break,
            }
        }
        at
    }

    /// Whether the word at `at` is a determiner: "the", "these", "its".
    pub(super) fn determiner(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "the" | "these" | "those" | "its" | "their" | "his" | "her" | "our" | "all" | "this"
        )
    }

    /// Parses a currency before a number: "$", "US$", "USD", "£".
    pub(super) fn currency_before(&self, at: usize) -> Option<(Unit, usize)> {
        let (noun, end) = self.noun(at).filter(|(noun, _)| noun.class == UnitClass::Money)?;
        // "A$12" are Australian dollars, "a $12 million grant" is not.
        let letter = self.word(at).len() == 1 && end == at + 2;
        if letter && !(self.capital(at) && self.glued(at + 1)) {
            return None;
        }
        let sign = self.mark(end - 1).is_some();
        let code = end == at + 1 && self.words(at..end).chars().all(|c| c.is_ascii_uppercase());
        (sign || code).then(|| (noun.into(), end))
    }

    /// Whether there is a currency before the number at `at`: "$5", "USD 5".
    pub(super) fn follows_currency(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.noun(before));
        before.is_some_and(|(noun, end)| noun.class == UnitClass::Money && end == at)
    }
}
