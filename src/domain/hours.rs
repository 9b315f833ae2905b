//! The time of day of a fact, in addition to the days of its time.

use crate::domain::when::When;
use std::fmt;
use std::str::FromStr;

/// A clock time or hours of a day, as in ISO 8601: `09:00`, `09:00/14:00`, `09:00/..`, `../14:00`, or in UTC
/// `09:00Z/14:00Z`. Without `Z`, the clock is that of the place. The time changes no day of the fact. If the
/// fact has several days, the hours are those of each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    span: Span,
    /// Whether it is in UTC, and not the time at the place.
    is_utc: bool,
}

/// Minutes since the beginning of the day, up to 1440 for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Span {
    At(u16),
    /// An end before the start is on the next day, as in `22:00/04:00`.
    Between(u16, u16),
    From(u16),
    Until(u16),
}

/// The text is not a time of day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time of day: {expected}", expected = expected_for(.0))]
pub struct HoursError(pub String);

/// What to write instead of a text: two times with a dash (`09-14`, `09:00-14:00`) in the correct form; for other
/// texts, the list of forms.
fn expected_for(text: &str) -> String {
    let time = |text: &str| {
        let digits = text.trim();
        let plain = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let hour = plain.then(|| digits.parse::<u16>().ok()).flatten();
        hour.map(|hour| hour * 60).or_else(|| minutes(digits))
    };
    text.split_once(['-', '\u{2013}', '/'])
        .and_then(|(from, until)| Hours::between(Some(time(from)?), Some(time(until)?), false))
        .map_or_else(
            || "09:00, 09:00/14:00, 09:00/.. or ../14:00 was expected".to_owned(),
            |hours| format!("did you mean {hours}?"),
        )
}

const MINUTES_A_DAY: u16 = 24 * 60;

impl Hours {
    /// A clock time; `None` if a day has no such minute.
    #[must_use]
    pub fn at(minute: u16, is_utc: bool) -> Option<Self> {
        (minute < MINUTES_A_DAY).then_some(Self { span: Span::At(minute), is_utc })
    }

    /// The hours from one time to another. `None` if both are open or equal, or if a day has no
    /// such minute (the last one is 1440).
    #[must_use]
    pub fn between(from: Option<u16>, until: Option<u16>, is_utc: bool) -> Option<Self> {
        let fits = from.is_none_or(|minute| minute < MINUTES_A_DAY)
            && until.is_none_or(|minute| minute <= MINUTES_A_DAY);
        let span = match (from, until) {
            (Some(from), Some(until)) if from != until => Span::Between(from, until),
            (Some(from), None) => Span::From(from),
            (None, Some(until)) => Span::Until(until),
            _ => return None,
        };
        fits.then_some(Self { span, is_utc })
    }

    /// The minutes of the day at which the hours begin and end, each `None` if it is open; the same minute twice for a
    /// clock time.
    #[must_use]
    pub fn minutes(self) -> (Option<u16>, Option<u16>) {
        match self.span {
            Span::At(minute) => (Some(minute), Some(minute)),
            Span::Between(from, until) => (Some(from), Some(until)),
            Span::From(from) => (Some(from), None),
            Span::Until(until) => (None, Some(until)),
        }
    }

    /// Whether it is in UTC, and not the time at the place.
    #[must_use]
    pub fn is_utc(self) -> bool {
        self.is_utc
    }

    /// Whether the hours of a fact with that time apply to each of several days. The time at which something
    /// began or ended belongs to its first or last day: "since noon on 25 April".
    #[must_use]
    pub fn are_daily(self, when: &When) -> bool {
        let text = when.expression.as_str();
        // A set that means "one of several days" is a single day; a period and a set of all days are several.
        let is_one_of = text.starts_with('[') && !text.contains('/');
        let is_open = matches!(self.span, Span::From(_) | Span::Until(_));
        !is_open && !is_one_of && !when.bounds.is_exact_day()
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = |minute: u16| Clock { minute, is_utc: self.is_utc };
        match self.span {
            Span::At(minute) => clock(minute).fmt(f),
            Span::Between(from, until) => write!(f, "{}/{}", clock(from), clock(until)),
            Span::From(from) => write!(f, "{}/..", clock(from)),
            Span::Until(until) => write!(f, "../{}", clock(until)),
        }
    }
}

impl FromStr for Hours {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text.trim()).ok_or_else(|| HoursError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Hours> {
    let Some((from, until)) = text.split_once('/') else {
        let Clock { minute, is_utc } = Clock::parse(text)?;
        return Hours::at(minute, is_utc);
    };
    let side = |text: &str| match text {
        ".." => Some(None),
        clock => Clock::parse(clock).map(Some),
    };
    let (from, until) = (side(from)?, side(until)?);
    let is_utc = from.or(until)?.is_utc;
    // An end without a time zone has the zone of the start (ISO 8601).
    if until.is_some_and(|until| until.is_utc && !is_utc) {
        return None;
    }
    Hours::between(from.map(|clock| clock.minute), until.map(|clock| clock.minute), is_utc)
}

/// One clock time: `09:00`, `09:00Z`.
#[derive(Clone, Copy)]
struct Clock {
    minute: u16,
    is_utc: bool,
}

impl Clock {
    fn parse(text: &str) -> Option<Self> {
        let clock = text.strip_suffix('Z');
        Some(Self { minute: minutes(clock.unwrap_or(text))?, is_utc: clock.is_some() })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = if self.is_utc { "Z" } else { "" };
        write!(f, "{:02}:{:02}{zone}", self.minute / 60, self.minute % 60)
    }
}

/// The minutes of `hh:mm`, up to `24:00`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |digits: &str| {
        let plain = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (two(hour)?, two(minute)?);
    (minute < 60 && hour * 60 + minute <= MINUTES_A_DAY).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parsing_and_printing_are_inverse(
            from in prop::option::of(0..=MINUTES_A_DAY),
            until in prop::option::of(0..=MINUTES_A_DAY),
            is_utc: bool,
        ) {
            let at = from.and_then(|minute| Hours::at(minute, is_utc));
            for hours in at.into_iter().chain(Hours::between(from, until, is_utc)) {
                prop_assert_eq!(hours.to_string().parse(), Ok(hours));
            }
        }

        #[test]
        fn no_text_is_taken_that_prints_otherwise(text in "[0-2][0-9]:[0-6][0-9]Z?(/[0-2][0-9]:[0-6][0-9])?") {
            if let Ok(hours) = text.parse::<Hours>() {
                prop_assert_eq!(hours.to_string().replace('Z', ""), text.replace('Z', ""));
            }
        }
    }

    #[test]
    fn two_times_with_a_dash_are_refused_with_what_they_may_mean() {
        for (text, meant) in [
            ("09-14", "did you mean 09:00/14:00?"),
            ("9 \u{2013} 14", "09:00/14:00?"),
            ("09:00-14:30", "did you mean 09:00/14:30?"),
        ] {
            assert!(HoursError(text.to_owned()).to_string().ends_with(meant), "{text}");
        }
        for text in ["30-40", "9-9", "2018-03", "about noon", "-"] {
            assert!(HoursError(text.to_owned()).to_string().ends_with("expected"), "{text}");
        }
    }

    #[test]
    fn a_word_that_is_not_a_time_of_day_is_refused() {
        for text in [
            "",
            "9:00",
            "09:60",
            "25:00",
            "24:01",
            "09:00/09:00",
            "../..",
            "09:00/14:00Z",
            "09:00-11:00",
            "09:00+03:00",
            "é9:00",
            "09:00x",
        ] {
            assert!(text.parse::<Hours>().is_err(), "{text}");
        }
        assert!("24:00".parse::<Hours>().is_err(), "a day ends at 24:00, and none begins then");
        assert!("22:00/24:00".parse::<Hours>().is_ok());
    }
}
