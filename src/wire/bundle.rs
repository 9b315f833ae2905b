//! The rows that facts need: what goes along wherever facts go and nothing may be lost.

use crate::domain::actor::Actor;
use crate::domain::assessment::TakenBack;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::CapturedText;
use crate::store::{FactOrder, ReportLink, Store, StoreError, Vocabulary};
use crate::wire::report::ReportRow;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::hash::Hash;

/// The rows that facts need: in each list, a row comes after the one it belongs to. The facts
/// themselves, and the reports with their texts, are read when they are written.
#[derive(Debug)]
pub struct Bundle {
    /// Which facts: those asked for, the replaced and the retracted ones always.
    pub filter: Filter,
    /// Publishers, claimants and those between, with the bodies they belong to.
    pub actors: Vec<Actor>,
    /// Places with all above them.
    pub places: Vec<Place>,
    /// The indicators that facts are of.
    pub indicators: Vec<Indicator>,
    /// Reports with those that they republish.
    pub reports: Vec<ReportLink>,
    /// How many facts there are.
    pub facts: usize,
    /// Retractions of reports that were taken back, by the report's uid.
    taken_back: BTreeMap<Uid, Vec<TakenBack>>,
}

impl Bundle {
    /// The rows that the facts need that a filter asks for; without a filter, also those that no
    /// fact names. They fit the facts that are written later as long as nobody records in between:
    /// see [`Store::in_one_state`].
    pub fn of(store: &Store, filter: &Filter) -> Result<Self, StoreError> {
        let filter = Filter { retracted: true, ..filter.clone() };
        let is_whole = Self::is_whole(&filter);
        let mut bundle = Self {
            actors: store.actors()?,
            places: store.places()?,
            indicators: store.indicators()?,
            reports: store.report_links()?,
            facts: 0,
            taken_back: store.reports_taken_back(filter.as_recorded)?,
            filter,
        };
        bundle.facts = if is_whole { store.count_facts()? } else { bundle.keep_named(store)? };
        bundle.actors = parents_first(bundle.actors, |a| &a.key, |a| a.parent.as_ref());
        bundle.places = parents_first(bundle.places, |p| &p.key, |p| p.parent.as_ref());
        bundle.reports = parents_first(bundle.reports, |r| &r.number, |r| r.republishes.as_ref());
        Ok(bundle)
    }

    /// Whether a filter leaves nothing out, so that a bundle is all that the database holds.
    #[must_use]
    pub fn is_whole(filter: &Filter) -> bool {
        Filter { retracted: true, ..filter.clone() }
            == Filter { retracted: true, ..Filter::default() }
    }

    /// Keeps the rows that the facts name, with all that these belong to. Gives how many facts.
    fn keep_named(&mut self, store: &Store) -> Result<usize, StoreError> {
        let mut named = NamedNumbers::default();
        let facts = named.read(store, &self.filter)?;
        let of = |numbers: &HashSet<i64>, keys: &std::collections::HashMap<i64, String>| {
            numbers.iter().filter_map(|number| keys.get(number).cloned()).collect::<HashSet<_>>()
        };
        let Vocabulary { places, actors, indicators, .. } = store.vocabulary(&self.filter)?;
        keep(&mut self.reports, named.reports, |r| &r.number, |r| r.republishes.as_ref());
        named.actors.extend(self.reports.iter().map(|report| report.publisher));
        let key = of(&named.actors, &actors);
        keep(&mut self.actors, key, |actor| &actor.key, |actor| actor.parent.as_ref());
        let key = of(&named.places, &places);
        keep(&mut self.places, key, |place| &place.key, |place| place.parent.as_ref());
        let key = of(&named.indicators, &indicators);
        self.indicators.retain(|indicator| key.contains(&indicator.key));
        Ok(facts)
    }

    /// Reads a report as a row, with its text only where that is to go along.
    pub(crate) fn report(
        &self,
        store: &Store,
        link: &ReportLink,
        with_text: bool,
    ) -> Result<ReportRow, StoreError> {
        let report = store.numbered_report(link.number, &self.filter)?;
        let taken_back = self.taken_back.get(&report.uid).cloned().unwrap_or_default();
        let mut row = ReportRow::without_text(report, taken_back);
        if with_text
            && row.report.has_text
            && let Some(CapturedText { text, captured_at }) = store.report_text(&row.report.key)?
        {
            (row.text, row.captured_at) = (Some(text), Some(captured_at));
        }
        Ok(row)
    }

    /// How many reports have a captured text.
    #[must_use]
    pub fn texts(&self) -> usize {
        self.reports.iter().filter(|report| report.has_text).count()
    }
}

/// The numbers of the rows that facts name.
#[derive(Default)]
struct NamedNumbers {
    actors: HashSet<i64>,
    places: HashSet<i64>,
    indicators: HashSet<i64>,
    reports: HashSet<i64>,
}

impl NamedNumbers {
    /// Notes what the facts name that a filter asks for. Gives how many facts there are.
    fn read(&mut self, store: &Store, filter: &Filter) -> Result<usize, StoreError> {
        // A limit lets the first through in the order of time, in which they are written.
        let order = if filter.limit.is_some() { FactOrder::Time } else { FactOrder::Recorded };
        let streamed = store.stream(filter, order, |fact| {
            self.actors.extend(fact.claimant.iter().chain(fact.via));
            self.places.insert(fact.place);
            self.indicators.insert(fact.indicator);
            self.reports.insert(fact.report);
            Ok::<_, StoreError>(())
        })?;
        Ok(streamed.facts)
    }
}

/// Keeps the named rows and all that they belong to.
fn keep<T, K: Clone + Eq + Hash>(
    rows: &mut Vec<T>,
    named: HashSet<K>,
    key: fn(&T) -> &K,
    parent: fn(&T) -> Option<&K>,
) {
    let parents: HashMap<&K, Option<&K>> = rows.iter().map(|row| (key(row), parent(row))).collect();
    let mut wanted = HashSet::default();
    for name in named {
        let mut next = Some(&name);
        while let Some(name) = next.filter(|name| !wanted.contains(*name)) {
            wanted.insert(name.clone());
            next = parents.get(name).copied().flatten();
        }
    }
    rows.retain(|row| wanted.contains(key(row)));
}

/// The rows in their order, but each after the one that it belongs to. Rows in a ring, which only
/// another program can make, keep their order.
fn parents_first<T, K: Eq + Hash>(
    rows: Vec<T>,
    key: fn(&T) -> &K,
    parent: fn(&T) -> Option<&K>,
) -> Vec<T> {
    let at: HashMap<&K, usize> = rows.iter().enumerate().map(|(at, row)| (key(row), at)).collect();
    let mut order = Vec::with_capacity(rows.len());
    let mut is_placed = vec![false; rows.len()];
    for start in 0..rows.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(here) = next.filter(|here| !is_placed[*here]) {
            is_placed[here] = true;
            path.push(here);
            next = parent(&rows[here]).and_then(|parent| at.get(parent)).copied();
        }
        order.extend(path.into_iter().rev());
    }
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| rows[at].take()).collect()
}
