//! Parses rates: "11 hours a day", "2.5 litres per person per day", "40 daily".
//!
//! Knows how often and for whom an amount is meant; must not know numbers.

use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::domain::quantity::Per;
use crate::language::reading::UnderstoodSpan;
use crate::language::words::UnitClass;

impl Phrase<'_> {
    /// Parses all rates after a unit ("a day", "per week", "/hour", "per person"). Returns the rate and
    /// the index of the next token.
    pub(super) fn rates(&self, at: usize, understood: &mut Vec<UnderstoodSpan>) -> (Rate, usize) {
        let mut end = at;
        let mut rate = Rate::default();
        for _ in 0..2 {
            let Some((words, per, after)) = self.rate(end) else { break };
            understood.push(self.understood_as(end..after, format!("rate {words}")));
            if per.is_none() || rate.per.is_some() {
                rate.others.push(words.clone());
            }
            rate.per = rate.per.or(per);
            rate.words.push(words);
            end = after;
        }
        (rate, end)
    }

    /// Parses one rate after a unit; returns its words, its unit of time and the index of the next
    /// token.
    fn rate(&self, at: usize) -> Option<(String, Option<Per>, usize)> {
        if let Some((rate, per)) = often(self.word(at)).filter(|_| !self.noun_follows(at + 1)) {
            return Some((rate.to_owned(), Some(per), at + 1));
        }
        let slash = self.mark(at) == Some('/') && self.glued(at);
        let per = slash || self.word(at) == "per" && !matches!(self.word(at + 1), "cent" | "se");
        let article = matches!(self.word(at), "a" | "an" | "each" | "every") && !self.glued(at);
        if per
            && !slash
            && let Some((words, end)) = self.among(at + 1)
        {
            return Some((words, None, end));
        }
        let (noun, end) = if per || article { self.noun(at + 1)? } else { return None };
        let time = matches!(noun.class, UnitClass::Seconds(_) | UnitClass::Months(_))
            || period(self.word(end - 1)).is_some();
        let one = !self.word(end - 1).ends_with('s');
        let counted = per && matches!(noun.class, UnitClass::Count | UnitClass::Measure);
        let shifted =
            matches!(self.word(end), "ago" | "earlier" | "later" | "before" | "after" | "when");
        let lead = if per { "per" } else { self.word(at) };
        let rate = format!("{lead} {}", self.words(at + 1..end).to_lowercase());
        let stands = one && (time || counted) && !shifted;
        stands.then_some((rate, period(self.word(end - 1)), end))
    }
}

impl Phrase<'_> {
    /// Parses the base of a rate: the "10,000 people" of "2 deaths per 10,000 people". Returns the rate, and
    /// the index of the next token.
    fn among(&self, at: usize) -> Option<(String, usize)> {
        let many = self.numeral(at).ok()??;
        let unit = self.unit(many.end).filter(|(unit, _)| unit.class == UnitClass::Count);
        let (name, end) = match &unit {
            Some((unit, end)) => (&*unit.name, *end),
            None if many.value >= Ratio::whole(1000) => ("", many.end),
            None => return None,
        };
        Some((format!("per {} {name}", many.value.number()).trim_end().to_owned(), end))
    }

    /// Index of the token after the contents of what is counted, if a rate follows: "3 litres of water a day". `None`
    /// otherwise.
    pub(super) fn contents_of_rate(&self, at: usize) -> Option<usize> {
        let end = self.mass(at + 1).filter(|_| self.word(at) == "of")?;
        self.rate(end).map(|_| end)
    }
}

/// How often, and for whom, an amount is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rate {
    /// The unit of time, such as a day; `None` if there is none that a quantity can have.
    pub(super) per: Option<Per>,
    /// The words of all rates: "per person", "a day".
    words: Vec<String>,
    /// The words of the units that `per` cannot express.
    others: Vec<String>,
}

impl Rate {
    /// Words that become part of a unit, since the rate of a length of time ("11 hours a day") is a separate
    /// unit; for all other rates, the unit of time.
    pub(super) fn of(&self, unit: Option<&Unit>) -> (String, Option<Per>) {
        if unit.is_some_and(Unit::is_time) {
            (self.words.join(" "), None)
        } else {
            (self.others.join(" "), self.per)
        }
    }
}

/// The unit of time that a noun means; `None` for other nouns.
fn period(noun: &str) -> Option<Per> {
    Some(match noun {
        "hour" | "hr" | "h" => Per::Hour,
        "day" => Per::Day,
        "night" => Per::Night,
        "week" | "wk" => Per::Week,
        "month" => Per::Month,
        "year" | "annum" => Per::Year,
        _ => return None,
    })
}

/// The rate that an adverb means: "daily" is "a day". `None` for other words.
fn often(word: &str) -> Option<(&'static str, Per)> {
    Some(match word {
        "hourly" => ("an hour", Per::Hour),
        "daily" => ("a day", Per::Day),
        "nightly" => ("a night", Per::Night),
        "weekly" => ("a week", Per::Week),
        "monthly" => ("a month", Per::Month),
        "yearly" | "annually" => ("a year", Per::Year),
        _ => return None,
    })
}
