//! Reads a whole phrase as a time; every word must be understood.

use super::anchor::Anchor;
use super::date_range::DateRange;
use super::parser::{Fault, Parser};
use super::point::Modifier;
use super::{resolve, tokens};
use crate::domain::when::{Expression, When};
use crate::language::reading::{ReadError, Reading, UnderstoodSpan};
use crate::language::words::english::time as words;
use crate::language::words::refused_script;
use chrono::Datelike;

/// Maximum number of tokens in a phrase; longer phrases are refused.
const LONGEST: usize = 200;

/// Reads a whole phrase as a time: an EDTF expression, or English words. Fails, with the position,
/// if any part is not understood.
pub fn read(text: &str, anchor: &Anchor) -> Result<Reading<When>, ReadError> {
    read_with(text, anchor, true)
}

/// Like [`read`], but without explaining each word, which takes much of the time.
pub fn read_value(text: &str, anchor: &Anchor) -> Result<Reading<When>, ReadError> {
    read_with(text, anchor, false)
}

fn read_with(text: &str, anchor: &Anchor, explains: bool) -> Result<Reading<When>, ReadError> {
    let plain = text.trim();
    let as_edtf = looks_like_edtf(plain).then(|| plain.parse::<Expression>());
    if let Some(Ok(expression)) = as_edtf {
        return Ok(edtf_reading(text, plain, expression));
    }
    match (read_words(text, anchor, explains), as_edtf) {
        (words, Some(Err(wrong))) if words.is_err() || is_only_edtf(plain) => {
            let start = text.len() - text.trim_start().len();
            let at = wrong.at.start + start..wrong.at.end + start;
            let meant = words.ok().filter(|reading| is_likely(plain, reading));
            let meant =
                meant.map(|reading| format!(": did you mean `{}`?", reading.value.expression));
            let why = wrong.why + &meant.unwrap_or_default();
            Err(ReadError { text: text.into(), at, why, understood: Vec::new() })
        }
        (read, _) => read.and_then(|reading| keep_if_certain(text, reading, anchor, explains)),
    }
}

/// Refuses a reading that depends on the exact day of publication if that day is unknown:
/// "yesterday" in a report of "March 2018". If only the year of a date depends on that day, the
/// date is resolved against the last possible day, unless nothing is known about the year, either.
fn keep_if_certain(
    text: &str,
    reading: Reading<When>,
    anchor: &Anchor,
    explains: bool,
) -> Result<Reading<When>, ReadError> {
    let Some(earliest) = anchor.earliest else { return Ok(reading) };
    let anchor_before = Anchor { earliest: None, published: earliest, ..*anchor };
    let other = read_words(text, &anchor_before, explains);
    let is_same = |other: &Reading<When>| {
        let [one, two] = [&reading, other].map(|read| read.value.expression.as_str());
        one == two || !anchor.undated && without_years(one) == without_years(two)
    };
    let why = match other {
        Ok(other) if is_same(&other) => return Ok(reading),
        Err(why) if !anchor.undated => return Err(why),
        _ if anchor.undated => "depends on the day of the report, which is unknown".to_owned(),
        _ => format!(
            "depends on the day of the report, which is only known to be from {earliest} to {}",
            anchor.published
        ),
    };
    Err(ReadError { text: text.into(), at: 0..text.len(), why, understood: Vec::new() })
}

/// An EDTF expression without the years of its months and days, to compare two readings:
/// `2016-07-01/..` and `2017-07-01/..` become equal, `2016` and `2017` do not.
fn without_years(expression: &str) -> String {
    let mut rest = expression;
    let mut plain = String::new();
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let (year, after) = rest[at..].split_at(digits);
        plain.push_str(&rest[..at]);
        if !(digits == 4 && after.starts_with('-')) {
            plain.push_str(year);
        }
        rest = after;
    }
    plain + rest
}

/// Whether a text is meant as EDTF: it has only EDTF's characters (some also in lower case, and spaces around
/// separators), at least one digit, and is not a numeric date with day or month first.
fn looks_like_edtf(text: &str) -> bool {
    let characters =
        text.chars().all(|c| c.is_ascii_digit() || "XYSTEZ-+:./,~?%[]{} xystez".contains(c));
    let unknown = |c: char| matches!(c, 'X' | 'x' | 'Y' | 'y');
    let first = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !unknown(c));
    let run = first.chars().take_while(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x')).count();
    characters
        && (run >= 4 || first.starts_with('Y') || first.starts_with('y') && first.len() > 4)
        && first[run..].chars().next().is_none_or(|c| c != '.' || first[run..].starts_with(".."))
}

/// Whether a text that looks like EDTF can only be EDTF, so that it is not read as words: `2001-42` is not a span of 41
/// years. A date with slashes (`2016/07/01`), or one with a time after a space, is numeric.
fn is_only_edtf(text: &str) -> bool {
    let day =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let slashed = text.split('/').count() == 3 && text.split('/').skip(1).all(day);
    let letters = text.as_bytes().windows(3).any(|bytes| {
        bytes[0].is_ascii_alphanumeric() && bytes[1] == b' ' && bytes[2].is_ascii_alphanumeric()
    });
    !slashed && !letters
}

/// Whether the reading of a wrong EDTF text as words is worth asking about: it is not a span of
/// decades, and not a day whose end is given as midnight.
fn is_likely(text: &str, reading: &Reading<When>) -> bool {
    let bounds = reading.value.bounds;
    let years = bounds.start_earliest.zip(bounds.end_latest).map(|(a, b)| b.year() - a.year());
    years.is_some_and(|years| years <= 20) && !text.contains("24:")
}

fn edtf_reading(text: &str, plain: &str, expression: Expression) -> Reading<When> {
    let start = text.len() - text.trim_start().len();
    let understood =
        vec![UnderstoodSpan { span: start..start + plain.len(), meaning: "EDTF".into() }];
    Reading {
        value: When::new(expression, ""),
        alternatives: Vec::new(),
        besides: Vec::new(),
        understood,
    }
}

fn read_words(text: &str, anchor: &Anchor, explains: bool) -> Result<Reading<When>, ReadError> {
    let lowered = text.to_ascii_lowercase();
    let tokens = tokens::tokens(&lowered);
    let refuse = |at, why: String, understood| ReadError { text: text.into(), at, why, understood };
    if tokens.len() > LONGEST {
        return Err(refuse(0..text.len(), "too long for one time expression".into(), Vec::new()));
    }
    let mut parser = Parser { explains, ..Parser::new(text, &tokens, anchor, false) };
    if !explains && let Some(reading) = lone_weekday(&parser) {
        return Ok(reading);
    }
    match parser.phrase() {
        Ok(Some(outcome)) => {
            parser.eat(&["inclusive"]);
            parser.eat_point();
            if parser.pos == tokens.len() {
                let understood = std::mem::take(&mut parser.understood);
                return readings(&outcome.texts, text.trim(), understood).ok_or_else(|| {
                    refuse(0..text.len(), "cannot be expressed in EDTF".into(), Vec::new())
                });
            }
            let at = parser.bytes(parser.pos..tokens.len());
            let after = || "not understood after the time expression".to_owned();
            let why = refused_script(&text[at.clone()]).unwrap_or_else(after);
            Err(refuse(at, why, parser.understood))
        }
        Ok(None) => {
            let unexpected = std::mem::take(&mut parser.unexpected);
            let at = parser.bytes(unexpected.at..tokens.len());
            let expected =
                if unexpected.expected.is_empty() { A_DATE } else { unexpected.expected };
            let why = refused_script(&text[at.clone()])
                .unwrap_or_else(|| format!("not understood: expected {expected}"));
            Err(refuse(at, why, unexpected.understood))
        }
        Err(Fault { tokens: wrong, why }) => {
            let at = parser.bytes(wrong);
            Err(refuse(at, why, parser.understood))
        }
    }
}

/// Reads a single weekday with the same result as its rule, which is the last of all rules. `None` for other words.
fn lone_weekday(parser: &Parser<'_, '_>) -> Option<Reading<When>> {
    let [token] = parser.tokens else { return None };
    let weekday = words::weekday(token.text)?;
    let (any, published) = (Modifier::Any, parser.anchor.published);
    let ranges = resolve::weekday_name(weekday, any, published, parser.direction).ok()?;
    let texts: Vec<String> = ranges.iter().map(DateRange::edtf).collect();
    readings(&texts, parser.source.trim(), Vec::new())
}

const A_DATE: &str = "a date, a weekday, a month, a year or words such as \"last week\"";

/// Readings from EDTF texts, best first, without duplicates. `None` if there are none.
pub(super) fn readings(
    texts: &[String],
    as_stated: &str,
    understood: Vec<UnderstoodSpan>,
) -> Option<Reading<When>> {
    let mut values: Vec<When> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match text.parse::<Expression>() {
            Ok(expression) if values.iter().all(|value| value.expression != expression) => {
                values.push(When::new(expression, as_stated));
            }
            Err(_) if at == 0 => return None,
            _ => {}
        }
    }
    let mut values = values.into_iter();
    let (value, besides) = (values.next()?, Vec::new());
    Some(Reading { value, alternatives: values.collect(), besides, understood })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::when::Day;

    #[test]
    fn a_weekday_alone_is_read_as_by_all_rules() {
        let first = Day::from_ymd_opt(2015, 12, 20).unwrap();
        let ends = [Day::from_ymd_opt(1, 1, 2).unwrap(), Day::from_ymd_opt(9999, 12, 30).unwrap()];
        for published in first.iter_days().take(400).chain(ends) {
            for word in ["Monday", " tue ", "WEDNESDAY", "thurs", "Fri", "Saturday", "Sun", "May"] {
                for ahead in [false, true] {
                    let anchor = Anchor { ahead, ..Anchor::on(published) };
                    let [all, fast] = [read(word, &anchor), read_value(word, &anchor)]
                        .map(|read| read.map(|reading| (reading.value, reading.alternatives)).ok());
                    assert_eq!(all, fast, "{word} {published}");
                }
            }
        }
    }
}
