//! Decides whether a reading agrees with what a suite expects, although their conventions differ.

use std::ops::Range;

use factline::domain::number::Number;
use factline::domain::quantity::Quantity;
use factline::language::Found;

use crate::suites::{Case, Expected, Figure};

/// Whether a quantity was found where the suite has nothing. Each suite only covers its own kinds:
/// units are ignored in the number suite, and everything else in the suites of ranges and
/// durations.
pub(crate) fn is_extra(name: &str, case: &Case, found: &Found<Quantity>) -> bool {
    let value = &found.reading.value;
    let kind = match name {
        "NumberModel" => value.unit.is_empty() && value.best.is_some(),
        "NumberRangeModel" => value.best.is_none() && (value.low.is_some() || value.high.is_some()),
        "DurationParser" => seconds(value).is_some(),
        _ => true,
    };
    kind && !case.expected.iter().any(|expected| overlap(&found.span, &expected.span))
}

pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

pub(crate) fn agrees(expected: &Expected, quantity: &Quantity, whole: impl Fn() -> f64) -> bool {
    let share =
        if quantity.unit == "percent" && expected.unit != "percentage" { 100.0 } else { 1.0 };
    let get = |n: Option<Number>| n.map(|n| n.get() / share);
    let (low, best, high) = (get(quantity.low), get(quantity.best), get(quantity.high));
    let any = best.or(low).or(high);
    match expected.figure {
        Figure::Seconds(value) => seconds(quantity).is_some_and(|got| near(got, value)),
        Figure::Interval(from, to) => {
            let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => near(a, b),
                (None, None) => true,
                _ => false,
            };
            let point = from == to && same(best, from);
            point || same(low, from) && same(high, to)
        }
        Figure::Value(value) => {
            let range = best.is_none() && low.is_some() && high.is_some();
            let dozen = expected.unit == "dozen" && any.is_some_and(|got| near(got, value * 12.0));
            let same = !range && any.is_some_and(|got| near(got, value));
            let sum = seconds(quantity).is_some_and(|got| (got - whole()).abs() < got * 0.01);
            (same || dozen || sum) && unit_agrees(&expected.unit, &quantity.unit)
        }
    }
}

/// Whether two quantities are the two ends of a range: a change from one to the other.
pub(crate) fn are_ends(expected: &Expected, low: &Quantity, high: &Quantity) -> bool {
    let end = |quantity: &Quantity, figure| {
        quantity.best.zip(figure).is_some_and(|(got, end)| near(got.get(), end))
    };
    matches!(expected.figure, Figure::Interval(from, to) if end(low, from) && end(high, to))
}

/// The sum of all durations that the suite has within a span, in seconds.
pub(crate) fn whole_duration(case: &Case, span: &Range<usize>) -> f64 {
    let inside = case.expected.iter().filter(|expected| overlap(&expected.span, span));
    let each = inside.map(|expected| match expected.figure {
        Figure::Value(value) => {
            value * unit_seconds(&format!("{}s", expected.unit)).unwrap_or(f64::NAN)
        }
        _ => f64::NAN,
    });
    each.sum()
}

pub(crate) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 + b.abs() * 1e-6
}

pub(crate) fn seconds(quantity: &Quantity) -> Option<f64> {
    let figure = quantity.best.or(quantity.high).or(quantity.low)?.get();
    Some(figure * unit_seconds(&quantity.unit)?)
}

pub(crate) fn unit_seconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "seconds" => 1.0,
        "minutes" => 60.0,
        "hours" => 3_600.0,
        "days" => 86_400.0,
        "weeks" => 604_800.0,
        "months" => 2_592_000.0,
        "years" => 31_536_000.0,
        _ => return None,
    })
}

/// Whether two names of units can mean the same; names that only one side has are not compared.
pub(crate) fn unit_agrees(theirs: &str, ours: &str) -> bool {
    let name = match theirs {
        "metre" | "mile" | "litre" | "gallon" | "week" | "day" | "hour" | "month" | "year"
        | "tonne" => format!("{theirs}s"),
        "kilometre" => "km".into(),
        "square kilometre" => "square km".into(),
        "kilogram" => "kg".into(),
        "dollar" => "USD".into(),
        "euro" => "EUR".into(),
        "pound sterling" => "GBP".into(),
        "percentage" => "percent".into(),
        "inch" => "inches".into(),
        _ => return true,
    };
    name == ours || theirs == "year" && ours == "months"
}
