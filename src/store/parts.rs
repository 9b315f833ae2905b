//! Divides facts into parts that are compared one after another: no fact of one part can agree with or contradict a
//! fact of another part.

use super::Store;
use super::error::StoreError;
use super::query::Query;
use crate::domain::filter::Filter;
use foldhash::{HashMap, HashSet};
use rusqlite::{Connection, params_from_iter};
use std::collections::BTreeMap;

/// The sets of facts that are not divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// All facts of an indicator are in one part.
    Indicator,
    /// All facts of an indicator about a place and the places inside it are in one part.
    Tree,
}

/// The parts of the facts that match a filter, in the order of the keys of their indicators. One part may
/// have several indicators, and the facts of one indicator may be in several parts.
#[derive(Debug)]
pub struct Parts {
    /// The number of the part of each indicator and place, by their ids.
    numbers: HashMap<(i64, i64), u32>,
    /// How many facts each part has at most.
    sizes: Vec<usize>,
}

/// The number of facts that have an indicator and a place.
struct Count {
    indicator: i64,
    place: i64,
    facts: usize,
}

impl Store {
    /// Divides the facts that match a filter, and those about enclosing places, into parts of at most `most` facts, or
    /// more if these cannot be divided. Conditions other than indicators and places are ignored, so parts may have
    /// fewer facts.
    pub fn parts(&self, filter: &Filter, whole: Whole, most: usize) -> Result<Parts, StoreError> {
        self.reading(|connection| {
            let mut counts = counts(connection, filter)?;
            let around = filter.around_its_places();
            if !around.around.is_empty() {
                counts.extend(self::counts(connection, &around)?);
            }
            let tops = match whole {
                Whole::Indicator => Tops::default(),
                Whole::Tree => Tops::of(connection, &counts)?,
            };
            Ok(Parts::of(&counts, &keys(connection)?, &tops, most))
        })
    }
}

impl Parts {
    fn of(counts: &[Count], keys: &HashMap<i64, String>, tops: &Tops, most: usize) -> Self {
        let mut wholes: BTreeMap<(&str, i64), Vec<&Count>> = BTreeMap::new();
        for count in counts {
            let key = keys.get(&count.indicator).map_or("", String::as_str);
            wholes.entry((key, tops.of_place(count))).or_default().push(count);
        }
        let mut parts = Self { numbers: HashMap::default(), sizes: Vec::new() };
        for whole in wholes.into_values() {
            let facts: usize = whole.iter().map(|count| count.facts).sum();
            match parts.sizes.last_mut().filter(|size| **size + facts <= most) {
                Some(size) => *size += facts,
                None => parts.sizes.push(facts),
            }
            let number = u32::try_from(parts.sizes.len() - 1).unwrap_or(u32::MAX);
            let places = whole.iter().map(|count| ((count.indicator, count.place), number));
            parts.numbers.extend(places);
        }
        parts
    }

    /// The number of parts.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// How many facts a part has at most.
    #[must_use]
    pub fn size(&self, part: usize) -> usize {
        self.sizes.get(part).copied().unwrap_or_default()
    }

    /// The number of the part, from 0, of facts about an indicator and a place.
    pub(super) fn number(&self, indicator: i64, place: i64) -> Option<usize> {
        self.numbers.get(&(indicator, place)).map(|number| *number as usize)
    }
}

/// For each indicator, the outermost place with facts among the places that contain each place.
#[derive(Default)]
struct Tops(HashMap<(i64, i64), i64>);

impl Tops {
    fn of(connection: &Connection, counts: &[Count]) -> Result<Self, StoreError> {
        let sql = "SELECT id, parent FROM place WHERE parent IS NOT NULL";
        let mut statement = connection.prepare_cached(sql)?;
        let parents = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let parents: HashMap<i64, i64> = parents.collect::<rusqlite::Result<_>>()?;
        let known: HashSet<(i64, i64)> =
            counts.iter().map(|count| (count.indicator, count.place)).collect();
        let top = |count: &Count| {
            let (mut top, mut place) = (count.place, count.place);
            // In a damaged file, places may contain each other.
            for _ in 0..parents.len() {
                let Some(parent) = parents.get(&place) else { break };
                place = *parent;
                if known.contains(&(count.indicator, place)) {
                    top = place;
                }
            }
            ((count.indicator, count.place), top)
        };
        Ok(Self(counts.iter().map(top).collect()))
    }

    /// The undivided set to which facts of an indicator belong.
    fn of_place(&self, count: &Count) -> i64 {
        self.0.get(&(count.indicator, count.place)).copied().unwrap_or_default()
    }
}

/// The number of facts for each indicator and place that a filter selects.
fn counts(connection: &Connection, filter: &Filter) -> Result<Vec<Count>, StoreError> {
    let query = Query::of(&Filter {
        places: filter.places.clone(),
        within: filter.within.clone(),
        around: filter.around.clone(),
        indicators: filter.indicators.clone(),
        ..Filter::default()
    });
    let sql = format!(
        "SELECT indicator, place, count(*) FROM fact WHERE {} GROUP BY place, indicator",
        query.conditions.join(" AND ")
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&query.parameters), |row| {
        Ok(Count { indicator: row.get(0)?, place: row.get(1)?, facts: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The keys of indicators by id.
fn keys(connection: &Connection) -> Result<HashMap<i64, String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id, key FROM indicator")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(counts: &[(i64, i64, usize)], tops: &[((i64, i64), i64)], most: usize) -> Vec<usize> {
        let keys = [(1, "b".to_owned()), (2, "a".to_owned())].into_iter().collect();
        let tops = Tops(tops.iter().copied().collect());
        let count = |(indicator, place, facts): &(i64, i64, usize)| Count {
            indicator: *indicator,
            place: *place,
            facts: *facts,
        };
        let all: Vec<Count> = counts.iter().map(count).collect();
        let parts = Parts::of(&all, &keys, &tops, most);
        let number = |count: &Count| parts.number(count.indicator, count.place).unwrap();
        let numbers = all.iter().map(number).collect();
        assert!(all.iter().all(|count| number(count) < parts.len()));
        numbers
    }

    #[test]
    fn parts_are_filled_in_the_order_of_indicators_and_wholes_are_not_divided() {
        let counts = [(1, 10, 3), (1, 11, 3), (2, 10, 5), (2, 12, 1)];
        assert_eq!(parts(&counts, &[], 100), [0, 0, 0, 0]);
        assert_eq!(parts(&counts, &[], 6), [1, 1, 0, 0]);
        assert_eq!(parts(&counts, &[], 1), [1, 1, 0, 0]);
        let apart = [((1, 10), 10), ((1, 11), 11), ((2, 10), 10), ((2, 12), 12)];
        assert_eq!(parts(&counts, &apart, 1), [2, 3, 0, 1]);
        assert_eq!(parts(&counts, &apart, 4), [1, 2, 0, 1]);
    }
}
