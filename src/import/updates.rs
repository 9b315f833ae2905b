//! Newer releases of a data set: a row with the id of a recorded row corrects the facts of that row.
//!
//! The facts of such rows wait until the file ends, because which fact corrects which follows from all
//! facts of a row. Knows the session. Must not know the columns of rows.

use crate::domain::fact::{Correction, Draft, Fact};
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::report::Report;
use crate::format::problem::{Problem, Refused};
use crate::format::remedy::Remedy;
use crate::import::fact_cells::FactCells;
use crate::import::release::{Waiting, met_fact, row_of};
use crate::import::row_pairs::{Pairing, RowFact, pair};
use crate::import::session::ImportSession;
use crate::import::source_rows::{AT_ONCE, KnownRows, RowKey, RowMet};
use crate::import::summary::{RecordKind, Summary};
use crate::store::{FactOfRow, StoreError};
use crate::wire::Column;
use csv::StringRecord;
use foldhash::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

/// The reason for a correction by a newer file begins so; another reason is one of a person.
const UPDATED: &str = "updated in ";

/// At most this many facts wait for the end of a file, at some kilobytes each.
const MOST_WAITING: usize = 1 << 12;

/// A recorded fact of a row that is read anew.
struct Recorded {
    fact: FactOfRow,
    is_retracted: bool,
}

impl ImportSession<'_> {
    /// Looks up what is recorded of the row of a fact. `is_own` says that the row states the id of a
    /// fact, so that it is one of Factline's and no row of a release.
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
            // The file may have been imported before ids were kept.
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
        self.release.known = Some(known);
        if !is_own {
            self.release.met.push(met_fact(row, fact, line));
        } else if met == RowMet::Otherwise && fact.replaces.is_none() {
            self.release.of_others += usize::from(!is_known);
        }
        if met == RowMet::Otherwise && (is_own || fact.replaces.is_some()) {
            met = RowMet::Never;
        }
        // The row may repeat an earlier one of the file.
        Ok(match met {
            RowMet::Otherwise if is_known => RowMet::Never,
            RowMet::Otherwise if !self.release.awaited.insert(uid) => RowMet::Stated(uid),
            met => met,
        })
    }

    /// Notes that a row was refused, so that its facts do not count as left out.
    pub(super) fn meet_refused(&mut self, cells: &FactCells<'_>) {
        let Some(id) = cells.get(Column::SourceRowId) else { return };
        let publisher = cells.get(Column::Publisher).unwrap_or_default();
        let publisher = self.known_actor(publisher);
        self.release.refused.push(RowKey::of(id, publisher.as_deref().unwrap_or_default()));
    }

    /// Whether so many facts wait that those of finished rows should be settled.
    pub(super) fn has_many_waiting(&self) -> bool {
        self.release.waiting.len() >= MOST_WAITING
    }

    pub(super) fn wait(&mut self, waiting: Waiting) {
        self.release.waiting.push(waiting);
    }

    /// Keeps the row of the facts that began to wait last, as it stands in the file.
    pub(super) fn keep_cells_of(&mut self, line: u64, cells: &StringRecord) {
        let last = self.release.waiting.iter_mut().rev();
        last.take_while(|one| one.line == line && one.cells.is_none())
            .for_each(|one| one.cells = Some(cells.clone()));
    }

    /// Records the facts that wait, but those of the last row unless the file `is_over`. Returns the
    /// refusals, with their rows.
    pub(super) fn settle_waiting(
        &mut self,
        file: &str,
        is_over: bool,
        summary: &mut Summary,
    ) -> Result<Vec<(Refused, Option<StringRecord>)>, StoreError> {
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
        let mut refused = Vec::new();
        if groups.is_empty() {
            return Ok(refused);
        }
        let shared = self.release.shared(&rows);
        let mut retracted: HashSet<i64> = HashSet::default();
        let mut rest = groups.into_iter().peekable();
        while rest.peek().is_some() {
            let mut some: Vec<(Vec<Waiting>, Range<usize>)> = Vec::new();
            let mut numbers: Vec<i64> = Vec::new();
            while let Some(group) = rest.next_if(|_| numbers.len() < AT_ONCE) {
                let from = numbers.len();
                let unseen = self.release.unseen(group[0].row());
                retracted.extend(unseen.iter().filter(|it| it.1).map(|(number, _)| *number));
                numbers.extend(unseen.iter().map(|(number, _)| *number));
                some.push((group, from..numbers.len()));
            }
            let asked = numbers.clone();
            let facts = self.writer.call(move |writer| writer.facts_of_rows(&asked))??;
            let recorded: Vec<Recorded> = facts
                .into_iter()
                .zip(numbers)
                .map(|(fact, number)| Recorded { is_retracted: retracted.contains(&number), fact })
                .collect();
            for (group, range) in some {
                let is_shared = shared.contains(&group[0].row());
                let recorded = &recorded[range];
                self.settle_row(file, group, (recorded, is_shared), (summary, &mut refused))?;
            }
        }
        Ok(refused)
    }

    /// Records the new facts of one row, each as a correction of the recorded fact that it is paired
    /// with.
    fn settle_row(
        &mut self,
        file: &str,
        waiting: Vec<Waiting>,
        (recorded, is_shared): (&[Recorded], bool),
        (summary, refused): (&mut Summary, &mut Vec<(Refused, Option<StringRecord>)>),
    ) -> Result<(), StoreError> {
        let Some(first) = waiting.first() else { return Ok(()) };
        let id = first.fact.source_row_id.clone();
        let is_of_row = |one: &&Recorded| one.fact.fact.source_row_id == id;
        let mut recorded: Vec<&Recorded> = recorded.iter().filter(is_of_row).collect();
        recorded.sort_by_key(|one| one.is_retracted);
        let old: Vec<_> =
            recorded.iter().map(|one| self.row_fact(&one.fact.fact, one.fact.report)).collect();
        let new: Vec<_> =
            waiting.iter().map(|one| self.row_fact(&one.fact, one.report.uid)).collect();
        let places: HashSet<&str> = old.iter().map(|one| one.fact.place.as_str()).collect();
        let pairs = pair(&old, &new, is_shared || places.len() > 1);
        drop((old, new));
        for (one, pairing) in waiting.into_iter().zip(pairs) {
            let (row, line) = (one.row(), one.line);
            let mut is_update = false;
            let mut fact = one.fact;
            match pairing {
                Pairing::New => {}
                Pairing::Unlike => self.release.unlike += 1,
                Pairing::OtherDay(at) => {
                    self.release.other_days += 1;
                    self.release.see(row, recorded[at].fact.uid);
                }
                Pairing::Corrects(at) => {
                    self.release.see(row, recorded[at].fact.uid);
                    if says_the_same(&recorded[at].fact.fact, &fact) && !recorded[at].is_retracted {
                        summary.count(RecordKind::Fact, false);
                        continue;
                    }
                    if let Some(problem) = left_to_a_person(recorded[at], id.as_deref()) {
                        let problem = problem.in_row(file, line, self.options.remedies);
                        refused.push((problem, one.cells));
                        continue;
                    }
                    is_update = true;
                    fact = correcting(&fact, recorded[at].fact.uid, file);
                }
            }
            let one = Waiting { fact, ..one };
            self.record_settled(one, file, is_update, summary)?;
        }
        Ok(())
    }

    fn row_fact<'f>(&'f self, fact: &'f Fact, report: Uid) -> RowFact<'f> {
        let recorded = self.documents.get(&fact.report);
        let nature = self.indicators.get(&fact.indicator).map_or(Nature::Flow, |it| it.nature);
        RowFact {
            fact,
            report,
            publisher: recorded.map_or("", |report| &report.publisher),
            published: recorded.and_then(|report| report.publication_days()),
            nature,
        }
    }

    fn record_settled(
        &mut self,
        one: Waiting,
        file: &str,
        is_update: bool,
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
        self.writer.record_fact(&one.fact, digest)?;
        self.note_report(&one.report);
        if is_update {
            summary.updated += 1;
        } else {
            summary.count(RecordKind::Fact, true);
        }
        Ok(())
    }
}

/// The fact as a correction of an older one, by the file of this name.
fn correcting(fact: &Fact, older: Uid, file: &str) -> Fact {
    // Without its folder: two people who import the same file record the same fact.
    let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file);
    let correction = Correction { fact: older, reason: format!("{UPDATED}{name}") };
    let draft = Draft { replaces: Some(correction), ..Draft::clone(fact) };
    Fact::from_record(draft, fact.quote_check(), fact.quote_span())
}

/// Whether a person's correction says what a newer row says, in whatever words.
fn says_the_same(recorded: &Fact, row: &Fact) -> bool {
    let figures = |fact: &Fact| {
        fact.quantity.as_ref().map(|it| (it.low, it.best, it.high, it.approximate, it.unit.clone()))
    };
    let bounds = |fact: &Fact| fact.when.as_ref().map(|when| when.bounds);
    is_of_person(recorded)
        && figures(recorded) == figures(row)
        && bounds(recorded) == bounds(row)
        && (recorded.place == row.place && recorded.scope == row.scope)
        && (recorded.stance == row.stance && recorded.status == row.status)
}

/// Whether a fact is a correction by a person.
fn is_of_person(fact: &Fact) -> bool {
    fact.replaces.as_ref().is_some_and(|it| !it.reason.starts_with(UPDATED))
}

/// Why a newer row does not correct a recorded fact: a person corrected or retracted it. `None` where
/// nobody did.
fn left_to_a_person(recorded: &Recorded, id: Option<&str>) -> Option<Problem> {
    let (is_retracted, recorded) = (recorded.is_retracted, &recorded.fact);
    let what = match (is_retracted, is_of_person(&recorded.fact)) {
        (true, _) => "retracted",
        (false, true) => "corrected",
        (false, false) => return None,
    };
    let (id, fact) = (id.unwrap_or_default(), recorded.uid.short());
    let why = format!(
        "`{id}`: fact `{fact}` of this row was {what} here, and the row says something else"
    );
    let remedy = if is_retracted { Remedy::Reinstate(fact) } else { Remedy::CorrectFact(fact) };
    Some(Problem::at(Column::SourceRowId.name(), why).with(remedy))
}
