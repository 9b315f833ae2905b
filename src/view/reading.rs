//! How `language` read some words: their meaning, or why they have none, ready to be shown.

use super::wording;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::When;
use crate::language::{Found, ReadError, Reading, UnderstoodSpan};
use std::ops::Range;

/// The meaning of some words.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A time, with its bounds.
    When(When),
    /// A number or an amount.
    Quantity(Quantity),
}

impl From<When> for Meaning {
    fn from(when: When) -> Self {
        Self::When(when)
    }
}

impl From<Quantity> for Meaning {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

impl Meaning {
    /// The meaning in words, with the EDTF expression or the figures.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::When(when) => format!("{} ({})", wording::when(when, None), when.expression),
            Self::Quantity(quantity) => {
                format!("{} ({})", wording::quantity(quantity), figures(quantity))
            }
        }
    }
}

fn figures(quantity: &Quantity) -> String {
    let figure =
        |name: &str, number: Option<Number>| number.map(|number| format!("{name} {number}"));
    let named =
        [figure("low", quantity.low), figure("best", quantity.best), figure("high", quantity.high)];
    let mut parts: Vec<String> = named.into_iter().flatten().collect();
    if parts.is_empty() {
        parts.push("no figure".to_owned());
    }
    parts.extend(quantity.out_of.map(|whole| format!("out of {whole}")));
    parts.extend(quantity.per.map(|per| format!("per {per}")));
    if quantity.approximate {
        parts.push("approximate".to_owned());
    }
    parts.join(", ")
}

/// Some words with their meaning, or the reason why they could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The words that were read.
    pub text: String,
    /// The position of the words in a longer text, in bytes (start inclusive, end exclusive);
    /// `None` for words that were given alone.
    pub span: Option<Range<usize>>,
    /// The meaning, or the reason why the words could not be read.
    pub outcome: Result<Explained, ReadError>,
}

/// The most likely meaning of some words, and other possible ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The most likely meaning.
    pub meaning: Meaning,
    /// Other possible meanings, the best first.
    pub alternatives: Vec<Meaning>,
    /// Further values in the same words.
    pub besides: Vec<Meaning>,
    /// The parts that were understood. Their spans are in bytes, counted from the start of the
    /// words, or of the longer text in which the words were found.
    pub understood: Vec<UnderstoodSpan>,
}

impl Explanation {
    /// The explanation of words that were read as a whole.
    #[must_use]
    pub fn of<T: Into<Meaning>>(text: &str, outcome: Result<Reading<T>, ReadError>) -> Self {
        Self { text: text.to_owned(), span: None, outcome: outcome.map(Explained::of) }
    }

    /// The explanation of an expression that was found in a text.
    #[must_use]
    pub fn found<T: Into<Meaning>>(text: &str, found: Found<T>) -> Self {
        let words = text.get(found.span.clone()).unwrap_or_default().to_owned();
        Self { text: words, span: Some(found.span), outcome: Ok(Explained::of(found.reading)) }
    }
}

impl Explained {
    fn of<T: Into<Meaning>>(reading: Reading<T>) -> Self {
        Self {
            meaning: reading.value.into(),
            alternatives: reading.alternatives.into_iter().map(Into::into).collect(),
            besides: reading.besides.into_iter().map(|other| other.value.into()).collect(),
            understood: reading.understood,
        }
    }
}
