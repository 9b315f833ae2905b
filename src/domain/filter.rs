//! The filter that all reading commands share, and whether a fact matches its time window: yes, no or maybe.

use super::assessment::Reliability;
use super::fact::Status;
use super::indicator::Nature;
use super::when::{Answer, Bounds, Day, Window, happens_within, holds_throughout};

/// Conditions on facts. Empty lists and `None` set no condition. Several values of one field are
/// alternatives, except that all words of `text` must occur; all fields must match. Names are keys,
/// and a place includes all places inside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Keys of places; each includes all places inside it (`syria` matches every town of Syria).
    pub places: Vec<String>,
    /// Key of a place that the fact's place must be or lie in, in addition to `places`. `None` sets
    /// no condition.
    pub within: Option<String>,
    /// Keys of places that must be inside the fact's place: with a town, this finds facts about its country.
    pub around: Vec<String>,
    /// Keys of indicators: what the facts measure or follow (`killed`, `aid-delivery`).
    pub indicators: Vec<String>,
    /// The days that facts must be about; `None` sets no condition.
    pub window: Option<Window>,
    /// Keys of the reports that contain the facts (`voa-2016-10-24`).
    pub reports: Vec<String>,
    /// Keys of the publishers of those reports (`voa`).
    pub publishers: Vec<String>,
    /// Keys of the actors that make the statements (`united-nations`), whoever published them.
    pub claimants: Vec<String>,
    /// Stages of the process: `announced`, `under-way`, `ended` …
    pub statuses: Vec<Status>,
    /// Threads: names of the running events that facts belong to (`october-truce`).
    pub threads: Vec<String>,
    /// Words that must all occur in the quote, the words as stated, the comment or the report's
    /// title.
    pub text: Vec<String>,
    /// Lowest acceptable reliability, by the combined assessments of a fact; `None` sets no condition, and
    /// admits facts without a grade.
    pub min_reliability: Option<Reliability>,
    /// Excludes reports published after this day, and undated ones; `None` excludes none.
    pub as_published: Option<Day>,
    /// Shows the database as it was at the end of this day (UTC); `None` shows its current state.
    pub as_recorded: Option<Day>,
    /// Whether to include retracted and replaced facts.
    pub retracted: bool,
    /// Whether to exclude facts that match the window only maybe (`Answer::Maybe`).
    pub sure: bool,
    /// Maximum number of facts to return; the number of further facts is reported; `None` sets no
    /// limit.
    pub limit: Option<usize>,
}

impl Filter {
    /// The day that the filter asks about: that of publication, else of recording, else `today`.
    #[must_use]
    pub fn day_asked(&self, today: Day) -> Day {
        self.as_published.or(self.as_recorded).unwrap_or(today)
    }

    /// The same filter for the places that contain those that it names.
    #[must_use]
    pub fn around_its_places(&self) -> Self {
        let around: Vec<String> = self.places.iter().chain(&self.within).cloned().collect();
        Self { places: Vec::new(), within: None, around, limit: None, ..self.clone() }
    }
}

/// Whether a fact matches a window. An event happened on some day of its period; everything else, and an
/// absence (an event with the value 0), is true on every day of it. A fact with an open end is known to be
/// true until publication, if that day is known. An undated fact may match.
#[must_use]
pub fn answer(
    bounds: &Bounds,
    nature: Nature,
    is_absence: bool,
    published: Option<Day>,
    window: Window,
) -> Answer {
    let undated = *bounds == Bounds::default();
    if undated {
        Answer::Maybe
    } else if nature == Nature::Event && !is_absence {
        happens_within(bounds, window)
    } else {
        holds_throughout(bounds, published, window)
    }
}
