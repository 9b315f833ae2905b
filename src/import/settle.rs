//! Decides about facts of rows that differ from what is recorded, after their file was read: each corrects a recorded
//! fact, is recorded in addition to it, or is refused so that a person decides.
//!
//! Knows the session. Must not know the columns of rows.

use crate::domain::fact::{Correction, Draft, Fact};
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::format::problem::{Problem, Refused};
use crate::format::remedy::Remedy;
use crate::format::row_cells::RowCells;
use crate::import::release::Waiting;
use crate::import::row_pairs::{Pairing, RowFact, pair};
use crate::import::session::ImportSession;
use crate::import::source_rows::{AT_ONCE, RowKey};
use crate::import::summary::{RecordKind, Summary};
use crate::import::updated_fact::{KEPT, UpdatedFact};
use crate::store::{FactOfRow, RowMarks, StoreError};
use crate::wire::Column;
use foldhash::{HashMap, HashSet};
use std::path::Path;

/// A recorded fact of a row that is imported again.
struct Recorded {
    fact: FactOfRow,
    marks: RowMarks,
}

/// The facts of one row that wait, and the recorded ones of the row.
struct Group {
    waiting: Vec<Waiting>,
    recorded: Vec<Recorded>,
}

/// Refused facts, with their rows.
type RefusedRows = Vec<(Refused, Option<RowCells>)>;

impl ImportSession<'_> {
    /// Records the facts that wait, except those of the last row, unless the file `is_over`. Returns the refusals, with
    /// their rows.
    pub(super) fn settle_waiting(
        &mut self,
        file: &str,
        is_over: bool,
        summary: &mut Summary,
    ) -> Result<RefusedRows, StoreError> {
        let groups = self.take_finished(is_over);
        let mut refused = Vec::new();
        if groups.is_empty() {
            return Ok(refused);
        }
        let rows = groups.iter().map(|group| group[0].row()).collect();
        let shared = self.release.shared(&rows);
        let mut rest = groups.into_iter().peekable();
        while rest.peek().is_some() {
            for group in self.some_groups(&mut rest)? {
                let is_shared = shared.contains(&group.waiting[0].row());
                self.settle_row(file, group, is_shared, (summary, &mut refused))?;
            }
        }
        Ok(refused)
    }

    /// Takes out the facts that wait, by row; except those of the last line, unless the file `is_over`.
    fn take_finished(&mut self, is_over: bool) -> Vec<Vec<Waiting>> {
        let mut waiting = std::mem::take(&mut self.release.waiting);
        if let Some(last) = waiting.last().map(|last| last.line).filter(|_| !is_over) {
            let rest = waiting.partition_point(|one| one.line < last);
            self.release.waiting = waiting.split_off(rest);
        }
        let mut rows: HashMap<RowKey, usize> = HashMap::default();
        let mut groups: Vec<Vec<Waiting>> = Vec::new();
        for one in waiting {
            let at = *rows.entry(one.row()).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Vec::new());
            }
            groups[at].push(one);
        }
        groups
    }

    /// The next rows, with the recorded facts that the file does not state; those that are retracted
    /// come last.
    fn some_groups(
        &mut self,
        rest: &mut impl Iterator<Item = Vec<Waiting>>,
    ) -> Result<Vec<Group>, StoreError> {
        let mut unseen = Vec::new();
        let mut some = Vec::new();
        while unseen.len() < AT_ONCE
            && let Some(waiting) = rest.next()
        {
            let of_row = self.release.unseen(waiting[0].row());
            some.push((waiting, of_row.len()));
            unseen.extend(of_row);
        }
        let numbers: Vec<i64> = unseen.iter().map(|(number, _)| *number).collect();
        let facts = self.writer.call(move |writer| writer.facts_of_rows(&numbers))??;
        let marks = unseen.into_iter().map(|(_, marks)| marks);
        let mut facts = facts.into_iter().zip(marks).map(|(fact, marks)| Recorded { fact, marks });
        let group = |(waiting, count): (Vec<Waiting>, usize)| {
            let mut recorded: Vec<Recorded> = facts.by_ref().take(count).collect();
            let id = &waiting[0].fact.source_row_id;
            recorded.retain(|one| one.fact.fact.source_row_id == *id);
            recorded.sort_by_key(|one| one.marks.is_retracted);
            Group { waiting, recorded }
        };
        Ok(some.into_iter().map(group).collect())
    }

    /// Records the new facts of one row, each as a correction of the recorded fact that it is paired
    /// with.
    fn settle_row(
        &mut self,
        file: &str,
        Group { waiting, recorded }: Group,
        is_shared: bool,
        (summary, refused): (&mut Summary, &mut RefusedRows),
    ) -> Result<(), StoreError> {
        for (mut one, pairing) in self.paired(waiting, &recorded, is_shared) {
            let mut corrected = None;
            match pairing {
                Pairing::New => {}
                Pairing::Unlike => self.release.unlike += 1,
                Pairing::OtherDay(at) => {
                    self.release.other_days += 1;
                    self.release.see(one.row(), recorded[at].fact.uid);
                }
                Pairing::Corrects(at) => {
                    let old = &recorded[at];
                    self.release.see(one.row(), old.fact.uid);
                    if is_already_there(old, &one.fact) {
                        summary.count(RecordKind::Fact, false);
                        continue;
                    }
                    if let Some(problem) = self.left_to_a_person(old, &one) {
                        let problem = problem.in_row(file, one.line, self.options.remedies);
                        refused.push((problem, one.cells));
                        continue;
                    }
                    corrected = Some(old);
                    one.fact = correcting(&one.fact, old.fact.uid, file);
                }
            }
            self.record_settled(one, file, corrected, summary)?;
        }
        Ok(())
    }

    /// What to do with each new fact of a row.
    fn paired(
        &self,
        waiting: Vec<Waiting>,
        recorded: &[Recorded],
        is_shared: bool,
    ) -> Vec<(Waiting, Pairing)> {
        let old: Vec<_> = recorded
            .iter()
            .map(|one| self.row_fact(&one.fact.fact, one.fact.report, one.marks.is_hidden))
            .collect();
        let new: Vec<_> = waiting
            .iter()
            .map(|one| self.row_fact(&one.fact, one.report.uid, one.report.is_confidential()))
            .collect();
        let places: HashSet<&str> = old.iter().map(|one| one.fact.place.as_str()).collect();
        let pairs = pair(&old, &new, is_shared || places.len() > 1);
        drop(new);
        waiting.into_iter().zip(pairs).collect()
    }

    fn row_fact<'f>(&'f self, fact: &'f Fact, report: Uid, is_hidden: bool) -> RowFact<'f> {
        let recorded = self.documents.get(&fact.report);
        let nature = self.indicators.get(&fact.indicator).map_or(Nature::Flow, |it| it.nature);
        RowFact {
            fact,
            report,
            publisher: recorded.map_or("", |report| &report.publisher),
            published: recorded.and_then(|report| report.publication_days()),
            nature,
            is_hidden,
        }
    }

    /// Why a newer row does not correct a recorded fact: a person corrected, retracted or assessed it. `None` if nobody
    /// did, or if the row has an assessment of its own.
    fn left_to_a_person(&self, recorded: &Recorded, row: &Waiting) -> Option<Problem> {
        let marks = recorded.marks;
        let what = if marks.is_retracted {
            "retracted"
        } else if is_of_person(&recorded.fact.fact) {
            "corrected"
        } else if marks.is_assessed && row.judged.is_none() {
            "assessed"
        } else {
            return None;
        };
        let (id, fact) = (row.fact.source_row_id.as_deref()?, recorded.fact.uid.short());
        let why = |fact: &str| {
            format!("`{id}`: {fact} of this row was {what} here, and the row says something else")
        };
        if marks.is_hidden && !self.documents.names_confidential() {
            return Some(Problem::at(Column::SourceRowId.name(), why("a confidential fact")));
        }
        let problem = Problem::at(Column::SourceRowId.name(), why(&format!("fact `{fact}`")));
        let is_retracted = marks.is_retracted;
        let remedy = if is_retracted { Remedy::Reinstate(fact) } else { Remedy::CorrectFact(fact) };
        Some(problem.with(remedy))
    }

    fn record_settled(
        &mut self,
        one: Waiting,
        file: &str,
        corrected: Option<&Recorded>,
        summary: &mut Summary,
    ) -> Result<(), StoreError> {
        let digest = one.fact.digest(one.report.uid);
        let uid = Uid::of_digest(digest);
        let is_new = self.known_facts()?.insert(uid);
        self.judged.extend(one.judged.map(|judged| judged.of(uid)));
        if !is_new {
            summary.count(RecordKind::Fact, false);
            return Ok(());
        }
        if let Some(reason) = &one.retracted {
            self.known_facts()?.retract(uid, reason);
        }
        self.note_figure(&one.fact, uid, (file, one.line));
        self.writer.record_fact(&one.fact, one.report.uid, digest)?;
        self.note_report(&one.report);
        let Some(old) = corrected else {
            summary.count(RecordKind::Fact, true);
            return Ok(());
        };
        summary.updated += 1;
        let is_hidden = old.marks.is_hidden || one.report.is_confidential();
        let may_name = !is_hidden || self.documents.names_confidential();
        if may_name && summary.updates.len() < KEPT {
            summary.updates.push(UpdatedFact {
                row: one.fact.source_row_id.clone().unwrap_or_default(),
                at: (file.to_owned(), one.line),
                before: Draft::clone(&old.fact.fact),
                now: Draft::clone(&one.fact),
            });
        }
        Ok(())
    }
}

/// The fact as a correction of an older one, by the file of this name.
fn correcting(fact: &Fact, older: Uid, file: &str) -> Fact {
    // Without its folder: then two people who import the same file record the same fact.
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file);
    let draft = Draft { replaces: Some(Correction::updated_in(name, older)), ..Draft::clone(fact) };
    Fact::from_record(draft, fact.quote_check(), fact.quote_span())
}

/// Whether the correction of a person counts and means the same as a newer row, possibly in other words.
fn is_already_there(recorded: &Recorded, row: &Fact) -> bool {
    let figures = |fact: &Fact| {
        fact.quantity.as_ref().map(|it| (it.low, it.best, it.high, it.approximate, it.unit.clone()))
    };
    let bounds = |fact: &Fact| fact.when.as_ref().map(|when| when.bounds);
    let (is_retracted, recorded) = (recorded.marks.is_retracted, &recorded.fact.fact);
    is_of_person(recorded)
        && !is_retracted
        && figures(recorded) == figures(row)
        && bounds(recorded) == bounds(row)
        && (recorded.place == row.place && recorded.scope == row.scope)
        && (recorded.stance == row.stance && recorded.status == row.status)
}

/// Whether a fact is a correction by a person.
fn is_of_person(fact: &Fact) -> bool {
    fact.replaces.as_ref().is_some_and(|correction| !correction.is_update())
}
