//! English numbers and quantities: "as many as 300,000", "between two and three dozen trucks".
//!
//! Reads words into a [`Quantity`]: low, best and high figures, whether they are approximate, and
//! what is counted. Knows English; must not know facts, indicators, files or the clock.
//!
//! ```text
//! lexer     words, figures and marks            figures    digits and what groups them
//! cardinals numbers in words, fractions         bounds     "at least", "nearly", "or so"
//! amounts   a number with its unit              units      nouns and the words that lead to them
//! ranges    two amounts                         vague      "dozens", "few" and their floors
//! expression all of these together              context    numbers that are no quantities
//! negation  "no aid"                            tail       words that say nothing about how many
//! wholes    "two of the eight", "eight (8)"     fault      why a rule gave up
//! ```
//!
//! [`read`] must understand every word of a phrase, or it refuses with the place it stopped at.
//! [`find`] passes over what it does not understand, and over anything that has two readings.

mod amounts;
mod bounds;
mod cardinals;
mod changes;
mod context;
mod ends;
mod expression;
mod fault;
mod figures;
mod fractions;
mod lexer;
mod lexicon;
mod names;
mod negation;
mod nouns;
mod ranges;
mod rates;
mod ratio;
mod tail;
#[cfg(test)]
mod tests;
mod units;
mod vague;
mod wholes;

use super::{Found, Part, ReadError, Reading};
use crate::domain::quantity::Quantity;
use bounds::Figures;
use expression::Expression;
use fault::Fault;
use lexer::Phrase;
use ratio::Ratio;
use units::Unit;

/// What a lone point before exactly three digits means ("1.234"); everywhere else it is clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// 1.234 is a little more than one.
    Decimal,
    /// 1.234 is one thousand two hundred and thirty-four.
    Grouping,
}

/// How quantities are written where the words come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What a lone point means; without it, "1.234" is refused as ambiguous.
    pub point: Option<Point>,
}

/// Reads a whole phrase as a quantity; the unit is empty when the words name none.
///
/// Every word must be understood. Otherwise the error points at the first that is not.
pub fn read(text: &str) -> Result<Reading<Quantity>, ReadError> {
    read_with(text, &Options::default())
}

/// Like [`read`], for text whose way of writing numbers is known.
pub fn read_with(text: &str, options: &Options) -> Result<Reading<Quantity>, ReadError> {
    let phrase = Phrase::new(text, *options, false);
    let mut understood = vec![];
    let from = phrase.lead(&mut understood);
    let expression = match phrase.expression(from) {
        Ok(Some(expression)) => expression,
        Ok(None) => return Err(no_number(&phrase, from, understood)),
        Err(fault) => return Err(refusal(&phrase, &fault, understood)),
    };
    understood.extend(expression.parts.iter().cloned());
    let end = phrase.tail(expression.end, expression.is_share(), &mut understood);
    if end < phrase.tokens.len() {
        let why = format!(
            "`{}` is not understood: expected a unit or the end of the phrase",
            phrase.words(end..end + 1)
        );
        return Err(refusal(&phrase, &Fault::new(end..end + 1, why), understood));
    }
    let reading = reading(text.trim(), &expression, understood.clone());
    reading.ok_or_else(|| {
        refusal(&phrase, &Fault::new(from..end, "the figures are out of order"), understood)
    })
}

/// Every quantity in a running text, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Found<Quantity>> {
    let phrase = Phrase::new(text, Options::default(), true);
    let mut found = vec![];
    let mut at = 0;
    while at < phrase.tokens.len() {
        at = match phrase.expression(at) {
            Ok(Some(expression)) => {
                let end = expression.end.max(at + 1);
                let span = phrase.span(at..end);
                let reading = reading(&text[span.clone()], &expression, expression.parts.clone());
                found.extend(reading.map(|reading| Found { span, reading }));
                end
            }
            Ok(None) => at + 1,
            Err(fault) => fault.tokens.end.max(at + 1),
        };
    }
    found
}

/// Words that say that the number is not known.
const UNKNOWN: &str = "unknown unclear undetermined unspecified undisclosed uncertain";

/// A quantity and its other readings, unless the figures contradict each other.
fn reading(
    words: &str,
    expression: &Expression,
    understood: Vec<Part>,
) -> Option<Reading<Quantity>> {
    let unit = |unit: Option<&Unit>| {
        let name = unit.map_or("", |unit| &unit.name);
        format!("{name} {}", expression.rate).trim().to_owned()
    };
    let value = quantity(words, expression.figures, unit(expression.unit.as_ref()));
    let other = expression.other.as_ref();
    let alternatives = other
        .map(|(figures, other)| quantity(words, *figures, unit(other.as_ref())))
        .into_iter()
        .collect();
    value.check().is_ok().then_some(Reading { value, alternatives, understood })
}

fn quantity(words: &str, figures: Figures, unit: String) -> Quantity {
    Quantity {
        as_stated: words.to_owned(),
        low: figures.low.map(Ratio::number),
        best: figures.best.map(Ratio::number),
        high: figures.high.map(Ratio::number),
        approximate: figures.approximate,
        unit,
    }
}

fn no_number(phrase: &Phrase, at: usize, understood: Vec<Part>) -> ReadError {
    let words = phrase.words(at..at + 1);
    let why = if words.is_empty() {
        "there is no number: expected words such as `as many as 300,000`".to_owned()
    } else if lexicon::is_one_of(UNKNOWN, phrase.word(at)) {
        format!("`{words}` is no figure: use status unknown")
    } else {
        format!(
            "`{words}` is not understood: expected a number, such as `300,000`, `about two dozen` or `none`"
        )
    };
    refusal(phrase, &Fault::new(at..at + 1, why), understood)
}

fn refusal(phrase: &Phrase, fault: &Fault, understood: Vec<Part>) -> ReadError {
    let last = phrase.tokens.len();
    let tokens = fault.tokens.start.min(last)..fault.tokens.end.min(last);
    ReadError {
        text: phrase.text.to_owned(),
        at: phrase.span(tokens),
        why: fault.why.to_string(),
        understood,
    }
}
