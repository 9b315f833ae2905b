//! Parses known zeros: "no aid", "none", "not a single truck", "nobody". Also parses "almost none"
//! and "hardly any aid", which have no figure.
//!
//! Knows the words for none; must not know numbers.

use std::sync::LazyLock;

use super::expression::{Core, CoreKind};
use super::fault::Fault;
use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::words::UnitClass;
use crate::language::words::english::negation as table;
use crate::language::words::english::negation::{AID, COMING, KNOWLEDGE, MASS};

/// Words for none; `true` marks those that need a noun after them.
static NONE: LazyLock<PhraseTable<bool>> =
    LazyLock::new(|| PhraseTable::new(&[(true, table::NONE_OF), (false, table::NONE)]));

/// Words before a word for none that leave the figure unknown: "almost none".
static SCARCE: LazyLock<PhraseTable<()>> =
    LazyLock::new(|| PhraseTable::new(&[((), table::SCARCE)]));

/// Phrases for nearly none, with or without a noun after them.
static SCARCELY: LazyLock<PhraseTable<()>> =
    LazyLock::new(|| PhraseTable::new(&[((), table::SCARCELY)]));

/// The first words of all words for none.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    NONE.first_words().chain(SCARCE.first_words()).chain(SCARCELY.first_words())
}

impl Phrase<'_> {
    /// Parses the words for none at `at`. Returns whether a noun must follow, whether they mean
    /// nearly none, and the indexes of their first token (after "almost") and of the token after
    /// them.
    fn none(&self, at: usize) -> Option<(bool, bool, usize, usize)> {
        if let Some(((), end)) = SCARCELY.longest(self, at) {
            return Some((true, true, at, end));
        }
        let scarce = SCARCE.longest(self, at).map(|((), end)| end);
        let from = scarce.unwrap_or(at);
        let (before_noun, end) = NONE.longest(self, from)?;
        Some((before_noun, scarce.is_some(), from, end))
    }

    /// The fault for words for none in running text that only exclude further people or things: "no more survivors" may
    /// follow a hundred survivors. `None` if they exclude all.
    pub(super) fn none_beside_others(&self, at: usize) -> Option<Fault> {
        let (before_noun, _, _, end) = self.none(at)?;
        let further = matches!(self.word(end), "more" | "further" | "additional" | "other" | "new");
        let than = self.word(end + 1) == "than";
        (self.running && before_noun && further && !than).then(|| {
            Fault::new(at..end + 1, "says that there were no others, not that there were none")
        })
    }

    /// Whether words for none that end before `end`, in running text, are about something that could have happened to
    /// people: "no one was killed" is, "no one has claimed it" is not.
    fn is_about_people(&self, end: usize) -> bool {
        let verb = self.word(end);
        let next = end + usize::from(matches!(verb, "has" | "have" | "had"));
        matches!(
            self.word(next),
            "been" | "died" | "survived" | "left" | "entered" | "returned" | "fled"
        ) || matches!(verb, "was" | "were" | "is" | "are" | "in" | "among" | "remains" | "remained")
    }

    /// Whether "no" with a mass noun, in running text, is a known zero: for aid always, for other goods only if they
    /// did not arrive. "There is no water" is not about deliveries.
    fn is_zero_of_goods(&self, at: usize, end: usize) -> bool {
        (at..end).any(|at| is_one_of(AID, self.word(at)))
            || (end..end + 4).any(|at| is_one_of(COMING, self.word(at)))
    }

    /// Parses a known zero at `at`, or a phrase for nearly none.
    pub(super) fn negation(&self, at: usize) -> Option<Core> {
        let start = at;
        let (before_noun, scarce, at, end) = self.none(at)?;
        let meaning = if scarce { "almost none: no figure" } else { "none: 0" };
        let mut understood = vec![self.understood_as(start..end, meaning)];
        let kind = if scarce { CoreKind::Floor(None) } else { CoreKind::Number(Ratio::ZERO) };
        let zero = |unit, understood, end| {
            Some(Core { kind, unit, understood, other: None, whole: None, end })
        };
        let people = matches!(self.word(end - 1), "nobody")
            || matches!(self.word(end - 1), "one") && self.word(at) == "no";
        if people && self.running && !self.is_about_people(end) {
            return None;
        }
        if people {
            let unit = Unit { name: "people".into(), class: UnitClass::Count, times: Ratio::ONE };
            return zero(Some(unit), understood, end);
        }
        if !before_noun && let Some(part) = self.counted_whole(end, &mut understood) {
            let (whole, unit, end) = part;
            let zero = zero(Some(unit), understood, end);
            return zero.map(|core| Core { whole: Some(whole), ..core });
        }
        if !before_noun {
            let found = self.unit(end).filter(|_| self.word(end) == "of" || self.word(at) == "not");
            let after = found.as_ref().map_or(end, |(_, after)| *after);
            return zero(found.map(|(unit, _)| unit), understood, after);
        }
        let counted = self.unit(end).filter(|(unit, _)| !is_one_of(KNOWLEDGE, &unit.name));
        if let Some((unit, after)) = counted {
            understood.extend(self.unit_understood(end, after, &unit.name));
            return zero(Some(unit), understood, after);
        }
        if let Some(mass) =
            self.mass(end).filter(|mass| !self.running || self.is_zero_of_goods(end, *mass))
        {
            understood.push(self.understood_as(end..mass, "what there is none of"));
            return zero(None, understood, mass);
        }
        let alone = matches!(self.word(at), "no" | "zero" | "hardly" | "barely" | "scarcely")
            && end <= at + 2
            && (!self.running && end == self.tokens.len());
        if alone { zero(None, understood, end) } else { None }
    }

    /// Index of the token after a mass noun, with the adjectives before it; `None` without one.
    pub(super) fn mass(&self, at: usize) -> Option<usize> {
        let mut end = None;
        let mut at = at;
        for _ in 0..4 {
            // "wheat flour" is a single good.
            if is_one_of(MASS, self.word(at)) {
                end = Some(at + 1);
                at += 1;
                continue;
            }
            match self.adjective(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        end
    }
}
