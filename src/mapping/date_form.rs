//! Date formats of foreign files, as in C's `strptime`: `%d/%m/%Y`, `%e %b %Y`; or `iso`.
//!
//! The date is taken as it is written. A time of day is ignored, and no time zone shifts the date.

use crate::domain::when::{Day, month_name};

/// A date format, as a sequence of directives and literal characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateForm {
    /// The format as the map has it.
    pub(super) text: String,
    signs: Vec<DateSign>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DateSign {
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    Ignored,
    Is(char),
}

/// A date of a year, a month or a day, depending on the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) year: u16,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl DateForm {
    /// The date at the start of an ISO 8601 date or date-time: `2016-07-01`.
    pub(super) fn iso() -> Self {
        use DateSign::{Day, Is, Month, Year};
        Self { text: "iso".to_owned(), signs: vec![Year, Is('-'), Month, Is('-'), Day] }
    }

    /// Parses a format. Fails with the reason if a directive is unknown or the year is missing.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text == "iso" {
            return Ok(Self::iso());
        }
        let mut signs = Vec::new();
        let mut rest = text.chars();
        while let Some(sign) = rest.next() {
            signs.push(match sign {
                '%' => directive(rest.next())?,
                other => DateSign::Is(other),
            });
        }
        let has = |wanted: &[DateSign]| signs.iter().any(|sign| wanted.contains(sign));
        let has_month = has(&[DateSign::Month, DateSign::MonthName]);
        if !has(&[DateSign::Year, DateSign::ShortYear]) || (has(&[DateSign::Day]) && !has_month) {
            return Err(format!("`{text}`: a year was expected, and a month where there is a day"));
        }
        Ok(Self { text: text.to_owned(), signs })
    }

    /// Whether a text is a month, as a number or as an English name.
    pub(super) fn is_month(text: &str) -> bool {
        let month = Self { text: String::new(), signs: vec![DateSign::Month] };
        let name = Self { text: String::new(), signs: vec![DateSign::MonthName] };
        [month, name].iter().any(|form| {
            let mut date = Partial::default();
            let rest =
                form.signs.iter().try_fold(text.trim(), |rest, sign| take(*sign, rest, &mut date));
            rest == Some("") && date.month.is_some_and(|month| (1..=12).contains(&month))
        })
    }

    /// The date at the start of a text; a time of day may follow. `None` if the text differs from
    /// the format.
    pub(super) fn read(&self, text: &str) -> Option<Partial> {
        let mut rest = text.trim();
        let mut date = Partial::default();
        for sign in &self.signs {
            rest = take(*sign, rest, &mut date)?;
        }
        let ends = rest.is_empty() || (self.text == "iso" && is_time(rest));
        (ends && date.is_real()).then_some(date)
    }
}

impl Partial {
    fn is_real(self) -> bool {
        self.first_day().is_some() && (1..=9999).contains(&self.year)
    }

    fn first_day(self) -> Option<Day> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        Day::from_ymd_opt(i32::from(self.year), u32::from(month), u32::from(day))
    }

    /// The day; `None` if the format has only a year or month.
    pub(super) fn full_day(self) -> Option<Day> {
        self.day.and_then(|_| self.first_day())
    }

    /// Appends the date as EDTF: `2016-07-01`, `2016-07` or `2016`.
    pub(super) fn push_to(self, out: &mut String) {
        push_digits(out, self.year, 1000);
        for part in [self.month, self.day].into_iter().flatten() {
            out.push('-');
            push_digits(out, u16::from(part), 10);
        }
    }
}

fn push_digits(out: &mut String, number: u16, mut place: u16) {
    while place > 0 {
        let digit = u8::try_from(number / place % 10).unwrap_or_default();
        out.push(char::from(b'0' + digit));
        place /= 10;
    }
}

fn directive(sign: Option<char>) -> Result<DateSign, String> {
    Ok(match sign {
        Some('Y') => DateSign::Year,
        Some('y') => DateSign::ShortYear,
        Some('m') => DateSign::Month,
        Some('b' | 'B') => DateSign::MonthName,
        Some('d' | 'e') => DateSign::Day,
        Some('H' | 'M' | 'S' | 'I' | 'f' | 'p' | 'z') => DateSign::Ignored,
        Some('%') => DateSign::Is('%'),
        Some(other) => {
            return Err(format!(
                "`%{other}` is not read: %Y %y %m %b %d were expected, and %H %M %S %z for times"
            ));
        }
        None => return Err("`%` without a letter".to_owned()),
    })
}

/// Reads one directive from the start of a text; returns the remaining text, or `None` if it does not match.
fn take<'t>(sign: DateSign, text: &'t str, date: &mut Partial) -> Option<&'t str> {
    match sign {
        DateSign::Year => {
            let (year, rest) = digits(text, 4)?;
            let is_whole = text.len() - rest.len() == 4;
            date.year = year;
            is_whole.then_some(rest)
        }
        DateSign::ShortYear => {
            let (year, rest) = digits(text, 2)?;
            // Two-digit years follow POSIX: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.
            date.year = if year >= 69 { 1900 + year } else { 2000 + year };
            Some(rest)
        }
        DateSign::Month => {
            let (month, rest) = digits(text, 2)?;
            date.month = Some(u8::try_from(month).ok()?);
            Some(rest)
        }
        DateSign::Day => {
            let (day, rest) = digits(text.trim_start(), 2)?;
            date.day = Some(u8::try_from(day).ok()?);
            Some(rest)
        }
        DateSign::MonthName => {
            let (month, rest) = named_month(text)?;
            date.month = Some(month);
            Some(rest)
        }
        DateSign::Ignored => {
            let rest = text.trim_start_matches(|c: char| c.is_alphanumeric() || "+.".contains(c));
            (rest.len() < text.len()).then_some(rest)
        }
        DateSign::Is(sign) => text.strip_prefix(sign),
    }
}

fn digits(text: &str, most: usize) -> Option<(u16, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(count);
    digits.parse().ok().map(|number| (number, rest))
}

/// A month by its English name or an abbreviation of at least three letters. Also returns the remaining text; `None` if
/// it does not begin with a month.
fn named_month(text: &str) -> Option<(u8, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(count);
    let is_it = |month: &u8| {
        let name = month_name(u32::from(*month)).unwrap_or_default();
        count >= 3 && name.get(..count).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let month = (1..=12).find(is_it)?;
    Some((month, rest.strip_prefix('.').unwrap_or(rest)))
}

/// Whether a text is a time of day, perhaps with a zone: `T12:00:00Z`, ` 00:00:00.000`.
fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else { return false };
    let is_sign = |c: char| c.is_ascii_digit() || ":.+-Zz ".contains(c);
    time.starts_with(|c: char| c.is_ascii_digit()) && time.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str, text: &str) -> Option<String> {
        let date = DateForm::parse(form).unwrap().read(text)?;
        let mut out = String::new();
        date.push_to(&mut out);
        Some(out)
    }

    #[test]
    fn dates_are_read_as_their_form_says() {
        for (form, text, day) in [
            ("%d/%m/%Y", "03/04/2016", "2016-04-03"),
            ("%m/%d/%Y", "3/4/2016", "2016-03-04"),
            ("%d %B %Y", "3 July 2016", "2016-07-03"),
            ("%d-%b-%y", "03-Sep-16", "2016-09-03"),
            ("%b %Y", "Sept. 2016", "2016-09"),
            ("%Y", "2016", "2016"),
            ("%Y%m%d", "20160704", "2016-07-04"),
            ("%d.%m.%Y %H:%M", "04.07.2016 23:59", "2016-07-04"),
            ("iso", "2016-07-04", "2016-07-04"),
            ("iso", "2016-07-04 00:00:00.000", "2016-07-04"),
        ] {
            assert_eq!(read(form, text).as_deref(), Some(day), "{form} {text}");
        }
    }

    #[test]
    fn no_time_zone_moves_a_date() {
        for text in
            ["2016-12-31T23:59:59-11:00", "2016-12-31T23:59:59+14:00", "2016-12-31T12:00:00Z"]
        {
            assert_eq!(read("iso", text).as_deref(), Some("2016-12-31"));
        }
    }

    #[test]
    fn a_text_that_is_not_a_date_in_that_form_is_refused() {
        for (form, text) in [
            ("%d/%m/%Y", "31/02/2016"),
            ("%d/%m/%Y", "04/13/2016"),
            ("%d/%m/%Y", "4/5/16"),
            ("iso", "2016-07"),
            ("iso", "2016-07-04 or so"),
            ("iso", "04/07/2016"),
            ("%d %b %Y", "4 Foo 2016"),
        ] {
            assert_eq!(read(form, text), None, "{form} {text}");
        }
        assert!(DateForm::parse("%d/%Q").is_err());
        assert!(DateForm::parse("%d %Y").is_err());
    }
}
