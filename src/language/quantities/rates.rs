//! Parses rates: "11 hours a day", "2.5 litres per person per day", "40 daily".
//!
//! Knows how often and for whom an amount is meant; must not know numbers.

use super::tokens::Phrase;
use super::unit_class::UnitClass;
use crate::language::reading::UnderstoodSpan;

impl Phrase<'_> {
    /// Parses all rates after a unit ("a day", "per week", "/hour"). They become part of the unit,
    /// in the report's words. Returns the words and the index of the next token.
    pub(super) fn rates(&self, at: usize, understood: &mut Vec<UnderstoodSpan>) -> (String, usize) {
        let mut end = at;
        let mut words = vec![];
        while words.len() < 2 {
            let Some((rate, after)) = self.rate(end) else { break };
            understood.push(self.understood_as(end..after, format!("rate {rate}")));
            words.push(rate);
            end = after;
        }
        (words.join(" "), end)
    }

    /// Parses one rate after a unit; returns its words and the index of the next token.
    fn rate(&self, at: usize) -> Option<(String, usize)> {
        if let Some(rate) = often(self.word(at)).filter(|_| !self.noun_follows(at + 1)) {
            return Some((rate.to_owned(), at + 1));
        }
        let slash = self.mark(at) == Some('/') && self.glued(at);
        let per = slash || self.word(at) == "per" && !matches!(self.word(at + 1), "cent" | "se");
        let article = matches!(self.word(at), "a" | "an" | "each" | "every") && !self.glued(at);
        let (noun, end) = if per || article { self.noun(at + 1)? } else { return None };
        let time = matches!(noun.class, UnitClass::Seconds(_) | UnitClass::Months(_));
        let one = !self.word(end - 1).ends_with('s');
        let counted = per && matches!(noun.class, UnitClass::Count | UnitClass::Measure);
        let shifted =
            matches!(self.word(end), "ago" | "earlier" | "later" | "before" | "after" | "when");
        let lead = if per { "per" } else { self.word(at) };
        let rate = format!("{lead} {}", self.words(at + 1..end).to_lowercase());
        (one && (time || counted) && !shifted).then_some((rate, end))
    }
}

/// The rate that an adverb means: "daily" is "a day". `None` for other words.
fn often(word: &str) -> Option<&'static str> {
    Some(match word {
        "hourly" => "an hour",
        "daily" => "a day",
        "weekly" => "a week",
        "monthly" => "a month",
        "yearly" | "annually" => "a year",
        _ => return None,
    })
}
