//! Finds quantities in running text; other numbers are skipped, and nothing is guessed.

use super::opening_words::may_open;
use super::options::Options;
use super::read::reading;
use super::tokens::Phrase;
use crate::domain::quantity::Quantity;
use crate::language::reading::Found;

/// Finds all quantities in a running text, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Found<Quantity>> {
    let phrase = Phrase::new(text, Options::default(), true);
    let mut found = vec![];
    let mut at = 0;
    while at < phrase.tokens.len() {
        if !may_open(&phrase, at) {
            debug_assert!(
                matches!(phrase.expression(at), Ok(None)),
                "{}",
                phrase.words(at..at + 1)
            );
            at += 1;
            continue;
        }
        at = match phrase.expression(at) {
            Ok(Some(expression)) => {
                let end = expression.end.max(at + 1);
                let span = phrase.span(at..end);
                let reading =
                    reading(&text[span.clone()], &expression, expression.understood.clone());
                found.extend(reading.map(|reading| Found { span, reading }));
                end
            }
            Ok(None) => at + 1,
            Err(fault) => fault.tokens.end.max(at + 1),
        };
    }
    found
}
