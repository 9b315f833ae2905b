//! Sorts facts by time, with a key of 32 bytes for each.

use super::decode::{parse_day, word};
use super::error::StoreError;
use super::fact_row::{Cells, Ordered, decode_order};
use super::reference::json_ids;
use crate::domain::identity::Uid;
use crate::domain::report::{Report, known_publication};
use crate::domain::when::{Answer, Day};
use chrono::Datelike;
use foldhash::HashMap;
use rusqlite::Connection;

/// The sort key of a fact, and its id in this file.
#[derive(Clone, Copy)]
pub(super) struct SortKey {
    pub(super) number: i64,
    /// The first 8 bytes of the uid, which decide between facts that are otherwise equal.
    uid: u64,
    /// The first day of the fact's time, counted from 0001-01-01 as day 1; `i32::MIN` if it is
    /// undated.
    start: i32,
    /// The last day of the fact's time, counted in the same way; `i32::MAX` if the end is open.
    end: i32,
    /// The rank of its report among reports; before `finish`, the position in `SortKeys::reports`.
    report: u32,
    /// Where the quote begins in the text, in characters from 1; 0 without a quote. Shifted left by
    /// one: the lowest bit is 1 for [`Answer::Maybe`].
    quote: u32,
}

const _: () = assert!(size_of::<SortKey>() <= 32);

impl SortKey {
    /// The order of [`FactOrder::Time`](super::FactOrder::Time): start (undated first), end (open
    /// last), day and key of the report, position in its text.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (self.start, self.end, self.report, self.quote >> 1, self.uid)
    }

    /// Whether the time of the fact matches the filter's window certainly, or only maybe.
    pub(super) fn answer(&self) -> Answer {
        if self.quote & 1 == 1 { Answer::Maybe } else { Answer::Yes }
    }
}

/// The position of a fact in the order of [`FactOrder::Time`](super::FactOrder::Time), for facts that are all in
/// memory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOrder {
    start: i32,
    end: i32,
    /// The day of the report, and its key.
    report: (Option<Day>, String),
    /// Where the quote begins, as in [`SortKey`].
    quote: u32,
    uid: u64,
}

impl TimeOrder {
    /// The position of a fact, still without its report. `row` begins with the columns of `order_columns`.
    pub(super) fn of<'a>(row: impl Cells<'a>) -> Result<Self, StoreError> {
        let fact = decode_order(row)?;
        let (start, end) = days(&fact)?;
        let (quote, uid) = (quote(&fact), first_half(fact.uid));
        Ok(Self { start, end, report: Default::default(), quote, uid })
    }

    /// The same for a fact in this report.
    #[must_use]
    pub fn in_report(self, report: &Report) -> Self {
        Self { report: (report.published_latest, report.key.clone()), ..self }
    }
}

/// The first and the last day of a fact, as in [`SortKey`].
fn days(fact: &Ordered<'_>) -> Result<(i32, i32), StoreError> {
    let day = |text: Option<&str>| text.map(parse_day).transpose();
    let (start, end) = (day(fact.start_earliest)?, day(fact.end_latest)?);
    let number = |day: Day| day.num_days_from_ce();
    Ok((start.map_or(i32::MIN, number), end.map_or(i32::MAX, number)))
}

/// Where the quote of a fact begins in the text, in characters from 1; 0 without a quote.
fn quote(fact: &Ordered<'_>) -> u32 {
    let quote = fact.quote_start.map_or(0, |start| start.saturating_add(1));
    u32::try_from(quote).unwrap_or(u32::MAX).min(u32::MAX >> 1)
}

/// The first eight bytes of a uid as a big-endian number, which sorts as uids do.
fn first_half(uid: Uid) -> u64 {
    uid.0.iter().take(8).fold(0, |half, byte| half << 8 | u64::from(*byte))
}

/// Collects the sort keys of facts.
#[derive(Default)]
pub(super) struct SortKeys {
    keys: Vec<SortKey>,
    /// Ids of reports in the order in which they came.
    reports: Vec<i64>,
    numbers: HashMap<i64, u32>,
    /// The number of facts that are wanted: the first ones in the order.
    most: usize,
    /// When there are this many keys, those that cannot be among the first are dropped.
    full: usize,
    /// Number of keys dropped so far.
    dropped: usize,
}

/// Keys are only dropped if there are at least twice this many, whatever the limit.
const SPARE: usize = 8_000;

/// If there are at least this many reports, reading all of them is faster than looking them up by id.
const MANY_REPORTS: usize = 10_000;
/// Memory is reserved in advance for at most this many keys. Reserved memory costs nothing until it
/// is used.
const MOST_AHEAD: i64 = 1 << 22;

/// An upper bound for the number of facts in a file, found without counting them; never more than memory is reserved
/// for.
pub(super) fn most_facts(connection: &Connection) -> Result<usize, StoreError> {
    let sql = "SELECT coalesce(max(id), 0) FROM fact";
    let last: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(usize::try_from(last.min(MOST_AHEAD)).unwrap_or(0))
}

impl SortKeys {
    /// Makes a collector that reserves memory for all facts of the file, so that it need not grow.
    /// Only the first `most` keys are wanted.
    pub(super) fn with_room(connection: &Connection, most: usize) -> Result<Self, StoreError> {
        let room = most_facts(connection)?;
        let full = most.max(SPARE).saturating_mul(2);
        let room = room.min(full);
        Ok(Self { keys: Vec::with_capacity(room), most, full, ..Self::default() })
    }

    /// Adds the key of a fact. `row` begins with the columns of `order_columns`. Fails if a cell is
    /// damaged.
    pub(super) fn push<'a>(
        &mut self,
        row: impl Cells<'a>,
        answer: Answer,
    ) -> Result<(), StoreError> {
        let fact = decode_order(row)?;
        let (start, end) = days(&fact)?;
        let new = u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        let report = *self.numbers.entry(fact.report).or_insert_with(|| {
            self.reports.push(fact.report);
            new
        });
        if self.keys.len() >= self.full && self.full > 0 {
            self.drop_later();
        }
        self.keys.push(SortKey {
            number: fact.number,
            uid: first_half(fact.uid),
            start,
            end,
            report,
            quote: quote(&fact) << 1 | u32::from(answer == Answer::Maybe),
        });
        Ok(())
    }

    /// Drops keys whose days are later than those of the first `most`. Keys with equal days stay,
    /// because the ranks of reports are not yet known.
    fn drop_later(&mut self) {
        let days = |key: &SortKey| (key.start, key.end);
        let before = self.keys.len();
        if self.most == 0 || self.most >= before {
            return;
        }
        let (_, last, _) = self.keys.select_nth_unstable_by_key(self.most - 1, days);
        let last = days(last);
        self.keys.retain(|key| days(key) <= last);
        self.dropped += before - self.keys.len();
        self.full = self.full.max(self.keys.len() * 2);
    }

    /// Number of dropped keys, which are not among the first.
    pub(super) fn dropped(&self) -> usize {
        self.dropped
    }

    /// The keys, unsorted, with the ranks of their reports filled in.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<Vec<SortKey>, StoreError> {
        let ranks = self.ranks(connection)?;
        for key in &mut self.keys {
            key.report = ranks[key.report as usize];
        }
        Ok(self.keys)
    }

    /// The rank of each report: by the last day on which it may have come out (undated reports
    /// first), then by key.
    fn ranks(&self, connection: &Connection) -> Result<Vec<u32>, StoreError> {
        let some = "id IN (SELECT value FROM json_each(?1))";
        let (which, ids) = match self.reports.len() {
            ..MANY_REPORTS => (some, json_ids(&self.reports)),
            _ => ("?1 IS NOT NULL", String::new()),
        };
        let sql = format!("SELECT id, published_latest FROM report WHERE {which} ORDER BY key");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([ids])?;
        let mut by_day: Vec<(Option<Day>, u32)> = Vec::with_capacity(self.reports.len());
        while let Some(row) = rows.next()? {
            if let Some(number) = self.numbers.get(&row.get(0)?) {
                by_day.push((known_publication(word(row, 1)?), *number));
            }
        }
        // The sort is stable, so reports of one day stay sorted by key.
        by_day.sort_by_key(|(day, _)| *day);
        let mut ranks = vec![0; self.reports.len()];
        for (rank, (_, number)) in (0..).zip(by_day) {
            ranks[number as usize] = rank;
        }
        Ok(ranks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: i64, start: i32) -> SortKey {
        SortKey { number, uid: 0, start, end: start, report: 0, quote: 0 }
    }

    #[test]
    fn keys_that_cannot_be_among_the_first_are_dropped_and_those_that_tie_are_not() {
        let mut keys = SortKeys { most: 3, full: 6, ..SortKeys::default() };
        keys.keys = [5, 1, 9, 3, 3, 3, 7].iter().zip(0..).map(|(day, at)| key(at, *day)).collect();
        keys.drop_later();
        let mut days: Vec<i32> = keys.keys.iter().map(|key| key.start).collect();
        days.sort_unstable();
        assert_eq!((days, keys.dropped()), (vec![1, 3, 3, 3], 3));
        assert!(keys.full > keys.keys.len());
    }
}
