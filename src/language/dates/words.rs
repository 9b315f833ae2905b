//! The vocabulary: which words name months, weekdays, units, numbers and parts of the day.
//!
//! Knows words and their values; knows no grammar and no calendar arithmetic. All words come
//! lowered.

use chrono::Weekday;

/// A unit of time, as in "three days ago".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Seconds and minutes: never enough to change a day.
    Minute,
    /// Hours; 24 of them are a day.
    Hour,
    /// Calendar days.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// Two weeks.
    Fortnight,
    /// Calendar months.
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
    /// Calendar years.
    Year,
    /// Ten years from one that ends in 0.
    Decade,
}

/// The month (1-12) that a word names.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// The weekday that a word names.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" => Weekday::Mon,
        "tuesday" | "tue" | "tues" => Weekday::Tue,
        "wednesday" | "wed" | "weds" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" => Weekday::Thu,
        "friday" | "fri" => Weekday::Fri,
        "saturday" | "sat" => Weekday::Sat,
        "sunday" | "sun" => Weekday::Sun,
        _ => return None,
    })
}

/// The unit that a word names, and whether it is in the plural.
pub(super) fn unit(word: &str) -> Option<(Unit, bool)> {
    let plural = word.ends_with('s') && word.len() > 1;
    let unit = match word {
        "second" | "seconds" | "sec" | "secs" | "minute" | "minutes" | "min" | "mins" => {
            Unit::Minute
        }
        "hour" | "hours" | "hr" | "hrs" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "weekend" | "weekends" => Unit::Weekend,
        "week" | "weeks" | "wk" | "wks" => Unit::Week,
        "fortnight" | "fortnights" => Unit::Fortnight,
        "month" | "months" => Unit::Month,
        "quarter" | "quarters" => Unit::Quarter,
        "year" | "years" | "yr" | "yrs" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    };
    Some((unit, plural))
}

/// A cardinal from nought to nineteen, or a round ten.
pub(super) fn cardinal(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// An ordinal from first to twentieth, or thirtieth.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        _ => return None,
    })
}

/// The EDTF code (21-24) of a season.
pub(super) fn season(word: &str) -> Option<u32> {
    Some(match word {
        "spring" | "springtime" => 21,
        "summer" | "summertime" => 22,
        "autumn" | "fall" => 23,
        "winter" | "wintertime" => 24,
        _ => return None,
    })
}

/// The first year, within its century, of a decade in words: `nineties` is 90.
pub(super) fn decade(word: &str) -> Option<i32> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// A part of the day: it is understood, and does not change the day.
pub(super) fn is_daypart(word: &str) -> bool {
    matches!(
        word,
        "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "nighttime"
            | "dawn"
            | "dusk"
            | "noon"
            | "midday"
            | "midnight"
            | "daybreak"
            | "sunrise"
            | "sunset"
            | "nightfall"
            | "lunchtime"
    )
}

/// A time zone by its abbreviation.
pub(super) fn is_zone(word: &str) -> bool {
    matches!(
        word,
        "gmt"
            | "utc"
            | "z"
            | "zulu"
            | "bst"
            | "cet"
            | "cest"
            | "eet"
            | "eest"
            | "msk"
            | "est"
            | "edt"
            | "et"
            | "cst"
            | "cdt"
            | "pst"
            | "pdt"
            | "ast"
            | "trt"
            | "ist"
            | "wat"
            | "eat"
            | "cat"
    )
}

/// Month and weekday names that are also ordinary words.
pub(super) fn is_ambiguous_name(word: &str) -> bool {
    matches!(word, "may" | "march" | "mar" | "sun" | "sat" | "mon" | "wed" | "jan" | "dec")
}

/// Nouns that a number counts, so that the number is no day and no year: "on 20 October 21 people".
pub(super) const COUNTED: &[&str] = &[
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

/// Words that may open a time expression in running text, in order.
pub(super) const OPENING: &[&str] = &[
    "a",
    "about",
    "across",
    "after",
    "afternoon",
    "ahead",
    "almost",
    "an",
    "any",
    "approximately",
    "around",
    "as",
    "at",
    "before",
    "beginning",
    "between",
    "by",
    "calendar",
    "circa",
    "close",
    "coming",
    "couple",
    "current",
    "dawn",
    "day",
    "dozen",
    "during",
    "earlier",
    "early",
    "effective",
    "either",
    "end",
    "epi",
    "epidemiological",
    "evening",
    "ever",
    "few",
    "final",
    "for",
    "from",
    "h",
    "half",
    "in",
    "iso",
    "just",
    "last",
    "late",
    "later",
    "less",
    "mid",
    "middle",
    "midnight",
    "more",
    "morning",
    "nearly",
    "next",
    "night",
    "no",
    "noon",
    "not",
    "noughties",
    "on",
    "opening",
    "over",
    "overnight",
    "past",
    "perhaps",
    "possibly",
    "previous",
    "prior",
    "probably",
    "q",
    "recent",
    "remainder",
    "rest",
    "roughly",
    "same",
    "several",
    "shortly",
    "since",
    "so",
    "some",
    "sometime",
    "start",
    "starting",
    "that",
    "the",
    "these",
    "this",
    "through",
    "throughout",
    "till",
    "today",
    "tomorrow",
    "tonight",
    "under",
    "until",
    "up",
    "upcoming",
    "w",
    "week",
    "weekend",
    "with",
    "within",
    "year",
    "yesterday",
];

/// Whether a word may open a time expression in running text.
pub(super) fn is_opening(word: &str) -> bool {
    OPENING.binary_search(&word).is_ok()
        || month(word).is_some()
        || weekday(word).is_some()
        || season(word).is_some()
        || cardinal(word).is_some()
        || ordinal(word).is_some()
        || decade(word).is_some()
}

#[cfg(test)]
mod tests {
    #[test]
    fn opening_words_are_in_order() {
        assert!(super::OPENING.is_sorted());
    }
}
