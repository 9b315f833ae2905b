//! Parses vague words; each has a floor, the least number that it can mean.
//!
//! | words | floor |
//! |---|---|
//! | tens | 20 |
//! | dozens, a few dozen | 24 |
//! | scores | 40 |
//! | hundreds, several hundred | 200 |
//! | thousands | 2,000 |
//! | tens of thousands | 20,000 |
//! | hundreds of thousands | 200,000 |
//! | millions, tens of millions … | 2 million, 20 million … |
//! | few, several, some, many, a handful, a number of, waves … | none |
//!
//! A plural is at least two of its kind; nothing more is assumed. "A couple" is about two. Knows
//! these words; must not know bounds.

use std::sync::LazyLock;

use super::expression::{Core, CoreKind};
use super::fault::{Fault, RuleResult};
use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;
use crate::language::words;
use crate::language::words::english::vague as table;

/// The bounds of a vague word such as "dozens" or "few".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Vague {
    /// At least this number: "dozens" is at least 24.
    Floor(u64),
    /// No number at all: "few".
    Unsaid,
    /// About this number: "a couple" is about two.
    Near(Ratio),
    /// Exactly this number, though the words are not a number: "a pair of".
    Plain(u64),
}

/// Vague words, each with the least number that it means.
static WORDS: LazyLock<PhraseTable<Vague>> = LazyLock::new(|| {
    let floors = table::FLOORS.iter().map(|&(least, words)| (Vague::Floor(least), words));
    let plain = table::PLAIN.iter().map(|&(count, words)| (Vague::Plain(count), words));
    let others = [(Vague::Unsaid, table::UNSAID), (Vague::Near(Ratio::whole(2)), table::COUPLE)];
    PhraseTable::new(&floors.chain(plain).chain(others).collect::<Vec<_>>())
});

/// Words that make a scale vague: "several hundred", "a few dozen". The number multiplies the
/// scale; 0 marks "a couple", since "a couple of hundred" is about 200, while the others are floors.
static QUANTIFIERS: LazyLock<PhraseTable<u64>> =
    LazyLock::new(|| PhraseTable::new(&[(2, table::SEVERAL), (0, table::COUPLE_OF)]));

/// The first words of all vague words.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    WORDS.first_words().chain(QUANTIFIERS.first_words())
}

impl Phrase<'_> {
    /// Parses the vague word at `at`; returns it with the index of the next token.
    pub(super) fn vague(&self, at: usize) -> Option<(Vague, usize)> {
        if let Some(scaled) = self.vague_scale(at) {
            return Some(scaled);
        }
        let (vague, end) = WORDS.longest(self, at)?;
        (!self.running || self.surely_vague(at, end)).then_some((vague, end))
    }

    /// Parses a vague scale: "several hundred thousand", "a couple of dozen".
    fn vague_scale(&self, at: usize) -> Option<(Vague, usize)> {
        let (times, first) = QUANTIFIERS.longest(self, at)?;
        let mut end = first;
        let mut scales = Ratio::ONE;
        while let Some(scale) = words::scale(self.word(end)).filter(|&scale| scale != 20) {
            scales = scales.times(Ratio::whole(scale))?;
            end += 1;
        }
        let whole = u64::try_from(scales.number().whole()?).ok()?;
        let near = || scales.times(Ratio::whole(2)).map(Vague::Near);
        let vague = if times == 0 { near()? } else { Vague::Floor(times * whole) };
        (end > first).then_some((vague, end))
    }

    /// Whether a word in running text is certainly a vague number: "several trucks" is, "some said" is not.
    fn surely_vague(&self, at: usize, end: usize) -> bool {
        let last = self.word(end - 1);
        let first = self.word(at);
        match first {
            "some" | "various" => false,
            "scores" => last == "of" || self.word(end) == "of",
            "waves" => last == "of",
            "a" if matches!(last, "couple" | "pair") => false,
            "tens" => end > at + 1 && (last != "of" || self.noun_follows(end)),
            "many"
                if matches!(self.word_before(at), "as" | "how" | "so" | "too" | "that" | "not") =>
            {
                false
            }
            _ if is_one_of(table::NEED_A_NOUN, last) => {
                self.word(end) == "of" || self.noun_follows(end)
            }
            "a" if last == "of" && self.word(at + 1) == "score" => self.noun_follows(end),
            "a" | "an" if matches!(last, "single" | "lone") => self.noun_follows(end),
            "handful" | "number" => self.word_before(at) != "the",
            _ => true,
        }
    }

    /// Parses the core of an expression that is a vague word, with its unit.
    pub(super) fn vague_core(&self, at: usize) -> RuleResult<Core> {
        let Some((vague, mut end)) = self.vague(at) else { return Ok(None) };
        let (kind, meaning) = match vague {
            Vague::Floor(floor) => {
                (CoreKind::Floor(Some(Ratio::whole(floor))), format!("vague: at least {floor}"))
            }
            Vague::Unsaid => (CoreKind::Floor(None), "vague: no figure".to_owned()),
            Vague::Near(near) => (CoreKind::Near(near), format!("about {}", near.number())),
            Vague::Plain(count) => (CoreKind::Number(Ratio::whole(count)), count.to_string()),
        };
        let mut understood = vec![self.understood_as(at..end, meaning)];
        end = self.second_vague(end, vague, &mut understood);
        let mut unit = None;
        if let Some((found, after)) = self.unit(end) {
            understood.extend(self.unit_understood(end, after, &found.name));
            (unit, end) = (Some(found), after);
        }
        let times = unit.as_ref().map_or(Ratio::ONE, |unit| unit.times);
        let kind = kind.times(times).map_err(|why| Fault::new(at..end, why))?;
        Ok(Some(Core { kind, unit, understood, other: None, whole: None, end }))
    }

    /// Parses a second vague word: in "dozens, perhaps hundreds" the lower one is the floor.
    fn second_vague(&self, at: usize, first: Vague, understood: &mut Vec<UnderstoodSpan>) -> usize {
        let comma = usize::from(self.mark(at) == Some(','));
        let leads =
            ["perhaps", "possibly", "maybe", "if not", "or even", "or", "to", "and possibly"];
        for lead in leads {
            let from = at + comma;
            let stands = lead.split(' ').enumerate().all(|(n, word)| self.is(from + n, word));
            let next = from + lead.split(' ').count();
            let Some((Vague::Floor(second), end)) = self.vague(next).filter(|_| stands) else {
                continue;
            };
            if matches!(first, Vague::Floor(floor) if second > floor && second <= 100 * floor) {
                understood.push(self.understood_as(at..end, "vague: or more"));
                return end;
            }
        }
        at
    }
}
