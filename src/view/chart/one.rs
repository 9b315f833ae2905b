//! One chart: the figures of a series, or the sums of many events.

use super::bars::Sums;
use super::figure::Figure;
use super::ticks::Ticks;
use crate::view::timeline::Span;

/// All figures of one series.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Key of the indicator.
    pub indicator: String,
    /// Key of the place.
    pub place: String,
    /// The part of the people or things; `None` for all of them.
    pub scope: Option<String>,
    /// The unit of a separate series; `None` for the indicator's own unit.
    pub apart: Option<String>,
    /// What is measured and where, in words: `People trapped, civilians · Eastern Aleppo`.
    pub title: String,
    /// The unit of the scale; empty if none is known.
    pub unit: String,
    /// The days that are shown.
    pub window: Span,
    /// The figures, in order of time. Rejected ones are left out.
    pub figures: Vec<Figure>,
    /// The steps of the scale.
    pub ticks: Ticks,
    /// The number of reports behind the figures.
    pub reports: usize,
    /// The number of figures without a day.
    pub undated: usize,
    /// The number of figures that lie outside the days shown.
    pub outside: usize,
    /// Quantities without a number, in words, each once: `few`.
    pub in_words: Vec<String>,
    /// The contradictions in which figures take part: their days and sides, in words.
    pub contradictions: Vec<String>,
    /// The sums of many events over time, instead of figures; `None` if figures are drawn.
    pub sums: Option<Sums>,
}

impl Chart {
    /// Whether its figures are different numbers, so that a picture shows more than one of them would.
    #[must_use]
    pub fn has_different(&self) -> bool {
        if self.sums.is_some() {
            return true;
        }
        let stated = |one: &Figure| [one.low, one.best, one.high];
        let stands_apart = |pair: &[Figure]| stated(&pair[0]) != stated(&pair[1]);
        self.figures.windows(2).any(stands_apart)
    }

    /// How many figures or events it shows.
    pub(super) fn drawn(&self) -> usize {
        self.sums.as_ref().map_or(self.figures.len(), |sums| sums.events.max(sums.bars.len()))
    }
}
