//! Puts the versions of places, actors, indicators and reports that come from several databases in one order.
//!
//! Queries find the newest version of a row by its id, so ids rise in this order. It is the same in every
//! database that has the same changesets, whatever the order in which they arrived, since it follows from the
//! changesets alone: by their time, then by replica, number and uid. A clock may be put back, so a changeset
//! is never taken to be earlier than the one before it in its replica. An edit of a report that is older than
//! every edit of the database that recorded it (its id and ordinal are below 0) is older than all others.

use super::changeset;
use super::error::StoreError;
use crate::domain::changeset::{Changeset, ChangesetRecord};
use crate::domain::identity::Uid;
use rusqlite::{Connection, Row};
use std::cmp::{Reverse, min};
use std::collections::{BTreeSet, HashMap};

/// A table of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Versions {
    /// Of places, actors and indicators.
    OfNames,
    /// Of reports.
    OfReports,
}

/// The place of a changeset in the order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    /// When it was recorded, or the time of the one before it if that is later.
    at: String,
    replica: String,
    seq: u64,
    uid: Uid,
}

/// The order of the changesets of a file, to which others are added.
pub(super) struct VersionOrder {
    /// The places of changesets, by their ids.
    moments: HashMap<i64, Moment>,
    /// The tables with ids that may not rise in this order.
    unsorted: BTreeSet<Versions>,
}

/// A row of a table of versions.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Version {
    id: i64,
    changeset: i64,
    /// Its number in its changeset, which is below 0 if it is older than all others.
    ordinal: i64,
}

impl VersionOrder {
    /// The order of the changesets of a file.
    pub(super) fn of(connection: &Connection) -> Result<Self, StoreError> {
        let sql = "SELECT c.id, c.recorded_at, c.replica, c.seq, c.uid, before.id
            FROM changeset AS c LEFT JOIN changeset AS before ON before.uid = c.previous
            ORDER BY c.id";
        let mut order = Self { moments: HashMap::new(), unsorted: BTreeSet::new() };
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            order.place(row.get(0)?, row.get(5)?, moment(row)?);
        }
        Ok(order)
    }

    /// Adds a changeset of another database, under the id that it gets here.
    pub(super) fn begin(
        &mut self,
        connection: &Connection,
        id: i64,
        record: &ChangesetRecord,
    ) -> Result<(), StoreError> {
        let before = record.previous.map(|uid| changeset::id_of(connection, uid));
        let Changeset { uid, replica, seq, recorder, .. } = record.changeset.clone();
        self.place(
            id,
            before.transpose()?.flatten(),
            Moment { at: recorder.at, replica, seq, uid },
        );
        Ok(())
    }

    fn place(&mut self, id: i64, before: Option<i64>, mut moment: Moment) {
        let before = before.and_then(|id| self.moments.get(&id));
        if let Some(before) = before.filter(|before| before.at > moment.at) {
            moment.at.clone_from(&before.at);
        }
        self.moments.insert(id, moment);
    }

    /// Whether a changeset is newer than all of these others.
    pub(super) fn is_newest(&self, changeset: i64, others: &[i64]) -> bool {
        let newest = others.iter().filter_map(|other| self.moments.get(other)).max();
        newest <= self.moments.get(&changeset)
    }

    /// Notes that a table got a version that may be older than others in it.
    pub(super) fn unsort(&mut self, table: Versions) {
        self.unsorted.insert(table);
    }

    /// Makes ids rise in this order if they may not. Returns whether versions of places, actors or
    /// indicators got other ids.
    pub(super) fn sort(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        let mut names_moved = false;
        for table in std::mem::take(&mut self.unsorted) {
            names_moved |= self.sort_table(connection, table)? && table == Versions::OfNames;
        }
        Ok(names_moved)
    }

    fn sort_table(&self, connection: &Connection, table: Versions) -> Result<bool, StoreError> {
        let (name, ordinal) = match table {
            Versions::OfNames => ("reference_version", "0"),
            Versions::OfReports => ("report_version", "ordinal"),
        };
        let sql = format!("SELECT id, changeset, {ordinal} FROM main.{name} ORDER BY id");
        let read = |row: &Row<'_>| {
            Ok(Version { id: row.get(0)?, changeset: row.get(1)?, ordinal: row.get(2)? })
        };
        let mut statement = connection.prepare(&sql)?;
        let there = statement.query_map([], read)?.collect::<Result<Vec<Version>, _>>()?;
        let is_older = |version: &Version| table == Versions::OfReports && version.id < 0;
        let (older, newer): (Vec<_>, Vec<_>) = there.into_iter().partition(is_older);
        let new_ids = [self.ids_of_older(&older), self.ids_of_newer(&newer)].concat();
        let sql = format!("UPDATE main.{name} SET id = ?2 WHERE id = ?1");
        let mut renumber = connection.prepare(&sql)?;
        for ids in &new_ids {
            renumber.execute(*ids)?;
        }
        Ok(!new_ids.is_empty())
    }

    /// The old and new ids of versions that are newer than some before which they stand: above all others.
    fn ids_of_newer(&self, there: &[Version]) -> Vec<(i64, i64)> {
        let mut sorted = there.to_vec();
        sorted.sort_by_key(|version| (self.moments.get(&version.changeset), version.id));
        let right = sorted.iter().zip(there).take_while(|(one, other)| one == other).count();
        let last = there.last().map_or(0, |version| version.id);
        sorted[right..].iter().map(|version| version.id).zip(last + 1..).collect()
    }

    /// The old and new ids of versions that are older than all others, if their order is wrong: below all
    /// others. The last changeset that has such versions had no older ones, so its versions come first.
    fn ids_of_older(&self, there: &[Version]) -> Vec<(i64, i64)> {
        let mut sorted = there.to_vec();
        sorted.sort_by_key(|version| {
            let moment = self.moments.get(&version.changeset);
            (Reverse(moment), min(version.ordinal, 0), version.id)
        });
        let right = sorted.iter().zip(there).rev().take_while(|(one, other)| one == other).count();
        let wrong = sorted[..sorted.len() - right].iter().rev().map(|version| version.id);
        let first = there.first().map_or(0, |version| version.id);
        wrong.zip((i64::MIN..first).rev()).collect()
    }
}

/// The place of a changeset that no other one comes before.
fn moment(row: &Row<'_>) -> rusqlite::Result<Moment> {
    Ok(Moment { at: row.get(1)?, replica: row.get(2)?, seq: row.get(3)?, uid: Uid(row.get(4)?) })
}
