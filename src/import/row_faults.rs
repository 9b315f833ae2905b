//! Finds all faults of a row of facts that was refused for one of them, so that the user can correct all of
//! them at once.
//!
//! This is only done for a refused row: a good one is not checked twice. Must not record anything.

use crate::domain::actor::ActorKind;
use crate::domain::fact::{QuoteCheck, Stance, Status};
use crate::domain::identity::Uid;
use crate::domain::indicator::Measure;
use crate::domain::number::Number;
use crate::format::problem::Problem;
use crate::import::fact_cells::{FactCells, read_words};
use crate::import::fact_names::{self, named};
use crate::import::judgements::Judgements;
use crate::import::new_rows::NewRows;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::language::dates::Anchor;
use crate::wire::{Column, publication_days};

/// The faults of a row, one a column: `first`, for which the row was refused, and all others. `probe` checks the row
/// once more without recording it, as if all names were recorded, and so finds faults that were hidden by an unknown
/// name. Fails if the database does.
pub(super) fn all(
    cells: &FactCells<'_>,
    first: Failure,
    session: &mut ImportSession<'_>,
    probe: impl FnOnce(&mut ImportSession<'_>) -> Result<(), Failure>,
) -> Vec<Failure> {
    // The notes about the row were already made when it was first checked.
    let remarks = std::mem::take(&mut session.remarks);
    let mut found = vec![first];
    found.extend(in_values(cells, session).into_iter().map(Failure::Row));
    found.extend(in_names(cells, session));
    let creates = std::mem::replace(&mut session.creates, true);
    session.is_probing = true;
    let behind = probe(session).err();
    (session.creates, session.is_probing) = (creates, false);
    session.remarks = remarks;
    let mut faults: Vec<Failure> = Vec::new();
    for failure in found {
        if !faults.iter().any(|known| known.problem() == failure.problem()) {
            faults.push(failure);
        }
    }
    let column = |failure: &Failure| failure.problem().map(|problem| problem.column.clone());
    faults.extend(behind.filter(|it| !faults.iter().any(|known| column(known) == column(it))));
    faults
}

/// The faults of cells that do not refer to other rows.
fn in_values(cells: &FactCells<'_>, session: &mut ImportSession<'_>) -> Vec<Problem> {
    if cells.recorded().is_some() {
        return Vec::new();
    }
    let figure = |column| cells.parsed::<Number>(column).err();
    let stance = cells.parsed::<Stance>(Column::Stance);
    let status = cells.parsed::<Status>(Column::Status);
    let faults = [
        cells.parsed::<Uid>(Column::FactId).err(),
        stance.err(),
        status.err(),
        cells.correction().err(),
        cells.parsed::<QuoteCheck>(Column::QuoteCheck).err(),
        figure(Column::ValueLow),
        figure(Column::ValueBest),
        figure(Column::ValueHigh),
        cells.quantity().err(),
        value_words(cells, session),
        Judgements::of(cells).err(),
        when(cells, session),
    ];
    faults.into_iter().flatten().collect()
}

/// The fault of the words of a value.
fn value_words(cells: &FactCells<'_>, session: &mut ImportSession<'_>) -> Option<Problem> {
    let quantity = cells.quantity().ok()??;
    if !quantity.has_no_figure() {
        return None;
    }
    let indicator = cells.get(Column::Indicator).and_then(|words| session.indicators.get(words));
    let measured = indicator.map_or((Measure::Count, ""), |it| (it.measures, it.unit.as_str()));
    let fault = read_words(&quantity, measured, &mut session.values_in_words).err()?;
    // Whether the words fit the unit is only known when the indicator is known.
    (fault.column.as_deref() == Some(Column::ValueAsStated.name())).then_some(fault)
}

/// The fault of the time, read against the row's own publication date.
fn when(cells: &FactCells<'_>, session: &mut ImportSession<'_>) -> Option<Problem> {
    let published = cells.report_date().ok()?;
    let days = published.and_then(|(column, date)| publication_days(column.name(), date).ok()?);
    let is_absolute = cells.get(Column::WhenEdtf).is_some();
    let anchor = Anchor::published(days);
    (days.is_some() || is_absolute)
        .then(|| cells.when(&anchor, &mut session.whens, &mut None).err())
        .flatten()
}

/// The faults of cells that refer to other rows.
fn in_names(cells: &FactCells<'_>, session: &mut ImportSession<'_>) -> Vec<Failure> {
    let mut missing = NewRows::default();
    let mut found = vec![missing.report(cells, session).map(drop)];
    found.push(missing.place(cells, session).map(drop));
    found.push(fact_names::indicator(cells, session).map(drop));
    for (names, keys) in [(Column::Claimant, Column::ClaimantKey), (Column::Via, Column::ViaKeys)] {
        for words in named(cells.actors(names, keys), session) {
            found.push(missing.actor(session, names.name(), &words, ActorKind::Other).map(drop));
        }
    }
    found.into_iter().filter_map(Result::err).collect()
}
