//! Compares many facts part by part: each fact is read once and written to a temporary file by part.

use super::compared::{Collecting, Part};
use crate::domain::filter::Filter;
use crate::domain::selection::{RecordedFact, Selection};
use crate::store::{
    FactOrder, KeptFacts, Parts, RowsOfFacts, Store, StoreError, ThreadPlan, Twin, Whole,
};
use crate::view::collected::Collected;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// At most this many facts are compared at the same time, unless more of them belong together.
const MOST_AT_ONCE: usize = 30_000;

/// How facts are divided into parts, and how facts about enclosing places are added.
#[derive(Clone, Copy)]
pub(super) struct Way {
    whole: Whole,
    collecting: Collecting,
    /// A part has at most this many facts, unless more of them belong together.
    most: usize,
    plan: fn() -> ThreadPlan,
    /// Whether the titles of reports are read, too.
    has_titles: bool,
}

impl Way {
    /// Parts that may have only some of the places of an indicator; facts about enclosing places are only used as
    /// contradictions.
    pub(super) const COMPARED: Self = Self {
        whole: Whole::Tree,
        collecting: (Collected::default, Collected::add_wider),
        most: MOST_AT_ONCE,
        plan: ThreadPlan::default,
        has_titles: false,
    };
    /// Parts that have all places of their indicators.
    pub(super) const BY_INDICATOR: Self = Self { whole: Whole::Indicator, ..Self::COMPARED };
    /// Facts about enclosing places that apply everywhere inside (a state, or that there was none) also count as facts
    /// about the places that the filter names.
    pub(super) const TOLD: Self =
        Self { collecting: (Collected::default, add_around), ..Self::COMPARED };
    /// The same as by indicator, with the further data that sums need.
    pub(super) const ADDED: Self =
        Self { collecting: (Collected::for_sums, Collected::add_wider), ..Self::BY_INDICATOR };

    /// The same, with the titles of reports or without.
    pub(super) fn with_titles(self, has_titles: bool) -> Self {
        Self { has_titles, ..self }
    }

    fn rows_of_facts<'s>(self, store: &'s Store, filter: &Filter) -> RowsOfFacts<'s> {
        let named = store.rows_of_facts(filter);
        if self.has_titles { named } else { named.lean() }
    }

    /// The same with the smallest parts, on two threads or on one.
    #[cfg(test)]
    pub(super) fn in_small_parts(self, threads: usize) -> Self {
        let plan = if threads > 1 {
            || ThreadPlan { threads: 2, least_facts: 1, ..ThreadPlan::default() }
        } else {
            || ThreadPlan { threads: 1, ..ThreadPlan::default() }
        };
        Self { most: 1, plan, ..self }
    }
}

/// Adds a fact about an enclosing place. If it applies everywhere inside, it also counts as a fact about the places
/// asked for.
fn add_around(facts: &mut Collected, rows: &Selection, fact: &RecordedFact) {
    facts.add_around(rows, fact);
}

/// Computes a result from each part of the facts that match the filter, with the rows that they refer to, and joins the
/// results in the order of the parts: by the keys of their indicators. If the filter names places, parts also have the
/// facts about the places that contain them. `make` may drop the part early, and read further facts with the same rows.
/// If there are many facts, two threads work on the parts. In the meantime, `store` must stay in one state.
pub(super) fn each_part<T: Send>(
    store: &Store,
    filter: &Filter,
    way: Way,
    make: impl Fn(&Store, Part, &mut RowsOfFacts<'_>) -> anyhow::Result<T> + Sync,
    mut join: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(parts) = parts(store, filter, way)? else {
        let mut named = way.rows_of_facts(store, filter);
        let part = Part::read(store, filter, way.collecting, &mut named)?;
        return join(make(store, part, &mut named)?);
    };
    let kept = Kept::of(store, (filter, &parts), way.plan)?;
    let work = Work { filter, way, kept: &kept, parts: &parts, next: AtomicUsize::new(0) };
    if let Some(twin) = &kept.twin {
        return work.on_two_threads(store, twin, &make, join);
    }
    work.each(store, &make, |_, made| {
        join(made?)?;
        Ok(true)
    })
}

/// Calls `show` with each fact that matches the filter, and with `None` after all facts of some indicators, with the
/// rows that the facts refer to. Returns all these rows, without reports. In the meantime, `store` must stay in one
/// state.
pub(super) fn each_fact(
    store: &Store,
    filter: &Filter,
    way: Way,
    mut show: impl FnMut(&Selection, Option<&RecordedFact>),
) -> anyhow::Result<Selection> {
    let mut named = way.rows_of_facts(store, filter);
    let Some(parts) = parts(store, filter, way)? else {
        store.stream_compared(filter, FactOrder::Recorded, |fact| {
            let recorded = named.read(fact)?;
            show(named.rows(), Some(&recorded));
            Ok::<_, StoreError>(())
        })?;
        show(named.rows(), None);
        return Ok(named.into_rows());
    };
    let kept = Kept::of(store, (filter, &parts), way.plan)?;
    for part in 0..parts.len() {
        for half in &kept.halves {
            half.own(part, |kept| {
                let recorded = named.read_kept(kept)?;
                show(named.rows(), Some(&recorded));
                Ok::<_, StoreError>(())
            })?;
        }
        show(named.rows(), None);
    }
    Ok(named.into_rows())
}

/// The parts of the facts that match the filter; `None` if there are few enough facts for one part.
fn parts(store: &Store, filter: &Filter, way: Way) -> Result<Option<Parts>, StoreError> {
    if store.most_facts(filter)? <= way.most {
        return Ok(None);
    }
    let parts = store.parts(filter, way.whole, way.most)?;
    Ok((parts.len() > 1).then_some(parts))
}

/// Facts that were read once, in the order of recording: the first half of the ids and, if another thread could read it
/// at the same time, the second half.
struct Kept {
    halves: Vec<KeptFacts>,
    twin: Option<Twin>,
}

impl Kept {
    fn of(
        store: &Store,
        (filter, parts): (&Filter, &Parts),
        plan: fn() -> ThreadPlan,
    ) -> anyhow::Result<Self> {
        let [first, middle, last] = store.fact_ids()?;
        let Some(twin) = store.twin(&plan())? else {
            let halves = vec![store.keep_parts(filter, parts, (first, last))?];
            return Ok(Self { halves, twin: None });
        };
        let second = || twin.read(|store| store.keep_parts(filter, parts, (middle + 1, last)));
        let halves = thread::scope(|scope| {
            let second = thread::Builder::new().spawn_scoped(scope, second)?;
            let first = store.keep_parts(filter, parts, (first, middle));
            let second = second.join().unwrap_or_else(|panic| resume_unwind(panic));
            Ok::<_, anyhow::Error>(vec![first?, second?])
        })?;
        Ok(Self { halves, twin: Some(twin) })
    }

    fn part(
        &self,
        (number, size): (usize, usize),
        (empty, add_around): Collecting,
        named: &mut RowsOfFacts<'_>,
    ) -> Result<Part, StoreError> {
        let (mut facts, mut numbers) = (empty(), Vec::with_capacity(size));
        facts.make_room(size);
        for half in &self.halves {
            half.own(number, |kept| {
                let recorded = named.read_kept(kept)?;
                facts.add(named.rows(), &recorded);
                numbers.push((kept.fact.number, kept.fact.answer));
                Ok::<_, StoreError>(())
            })?;
        }
        for half in &self.halves {
            half.around(number, |kept| {
                let recorded = named.read_kept(kept)?;
                add_around(&mut facts, named.rows(), &recorded);
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(Part { facts, numbers })
    }
}

/// Parts that threads take one after another.
struct Work<'w> {
    filter: &'w Filter,
    way: Way,
    kept: &'w Kept,
    parts: &'w Parts,
    /// The number of the next part that no thread has taken.
    next: AtomicUsize,
}

impl Work<'_> {
    /// Takes parts and calls `give` with the result and the number of each, until none is left or `give` returns that
    /// no more are wanted.
    fn each<T>(
        &self,
        store: &Store,
        make: &impl Fn(&Store, Part, &mut RowsOfFacts<'_>) -> anyhow::Result<T>,
        mut give: impl FnMut(usize, anyhow::Result<T>) -> anyhow::Result<bool>,
    ) -> anyhow::Result<()> {
        let mut named = self.way.rows_of_facts(store, self.filter);
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.parts.len() {
                break;
            }
            let size = self.parts.size(number);
            let part = self.kept.part((number, size), self.way.collecting, &mut named);
            let made = part.map_err(Into::into).and_then(|part| make(store, part, &mut named));
            if !give(number, made)? {
                break;
            }
        }
        Ok(())
    }

    fn on_two_threads<T: Send>(
        &self,
        store: &Store,
        twin: &Twin,
        make: &(impl Fn(&Store, Part, &mut RowsOfFacts<'_>) -> anyhow::Result<T> + Sync),
        join: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let (sender, receiver) = channel();
        let help = move || {
            twin.read(|store| {
                // The receiver is gone if the other thread failed.
                self.each(store, make, |number, made| Ok(sender.send((number, made)).is_ok()))
            })
        };
        thread::scope(|scope| {
            let helper = thread::Builder::new().spawn_scoped(scope, help)?;
            let mut inbox = InOrder { next: 0, waiting: BTreeMap::new(), join };
            let own = self.each(store, make, |number, made| {
                inbox.add(number, made)?;
                receiver.try_iter().try_for_each(|(number, made)| inbox.add(number, made))?;
                Ok(true)
            });
            // If this thread failed, the other one takes no more parts.
            self.next.fetch_max(self.parts.len(), Ordering::Relaxed);
            let others = own.and_then(|()| {
                receiver.iter().try_for_each(|(number, made)| inbox.add(number, made))
            });
            drop(receiver);
            let helped = helper.join().unwrap_or_else(|panic| resume_unwind(panic));
            others.and(helped)
        })
    }
}

/// Joins the results of parts in the order of the parts, in whatever order they arrive.
struct InOrder<T, J> {
    next: usize,
    waiting: BTreeMap<usize, T>,
    join: J,
}

impl<T, J: FnMut(T) -> anyhow::Result<()>> InOrder<T, J> {
    fn add(&mut self, number: usize, made: anyhow::Result<T>) -> anyhow::Result<()> {
        self.waiting.insert(number, made?);
        while let Some(made) = self.waiting.remove(&self.next) {
            (self.join)(made)?;
            self.next += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::Context;
    use crate::cli::demo;
    use crate::view::facts::Latest;
    use crate::view::gaps::{Asked, Gaps};
    use crate::view::sum::{Options, Sums};

    /// The gaps, the current figures and the sums of the facts that match a filter, read in one way or the
    /// other.
    fn answers(store: &Store, filter: &Filter, change: impl Fn(Way) -> Way) -> [String; 3] {
        let today = "2017-11-25".parse().unwrap();
        let asked = Asked { facts: None, today, days: Some(3), limit: None };
        let (mut gaps, mut latest, mut sums) = (Gaps::default(), Latest::default(), Sums::by(&[]));
        let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
            Ok(Gaps::of(&part.facts, named.rows(), asked))
        };
        each_part(store, filter, change(Way::TOLD), of_part, |more| {
            gaps.join(more, None);
            Ok(())
        })
        .unwrap();
        let of_part = |_: &Store, part: Part, named: &mut RowsOfFacts<'_>| {
            Ok(Latest::of(&part.facts, &part.numbers, named.rows()))
        };
        each_part(store, filter, change(Way::COMPARED), of_part, |more| {
            latest.join(more, usize::MAX);
            Ok(())
        })
        .unwrap();
        let latest = latest.first(usize::MAX);
        assert!(gaps.open > 3 && latest.len() > 3);
        let rows = each_fact(store, filter, change(Way::BY_INDICATOR), |rows, fact| match fact {
            Some(fact) => sums.add(rows, fact),
            None => sums.add_up(rows, None),
        })
        .unwrap();
        let options = Options { most: usize::MAX, more: "", stocks: "" };
        let sums = sums.table(&rows, &options);
        [format!("{gaps:?}"), format!("{latest:?}"), format!("{sums:?}")]
    }

    #[test]
    fn answers_do_not_depend_on_how_facts_are_divided() {
        let (_folder, store) = demo::sample(&Context::of_line(&[], false));
        let of_place = |key: &str| Filter { places: vec![key.to_owned()], ..Filter::default() };
        for filter in [Filter::default(), of_place("aleppo"), of_place("eastern-aleppo")] {
            store
                .in_one_state(|| {
                    let whole = answers(&store, &filter, |way| way);
                    for threads in [1, 2] {
                        let parts = answers(&store, &filter, |way| way.in_small_parts(threads));
                        assert_eq!(parts, whole);
                    }
                    Ok::<_, StoreError>(())
                })
                .unwrap();
        }
    }
}
