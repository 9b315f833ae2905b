//! The order of time: what the place of a fact in it follows from, in 32 bytes.

use super::decode::{parse_day, word};
use super::error::StoreError;
use super::fact_row::{Cells, decode_order};
use super::reference::json_ids;
use crate::domain::identity::Uid;
use crate::domain::when::{Answer, Day};
use chrono::Datelike;
use foldhash::HashMap;
use rusqlite::Connection;

/// What the place of a fact in the order follows from, and its number in this file.
#[derive(Clone, Copy)]
pub(super) struct SortKey {
    pub(super) number: i64,
    /// The first half of its uid, which settles what nothing else does.
    uid: u64,
    /// The first day of its when, counted from 0001-01-01; the least number where it has none.
    start: i32,
    /// The last day of its when; the greatest number where it is open.
    end: i32,
    /// The place of its report among the reports.
    report: u32,
    /// One more than where its quote begins, 0 without a quote; the lowest bit is the answer.
    quote: u32,
}

const _: () = assert!(size_of::<SortKey>() <= 32);

impl SortKey {
    /// Facts by the start of their when (those without one first), then its end (open ends last),
    /// then by the day of their report, by report, and by where they stand in it.
    pub(super) fn order(&self) -> impl Ord + use<> {
        (self.start, self.end, self.report, self.quote >> 1, self.uid)
    }

    /// Whether the fact answers the question about time.
    pub(super) fn answer(&self) -> Answer {
        if self.quote & 1 == 1 { Answer::Maybe } else { Answer::Yes }
    }
}

/// The first eight bytes of a uid as a number, in the order of uids.
fn first_half(uid: Uid) -> u64 {
    uid.0.iter().take(8).fold(0, |half, byte| half << 8 | u64::from(*byte))
}

/// The keys of facts that are to be put in order.
#[derive(Default)]
pub(super) struct SortKeys {
    keys: Vec<SortKey>,
    /// Reports by the order in which they came.
    reports: Vec<i64>,
    numbers: HashMap<i64, u32>,
    /// So many keys are wanted, the first in the order.
    most: usize,
    /// At so many keys, those that cannot be among the first any more are dropped.
    full: usize,
    /// How many were dropped.
    dropped: usize,
}

/// So many keys are held whatever the limit.
const SPARE: usize = 8_000;

/// With more reports than this it is quicker to look at all.
const MANY_REPORTS: usize = 10_000;
/// Room is made for at most so many keys before they come. What is not used costs nothing.
const MOST_AHEAD: i64 = 1 << 22;

impl SortKeys {
    /// Makes room for as many keys as there are facts in the file, so that it never grows. Only the
    /// first `most` keys in the order are wanted.
    pub(super) fn with_room(connection: &Connection, most: usize) -> Result<Self, StoreError> {
        let sql = "SELECT coalesce(max(id), 0) FROM fact";
        let facts: i64 = connection.query_row(sql, [], |row| row.get(0))?;
        let room = usize::try_from(facts.min(MOST_AHEAD)).unwrap_or(0);
        let full = most.max(SPARE).saturating_mul(2);
        let room = room.min(full);
        Ok(Self { keys: Vec::with_capacity(room), most, full, ..Self::default() })
    }

    /// Adds a fact, from the first of its columns.
    pub(super) fn push<'a>(
        &mut self,
        row: impl Cells<'a>,
        answer: Answer,
    ) -> Result<(), StoreError> {
        let fact = decode_order(row)?;
        let day = |text: Option<&str>| text.map(parse_day).transpose();
        let (start, end) = (day(fact.start_earliest)?, day(fact.end_latest)?);
        let number = |day: Day| day.num_days_from_ce();
        let new = u32::try_from(self.reports.len()).unwrap_or(u32::MAX);
        let report = *self.numbers.entry(fact.report).or_insert_with(|| {
            self.reports.push(fact.report);
            new
        });
        let quote = fact.quote_start.map_or(0, |start| start.saturating_add(1));
        let quote = u32::try_from(quote).unwrap_or(u32::MAX).min(u32::MAX >> 1);
        if self.keys.len() >= self.full && self.full > 0 {
            self.drop_later();
        }
        self.keys.push(SortKey {
            number: fact.number,
            uid: first_half(fact.uid),
            start: start.map_or(i32::MIN, number),
            end: end.map_or(i32::MAX, number),
            report,
            quote: quote << 1 | u32::from(answer == Answer::Maybe),
        });
        Ok(())
    }

    /// Drops the keys of later days than the first `most` have; the order of reports is not known
    /// yet.
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

    /// How many keys were dropped, because they are not among the first.
    pub(super) fn dropped(&self) -> usize {
        self.dropped
    }

    /// The keys as they came, now that the order of their reports is known.
    pub(super) fn finish(mut self, connection: &Connection) -> Result<Vec<SortKey>, StoreError> {
        let ranks = self.ranks(connection)?;
        for key in &mut self.keys {
            key.report = ranks[key.report as usize];
        }
        Ok(self.keys)
    }

    /// The places of the reports among each other: by the last day on which they may have come
    /// out, then by key.
    fn ranks(&self, connection: &Connection) -> Result<Vec<u32>, StoreError> {
        let some = "id IN (SELECT value FROM json_each(?1))";
        let (which, ids) = match self.reports.len() {
            ..MANY_REPORTS => (some, json_ids(&self.reports)),
            _ => ("?1 IS NOT NULL", String::new()),
        };
        let sql = format!("SELECT id, published_latest FROM report WHERE {which} ORDER BY key");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([ids])?;
        let mut by_day: Vec<(Day, u32)> = Vec::with_capacity(self.reports.len());
        while let Some(row) = rows.next()? {
            if let Some(number) = self.numbers.get(&row.get(0)?) {
                by_day.push((word(row, 1)?, *number));
            }
        }
        // Those of one day stay in the order of their keys.
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
