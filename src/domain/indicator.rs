//! Indicators: what is measured or followed, and what its time means.

use super::words::word_set;

word_set! {
    /// What a value of the indicator is.
    Measure, "measure" {
        /// How many, how much, what share, what price.
        Count = "count",
        /// A length of time: hours, days, years.
        Duration = "duration",
        /// A date: the fact's when is its value.
        Date = "date",
        /// No value; a status or a when says it all.
        Nothing = "nothing",
    }
}

word_set! {
    /// What the time of a fact means.
    Nature, "nature" {
        /// The value holds as of a day.
        Stock = "stock",
        /// The value is a total over the period.
        Flow = "flow",
        /// The value or status holds on every day of the period.
        State = "state",
        /// Something happened on some day of the period; with the value 0 it happened on none.
        Event = "event",
    }
}

/// What is measured or followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The key that facts and commands name the indicator by (`aid-delivery`).
    pub key: String,
    /// The name of the indicator as shown.
    pub label: String,
    /// What counts as this indicator and what does not, in a sentence.
    pub definition: String,
    /// What a value of this indicator is: a count, a length of time, a date, or nothing.
    pub measures: Measure,
    /// The unit of the values (`people`, `hours`); empty where the indicator measures nothing or a
    /// date.
    pub unit: String,
    /// What the time of its facts means, which decides when two of them can be compared.
    pub nature: Nature,
    /// Most days between two stocks that can still be compared with each other.
    pub window_days: u32,
    /// The hashtag with attributes in the Humanitarian Exchange Language (`#affected+killed`).
    pub hxl_tag: Option<String>,
    /// Other words that the indicator is found by (`truce`).
    pub aliases: Vec<String>,
    /// Since when the indicator takes no new facts (UTC); none while it does.
    pub deprecated_at: Option<String>,
}
