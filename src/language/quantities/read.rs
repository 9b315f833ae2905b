//! Reads a whole phrase as a quantity; every word must be understood.

use super::bounds::{self, ADDITION, Figures};
use super::expression::Expression;
use super::fault::Fault;
use super::figures;
use super::options::Options;
use super::phrase_table;
use super::ratio::Ratio;
use super::restated::{Additions, Part};
use super::tokens::Phrase;
use super::units::Unit;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::language::reading::{Beside, ReadError, Reading, UnderstoodSpan};
use crate::language::words::english::around_figures::UNKNOWN;
use crate::language::words::english::units::NARROWING;
use crate::language::words::refused_script;

/// Reads a whole phrase as a quantity. The unit is empty if the words name none.
///
/// Fails at the first word that is not understood.
pub fn read(text: &str) -> Result<Reading<Quantity>, ReadError> {
    read_with(text, &Options::default())
}

/// Like [`read`], with the report's conventions for numbers.
pub fn read_with(text: &str, options: &Options) -> Result<Reading<Quantity>, ReadError> {
    read_digits(text).map_or_else(|| read_words(text, *options), Ok)
}

/// Reads a phrase that is only the digits 0 to 9, as most values are. Such a phrase needs no table
/// of words, and building the tables takes longer than reading the phrase. `None` for other phrases.
fn read_digits(text: &str) -> Option<Reading<Quantity>> {
    let digits = text.trim();
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let value = figures::figure(digits, 0, None).1.ok()?.value;
    let best = Some(value.number());
    let value = Quantity { as_stated: digits.to_owned(), best, ..Quantity::default() };
    let start = text.len() - text.trim_start().len();
    let meaning = value.best?.to_string();
    let understood = vec![UnderstoodSpan { span: start..start + digits.len(), meaning }];
    Some(Reading { value, alternatives: vec![], besides: vec![], understood })
}

/// Reads a phrase by its words.
pub(super) fn read_words(text: &str, options: Options) -> Result<Reading<Quantity>, ReadError> {
    let phrase = Phrase::new(text, options, false);
    let mut understood = vec![];
    let from = phrase.lead(&mut understood);
    if let Some(fault) = phrase.year_of_events(from) {
        return Err(refusal(&phrase, &fault, understood));
    }
    let expression = match phrase.expression(from) {
        Ok(Some(expression)) => expression,
        Ok(None) => return Err(no_number(&phrase, from, understood)),
        Err(fault) => return Err(refusal(&phrase, &fault, understood)),
    };
    understood.extend(expression.understood.iter().cloned());
    let old = expression.end + usize::from(phrase.hyphen(expression.end));
    if phrase.word(old) == "old" && expression.unit.as_ref().is_some_and(Unit::is_time) {
        let why = format!("`{}` is an age, not how many", phrase.words(from..old + 1));
        return Err(refusal(&phrase, &Fault::new(from..old + 1, why), understood));
    }
    let mut whole = None;
    if expression.is_share() {
        whole = phrase.counted_whole(expression.end, &mut understood);
    }
    let end = whole.as_ref().map_or(expression.end, |(_, _, end)| *end);
    let expression = Expression { whole: expression.whole.or(whole.map(|it| it.0)), ..expression };
    let mut additions =
        Additions { unit: expression.unit.clone(), understood, ..Additions::default() };
    let end = phrase.tail(end, expression.is_share(), &mut additions);
    let end = phrase.what_is_so_large(from, end, &mut additions);
    let Additions { understood, besides, .. } = additions;
    if end < phrase.tokens.len() {
        let words = phrase.words(end..end + 1);
        let why = refused_script(words).unwrap_or_else(|| {
            format!("`{words}` is not understood: expected a unit or the end of the phrase")
        });
        return Err(refusal(&phrase, &Fault::new(end..end + 1, why), understood));
    }
    let out_of_order = |understood| {
        refusal(&phrase, &Fault::new(from..end, "the figures are out of order"), understood)
    };
    let reading = reading(text.trim(), &expression, understood.clone());
    let reading = reading.ok_or_else(|| out_of_order(understood.clone()))?;
    let besides: Vec<_> = besides.into_iter().map(|part| beside(&phrase, part)).collect();
    let is_out_of_order = besides.iter().any(|other| other.value.check().is_err());
    if is_out_of_order || exceed(&besides, &reading.value) {
        return Err(out_of_order(understood));
    }
    Ok(Reading { besides, ..reading })
}

/// A further figure, with its words.
fn beside(phrase: &Phrase, part: Part) -> Beside<Quantity> {
    let Part { figure, scope } = part;
    let from = figure.understood.first().map_or(0, |part| part.span.start);
    let to = phrase.span(figure.end.saturating_sub(1)..figure.end).end;
    let words = phrase.text.get(from..to).unwrap_or_default();
    Beside { value: quantity(words.trim(), figure.figures, &figure), scope }
}

/// Whether the parts with scopes are together more than the whole.
fn exceed(parts: &[Beside<Quantity>], whole: &Quantity) -> bool {
    let of_parts = parts.iter().filter(|part| part.scope.is_some());
    let sum: f64 = of_parts.filter_map(|part| part.value.best).map(Number::get).sum();
    whole.best.or(whole.high).is_some_and(|whole| sum > whole.get())
}

/// Whether the words of a quantity give its figure as one that was added to an earlier one: "20 more",
/// "another 20 trucks".
#[must_use]
pub fn is_increase(quantity: &Quantity) -> bool {
    let words = quantity.as_stated.as_str();
    let may_be = words.split(|c: char| !c.is_alphabetic()).any(bounds::adds);
    // Figures given as options may be the total.
    let is_read = |read: &Reading<Quantity>| {
        read.value.best == quantity.best && read.value.low == quantity.low
    };
    may_be
        && read(words).is_ok_and(|read| {
            is_read(&read) && read.understood.iter().any(|part| part.meaning == ADDITION)
        })
}

/// The words of a quantity that say which of the people are counted: "wounded" in "60 wounded civilians".
#[must_use]
pub fn narrowing(words: &str) -> Vec<&'static str> {
    let words = words.split(|c: char| !c.is_alphabetic());
    let known = |word: &str| NARROWING.iter().find(|known| known.eq_ignore_ascii_case(word));
    words.filter_map(known).copied().collect()
}

/// The quantity of an expression with its other readings. Fails if the figures contradict each
/// other.
pub(super) fn reading(
    words: &str,
    expression: &Expression,
    understood: Vec<UnderstoodSpan>,
) -> Option<Reading<Quantity>> {
    let value = quantity(words, expression.figures, expression);
    let other = expression.other.as_ref().map(|(figures, unit)| {
        quantity(words, *figures, &Expression { unit: unit.clone(), ..expression.clone() })
    });
    let alternatives = other.into_iter().collect();
    let reading = Reading { value, alternatives, besides: Vec::new(), understood };
    reading.value.check().is_ok().then_some(reading)
}

/// The quantity of figures in the unit of an expression.
fn quantity(words: &str, figures: Figures, of: &Expression) -> Quantity {
    let (rate, per) = of.rate.of(of.unit.as_ref());
    let name = of.unit.as_ref().map_or("", |unit| &unit.name);
    Quantity {
        as_stated: words.to_owned(),
        low: figures.low.map(Ratio::number),
        best: figures.best.map(Ratio::number),
        high: figures.high.map(Ratio::number),
        approximate: figures.approximate,
        unit: format!("{name} {rate}").trim().to_owned(),
        out_of: of.whole.map(Ratio::number),
        per,
    }
}

fn no_number(phrase: &Phrase, at: usize, understood: Vec<UnderstoodSpan>) -> ReadError {
    let words = phrase.words(at..at + 1);
    let why = if words.is_empty() {
        "there is no number: expected words such as `as many as 300,000`".to_owned()
    } else if phrase_table::is_one_of(UNKNOWN, phrase.word(at)) {
        format!("`{words}` is not a figure: use status unknown")
    } else if let Some(why) = refused_script(words) {
        why
    } else {
        format!(
            "`{words}` is not understood: expected a number, such as `300,000`, `about two dozen` or `none`"
        )
    };
    refusal(phrase, &Fault::new(at..at + 1, why), understood)
}

fn refusal(phrase: &Phrase, fault: &Fault, understood: Vec<UnderstoodSpan>) -> ReadError {
    let last = phrase.tokens.len();
    let tokens = fault.tokens.start.min(last)..fault.tokens.end.min(last);
    ReadError {
        text: phrase.text.to_owned(),
        at: phrase.span(tokens),
        why: fault.why.to_string(),
        understood,
    }
}
