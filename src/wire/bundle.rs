//! The rows that an export needs besides its facts, so that an import restores them without loss.

use crate::domain::actor::Actor;
use crate::domain::assessment::TakenBack;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, ReportVersion};
use crate::store::{FactOrder, ReportLink, Store, StoreError, Vocabulary};
use crate::wire::report::ReportRow;
use crate::wire::versions::EarlierVersion;
use foldhash::{HashMap, HashSet};
use std::collections::BTreeMap;
use std::hash::Hash;

/// Every row that the exported facts need. In each list a parent comes before its children, as
/// imports need it. The facts and the texts of reports are streamed later, when they are written.
#[derive(Debug)]
pub struct Bundle {
    /// Which facts are exported.
    pub filter: Filter,
    /// Publishers, claimants and intermediaries, with their parent organizations.
    pub actors: Vec<Actor>,
    /// Places of the facts, with all places they lie in.
    pub places: Vec<Place>,
    /// Indicators of the facts.
    pub indicators: Vec<Indicator>,
    /// Reports of the facts, with the reports they republish.
    pub reports: Vec<ReportLink>,
    /// Number of exported facts.
    pub facts: usize,
    /// Retractions of reports that were taken back later, by the report's uid.
    taken_back: BTreeMap<Uid, Vec<TakenBack>>,
    /// The earlier versions of edited reports, by the report's uid.
    versions: BTreeMap<Uid, Vec<EarlierVersion>>,
}

impl Bundle {
    /// Collects the rows that the facts of a filter refer to. Without a filter, collects all rows, even those without
    /// facts, except rows that only hidden facts refer to. The facts are read later, so the caller must stay in one
    /// state of the database: see [`Store::in_one_state`].
    pub fn of(store: &Store, filter: &Filter) -> Result<Self, StoreError> {
        Self::naming(store, Filter { retracted: true, ..filter.clone() })
    }

    /// Like [`Self::of`], but without the replaced and retracted facts that the filter leaves out.
    pub fn of_current(store: &Store, filter: &Filter) -> Result<Self, StoreError> {
        let mut bundle = Self::naming(store, filter.clone())?;
        if Self::is_whole(filter) && !store.hides_reports() {
            bundle.facts -= store.withdrawn(filter)?.min(bundle.facts);
        }
        Ok(bundle)
    }

    fn naming(store: &Store, filter: Filter) -> Result<Self, StoreError> {
        let is_whole = Self::is_whole(&filter);
        let (places, actors, indicators) = store.all_names()?;
        let mut bundle = Self {
            actors,
            places,
            indicators,
            reports: store.report_links()?,
            facts: 0,
            taken_back: store.reports_taken_back(filter.as_recorded)?,
            versions: store
                .report_versions(filter.as_recorded)?
                .into_iter()
                .map(|(uid, versions)| (uid, earlier(versions, store.hides_reports())))
                .collect(),
            filter,
        };
        bundle.facts = if is_whole && !store.hides_reports() {
            store.count_facts()?
        } else {
            bundle.keep_named(store, is_whole)?
        };
        bundle.actors = parents_first(bundle.actors, |a| &a.key, |a| a.parent.as_ref());
        bundle.places = parents_first(bundle.places, |p| &p.key, |p| p.parent.as_ref());
        bundle.reports = parents_first(bundle.reports, |r| &r.number, |r| r.republishes.as_ref());
        Ok(bundle)
    }

    /// Whether a filter excludes nothing, so that the bundle has the whole database.
    #[must_use]
    pub fn is_whole(filter: &Filter) -> bool {
        Filter { retracted: true, ..filter.clone() }
            == Filter { retracted: true, ..Filter::default() }
    }

    /// Drops the rows that no fact of the filter needs; for a whole database (`is_whole`), only those that no fact
    /// except hidden ones refers to. Returns the number of facts.
    fn keep_named(&mut self, store: &Store, is_whole: bool) -> Result<usize, StoreError> {
        let mut named = NamedNumbers::default();
        let facts = named.read(store, &self.filter)?;
        let of = |numbers: &HashSet<i64>, keys: &std::collections::HashMap<i64, String>| {
            numbers.iter().filter_map(|number| keys.get(number).cloned()).collect::<HashSet<_>>()
        };
        let Vocabulary { places, actors, indicators, .. } = store.vocabulary(&self.filter)?;
        if is_whole {
            named.reports.extend(self.reports.iter().map(|report| report.number));
        }
        keep(&mut self.reports, &named.reports, |r| &r.number, republished);
        named.actors.extend(self.reports.iter().map(|report| report.publisher));
        let mut actor_keys = of(&named.actors, &actors);
        let of_versions = self.versions.values().flatten();
        actor_keys.extend(of_versions.map(|version| version.report.publisher.clone()));
        let mut place_keys = of(&named.places, &places);
        let mut indicator_keys = of(&named.indicators, &indicators);
        if is_whole {
            let hidden = store.hidden_names()?;
            let others = |keys: std::collections::HashMap<i64, String>, hidden: HashSet<String>| {
                keys.into_values().filter(move |key| !hidden.contains(key))
            };
            actor_keys.extend(others(actors, hidden.actors));
            place_keys.extend(others(places, hidden.places));
            indicator_keys.extend(others(indicators, hidden.indicators));
        }
        keep(&mut self.actors, &actor_keys, |a| &a.key, |a| a.parent.iter().collect());
        keep(&mut self.places, &place_keys, |p| &p.key, |p| p.parent.iter().collect());
        self.indicators.retain(|indicator| indicator_keys.contains(&indicator.key));
        Ok(facts)
    }

    /// The row of a report. Its text is read only if the format writes it.
    pub(crate) fn report(
        &self,
        store: &Store,
        link: &ReportLink,
        with_text: bool,
    ) -> Result<ReportRow, StoreError> {
        let report = store.numbered_report(link.number, &self.filter)?;
        let taken_back = self.taken_back.get(&report.uid).cloned().unwrap_or_default();
        let mut versions = self.versions.get(&report.uid).cloned().unwrap_or_default();
        // If there is no text, no version lacks it.
        for version in &mut versions {
            version.report.has_text |= !report.has_text;
        }
        let mut row = ReportRow { versions, ..ReportRow::without_text(report, taken_back) };
        if with_text
            && row.report.has_text
            && let Some(CapturedText { text, captured_at }) = store.report_text(&row.report.key)?
        {
            (row.text, row.captured_at) = (Some(text), Some(captured_at));
        }
        Ok(row)
    }

    /// Number of reports with a captured text.
    #[must_use]
    pub fn texts(&self) -> usize {
        self.reports.iter().filter(|report| report.has_text).count()
    }
}

/// All versions except the newest, each with the reason and the time of the next one. None is less secret than an
/// earlier one. If `hides`, an edit of which nothing can be shown is left out.
fn earlier(mut versions: Vec<ReportVersion>, hides: bool) -> Vec<EarlierVersion> {
    let (mut level, mut has_text) = (None, false);
    for ReportVersion { report, adds_text, .. } in &mut versions {
        level = level.max(report.confidentiality);
        report.confidentiality = level;
        has_text |= *adds_text;
        report.has_text = has_text;
    }
    let mut earlier: Vec<EarlierVersion> = Vec::new();
    let mut versions = versions.into_iter();
    let Some(mut last) = versions.next() else { return earlier };
    for version in versions {
        let is_shown =
            !hides || version.adds_text || !version.report.differences(&last.report).is_empty();
        if let Some(edited) = version.reason.clone().filter(|_| is_shown) {
            let edited_at = version.recorded_at.clone();
            earlier.push(EarlierVersion { report: last.report, edited, edited_at });
            last = version;
        }
    }
    earlier
}

/// Row ids of the rows that facts refer to.
#[derive(Default)]
struct NamedNumbers {
    actors: HashSet<i64>,
    places: HashSet<i64>,
    indicators: HashSet<i64>,
    reports: HashSet<i64>,
}

impl NamedNumbers {
    /// Collects the row ids that the facts of a filter refer to. Returns the number of facts.
    fn read(&mut self, store: &Store, filter: &Filter) -> Result<usize, StoreError> {
        // A limit keeps the first facts in the order of time, the order in which they are written.
        let order = if filter.limit.is_some() { FactOrder::Time } else { FactOrder::Recorded };
        let streamed = store.stream(filter, order, |fact| {
            self.actors.extend(fact.claimants.iter().chain(fact.via));
            self.places.insert(fact.place);
            self.indicators.insert(fact.indicator);
            self.reports.insert(fact.report);
            Ok::<_, StoreError>(())
        })?;
        Ok(streamed.facts)
    }
}

/// The reports that the versions of a report republish.
fn republished(report: &ReportLink) -> Vec<&i64> {
    report.republishes.iter().chain(&report.republishes_later).collect()
}

/// Keeps the rows whose keys are in `named`, and their ancestors.
fn keep<T, K: Clone + Eq + Hash>(
    rows: &mut Vec<T>,
    named: &HashSet<K>,
    key: fn(&T) -> &K,
    parents: fn(&T) -> Vec<&K>,
) {
    let parents: HashMap<&K, Vec<&K>> = rows.iter().map(|row| (key(row), parents(row))).collect();
    let mut wanted = HashSet::default();
    let mut next: Vec<&K> = named.iter().collect();
    while let Some(name) = next.pop() {
        if wanted.insert(name.clone()) {
            next.extend(parents.get(name).into_iter().flatten());
        }
    }
    rows.retain(|row| wanted.contains(key(row)));
}

/// Sorts rows so that each parent comes before its children, and otherwise keeps their order. A
/// cycle of parents, which only another program can create, is harmless: its rows are kept.
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
