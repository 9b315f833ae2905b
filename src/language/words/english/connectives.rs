//! Words and phrases that join a date to its sentence: "by", "since", "until", "in the course of". Only data, no rules.

/// Phrases before a deadline: "by Friday" is Friday or earlier.
pub(crate) const BY: &[&str] =
    &["by", "no later than", "not later than", "on or before", "at the latest by", "not after"];

/// Phrases before a time that something came before.
pub(crate) const BEFORE: &[&str] = &["before", "prior to", "ahead of", "earlier than"];

/// Phrases before a time that something came after.
pub(crate) const AFTER: &[&str] =
    &["after", "later than", "any time after", "sometime after", "shortly after"];

/// Phrases before an earliest time.
pub(crate) const NOT_BEFORE: &[&str] =
    &["not before", "no earlier than", "not earlier than", "on or after"];

/// Phrases before a start; the first two look back.
pub(crate) const SINCE: &[&str] = &[
    "ever since",
    "since",
    "starting from",
    "starting on",
    "starting in",
    "starting",
    "beginning from",
    "beginning on",
    "beginning in",
    "beginning",
    "with effect from",
    "effective from",
    "effective",
    "as from",
    "dating back to",
    "going back to",
    "from",
];

/// Phrases after a start.
pub(crate) const ONWARDS: &[&str] =
    &["onwards", "onward", "forward", "forwards", "on", "until further notice"];

/// Phrases before an end.
pub(crate) const UNTIL: &[&str] =
    &["up to and including", "up until", "until", "till", "til", "up to", "through", "thru"];

/// Words between a length of time and its last day. "The 24 hours to Monday" looks back, as "last
/// Monday" does; "for three days until Monday" is a deadline.
pub(crate) const UP_TO: &[&str] = &["until", "till", "up to", "to", "ending", "ended", "through"];

/// Phrases that look ahead.
pub(crate) const AHEAD: &[&str] = &[
    "scheduled for",
    "planned for",
    "set for",
    "due on",
    "due in",
    "due by",
    "due",
    "will be on",
    "will be in",
    "will be",
    "will",
    "expected on",
    "expected in",
    "expected",
];

/// Phrases before a time, which are not part of it.
pub(crate) const OPENERS: &[&str] = &[
    "in the course of",
    "for the month of",
    "in the month of",
    "on",
    "in",
    "at",
    "during",
    "throughout",
    "over",
    "across",
    "for",
    "as of",
    "as recently as",
    "as late as",
    "dated",
    "as at",
];

/// Words that may come between the number of a day and its month.
pub(crate) const JOINS: [&str; 10] =
    ["and", "or", "to", "of", "the", "until", "till", "through", "in", "day"];
