//! Tests of phrases and their readings, as tables.

mod kinds;
mod laws;
mod phrases;
mod refusals;
mod restated;
mod running;
mod statements;

use super::*;
use crate::domain::quantity::Quantity;

/// A reading as one line: `low..best..high~ unit`.
fn shown(quantity: &Quantity) -> String {
    let figure =
        |n: Option<crate::domain::number::Number>| n.map_or(String::new(), |n| n.to_string());
    let about = if quantity.approximate { "~" } else { "" };
    let figures = [quantity.low, quantity.best, quantity.high].map(figure).join("|");
    let whole = figure(quantity.out_of);
    let whole = if whole.is_empty() { whole } else { format!(" of {whole}") };
    let per = quantity.per.map(|per| format!("/{per}")).unwrap_or_default();
    format!("{figures}{about}{whole} {}", quantity.unit).trim().to_owned() + &per
}

fn table(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let got = read(text)
                .map_or_else(|error| format!("refused: {}", error.why), |r| shown(&r.value));
            (got != *expected).then(|| format!("{text:?}: got {got:?}, expected {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn refused(texts: &[&str]) {
    let read: Vec<String> = texts
        .iter()
        .filter_map(|t| read(t).ok().map(|r| format!("{t:?}: {}", shown(&r.value))))
        .collect();
    assert!(read.is_empty(), "\n{}", read.join("\n"));
}

#[test]
fn units_have_one_usual_spelling_whatever_their_case_and_number() {
    for (words, usual) in
        [("persons", "people"), ("Household", "households"), ("HH", "households"), ("km", "km")]
    {
        assert_eq!(usual_unit(words), Some(usual), "{words}");
    }
    for other in ["kits", "truck drivers", ""] {
        assert_eq!(usual_unit(other), None, "{other}");
    }
}
