//! The suites of others in one form, and the rule for which of their cases are used.

use std::ops::Range;

use serde_json::Value;

/// One number that a suite expects.
pub(crate) struct Expected {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
    pub(crate) figure: Figure,
    pub(crate) unit: String,
}

/// What the suite expects there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Figure {
    Value(f64),
    Interval(Option<f64>, Option<f64>),
    Seconds(f64),
}

/// A sentence with the numbers in it.
pub(crate) struct Case {
    pub(crate) input: String,
    pub(crate) expected: Vec<Expected>,
}

/// The rule for what is left out; see the head of `main.rs`.
pub(crate) fn concerns_us(case: &Case, expected: &Expected) -> bool {
    let before = case.input[..expected.span.start].chars().next_back();
    let mut after = case.input[expected.span.end..].chars();
    let next = after.next();
    let joint = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "/-.:_+".contains(c));
    let digit = expected.text.starts_with(|c: char| c.is_ascii_digit());
    let full_stop = next == Some('.') && !after.next().is_some_and(char::is_alphanumeric);
    let code = digit && (joint(before) || joint(next) && !full_stop);
    let spelt_code = before == Some('-') || next == Some('-');
    let negative = match expected.figure {
        Figure::Value(value) => value < 0.0,
        Figure::Interval(low, high) => {
            low.is_some_and(|low| low < 0.0) || high.is_some_and(|high| high < 0.0)
        }
        Figure::Seconds(_) => false,
    };
    let text = expected.text.to_lowercase();
    let power = text.contains('^')
        || text.contains('×')
        || text.split_once('e').is_some_and(|(head, tail)| {
            head.ends_with(|c: char| c.is_ascii_digit())
                && tail.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c))
        });
    let year = matches!(expected.figure, Figure::Value(value) if (1900.0..2100.0).contains(&value))
        && expected.text.len() == 4;
    let nowhere = expected.span.is_empty();
    let unitless_year = year && (expected.unit == "dimensionless" || expected.unit.is_empty());
    !(code || spelt_code || negative || power || unitless_year || nowhere)
}

/// Cases in the form of the Recognizers-Text suites.
pub(crate) fn numbers(suite: &Value) -> Vec<Case> {
    let cases = suite.as_array().into_iter().flatten();
    let case = |case: &Value| {
        let input = case["Input"].as_str().unwrap_or_default().to_owned();
        let results = case["Results"].as_array().into_iter().flatten();
        let expected = results.filter_map(|result| {
            let start = byte(&input, usize::try_from(result["Start"].as_u64()?).ok()?);
            let text = result["Text"].as_str()?;
            let length = text.chars().count();
            let end = start
                + input[start..]
                    .char_indices()
                    .nth(length)
                    .map_or(input.len() - start, |(at, _)| at);
            Some(Expected {
                text: input[start..end].to_owned(),
                span: start..end,
                figure: figure(result)?,
                unit: String::new(),
            })
        });
        let expected = expected.collect();
        Case { input, expected }
    };
    cases.map(case).collect()
}

pub(crate) fn byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

pub(crate) fn figure(result: &Value) -> Option<Figure> {
    if let Some(seconds) = result["Value"]["PastResolution"]["duration"].as_str() {
        return seconds.parse().ok().map(Figure::Seconds);
    }
    let value = result["Resolution"]["value"].as_str()?;
    let Some((from, to)) = value.trim_matches(['[', ']', '(', ')']).split_once(',') else {
        return value.parse().ok().map(Figure::Value);
    };
    Some(Figure::Interval(from.parse().ok(), to.parse().ok()))
}

/// Cases in the form of the quantulum3 suite.
pub(crate) fn quantulum(suite: &Value) -> Vec<Case> {
    let cases = suite.as_array().into_iter().flatten();
    let case = |case: &Value| {
        let input = case["req"].as_str().unwrap_or_default().to_owned();
        let mut from = 0;
        let results = case["res"].as_array().into_iter().flatten();
        let expected = results.filter_map(|result| {
            let surface = result["surface"].as_str()?;
            let value = result["value"].as_f64()?;
            let place =
                input[from..].to_lowercase().find(&surface.to_lowercase()).map(|at| from + at);
            let span = place.map_or(0..0, |at| at..at + surface.len());
            from = span.end.max(from);
            let figure = match result["uncertainty"].as_f64() {
                Some(around) if around > 0.0 => {
                    Figure::Interval(Some(value - around), Some(value + around))
                }
                _ => Figure::Value(value),
            };
            let unit = result["unit"].as_str().unwrap_or_default().to_owned();
            Some(Expected { text: surface.to_owned(), span, figure, unit })
        });
        let expected = expected.collect();
        Case { input, expected }
    };
    cases.map(case).collect()
}
