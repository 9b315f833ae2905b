//! Words for parts of days and periods, and for days counted from another. Only data, no rules.

/// Parts of several days: "between the afternoons of 10 and 12 March".
pub(crate) const DAYPARTS: &[&str] =
    &["mornings", "noons", "afternoons", "evenings", "nights", "middays"];

/// Words for the night between two days.
pub(crate) const NIGHTS: &[&str] = &[
    "overnight",
    "in the night",
    "during the night",
    "on the night",
    "the night",
    "in the nights",
    "during the nights",
    "the nights",
];

/// Phrases that mean one unknown day of the period after them.
pub(crate) const SOME_DAY: &[&str] = &[
    "sometime in",
    "some time in",
    "sometime during",
    "some time during",
    "at some point in",
    "some point in",
    "some point during",
    "at some point during",
    "sometime on",
    "sometime",
];

/// Words between a length of time and the day from which it is counted.
pub(crate) const COUNTED_FROM: &[&str] =
    &["before", "after", "from", "following", "earlier", "later", "previously", "afterwards"];

/// Words for a day counted from the day that the text mentioned last, with the number of days.
pub(crate) const FROM_GIVEN: &[(&str, i64)] = &[
    ("that day", 0),
    ("that morning", 0),
    ("that afternoon", 0),
    ("that evening", 0),
    ("that same day", 0),
    ("that night", 0),
    ("the same day", 0),
    ("the same night", 0),
    ("same day", 0),
    ("the following day", 1),
    ("the following morning", 1),
    ("the next day", 1),
    ("the next morning", 1),
    ("the previous day", -1),
    ("the day before", -1),
    ("the day after", 1),
    ("the eve of", -1),
];

/// Phrases for the month of the report in the year before; "this time" refers to that month.
pub(crate) const SAME_MONTH: &[&str] = &[
    "this time last year",
    "this time a year ago",
    "the same month last year",
    "the same month of last year",
    "the same month a year ago",
    "same month last year",
    "same month of last year",
    "this month last year",
];

/// Phrases for the period one year before a period that the report names elsewhere.
pub(crate) const SAME_PERIOD: &[&str] = &[
    "the same period last year",
    "the same period of last year",
    "the same period a year ago",
    "the same period in the previous year",
    "same period last year",
    "same period of last year",
    "the same time last year",
];

/// Days by name, with their number of days from the publication day.
pub(crate) const DAYS: [(&str, i64); 20] = [
    ("the night before last", -2),
    ("night before last", -2),
    ("the day before yesterday", -2),
    ("day before yesterday", -2),
    ("the day after tomorrow", 2),
    ("day after tomorrow", 2),
    ("yesterday", -1),
    ("last night", -1),
    ("last evening", -1),
    ("today", 0),
    ("tonight", 0),
    ("this morning", 0),
    ("this afternoon", 0),
    ("this evening", 0),
    ("earlier today", 0),
    ("later today", 0),
    ("this day", 0),
    ("tomorrow", 1),
    ("right now", 0),
    ("this weekday", 0),
];

/// Words that make a clock time approximate, so that it is not recorded.
pub(crate) const ABOUT_A_CLOCK: &[&str] =
    &["around", "about", "approximately", "roughly", "circa", "shortly", "nearly"];
