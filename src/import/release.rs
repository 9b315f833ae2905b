//! The rows of the file that is being read that have an id given by their publisher: the facts that
//! wait until the file ends, and counts for its notes.
//!
//! Must not know the session or the database.

use crate::domain::fact::{Draft, Fact, Status};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::report::Report;
use crate::format::row_cells::RowCells;
use crate::import::judgements::Judged;
use crate::import::source_rows::{KnownRows, MetFact, RowKey, hash_of};
use crate::store::{FactWithoutRow, RowMarks};
use crate::text::counts::counted;
use foldhash::{HashMap, HashSet};
use std::sync::Arc;

/// The rows of a file that have an id of their publisher.
#[derive(Default)]
pub(super) struct Release {
    /// The rows recorded before this file; `None` until the first row with an id.
    pub(super) known: Option<KnownRows>,
    pub(super) met: Vec<MetFact>,
    /// The newest corrections of facts whose rows a newer file corrected.
    pub(super) older: Vec<Uid>,
    pub(super) waiting: Vec<Waiting>,
    /// Hashes of the subjects of new facts, if their rows are not recorded but their reports are.
    pub(super) unmet: HashSet<u64>,
    /// The uids, without corrections, of the facts that wait or waited.
    pub(super) awaited: HashSet<Uid>,
    /// Rows that were refused.
    pub(super) refused: Vec<RowKey>,
    /// Whether a row was refused before its id could be read.
    pub(super) has_unread: bool,
    /// Rows that give the figure of another day than what is recorded.
    pub(super) other_days: usize,
    /// Facts of another database or export that differ from the recorded facts of their row.
    pub(super) of_others: usize,
    /// Rows that have the id of a recorded row, but nothing else in common with it.
    pub(super) unlike: usize,
}

/// A fact that waits for the end of its file.
pub(super) struct Waiting {
    pub(super) fact: Fact,
    pub(super) report: Arc<Report>,
    pub(super) line: u64,
    /// The reason of the fact's retraction in the file; `None` if it is not retracted.
    pub(super) retracted: Option<String>,
    pub(super) judged: Option<Judged>,
    /// The row, unchanged from the file, if refused rows are kept.
    pub(super) cells: Option<RowCells>,
}

impl Waiting {
    pub(super) fn row(&self) -> RowKey {
        row_of(&self.fact, &self.report)
    }
}

pub(super) fn row_of(fact: &Draft, report: &Report) -> RowKey {
    RowKey::of(fact.source_row_id.as_deref().unwrap_or_default(), &report.publisher)
}

impl Release {
    /// Those of these rows that are in several lines of the file.
    pub(super) fn shared(&self, rows: &HashSet<RowKey>) -> HashSet<RowKey> {
        let mut lines: HashMap<RowKey, u64> = HashMap::default();
        let is_other = |fact: &&MetFact| {
            rows.contains(&fact.row) && *lines.entry(fact.row).or_insert(fact.line) != fact.line
        };
        self.met.iter().filter(is_other).map(|fact| fact.row).collect()
    }

    pub(super) fn unseen(&self, row: RowKey) -> Vec<(i64, RowMarks)> {
        self.known.as_ref().map(|known| known.unseen(row)).unwrap_or_default()
    }

    pub(super) fn see(&mut self, row: RowKey, uid: Uid) {
        if let Some(known) = &mut self.known {
            known.see(row, uid);
        }
    }

    /// Notes that count rows.
    pub(super) fn counted(&self, file: &str) -> Vec<String> {
        let rows = |count: usize, one: &str, many: &str| {
            (count > 0).then(|| format!("{file}: {}", counted(count, one, many)))
        };
        let first = self.older.first().map(Uid::short).unwrap_or_default();
        [
            rows(
                self.older.len(),
                &format!("fact is one that a newer file replaced; the newer one stays (fact {first})"),
                &format!(
                    "facts are ones that a newer file replaced; the newer ones stay (first: fact {first})"
                ),
            ),
            rows(
                self.other_days,
                "figure of a recorded row is about another day; the older one is kept beside it",
                "figures of recorded rows are about other days; the older ones are kept beside them",
            ),
            rows(
                self.unlike,
                "fact has the id of a recorded row, but another claimant, stance, unit, whole or rate, or too little of \
                 time, place and figure in common with it; both are kept",
                "facts have the ids of recorded rows, but other claimants, stances, units, wholes or rates, or too little of \
                 time, place and figure in common with them; both are kept",
            ),
            rows(
                self.of_others,
                "fact says something else than what is recorded here for its row; both are kept",
                "facts say something else than what is recorded here for their rows; both are kept",
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A hash of what a fact is about, for finding a fact that was recorded without the id of its row.
pub(super) fn about_without_row(fact: &FactWithoutRow<'_>) -> u64 {
    hash_of(&(fact.report, fact.indicator, fact.place, fact.scope, fact.when))
}

/// What distinguishes a fact of a row from other facts of the file.
pub(super) fn met_fact(row: RowKey, fact: &Fact, line: u64) -> MetFact {
    let when = fact.when.as_ref().map(|when| when.expression.as_str());
    let figure = |number: Option<Number>| number.map(|it| it.to_string());
    let figures = fact.quantity.as_ref().map(|it| {
        (figure(it.low), figure(it.best), figure(it.high), figure(it.out_of), it.as_stated.as_str())
    });
    let unit = fact.quantity.as_ref().map(|it| (it.unit.as_str(), it.per));
    let hours = fact.time_of_day.map(|hours| hours.to_string());
    let who = (&fact.claimants, fact.stance);
    let about = (&fact.indicator, &fact.scope, &fact.place, unit, when, hours, who);
    let short = |hash: u64| u32::try_from(hash >> 32).unwrap_or_default();
    MetFact {
        row,
        about: short(hash_of(&about)),
        line,
        figures: short(hash_of(&(figures, fact.status.map(Status::as_str)))),
    }
}
