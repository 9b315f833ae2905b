//! Indicators: what facts measure or follow, and how their time is to be understood.

use super::words::word_set;

word_set! {
    /// What kind of value the facts of an indicator have.
    Measure, "measure" {
        /// A number, amount, share or price.
        Count = "count",
        /// A length of time in hours, days or years.
        Duration = "duration",
        /// A date, which is the time of the fact.
        Date = "date",
        /// No value: the fact has only a status or a time.
        Nothing = "nothing",
    }
}

word_set! {
    /// How the time of a fact is to be understood.
    Nature, "nature" {
        /// The value is a number as of one day: displaced people.
        Stock = "stock",
        /// The value is a total over the period: killed people.
        Flow = "flow",
        /// The value or status is true on every day of the period: a siege.
        State = "state",
        /// Something happened on some day of the period: an attack. The value 0 means that it
        /// happened on none of the days.
        Event = "event",
    }
}

/// An indicator: what facts measure or follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The key that facts and commands name the indicator by (`aid-delivery`).
    pub key: String,
    /// The name of the indicator in output (`Killed`).
    pub label: String,
    /// What counts as this indicator and what does not, in a sentence.
    pub definition: String,
    /// What kind of value the facts have.
    pub measures: Measure,
    /// The unit of the values (`people`, `hours`); empty for indicators without a value or with a
    /// date.
    pub unit: String,
    /// Further units of the values (`households`); figures in each are a separate series.
    pub units: Vec<String>,
    /// How the time of the facts is to be understood; decides which facts can be compared.
    pub nature: Nature,
    /// Maximum number of days between two stocks (numbers of displaced people, say) that can be
    /// compared.
    pub window_days: u32,
    /// Hashtag and attributes in the Humanitarian Exchange Language (`#affected+killed`); `None` if
    /// it has none.
    pub hxl_tag: Option<String>,
    /// Other words by which the indicator is found (`truce`).
    pub aliases: Vec<String>,
    /// When the indicator was deprecated (UTC), so that it accepts no new facts; `None` while it
    /// accepts them.
    pub deprecated_at: Option<String>,
}

/// Maximum number of bytes of the sentence in a message about what an indicator counts.
const SENTENCE: usize = 200;

impl Indicator {
    /// What counts as this indicator, for messages: the first sentence of its definition without its end, or
    /// its label if it has none or a long one.
    #[must_use]
    pub fn what_it_counts(&self) -> &str {
        let first =
            self.definition.split_once(". ").map_or(self.definition.as_str(), |(first, _)| first);
        let first = first.trim().trim_end_matches('.');
        if first.is_empty() || first.len() > SENTENCE { &self.label } else { first }
    }
}
