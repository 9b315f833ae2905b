//! The rows of facts by their numbers, with what is read beside them: read in the order in which
//! they lie in the file, and shown in the order that is asked for.

use super::attributions::Attributions;
use super::changesets::Changesets;
use super::error::StoreError;
use super::fact_row::{
    Actors, Beside, Cells, RowNumbers, StreamedFact, columns, decode, row_numbers,
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

/// So many bytes of rows are held at most, more or less.
const MOST_HELD: usize = 8 << 20;
/// So many facts are held at first; then as many as the last ones let expect for that much memory.
const FIRST_HELD: usize = 1 << 10;
/// However short they are, so many facts are held at most.
const MOST_AT_ONCE: usize = 1 << 16;

/// The rows of facts, by their numbers, with what is read beside them.
pub(super) struct FactRows<'c> {
    pub(super) connection: &'c Connection,
    pub(super) columns: String,
    moment: String,
    pub(super) attributions: Attributions<'c>,
    pub(super) companions: Companions<'c>,
    pub(super) held: HeldRows,
    /// So many bytes of rows are held at most, more or less.
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

    /// Shows facts by their numbers, in the order of these. Gives how many there were.
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
            self.show_held(order, &mut each)?;
            rest = more;
        }
        Ok(keys.len())
    }

    /// Reads some facts in the order of their numbers and holds them. Gives the place of each among
    /// those held; nothing where several take more memory than there is for them.
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

    /// Shows rows that are held, by their places among those.
    pub(super) fn show_held<E: From<StoreError>>(
        &mut self,
        order: impl ExactSizeIterator<Item = (usize, Answer)>,
        mut each: impl FnMut(&StreamedFact<'_>) -> Result<(), E>,
    ) -> Result<usize, E> {
        let shown = order.len();
        self.held.attribute(&mut self.attributions)?;
        for (at, answer) in order {
            let (row, actors) = (self.held.row(at), self.held.actors(at));
            each(&self.companions.complete(row, actors, answer)?)?;
        }
        Ok(shown)
    }
}

/// What a fact can be found by, and its answer to the question about time.
pub(super) trait Numbered {
    /// The fact's number in this file.
    fn number(&self) -> i64;
    /// Its answer to the question about time.
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

/// A fact that has answered before.
impl Numbered for (i64, Answer) {
    fn number(&self) -> i64 {
        self.0
    }

    fn answer(&self) -> Answer {
        self.1
    }
}

/// A fact that was not asked about time.
impl Numbered for i64 {
    fn number(&self) -> i64 {
        *self
    }

    fn answer(&self) -> Answer {
        Answer::Yes
    }
}

/// What is looked up for each fact beside its own row.
pub(super) struct Companions<'c> {
    changesets: Changesets<'c>,
    withdrawals: Withdrawals<'c>,
    /// Why reports are retracted, where facts of these are asked for.
    retracted_reports: HashMap<i64, String>,
}

impl<'c> Companions<'c> {
    fn of(connection: &'c Connection, filter: &Filter, moment: &str) -> Result<Self, StoreError> {
        let retracted_reports = if filter.retracted {
            withdrawn::retracted_reports(connection, moment)?
        } else {
            HashMap::new()
        };
        let withdrawals = Withdrawals::of(connection, filter.retracted, moment);
        Ok(Self { changesets: Changesets::of(connection), withdrawals, retracted_reports })
    }

    /// The fact in a row, with its actors and its answer to the question about time.
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
        decode(row, beside)
    }
}
