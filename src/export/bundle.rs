//! Facts with the rows that they need, for the formats that lose nothing.

use crate::domain::actor::Actor;
use crate::domain::assessment::TakenBack;
use crate::domain::filter::Filter;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::Report;
use crate::domain::selection::Selection;
use crate::store::{Store, StoreError};
use crate::wire::ReportRow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Facts, and all the rows that they need: in each list, a row comes after the one it belongs to.
#[derive(Debug)]
pub struct Bundle {
    /// The facts with the rows that they name.
    pub selection: Selection,
    /// Publishers, claimants and those between, with the bodies they belong to.
    pub actors: Vec<Actor>,
    /// Places with all above them.
    pub places: Vec<Place>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Reports with those that they republish.
    pub reports: Vec<Report>,
    /// Retractions of reports that were taken back, by the report's uid.
    pub taken_back: BTreeMap<Uid, Vec<TakenBack>>,
    /// Whether it is all that the database holds.
    pub is_whole: bool,
}

impl Bundle {
    /// The facts that a filter asks for, the replaced and the retracted ones always, and what they
    /// need; without a filter, also the rows that no fact names.
    pub fn of(store: &Store, filter: &Filter) -> Result<Self, StoreError> {
        let filter = Filter { retracted: true, ..filter.clone() };
        let is_whole = filter == Filter { retracted: true, ..Filter::default() };
        let selection = store.select(&filter)?;
        let mut reports = store.reports()?;
        for report in &mut reports {
            // What was retracted later than the filter looks is not retracted there.
            if let Some(seen) = selection.reports.get(&report.key) {
                report.clone_from(seen);
            }
        }
        let (mut actors, mut places) = (store.actors()?, store.places()?);
        let mut indicators = store.indicators()?;
        if !is_whole {
            let named = selection.reports.keys().map(String::as_str);
            reports = with_parents(reports, named, |r| &r.key, |r| r.republishes.as_deref());
            let publishers = reports.iter().map(|report| report.publisher.as_str());
            let named = selection.actors.keys().map(String::as_str).chain(publishers);
            actors = with_parents(actors, named, |a| &a.key, |a| a.parent.as_deref());
            let named = selection.places.keys().map(String::as_str);
            places = with_parents(places, named, |p| &p.key, |p| p.parent.as_deref());
            indicators.retain(|indicator| selection.indicators.contains_key(&indicator.key));
        }
        reports.sort_by(|a, b| (a.published_latest, &a.key).cmp(&(b.published_latest, &b.key)));
        Ok(Self {
            actors: parents_first(actors, |a| &a.key, |a| a.parent.as_deref()),
            places: parents_first(places, |p| &p.key, |p| p.parent.as_deref()),
            indicators,
            reports: parents_first(reports, |r| &r.key, |r| r.republishes.as_deref()),
            taken_back: store.reports_taken_back(filter.as_recorded)?,
            selection,
            is_whole,
        })
    }

    /// The retractions of a report that were taken back.
    pub(super) fn taken_back(&self, report: &Report) -> &[TakenBack] {
        self.taken_back.get(&report.uid).map(Vec::as_slice).unwrap_or_default()
    }

    /// A report as a row, its text left out.
    pub(super) fn row(&self, report: &Report) -> ReportRow {
        ReportRow::without_text(report.clone(), self.taken_back(report).to_vec())
    }

    /// How many reports have a captured text.
    #[must_use]
    pub fn texts(&self) -> usize {
        self.reports.iter().filter(|report| report.has_text).count()
    }
}

/// The named rows and all that they belong to.
fn with_parents<'a, T>(
    rows: Vec<T>,
    named: impl Iterator<Item = &'a str>,
    key: fn(&T) -> &String,
    parent: fn(&T) -> Option<&str>,
) -> Vec<T> {
    let parents: HashMap<String, Option<String>> =
        rows.iter().map(|row| (key(row).clone(), parent(row).map(str::to_owned))).collect();
    let mut wanted: HashSet<String> = HashSet::new();
    for name in named {
        let mut next = Some(name);
        while let Some(name) = next.filter(|name| !wanted.contains(*name)) {
            wanted.insert(name.to_owned());
            next = parents.get(name).and_then(Option::as_deref);
        }
    }
    rows.into_iter().filter(|row| wanted.contains(key(row))).collect()
}

/// The rows in their order, but each after the one that it belongs to. Rows in a ring, which only
/// another program can make, keep their order.
fn parents_first<T>(
    rows: Vec<T>,
    key: fn(&T) -> &String,
    parent: fn(&T) -> Option<&str>,
) -> Vec<T> {
    let at: HashMap<&str, usize> =
        rows.iter().enumerate().map(|(at, row)| (key(row).as_str(), at)).collect();
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
