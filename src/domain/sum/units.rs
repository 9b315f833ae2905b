//! The series of facts without a figure: "a convoy came" belongs to the series of the trucks that came with it.

use super::item::Entry;
use crate::domain::compare::Name;
use crate::domain::when::Day;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of a series, and whether it is also counted in an earlier series of its indicator.
pub(super) type Counted<'e, 'a> = (&'e Entry<'a>, bool);

/// The entries of one indicator by unit. If no convoy came, no truck came, either: a statement that there was none
/// belongs to each unit for which there is another statement.
pub(super) fn by_unit<'e, 'a>(
    entries: &[&'e Entry<'a>],
) -> BTreeMap<Option<&'a Name>, Vec<Counted<'e, 'a>>> {
    let units = units(entries);
    let is_none_at_all = |one: &Entry<'_>, unit: Option<&Name>| {
        unit.is_none() && one.statement.quantity.as_ref().is_some_and(|figure| figure.is_zero())
    };
    let both = || entries.iter().copied().zip(units.iter().copied());
    let told = both().filter(|(one, unit)| !is_none_at_all(one, *unit));
    let told: BTreeSet<Option<&Name>> = told.map(|(_, unit)| unit).collect();
    let mut by_unit: BTreeMap<Option<&Name>, Vec<Counted<'e, 'a>>> = BTreeMap::new();
    for (one, unit) in both() {
        if !is_none_at_all(one, unit) || told.is_empty() {
            by_unit.entry(unit).or_default().push((one, false));
            continue;
        }
        for (number, unit) in told.iter().enumerate() {
            by_unit.entry(*unit).or_default().push((one, number > 0));
        }
    }
    by_unit
}

/// The unit of each entry of one indicator. An entry without a figure gets the unit of another fact about its place and
/// day; if there are several, the indicator's own unit, or else the first.
fn units<'a>(entries: &[&Entry<'a>]) -> Vec<Option<&'a Name>> {
    let stated: Vec<Option<&Name>> = entries.iter().map(|one| one.unit).collect();
    let has_figure = |one: &&&Entry<'_>| one.statement.quantity.is_some();
    let differ = stated.iter().any(Option::is_some);
    if !differ || entries.iter().all(|one| has_figure(&one)) {
        return stated;
    }
    let mut known: HashMap<(&str, Day), BTreeSet<Option<&Name>>> = HashMap::default();
    for (one, unit) in entries.iter().zip(&stated).filter(|(one, _)| has_figure(one)) {
        if let Some(day) = day(one) {
            known.entry((&*one.statement.place, day)).or_default().insert(*unit);
        }
    }
    let of = |(one, unit): (&&Entry<'a>, Option<&'a Name>)| match day(one) {
        Some(day) if one.statement.quantity.is_none() => {
            let units = known.get(&(&*one.statement.place, day));
            units.and_then(|units| units.first().copied()).unwrap_or(unit)
        }
        _ => unit,
    };
    entries.iter().zip(stated.iter().copied()).map(of).collect()
}

/// The one day that an entry is about; `None` if it is about several days.
fn day(one: &Entry<'_>) -> Option<Day> {
    let bounds = one.statement.stated_bounds()?;
    bounds.start_earliest.filter(|_| bounds.is_exact_day())
}
