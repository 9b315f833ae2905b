//! Gives numbers to the values that facts are counted by, and finally looks the values up.

use crate::domain::actor::Actor;
use crate::domain::group_counts::{Dimension, GroupValue};
use crate::domain::indicator::Indicator;
use crate::domain::names::Nameable;
use crate::domain::place::{Place, PlaceKind};
use crate::domain::when::Day;
use crate::store::attributions::Attributions;
use crate::store::decode::day;
use crate::store::error::StoreError;
use crate::store::reference::{self, Reference, Which, json_ids};
use chrono::Datelike;
use foldhash::{HashMap, HashMapExt};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

/// Gives numbers to ids, or to a missing id, in the order in which they appear.
#[derive(Default)]
pub(super) struct Numbered {
    /// The numbers of low ids, by id. Nearly all ids are low, and each fact needs one, so this is
    /// an array.
    low: Vec<u32>,
    others: HashMap<Option<i64>, u32>,
    ids: Vec<Option<i64>>,
}

/// Ids below this one are low; their array takes at most 16 MB.
const LOW: usize = 1 << 22;
/// Marks a low id that has no number yet.
const NONE: u32 = u32::MAX;

impl Numbered {
    /// The number of an id, from 0; the same id gets the same number.
    pub(super) fn number(&mut self, id: Option<i64>) -> u32 {
        let low = id.and_then(|id| usize::try_from(id).ok()).filter(|id| *id < LOW);
        let number = if let Some(at) = low {
            if at >= self.low.len() {
                self.low.resize((at + 1).next_power_of_two(), NONE);
            }
            &mut self.low[at]
        } else {
            self.others.entry(id).or_insert(NONE)
        };
        if *number == NONE {
            *number = u32::try_from(self.ids.len()).unwrap_or(NONE - 1);
            self.ids.push(id);
        }
        *number
    }

    /// The number of different ids.
    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The value of each id, by number; `Unstated` for a missing id.
    fn values(
        self,
        value: impl Fn(i64) -> Result<Option<GroupValue>, StoreError>,
    ) -> Result<Vec<GroupValue>, StoreError> {
        let unstated = |value: Option<_>| value.unwrap_or(GroupValue::Unstated);
        self.ids.into_iter().map(|id| id.map_or(Ok(None), &value).map(unstated)).collect()
    }
}

/// Gives numbers to texts in the order in which they appear.
#[derive(Default)]
pub(super) struct Texts(HashMap<String, u32>);

impl Texts {
    /// The number of a text, from 0; `None` if it is NULL or empty.
    pub(super) fn number(&mut self, text: ValueRef<'_>) -> Result<Option<u32>, StoreError> {
        let text = text.as_str_or_null().map_err(rusqlite::Error::from)?;
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        if let Some(known) = self.0.get(text) {
            return Ok(Some(*known));
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), number);
        Ok(Some(number))
    }
}

/// The values of one dimension while facts are counted.
pub(super) struct Values<'c> {
    by: Dimension,
    /// Position of the dimension's first column in the row.
    first: usize,
    /// How the value of a fact is found.
    source: Source<'c>,
    numbered: Numbered,
    texts: Texts,
}

/// The source of a fact's value.
enum Source<'c> {
    /// It is in the fact's own columns.
    Fact,
    /// It belongs to a row that the fact refers to: the publisher of its report, or the area of its
    /// place. The map has the id of the value for the id of that row.
    Row(HashMap<i64, i64>),
    /// It is the fact's claimant, or its claimants together.
    Claimants(Attributions<'c>, Together),
}

/// Ids of joint claimants, all below 0.
#[derive(Default)]
struct Together(HashMap<Vec<i64>, i64>);

impl Together {
    /// The id of some claimants: for one actor, its own id; `None` if there is none.
    fn id(&mut self, claimants: &[i64]) -> Option<i64> {
        let several = match claimants {
            [] => return None,
            [one] => return Some(*one),
            several => several,
        };
        if let Some(known) = self.0.get(several) {
            return Some(*known);
        }
        let id = -1 - i64::try_from(self.0.len()).unwrap_or(i64::MAX - 1);
        self.0.insert(several.to_vec(), id);
        Some(id)
    }
}

impl<'c> Values<'c> {
    /// Prepares a dimension. Its columns begin at position `first` of a row.
    pub(super) fn of(
        connection: &'c Connection,
        by: Dimension,
        first: usize,
    ) -> Result<Self, StoreError> {
        let source = match by {
            Dimension::Publisher => Source::Row(publishers(connection)?),
            Dimension::Admin1 => Source::Row(areas(connection, PlaceKind::Admin1)?),
            Dimension::Admin2 => Source::Row(areas(connection, PlaceKind::Admin2)?),
            Dimension::Claimant => {
                Source::Claimants(Attributions::of(connection), Together::default())
            }
            _ => Source::Fact,
        };
        Ok(Self { by, first, source, numbered: Numbered::default(), texts: Texts::default() })
    }

    /// The only column that the dimension reads, if that has the id of the value; `None` for other
    /// dimensions.
    pub(super) fn id_column(&self) -> Option<&'static str> {
        match self.by {
            Dimension::Place | Dimension::Indicator | Dimension::Report => {
                self.columns().first().copied()
            }
            _ => None,
        }
    }

    /// Takes values that were numbered elsewhere.
    pub(super) fn take_numbered(&mut self, numbered: Numbered) {
        self.numbered = numbered;
    }

    /// The columns of a fact that the dimension reads.
    pub(super) fn columns(&self) -> &'static [&'static str] {
        match self.by {
            Dimension::Place | Dimension::Admin1 | Dimension::Admin2 => &["fact.place"],
            Dimension::Indicator => &["fact.indicator"],
            Dimension::Report | Dimension::Publisher => &["fact.report"],
            Dimension::Claimant => &["fact.id"],
            Dimension::Year | Dimension::Month | Dimension::Day => {
                &["start_earliest", "start_latest", "end_earliest", "end_latest"]
            }
            Dimension::Status => &["status"],
            Dimension::Thread => &["thread"],
            Dimension::Scope => &["scope"],
            Dimension::Unit => &["fact.unit"],
        }
    }

    /// The number of the value of a row. Fails if a cell is damaged.
    pub(super) fn number(&mut self, row: &Row<'_>) -> Result<u32, StoreError> {
        let id = match (self.by, &mut self.source) {
            (Dimension::Year | Dimension::Month | Dimension::Day, _) => self.first_day(row)?,
            (Dimension::Status | Dimension::Thread | Dimension::Scope | Dimension::Unit, _) => {
                self.texts.number(row.get_ref(self.first)?)?.map(i64::from)
            }
            (_, Source::Fact) => Some(row.get(self.first)?),
            (_, Source::Row(rows)) => rows.get(&row.get(self.first)?).copied(),
            (_, Source::Claimants(actors, together)) => {
                together.id(actors.of_fact(row.get(self.first)?)?.0)
            }
        };
        Ok(self.numbered.number(id))
    }

    /// The first of the row's four bounds that is known, or the first day of its year or month, as
    /// a number (0001-01-01 is day 1); `None` if the fact is undated.
    fn first_day(&self, row: &Row<'_>) -> Result<Option<i64>, StoreError> {
        for column in self.first..self.first + 4 {
            if let Some(day) = day(row, column)? {
                let first = match self.by {
                    Dimension::Year => day.with_ordinal(1),
                    Dimension::Month => day.with_day(1),
                    _ => Some(day),
                };
                return Ok(first.map(|day| day.num_days_from_ce().into()));
            }
        }
        Ok(None)
    }

    /// Whether the time of a row continues after the year, month or day by which it is counted, or may do so.
    /// Days are compared as texts, `YYYY-MM-DD`.
    pub(super) fn is_longer(&self, row: &Row<'_>) -> Result<bool, StoreError> {
        let length = match self.by {
            Dimension::Year => "YYYY".len(),
            Dimension::Month => "YYYY-MM".len(),
            Dimension::Day => "YYYY-MM-DD".len(),
            _ => return Ok(false),
        };
        let bound = |at: usize| -> Result<Option<&str>, StoreError> {
            let text = row.get_ref(self.first + at)?.as_str_or_null();
            Ok(text.map_err(rusqlite::Error::from)?.map(|day| day.get(..length).unwrap_or(day)))
        };
        let bounds = [bound(0)?, bound(1)?, bound(2)?, bound(3)?];
        Ok(bounds.iter().any(Option::is_some) && bounds.iter().any(|other| *other != bounds[0]))
    }

    /// The values by number.
    pub(super) fn finish(self, connection: &Connection) -> Result<Vec<GroupValue>, StoreError> {
        match self.by {
            Dimension::Place => of_rows(connection, self.numbered, |place: &Place| {
                GroupValue::Place(place.key.clone(), place.name.clone(), place.kind)
            }),
            Dimension::Indicator => of_rows(connection, self.numbered, named::<Indicator>),
            Dimension::Publisher => of_rows(connection, self.numbered, named::<Actor>),
            Dimension::Claimant => claimants(connection, self.numbered, self.source),
            Dimension::Admin1 | Dimension::Admin2 => {
                of_rows(connection, self.numbered, named::<Place>)
            }
            Dimension::Report => reports(connection, self.numbered),
            Dimension::Year | Dimension::Month | Dimension::Day => self.numbered.values(|days| {
                let day = i32::try_from(days).ok().and_then(Day::from_num_days_from_ce_opt);
                Ok(day.map(GroupValue::Date))
            }),
            Dimension::Status | Dimension::Thread | Dimension::Scope | Dimension::Unit => {
                let texts = self.texts.0.into_iter();
                let words: HashMap<i64, String> =
                    texts.map(|(text, number)| (number.into(), text)).collect();
                self.numbered.values(|text| Ok(words.get(&text).cloned().map(GroupValue::Word)))
            }
        }
    }
}

fn named<T: Nameable>(row: &T) -> GroupValue {
    GroupValue::Named(row.key().to_owned(), row.name().to_owned())
}

/// The values for ids of reference rows.
fn of_rows<T: Reference>(
    connection: &Connection,
    numbered: Numbered,
    value: impl Fn(&T) -> GroupValue,
) -> Result<Vec<GroupValue>, StoreError> {
    let ids: Vec<i64> = numbered.ids.iter().flatten().copied().collect();
    let rows: HashMap<i64, T> =
        reference::load(connection, Which::Ids(&ids))?.into_iter().collect();
    numbered.values(|id| Ok(rows.get(&id).map(&value)))
}

/// The values for ids of claimants, some of which may be for several actors.
fn claimants(
    connection: &Connection,
    numbered: Numbered,
    source: Source<'_>,
) -> Result<Vec<GroupValue>, StoreError> {
    let sets: HashMap<i64, Vec<i64>> = match source {
        Source::Claimants(_, together) => {
            together.0.into_iter().map(|(set, id)| (id, set)).collect()
        }
        _ => HashMap::new(),
    };
    let ids: Vec<i64> =
        numbered.ids.iter().flatten().chain(sets.values().flatten()).copied().collect();
    let rows: HashMap<i64, Actor> =
        reference::load(connection, Which::Ids(&ids))?.into_iter().collect();
    numbered.values(|id| {
        let actors = sets.get(&id).map_or(std::slice::from_ref(&id), Vec::as_slice);
        Ok(GroupValue::together(actors.iter().filter_map(|actor| rows.get(actor))))
    })
}

fn reports(connection: &Connection, numbered: Numbered) -> Result<Vec<GroupValue>, StoreError> {
    let ids: Vec<i64> = numbered.ids.iter().flatten().copied().collect();
    let sql = "SELECT id, key, title FROM report WHERE id IN (SELECT value FROM json_each(?1))";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([json_ids(&ids)], |row| {
        Ok((row.get(0)?, GroupValue::Named(row.get(1)?, row.get(2)?)))
    })?;
    let rows: HashMap<i64, GroupValue> = rows.collect::<rusqlite::Result<_>>()?;
    numbered.values(|id| Ok(rows.get(&id).cloned()))
}

/// The id of the publisher of each report, by report id.
fn publishers(connection: &Connection) -> Result<HashMap<i64, i64>, StoreError> {
    let mut statement = connection.prepare("SELECT id, publisher FROM report")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The innermost area of an administrative level that contains each place, by place id; a place of
/// that level is its own area.
fn areas(connection: &Connection, level: PlaceKind) -> Result<HashMap<i64, i64>, StoreError> {
    let mut statement = connection.prepare("SELECT id, parent, kind FROM place")?;
    let mut rows = statement.query([])?;
    let mut places: HashMap<i64, (Option<i64>, bool)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let kind = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        places.insert(row.get(0)?, (row.get(1)?, kind == level.as_str()));
    }
    let area = |place: i64| {
        let mut next = Some(place);
        for _ in 0..places.len() {
            let (parent, is_area) = *places.get(&next?)?;
            if is_area {
                return next;
            }
            next = parent;
        }
        None
    };
    Ok(places.keys().filter_map(|place| Some((*place, area(*place)?))).collect())
}
