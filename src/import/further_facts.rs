//! The further facts in the words of one row: further figures, and the absence before a first event.
//!
//! Must not record anything.

use crate::domain::fact::{Draft, Fact, check_besides};
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::import::fact_cells::{self, FactCells};
use crate::import::fact_checks::{check, check_plausible};
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::import::words_read::OtherMeanings;
use crate::language::dates::Anchor;
use crate::wire::Column;

/// The draft with the words of its value read, if it has no figures, and the further drafts that
/// come from these words. Fails if the words cannot be read.
pub(super) fn with_words_read(
    draft: Draft,
    others: &mut OtherMeanings,
    anchor: Anchor,
    session: &mut ImportSession<'_>,
) -> Result<(Draft, Vec<Draft>), Problem> {
    let indicator = session.indicators.get(&draft.indicator);
    let (Some(words), Some(indicator)) = (draft.quantity.clone(), indicator) else {
        return Ok((draft, Vec::new()));
    };
    let read = fact_cells::read_words(
        &words,
        (indicator.measures, &indicator.unit),
        &mut session.values_in_words,
    )?;
    others.value = Some(read.alternatives);
    let draft = Draft { quantity: read.value, ..draft };
    let besides = read.besides.into_iter();
    let mut further: Vec<Draft> =
        besides.map(|other| draft.with_figure(other.value, other.scope)).collect();
    if let Some(first) = &read.first {
        let refused = |why: String| Problem::at(Column::ValueAsStated.name(), why);
        let before = first.before(draft.when.as_ref(), &anchor);
        let before = before.map_err(|why| refused(format!("`{}`: {why}", first.since)))?;
        let none = draft.none_before(before, indicator).map_err(|why| refused(why.to_string()))?;
        further.push(none);
    }
    Ok((draft, further))
}

/// The further facts that come from the words of a row, checked like the first one. Fails if one of
/// them is refused.
pub(super) fn further_facts(
    first: &Fact,
    drafts: Vec<Draft>,
    cells: &FactCells<'_>,
    (report, anchor, unchecked): (&Report, Anchor, bool),
    session: &mut ImportSession<'_>,
) -> Result<Vec<Fact>, Failure> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let mut facts = vec![first.clone()];
    for draft in drafts {
        let fact = check(draft, cells, report, unchecked, session)?;
        let uid = fact.uid(report.uid);
        check_plausible(&fact, cells, (report, anchor), (uid, None), session)?;
        facts.push(fact);
    }
    let refused = |why| Problem::at(Column::ValueAsStated.name(), why);
    check_besides(&facts).map_err(refused)?;
    Ok(facts.split_off(1))
}
