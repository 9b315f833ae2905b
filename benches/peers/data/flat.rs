//! The same facts as analysts often keep them: one flat file, in which each row names its report
//! and its claimant, and has its value and its time in words if there are any.

use super::row::Row;
use csv::Writer;
use factline::domain::fact::Fact;
use factline::domain::quantity::Quantity;
use factline::domain::when::Day;
use std::fs::File;
use std::io::{BufWriter, Result};

/// The flat file has at most this many rows.
pub(super) const MOST: usize = 200_000;

/// The columns of the flat file.
pub(crate) const COLUMNS: [&str; 14] = [
    "indicator",
    "place_key",
    "value_as_stated",
    "status",
    "stance",
    "scope",
    "when_as_stated",
    "when_edtf",
    "claimant",
    "publisher",
    "report_title",
    "report_date",
    "report_url",
    "quote",
];

/// Writes a fact as a row of the flat file.
pub(super) fn write(
    rows: &mut Writer<BufWriter<File>>,
    row: &Row<'_>,
    (title, url, published): (&str, &str, Day),
) -> Result<()> {
    let Row { fact, indicator, place, claimant, publisher, .. } = row;
    let (words, edtf) = time(fact);
    rows.write_record([
        &indicator.key,
        &place.key,
        &fact.quantity.as_ref().map(value).unwrap_or_default(),
        fact.status.map(factline::domain::fact::Status::as_str).unwrap_or_default(),
        fact.stance.as_str(),
        fact.scope.as_deref().unwrap_or_default(),
        &words,
        &edtf,
        claimant.map(|actor| actor.name.as_str()).unwrap_or_default(),
        &publisher.name,
        title,
        &published.to_string(),
        url,
        fact.quote.as_deref().unwrap_or_default(),
    ])
    .map_err(Into::into)
}

/// `10-510` and `>500` if bounds are known, otherwise the words, otherwise the figure. Hours are
/// left out, since a status is enough.
fn value(quantity: &Quantity) -> String {
    match (quantity.low, quantity.high) {
        _ if quantity.unit == "hours" => String::new(),
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (Some(low), None) if !quantity.approximate => format!(">{low}"),
        _ if !quantity.as_stated.is_empty() => quantity.as_stated.clone(),
        _ => quantity.best.map(|best| best.to_string()).unwrap_or_default(),
    }
}

/// The words of the time, or else its EDTF.
fn time(fact: &Fact) -> (String, String) {
    match &fact.when {
        Some(when) if when.as_stated.is_empty() => (String::new(), when.expression.to_string()),
        Some(when) => (when.as_stated.clone(), String::new()),
        None => Default::default(),
    }
}
