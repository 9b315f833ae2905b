//! Words for times of day.

use crate::domain::hours::Hours;
use crate::domain::when::When;

/// A time of day in words: `09:00-14:00`, `from 09:00`, `until 14:00`, `09:00 UTC`.
#[must_use]
pub fn hours(hours: Hours) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let span = match hours.minutes() {
        (Some(from), Some(until)) if from == until => clock(from),
        (Some(from), Some(until)) => format!("{}-{}", clock(from), clock(until)),
        (Some(from), None) => format!("from {}", clock(from)),
        (None, Some(until)) => format!("until {}", clock(until)),
        (None, None) => String::new(),
    };
    if hours.is_utc() { format!("{span} UTC") } else { span }
}

/// The words for a time, with its time of day: `5 Mar 2018, 09:00-14:00`, `since 27 Feb 2018,
/// 09:00-14:00 daily`.
#[must_use]
pub fn with_hours(words: String, when: &When, time_of_day: Option<Hours>) -> String {
    let hours = time_of_day.map(|stated| hours_of(stated, when));
    match hours {
        Some(hours) => format!("{words}, {hours}"),
        None => words,
    }
}

/// The words for the hours of a time: `09:00-14:00 daily`.
#[must_use]
pub fn hours_of(stated: Hours, when: &When) -> String {
    let daily = if stated.are_daily(when) { " daily" } else { "" };
    format!("{}{daily}", hours(stated))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_several_days_are_daily_and_those_of_one_day_are_not() {
        let worded = |when: &str, hours: &str| {
            let when = When::new(when.parse().unwrap(), "");
            with_hours("then".to_owned(), &when, hours.parse().ok())
        };
        assert_eq!(worded("2018-03-05", "09:00/14:00"), "then, 09:00-14:00");
        assert_eq!(worded("2018-02-27/..", "09:00/14:00"), "then, 09:00-14:00 daily");
        assert_eq!(worded("2018-02-27/2018-03-05", "../14:00"), "then, until 14:00");
        assert_eq!(worded("2018-02-27/..", "12:00/.."), "then, from 12:00");
        assert_eq!(worded("2018-03", "16:30Z"), "then, 16:30 UTC daily");
        assert_eq!(worded("2018-03-05", ""), "then");
    }
}
