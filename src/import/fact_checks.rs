//! Checks the facts of rows by the rules of the domain, and says which column a refusal is about.

use crate::domain::fact::{Draft, Fact, FactError};
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::import::fact_cells::FactCells;
use crate::import::new_report::report_name;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::language::dates::Anchor;
use crate::wire::Column;

/// The fact of a draft that passed the checks of its indicator, report and quote. `unchecked` means that the quote may
/// be recorded without being found in the text. Fails if the draft is refused.
pub(super) fn check(
    draft: Draft,
    cells: &FactCells<'_>,
    report: &Report,
    unchecked: bool,
    session: &mut ImportSession<'_>,
) -> Result<Fact, Failure> {
    let needs_text = draft.quote.is_some() && report.has_text;
    let text = if needs_text { session.text(&report.key)? } else { None };
    let Some(indicator) = session.indicators.get(&draft.indicator) else {
        return Err(Problem::at(Column::Indicator.name(), "not recorded").into());
    };
    let fact = draft.check(indicator, report, text.as_deref(), unchecked);
    fact.map_err(|why| refusal(why, cells, report, session).into())
}

/// Refuses a fact that cannot be true, unless its row states the fact's own id: such a fact was recorded before, and is
/// recorded unchanged. The row's own publication date is used. An export of an older version may have facts without a
/// time.
pub(super) fn check_plausible(
    fact: &Fact,
    cells: &FactCells<'_>,
    (report, anchor): (&Report, Anchor),
    (uid, stated): (Uid, Option<Uid>),
    session: &ImportSession<'_>,
) -> Result<(), Failure> {
    let Some(indicator) = session.indicators.get(&fact.indicator) else { return Ok(()) };
    let of_time = if stated.is_some() { Ok(()) } else { fact.check_time(indicator) };
    let checked = of_time.and_then(|()| {
        if stated == Some(uid) {
            return Ok(());
        }
        fact.check_plausible(indicator, (&report.key, anchor.latest()))
    });
    Ok(checked.map_err(|why| refusal(why, cells, report, session))?)
}

/// The refusal of a fact. It names the report only as far as messages may.
fn refusal(
    why: FactError,
    cells: &FactCells<'_>,
    report: &Report,
    session: &ImportSession<'_>,
) -> Problem {
    if session.documents.may_name(report) {
        return blame(&why, cells);
    }
    blame(&why.naming_report_only_as(&report_name(cells, report, session)), cells)
}

/// The problem under the column that caused the failed check of a fact.
fn blame(why: &FactError, cells: &FactCells<'_>) -> Problem {
    let has_words = cells.get(Column::ValueAsStated).is_some();
    let column = match why {
        FactError::SaysNothing => return Problem::row(why),
        FactError::ReportRetracted { .. } => Column::ReportKey,
        FactError::IndicatorDeprecated(_) => Column::Indicator,
        FactError::WrongMeasure { .. } if !has_words && cells.get(Column::Unit).is_some() => {
            Column::Unit
        }
        FactError::WrongMeasure { .. }
        | FactError::OtherIndicator { .. }
        | FactError::PartOfAPerson { .. }
        | FactError::SeveralFigures { .. }
        | FactError::NoneBefore { .. }
        | FactError::Figures(_) => Column::ValueAsStated,
        FactError::NoTime { .. }
        | FactError::NoDate { .. }
        | FactError::AfterReport { first: None, .. } => Column::WhenEdtf,
        FactError::AfterReport { .. } => Column::WhenAsStated,
        FactError::QuoteNotFound { .. } => {
            let why = format!("{why}; `unchecked` as quote_check records it all the same");
            return Problem::at(Column::Quote.name(), why);
        }
    };
    Problem::at(column.name(), why)
}
