//! Finds times and quantities in running text; the results never overlap.

use super::dates::{self, Anchor};
use super::quantities;
use super::reading::Found;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use std::ops::Range;

/// A time or a quantity in running text.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundExpression {
    /// A time: "three days ago".
    Time(Found<When>),
    /// A quantity: "up to 27 houses".
    Quantity(Found<Quantity>),
}

impl FoundExpression {
    /// The byte range of the expression in the text.
    #[must_use]
    pub fn span(&self) -> &Range<usize> {
        match self {
            Self::Time(found) => &found.span,
            Self::Quantity(found) => &found.span,
        }
    }

    /// The time; `None` for a quantity.
    #[must_use]
    pub fn time(self) -> Option<Found<When>> {
        match self {
            Self::Time(found) => Some(found),
            Self::Quantity(_) => None,
        }
    }

    /// The quantity; `None` for a time.
    #[must_use]
    pub fn quantity(self) -> Option<Found<Quantity>> {
        match self {
            Self::Time(_) => None,
            Self::Quantity(found) => Some(found),
        }
    }
}

/// Finds all times and quantities in a running text, in order and without overlap.
///
/// If words can be both, the longer expression wins: "three days ago" is a time, not a length of
/// three days; "by 27 houses" is a quantity, not a day of the month. If two only partly overlap,
/// the time wins if the shared words end with a year.
#[must_use]
pub fn find(text: &str, anchor: &Anchor) -> Vec<FoundExpression> {
    beside_times(quantities::find(text), text, anchor)
}

/// The quantities of a text and its times, in order and without overlap.
fn beside_times(
    quantities: Vec<Found<Quantity>>,
    text: &str,
    anchor: &Anchor,
) -> Vec<FoundExpression> {
    let times = dates::find(text, anchor).into_iter().map(FoundExpression::Time);
    let quantities = quantities.into_iter().map(FoundExpression::Quantity);
    let mut all: Vec<FoundExpression> = times.chain(quantities).collect();
    all.sort_by_key(|found| found.span().start);
    let mut kept: Vec<FoundExpression> = Vec::with_capacity(all.len());
    for next in all {
        while kept.last().is_some_and(|last| gives_way(last, &next, text)) {
            kept.pop();
        }
        if kept.last().is_none_or(|last| last.span().end <= next.span().start) {
            kept.push(next);
        }
    }
    kept
}

/// Finds the quantities in a running text, each with its words. Times are not quantities.
#[must_use]
pub fn quantities_in(text: &str) -> Vec<(String, Quantity)> {
    // Most texts have no quantity, which is found out faster than their times.
    let quantities = quantities::find(text);
    if quantities.is_empty() {
        return Vec::new();
    }
    let found = beside_times(quantities, text, &Anchor::published(None)).into_iter();
    found
        .filter_map(FoundExpression::quantity)
        .map(|found| (text[found.span].to_owned(), found.reading.value))
        .collect()
}

/// Whether an expression overlaps the next one and loses to it.
fn gives_way(first: &FoundExpression, next: &FoundExpression, text: &str) -> bool {
    let (a, b) = (first.span(), next.span());
    if a.end <= b.start {
        return false;
    }
    let shared = b.start..a.end.min(b.end);
    match (shared == *a, shared == *b) {
        (true, false) => true,
        (false, true) => false,
        _ => ends_with_year(&text[shared]) != matches!(first, FoundExpression::Time(_)),
    }
}

/// Whether words end with exactly four digits, like a year.
fn ends_with_year(words: &str) -> bool {
    words.chars().rev().take_while(char::is_ascii_digit).count() == 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::Draft;
    use crate::domain::when::Day;
    use proptest::prelude::*;

    /// The expressions in a text: `t` marks a time, `q` a quantity.
    fn found(text: &str) -> Vec<String> {
        let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap());
        let kind = |found: &FoundExpression| match found {
            FoundExpression::Time(_) => 't',
            FoundExpression::Quantity(_) => 'q',
        };
        find(text, &anchor)
            .iter()
            .map(|found| format!("{} {}", kind(found), &text[found.span().clone()]))
            .collect()
    }

    #[test]
    fn words_that_can_be_both_are_read_as_one() {
        for (text, expected) in [
            (
                "At least 12 people died three days ago.",
                vec!["q At least 12 people", "t three days ago"],
            ),
            ("Prices rose by 18 per cent.", vec!["q 18 per cent"]),
            ("Up to 27 houses were hit.", vec!["q Up to 27 houses"]),
            ("Clashes on 17 and 18 February left 5 dead.", vec!["t 17 and 18 February", "q 5"]),
            ("Beginning in 1970 American troops left.", vec!["t Beginning in 1970"]),
            ("The wounds of four previous weeks", vec!["q four previous weeks"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_value_that_is_not_in_its_quote_is_doubtful() {
        let is_doubtful = |value: &str, unit: &str, quote: &str| {
            let draft = {
                let read = quantities::read(value).unwrap().value;
                let unit = if read.unit.is_empty() { unit } else { &read.unit }.to_owned();
                Draft {
                    quantity: Some(Quantity { unit, ..read }),
                    quote: Some(quote.to_owned()),
                    ..Draft::new("r", "killed", "aleppo")
                }
            };
            draft.doubt_about_quote(quantities_in).is_some()
        };
        for (value, unit, quote) in [
            ("eight", "people", "As many as 300,000 civilians are trapped"),
            ("300", "people", "as many as 300,000 people are trapped"),
            ("12", "people", "Some 40 people died, and 3 trucks burnt."),
            ("72-hour", "hours", "a truce of two days"),
            ("13", "people", "a dozen people"),
        ] {
            assert!(is_doubtful(value, unit, quote), "{value}: {quote}");
        }
        for (value, unit, quote) in [
            ("12", "people", "a dozen people"),
            ("2,100,000", "people", "2.1 million people"),
            ("1204", "people", "1 204 morts"),
            ("12", "people", "قتل ١٢ شخصا"),
            ("12", "people", "They killed no aid workers."),
            ("42", "people", "30 men and 12 women died"),
            ("72-hour", "hours", "a truce of three days"),
            ("8", "corridors", "within 72 hours, corridors will open"),
            ("298,000", "people", "about 300,000 people"),
            ("250", "people", "between 200 and 300 people"),
            ("40", "people", "dozens of people"),
            ("few", "people", "300 people"),
            ("none", "people", "None of the 12 trucks came."),
            ("as many as 300,000", "people", "As Many As 300,000 people"),
        ] {
            assert!(!is_doubtful(value, unit, quote), "{value}: {quote}");
        }
    }

    proptest! {
        #[test]
        fn no_two_overlap(words in proptest::collection::vec(
            prop::sample::select(vec![
                "by", "up", "to", "18", "1970", "2", "million", "three", "days", "ago", "July", "from",
                "people", "within", "and", "late", "the", "last", "weeks", ",", "%", "in", "'99",
            ]),
            1..9,
        )) {
            let text = words.join(" ");
            let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap());
            let all = find(&text, &anchor);
            for pair in all.windows(2) {
                prop_assert!(pair[0].span().end <= pair[1].span().start, "{text}: {pair:?}");
            }
            // A time is left out only if a quantity overlaps it.
            let quantities = quantities::find(&text);
            for time in dates::find(&text, &anchor) {
                let met = |found: &Found<Quantity>| {
                    found.span.start < time.span.end && time.span.start < found.span.end
                };
                let kept = all.contains(&FoundExpression::Time(time.clone()));
                prop_assert!(kept || quantities.iter().any(met), "{text}: {time:?}");
            }
        }
    }
}
