//! What is counted or measured: nouns, their canonical plurals, and the words between a number
//! and its noun.
//!
//! A noun of the list becomes its canonical plural. A noun that is not on the list is kept as
//! written when it is plainly a plural that follows the number. Knows nouns and adjectives; must not know numbers.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::bounds::ADDITION;
use super::nouns::{ADJECTIVES, COUNTED, CURRENCIES, MEASURES, TIMES};
use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::unit_class::UnitClass;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::{self, TimeUnit};

/// A noun of the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    /// The canonical plural that the database keeps: `people`, `tonnes`, `USD`.
    pub(super) name: &'static str,
    /// What sort of unit the noun is.
    pub(super) class: UnitClass,
    /// How many units one of it is: a fortnight is two weeks.
    pub(super) times: u64,
}

impl Noun {
    /// The unit of time that something may last; nothing lasts a number of weekends or quarters.
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

/// The unit of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    /// The canonical plural, or the words as written where they are on no list.
    pub(super) name: Cow<'static, str>,
    /// What sort of unit the words name.
    pub(super) class: UnitClass,
    /// How many units one of the words is: a decade is 10 years.
    pub(super) times: Ratio,
}

impl Unit {
    /// Parts of a hundred, the unit of every share.
    pub(super) fn percent() -> Self {
        Self { name: "percent".into(), class: UnitClass::Percent, times: Ratio::ONE }
    }

    /// Metres, for an "m" apart from its figure.
    pub(super) fn metres() -> Self {
        Self { name: "metres".into(), class: UnitClass::Measure, times: Ratio::ONE }
    }

    /// Whether the unit is on the list, and not a plural kept as written.
    pub(super) fn is_known(&self) -> bool {
        matches!(self.name, Cow::Borrowed(_))
    }

    /// Whether the unit is a span of time.
    pub(super) fn is_time(&self) -> bool {
        matches!(self.class, UnitClass::Seconds(_) | UnitClass::Months(_))
    }

    /// Whether one of the unit may be meant by "a" or "an": "a week", "a gallon".
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

static KNOWN_ADJECTIVES: LazyLock<PhraseTable<()>> =
    LazyLock::new(|| PhraseTable::new(&[((), ADJECTIVES)]));

/// Endings of adjectives; what they say about a thing does not change how many there are.
const ADJECTIVE_ENDINGS: &str = "\
    al ian ary ive ese ish ous ic";

/// Words that end in "s" and are no plurals.
const NO_PLURALS: &str = "\
    others is was has does says as this us its his hers ours theirs yes plus less thus always \
    across towards besides perhaps versus minus news unless whereas since sometimes \
    afterwards upwards downwards backwards forwards regardless nevertheless nonetheless alas \
    meanwhiles whose series politics christmas remains needs lives leaves means seems \
    appears comes goes takes makes gets gives shows begins starts amounts equals hours'";

impl Phrase<'_> {
    /// The noun of the list that stands at `at`.
    pub(super) fn noun(&self, at: usize) -> Option<(Noun, usize)> {
        let (noun, end) = NOUNS
            .longest(self, at)
            .or_else(|| Some((Noun::of_time(words::time_unit(self.word(at))?.0)?, at + 1)))?;
        // One capital letter is no measure, but for litres.
        if end == at + 1 && self.capital(at) && self.word(at).len() == 1 && self.word(at) != "l" {
            return None;
        }
        // "2 in" is two inches only where nothing follows that it could lead to.
        let long =
            ["thick", "long", "wide", "deep", "high", "tall", "across"].contains(&self.word(end));
        let preposition = self.word(at) == "in"
            && !long
            && (!self.word(end).is_empty() || self.number_begins(end));
        (!preposition).then_some((noun, end))
    }

    /// The unit after a number that ends before `at`, with the words that lead to it.
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
                // "counter-attacks": a word of several that is on no list.
                let joined = self.hyphen(at + 1) && !self.word(at).is_empty();
                return (joined && self.is_plural(at + 2))
                    .then(|| (self.as_written(at + 2), at + 3));
            }
            at += usize::from(self.hyphen(at));
        }
        None
    }

    /// What the words of a unit are understood as; "40 more trucks" also says that they come on top.
    pub(super) fn unit_understood(&self, at: usize, end: usize, name: &str) -> Vec<UnderstoodSpan> {
        let more = is_one_of("more further additional extra other", self.word(at)) && end > at + 1;
        let from = at + usize::from(more);
        let addition = more.then(|| self.understood_as(at..from, ADDITION));
        addition
            .into_iter()
            .chain([self.understood_as(from..end, format!("unit {name}"))])
            .collect()
    }

    /// Whether a noun follows, with or without adjectives.
    pub(super) fn noun_follows(&self, at: usize) -> bool {
        self.unit(at).is_some()
    }

    /// Whether a unit of time stands at `at`.
    pub(super) fn time_unit(&self, at: usize) -> bool {
        self.noun(at).is_some_and(|(noun, _)| {
            matches!(noun.class, UnitClass::Seconds(_) | UnitClass::Months(_))
        })
    }

    fn names_things(&self, at: usize) -> bool {
        self.is_plural(at) || self.noun(at).is_some_and(|(noun, _)| noun.class == UnitClass::Count)
    }

    /// A noun in its singular before another one only describes it: "truck drivers".
    fn singular(&self, noun: Noun, at: usize, end: usize) -> bool {
        let last = self.word(end - 1);
        end == at + 1 && last != noun.name && !last.ends_with('s')
    }

    /// Whether `at` stands behind a hyphen and what is before it is no known word: "non-combatants"
    /// are no combatants, and "Stand-downs" are no downs.
    fn half_a_word(&self, at: usize, start: usize) -> bool {
        let joined = at >= start + 2 && self.hyphen(at - 1);
        joined && KNOWN_ADJECTIVES.longest(self, at - 2).is_none() && self.noun(at - 2).is_none()
    }

    /// A plural that is not on the list, with what hyphens join to it.
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

    /// Whether an unknown word is plainly a plural.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        let ending =
            word.ends_with('s') && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
        let letters = word.chars().all(|c| c.is_alphabetic() || c == '-');
        let possessive = matches!(self.mark(at + 1), Some('\'' | '’')) && self.glued(at + 1);
        ending && letters && word.len() >= 4 && !is_one_of(NO_PLURALS, word) && !possessive
    }

    /// The token after an adjective at `at`: one of the list, a name, or a word with the ending of one.
    pub(super) fn adjective(&self, at: usize) -> Option<usize> {
        if let Some(((), end)) = KNOWN_ADJECTIVES.longest(self, at) {
            return Some(end);
        }
        let word = self.word(at);
        let ending = word.len() > 5 && ADJECTIVE_ENDINGS.split(' ').any(|end| word.ends_with(end));
        let joined = self.glued(at) && !(at > 0 && self.hyphen(at - 1));
        let name = self.capital(at) && !joined && word.len() > 1;
        (ending || name).then_some(at + 1)
    }

    /// The token after all adjectives at `at`.
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

    /// "the", "these", "its" …
    pub(super) fn determiner(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "the" | "these" | "those" | "its" | "their" | "his" | "her" | "our" | "all" | "this"
        )
    }

    /// A currency before a number: "$", "US$", "USD", "£".
    pub(super) fn currency_before(&self, at: usize) -> Option<(Unit, usize)> {
        let (noun, end) = self.noun(at).filter(|(noun, _)| noun.class == UnitClass::Money)?;
        let sign = self.mark(end - 1).is_some();
        let code = end == at + 1 && self.words(at..end).chars().all(|c| c.is_ascii_uppercase());
        (sign || code).then(|| (noun.into(), end))
    }
}
