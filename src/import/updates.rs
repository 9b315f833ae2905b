//! Newer releases of a data set: looks up what is recorded for a row with an id given by its publisher.
//!
//! The facts of rows that differ from what is recorded wait until the file ends, because all facts of a row
//! decide which fact corrects which. Knows the session. Must not know the columns of rows.

use crate::domain::fact::{Draft, Fact};
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::format::row_cells::RowCells;
use crate::import::fact_cells::FactCells;
use crate::import::release::{Waiting, about_without_row, met_fact, row_of};
use crate::import::session::ImportSession;
use crate::import::source_rows::{KnownRows, RowKey, RowMet};
use crate::store::{FactWithoutRow, StoreError};
use crate::wire::Column;

/// At most this many facts wait for the end of a file, at some kilobytes each.
const MOST_WAITING: usize = 1 << 12;

impl ImportSession<'_> {
    /// Looks up what is recorded for the row of a fact. `is_own` is true if the row states the id of a fact, and so
    /// comes from Factline and not from a release.
    pub(super) fn meet_row(
        &mut self,
        (fact, uid): (&Fact, Uid),
        report: &Report,
        (line, is_own): (u64, bool),
    ) -> Result<RowMet, StoreError> {
        if fact.source_row_id.is_none() {
            return Ok(RowMet::Never);
        }
        let row = row_of(fact, report);
        let is_known = self.known_facts()?.has(uid);
        if !is_known {
            // The file may have been imported by a version that did not record these ids.
            let before = Draft { source_row_id: None, ..Draft::clone(fact) }.uid(report.uid);
            if self.known_facts()?.has(before) {
                return Ok(RowMet::Stated(before));
            }
        }
        let mut known = match self.release.known.take() {
            Some(known) => known,
            None => self.writer.call(KnownRows::of)??,
        };
        let mut met = known.meet(row, uid);
        let newer = known.newer(row, uid);
        self.release.known = Some(known);
        if !is_own {
            let may_name = |is_hidden: bool| !is_hidden || self.documents.names_confidential();
            let newer = newer.filter(|(_, is_hidden)| may_name(*is_hidden));
            self.release.older.extend(newer.map(|(newer, _)| newer));
            self.release.met.push(met_fact(row, fact, line));
        } else if met == RowMet::Otherwise && fact.replaces.is_none() {
            self.release.of_others += usize::from(!is_known);
        }
        if met == RowMet::Otherwise && (is_own || fact.replaces.is_some()) {
            met = RowMet::Never;
        }
        if met == RowMet::Never && !is_known && !is_own {
            self.keep_unmet((fact, uid), report);
        }
        // The row may repeat an earlier one of the file.
        Ok(match met {
            RowMet::Otherwise if is_known => RowMet::Never,
            RowMet::Otherwise if !self.release.awaited.insert(uid) => RowMet::Stated(uid),
            met => met,
        })
    }

    /// Remembers what a new fact is about, if its report was recorded before: the same fact may be recorded without the
    /// id of its row.
    fn keep_unmet(&mut self, (fact, uid): (&Fact, Uid), report: &Report) {
        if self.documents.made(report) || !self.documents.may_name(report) {
            return;
        }
        self.release.unmet.insert(about_without_row(&FactWithoutRow {
            uid,
            report: report.uid,
            indicator: &fact.indicator,
            place: &fact.place,
            scope: fact.scope.as_deref(),
            when: fact.when.as_ref().map(|when| when.expression.as_str()),
        }));
    }

    /// Notes that a row was refused, so that its facts do not count as left out.
    pub(super) fn meet_refused(&mut self, cells: &FactCells<'_>) {
        let Some(id) = cells.get(Column::SourceRowId) else { return };
        let publisher = cells.get(Column::Publisher).unwrap_or_default();
        let publisher = self.known_actor(publisher);
        self.release.refused.push(RowKey::of(id, publisher.as_deref().unwrap_or_default()));
    }

    /// Whether so many facts are waiting that those of finished rows should be settled.
    pub(super) fn has_many_waiting(&self) -> bool {
        self.release.waiting.len() >= MOST_WAITING
    }

    pub(super) fn wait(&mut self, waiting: Waiting) {
        self.release.waiting.push(waiting);
    }

    /// Keeps the row of the facts that began to wait last, unchanged from the file.
    pub(super) fn keep_cells_of(&mut self, line: u64, cells: &RowCells) {
        let last = self.release.waiting.iter_mut().rev();
        last.take_while(|one| one.line == line && one.cells.is_none())
            .for_each(|one| one.cells = Some(cells.clone()));
    }
}
