//! Packs facts for insertion. All texts of a batch are in one string, so that thousands of facts go from one
//! thread to another without an allocation for each text.

use crate::domain::fact::{Fact, QuoteCheck, Status};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::quantity::Per;
use crate::domain::when::Day;
use chrono::Datelike;
use std::fmt::Write as _;

/// Facts that are ready to be inserted, and known not to be in the file.
#[derive(Debug, Default)]
pub struct Batch {
    words: String,
    facts: Vec<EncodedFact>,
}

/// The parameters of the statement that inserts a fact (`fact::Inserter`) for its texts, its days and
/// its figures, in the order in which [`EncodedFact`] has these.
pub(super) const TEXTS: [usize; 18] =
    [5, 6, 9, 14, 15, 16, 21, 22, 26, 27, 28, 30, 7, 8, 25, 32, 34, 35];
pub(super) const DAYS: [usize; 4] = [17, 18, 19, 20];
pub(super) const FIGURES: [usize; 4] = [10, 11, 12, 33];

/// Average number of bytes of text in a fact, for allocating memory.
const WORDS: usize = 320;

/// The byte range of a text in its batch. An empty range means that the fact has no such text.
pub(super) type TextRange = (u32, u32);

/// One fact, ready to be inserted. Rows that it refers to are still keys, not ids, and its report is a
/// uid.
#[derive(Debug)]
pub(super) struct EncodedFact {
    pub(super) digest: [u8; 32],
    pub(super) report: Uid,
    pub(super) indicator: TextRange,
    pub(super) place: TextRange,
    /// The actors with their steps: claimants have step 0, those who passed the claim on have steps
    /// from 1.
    pub(super) actors: Vec<(Step, TextRange)>,
    /// The texts, in the order of [`TEXTS`].
    pub(super) texts: [TextRange; TEXTS.len()],
    /// The days (`YYYY-MM-DD`), in the order of [`DAYS`].
    pub(super) days: [TextRange; DAYS.len()],
    /// The figures, in the order of [`FIGURES`].
    pub(super) figures: [Option<Number>; FIGURES.len()],
    pub(super) approximate: Option<bool>,
    pub(super) span: Option<(usize, usize)>,
    pub(super) replaces: Option<Uid>,
}

/// The position of an actor in the attribution of a fact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) step: i64,
    /// Whether the actor is a joint claimant with that of step 0.
    pub(super) is_joint: bool,
}

impl Batch {
    /// Makes a batch, and allocates memory for this many facts.
    #[must_use]
    pub fn with_capacity(facts: usize) -> Self {
        Self { words: String::with_capacity(facts * WORDS), facts: Vec::with_capacity(facts) }
    }

    /// The number of facts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether the batch has no fact.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Takes all facts out, and keeps the memory for others.
    pub fn clear(&mut self) {
        self.words.clear();
        self.facts.clear();
    }

    /// The number of bytes of text for which memory is allocated.
    #[must_use]
    pub fn room(&self) -> usize {
        self.words.capacity()
    }

    /// Adds a fact. `report` is the uid of its report, and `digest` the fact's own (`Fact::digest`),
    /// whose first half becomes its uid.
    pub fn push(&mut self, fact: &Fact, report: Uid, digest: [u8; 32]) {
        let claimants = (0..).zip(&fact.claimants);
        let claimants = claimants.map(|(step, key)| (Step { step, is_joint: step > 0 }, key));
        let first = i64::try_from(fact.claimants.len()).unwrap_or(i64::MAX).max(1);
        let via = (first..).zip(&fact.via);
        let actors = claimants
            .chain(via.map(|(step, key)| (Step { step, is_joint: false }, key)))
            .map(|(step, key)| (step, self.append(key)))
            .collect();
        let correction = fact.replaces.as_ref();
        let span = fact.quote_span();
        let encoded = EncodedFact {
            digest,
            report,
            indicator: self.append(&fact.indicator),
            place: self.append(&fact.place),
            actors,
            texts: self.texts(fact),
            days: self.days(fact),
            figures: figures(fact),
            approximate: fact.quantity.as_ref().map(|quantity| quantity.approximate),
            span: span.map(|span| (span.start, span.end)),
            replaces: correction.map(|correction| correction.fact),
        };
        self.facts.push(encoded);
    }

    fn texts(&mut self, fact: &Fact) -> [TextRange; TEXTS.len()] {
        let quantity = fact.quantity.as_ref();
        let hours = fact.time_of_day.map(|hours| hours.to_string());
        let when = fact.when.as_ref();
        [
            fact.scope.as_deref(),
            fact.term.as_deref(),
            quantity.map(|quantity| quantity.as_stated.as_str()),
            quantity.map(|quantity| quantity.unit.as_str()),
            when.map(|when| when.as_stated.as_str()),
            when.map(|when| when.expression.as_str()),
            fact.verb.as_deref(),
            fact.quote.as_deref(),
            fact.thread.as_deref(),
            fact.origin.as_deref(),
            fact.comment.as_deref(),
            fact.replaces.as_ref().map(|correction| correction.reason.as_str()),
            Some(fact.stance.as_str()),
            fact.status.map(Status::as_str),
            fact.quote_check().map(QuoteCheck::as_str),
            fact.source_row_id.as_deref(),
            quantity.and_then(|quantity| quantity.per).map(Per::as_str),
            hours.as_deref(),
        ]
        .map(|text| text.map_or((0, 0), |text| self.append(text)))
    }

    fn days(&mut self, fact: &Fact) -> [TextRange; DAYS.len()] {
        let bounds = fact.when.as_ref().map(|when| when.bounds).unwrap_or_default();
        let mut last = (None, (0, 0));
        [bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest].map(
            |day| {
                // Most facts are about one day, so one text serves for all four days.
                if day != last.0 {
                    last = (day, self.day(day));
                }
                last.1
            },
        )
    }

    fn append(&mut self, text: &str) -> TextRange {
        let from = self.words.len();
        self.words.push_str(text);
        self.range_since(from)
    }

    fn day(&mut self, day: Option<Day>) -> TextRange {
        let from = self.words.len();
        if let Some(day) = day {
            push_day(&mut self.words, day);
        }
        self.range_since(from)
    }

    fn range_since(&self, from: usize) -> TextRange {
        let at = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        (at(from), at(self.words.len()))
    }

    pub(super) fn facts(&self) -> &[EncodedFact] {
        &self.facts
    }

    /// A text of the batch; `None` for an empty range.
    pub(super) fn text(&self, (from, to): TextRange) -> Option<&str> {
        self.words.get(from as usize..to as usize).filter(|text| !text.is_empty())
    }
}

/// Appends a day as `YYYY-MM-DD`. Each fact has four days, and general formatting takes noticeable
/// time.
fn push_day(text: &mut String, day: Day) {
    let Some(year) = u32::try_from(day.year()).ok().filter(|year| *year < 10_000) else {
        // Writing to a string never fails.
        let _ = write!(text, "{day}");
        return;
    };
    let digit = |number: u32| b"0123456789"[(number % 10) as usize];
    let [month, of_month] = [day.month(), day.day()];
    let digits = [
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        b'-',
        digit(month / 10),
        digit(month),
        b'-',
        digit(of_month / 10),
        digit(of_month),
    ];
    text.push_str(std::str::from_utf8(&digits).unwrap_or_default());
}

fn figures(fact: &Fact) -> [Option<Number>; FIGURES.len()] {
    let quantity = fact.quantity.as_ref();
    quantity.map_or([None; FIGURES.len()], |it| [it.low, it.best, it.high, it.out_of])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn days_are_kept_as_they_print(days in -800_000..8_000_000) {
            let day = Day::from_num_days_from_ce_opt(days).unwrap();
            let mut text = String::new();
            push_day(&mut text, day);
            prop_assert_eq!(text, day.to_string());
        }
    }
}
