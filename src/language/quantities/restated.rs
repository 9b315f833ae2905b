//! Parses numbers that are stated twice, or with their whole or parts: "eight (8)", "two of the
//! eight corridors", "40 people, including 12 children".
//!
//! Knows which words repeat a number or state a part of it; must not know bounds.

use super::amounts::Amount;
use super::numeral::Numeral;
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;

/// Words before a stated part of the counted people or things.
const INCLUDING: &str = "including include includes included";

/// Words that say, without a figure, that most are of one kind.
const MOSTLY: &str = "mostly mainly largely";

/// The meaning that is reported for a stated part.
const PART: &str = "a part of it, not counted here";

impl Phrase<'_> {
    /// Index of the token after a repetition of the number in brackets, once in digits and once in
    /// words: "eight (8)". `None` without one.
    pub(super) fn told_again(&self, at: usize, number: &Numeral) -> Option<usize> {
        let from = number.end + 1;
        if self.mark(number.end) != Some('(') || number.share {
            return None;
        }
        let once = self.figure(at).is_some() != self.figure(from).is_some();
        let again = self.numeral(from).ok()?.filter(|_| once)?;
        (again.value == number.value && self.mark(again.end) == Some(')')).then_some(again.end + 1)
    }

    /// Parses a whole with a number of its own: "two of the eight corridors" is 2 corridors. `None`
    /// without one.
    pub(super) fn of_a_number(&self, amount: &Amount) -> Option<Amount> {
        let of = amount.end;
        let out = usize::from(self.word(of) == "out");
        let determiner = usize::from(self.determiner(of + out + 1));
        let number = of + out + 1 + determiner;
        if self.word(of + out) != "of" || amount.share || !self.number_begins(number) {
            return None;
        }
        // An error in the second number ("of the 16:00 flights") is reported when it is read
        // itself.
        let Ok(Some(whole)) = self.numeral(number) else { return None };
        // "Nine out of ten children" is a proportion; "64 of 80 trucks" and "3 of 5 wells" are counted.
        let digits = out == 0 && self.figure(number).is_some() && self.figure(of - 1).is_some();
        if determiner == 0 && whole.value <= Ratio::whole(10) && !digits {
            return None;
        }
        let (unit, end) = self.unit(whole.end).filter(|(unit, _)| unit.times == Ratio::ONE)?;
        if amount.value > whole.value || whole.share || self.word(whole.end) == "of" {
            return None;
        }
        let mut understood = amount.understood.clone();
        understood.push(self.understood_as(of..whole.end, "the whole it is a part of"));
        understood.extend(self.unit_understood(whole.end, end, &unit.name));
        Some(Amount { unit: Some(unit), understood, end, ..amount.clone() })
    }

    /// Parses a stated part of the counted; returns the index of the next token. It does not change
    /// the total: ", including 12 children", "(12 of them women)", "mostly children".
    pub(super) fn part_of_it(
        &self,
        at: usize,
        understood: &mut Vec<UnderstoodSpan>,
    ) -> Option<usize> {
        let bracket = self.mark(at) == Some('(');
        let from = at + usize::from(bracket || self.mark(at) == Some(','));
        let mut end = self.one_part(from, from > at)?;
        for _ in 0..8 {
            let comma = usize::from(self.mark(end) == Some(','));
            let and = usize::from(self.word(end + comma) == "and");
            if comma + and == 0 {
                break;
            }
            let Some(next) = self.counted_part(end + comma + and) else { break };
            end = next;
        }
        if bracket {
            end = (self.mark(end) == Some(')')).then_some(end + 1)?;
        }
        understood.push(self.understood_as(from - usize::from(bracket)..end, PART));
        Some(end)
    }

    fn one_part(&self, at: usize, apart: bool) -> Option<usize> {
        if is_one_of(MOSTLY, self.word(at)) {
            return self.unit(at + 1).map(|(_, end)| end);
        }
        if is_one_of(INCLUDING, self.word(at)) {
            return self.counted_part(at + 1);
        }
        if self.word(at) == "among" && self.word(at + 1) == "them" {
            return self.counted_part(at + 2);
        }
        if !apart {
            return None;
        }
        let first = self.of_them(at);
        let number = first.unwrap_or(at);
        let expression = self.expression(number).ok()??;
        let of = self.of_them(expression.end).filter(|_| first.is_none());
        if first.is_none() && of.is_none() {
            return None;
        }
        let end = of.unwrap_or(expression.end);
        let end = end + usize::from(matches!(self.word(end), "are" | "were"));
        match self.unit(end) {
            Some((_, after)) => Some(after),
            None => expression.unit.is_some().then_some(end),
        }
    }

    /// Parses "of them", "of whom"; returns the index of the next token.
    fn of_them(&self, at: usize) -> Option<usize> {
        let of = self.word(at) == "of" && matches!(self.word(at + 1), "them" | "whom" | "which");
        of.then_some(at + 2)
    }

    /// Parses a number with what it counts: "12 children"; returns the index of the next token.
    fn counted_part(&self, at: usize) -> Option<usize> {
        let expression = self.expression(at).ok()??;
        expression.unit.is_some().then_some(expression.end)
    }
}
