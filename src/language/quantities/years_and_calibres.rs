//! Refuses phrases whose number names something instead of counting it: the year of an event and the calibre of a
//! weapon.
//!
//! Knows the calibres; must not know bounds or ranges.

use super::fault::Fault;
use super::phrase_table::is_one_of;
use super::ratio::Ratio;
use super::tokens::Phrase;
use crate::language::words;
use crate::language::words::english::around_figures::COUNTING;

/// Calibres below 10 mm, in hundredths of a millimetre; greater numbers of millimetres need no list.
const SMALL_CALIBRES: &[i64] = &[545, 556, 570, 650, 762, 792, 900];

impl Phrase<'_> {
    /// The fault for a year at `at` before a noun that is named by it: "2016 strikes", "2014-2015 attacks". `None` if
    /// the number may be a count, as in "2,016 strikes" and "2016 people".
    pub(super) fn year_of_events(&self, at: usize) -> Option<Fault> {
        // "There were 2016 strikes" counts them.
        let counted = matches!(
            self.word_before(at),
            "are" | "were" | "is" | "was" | "reported" | "reportedly" | "allegedly"
        );
        let at = at + usize::from(matches!(self.word(at), "between" | "from"));
        let year = self.recent_year(at).filter(|_| !counted)?;
        let joined = matches!(self.mark(at + 1), Some('-' | '–' | '/'))
            || matches!(self.word(at + 1), "to" | "and" | "or");
        let end = at + if joined && self.recent_year(at + 2).is_some() { 3 } else { 1 };
        // "2016 offensive" has no plural, and its noun may look like an adjective.
        let named = |at: &usize| words::is_event(self.word(*at));
        let noun = match self.unit(end) {
            Some((_, after)) => Some(after - 1).filter(named),
            None => (end..=self.past_adjectives(end)).find(named),
        };
        let noun = noun.filter(|_| !is_one_of(COUNTING, self.word(end)))?;
        let (number, events) = (self.words(at..end), self.words(end..noun + 1));
        let (thousands, rest) = (year / 1000, year % 1000);
        let why = format!(
            "`{number}` before `{events}` may be a year: expected `{thousands},{rest:03}` for a count"
        );
        Some(Fault::new(at..noun + 1, why))
    }

    /// The number at `at`, if it is four plain digits that can be a year of our time; else `None`.
    pub(super) fn recent_year(&self, at: usize) -> Option<i64> {
        let year = self.figure(at).filter(|_| self.looks_like_year(at))?.value.number().whole();
        year.filter(|year| (1900..=2099).contains(year))
    }

    /// The fault for a calibre at `at`: "120 mm mortars", or only "122mm", which could also be a
    /// length or millions. `None` for other numbers, and for a small one such as "5mm".
    pub(super) fn stated_calibre(&self, at: usize) -> Option<Fault> {
        let figure = self.figure(at)?;
        if let Some(weapon) = self.calibre(at) {
            let why = format!(
                "`{}` is a calibre, which says which weapon, not how many",
                self.words(at..weapon)
            );
            return Some(Fault::new(at..weapon, why));
        }
        let end = at + 2;
        let millions = self.word(at + 1) == "mm" && self.shortened(at + 1).is_some();
        let hundredths = figure.value.times(Ratio::whole(100)).and_then(|v| v.number().whole());
        let large = figure.value >= Ratio::whole(10)
            || hundredths.is_some_and(|value| SMALL_CALIBRES.contains(&value));
        if !millions || !large || self.follows_currency(at) {
            return None;
        }
        let (words, number) = (self.words(at..end), self.words(at..at + 1));
        let why = format!(
            "`{words}` may be a calibre, a length or millions: expected `{number} mm` or `{number} million`"
        );
        Some(Fault::new(at..end, why))
    }
}
