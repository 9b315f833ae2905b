//! Reads whole sentences in the style of reports about several crises, and compares all times and quantities
//! that are found.

use super::dates::Anchor;
use super::{FoundExpression, find};
use crate::domain::quantity::Quantity;

fn figure(figure: Option<impl ToString>) -> String {
    figure.map(|figure| figure.to_string()).unwrap_or_default()
}

/// A quantity as `low|best|high|approximate|unit`.
fn quantity(quantity: &Quantity) -> String {
    let Quantity { low, best, high, approximate, unit, .. } = quantity;
    let about = if *approximate { "~" } else { "" };
    format!("{}|{}|{}|{about}|{unit}", figure(*low), figure(*best), figure(*high))
}

/// All times and quantities in a text, each with its words.
fn found(text: &str, published: &str) -> String {
    let anchor = Anchor::on(published.parse().unwrap());
    let told = |found: FoundExpression| {
        let words = text[found.span().clone()].to_owned();
        match found {
            FoundExpression::Time(time) => {
                format!("{words} = {}", time.reading.value.expression)
            }
            FoundExpression::Quantity(figure) => {
                format!("{words} = {}", quantity(&figure.reading.value))
            }
        }
    };
    find(text, &anchor).into_iter().map(told).collect::<Vec<_>>().join("; ")
}

#[test]
fn sentences_of_reports_are_read_rightly() {
    let rows = include_str!("tests/reports.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut wrong = Vec::new();
    for row in rows {
        let [published, text, expected] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("a row has three fields: {row}");
        };
        let got = found(text, published);
        if got != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
