//! The date in a value of metadata, as it is written there.

use chrono::{DateTime, FixedOffset};

/// The day in a date with a time, as written: it is not moved to another time zone. `20161024` and `2016/10/24` become
/// `2016-10-24`; other words stay as they are.
///
/// In local time, a time in UTC may be on another day, but it is not known on which one.
#[must_use]
pub fn as_written(words: &str) -> String {
    let words = words.trim();
    dashed(words).or_else(|| compact(words)).unwrap_or_else(|| words.to_owned())
}

/// Whether two values mean the same day, or the same time.
pub(super) fn is_one_date(one: &str, other: &str) -> bool {
    let moments = (moment(one), moment(other));
    as_written(one) == as_written(other)
        || matches!(moments, (Some(one), Some(other)) if one == other)
}

/// Whether a value is a time in UTC.
pub(super) fn is_universal(words: &str) -> bool {
    moment(words).is_some_and(|moment| moment.offset().local_minus_utc() == 0)
}

fn moment(words: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(words.trim()).ok()
}

/// The day of `2016-10-24T18:00:00+03:00`, `2016-10-24 18:00` or `2016/10/24`.
fn dashed(words: &str) -> Option<String> {
    let day = words.get(..10)?;
    let mark = day.as_bytes()[4];
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == mark && matches!(mark, b'-' | b'/'),
        _ => byte.is_ascii_digit(),
    });
    (is_day && is_time(&words[10..])).then(|| day.replace('/', "-"))
}

/// The day of `20161024` or `20161024T180000Z`.
fn compact(words: &str) -> Option<String> {
    let day = words.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    let is_year = day.starts_with("19") || day.starts_with("20");
    (is_year && is_time(&words[8..])).then(|| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

/// Whether the words after a day are a time of day, or empty.
fn is_time(rest: &str) -> bool {
    let time = rest.trim_start_matches([' ', 'T', 't']);
    let begins =
        |digits: usize| time.bytes().take(digits).filter(u8::is_ascii_digit).count() == digits;
    rest.is_empty() || (time.len() < rest.len() && begins(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_that_is_written() {
        for (words, day) in [
            ("2016-10-24", "2016-10-24"),
            ("2016-10-24T23:30:00-05:00", "2016-10-24"),
            ("2016-10-25T04:30:00.000Z", "2016-10-25"),
            (" 2016-10-24 23:30:00 ", "2016-10-24"),
            ("2016/10/24", "2016-10-24"),
            ("20161024", "2016-10-24"),
            ("20161024T2330Z", "2016-10-24"),
        ] {
            assert_eq!(as_written(words), day, "{words}");
        }
        for words in [
            "2016-10",
            "24 October 2016",
            "1477324800",
            "2016-10-24/2016-10-26",
            "Mon, 24 Oct 2016 18:00:00 GMT",
        ] {
            assert_eq!(as_written(words), words);
        }
    }

    #[test]
    fn one_moment_in_two_time_zones_is_one_date() {
        let (universal, local) = ("2016-10-24T22:12:44.000Z", "2016-10-25T00:12:44+02:00");
        assert!(is_one_date(universal, local));
        assert!(is_universal(universal) && !is_universal(local));
        assert!(!is_one_date("2016-10-24T22:12:45Z", local));
        assert!(is_one_date("2016-10-25", local) && !is_universal("2016-10-25"));
    }
}
