//! Words for quantities: a lower or upper bound never reads like an exact number.

use crate::domain::number::Number;
use crate::domain::quantity::{PERCENT, Per, Quantity};

/// Words of a report for "just above the figure"; the figure is then a lower bound.
const ABOVE: &[&str] =
    &["more than", "over", "above", "exceed", "exceeds", "exceeding", "upwards of"];
/// Words of a report for "just below the figure"; the figure is then an upper bound.
const BELOW: &[&str] = &["less than", "fewer than", "under", "below"];

/// A number with commas between groups of three digits: `300,000`, `2.5`.
#[must_use]
pub fn number(number: Number) -> String {
    let plain = number.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !fraction.is_empty() {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// A quantity in words, with its unit: `up to 300,000 people`, `250,000-275,000 people`, `nearly
/// 500 people`, `none`, `few`. Vague words are those of the report.
#[must_use]
pub fn quantity(quantity: &Quantity) -> String {
    if let Some(words) = as_stated(quantity) {
        return words;
    }
    let phrase = Phrase::of(quantity);
    let (figure, counted) = match whole(quantity) {
        Some(whole) => (phrase.figure + &whole, quantity.out_of),
        None => (phrase.figure, phrase.last),
    };
    let text = format!("{}{}", phrase.before, with_unit(&figure, counted, &quantity.unit));
    text + &phrase.after.unwrap_or_default() + quantity.per.map_or("", each)
}

/// A quantity in as few characters as possible, without its unit: `≤300,000`, `>250,000`, `~2,000`,
/// `nearly 500`, `250,000-275,000`, `none`, `few`.
#[must_use]
pub fn short_quantity(quantity: &Quantity) -> String {
    if let Some(words) = as_stated(quantity) {
        return words;
    }
    let phrase = Phrase::of(quantity);
    let sign = match phrase.before {
        "" => "",
        "more than " => ">",
        "at least " | "at least about " => "≥",
        "under " => "<",
        "up to " | "up to about " => "≤",
        // There is no sign for the side of the figure on which the value lies.
        side @ ("nearly " | "just over ") => side,
        _ => "~",
    };
    let mut figure = format!("{sign}{}", phrase.figure);
    if quantity.unit == PERCENT {
        figure.push('%');
    }
    figure += &whole(quantity).unwrap_or_default();
    match quantity.per {
        Some(per) => format!("{figure}/{per}"),
        None => figure,
    }
}

/// The same with the bounds around a figure: `715 (200-716)`, `0, up to 110`.
#[must_use]
pub fn short_with_bounds(quantity: &Quantity) -> String {
    let is_worded = as_stated(quantity).is_none();
    let bounds = is_worded.then(|| Phrase::of(quantity).after).flatten();
    short_quantity(quantity) + &bounds.unwrap_or_default()
}

/// The whole of which a quantity is a part, as ` of 46`; `None` if it is not a part.
fn whole(quantity: &Quantity) -> Option<String> {
    quantity.out_of.map(|whole| format!(" of {}", number(whole)))
}

/// The unit of a quantity, with the unit of time of a rate: `trucks a day`.
#[must_use]
pub fn unit(quantity: &Quantity) -> String {
    let per = quantity.per.map_or("", each);
    format!("{}{per}", quantity.unit).trim().to_owned()
}

/// The unit of time of a rate, after what is counted: ` a day`.
fn each(per: Per) -> &'static str {
    match per {
        Per::Hour => " an hour",
        Per::Day => " a day",
        Per::Night => " a night",
        Per::Week => " a week",
        Per::Month => " a month",
        Per::Year => " a year",
    }
}

/// The words for a quantity without figures: `none` for zero, or else the vague words of the
/// report. `None` if the figures themselves must be put into words.
fn as_stated(quantity: &Quantity) -> Option<String> {
    let words = quantity.as_stated.trim();
    if quantity.is_zero() && quantity.unit != PERCENT {
        let whole = whole(quantity).map(|whole| with_unit(&whole, quantity.out_of, &quantity.unit));
        return Some(format!("none{}", whole.unwrap_or_default()));
    }
    if !quantity.has_no_figure() && (words.is_empty() || !quantity.is_vague()) {
        return None;
    }
    if words.is_empty() {
        return Some("an unstated number".to_owned());
    }
    let words = &with_missing(words, quantity);
    // "well over 500" lacks its unit; "dozens of people" has one, and "dozens" needs none.
    let bare = words.ends_with(|c: char| c.is_ascii_digit()) && !quantity.unit.is_empty();
    Some(if bare { with_unit(words, None, &quantity.unit) } else { words.to_owned() })
}

/// Words of a report, with the whole and the unit of time added if they are missing.
fn with_missing(words: &str, quantity: &Quantity) -> String {
    let mut words = words.to_owned();
    if let Some(whole) =
        quantity.out_of.filter(|n| !words.replace(',', "").contains(&n.to_string()))
    {
        words.extend([" of ", &number(whole)]);
    }
    let is_missing = |per: &Per| !words.contains(per.as_str()) && !words.contains("dail");
    if let Some(per) = quantity.per.filter(is_missing) {
        words += each(per);
    }
    words
}

/// A quantity in words, in parts.
struct Phrase {
    before: &'static str,
    figure: String,
    /// The number that decides between singular and plural of the unit; `None` if there is none.
    last: Option<Number>,
    after: Option<String>,
}

impl Phrase {
    fn of(quantity: &Quantity) -> Self {
        let Quantity { low, best, high, .. } = *quantity;
        let (low, high) = match best {
            Some(best) if !quantity.approximate => {
                (low.filter(|low| *low != best), high.filter(|high| *high != best))
            }
            _ => (low, high),
        };
        match best {
            Some(best) => Self::around(quantity, best, low, high),
            None => Self::bounded(quantity, low, high),
        }
    }

    fn around(
        quantity: &Quantity,
        best: Number,
        low: Option<Number>,
        high: Option<Number>,
    ) -> Self {
        let is_best = |bound: Option<Number>| bound == Some(best);
        let before = match quantity.approximate {
            true if is_best(high) && !is_best(low) => "nearly ",
            true if is_best(low) && !is_best(high) => "just over ",
            true => "about ",
            false => "",
        };
        let after = match (low.filter(|low| *low != best), high.filter(|high| *high != best)) {
            (Some(low), Some(high)) => Some(format!(" ({}-{})", number(low), number(high))),
            (Some(low), None) => Some(format!(", at least {}", number(low))),
            (None, Some(high)) => Some(format!(", up to {}", number(high))),
            (None, None) => None,
        };
        let figure = match before {
            "" => number(best),
            _ => number(rounded(quantity, best)),
        };
        Self { before, figure, last: Some(best), after }
    }

    fn bounded(quantity: &Quantity, low: Option<Number>, high: Option<Number>) -> Self {
        let about = quantity.approximate;
        let (before, figure, last) = match (low, high) {
            (Some(low), Some(high)) if low == high => {
                (if about { "about " } else { "" }, number(low), Some(low))
            }
            (Some(low), Some(high)) => {
                let range = format!("{}-{}", number(low), number(high));
                (if about { "about " } else { "" }, range, None)
            }
            (Some(low), None) if says(quantity, ABOVE, '>') => {
                ("more than ", number(low), Some(low))
            }
            (Some(low), None) if about => ("at least about ", number(low), Some(low)),
            (Some(low), None) => ("at least ", number(low), Some(low)),
            (None, Some(high)) if says(quantity, BELOW, '<') => {
                ("under ", number(high), Some(high))
            }
            (None, Some(high)) if about => ("up to about ", number(high), Some(high)),
            (None, Some(high)) => ("up to ", number(high), Some(high)),
            (None, None) => ("", String::new(), None),
        };
        Self { before, figure, last, after: None }
    }
}

/// A figure as it is shown: an approximate share has no decimals, whatever it was computed from ("two thirds").
fn rounded(quantity: &Quantity, figure: Number) -> Number {
    let is_share = quantity.unit == PERCENT && figure.get() >= 1.0;
    let whole = Number::new(figure.get().round()).filter(|_| is_share);
    whole.unwrap_or(figure)
}

/// Whether the report's words contain one of the phrases, as whole words, or begin with the sign that means the same.
fn says(quantity: &Quantity, phrases: &[&str], sign: char) -> bool {
    let words = quantity.as_stated.to_lowercase();
    if words.trim_start().strip_prefix(sign).is_some_and(|rest| !rest.starts_with('=')) {
        return true;
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    phrases.iter().any(|phrase| {
        let length = phrase.split(' ').count();
        words.windows(length).any(|some| phrase.split(' ').eq(some.iter().copied()))
    })
}

fn with_unit(figure: &str, counted: Option<Number>, unit: &str) -> String {
    match unit {
        "" => figure.to_owned(),
        // "70% of 46"
        PERCENT | "%" => match figure.split_once(' ') {
            Some((share, whole)) => format!("{share}% {whole}"),
            None => format!("{figure}%"),
        },
        unit if counted == Some(Number::from(1)) => format!("{figure} {}", singular(unit)),
        unit => format!("{figure} {unit}"),
    }
}

/// The singular of a unit: `person`, `hour a day`. Abbreviations do not change.
fn singular(unit: &str) -> String {
    let (noun, rest) =
        unit.split_once(' ').map_or((unit, ""), |(noun, _)| (noun, &unit[noun.len()..]));
    let one = match noun {
        "people" => "person".to_owned(),
        "children" => "child".to_owned(),
        "women" => "woman".to_owned(),
        "men" => "man".to_owned(),
        // "clashes"
        noun if ["shes", "ches", "sses", "xes"].iter().any(|end| noun.ends_with(end)) => {
            noun[..noun.len() - 2].to_owned()
        }
        _ => match (noun.strip_suffix("ies"), noun.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) if noun.chars().any(char::is_lowercase) => stem.to_owned(),
            _ => noun.to_owned(),
        },
    };
    one + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [Option<f64>; 3] = [None; 3];

    fn of(words: &str, figures: [Option<f64>; 3], approximate: bool, unit: &str) -> Quantity {
        let [low, best, high] = figures.map(|figure| figure.and_then(Number::new));
        Quantity {
            as_stated: words.into(),
            low,
            best,
            high,
            approximate,
            unit: unit.into(),
            ..Quantity::default()
        }
    }

    #[test]
    fn numbers_are_grouped_by_threes_and_keep_their_decimals() {
        for (value, text) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (-1234.5, "-1,234.5"),
            (5e6, "5,000,000"),
        ] {
            assert_eq!(number(Number::new(value).unwrap()), text);
        }
    }

    #[test]
    fn a_quantity_reads_as_exactly_as_it_was_said() {
        let (low, best, high) =
            (|n| [Some(n), None, None], |n| [None, Some(n), None], |n| [None, None, Some(n)]);
        let table = [
            ("as many as 300,000", high(3e5), false, "people", "up to 300,000 people", "≤300,000"),
            (
                "more than 250,000",
                low(25e4),
                false,
                "people",
                "more than 250,000 people",
                ">250,000",
            ),
            (">250", low(250.0), false, "people", "more than 250 people", ">250"),
            (">=250", low(250.0), false, "people", "at least 250 people", "≥250"),
            ("< 5", high(5.0), false, "trucks", "under 5 trucks", "<5"),
            ("at least 24", low(24.0), false, "trucks", "at least 24 trucks", "≥24"),
            ("fewer than 5", high(5.0), false, "trucks", "under 5 trucks", "<5"),
            (
                "",
                [Some(25e4), None, Some(275e3)],
                false,
                "people",
                "250,000-275,000 people",
                "250,000-275,000",
            ),
            ("about 2,000", best(2e3), true, "people", "about 2,000 people", "~2,000"),
            (
                "nearly 500",
                [None, Some(500.0), Some(500.0)],
                true,
                "people",
                "nearly 500 people",
                "nearly 500",
            ),
            (
                "just over 500",
                [Some(500.0), Some(500.0), None],
                true,
                "",
                "just over 500",
                "just over 500",
            ),
            ("few", NONE, true, "people", "few", "few"),
            ("dozens", low(24.0), true, "people", "dozens", "dozens"),
            (
                "well over 500",
                low(500.0),
                true,
                "people",
                "well over 500 people",
                "well over 500 people",
            ),
            ("no", best(0.0), false, "trucks", "none", "none"),
            ("one", best(1.0), false, "people", "1 person", "1"),
            ("an hour a day", best(1.0), false, "hours a day", "1 hour a day", "1"),
            ("11 hours a day", best(11.0), false, "hours a day", "11 hours a day", "11"),
            ("$5m", best(5e6), false, "USD", "5,000,000 USD", "5,000,000"),
            ("a dollar", best(1.0), false, "USD", "1 USD", "1"),
            ("60 percent", best(60.0), false, "percent", "60%", "60%"),
            ("66.67%", best(66.67), false, "percent", "66.67%", "66.67%"),
            ("two thirds", best(66.6667), true, "percent", "about 67%", "~67%"),
            ("", [Some(1.0), Some(2.0), Some(3.0)], false, "families", "2 families (1-3)", "2"),
            ("", [None, Some(2.0), Some(3.0)], false, "families", "2 families, up to 3", "2"),
            ("8", [Some(8.0), Some(8.0), Some(8.0)], false, "corridors", "8 corridors", "8"),
        ];
        for (words, figures, approximate, unit, long, short) in table {
            let value = of(words, figures, approximate, unit);
            assert_eq!(
                (quantity(&value).as_str(), short_quantity(&value).as_str()),
                (long, short),
                "{words}"
            );
        }
    }
}
