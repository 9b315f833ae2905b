//! Finds the indicator and the actors that a row of facts refers to.
//!
//! Knows that facts of another database refer to rows by number, and looks each number up once.
//! Must not know what else a row states.

use crate::domain::actor::ActorKind;
use crate::domain::name::is_placeholder;
use crate::format::problem::Problem;
use crate::import::fact_cells::FactCells;
use crate::import::new_rows::NewRows;
use crate::import::recorded_cells::RecordedCells;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::wire::Column;

/// The key of the row's indicator, and the row's own word for it; `None` if that word is the key or
/// the name of the indicator. Fails if the indicator is not recorded.
pub(super) fn indicator(
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
) -> Result<(String, Option<String>), Failure> {
    if let Some(known) = cells.recorded().and_then(RecordedCells::known_indicator) {
        return Ok(known);
    }
    let column = Column::Indicator.name();
    let words = cells.get(Column::Indicator);
    let words = words.ok_or_else(|| Problem::at(column, "blank, but a fact needs one"))?;
    let found = session.indicator(column, words)?;
    if let Some(recorded) = cells.recorded() {
        recorded.know_indicator(&found);
    }
    Ok(found)
}

/// The keys of the row's claimants; empty if the row names none. Fails if a name is unknown and must not be created.
pub(super) fn claimants(
    cells: &FactCells<'_>,
    missing: &mut NewRows,
    session: &mut ImportSession<'_>,
) -> Result<Vec<String>, Failure> {
    let numbers = cells.recorded().map(|recorded| recorded.fact.claimants);
    actors(cells, (Column::Claimant, Column::ClaimantKey), numbers, missing, session)
}

/// The keys of the actors who passed the statement on, in the order of the row. Fails if a name is
/// unknown and may not be made.
pub(super) fn via(
    cells: &FactCells<'_>,
    missing: &mut NewRows,
    session: &mut ImportSession<'_>,
) -> Result<Vec<String>, Failure> {
    let numbers = cells.recorded().map(|recorded| recorded.fact.via);
    actors(cells, (Column::Via, Column::ViaKeys), numbers, missing, session)
}

/// The keys of the actors named in two columns (names, keys). `numbers` are the actors' row numbers, for a fact of
/// another database. Fails if a name is unknown and may not be made.
fn actors(
    cells: &FactCells<'_>,
    (names, keys): (Column, Column),
    numbers: Option<&[i64]>,
    missing: &mut NewRows,
    session: &mut ImportSession<'_>,
) -> Result<Vec<String>, Failure> {
    // Most rows name one actor whose words were looked up before.
    let only = cells.only_actor(names, keys);
    if let Some(known) = only.and_then(|words| session.known_actor(words)) {
        return Ok(vec![known]);
    }
    let recorded = cells.recorded().zip(numbers);
    if let Some(known) = recorded.and_then(|(cells, numbers)| cells.known_actors(numbers)) {
        return Ok(known);
    }
    let found = named(cells.actors(names, keys), session)
        .into_iter()
        .map(|words| missing.actor(session, names.name(), &words, ActorKind::Other))
        .collect::<Result<Vec<_>, _>>()?;
    // Only recorded actors are remembered: one that is still to be created is lost if the row is refused.
    let are_here = found.iter().all(|key| session.actors.contains_key(key));
    if let Some((cells, numbers)) = recorded.filter(|_| are_here) {
        cells.know_actors(numbers, &found);
    }
    Ok(found)
}

/// Drops words that name nobody (`-`, `unknown`), unless an actor is recorded under them.
pub(super) fn named(mut words: Vec<String>, session: &ImportSession<'_>) -> Vec<String> {
    words.retain(|words| {
        session.known_actor(words).is_some()
            || !is_placeholder(words)
            || session.actors.knows(words)
    });
    words
}
