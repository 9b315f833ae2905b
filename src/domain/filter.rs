//! The shared filter of every reading command, and its yes, no or maybe about time.

use super::fact::Status;
use super::indicator::Nature;
use super::when::{Answer, Bounds, Day, Window, happens_within, holds_throughout};

/// Which facts are wanted. Empty lists and `None` ask nothing. Names are keys; a place stands for
/// itself and all below it. Values within one field are
/// alternatives (but every word of `text` is wanted), the fields are joined by and.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Keys of places; each stands for all below the place too (`syria` for every town of Syria).
    pub places: Vec<String>,
    /// The place that everything must lie in, itself or below it, whatever `places` asks besides.
    pub within: Option<String>,
    /// Keys of indicators: what the facts measure or follow (`killed`, `aid-delivery`).
    pub indicators: Vec<String>,
    /// The days that the facts are about: on, since, until, during.
    pub window: Option<Window>,
    /// Keys of the reports that the facts were found in (`voa-2016-10-24`).
    pub reports: Vec<String>,
    /// Keys of the actors that put those reports out (`voa`).
    pub publishers: Vec<String>,
    /// Keys of the actors who say so (`united-nations`), whoever published it.
    pub claimants: Vec<String>,
    /// Where the process of a fact stands: `announced`, `under-way`, `ended` …
    pub statuses: Vec<Status>,
    /// Threads that facts of one process share (`october-truce`).
    pub threads: Vec<String>,
    /// Words that all stand in the quote, the words as stated, the comment or the report's title.
    pub text: Vec<String>,
    /// Least reliability that an assessment gave, A to F.
    pub min_reliability: Option<char>,
    /// Only reports published up to this day.
    pub as_published: Option<Day>,
    /// The state of the database at the end of this day (UTC).
    pub as_recorded: Option<Day>,
    /// Whether facts are wanted, too, that were retracted or replaced by a correction.
    pub retracted: bool,
    /// Whether facts are left out of which only some readings lie in the window (`Answer::Maybe`).
    pub sure: bool,
    /// Most facts to give; how many more there are is told beside them.
    pub limit: Option<usize>,
}

/// Whether a fact holds in a window: an event happened on some day of its period; everything else,
/// and an absence (an event with the value 0), holds on every day of it. An open end is known to
/// hold until the report came out. Without any time it only may.
#[must_use]
pub fn answer(
    bounds: &Bounds,
    nature: Nature,
    is_absence: bool,
    published: Day,
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
