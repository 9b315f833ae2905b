//! Words of the calendar and the clock: months, weekdays, seasons, decades, units of time, parts of
//! the day, time zones. Knows no grammar and no calendar arithmetic.

use crate::language::words::TimeUnit;
use chrono::Weekday;

/// The unit of time that a word names, and whether the word is plural; `None` for other words.
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

/// The month (1 to 12) that a word names, full or abbreviated; `None` for other words.
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

/// The weekday that a word names, full or abbreviated; `None` for other words.
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

/// The EDTF code (21 to 24) of a season; `None` for other words.
pub(crate) fn season(word: &str) -> Option<u32> {
    Some(match word {
        "spring" | "springtime" => 21,
        "summer" | "summertime" => 22,
        "autumn" | "fall" => 23,
        "winter" | "wintertime" => 24,
        _ => return None,
    })
}

/// The first year of a decade within its century: `nineties` is 90. `None` for other words.
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

/// Whether a word is a part of the day ("morning"). Such words are understood, but do not change
/// the day.
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

/// Whether a word is the abbreviation of a time zone ("gmt").
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
