//! Words of the calendar and the clock: months, weekdays, seasons, decades, units of time, parts of
//! the day and time zones. Knows no grammar and no calendar arithmetic.

use chrono::Weekday;

/// A unit of time, as in "three days ago".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeUnit {
    /// A second; no expression of a date is exact enough to tell one from another.
    Second,
    /// A minute: sixty seconds.
    Minute,
    /// An hour; 24 of them are counted as a day.
    Hour,
    /// A calendar day at the place, whatever its time zone.
    Day,
    /// Saturday and Sunday, also where Friday is the day of rest.
    Weekend,
    /// Monday to Sunday, as ISO 8601 has it.
    Week,
    /// Fourteen days; the words name no day that they begin on.
    Fortnight,
    /// A calendar month; as a length, it depends on the month that it is counted from.
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
    /// A calendar year; as a length, twelve months.
    Year,
    /// Ten years; as a calendar unit, from a year that ends in 0.
    Decade,
}

/// The unit of time that a word names, and whether it is in the plural.
pub(crate) fn time_unit(word: &str) -> Option<(TimeUnit, bool)> {
    let plural = word.ends_with('s') && word.len() > 1;
    let unit = match word {
        "second" | "seconds" | "sec" | "secs" => TimeUnit::Second,
        "minute" | "minutes" | "min" | "mins" => TimeUnit::Minute,
        "hour" | "hours" | "hr" | "hrs" => TimeUnit::Hour,
        "day" | "days" => TimeUnit::Day,
        "weekend" | "weekends" => TimeUnit::Weekend,
        "week" | "weeks" | "wk" | "wks" => TimeUnit::Week,
        "fortnight" | "fortnights" => TimeUnit::Fortnight,
        "month" | "months" => TimeUnit::Month,
        "quarter" | "quarters" => TimeUnit::Quarter,
        "year" | "years" | "yr" | "yrs" => TimeUnit::Year,
        "decade" | "decades" => TimeUnit::Decade,
        _ => return None,
    };
    Some((unit, plural))
}

/// The month (1-12) that a word names.
pub(crate) fn month(word: &str) -> Option<u32> {
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
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
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

/// The EDTF code (21-24) of a season.
pub(crate) fn season(word: &str) -> Option<u32> {
    Some(match word {
        "spring" | "springtime" => 21,
        "summer" | "summertime" => 22,
        "autumn" | "fall" => 23,
        "winter" | "wintertime" => 24,
        _ => return None,
    })
}

/// The first year, within its century, of a decade in words: `nineties` is 90.
pub(crate) fn decade(word: &str) -> Option<i32> {
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
pub(crate) fn is_daypart(word: &str) -> bool {
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
pub(crate) fn is_zone(word: &str) -> bool {
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
