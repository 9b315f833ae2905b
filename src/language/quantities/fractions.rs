//! Parses fractions: "half", "two thirds", "three quarters of a million", "½", "2 1/2".
//!
//! Knows the names of fractions; must not know units.

use super::fault::{Fault, RuleResult};
use super::numeral::Numeral;
use super::ratio::Ratio;
use super::tokens::{Phrase, TokenKind};
use crate::language::words::{self, BILLION, MILLION, THOUSAND, TRILLION};

/// The denominator that a word names, and whether the word is plural: 3 and true for "thirds".
/// `None` for other words.
fn part(word: &str) -> Option<(u64, bool)> {
    match word {
        "half" => return Some((2, false)),
        "halves" => return Some((2, true)),
        _ => {}
    }
    let (single, plural) = word.strip_suffix('s').map_or((word, false), |single| (single, true));
    let parts = match single {
        "quarter" => 4,
        "hundredth" => 100,
        "thousandth" => THOUSAND,
        "millionth" => MILLION,
        "billionth" => BILLION,
        "trillionth" => TRILLION,
        _ => match words::ordinal(single)? {
            n @ (3..=12 | 20 | 30 | 50) => n.into(),
            _ => return None,
        },
    };
    Some((parts, plural))
}

/// Whether a word is a plural denominator. After a number that is not a plain count, its meaning is
/// unclear ("one hundred and thirty fifths").
pub(super) fn parts(word: &str) -> bool {
    part(word).is_some_and(|(_, plural)| plural) && word != "quarters"
}

/// Whether a word is an ordinal: "third", "fifteenth".
pub(super) fn ordinal(word: &str) -> bool {
    word == "umpteenth"
        || words::ordinal(word).is_some()
        || part(word).is_some_and(|(n, plural)| n > 2 && !plural)
}

impl Phrase<'_> {
    /// Parses a number that begins with a fraction. With a scale it is a number ("half a million"),
    /// without one a share ("two thirds").
    pub(super) fn leading_fraction(&self, at: usize) -> RuleResult<Numeral> {
        let Some((value, end)) = self.fraction(at)? else { return Ok(None) };
        let of = usize::from(self.word(end) == "of");
        let article = usize::from(matches!(self.word(end + of), "a" | "an"));
        let hyphen = usize::from(self.hyphen(end));
        let scale_at = end + hyphen + if of == 0 || article == 1 { of + article } else { 0 };
        let share = value < Ratio::ONE;
        let bare =
            Numeral { value, scale: None, scales: None, share, plain: None, other: None, end };
        let Some(scale) = words::scale(self.word(scale_at)).map(Ratio::whole) else {
            return Ok(Some(bare));
        };
        let value = value.times(scale).ok_or_else(|| Fault::too_long(at))?;
        Ok(Some(Numeral {
            value,
            scale: Some(scale),
            scales: Some(scale),
            share: false,
            end: scale_at + 1,
            ..bare
        }))
    }

    /// Parses a separate fraction: `½`, `1/2`, "half", "a third", "two-thirds".
    fn fraction(&self, at: usize) -> RuleResult<(Ratio, usize)> {
        if let Some(TokenKind::Vulgar(value)) = self.tokens.get(at).map(|token| &token.kind) {
            return Ok(Some((*value, at + 1)));
        }
        if let Some(found) = self.slash(at) {
            if self.may_be_a_day(at) {
                let words = self.words(at..at + 3);
                let why = format!("`{words}` may be a day of a month: expected a percentage");
                return Err(Fault::new(at..at + 3, why));
            }
            return Ok(Some(found));
        }
        let article = matches!(self.word(at), "a" | "an");
        if self.word(at) == "half" {
            return Ok(Some((one_over(2), at + 1)));
        }
        if self.word(at) == "quarter"
            && (self.word(at + 1) == "of" || words::scale(self.word(at + 1)).is_some())
        {
            return Ok(Some((one_over(4), at + 1)));
        }
        if article || self.word(at) == "one" {
            let word = at + 1 + usize::from(self.dash(at + 1));
            let named = part(self.word(word)).filter(|&(_, plural)| !plural);
            return Ok(named.map(|(parts, _)| (one_over(parts), word + 1)));
        }
        self.counted_parts(at)
    }

    /// Parses a counted fraction: "two thirds", "three-quarters", "twenty-three fifths".
    fn counted_parts(&self, at: usize) -> RuleResult<(Ratio, usize)> {
        let Some((count, end)) = self.count_of_parts(at) else { return Ok(None) };
        let word = end + usize::from(self.dash(end));
        let Some((parts, true)) = part(self.word(word)) else { return Ok(None) };
        // Refuses four quarters and more, since "quarters" are also parts of a town or year.
        let value = Ratio::new(count.into(), parts.into()).ok_or_else(|| Fault::too_long(at))?;
        if value >= Ratio::ONE && self.word(word) == "quarters" {
            return Err(Fault::new(at..word + 1, "`quarters` may be parts of a town or of a year"));
        }
        Ok(Some((value, word + 1)))
    }

    /// Parses "and a half" or "and three quarters" after the number `sum`. The fraction is of the
    /// last scale: "a million and a half" is 1.5 million.
    pub(super) fn and_fraction(&self, sum: &Numeral) -> RuleResult<Numeral> {
        let Some((part, end)) = self.plain_fraction_after_and(sum.end) else { return Ok(None) };
        let own = words::scale(self.word(end)).map(Ratio::whole);
        let of = match (own, sum.scale) {
            (Some(own), Some(before)) if own < before => own,
            (Some(_), _) => return Ok(None),
            (None, scale) => scale.unwrap_or(Ratio::ONE),
        };
        if of == Ratio::whole(100) {
            let why = "`hundred and a half` can be 100.5 or 150: expected the figure";
            return Err(Fault::new(sum.end..end, why));
        }
        let value = part
            .times(of)
            .and_then(|part| sum.value.plus(part))
            .ok_or_else(|| Fault::too_long(sum.end))?;
        let end = end + usize::from(own.is_some());
        Ok(Some(Numeral {
            value,
            scale: own.or(sum.scale),
            scales: None,
            plain: None,
            end,
            ..*sum
        }))
    }

    /// Parses a fraction below one after "and"; whole numbers are left to other rules.
    pub(super) fn plain_fraction_after_and(&self, at: usize) -> Option<(Ratio, usize)> {
        if self.hyphen(at)
            && self.word(at + 1) == "and"
            && self.hyphen(at + 2)
            && self.hyphen(at + 4)
        {
            // Parses the hyphenated form, as in "two-and-a-half years".
            let (parts, plural) =
                part(self.word(at + 5)).filter(|_| matches!(self.word(at + 3), "a" | "one"))?;
            return (!plural).then(|| (one_over(parts), at + 6));
        }
        if self.word(at) != "and" {
            return None;
        }
        let digits = self.figure(at + 1).is_some();
        let (value, end) = self.fraction(at + 1).ok()??;
        let whole = value >= Ratio::ONE || digits;
        // In "two hours and half of them" the fraction begins something new.
        (!whole && self.word(end) != "of").then_some((value, end))
    }

    /// Parses the fraction after a whole number in digits: `2 1/2`, `2½`.
    pub(super) fn mixed_fraction(&self, at: usize) -> Option<(Ratio, usize)> {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Vulgar(value)) => Some((*value, at + 1)),
            Some(TokenKind::Figure(_)) => self.slash(at).filter(|(value, _)| *value < Ratio::ONE),
            _ => None,
        }
    }

    /// Parses `3/4`: two short numbers joined by a slash, and not joined to anything else.
    fn slash(&self, at: usize) -> Option<(Ratio, usize)> {
        let (top, bottom) = (self.figure(at)?, self.figure(at + 2)?);
        let joined = matches!(self.mark(at + 1), Some('/' | '⁄'))
            && self.glued(at + 1)
            && self.glued(at + 2);
        let short = top.plain? <= 2 && bottom.plain? <= 3;
        let chain = self.glued(at + 3) && matches!(self.mark(at + 3), Some('/' | '⁄'));
        // Accepts only usual denominators: "9/11" and "5/17" are dates.
        let parts = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 100].map(Ratio::whole);
        let usual = top.value == Ratio::ONE || parts.contains(&bottom.value);
        let value = top.value.over(bottom.value)?;
        (usual && joined && short && !chain && value < Ratio::ONE).then_some((value, at + 3))
    }

    /// Whether a fraction such as "2/8" may be a date: a fraction that can be reduced is probably not meant as a
    /// fraction.
    fn may_be_a_day(&self, at: usize) -> bool {
        let whole = |at: usize| self.figure(at).and_then(|figure| figure.value.number().whole());
        let (Some(top), Some(bottom)) = (whole(at), whole(at + 2)) else { return false };
        let reduces = (2..=top).any(|n| top % n == 0 && bottom % n == 0);
        top <= 31 && bottom <= 31 && reduces && top.min(bottom) <= 12
    }

    /// Parses the numerator of a fraction: "two", "twenty-three". Excludes numbers such as "one
    /// hundred and thirty", since it is unclear whether the hundred belongs to it.
    fn count_of_parts(&self, at: usize) -> Option<(u64, usize)> {
        if let Some(figure) = self.figure(at) {
            let value = figure.plain.filter(|&digits| digits <= 3)?;
            let whole =
                figure.value.number().whole().and_then(|whole| u64::try_from(whole).ok())?;
            return (value > 0).then_some((whole, at + 1));
        }
        self.below_hundred(at)
    }

    /// Whether the token at `at` is a hyphen, with or without spaces: "one - fourth".
    fn dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '‐' | '‑'))
    }
}

fn one_over(parts: u64) -> Ratio {
    Ratio::new(1, parts.into()).unwrap_or(Ratio::ONE)
}
