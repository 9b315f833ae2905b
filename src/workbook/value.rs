//! The typed value of a cell, and which values a cell of a workbook can store.

use crate::domain::when::Day;
use crate::text::safe;
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};
use std::borrow::Cow;

/// Maximum number of characters of a cell, as UTF-16 counts them.
const MOST_CHARACTERS: usize = 32_767;
/// The end of a text that was cut.
const CUT: &str = " … [cut: a cell holds 32,767 characters]";
/// The number of significant digits that a spreadsheet keeps for a number.
const DIGITS: usize = 15;
/// The number of 1899-12-30, day 0 of a workbook, when days are counted from 0001-01-01 as day 1.
const DAY_ZERO: i32 = 693_594;
/// The number of 1900-03-01. Programs count the days before it differently, since Excel knows a
/// 1900-02-29.
const FIRST_DAY: i32 = 61;
/// How a moment without a zone is written.
const LOCAL: &str = "%Y-%m-%dT%H:%M:%S";
/// Maximum length of the address of a link.
const LONGEST_LINK: usize = 2_080;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// No value.
    Blank,
    /// Any text, not escaped. It never becomes a formula, a number or a date.
    Text(Cow<'a, str>),
    /// A figure, as its decimal digits with a sign and a point if it needs them.
    Number(Cow<'a, str>),
    /// A day.
    Day(Day),
    /// A time, `YYYY-MM-DDThh:mm:ssZ`.
    Moment(Cow<'a, str>),
    /// A moment in local time, without a zone: `YYYY-MM-DDThh:mm:ss`.
    Local(NaiveDateTime),
    /// Yes or no.
    Flag(bool),
    /// A text that opens an address.
    Link {
        /// The visible text.
        text: Cow<'a, str>,
        /// The address, as recorded.
        url: Cow<'a, str>,
    },
}

/// What the texts of a column mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// Plain text.
    #[default]
    Text,
    /// A time as EDTF: a single day, or a moment in local time, becomes a date of the sheet; anything else is text.
    Time,
    /// A moment in UTC.
    Moment,
    /// The address of a page.
    Link,
}

/// A value in the form for a sheet.
#[derive(Debug, PartialEq)]
pub(super) enum Held<'a> {
    Blank,
    /// A text that fits and is safe to show, and whether it was cut.
    Text(Cow<'a, str>, bool),
    Number(f64),
    /// Days since 1899-12-30.
    Day(f64),
    /// Days since 1899-12-30, with the part of the day (UTC).
    Moment(f64),
    Flag(bool),
    /// A text as in `Text`, and an address that can be opened.
    Link(Cow<'a, str>, String),
}

impl<'a> Value<'a> {
    /// A text of a column, with the meaning of that column. A text with another meaning remains text.
    pub(crate) fn of(text: Cow<'a, str>, holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(text),
            Holds::Time => match (single_day(&text), exact_moment(&text)) {
                (Some(day), _) => Self::Day(day),
                (_, Some(at)) => Self::Local(at),
                _ => Self::Text(text),
            },
            Holds::Moment => Self::Moment(text),
            Holds::Link => Self::Link { url: text.clone(), text },
        }
    }

    /// The value in the form for a sheet. A value that no cell can store with its type becomes text: a number of more
    /// than fifteen digits, a day before March 1900, an address that is not a web address.
    pub(super) fn held(self) -> Held<'a> {
        match self {
            Self::Blank => Held::Blank,
            Self::Text(text) => Held::text(text),
            Self::Flag(flag) => Held::Flag(flag),
            Self::Number(digits) => match number(&digits) {
                Some(number) => Held::Number(number),
                None => Held::text(digits),
            },
            Self::Day(day) => match serial(day) {
                Some(days) => Held::Day(f64::from(days)),
                None => Held::text(day.to_string().into()),
            },
            Self::Moment(text) => match moment(&text) {
                Some(days) => Held::Moment(days),
                None => Held::text(text),
            },
            Self::Local(at) => match days(at) {
                Some(days) => Held::Moment(days),
                None => Held::text(at.format(LOCAL).to_string().into()),
            },
            Self::Link { text, url } => match (Held::text(text), address(&url)) {
                (Held::Text(text, false), Some(url)) => Held::Link(text, url),
                (held, _) => held,
            },
        }
    }
}

impl<'a> Held<'a> {
    fn text(text: Cow<'a, str>) -> Self {
        let safe = match text {
            Cow::Borrowed(text) => seen(text),
            Cow::Owned(text) => Cow::Owned(seen(&text).into_owned()),
        };
        match cut(&safe) {
            Some(cut) => Self::Text(Cow::Owned(cut), true),
            None if safe.is_empty() => Self::Blank,
            None => Self::Text(safe, false),
        }
    }
}

/// A text with line breaks as a sheet has them, and invisible characters shown by their numbers.
fn seen(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        return Cow::Owned(safe::data(&text.replace("\r\n", "\n")).into_owned());
    }
    safe::data(text)
}

/// The beginning of a text that is too long for a cell, with a mark; `None` if the text fits.
fn cut(text: &str) -> Option<String> {
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return None;
    }
    let most = MOST_CHARACTERS - CUT.encode_utf16().count();
    let mut taken = 0;
    let fits = |c: &char| {
        taken += c.len_utf16();
        taken <= most
    };
    let mut begin: String = text.chars().take_while(fits).collect();
    begin.push_str(CUT);
    Some(begin)
}

/// A number if a spreadsheet keeps all its digits.
fn number(digits: &str) -> Option<f64> {
    let significant = digits.trim_start_matches(['-', '0', '.']);
    let count = significant.bytes().filter(u8::is_ascii_digit).count();
    // The zeros at the end of a whole number need no significant digits.
    let zeros = significant.bytes().rev().take_while(|byte| *byte == b'0').count();
    let fits = count <= DIGITS || (!digits.contains('.') && count - zeros <= DIGITS);
    digits.parse().ok().filter(|number: &f64| fits && number.is_finite())
}

/// The day as a workbook counts it; `None` if programs would read different days.
fn serial(day: Day) -> Option<i32> {
    let days = day.num_days_from_ce() - DAY_ZERO;
    (days >= FIRST_DAY && day.year() <= 9999).then_some(days)
}

/// A time in UTC as a workbook counts it.
fn moment(text: &str) -> Option<f64> {
    days(DateTime::parse_from_rfc3339(text).ok()?.naive_utc())
}

fn days(at: NaiveDateTime) -> Option<f64> {
    let seconds = at.time().num_seconds_from_midnight();
    Some(f64::from(serial(at.date())?) + f64::from(seconds) / 86_400.0)
}

/// The day that a text names, if it is one day (`2016-10-24`) and not coarser, longer or uncertain.
fn single_day(text: &str) -> Option<Day> {
    text.parse::<Day>().ok().filter(|day| day.to_string() == text)
}

/// The moment that a text names without a zone. A date of a sheet has no zone, so a moment with a zone remains text. A
/// moment at midnight also remains text, since it would be taken for the day.
fn exact_moment(text: &str) -> Option<NaiveDateTime> {
    let at = NaiveDateTime::parse_from_str(text, LOCAL).ok()?;
    let is_midnight = at.time().num_seconds_from_midnight() == 0;
    (!is_midnight && at.format(LOCAL).to_string() == text).then_some(at)
}

/// The address behind a link: a web address, not longer than a workbook allows.
fn address(url: &str) -> Option<String> {
    let url = whole_percents(&safe::link(url)?);
    let is_web = url.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    (is_web && url.len() <= LONGEST_LINK && url.contains("://")).then_some(url)
}

/// An address in which each `%` begins a code: a stray `%` is written as `%25`.
fn whole_percents(url: &str) -> String {
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = url.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| {
        let code = part.get(..2).is_some_and(is_code);
        whole + if code { "%" } else { "%25" } + part
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Held<'static> {
        Value::Day(text.parse().unwrap()).held()
    }

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        assert_eq!(day("1900-03-01"), Held::Day(61.0));
        assert_eq!(day("2016-10-24"), Held::Day(42_667.0));
        assert_eq!(day("1900-02-28"), Held::Text("1900-02-28".into(), false));
        let at = |text: &'static str| Value::Moment(text.into()).held();
        assert_eq!(at("2016-10-24T12:00:00Z"), Held::Moment(42_667.5));
        assert_eq!(at("yesterday"), Held::Text("yesterday".into(), false));
        let time = |text: &'static str| Value::of(text.into(), Holds::Time).held();
        assert_eq!(time("2016-10-24"), Held::Day(42_667.0));
        assert_eq!(time("2016-10-24T18:00:00"), Held::Moment(42_667.75));
        for text in [
            "2016-10",
            "2016-10-24~",
            "2016-10-24T18:00:00Z",
            "2016-10-24T18:00:00+03",
            "2016-10-24T00:00:00",
        ] {
            assert_eq!(time(text), Held::Text(text.into(), false));
        }
    }

    #[test]
    fn a_number_whose_digits_would_be_lost_is_text() {
        let is_number =
            |digits: &'static str| matches!(Value::Number(digits.into()).held(), Held::Number(_));
        for digits in
            ["0", "-12.5", "300000", "123456789012345", "12000000000000000000", "0.000001"]
        {
            assert!(is_number(digits), "{digits}");
        }
        for digits in ["9007199254740991", "0.1234567890123456", "1234567890123456.5"] {
            assert!(!is_number(digits), "{digits}");
        }
    }

    #[test]
    fn text_is_shown_with_what_it_hides_and_line_breaks_stay() {
        let text = |text: &'static str| Value::Text(text.into()).held();
        assert_eq!(text("=1+1"), Held::Text("=1+1".into(), false));
        assert_eq!(text("a\r\nb\tc"), Held::Text("a\nb\tc".into(), false));
        assert_eq!(
            text("\u{1b}[31m\u{202e}\0"),
            Held::Text("\\u{1b}[31m\\u{202e}\\u{0}".into(), false)
        );
        assert_eq!(text(""), Held::Blank);
    }

    #[test]
    fn a_text_that_is_too_long_is_cut_with_a_mark() {
        let whole = "🕊".repeat(MOST_CHARACTERS / 2);
        assert_eq!(cut(&whole), None);
        let cut = cut(&(whole + "ab")).unwrap();
        assert!(
            cut.ends_with(CUT) && cut.encode_utf16().count() <= MOST_CHARACTERS,
            "{}",
            cut.len()
        );
    }

    #[test]
    fn only_addresses_of_the_web_that_fit_become_links() {
        assert_eq!(address("https://a.org/x y#z").as_deref(), Some("https://a.org/x%20y#z"));
        assert_eq!(address("https://a.org/5%?%41").as_deref(), Some("https://a.org/5%25?%41"));
        for url in ["mailto:a@b.org", "javascript:alert(1)", "http:a", "file:///etc/passwd"] {
            assert_eq!(address(url), None, "{url}");
        }
        assert_eq!(address(&format!("https://a.org/{}", "x".repeat(2_080))), None);
    }
}
