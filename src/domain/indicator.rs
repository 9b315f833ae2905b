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
        /// It holds on every day of the period.
        State = "state",
        /// It happened on some day of the period; with the value 0 it happened on none.
        Event = "event",
    }
}

/// What is measured or followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The key it is named by (`aid-delivery`).
    pub key: String,
    /// Its name as shown.
    pub label: String,
    /// What counts as it and what does not.
    pub definition: String,
    /// What a value of it is.
    pub measures: Measure,
    /// The unit of its values (`people`, `hours`); empty where it measures nothing or a date.
    pub unit: String,
    /// What the time of its facts means, which decides when two of them can be compared.
    pub nature: Nature,
    /// Stocks of days no further apart than this are comparable.
    pub window_days: u32,
    /// Its hashtag in the Humanitarian Exchange Language.
    pub hxl_tag: Option<String>,
    /// Other words for it (`truce`).
    pub aliases: Vec<String>,
    /// Since when it is not to be used any more (UTC).
    pub deprecated_at: Option<String>,
}
