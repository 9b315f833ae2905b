//! Parses a number with its unit: "$5 million", "72-hour", "half an hour", "two hours and 30
//! minutes", "11 hours a day", "half of the population".
//!
//! Knows how numbers and units combine; must not know bounds or ranges.

use super::fault::{Fault, RuleResult};
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::reading::UnderstoodSpan;
use crate::language::words;
use crate::language::words::UnitClass;
use crate::language::words::english::around_figures::LASTING_A;

/// A number with its unit.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// The number, in units of `unit`.
    pub(super) value: Ratio,
    /// Product of the scales at the end of the number ("hundred thousand"), which the first number
    /// of a range may share; `None` without a scale.
    pub(super) scales: Option<Ratio>,
    /// The unit; `None` if none follows.
    pub(super) unit: Option<Unit>,
    /// Number of digits, if the number is only plain digits and may be a year; otherwise `None`.
    pub(super) plain: Option<usize>,
    /// Whether the figure is in whole thousands, with a separator before the last three digits.
    pub(super) grouped: bool,
    /// Whether the number is a fraction of a whole.
    pub(super) share: bool,
    /// The number of which the number is a part: 46 in "14 of 46 trucks"; `None` if it is not a part.
    pub(super) whole: Option<Ratio>,
    /// The value if the ambiguous point ("1.234") is a separator of thousands; `None` if the number
    /// is unambiguous.
    pub(super) open: Option<Ratio>,
    /// The words understood, each with its meaning.
    pub(super) understood: Vec<UnderstoodSpan>,
    /// Index of the token after the amount.
    pub(super) end: usize,
}

impl Phrase<'_> {
    /// Parses the number at `at`, with a currency before it, but no unit after it.
    pub(super) fn bare_amount(&self, at: usize) -> RuleResult<Amount> {
        let before = self.currency_before(at);
        let from = before.as_ref().map_or(at, |(_, end)| *end);
        let Some(numeral) = self.numeral(from)? else { return Ok(None) };
        let mut understood = vec![];
        if let Some((unit, end)) = &before {
            understood.push(self.understood_as(at..*end, format!("unit {}", unit.name)));
        }
        understood.push(self.understood_as(from..numeral.end, numeral.value.number().to_string()));
        let again = self.stated_again(from, &numeral);
        understood
            .extend(again.map(|end| self.understood_as(numeral.end..end, "the same number again")));
        Ok(Some(Amount {
            value: numeral.value,
            scales: numeral.scales,
            unit: before.map(|(unit, _)| unit),
            plain: numeral.plain,
            grouped: numeral.end == from + 1 && self.whole_thousands(from),
            share: numeral.share,
            whole: None,
            open: numeral.other,
            understood,
            end: again.unwrap_or(numeral.end),
        }))
    }

    /// Whether the figure at `at` ends with a separator of thousands and three zeros.
    fn whole_thousands(&self, at: usize) -> bool {
        let before = self.words(at..at + 1).strip_suffix("000");
        let mark = before.and_then(|before| before.chars().next_back());
        self.figure(at).is_some() && mark.is_some_and(|mark| mark != '.' && !mark.is_numeric())
    }

    /// Parses the unit after a number, and adds it. Fails if the number becomes too long.
    pub(super) fn with_unit(&self, mut amount: Amount) -> RuleResult<Amount> {
        if amount.unit.is_some() {
            return Ok(Some(amount));
        }
        if amount.share {
            return self.share(amount);
        }
        if let Some(part) = self.of_a_number(&amount) {
            return Ok(Some(part));
        }
        let Some((unit, end)) = self.unit(amount.end) else { return Ok(Some(amount)) };
        if matches!(&*unit.name, "figures" | "digits") && self.figure(amount.end - 1).is_none() {
            let why =
                "says how many digits the number has, not which number it is: expected the number";
            let words = self.words(amount.end - 1..end);
            return Err(Fault::new(amount.end - 1..end, format!("`{words}` {why}")));
        }
        amount.value = amount.value.times(unit.times).ok_or_else(|| Fault::too_long(amount.end))?;
        amount.understood.extend(self.unit_understood(amount.end, end, &unit.name));
        amount.open = amount.open.filter(|_| unit.class != UnitClass::Percent);
        // "75 USD million" has its scale after the currency.
        let scaled = words::scale(self.word(end)).filter(|scale| *scale >= words::THOUSAND);
        let scaled = scaled.filter(|_| unit.class == UnitClass::Money && amount.scales.is_none());
        if let Some(scale) = scaled {
            let value = amount.value.times(Ratio::whole(scale));
            amount.value = value.ok_or_else(|| Fault::too_long(amount.end))?;
            amount.understood.push(self.understood_as(end..end + 1, format!("times {scale}")));
            amount.open = None;
        }
        (amount.unit, amount.end) = (Some(unit), end + usize::from(scaled.is_some()));
        self.with_smaller(amount)
    }

    /// Parses an amount without a number, which means one: "a week", "an hour and a half", "another
    /// month".
    pub(super) fn single(&self, at: usize, bounded: bool) -> RuleResult<Amount> {
        let article = matches!(self.word(at), "a" | "an");
        let full =
            |at: usize| usize::from(matches!(self.word(at), "full" | "whole" | "single" | "all"));
        let from = at + usize::from(article);
        let whole = full(from);
        let whole = whole + usize::from(whole == 1 && self.hyphen(from + 1));
        if !article && whole == 0 && !bounded {
            return Ok(None);
        }
        let Some((noun, end)) = self.noun(from + whole) else { return Ok(None) };
        let unit = Unit::from(noun);
        // In "a second time" and "a second convoy" the word is an ordinal.
        if self.running && article && self.word(end - 1) == "second" {
            return Ok(None);
        }
        let plural = self.word(end - 1).ends_with('s') || self.word(end - 1).len() < 3;
        let counted = unit.class == UnitClass::Count && article && !self.running;
        if plural
            || !(unit.takes_article() || counted)
            || self.running && self.no_span(at, end, bounded || whole > 0)
        {
            return Ok(None);
        }
        let understood = vec![
            self.understood_as(at..from + whole, "1"),
            self.understood_as(from + whole..end, format!("unit {}", unit.name)),
        ];
        let understood = understood.into_iter().filter(|part| !part.span.is_empty()).collect();
        let amount = Amount {
            value: unit.times,
            scales: None,
            unit: Some(unit),
            plain: None,
            grouped: false,
            share: false,
            whole: None,
            open: None,
            understood,
            end,
        };
        self.with_smaller(amount)
    }

    /// Whether "a day" in running text is not a length of time: it is one only after a word such as
    /// "for".
    fn no_span(&self, at: usize, end: usize, marked: bool) -> bool {
        let before = self.word_before(at);
        let and_half = self.plain_fraction_after_and(end).is_some();
        let ago = matches!(self.word(end), "ago" | "earlier" | "later" | "before" | "after");
        let pointed =
            self.time_unit(end - 1) && !is_one_of(LASTING_A, before) && !marked && !and_half;
        pointed || ago && !marked
    }

    /// Completes a fraction: of a unit ("half an hour"), or else of a whole, as a percentage.
    fn share(&self, mut amount: Amount) -> RuleResult<Amount> {
        let of = usize::from(self.word(amount.end) == "of");
        let article = usize::from(matches!(self.word(amount.end + of), "a" | "an"));
        let hyphen = usize::from(self.hyphen(amount.end));
        let at = amount.end + hyphen + if of == 0 || article == 1 { of + article } else { 0 };
        if let Some((noun, end)) =
            self.noun(at).filter(|(noun, _)| Unit::from(*noun).takes_article())
        {
            let unit = Unit::from(noun);
            amount.value =
                amount.value.times(unit.times).ok_or_else(|| Fault::too_long(amount.end))?;
            amount.understood.push(self.understood_as(at..end, format!("unit {}", unit.name)));
            (amount.unit, amount.share, amount.end) = (Some(unit), false, end);
            return Ok(Some(amount));
        }
        if self.running && self.no_share(amount.end) {
            return Err(Fault::new(
                amount.end - 1..amount.end,
                "this fraction may be an ordinal or a name",
            ));
        }
        amount.value =
            amount.value.times(Ratio::whole(100)).ok_or_else(|| Fault::too_long(amount.end))?;
        if let Some(part) = amount.understood.last_mut() {
            part.meaning = format!("{} percent", amount.value.number());
        }
        amount.unit = Some(Unit::percent());
        Ok(Some(amount))
    }

    /// Whether what looks like a fraction is an ordinal or a name: "a third convoy", "the first half".
    fn no_share(&self, end: usize) -> bool {
        let next = self.word(end);
        let whole = matches!(
            next,
            "" | "of"
                | "the"
                | "their"
                | "its"
                | "his"
                | "her"
                | "all"
                | "and"
                | "or"
                | "were"
                | "are"
                | "to"
                | "people"
        );
        let rank = self.figure(end - 1).is_none()
            && super::fractions::ordinal(self.word(end - 1))
            && self.word(end - 1) != "quarter";
        if rank && !matches!(next, "" | "of") {
            return true;
        }
        let halves = self.word(end - 1) == "half"
            && matches!(self.word_before(end - 1), "first" | "second" | "latter" | "the" | "other");
        let hyphen = self.hyphen(end) && self.word(end - 1) == "half";
        !whole && !next.ends_with('s') && !self.noun_follows(end)
            || halves
            || hyphen
            || self.word(end + 1) == "past"
    }

    /// Adds smaller units to an amount: "two hours and 30 minutes", "an hour and a half".
    fn with_smaller(&self, mut amount: Amount) -> RuleResult<Amount> {
        let Some(unit) = amount.unit.clone().filter(Unit::takes_article) else {
            return Ok(Some(amount));
        };
        if let Some((part, end)) = self.plain_fraction_after_and(amount.end)
            && self.unit(end).is_none()
        {
            let more = part.times(unit.times).and_then(|part| amount.value.plus(part));
            amount.value = more.ok_or_else(|| Fault::too_long(end))?;
            amount.understood.push(self.understood_as(
                amount.end..end,
                format!("in all {} {}", amount.value.number(), unit.name),
            ));
            amount.end = end;
            return Ok(Some(amount));
        }
        if !unit.is_time() {
            return Ok(Some(amount));
        }
        for _ in 0..4 {
            let Some(longer) = self.smaller(&amount)? else { break };
            amount = longer;
        }
        Ok(Some(amount))
    }

    /// Adds the next smaller unit of time; fails if days and months are mixed, since their sum is
    /// not exact.
    fn smaller(&self, amount: &Amount) -> RuleResult<Amount> {
        let Some(unit) = &amount.unit else { return Ok(None) };
        let comma = usize::from(self.mark(amount.end) == Some(','));
        let and = usize::from(self.word(amount.end + comma) == "and");
        let from = amount.end + comma + and;
        // The words here may not be a length of time; errors in them are reported when they are
        // read separately.
        let Ok(Some(number)) = self.numeral(from) else { return Ok(None) };
        let Some((noun, end)) = self.noun(number.end) else { return Ok(None) };
        let next = Unit::from(noun);
        if !next.is_time() || number.share {
            return Ok(None);
        }
        let Some(value) = number.value.times(next.times) else { return Ok(None) };
        let why = "days and months do not add up exactly: expected one unit";
        let mixed = || Fault::new(from..self.spans_end(end), why);
        let Some(size) = smaller_by(unit, &next) else {
            let apart =
                comma + and > 0 && length(unit) <= length(&next) || length(unit) == length(&next);
            return if apart { Ok(None) } else { Err(mixed()) };
        };
        let sum = value.over(size).and_then(|part| amount.value.plus(part));
        let in_small = amount.value.times(size).and_then(|large| large.plus(value));
        let (value, unit) = match (sum.filter(|sum| sum.terminates()), in_small) {
            (Some(sum), _) => (sum, unit.clone()),
            (None, Some(sum)) => (sum, next),
            _ => return Err(Fault::too_long(from)),
        };
        let mut understood = amount.understood.clone();
        understood.push(
            self.understood_as(from..end, format!("in all {} {}", value.number(), unit.name)),
        );
        Ok(Some(Amount { value, unit: Some(unit), understood, end, ..amount.clone() }))
    }

    /// Index of the token after a series of lengths of time: "3 years, 2 months, 14 days and 16
    /// hours".
    fn spans_end(&self, at: usize) -> usize {
        let mut end = at;
        while end - at < 16 {
            let comma = usize::from(self.mark(end) == Some(','));
            let from = end + comma + usize::from(self.word(end + comma) == "and");
            let Ok(Some(number)) = self.numeral(from) else { break };
            let Some((_, after)) = self.noun(number.end).filter(|_| self.time_unit(number.end))
            else {
                break;
            };
            end = after;
        }
        end
    }
}

/// Length of a unit of time in seconds, only to compare units; a month counts as thirty days. 0 for
/// other units.
fn length(unit: &Unit) -> u64 {
    match unit.class {
        UnitClass::Seconds(seconds) => u64::from(seconds),
        UnitClass::Months(months) => u64::from(months) * 2_592_000,
        _ => 0,
    }
}

/// How many of unit `small` make one of unit `large`; `None` if that is inexact or `small` is not
/// smaller.
pub(super) fn smaller_by(large: &Unit, small: &Unit) -> Option<Ratio> {
    match (large.class, small.class) {
        (UnitClass::Seconds(large), UnitClass::Seconds(small))
        | (UnitClass::Months(large), UnitClass::Months(small))
            if small < large =>
        {
            Ratio::new(large.into(), small.into())
        }
        _ => None,
    }
}
