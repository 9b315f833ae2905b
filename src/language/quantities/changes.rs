//! Recognizes pairs of numbers that are not a range: changes, years, scores and codes.
//!
//! Knows what distinguishes them from ranges; must not know what a range means.

use super::amounts::Amount;
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use super::units::Unit;
use crate::language::words::english::around_figures::CHANGE;

impl Phrase<'_> {
    /// Whether the number at `at` is a date or year, so that the word before it joins no range.
    pub(super) fn number_is_later(&self, at: usize) -> bool {
        self.running
            && self.figure(at).is_some()
            && !matches!(self.mark(at - 1), Some('-' | '–' | '~'))
            && self.other_number(at).is_some()
    }

    /// Whether words before `at` describe a change: "rose from 200 to 300" is not a range.
    pub(super) fn is_change(&self, at: usize) -> bool {
        (1..=3).any(|back| at.checked_sub(back).is_some_and(|at| is_one_of(CHANGE, self.word(at))))
    }

    /// Whether two numbers without unit are years or a score: "2011-2016", "2013-14", "3-2".
    pub(super) fn is_no_range(
        &self,
        first: &Amount,
        second: &Amount,
        unit: Option<&Unit>,
        between: bool,
        at: usize,
    ) -> bool {
        if unit.is_some() {
            return false;
        }
        let year = |amount: &Amount| {
            amount.plain == Some(4)
                && amount.value >= Ratio::whole(1500)
                && amount.value < Ratio::whole(2200)
        };
        let years = year(first) && (year(second) || second.plain == Some(2));
        let digits = first.plain == Some(1) && second.plain.is_some_and(|digits| digits <= 2);
        let score = !between && digits && self.mark_between(at, second.end).is_some();
        score || years && (!between || year(second))
    }

    /// Whether a hyphen and a figure follow at `at`, as in the score "5-0" or the code "1-222".
    pub(super) fn is_reversed_score(&self, at: usize) -> bool {
        self.hyphen(at) && self.figure(at + 1).is_some()
    }
}
