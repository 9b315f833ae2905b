//! Words before or after a number, a month or a year that show that it is not a date. Only data, no rules.

/// Nouns that follow a count. A number before one of them is not a day or year: "on 20 October 21
/// people".
pub(crate) const COUNTED: &[&str] = &[
    "people",
    "civilians",
    "children",
    "women",
    "men",
    "fighters",
    "rebels",
    "soldiers",
    "others",
    "members",
    "percent",
    "per",
    "million",
    "thousand",
    "hundred",
    "billion",
    "dead",
    "killed",
    "wounded",
    "injured",
    "families",
    "trucks",
    "bodies",
    "villages",
    "hospitals",
    "years",
    "days",
    "hours",
    "minutes",
    "deaths",
    "attacks",
    "strikes",
    "airstrikes",
    "countries",
    "troops",
    "militants",
    "households",
    "refugees",
    "persons",
    "patients",
    "convoys",
    "schools",
    "houses",
    "homes",
    "buildings",
    "tonnes",
    "tons",
    "km",
    "kilometers",
    "kilometres",
    "miles",
    "meters",
    "metres",
    "dollars",
    "cases",
    "injuries",
    "corridors",
    "residents",
    "protesters",
    "police",
    "officers",
    "workers",
    "vehicles",
    "tanks",
    "rockets",
    "shells",
    "missiles",
    "months",
    "weeks",
    "times",
    "points",
    "feet",
];

/// Nouns that have a day in their name.
pub(crate) const NAMED_BY_A_DAY: &[&str] = &[
    "movement",
    "alliance",
    "coalition",
    "brigade",
    "brigades",
    "street",
    "avenue",
    "square",
    "bridge",
    "stadium",
    "university",
    "hospital",
    "airport",
    "bloc",
    "party",
    "front",
];

/// Words before "of" that make the number after it an amount: "a total of 1950".
pub(crate) const AMOUNT_OF: &[&str] = &[
    "total",
    "number",
    "sum",
    "height",
    "population",
    "average",
    "maximum",
    "minimum",
    "distance",
    "depth",
    "cost",
    "price",
    "out",
    "list",
    "strength",
    "force",
    "army",
    "group",
    "capacity",
    "garrison",
    "crew",
    "some",
    "more",
    "most",
    "all",
    "average",
    "length",
    "altitude",
    "speed",
];

/// Words before a number that make it a count: "at least 2014 attacks".
pub(crate) const COUNT_BEFORE: &[&str] = &[
    "least",
    "most",
    "than",
    "about",
    "around",
    "some",
    "over",
    "nearly",
    "almost",
    "were",
    "are",
    "was",
    "is",
    "to",
    "and",
    "or",
    "reported",
    "recorded",
    "documented",
    "launched",
    "approximately",
    "with",
    "carried",
    "roughly",
    "just",
    "under",
    "all",
    "other",
    "these",
    "those",
    "no",
    "another",
];

/// Verbs after a year that is the subject of its sentence.
pub(crate) const VERBS_OF_A_YEAR: &[&str] =
    &["saw", "was", "has", "had", "also", "began", "ended", "brought", "marked", "is", "will"];

/// Words before "start" and "end" that make them nouns.
pub(crate) const NOUN_FOLLOWS: &[&str] =
    &["the", "at", "by", "until", "since", "before", "from", "around", "very", "of", "in"];

/// Whether a month's or weekday's name, in lower case, is also an ordinary English word.
pub(crate) fn is_ambiguous_name(word: &str) -> bool {
    matches!(word, "may" | "march" | "mar" | "sun" | "sat" | "mon" | "wed" | "jan" | "dec")
}

/// Words before an adjective or a year that names something: "the bloody 1994 genocide".
pub(crate) const DETERMINERS: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "its",
    "his",
    "her",
    "their",
    "our",
    "my",
    "'s",
    "\u{2019}s",
];

/// Short words after a number that are not units: "in 2016 he left".
pub(crate) const NO_UNITS: &[&str] =
    &["is", "as", "at", "in", "on", "to", "by", "it", "he", "we", "or"];

/// Words before a year that names an event: "after 2014 elections".
pub(crate) const BEFORE_AN_EVENT: &[&str] =
    &["after", "since", "during", "before", "following", "s"];

/// Words before a year and a noun: "the 2003 invasion".
pub(crate) const BEFORE_A_YEAR: &[&str] =
    &["the", "its", "his", "her", "their", "this", "our", "a", "an", "\'s", "’s", "early", "late"];

/// Words ending in "s" that do not make the number before them a count.
pub(crate) const NO_PLURAL: &[&str] =
    &["was", "has", "is", "as", "its", "his", "this", "elections", "us"];

/// Nouns that are counted, and that have no "s" in the plural, or may lack it.
pub(crate) const COUNTED_WITHOUT_S: &[&str] =
    &["people", "men", "women", "children", "percent", "km", "kilometers"];
