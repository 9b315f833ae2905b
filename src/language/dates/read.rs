//! Reads a whole phrase as a time; every word must be understood.

use super::anchor::Anchor;
use super::parser::{Fault, Parser};
use super::tokens;
use crate::domain::when::{Expression, When};
use crate::language::reading::{ReadError, Reading, UnderstoodSpan};

/// Most tokens of a phrase; longer ones are refused.
const LONGEST: usize = 200;

/// Reads a whole phrase as a time: an EDTF expression, or English words. Fails, with the position,
/// where any part is not understood.
pub fn read(text: &str, anchor: &Anchor) -> Result<Reading<When>, ReadError> {
    let plain = text.trim();
    let as_edtf = looks_like_edtf(plain).then(|| plain.parse::<Expression>());
    if let Some(Ok(expression)) = as_edtf {
        return Ok(as_it_stands(text, plain, expression));
    }
    match (read_words(text, anchor), as_edtf) {
        (Err(_), Some(Err(wrong))) => {
            let start = text.len() - text.trim_start().len();
            let at = wrong.at.start + start..wrong.at.end + start;
            Err(ReadError { text: text.into(), at, why: wrong.why, understood: Vec::new() })
        }
        (read, _) => read,
    }
}

/// Whether a text is meant as EDTF: it has only EDTF's characters, at least one digit, and is no
/// numeric date with day or month first.
fn looks_like_edtf(text: &str) -> bool {
    let characters = text.chars().all(|c| c.is_ascii_digit() || "XYSTEZ-+:./,~?%[]{}".contains(c));
    let first = text.trim_start_matches(|c: char| !c.is_ascii_digit() && c != 'X' && c != 'Y');
    let run = first.chars().take_while(|c| c.is_ascii_digit() || *c == 'X').count();
    characters
        && (run >= 4 || first.starts_with('Y'))
        && first[run..].chars().next().is_none_or(|c| c != '.' || first[run..].starts_with(".."))
}

fn as_it_stands(text: &str, plain: &str, expression: Expression) -> Reading<When> {
    let start = text.len() - text.trim_start().len();
    let understood =
        vec![UnderstoodSpan { span: start..start + plain.len(), meaning: "EDTF".into() }];
    Reading { value: When::new(expression, ""), alternatives: Vec::new(), understood }
}

fn read_words(text: &str, anchor: &Anchor) -> Result<Reading<When>, ReadError> {
    let lowered = text.to_ascii_lowercase();
    let tokens = tokens::tokens(&lowered);
    let refuse = |at, why: String, understood| ReadError { text: text.into(), at, why, understood };
    if tokens.len() > LONGEST {
        return Err(refuse(0..text.len(), "too long for one time expression".into(), Vec::new()));
    }
    let mut parser = Parser::new(text, &tokens, anchor, false);
    match parser.phrase() {
        Ok(Some(outcome)) => {
            parser.eat_point();
            if parser.pos == tokens.len() {
                let understood = std::mem::take(&mut parser.understood);
                return readings(&outcome.texts, text.trim(), understood).ok_or_else(|| {
                    refuse(0..text.len(), "cannot be expressed in EDTF".into(), Vec::new())
                });
            }
            let at = parser.bytes(parser.pos..tokens.len());
            Err(refuse(at, "not understood after the time expression".into(), parser.understood))
        }
        Ok(None) => {
            let unexpected = std::mem::take(&mut parser.unexpected);
            let at = parser.bytes(unexpected.at..tokens.len());
            let expected =
                if unexpected.expected.is_empty() { A_DATE } else { unexpected.expected };
            Err(refuse(at, format!("not understood: expected {expected}"), unexpected.understood))
        }
        Err(Fault { tokens: wrong, why }) => {
            let at = parser.bytes(wrong);
            Err(refuse(at, why, parser.understood))
        }
    }
}

const A_DATE: &str = "a date, a weekday, a month, a year or words such as \"last week\"";

/// Readings from EDTF texts, best first, without duplicates.
pub(super) fn readings(
    texts: &[String],
    as_stated: &str,
    understood: Vec<UnderstoodSpan>,
) -> Option<Reading<When>> {
    let mut values: Vec<When> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match text.parse::<Expression>() {
            Ok(expression) if values.iter().all(|value| value.expression != expression) => {
                values.push(When::new(expression, as_stated));
            }
            Err(_) if at == 0 => return None,
            _ => {}
        }
    }
    let mut values = values.into_iter();
    Some(Reading { value: values.next()?, alternatives: values.collect(), understood })
}
