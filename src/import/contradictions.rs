//! Finds rows whose words contradict their figures or dates. The figures are recorded; the
//! contradiction becomes a remark, so that a person sees it.

use crate::domain::fact::Fact;
use crate::domain::quantity::Quantity;
use crate::import::fact_cells::FactCells;
use crate::language::dates::{self, Anchor};
use crate::language::quantities;
use crate::wire::Column;

/// One sentence for each column of a row whose words contradict its figures or its EDTF expression.
/// Blank cells and words that cannot be read contradict nothing.
pub(super) fn contradictions(cells: &FactCells<'_>, fact: &Fact, anchor: &Anchor) -> Vec<String> {
    [value(cells, fact), when(cells, fact, anchor)].into_iter().flatten().collect()
}

fn value(cells: &FactCells<'_>, fact: &Fact) -> Option<String> {
    let words = cells.get(Column::ValueAsStated)?;
    let quantity = fact.quantity.as_ref()?;
    let figures = [Column::ValueLow, Column::ValueBest, Column::ValueHigh];
    if figures.iter().all(|column| cells.get(*column).is_none()) {
        return None;
    }
    let read = quantities::read(words).ok()?.value;
    let differing: Vec<_> = read
        .stated_otherwise(quantity)
        .map(|(name, figure)| format!("value_{name} says {figure}"))
        .collect();
    if differing.is_empty() {
        return None;
    }
    let (column, reading) = (Column::ValueAsStated.name(), worded(&read));
    let differing = differing.join(" and ");
    Some(format!("{column} `{words}` reads as {reading}, and {differing}; the figures were used"))
}

/// The figures of a quantity in words: `up to 12`, `at least 3`, `about 500`.
fn worded(quantity: &Quantity) -> String {
    let about = if quantity.approximate { "about " } else { "" };
    match (quantity.low, quantity.best, quantity.high) {
        (_, Some(best), _) => format!("{about}{best}"),
        (Some(low), None, Some(high)) => format!("{about}{low} to {high}"),
        (Some(low), None, None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("up to {high}"),
        (None, None, None) => "no figure".to_owned(),
    }
}

fn when(cells: &FactCells<'_>, fact: &Fact, anchor: &Anchor) -> Option<String> {
    let words = cells.get(Column::WhenAsStated)?;
    let edtf = cells.get(Column::WhenEdtf)?;
    let stated = fact.when.as_ref()?;
    let read = dates::read_value(words, anchor).ok()?.value;
    if read.bounds == stated.bounds {
        return None;
    }
    let (said, column) = (Column::WhenAsStated.name(), Column::WhenEdtf.name());
    let reading = read.expression;
    Some(format!(
        "{said} `{words}` reads as {reading}, and {column} says {edtf}; {column} was used"
    ))
}
