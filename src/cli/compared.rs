//! Reads the facts that are compared.

use crate::domain::filter::Filter;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Answer;
use crate::store::{FactOrder, RowsOfFacts, Store, StoreError, StreamedFact};
use crate::view::collected::Collected;

/// Facts that must be compared with each other, but with no others.
pub(super) struct Part {
    pub(super) facts: Collected,
    /// The number of each fact in the file, and its answer to the time asked for.
    pub(super) numbers: Vec<(i64, Answer)>,
}

/// The function that adds a fact about an enclosing place.
type AddAround = fn(&mut Collected, &Selection, &RecordedFact);

/// A function that makes an empty collection, and one that adds a fact about an enclosing place.
pub(super) type Collecting = (fn() -> Collected, AddAround);

impl Part {
    /// All facts that match a filter, and those about the places that contain the filter's places.
    pub(super) fn read(
        store: &Store,
        filter: &Filter,
        (empty, add_around): Collecting,
        named: &mut RowsOfFacts<'_>,
    ) -> Result<Self, StoreError> {
        let mut numbers = Vec::new();
        let mut facts = empty();
        let order = FactOrder::Recorded;
        add_own(store, filter, order, named, &mut facts, |fact, _| {
            numbers.push((fact.number, fact.answer));
        })?;
        each_around(store, filter, order, named, |rows, recorded| {
            add_around(&mut facts, rows, recorded);
        })?;
        Ok(Self { facts, numbers })
    }
}

/// The facts that match the filter, and the rows that they refer to; if the filter names places, also the facts about
/// the places that contain them.
pub(super) fn read(store: &Store, filter: &Filter) -> Result<(Collected, Selection), StoreError> {
    let (mut named, mut facts) = (store.rows_of_facts(filter), Collected::default());
    add_own(store, filter, FactOrder::Time, &mut named, &mut facts, |_, _| ())?;
    each_around(store, filter, FactOrder::Time, &mut named, |rows, recorded| {
        facts.add_wider(rows, recorded);
    })?;
    Ok((facts, named.into_rows()))
}

/// Reads all of these facts together. Facts about enclosing places that apply everywhere inside (a state, or that there
/// was none) also count as facts about the places that the filter names. `note` is called with each fact, without its
/// quote and comment.
pub(super) fn read_reported(
    store: &Store,
    filter: &Filter,
    mut note: impl FnMut(&RecordedFact),
) -> Result<(Collected, Selection), StoreError> {
    let (mut named, mut facts) = (store.rows_of_facts(filter), Collected::default());
    add_own(store, filter, FactOrder::Time, &mut named, &mut facts, |_, fact| note(fact))?;
    each_around(store, filter, FactOrder::Time, &mut named, |rows, recorded| {
        facts.add_around(rows, recorded);
        note(recorded);
    })?;
    Ok((facts, named.into_rows()))
}

/// Adds the facts that match the filter.
fn add_own(
    store: &Store,
    filter: &Filter,
    order: FactOrder,
    named: &mut RowsOfFacts<'_>,
    facts: &mut Collected,
    mut note: impl FnMut(&StreamedFact<'_>, &RecordedFact),
) -> Result<(), StoreError> {
    store.stream_compared(filter, order, |fact| {
        let recorded = named.read(fact)?;
        facts.add(named.rows(), &recorded);
        note(fact, &recorded);
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

/// Passes on the facts about the places that contain the filter's places.
fn each_around(
    store: &Store,
    filter: &Filter,
    order: FactOrder,
    named: &mut RowsOfFacts<'_>,
    mut show: impl FnMut(&Selection, &RecordedFact),
) -> Result<(), StoreError> {
    let around = filter.around_its_places();
    if around.around.is_empty() {
        return Ok(());
    }
    store.stream_compared(&around, order, |fact| {
        let recorded = named.read(fact)?;
        show(named.rows(), &recorded);
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}
