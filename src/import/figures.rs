//! The greatest figure of each series of facts that an import recorded, for finding figures that
//! are far above all others of their series.
//!
//! Knows series only by their hash: a million facts may have a million series, and each may take at
//! most 64 bytes. Must not know which figures are doubtful: the domain decides that.

use crate::domain::fact::{Doubt, Fact, compares_within_scope, is_far_above};
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::number::Number;
use crate::import::dense_table::{DenseTable, Entry};
use crate::store::{Store, StoreError};
use foldhash::quality::FixedState;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::hash::BuildHasher;
use std::ops::ControlFlow;
use std::sync::Arc;

/// This many series are compared; figures of further series are only counted.
const KEPT: usize = 250_000;

/// The series of an import, by the hash of what they are about.
#[derive(Default)]
pub(super) struct Figures {
    series: DenseTable<Greatest>,
    /// The names of the files, the last one last.
    files: Vec<Arc<str>>,
    /// The number of figures of series that are not compared because there are too many series.
    beyond: usize,
    /// Whether the import recorded facts whose figures are missing here, for example those of another database.
    has_others: bool,
}

/// The greatest figure of a series.
#[derive(Clone, Copy)]
struct Greatest {
    /// The hash of the series.
    series: u64,
    fact: Uid,
    /// The hash of the key of its place.
    place: u64,
    figure: Number,
    /// The second greatest, of another fact; `None` if there is no other.
    second: Option<Number>,
    at: (usize, u64),
}

const _: () = assert!(size_of::<Greatest>() <= 64);

impl Entry for Greatest {
    fn key(&self) -> u128 {
        key_of(self.series)
    }
}

/// The key of a series in the table, which is chosen by both ends of it.
fn key_of(series: u64) -> u128 {
    u128::from(series) << 64 | u128::from(series)
}

fn hash_of(words: &str) -> u64 {
    FixedState::default().hash_one(words)
}

/// The hash of a series.
fn series_of(indicator: &str, place: &str, unit: &str, scope: &str) -> u64 {
    FixedState::default().hash_one((indicator, place, unit, scope))
}

impl Figures {
    /// Whether no figure was added.
    pub(super) fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// Notes that a fact was recorded whose figure is not doubtful.
    pub(super) fn pass(&mut self) {
        self.has_others = true;
    }

    /// Adds the figure of a fact that was recorded from a row.
    pub(super) fn add(
        &mut self,
        fact: &Fact,
        uid: Uid,
        indicator: &Indicator,
        (file, line): (&str, u64),
    ) {
        let Some(quantity) = fact.quantity.as_ref().filter(|quantity| quantity.is_plain()) else {
            return;
        };
        let figure = quantity.magnitude().filter(|figure| *figure > Number::ZERO);
        let Some(figure) = figure else { return };
        let scope = fact.scope.as_deref().filter(|_| compares_within_scope(indicator));
        let series =
            series_of(&fact.indicator, &fact.place, &quantity.unit, scope.unwrap_or_default());
        if self.series.len() >= KEPT && !self.series.contains(key_of(series)) {
            self.beyond += 1;
            return;
        }
        if self.files.last().is_none_or(|last| **last != *file) {
            self.files.push(file.into());
        }
        let at = (self.files.len() - 1, line);
        let place = hash_of(&fact.place);
        let fact = uid;
        match self.series.get_mut(key_of(series)) {
            Some(greatest) if greatest.figure >= figure => {
                greatest.second = greatest.second.max(Some(figure));
            }
            Some(greatest) => {
                let second = Some(greatest.figure);
                *greatest = Greatest { series, fact, place, figure, second, at };
            }
            None => {
                self.series.insert(Greatest { series, fact, place, figure, second: None, at });
            }
        }
    }
}

impl Figures {
    /// Takes out the figures that are far above all others in the files. `had_any` is true if facts
    /// were recorded before. The second value is the number of figures that were not compared.
    pub(super) fn take_far(&mut self, had_any: bool) -> (FarFigures, usize) {
        let Self { series, files, beyond, has_others } = std::mem::take(self);
        let far = series.iter().filter(|greatest| match greatest.second {
            None => has_others || had_any,
            Some(second) => is_far_above(greatest.figure, second),
        });
        let series = far.map(|greatest| (greatest.series, greatest)).collect();
        (FarFigures { series, files }, beyond)
    }
}

/// Figures that are far above all others of their series in the files.
pub(super) struct FarFigures {
    series: HashMap<u64, Greatest>,
    files: Vec<Arc<str>>,
}

impl FarFigures {
    pub(super) fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// Those of the places with these keys that have such figures.
    pub(super) fn places<'k>(&self, keys: impl Iterator<Item = &'k String>) -> Vec<String> {
        let wanted: HashSet<u64> = self.series.values().map(|greatest| greatest.place).collect();
        keys.filter(|key| wanted.contains(&hash_of(key))).cloned().collect()
    }

    /// Remarks on the rows whose figures are far above everything that is recorded of their series at these places, in
    /// the order of the rows. `scoped` has the keys of the indicators whose figures are compared only within one scope.
    pub(super) fn remarks(
        mut self,
        store: &Store,
        places: &[String],
        scoped: &HashSet<String>,
    ) -> Result<Vec<String>, StoreError> {
        let mut named = HashMap::new();
        store.each_figure(places, None, |other| {
            let scope = if scoped.contains(other.indicator) { other.scope } else { "" };
            let key = series_of(other.indicator, other.place, other.unit, scope);
            match self.series.get_mut(&key) {
                Some(greatest) if other.fact == greatest.fact => {
                    named.insert(key, (other.indicator.to_owned(), other.place.to_owned()));
                }
                Some(greatest) if other.figure > Number::ZERO => {
                    greatest.second = greatest.second.max(Some(other.figure));
                }
                _ => {}
            }
            ControlFlow::Continue(())
        })?;
        let doubt = |(key, (indicator, place))| {
            let &Greatest { figure, second, at, .. } = self.series.get(&key)?;
            let greatest = second.filter(|greatest| is_far_above(figure, *greatest))?;
            Some((at, Doubt::FarAbove { figure, greatest, indicator, place }))
        };
        let mut doubts: Vec<_> = named.into_iter().filter_map(doubt).collect();
        doubts.sort_by_key(|(at, _)| *at);
        let remark = |((file, line), doubt)| {
            let file = self.files.get(file).map(AsRef::as_ref).unwrap_or_default();
            format!("{file}:{line}: {doubt}")
        };
        Ok(doubts.into_iter().map(remark).collect())
    }
}
