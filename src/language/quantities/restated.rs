//! A number that is told twice, or against its whole: "eight (8)", "two of the eight corridors",
//! "40 people, including 12 children".
//!
//! Knows what stands for the same number and what is a part of it; must not know bounds.

use super::amounts::Amount;
use super::numeral::Numeral;
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::reading::UnderstoodSpan;

/// What begins a part of the counted that is told besides.
const INCLUDING: &str = "including include includes included";

/// What says that most of the counted are of one kind, without a figure.
const MOSTLY: &str = "mostly mainly largely";

/// What a part of the counted is understood as.
const PART: &str = "a part of it, not counted here";

impl Phrase<'_> {
    /// Where the same number ends that follows in brackets, once in digits and once in words:
    /// "eight (8)".
    pub(super) fn told_again(&self, at: usize, number: &Numeral) -> Option<usize> {
        let from = number.end + 1;
        if self.mark(number.end) != Some('(') || number.share {
            return None;
        }
        let once = self.figure(at).is_some() != self.figure(from).is_some();
        let again = self.numeral(from).ok()?.filter(|_| once)?;
        (again.value == number.value && self.mark(again.end) == Some(')')).then_some(again.end + 1)
    }

    /// The unit of a whole whose number is told too: "two of the eight corridors" are 2 corridors.
    pub(super) fn of_a_number(&self, amount: &Amount) -> Option<Amount> {
        let of = amount.end;
        let lead = self.word(of) == "of" && self.determiner(of + 1) && !amount.share;
        if !lead || !self.number_begins(of + 2) {
            return None;
        }
        // A number that is none ("of the 16:00 flights") has its fault told where it stands.
        let Ok(Some(whole)) = self.numeral(of + 2) else { return None };
        let (unit, end) = self.unit(whole.end).filter(|(unit, _)| unit.times == Ratio::ONE)?;
        if amount.value > whole.value || whole.share || self.word(whole.end) == "of" {
            return None;
        }
        let mut understood = amount.understood.clone();
        understood.push(self.understood_as(of..whole.end, "the whole it is a part of"));
        understood.extend(self.unit_understood(whole.end, end, &unit.name));
        Some(Amount { unit: Some(unit), understood, end, ..amount.clone() })
    }

    /// The token after a part of the counted that is told besides: ", including 12 children",
    /// "(12 of them women)", "mostly children". The total stays what it is.
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

    /// "of them", "of whom".
    fn of_them(&self, at: usize) -> Option<usize> {
        let of = self.word(at) == "of" && matches!(self.word(at + 1), "them" | "whom" | "which");
        of.then_some(at + 2)
    }

    /// A number of the counted with what they are: "12 children".
    fn counted_part(&self, at: usize) -> Option<usize> {
        let expression = self.expression(at).ok()??;
        expression.unit.is_some().then_some(expression.end)
    }
}
