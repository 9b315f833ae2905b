//! Parses whole numbers, decimals and fractions: "300,000", "twenty-five thousand", "2.1 million",
//! "half a dozen", "two and a half", "two thirds".
//!
//! Knows the names of numbers; must not know bounds or units.

use super::fault::{Fault, RuleResult};
use super::fractions;
use super::numeral::Numeral;
use super::ratio::Ratio;
use super::tokens::{Phrase, TokenKind};
use crate::language::words::{self, MILLION, THOUSAND, TRILLION, scale, short_scale};

/// Maximum number of tokens in a number; it limits the time for hostile text.
const MOST_TOKENS: usize = 40;

impl Phrase<'_> {
    /// Whether a number may begin at `at`.
    pub(super) fn number_begins(&self, at: usize) -> bool {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Figure(_) | TokenKind::Flawed(_) | TokenKind::Vulgar(_)) => true,
            Some(TokenKind::Word(word)) => {
                small(word).is_some() || matches!(&**word, "hundred" | "half")
            }
            _ => false,
        }
    }

    /// Parses the longest number at `at`. Fails if the words have the form of a number but are ambiguous or not a
    /// number.
    pub(super) fn numeral(&self, at: usize) -> RuleResult<Numeral> {
        if let Some(token) = self.tokens.get(at)
            && let TokenKind::Flawed(flaw) = token.kind
        {
            return Err(Fault::flaw(at..at + 1, flaw, self.words(at..at + 1)));
        }
        if self.running
            && let Some(end) = self.other_number(at)
        {
            return Err(Fault::new(at..end, "this is not a quantity"));
        }
        if !self.running
            && let Some(fault) = self.stated_calibre(at)
        {
            return Err(fault);
        }
        if let Some(fraction) = self.leading_fraction(at)? {
            return Ok(Some(fraction));
        }
        let Some(mut sum) = self.term(at)? else { return Ok(None) };
        while sum.end - at < MOST_TOKENS {
            let Some(longer) = self.further(&sum)? else { break };
            sum = longer;
        }
        if let Some((value, end)) = self.spoken_decimals(sum.value, sum.end) {
            sum = Numeral { value, end, plain: None, scale: None, scales: None, ..sum };
        }
        self.check_end(at, sum).map(Some)
    }

    /// Parses words that continue a whole number: a fraction, or a smaller number.
    fn further(&self, sum: &Numeral) -> RuleResult<Numeral> {
        if let Some(with) = self.and_fraction(sum)? {
            return Ok(Some(with));
        }
        let Some(scale) = sum.scale.filter(|scale| scale.is_whole() && *scale >= Ratio::whole(100))
        else {
            return Ok(None);
        };
        if let Some(end) = self.listed(sum, scale) {
            return Err(Fault::new(sum.end..end, "one number or two: the comma leaves it open"));
        }
        let comma = self.mark(sum.end) == Some(',');
        if comma && (self.running || self.figure(sum.end + 1).is_some()) {
            return Ok(None);
        }
        let and =
            matches!(self.word(sum.end), "and") || matches!(self.mark(sum.end), Some('&' | ','));
        let from = sum.end + usize::from(and);
        if and && self.figure(from).is_some_and(|figure| figure.value >= Ratio::whole(100)) {
            return Ok(None);
        }
        if self.tokens.get(from).is_some_and(|token| matches!(token.kind, TokenKind::Flawed(_))) {
            return Ok(None);
        }
        // Errors here ("three hundred and 16:00") are reported when the next number is read separately.
        let Ok(Some(term)) = self.term(from) else { return Ok(None) };
        let fits = term.value < scale && term.value > Ratio::ZERO && term.value.is_whole();
        if fits && term.scale == Some(Ratio::whole(12)) {
            return Err(Fault::new(sum.end..term.end, "it is unclear what the dozen counts"));
        }
        if !fits || self.letters_glued(term.end) {
            return Ok(None);
        }
        let value = sum.value.plus(term.value).ok_or_else(|| Fault::too_long(sum.end))?;
        let scale = term.scale.or(Some(Ratio::ONE));
        Ok(Some(Numeral { value, scale, scales: None, plain: None, other: None, ..term }))
    }

    /// Index of the token after "two thousand, three hundred", which in running text is one number
    /// or a list of two; `None` otherwise.
    fn listed(&self, sum: &Numeral, scale: Ratio) -> Option<usize> {
        let comma =
            self.running && self.mark(sum.end) == Some(',') && scale >= Ratio::whole(THOUSAND);
        let spelt = self.figure(sum.end + 1).is_none() && !self.word(sum.end - 1).is_empty();
        let term = (comma && spelt).then(|| self.term(sum.end + 1)).and_then(Result::ok)??;
        (term.scale.is_some() && term.value < scale).then_some(self.numbers_end(term.end))
    }

    /// Parses a figure, or words below a thousand, with the scales after it.
    fn term(&self, at: usize) -> RuleResult<Numeral> {
        let Some((value, open, mut end)) = self.factor(at) else { return Ok(None) };
        let spelt = self.figure(at).is_none();
        let plain = self.figure(at).and_then(|figure| figure.plain).filter(|_| end == at + 1);
        let mut numeral =
            Numeral { value, scale: None, scales: None, share: false, plain, other: open, end };
        while let Some((factor, next)) = self.scale_at(end, numeral.scales, spelt) {
            let times = |value: Ratio| value.times(factor).ok_or_else(|| Fault::too_long(at));
            let scales = Some(numeral.scales.map_or(Ok(factor), times)?);
            let value = times(numeral.value)?;
            numeral =
                Numeral { value, scale: Some(factor), scales, plain: None, other: None, ..numeral };
            end = next;
        }
        numeral.end = end;
        Ok(Some(numeral))
    }

    /// Parses the number before a scale: its value, its other value if it has an ambiguous point,
    /// and the index of the next token.
    fn factor(&self, at: usize) -> Option<(Ratio, Option<Ratio>, usize)> {
        if let Some(figure) = self.figure(at) {
            let mixed = self
                .mixed_fraction(at + 1)
                .and_then(|(part, end)| Some((figure.value.plus(part)?, end)));
            let scaled = || {
                let (part, end) = self.plain_fraction_after_and(at + 1)?;
                scale(self.word(end)).and_then(|_| Some((figure.value.plus(part)?, end)))
            };
            return Some(match mixed.filter(|_| figure.value.is_whole()).or_else(scaled) {
                Some((value, end)) => (value, None, end),
                None => (figure.value, figure.grouped, at + 1),
            });
        }
        let article = matches!(self.word(at), "a" | "an")
            && scale(self.word(at + 1)).is_some_and(|scale| scale != 20);
        if article {
            return Some((Ratio::ONE, None, at + 1));
        }
        if matches!(self.word(at), "hundred") && self.word_before(at) != "the" {
            return Some((Ratio::ONE, None, at));
        }
        let (value, end) = self.below_thousand(at)?;
        let spoken =
            self.spoken_decimals(value, end).filter(|&(_, end)| scale(self.word(end)).is_some());
        let (value, end) = spoken.unwrap_or((value, end));
        let (value, end) = match self
            .plain_fraction_after_and(end)
            .filter(|&(_, end)| scale(self.word(end)).is_some())
        {
            Some((part, end)) => (value.plus(part)?, end),
            None => (value, end),
        };
        Some((value, None, end))
    }

    /// Parses words below a thousand: "twenty-five", "three hundred and twenty", "a hundred". A
    /// bare "hundred" is a scale and not parsed here.
    fn below_thousand(&self, at: usize) -> Option<(Ratio, usize)> {
        let (mut value, mut end) = self.below_hundred(at)?;
        if self.word(end) == "hundred" && value > 0 {
            let and = usize::from(self.word(end + 1) == "and" || self.mark(end + 1) == Some('&'));
            // Adds the remaining terms only before a greater scale; otherwise the terms are added one by one.
            if let Some((rest, after)) = self.below_hundred(end + 1 + and)
                && rest > 0
                && self.word(after) != "hundred"
                && scale(self.word(after)).is_some_and(|s| s >= THOUSAND)
            {
                (value, end) = (value * 100 + rest, after);
            }
        }
        Some((Ratio::whole(value), end))
    }

    pub(super) fn below_hundred(&self, at: usize) -> Option<(u64, usize)> {
        let value = small(self.word(at))?;
        if value >= 20 {
            let hyphen = matches!(self.mark(at + 1), Some('-' | '‐' | '‑' | '–'));
            let and = self.word(at + 1) == "and";
            let unit = at + 1 + usize::from(hyphen || and);
            let digit = small(self.word(unit)).filter(|digit| (1..10).contains(digit));
            // "twenty and four hours" is old-fashioned English for 24; "twenty and four trucks" may
            // be two counts.
            let joined = !and || self.time_unit(unit + 1);
            if let Some(digit) = digit.filter(|_| joined) {
                return Some((value + digit, unit + 1));
            }
        }
        Some((value, at + 1))
    }

    /// Parses spoken decimals: "two point five".
    fn spoken_decimals(&self, value: Ratio, at: usize) -> Option<(Ratio, usize)> {
        if self.word(at) != "point" || small(self.word(at + 1)).is_none() {
            return None;
        }
        let (mut top, mut bottom, mut end) = (0, 1, at + 1);
        while end - at < 8 {
            let Some((digits, next)) = self.below_hundred(end) else { break };
            top = top * 100 + digits;
            (bottom, end) = (bottom * 100, next);
            if digits < 10 {
                (top, bottom) = ((top - digits) / 10 + digits, bottom / 10);
            }
        }
        Some((value.plus(Ratio::new(top.into(), bottom)?)?, end))
    }

    /// Parses a scale at `at`, if it may follow the scales so far.
    fn scale_at(&self, at: usize, so_far: Option<Ratio>, spelt: bool) -> Option<(Ratio, usize)> {
        let hyphen = usize::from(self.hyphen(at));
        let word = self.word(at + hyphen);
        if let Some(value) = scale(word).map(Ratio::whole) {
            let dozen = so_far.is_some() && value < Ratio::whole(100);
            let rising = so_far.is_none_or(|before| {
                value >= Ratio::whole(THOUSAND) && before >= Ratio::whole(100)
            });
            return (rising && !dozen).then_some((value, at + hyphen + 1));
        }
        (so_far.is_none() && !spelt && hyphen == 0).then(|| self.shortened(at)).flatten()
    }

    /// Parses an abbreviated scale after a figure: `k`, `m`, `bn`. A small `m` after a space means
    /// metres.
    pub(super) fn shortened(&self, at: usize) -> Option<(Ratio, usize)> {
        let word = self.word(at);
        let glued = self.glued(at);
        let value = match word {
            "m" => (glued || self.capital(at)).then_some(MILLION)?,
            "t" => (glued && self.capital(at)).then_some(TRILLION)?,
            // "2 mil" with a space is two thousand in Spanish and Portuguese.
            "mil" => glued.then_some(MILLION)?,
            // "$5mm" is five million, "122mm rockets" a calibre; "5mm" alone may be either.
            "mm" => {
                let alone = !self.running && at + 1 == self.tokens.len();
                (glued && (alone || self.follows_currency(at - 1))).then(|| short_scale(word))??
            }
            _ => short_scale(word)?,
        };
        Some((Ratio::whole(value), at + 1))
    }

    /// Refuses a number whose continuation shows that it is something else: an ordinal, a power,
    /// two numbers side by side.
    fn check_end(&self, at: usize, numeral: Numeral) -> Result<Numeral, Fault> {
        let end = numeral.end;
        if matches!(self.word(end), "st" | "nd" | "rd" | "th") && self.glued(end) {
            let why = "an ordinal such as `3rd` says which one, not how many";
            return Err(Fault::new(at..end + 1, why));
        }
        let foreign = self.word(end);
        if words::is_foreign_number(foreign) && !self.glued(end) {
            let why = format!(
                "`{foreign}` may be a number of another language: write the figure in digits"
            );
            return Err(Fault::new(at..end + 1, why));
        }
        let rank = if self.hyphen(end) { end + 1 } else { end };
        let dash = end + usize::from(matches!(self.mark(end), Some('-' | '‐' | '‑')));
        if fractions::parts(self.word(dash)) {
            return Err(Fault::new(at..dash + 1, "it is unclear how many parts are counted"));
        }
        let apart = rank == end && (self.word(rank) == "first" || self.figure(end - 1).is_some());
        if !apart
            && fractions::ordinal(self.word(rank))
            && !matches!(self.word(rank), "second" | "quarter")
        {
            return Err(Fault::new(at..rank + 1, "an ordinal says which one, not how many"));
        }
        let power = matches!(self.mark(end), Some('^' | '×')) && self.glued(end);
        if power || self.exponent(end) {
            return Err(Fault::new(at..end + 2, "powers are not read: write the number out"));
        }
        if self.number_begins(end) && !self.mixed_units(end) && self.calibre(end).is_none() {
            return Err(Fault::new(at..self.numbers_end(end), "two numbers are side by side"));
        }
        Ok(numeral)
    }

    /// Index of the token after a row of number words.
    pub(super) fn numbers_end(&self, at: usize) -> usize {
        let mut end = at;
        let number = |at: usize| self.number_begins(at) || scale(self.word(at)).is_some();
        while end - at < MOST_TOKENS
            && (number(end)
                || matches!(self.mark(end), Some('&'))
                || self.word(end) == "and" && number(end + 1))
        {
            end += 1;
        }
        end
    }

    /// Whether the token at `at` is an exponent after a figure: `e10`, `x10`.
    fn exponent(&self, at: usize) -> bool {
        let word = self.word(at);
        let marked = word.strip_prefix(['e', 'x']);
        self.glued(at)
            && marked.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()) && word != "x")
    }

    /// Whether the token at `at` is letters without a space after a figure.
    pub(super) fn letters_glued(&self, at: usize) -> bool {
        self.glued(at) && !self.word(at).is_empty()
    }

    /// Whether the token at `at` is "half", which after a figure belongs to the next word ("two
    /// half-hour talks").
    fn mixed_units(&self, at: usize) -> bool {
        self.word(at) == "half"
    }
}

/// A number below a hundred in one word, including zero and a common misspelling. `None` for other
/// words.
pub(super) fn small(word: &str) -> Option<u64> {
    match word {
        "zero" | "nought" | "naught" => Some(0),
        "fourty" => Some(40),
        _ => words::cardinal(word).map(u64::from),
    }
}
