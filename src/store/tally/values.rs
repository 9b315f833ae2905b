//! The values that facts are counted by, each as a number.

use super::groups::{Example, Groups, NONE, Texts};
use super::{FIRST_DAY, UNSTATED, first_day};
use crate::domain::place::PlaceKind;
use crate::domain::tally::Dimension;
use crate::domain::when::Day;
use crate::store::attributions::Attributions;
use crate::store::error::StoreError;
use chrono::Datelike;
use foldhash::{HashMap, HashMapExt};
use rusqlite::{Connection, Row};

/// Where the columns of the dimensions that are texts begin.
const FIRST_TEXT: usize = FIRST_DAY + 4;

/// The values of facts, as numbers: those of rows in the file, of days, and of texts.
pub(super) struct Values<'c> {
    by: &'c [Dimension],
    texts: Texts,
    publishers: HashMap<i64, i64>,
    /// The areas of the first and second level that places lie in.
    areas: HashMap<i64, [i64; 2]>,
    attributions: Attributions<'c>,
    /// The fact that was asked for last, and its claimant.
    claimant: (i64, Option<i64>),
}

impl<'c> Values<'c> {
    pub(super) fn of(connection: &'c Connection, by: &'c [Dimension]) -> Result<Self, StoreError> {
        use Dimension as D;
        let mut values = Self {
            by,
            texts: Texts::default(),
            publishers: HashMap::new(),
            areas: HashMap::new(),
            attributions: Attributions::of(connection),
            claimant: (UNSTATED, None),
        };
        if by.contains(&D::Publisher) {
            let mut statement = connection.prepare("SELECT id, publisher FROM report")?;
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            values.publishers = found.collect::<rusqlite::Result<_>>()?;
        }
        if by.contains(&D::Admin1) || by.contains(&D::Admin2) {
            values.areas = areas(connection)?;
        }
        Ok(values)
    }

    /// The columns of the dimensions that are texts, in their order.
    pub(super) fn columns(&self) -> String {
        let columns = self.by.iter().filter_map(|by| text_column(*by));
        columns.flat_map(|column| [", ", column]).collect()
    }

    /// The number of the combination of a row's values.
    pub(super) fn group(&mut self, row: &Row<'_>, groups: &mut Groups) -> Result<u32, StoreError> {
        use Dimension as D;
        let (mut group, mut text) = (NONE, FIRST_TEXT);
        let mut date = None;
        for (level, by) in self.by.iter().enumerate() {
            let area = |level: usize| {
                let place = row.get(2)?;
                Ok::<_, StoreError>(self.areas.get(&place).map_or(UNSTATED, |areas| areas[level]))
            };
            let number = match by {
                D::Place => row.get(2)?,
                D::Indicator => row.get(3)?,
                D::Report => row.get(1)?,
                D::Admin1 => area(0)?,
                D::Admin2 => area(1)?,
                D::Publisher => self.publishers.get(&row.get(1)?).copied().unwrap_or(UNSTATED),
                D::Claimant => {
                    // Asked once for each fact: its actors are read past as it is.
                    let fact: i64 = row.get(0)?;
                    if self.claimant.0 != fact {
                        self.claimant = (fact, self.attributions.of_fact(fact)?.0);
                    }
                    self.claimant.1.unwrap_or(UNSTATED)
                }
                D::Year | D::Month | D::Day => {
                    date = first_day(row)?;
                    date.map_or(UNSTATED, |day| first_of(*by, day))
                }
                D::Status | D::Thread | D::Scope | D::Unit => {
                    text += 1;
                    self.texts.number(row.get_ref(text - 1)?)?.map_or(UNSTATED, i64::from)
                }
            };
            group = groups.number(level, group, number);
        }
        if !groups.has_example(group) {
            groups.exemplify(group, self.example(row, date)?);
        }
        Ok(group)
    }

    /// A row as the example of its combination.
    fn example(&self, row: &Row<'_>, date: Option<Day>) -> Result<Example, StoreError> {
        let text_columns = self.by.iter().filter(|by| text_column(**by).is_some());
        let texts = text_columns.zip(FIRST_TEXT..).map(|(by, column)| Ok((*by, row.get(column)?)));
        Ok(Example {
            report: row.get(1)?,
            place: row.get(2)?,
            indicator: row.get(3)?,
            claimant: self.claimant.1,
            date,
            texts: texts.collect::<rusqlite::Result<_>>()?,
        })
    }
}

fn text_column(by: Dimension) -> Option<&'static str> {
    match by {
        Dimension::Status => Some("status"),
        Dimension::Thread => Some("thread"),
        Dimension::Scope => Some("scope"),
        Dimension::Unit => Some("fact.unit"),
        _ => None,
    }
}

/// The number of the first day of a day's year or month, or of itself.
fn first_of(by: Dimension, day: Day) -> i64 {
    let first = match by {
        Dimension::Year => day.with_ordinal(1),
        Dimension::Month => day.with_day(1),
        _ => Some(day),
    };
    first.unwrap_or(day).num_days_from_ce().into()
}

/// The areas of the first and second level that each place lies in, itself included.
fn areas(connection: &Connection) -> Result<HashMap<i64, [i64; 2]>, StoreError> {
    let mut statement = connection.prepare("SELECT id, parent, kind FROM place")?;
    let mut rows = statement.query([])?;
    let mut places: HashMap<i64, (Option<i64>, Option<usize>)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let kind = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        let level = [PlaceKind::Admin1, PlaceKind::Admin2].iter().position(|k| k.as_str() == kind);
        places.insert(row.get(0)?, (row.get(1)?, level));
    }
    let of = |place: i64| {
        let mut areas = [UNSTATED; 2];
        let mut next = Some(place);
        for _ in 0..places.len() {
            let Some((id, (parent, level))) = next.and_then(|id| Some((id, *places.get(&id)?)))
            else {
                break;
            };
            if let Some(level) = level.filter(|level| areas[*level] == UNSTATED) {
                areas[level] = id;
            }
            next = parent;
        }
        areas
    };
    Ok(places.keys().map(|place| (*place, of(*place))).collect())
}
