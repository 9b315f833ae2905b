//! Reads facts by their ids. They are read in the order of the file, which is fast, then kept in memory and passed on
//! in the order that the caller asks for.

use super::attributions::Attributions;
use super::changesets::Changesets;
use super::error::StoreError;
use super::fact_row::{
    Actors, Beside, COLUMNS, COMPARED, Cells, RowNumbers, StreamedFact, columns, compared_columns,
    decode, row_numbers,
};
use super::held_rows::HeldRows;
use super::retraction;
use super::search::with_id;
use super::time_order::SortKey;
use super::withdrawn::{self, Withdrawals};
use crate::domain::filter::Filter;
use crate::domain::when::Answer;
use foldhash::{HashMap, HashMapExt};
use rusqlite::Connection;

/// At most about this many bytes of rows are in memory at once.
const MOST_HELD: usize = 8 << 20;
/// Number of facts that are kept in memory at first. Later it is adapted to the memory limit, by the size of the last
/// facts.
const FIRST_HELD: usize = 1 << 10;
/// At most this many facts are in memory at once, however short they are.
const MOST_AT_ONCE: usize = 1 << 16;

/// Reads facts by their ids, with the parts that are not in their rows.
pub(super) struct FactRows<'c> {
    pub(super) connection: &'c Connection,
    pub(super) columns: String,
    moment: String,
    pub(super) attributions: Attributions<'c>,
    pub(super) companions: Companions<'c>,
    pub(super) held: HeldRows,
    /// At most about this many bytes of rows are in memory at once; fewer in tests.
    pub(super) most_held: usize,
}

impl<'c> FactRows<'c> {
    pub(super) fn of(connection: &'c Connection, filter: &Filter) -> Result<Self, StoreError> {
        let moment = retraction::end_of(filter.as_recorded);
        Ok(Self {
            connection,
            columns: columns(),
            attributions: Attributions::of(connection),
            companions: Companions::of(connection, filter, &moment)?,
            moment,
            held: HeldRows::default(),
            most_held: MOST_HELD,
        })
    }

    /// Reads only what comparing facts needs.
    pub(super) fn only_compared(&mut self) {
        self.columns = compared_columns();
        self.companions.columns = COMPARED;
    }

    /// Calls `each` for facts by their ids, in the given order. Returns the number of facts.
    pub(super) fn show<E: From<StoreError>>(
        &mut self,
        keys: &[impl Numbered],
        mut each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let mut rest = keys;
        let mut room = FIRST_HELD.min(self.most_held);
        while !rest.is_empty() {
            let (some, more) = rest.split_at(room.clamp(1, rest.len()));
            let Some(order) = self.hold(some)? else {
                room = some.len() / 2;
                continue;
            };
            room = (self.most_held / 2 / (self.held.size() / some.len()).max(1)).min(MOST_AT_ONCE);
            let order = order.into_iter().zip(some).map(|(at, key)| (at, key.answer()));
            self.held.attribute(&mut self.attributions)?;
            self.show_held(order, &mut each)?;
            rest = more;
        }
        Ok(keys.len())
    }

    /// Calls `each` with every fact whose id is in a range, both ends included, in the order of ids.
    pub(super) fn show_between<E: From<StoreError>>(
        &mut self,
        (first, last): (i64, i64),
        mut each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Self { connection, columns, attributions, companions, .. } = self;
        let sql = format!("SELECT {columns} FROM fact WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
        let mut statement = connection.prepare_cached(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query([first, last]).map_err(StoreError::from)?;
        attributions.start_again();
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let actors = attributions.of_fact(row.get(0).map_err(StoreError::from)?)?;
            each(&companions.complete(row, actors, Answer::Yes)?)?;
        }
        Ok(())
    }

    /// Reads these facts in the order of their ids and keeps them. Returns the position of each
    /// among the kept rows; `None` if several together exceed the memory limit.
    fn hold(&mut self, keys: &[impl Numbered]) -> Result<Option<Vec<usize>>, StoreError> {
        let mut statement = self.connection.prepare_cached(&with_id(&self.columns))?;
        let mut by_number: Vec<(i64, usize)> =
            keys.iter().enumerate().map(|(at, key)| (key.number(), at)).collect();
        by_number.sort_unstable();
        let mut order = vec![0; keys.len()];
        self.held.clear();
        for (row, (number, at)) in by_number.into_iter().enumerate() {
            statement.query_row((&self.moment, number), |found| {
                order[at] = row;
                Ok(self.held.push(found))
            })??;
            if self.held.size() > self.most_held && keys.len() > 1 {
                return Ok(None);
            }
        }
        Ok(Some(order))
    }

    /// Calls `each` for kept rows whose actors were read, by their positions, with their answers to the filter's
    /// window.
    pub(super) fn show_held<E: From<StoreError>>(
        &mut self,
        order: impl ExactSizeIterator<Item = (usize, Answer)>,
        mut each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let shown = order.len();
        for (at, answer) in order {
            let (row, actors) = (self.held.row(at), self.held.actors(at));
            each(&self.companions.complete(row, actors, answer)?)?;
        }
        Ok(shown)
    }
}

/// A reference to a fact: its id, and its answer to the filter's window of time.
pub(super) trait Numbered {
    /// Id of the fact in this file.
    fn number(&self) -> i64;
    /// Whether its time matches the window certainly, or only maybe.
    fn answer(&self) -> Answer;
}

impl Numbered for SortKey {
    fn number(&self) -> i64 {
        self.number
    }

    fn answer(&self) -> Answer {
        SortKey::answer(self)
    }
}

/// A fact whose answer is known from an earlier query.
impl Numbered for (i64, Answer) {
    fn number(&self) -> i64 {
        self.0
    }

    fn answer(&self) -> Answer {
        self.1
    }
}

/// A fact of a query without a window, which every fact matches.
impl Numbered for i64 {
    fn number(&self) -> i64 {
        *self
    }

    fn answer(&self) -> Answer {
        Answer::Yes
    }
}

/// Looks up the parts of a fact that are not in its row.
pub(super) struct Companions<'c> {
    changesets: Changesets<'c>,
    withdrawals: Withdrawals<'c>,
    /// Reasons for the retraction of reports, by report id; empty if the filter excludes their
    /// facts.
    retracted_reports: HashMap<i64, String>,
    /// How many of [`COLUMNS`] are decoded.
    columns: usize,
}

impl<'c> Companions<'c> {
    fn of(connection: &'c Connection, filter: &Filter, moment: &str) -> Result<Self, StoreError> {
        let retracted_reports = if filter.retracted {
            withdrawn::retracted_reports(connection, moment)?
        } else {
            HashMap::new()
        };
        let withdrawals = Withdrawals::of(connection, filter);
        let changesets = Changesets::of(connection);
        Ok(Self { changesets, withdrawals, retracted_reports, columns: COLUMNS.len() })
    }

    /// Decodes a row into a fact, with its actors and its answer to the window.
    pub(super) fn complete<'a>(
        &'a mut self,
        row: impl Cells<'a>,
        actors: Actors<'a>,
        answer: Answer,
    ) -> Result<StreamedFact<'a>, StoreError> {
        let RowNumbers { fact, report, changeset } = row_numbers(row)?;
        let (retracted, replaced_by) = self.withdrawals.of_fact(fact)?;
        let (recorded_at, recorded_by) = self.changesets.get(changeset)?;
        let report_retracted = self.retracted_reports.get(&report).map(String::as_str);
        let beside = Beside {
            recorded_at,
            recorded_by,
            actors,
            retracted,
            report_retracted,
            replaced_by,
            answer,
        };
        decode(row, beside, self.columns)
    }
}
