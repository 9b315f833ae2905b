//! Parses the words around a number that make it a bound or an approximation.
//!
//! Knows these words and how they change the figures; must not know numbers or units.

use std::sync::LazyLock;

use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::english::bounds as table;

/// How a phrase changes the number before or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// "at least": the number is the lower bound.
    Lower,
    /// "as many as": the number is the upper bound.
    Upper,
    /// "about": the number is approximate.
    About,
    /// "nearly": the number is approximate and the upper bound.
    Nearly,
    /// "just over": the number is approximate and the lower bound.
    JustOver,
    /// "exactly", "a total of": the number is exact.
    Exactly,
    /// "another", "40 more": the number is exact, and an addition to an earlier one.
    Further,
}

impl Bound {
    fn meaning(self) -> &'static str {
        match self {
            Self::Lower => "lower bound",
            Self::Upper => "upper bound",
            Self::About => "approximate",
            Self::Nearly => "approximate, not above",
            Self::JustOver => "approximate, not below",
            Self::Exactly => "the figure itself",
            Self::Further => ADDITION,
        }
    }
}

/// The meaning that is reported for an addition, so that nobody records it as a total.
pub(super) const ADDITION: &str = "in addition to what was said before";

/// Phrases before a number, by how they change it.
static BEFORE: LazyLock<PhraseTable<Bound>> = LazyLock::new(|| {
    PhraseTable::new(&[
        (Bound::Upper, table::UPPER_BEFORE),
        (Bound::Lower, table::LOWER_BEFORE),
        (Bound::About, table::ABOUT_BEFORE),
        (Bound::Nearly, table::NEARLY_BEFORE),
        (Bound::JustOver, table::JUST_OVER_BEFORE),
        (Bound::Exactly, table::EXACTLY_BEFORE),
        (Bound::Further, table::FURTHER_BEFORE),
    ])
});

/// Phrases after a number or its unit: "or more", "- odd", "at most".
static AFTER: LazyLock<PhraseTable<Bound>> = LazyLock::new(|| {
    PhraseTable::new(&[
        (Bound::Lower, table::LOWER_AFTER),
        (Bound::Upper, table::UPPER_AFTER),
        (Bound::About, table::ABOUT_AFTER),
        (Bound::Exactly, table::EXACTLY_AFTER),
        (Bound::Further, table::FURTHER_AFTER),
    ])
});

/// All bounds around one number, such as "about" and "or more".
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// The bounds, in the order of the text.
    pub(super) found: Vec<Bound>,
    /// The words of the bounds, each with its meaning.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Index of the token after the bounds.
    pub(super) end: usize,
}

impl Bounds {
    pub(super) fn has(&self, bound: Bound) -> bool {
        self.found.contains(&bound)
    }

    /// The side that is bounded, `Lower` or `Upper`, for pairs such as "at least 10 and at most
    /// 20"; `None` without one.
    pub(super) fn side(&self) -> Option<Bound> {
        [Bound::Lower, Bound::Upper].into_iter().find(|&bound| self.has(bound))
    }
}

/// The figures of a quantity, as exact fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    /// Lower bound; `None` if it is open.
    pub(super) low: Option<Ratio>,
    /// The number itself; `None` if the words state only bounds.
    pub(super) best: Option<Ratio>,
    /// Upper bound; `None` if it is open.
    pub(super) high: Option<Ratio>,
    /// Whether the words make the figures approximate.
    pub(super) approximate: bool,
}

impl Bounds {
    /// Applies the bounds to a number. Fails with the reason if they contradict each other.
    pub(super) fn on_number(&self, value: Ratio) -> Result<Figures, &'static str> {
        let approximate =
            [Bound::About, Bound::Nearly, Bound::JustOver].iter().any(|&b| self.has(b));
        let [lower, upper, nearly, above] =
            [Bound::Lower, Bound::Upper, Bound::Nearly, Bound::JustOver]
                .map(|bound| self.has(bound));
        let figures = Figures { approximate, ..Figures::default() };
        match (lower, upper, nearly, above) {
            (true, true, ..) => Err("a lower and an upper bound on the same number"),
            (_, _, true, true) => Err("`nearly` and `just over` on the same number"),
            (true, _, true, _) => Err("`at least` and `nearly` on the same number"),
            (_, true, _, true) => Err("`at most` and `just over` on the same number"),
            (true, ..) => Ok(Figures { low: Some(value), ..figures }),
            (_, true, ..) => Ok(Figures { high: Some(value), ..figures }),
            (_, _, true, _) => Ok(Figures { best: Some(value), high: Some(value), ..figures }),
            (_, _, _, true) => Ok(Figures { low: Some(value), best: Some(value), ..figures }),
            _ => Ok(Figures { best: Some(value), ..figures }),
        }
    }

    /// Applies the bounds to a range. Fails for a lower or upper bound, which has no clear meaning
    /// there.
    pub(super) fn on_range(&self, low: Ratio, high: Ratio) -> Result<Figures, &'static str> {
        if self.side().is_some() {
            return Err("a bound on a range has no clear meaning");
        }
        let approximate =
            [Bound::About, Bound::Nearly, Bound::JustOver].iter().any(|&b| self.has(b));
        Ok(Figures { low: Some(low), best: None, high: Some(high), approximate })
    }

    /// Applies the bounds to a vague word that has a least number ("dozens") or none ("few"). Fails
    /// for an upper bound.
    pub(super) fn on_floor(&self, floor: Option<Ratio>) -> Result<Figures, &'static str> {
        if [Bound::Upper, Bound::Nearly, Bound::JustOver].iter().any(|&b| self.has(b)) {
            return Err("a vague word has no figure to bound");
        }
        if floor.is_none() && self.has(Bound::Lower) {
            return Err("a vague word has no figure to bound");
        }
        Ok(Figures { low: floor, approximate: true, ..Figures::default() })
    }
}

/// Whether a word may mark a figure as added to an earlier one.
pub(super) fn adds(word: &str) -> bool {
    word.len() > 3 && table::ADDING.split(' ').any(|adding| word.eq_ignore_ascii_case(adding))
}

/// The first words of all bounds before a number.
pub(super) fn first_words() -> impl Iterator<Item = &'static str> {
    BEFORE.first_words()
}

impl Phrase<'_> {
    /// Parses the bounds before a number, at most four in a row, beginning at `at`.
    pub(super) fn bounds_before(&self, at: usize) -> Bounds {
        let mut bounds = Bounds { end: at, ..Bounds::default() };
        while bounds.found.len() < 4 {
            let Some((bound, end)) = BEFORE.longest(self, bounds.end) else { break };
            if self.not_a_bound(bounds.end, end) {
                break;
            }
            bounds.understood.push(self.understood_as(bounds.end..end, bound.meaning()));
            bounds.found.push(bound);
            bounds.end = end;
        }
        bounds
    }

    /// Parses the bounds after a number and adds them to `bounds`; returns the index of the next
    /// token. A phrase before another number belongs to that number.
    pub(super) fn bounds_after(&self, bounds: &mut Bounds, at: usize) -> usize {
        let mut at = at;
        for _ in 0..2 {
            let comma = usize::from(self.mark(at) == Some(','));
            let Some((bound, end)) = AFTER.longest(self, at + comma) else { break };
            let sign = matches!(self.mark(at), Some('+' | '-'));
            let foreign = self.number_begins(end)
                || matches!(self.word(end), "than" | "a" | "an" | "to" | "or" | "equal");
            if foreign
                || sign && !self.glued(at)
                || comma == 1 && matches!(bound, Bound::Exactly | Bound::Further)
            {
                break;
            }
            bounds.understood.push(self.understood_as(at + comma..end, bound.meaning()));
            bounds.found.push(bound);
            at = end;
        }
        at
    }

    /// Whether a phrase only looks like a bound: "children under 5", "at 16:00".
    fn not_a_bound(&self, at: usize, end: usize) -> bool {
        let word = self.word(at);
        let single = end == at + 1;
        match word {
            // "C." may be anything, EST is a time zone, and "at" usually introduces a time or
            // place.
            "at" if single => self.running,
            "c" | "ca" | "est" => self.capital(at),
            "about" => matches!(self.word_before(at), "how" | "what"),
            "under" | "below" | "over" | "above" if single => self.running && self.begins_age(at),
            _ => match self.mark(at) {
                // Arrows and signs such as "<>" and "=>" are not bounds.
                Some('<' | '>') => {
                    let arrow =
                        self.glued(at) && matches!(self.mark(at - 1), Some('=' | '<' | '-'));
                    arrow || matches!(self.mark(end), Some('>' | '<'))
                }
                Some('=') => matches!(self.mark(end), Some('>' | '<')),
                _ => false,
            },
        }
    }

    /// Whether the number after `at` is an age, not a count: "children under five", "those over
    /// 65".
    pub(super) fn begins_age(&self, at: usize) -> bool {
        let before = self.word_before(at);
        let hyphen = matches!(self.mark(at + 1), Some('-')) && self.glued(at + 1);
        is_one_of(table::AGED, before) || hyphen
    }
}
