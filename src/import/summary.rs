//! Counts the results for the rows of an import. `summary_lines` puts them into words.

use crate::format::problem::{LONGEST_SHOWN, Problem, Refused};
use crate::format::remedy::{Remedy, RemedyWords};
use crate::import::rejects::Rejected;
use crate::import::row_counter::{LineSet, RowCounter};
use crate::import::updated_fact::UpdatedFact;
use crate::import::words_read::WordsRead;
use crate::store::{StoreError, WriteError};
use crate::text::excerpt::shortened;
use std::collections::BTreeMap;

/// The kinds of row that an import counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// An actor row.
    Actor,
    /// A place row.
    Place,
    /// An indicator row.
    Indicator,
    /// A report row.
    Report,
    /// A fact row.
    Fact,
    /// A retraction of a fact or a report.
    Retraction,
    /// An assessment of a fact.
    Assessment,
}

impl RecordKind {
    /// Every kind, in the order in which the summary lists them.
    pub const ALL: [Self; 7] = [
        Self::Actor,
        Self::Place,
        Self::Indicator,
        Self::Report,
        Self::Fact,
        Self::Retraction,
        Self::Assessment,
    ];

    /// The English noun for one row of this kind.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Indicator => "indicator",
            Self::Report => "report",
            Self::Fact => "fact",
            Self::Retraction => "retraction",
            Self::Assessment => "assessment",
        }
    }
}

/// How many rows of one kind were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows recorded by this import.
    pub new: usize,
    /// Rows recorded before, with the same content.
    pub known: usize,
}

/// An actor, place or report that was made because other rows named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The kind of the row.
    pub kind: RecordKind,
    /// The key that the import gave it.
    pub key: String,
    /// The display name of an actor or place, or the title of a report.
    pub name: String,
    /// Key and name of a recorded place or actor whose name differs in one letter, so that this one
    /// may be a misspelling of it; `None` if there is none.
    pub near: Option<(String, String)>,
}

/// The result of an import: counts, refusals, rows created, and remarks for the user.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The words in which refusals and notes say what the user can do.
    words: RemedyWords,
    row_counts: [RowCounts; 7],
    /// Facts that a row states and an earlier row of the same file stated already.
    pub repeated: usize,
    /// Whether rows that differ made the same fact.
    pub rows_fell_together: bool,
    /// Facts that this import recorded as corrections, because a newer row says something else.
    pub updated: usize,
    /// The first of them, as they were and as they are, except those of confidential reports.
    pub updates: Vec<UpdatedFact>,
    /// Rows that filled blanks of places that were recorded before.
    pub filled: usize,
    /// Rows with further versions of reports that were recorded before.
    pub edited: usize,
    /// Rows refused because of a place or an actor that the import could have created.
    unknown_names: RowCounter,
    /// The first ten thousand refusals, in the order of the files.
    pub refused: Vec<Refused>,
    /// The number of rows that were refused, completely or partly (a map may make several facts of
    /// a row).
    pub refused_rows: usize,
    /// The lines of the refused rows, so that each is counted once.
    refused_lines: LineSet,
    /// The number of refusals; a row of which a map makes several facts may have several.
    refusals: usize,
    /// Names that are not recorded, by kind and name, with the number of rows that use them.
    pub(super) unknown: BTreeMap<(&'static str, String), RowCounter>,
    /// The files of refused rows that were written.
    pub rejected: Vec<Rejected>,
    /// Rows that were made because other rows named them.
    pub created: Vec<Created>,
    /// Key of the newest report of which this import recorded anything; `None` if there is none.
    pub newest_report: Option<String>,
    /// Remarks for the user, each a sentence.
    pub notes: Vec<String>,
    /// The readings of words of the rows.
    pub words_read: WordsRead,
}

impl Summary {
    /// An empty summary; `words` has the words in which refusals say what the user can do.
    pub(crate) fn new(words: RemedyWords) -> Self {
        Self { words, ..Self::default() }
    }

    /// How many rows of a kind were accepted.
    #[must_use]
    pub fn rows_of(&self, kind: RecordKind) -> RowCounts {
        self.row_counts[kind as usize]
    }

    /// How many rows of all kinds this import recorded.
    #[must_use]
    pub fn recorded(&self) -> usize {
        let new = self.row_counts.iter().map(|counts| counts.new).sum::<usize>();
        new + self.updated + self.filled + self.edited
    }

    /// How many rows were read, whether accepted or refused.
    pub(crate) fn rows(&self) -> usize {
        self.row_counts.iter().map(|counts| counts.new + counts.known).sum::<usize>()
            + self.updated
            + self.filled
            + self.edited
            + self.repeated
            + self.refused_rows
    }

    pub(crate) fn count(&mut self, kind: RecordKind, new: bool) {
        let counts = &mut self.row_counts[kind as usize];
        *if new { &mut counts.new } else { &mut counts.known } += 1;
    }

    pub(crate) fn count_many(&mut self, kind: RecordKind, new: usize) {
        self.row_counts[kind as usize].new += new;
    }

    /// Counts a row as refused because of `problem`.
    pub(crate) fn refuse_row(&mut self, file: &str, line: u64, problem: Problem) {
        self.refuse(problem.in_row(file, line, self.words));
    }

    /// Counts a refusal, and keeps it if fewer than [`KEPT`] were kept.
    pub(crate) fn refuse(&mut self, refused: Refused) {
        self.refusals += 1;
        self.refused_rows += usize::from(self.refused_lines.insert(&refused.file, refused.line));
        if self.refused.len() < KEPT {
            self.refused.push(refused);
        }
    }

    /// Counts several refusals of one row.
    pub(crate) fn refuse_all(&mut self, refused: Vec<Refused>) {
        for refused in refused {
            self.refuse(refused);
        }
    }

    /// Whether further refusals are kept, and not only counted.
    pub(crate) fn keeps_refusals(&self) -> bool {
        self.refused.len() < KEPT
    }

    /// Whether there were more refusals than [`Self::refused`] keeps.
    #[must_use]
    pub fn has_more_refusals(&self) -> bool {
        self.refused.len() < self.refusals
    }

    /// Counts a row that uses a name which is not recorded; other problems are ignored.
    pub(crate) fn note_unknown(&mut self, file: &str, line: u64, problem: &Problem) {
        let column = problem.column.as_deref().unwrap_or_default();
        let Some(what) = named_in(column) else { return };
        let Some(name) = &problem.unknown else { return };
        let key = (what, shortened(name, LONGEST_SHOWN).into_owned());
        if self.unknown.len() < KEPT || self.unknown.contains_key(&key) {
            self.unknown.entry(key).or_default().count(file, line);
        }
    }

    /// Adds a note that says how to create the places and actors that are not recorded.
    pub(crate) fn point_the_way(&mut self) {
        let rows = match self.unknown_names.count {
            0 => return,
            1 => "1 row names a place or an actor that is not".to_owned(),
            rows => format!("{rows} rows name places or actors that are not"),
        };
        let way = self.words.of(&Remedy::Create { one: self.unknown_names.count == 1 });
        self.notes.push(format!("{rows} recorded{way}"));
    }

    pub(crate) fn count_created(&mut self, created: Vec<Created>) {
        for row in &created {
            self.count(row.kind, true);
        }
        self.created.extend(created);
    }
}

/// This many refusals, and this many unknown names, are kept in memory.
const KEPT: usize = 10_000;

/// The kind of row that the cells of a column name; `None` for a column of plain values.
fn named_in(column: &str) -> Option<&'static str> {
    Some(match column {
        "place_key" | "place_name" => "place",
        "claimant" | "via" | "publisher" => "actor",
        "indicator" => "indicator",
        "report_key" | "report_url" | "republishes" => "report",
        _ => return None,
    })
}

/// Columns that name a place or an actor that the import can make, if option `create` is on.
const MAKEABLE: [&str; 5] = ["place_key", "place_name", "claimant", "via", "publisher"];

/// Why a row is not recorded: the row is wrong, or the database failed, which ends the import.
#[derive(Debug)]
pub(crate) enum Failure {
    Row(Problem),
    /// The row uses a name that is not recorded.
    Unknown(Problem),
    Store(StoreError),
}

impl Failure {
    /// The fault of the row; `None` if the database failed.
    pub(crate) fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Row(problem) | Self::Unknown(problem) => Some(problem),
            Self::Store(_) => None,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Row(problem)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Store(error) => Self::Store(error),
            error => Self::Row(Problem::row(error)),
        }
    }
}

impl Summary {
    /// Counts the result for a row. Returns the row's refusal, or `None` if the row was accepted.
    /// Fails only if the database failed.
    pub(crate) fn note(
        &mut self,
        file: &str,
        line: u64,
        kind: RecordKind,
        outcome: Result<bool, Failure>,
    ) -> Result<Option<Refused>, StoreError> {
        let problem = match outcome {
            Ok(new) => {
                self.count(kind, new);
                return Ok(None);
            }
            Err(Failure::Store(error)) => return Err(error),
            Err(Failure::Row(problem)) => problem,
            Err(Failure::Unknown(problem)) => {
                let makes = problem.column.as_ref().is_some_and(|c| MAKEABLE.contains(&c.as_ref()));
                if makes {
                    self.unknown_names.count(file, line);
                }
                self.note_unknown(file, line, &problem);
                problem
            }
        };
        Ok(Some(problem.in_row(file, line, self.words)))
    }

    /// Like [`Self::note`], and keeps the refusal; `true` if the row is recorded.
    pub(crate) fn note_and_refuse(
        &mut self,
        file: &str,
        line: u64,
        kind: RecordKind,
        outcome: Result<bool, Failure>,
    ) -> Result<bool, StoreError> {
        let refused = self.note(file, line, kind, outcome)?;
        let is_recorded = refused.is_none();
        if let Some(refused) = refused {
            self.refuse(refused);
        }
        Ok(is_recorded)
    }
}
