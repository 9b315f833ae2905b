//! Parses the words around a number that make it a bound or an approximation.
//!
//! Knows these words and how they change the figures; must not know numbers or units.

use std::sync::LazyLock;

use super::phrase_table::{PhraseTable, is_one_of};
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;

/// How a phrase changes the number beside it.
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
        (
            Bound::Upper,
            "as many as|as much as|as high as|up to|at most|at the most|no more than|not more than|no greater than|\
             no higher than|not exceeding|a maximum of|maximum of|maximum|max|fewer than|less than|lower than|smaller than|\
             under|below|a ceiling of|≤|<|< =|less or equal than|less than or equal to|fewer than or equal to|\
             smaller or equal than|smaller than or equal to|lower or equal than|lower than or equal to|\
             equal to or less than|equal to or fewer than|equal to or smaller than|less or equal to|at most or equal to|\
             no larger than|not over|as few as or fewer than|less then|up to a maximum of",
        ),
        (
            Bound::Lower,
            "at least|at the least|at the very least|as few as|as little as|as low as|no fewer than|no less than|not less than|not fewer than|\
             no smaller than|no lower than|more than|greater than|larger than|bigger than|higher than|over|above|\
             upwards of|upward of|in excess of|excess of|exceeding|exceed|exceeds|exceeded|surpass|surpassed|surpasses|surpassing|\
             a minimum of|minimum of|minimum|topped|topping|well over|well above|far more than|many more than|\
             well in excess of|≥|>|> =|more or equal than|more than or equal to|greater or equal than|\
             greater than or equal to|bigger or equal than|bigger than or equal to|larger or equal than|\
             larger than or equal to|higher or equal than|higher than or equal to|equal to or more than|\
             equal to or greater than|greater or equal to|more or equal to|at least or equal to|not below|not under|\
             way over|way more than|significantly more than|considerably more than|much more than",
        ),
        (
            Bound::About,
            "about|some|around|round about|roughly|approximately|approx|approx .|approximating|an estimated|estimated|\
             est .|est|estimates of|an estimate of|~|≈|∼|circa|ca|ca .|c .|perhaps|maybe|possibly|probably|in the region of|barely|scarcely|\
             in the order of|on the order of|in the neighborhood of|in the neighbourhood of|somewhere around|\
             something like|an approximate|an average of|on average|or so|an approximated|close on|to the tune of|\
             roughly estimated at|estimated at|as an estimate|something around",
        ),
        (
            Bound::Nearly,
            "nearly|almost|close to|just under|a little under|slightly under|just below|slightly below|a little less than|\
             slightly less than|slightly fewer than|just short of|approaching|nearing|just less than|not quite|\
             little less than|only just under|near to|very nearly|very close to|a shade under",
        ),
        (
            Bound::JustOver,
            "just over|a little over|slightly over|slightly more than|a little more than|just above|slightly above|\
             just more than|little more than|a bit more than|a bit over|marginally more than|a shade over|only just over",
        ),
        (
            Bound::Exactly,
            "exactly|precisely|a total of|a cumulative total of|the cumulative total of|cumulative total of|an overall total of|\
             a grand total of|a combined total of|a provisional total of|a cumulative|totalling|totaling|total of|in total|only|just|the total of|as exactly|equal to|equals|equals to|equaling to|equaling|equalling|=|merely|\
             altogether|a mere|a record|a combined|at|just about exactly|an unprecedented|a staggering|a whopping|an astonishing|a shocking|in all|overall|total|total :|in total :",
        ),
        (Bound::Further, "another|a further|further|an additional|additional|an extra|yet another"),
    ])
});

/// Phrases after a number or its unit: "or more", "- odd", "at most".
static AFTER: LazyLock<PhraseTable<Bound>> = LazyLock::new(|| {
    PhraseTable::new(&[
        (
            Bound::Lower,
            "or more|or possibly more|or perhaps more|or even more|and possibly more|if not more|or greater|or greater than|or above|or higher|or over|or upwards|or up|and more|and above|and over|and up|\
             and upwards|+|plus|- plus|at least|at the least|at a minimum|minimum|and counting|or larger|or bigger|\
             or more than|or longer|or older|at the very least|and rising|and higher|and greater|or better",
        ),
        (
            Bound::Upper,
            "or less|or fewer|or below|or under|or lower|or smaller|or less than|or fewer than|and less|and fewer|and below|\
             and under|at most|at the most|at a maximum|maximum|max|tops|or shorter|or younger|at the very most|or smaller than",
        ),
        (
            Bound::About,
            "or so|or thereabouts|- odd|odd|- ish|approximately|give or take|more or less|approx|approx .|or about|roughly|on average",
        ),
        (Bound::Exactly, "- strong|- long|or equal|or equal to|exactly|precisely|or equal to it"),
        (Bound::Further, "more|others|of others|extra|additional"),
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
    /// Lower bound; `None` where it is open.
    pub(super) low: Option<Ratio>,
    /// The number itself; `None` where the words state only bounds.
    pub(super) best: Option<Ratio>,
    /// Upper bound; `None` where it is open.
    pub(super) high: Option<Ratio>,
    /// Whether the words make the figures approximate.
    pub(super) approximate: bool,
}

impl Bounds {
    /// Applies the bounds to a number. Fails with the reason where they contradict each other.
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

    /// Applies the bounds to a vague word with a least number ("dozens"), or with none ("few").
    /// Fails for an upper bound.
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
    const ADDING: [&str; 7] =
        ["another", "further", "additional", "extra", "more", "others", "other"];
    word.len() > 3 && ADDING.iter().any(|adding| word.eq_ignore_ascii_case(adding))
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
            // "C." may be anything, EST is a time zone, and "at" mostly gives a time or place.
            "at" if single => self.running,
            "c" | "ca" | "est" => self.capital(at),
            "about" => matches!(self.word_before(at), "how" | "what"),
            "under" | "below" | "over" | "above" if single => self.running && self.tells_age(at),
            _ => match self.mark(at) {
                // Arrows and signs such as "<>" and "=>" are no bounds.
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
    pub(super) fn tells_age(&self, at: usize) -> bool {
        let before = self.word_before(at);
        let people = "\
            child children kids infants boys girls aged anyone everyone youths babies";
        let hyphen = matches!(self.mark(at + 1), Some('-')) && self.glued(at + 1);
        is_one_of(people, before) || hyphen
    }
}
