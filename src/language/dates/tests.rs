//! Tests of reading and finding dates; helper functions compare whole tables and show all rows that
//! differ.

mod direction;
mod finding;
mod forms;
mod laws;
mod no_dates;
mod reading;
mod siblings;
mod spans;
mod stories;
mod tense;

use super::*;
use crate::domain::when::Day;

/// The anchor of most tests: Monday 24 October 2016.
fn anchor() -> Anchor {
    Anchor::on(Day::from_ymd_opt(2016, 10, 24).unwrap())
}

fn best(text: &str, anchor: &Anchor) -> String {
    match read(text, anchor) {
        Ok(reading) => reading.value.expression.to_string(),
        Err(error) => format!("refused: {}", error.why),
    }
}

/// Compares all rows, given as words and reading, and shows those that differ.
fn check(rows: &[(&str, &str)]) {
    check_against(&anchor(), rows);
}

fn check_against(anchor: &Anchor, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, best(text, anchor)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("`{text}`: expected {expected}, got {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn check_refused(rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, at, why) in rows {
        match read(text, &anchor()) {
            Ok(reading) => wrong.push(format!("`{text}` was read as {}", reading.value.expression)),
            Err(error) if &text[error.at.clone()] != *at || !error.why.contains(why) => {
                wrong.push(format!("`{text}`: at `{}`: {}", &text[error.at], error.why));
            }
            Err(_) => {}
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn alternatives(text: &str) -> Vec<String> {
    let reading = read(text, &anchor()).unwrap();
    reading.alternatives.iter().map(|when| when.expression.to_string()).collect()
}

fn found(text: &str) -> Vec<(String, String)> {
    find(text, &anchor())
        .into_iter()
        .map(|found| (text[found.span].to_owned(), found.reading.value.expression.to_string()))
        .collect()
}
