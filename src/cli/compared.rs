//! Reads the facts that are compared, some at a time.

use crate::domain::filter::Filter;
use crate::domain::group_counts::{Dimension, GroupValue};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::Answer;
use crate::store::{FactOrder, RowsOfFacts, Store, StoreError, StreamedFact, ThreadPlan, Twin};
use crate::view::collected::Collected;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread;

/// All facts of some indicators.
pub(super) struct Part {
    pub(super) facts: Collected,
    /// The number of each fact in the file, and its answer to the time asked for.
    pub(super) numbers: Vec<(i64, Answer)>,
}

/// At most this many facts are read at once, if no indicator has more.
const MOST_AT_ONCE: usize = 75_000;

/// Shows the facts that match the filter, and the rows that they name: all facts of some indicators at
/// once, in the order of the indicators' keys. Where the filter names places, also the facts about the places
/// around them. Returns the rows that any fact names, without reports. `store` must stay in one state meanwhile.
pub(super) fn each_part(
    store: &Store,
    filter: &Filter,
    show: impl FnMut(&Part, &Selection) -> anyhow::Result<()>,
) -> anyhow::Result<Selection> {
    show_parts(store, filter, Collected::add_wider, show)
}

/// The same; of the facts about places around, those that hold in all of their place are told as facts of
/// the places that the filter names, too.
pub(super) fn each_part_told(
    store: &Store,
    filter: &Filter,
    show: impl FnMut(&Part, &Selection) -> anyhow::Result<()>,
) -> anyhow::Result<Selection> {
    let add_around: AddAround = |facts, rows, fact| _ = facts.add_around(rows, fact);
    show_parts(store, filter, add_around, show)
}

/// How a fact about a place around is added.
type AddAround = fn(&mut Collected, &Selection, &RecordedFact);

fn show_parts(
    store: &Store,
    filter: &Filter,
    around: AddAround,
    mut show: impl FnMut(&Part, &Selection) -> anyhow::Result<()>,
) -> anyhow::Result<Selection> {
    let parts = parts(store, filter)?;
    let is_long = parts.len() > 1;
    if let Some(twin) = if is_long { store.twin(&ThreadPlan::default())? } else { None } {
        return read_ahead(&twin, (filter, &parts), around, show);
    }
    let mut named = store.rows_of_facts(filter).lean();
    for part in &parts {
        show(&Part::read(store, part, around, &mut named)?, named.rows())?;
    }
    Ok(named.into_rows())
}

/// Shows parts while another thread reads the next one.
fn read_ahead(
    twin: &Twin,
    (filter, parts): (&Filter, &[Filter]),
    around: AddAround,
    mut show: impl FnMut(&Part, &Selection) -> anyhow::Result<()>,
) -> anyhow::Result<Selection> {
    // A part waits here until the one before it was shown, so that at most two are held.
    let (sender, receiver) = sync_channel(0);
    let read = move || {
        twin.read(|store| {
            let mut named = store.rows_of_facts(filter).lean();
            for part in parts {
                let part = Part::read(store, part, around, &mut named)?;
                // The receiver is gone where showing failed.
                if sender.send((part, named.rows_but_reports())).is_err() {
                    break;
                }
            }
            Ok::<_, anyhow::Error>(named.into_rows())
        })
    };
    thread::scope(|scope| {
        let reader = thread::Builder::new().spawn_scoped(scope, read)?;
        let shown = receiver.into_iter().try_for_each(|(part, rows)| show(&part, &rows));
        let read = reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        shown.and(read)
    })
}

impl Part {
    fn read(
        store: &Store,
        filter: &Filter,
        add_around: AddAround,
        named: &mut RowsOfFacts<'_>,
    ) -> Result<Self, StoreError> {
        let mut numbers = Vec::new();
        let mut facts = Collected::default();
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

/// The facts that match the filter, and the rows that they name; where the filter names places, also the
/// facts about the places around them.
pub(super) fn read(store: &Store, filter: &Filter) -> Result<(Collected, Selection), StoreError> {
    let (mut named, mut facts) = (store.rows_of_facts(filter), Collected::default());
    add_own(store, filter, FactOrder::Time, &mut named, &mut facts, |_, _| ())?;
    each_around(store, filter, FactOrder::Time, &mut named, |rows, recorded| {
        facts.add_wider(rows, recorded);
    })?;
    Ok((facts, named.into_rows()))
}

/// The same; of the facts about places around, those that hold in all of their place are told as facts of
/// the places that the filter names, too. `note` is given each of all these facts, without its quote and
/// comment.
pub(super) fn read_told(
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

/// Shows the facts about the places around those that the filter names.
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

/// The filter for one part after another: some indicators each, so that few facts are held at a time.
pub(super) fn parts(store: &Store, filter: &Filter) -> Result<Vec<Filter>, StoreError> {
    if store.most_facts(filter)? <= MOST_AT_ONCE {
        return Ok(vec![filter.clone()]);
    }
    let counts = store.count(filter, &[Dimension::Indicator])?;
    let facts = (0..counts.counts.len()).filter_map(|group| {
        let value = counts.values.first()?.get(*counts.members(group).first()? as usize)?;
        let GroupValue::Named(key, _) = value else { return None };
        Some((key.clone(), counts.counts[group].facts))
    });
    let facts: BTreeMap<String, usize> = facts.collect();
    if facts.values().sum::<usize>() <= MOST_AT_ONCE {
        return Ok(vec![filter.clone()]);
    }
    let mut parts: Vec<(Vec<String>, usize)> = Vec::new();
    for (key, many) in facts {
        match parts.last_mut() {
            Some((keys, sum)) if *sum + many <= MOST_AT_ONCE => {
                keys.push(key);
                *sum += many;
            }
            _ => parts.push((vec![key], many)),
        }
    }
    let part = |(indicators, _)| Filter { indicators, ..filter.clone() };
    Ok(parts.into_iter().map(part).collect())
}
