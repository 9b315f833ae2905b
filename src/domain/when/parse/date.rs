//! Parses dates: years, months, seasons and days, with qualifiers and unspecified digits.

use super::cursor::Cursor;
use crate::domain::when::ast::{Date, Finer, Qualifier};
use crate::domain::when::calendar::{Digits, Season, YEARS, month_length};
use crate::domain::when::error::Fault;
use std::ops::Range;

/// Parses the grammar rule `date = part(year) [ "-" part(month) [ "-" part(day) ] ]`, where each
/// part may have qualifiers.
pub(super) fn date(cursor: &mut Cursor<'_>) -> Result<Date, Fault> {
    let begin = cursor.position();
    let mut qualifiers = [None; 3];
    qualify(&mut qualifiers[0..1], left(cursor)?);
    let (year, significant) = year(cursor)?;
    qualify(&mut qualifiers[0..1], right(cursor)?);
    if let Some(significant) = significant {
        return possible(year, Finer::Significant(significant), qualifiers, begin, cursor);
    }
    if !cursor.eat(b'-') {
        return possible(year, Finer::Nothing, qualifiers, begin, cursor);
    }
    qualify(&mut qualifiers[1..2], left(cursor)?);
    let month_begin = cursor.position();
    let month = two_digits(cursor, "month", "07")?;
    let month_at = month_begin..cursor.position();
    qualify(&mut qualifiers[0..2], right(cursor)?);
    if let Some(season) = season(month, month_at)? {
        if cursor.peek() == Some(b'-') {
            return Err(cursor.fault_here("a season or quarter has no day"));
        }
        return possible(year, Finer::Season(season), qualifiers, begin, cursor);
    }
    if !cursor.eat(b'-') {
        return possible(year, Finer::Month(month), qualifiers, begin, cursor);
    }
    qualify(&mut qualifiers[2..3], left(cursor)?);
    let day_begin = cursor.position();
    let day = two_digits(cursor, "day", "01")?;
    let day_at = day_begin..cursor.position();
    if day.within(1..=31).next().is_none() {
        return Err(Fault::new(day_at, format!("there is no day {day} (01 to 31)")));
    }
    qualify(&mut qualifiers[0..3], right(cursor)?);
    Date::new(year, Finer::Day(month, day), qualifiers)
        .ok_or_else(|| Fault::new(day_at, no_such_day(year, month, day)))
}

/// A year, month or season; fails if no year from 1 to 9999 matches.
fn possible(
    year: Digits<4>,
    finer: Finer,
    qualifiers: [Option<Qualifier>; 3],
    begin: usize,
    cursor: &Cursor<'_>,
) -> Result<Date, Fault> {
    Date::new(year, finer, qualifiers).ok_or_else(|| {
        let why = match finer {
            Finer::Season(_) => "this season runs into the year 10000; the years are 1 to 9999",
            _ => "no year from 1 to 9999 fits",
        };
        Fault::new(begin..cursor.position(), why)
    })
}

/// A qualifier left of a component applies to that component only.
fn left(cursor: &mut Cursor<'_>) -> Result<Option<Qualifier>, Fault> {
    let qualifier = qualifier(cursor)?;
    if qualifier.is_some() && !cursor.peek_is(b"0123456789XxYy-") {
        return Err(cursor.expected("a date after the qualifier"));
    }
    Ok(qualifier)
}

/// A qualifier right of a component applies to it and to all components before it.
fn right(cursor: &mut Cursor<'_>) -> Result<Option<Qualifier>, Fault> {
    qualifier(cursor)
}

fn qualifier(cursor: &mut Cursor<'_>) -> Result<Option<Qualifier>, Fault> {
    let begin = cursor.position();
    let symbols = cursor.eat_while(|byte| matches!(byte, b'?' | b'~' | b'%'));
    match symbols {
        "" => Ok(None),
        "?" => Ok(Some(Qualifier::Uncertain)),
        "~" => Ok(Some(Qualifier::Approximate)),
        "%" => Ok(Some(Qualifier::Both)),
        _ => Err(Fault::new(
            begin..cursor.position(),
            "one qualifier is enough: `?` uncertain, `~` approximate, `%` both",
        )),
    }
}

/// Adds a qualifier to some components; `None` changes nothing.
fn qualify(components: &mut [Option<Qualifier>], qualifier: Option<Qualifier>) {
    if let Some(qualifier) = qualifier {
        for component in components {
            *component = Some(component.map_or(qualifier, |q| q.and(qualifier)));
        }
    }
}

/// Parses the grammar rule `year = [ "-" ] 4 digit [ "S" digits ] | "Y" [ "-" ] digits [ "E" digits
/// ] [ "S" digits ]`.
fn year(cursor: &mut Cursor<'_>) -> Result<(Digits<4>, Option<u8>), Fault> {
    let begin = cursor.position();
    if cursor.peek_is(b"Yy") {
        return long_year(cursor);
    }
    let negative = cursor.eat(b'-');
    let text = cursor.eat_while(is_digit_or_x);
    let at = begin..cursor.position();
    if text.is_empty() {
        let what = if negative { "a year after the minus" } else { "a year, as in 2016-10-24" };
        return Err(cursor.expected(what));
    }
    let Some(year) = digits::<4>(text) else {
        if cursor.peek_is(b"uU") {
            return Err(cursor.expected("a year of four digits"));
        }
        return Err(Fault::new(at, wrong_length(text)));
    };
    if negative || year.within(YEARS).next().is_none() {
        let sign = if negative { "-" } else { "" };
        return Err(Fault::new(at, outside(&format!("{sign}{year}"))));
    }
    let significant = significant(cursor, year.value())?;
    Ok((year, significant))
}

/// A year after `Y`, with an exponent or more than four digits. Fails unless it is in the supported
/// years, as `Y19E2` (1900) is.
fn long_year(cursor: &mut Cursor<'_>) -> Result<(Digits<4>, Option<u8>), Fault> {
    let begin = cursor.position();
    cursor.eat(b'Y');
    cursor.eat(b'y');
    let negative = cursor.eat(b'-');
    let mantissa = cursor.eat_while(|byte| byte.is_ascii_digit());
    if mantissa.is_empty() {
        return Err(cursor.expected("the digits of a year after `Y`"));
    }
    let exponent = if cursor.eat(b'E') || cursor.eat(b'e') {
        let digits = cursor.eat_while(|byte| byte.is_ascii_digit());
        if digits.is_empty() {
            return Err(cursor.expected("the digits of an exponent after `E`"));
        }
        Some(digits)
    } else {
        None
    };
    let at = begin..cursor.position();
    if exponent.is_none() && mantissa.len() <= 4 {
        return Err(Fault::new(at, "`Y` is for years of more than four digits; write four digits"));
    }
    let value = scaled(mantissa, exponent.unwrap_or("0"));
    let Some(value) = value.filter(|value| !negative && YEARS.contains(value)) else {
        let sign = if negative { "-" } else { "" };
        let power = exponent.map_or(String::new(), |power| format!("E{power}"));
        return Err(Fault::new(at, outside(&format!("{sign}{mantissa}{power}"))));
    };
    let significant = significant(cursor, Some(value))?;
    Ok((Digits::of(value), significant))
}

/// `mantissa` times ten to the power of `exponent`; `None` if it exceeds `u16`.
fn scaled(mantissa: &str, exponent: &str) -> Option<u16> {
    let power = 10u16.checked_pow(exponent.parse().ok()?)?;
    mantissa.parse::<u16>().ok()?.checked_mul(power)
}

/// `S` and the number of significant digits; fails after a year with unspecified digits. `None`
/// without `S`.
fn significant(cursor: &mut Cursor<'_>, year: Option<u16>) -> Result<Option<u8>, Fault> {
    let begin = cursor.position();
    if !cursor.eat(b'S') && !cursor.eat(b's') {
        return Ok(None);
    }
    let text = cursor.eat_while(|byte| byte.is_ascii_digit());
    if text.is_empty() {
        return Err(cursor.expected("how many digits are significant, after `S`"));
    }
    let at = begin..cursor.position();
    let Some(year) = year else {
        return Err(Fault::new(at, "a year with unspecified digits has no significant digits"));
    };
    match text.parse().ok().filter(|digits| (1..=4).contains(digits)) {
        Some(digits) => Ok(Some(digits)),
        None => Err(Fault::new(at, format!("the year {year} has 1 to 4 significant digits"))),
    }
}

/// Parses two digits, each a digit or `X`.
fn two_digits(cursor: &mut Cursor<'_>, name: &str, example: &str) -> Result<Digits<2>, Fault> {
    let begin = cursor.position();
    let text = cursor.eat_while(is_digit_or_x);
    if text.is_empty() {
        return Err(cursor.expected(&format!("the two digits of a {name}, as in `{example}`")));
    }
    digits(text).ok_or_else(|| {
        let why = format!("a {name} has two digits, as in `{example}`; found `{}`", brief(text));
        Fault::new(begin..cursor.position(), why)
    })
}

/// The season in place of a month; `None` for a month. Fails for other numbers.
fn season(month: Digits<2>, at: Range<usize>) -> Result<Option<Season>, Fault> {
    if month.within(1..=12).next().is_some() {
        return Ok(None);
    }
    month.value().and_then(Season::new).map(Some).ok_or_else(|| {
        let why = format!(
            "there is no month {month} (01 to 12; 21 to 41 are seasons, quarters and other parts \
             of a year)"
        );
        Fault::new(at, why)
    })
}

/// Explains why no day matches a date.
fn no_such_day(year: Digits<4>, month: Digits<2>, day: Digits<2>) -> String {
    let known = month.value();
    let Some((name, length)) = known.and_then(|known| month_length(year.value(), known)) else {
        return format!("no month that fits {year}-{month} has a day {day}");
    };
    match (year.value(), day.value()) {
        (Some(year), Some(day)) => {
            format!("there is no {day} {name} {year}: {name} {year} has {length} days")
        }
        (Some(year), None) => format!("{name} {year} has {length} days; none fits `{day}`"),
        (None, Some(29)) => format!("no year that fits `{year}` has a 29 February"),
        (None, Some(_)) => format!("{name} has at most {length} days"),
        (None, None) => format!("{name} has at most {length} days; none fits `{day}`"),
    }
}

fn wrong_length(text: &str) -> String {
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        8 if all_digits => {
            let (year, month, day) = (&text[..4], &text[4..6], &text[6..]);
            format!("expected hyphens between the parts: {year}-{month}-{day}")
        }
        _ => format!("a year has four digits, as in 2016; found `{}`", brief(text)),
    }
}

/// The first twelve characters of a long run of digits, for an error.
fn brief(text: &str) -> String {
    match text.get(..12) {
        Some(start) if text.len() > 12 => format!("{start}…"),
        _ => text.to_owned(),
    }
}

fn outside(year: &str) -> String {
    let year = brief(year);
    format!("the year {year} is outside 1 to 9999, the years that every tool sorts alike")
}

fn is_digit_or_x(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'X' | b'x')
}

/// Digits of width `N`; `None` for other widths.
fn digits<const N: usize>(text: &str) -> Option<Digits<N>> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    Some(Digits(bytes.map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))))
}
