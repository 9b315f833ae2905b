//! What became of the rows of a file.

use crate::format::problem::{Problem, Refused, TOLD};
use crate::format::remedy::{Remedy, RemedyWords};
use crate::import::rejects::Rejected;
use crate::import::row_counter::{LineSet, RowCounter};
use crate::store::{StoreError, WriteError};
use crate::text::excerpt::shortened;
use std::collections::{BTreeMap, HashMap};

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// An actor.
    Actor,
    /// A place.
    Place,
    /// An indicator.
    Indicator,
    /// A report.
    Report,
    /// A fact.
    Fact,
    /// A withdrawal of a fact or a report.
    Retraction,
    /// A judgement of a fact.
    Assessment,
}

impl RecordKind {
    /// Every kind, in the order in which rows need each other.
    pub const ALL: [Self; 7] = [
        Self::Actor,
        Self::Place,
        Self::Indicator,
        Self::Report,
        Self::Fact,
        Self::Retraction,
        Self::Assessment,
    ];

    /// The word for one of them.
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

/// How many rows of one kind went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Recorded now.
    pub new: usize,
    /// Recorded before, with the same content.
    pub known: usize,
}

/// A row that was made because other rows named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// What it is.
    pub kind: RecordKind,
    /// The key it got.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// What became of all rows.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// How remedies are worded in refusals.
    words: RemedyWords,
    row_counts: [RowCounts; 7],
    /// Rows refused for a place or an actor that could have been made.
    unknown_names: RowCounter,
    /// Rows that were not recorded, in the order of the files; the first ten thousand.
    pub refused: Vec<Refused>,
    /// How many rows were not recorded, or not all that was to be made of them.
    pub refused_rows: usize,
    /// Their lines.
    refused_lines: LineSet,
    /// How many refusals there were: several of one row, where a map makes several facts of it.
    refusals: usize,
    /// What rows name and is not recorded, and how many rows do.
    unknown: BTreeMap<(&'static str, String), RowCounter>,
    /// Files of refused rows.
    pub rejected: Vec<Rejected>,
    /// Rows that were made because others named them.
    pub created: Vec<Created>,
    /// What was passed over, each in a sentence.
    pub notes: Vec<String>,
}

impl Summary {
    /// Nothing read yet. Refusals will say what can be done in these words.
    pub(crate) fn new(words: RemedyWords) -> Self {
        Self { words, ..Self::default() }
    }

    /// How many rows of a kind went in.
    #[must_use]
    pub fn rows_of(&self, kind: RecordKind) -> RowCounts {
        self.row_counts[kind as usize]
    }

    /// How many rows of all kinds were recorded now.
    #[must_use]
    pub fn recorded(&self) -> usize {
        self.row_counts.iter().map(|counts| counts.new).sum()
    }

    /// How many rows there were, whatever became of them.
    pub(crate) fn rows(&self) -> usize {
        self.row_counts.iter().map(|counts| counts.new + counts.known).sum::<usize>()
            + self.refused_rows
    }

    pub(crate) fn count(&mut self, kind: RecordKind, new: bool) {
        let counts = &mut self.row_counts[kind as usize];
        *if new { &mut counts.new } else { &mut counts.known } += 1;
    }

    pub(crate) fn count_many(&mut self, kind: RecordKind, new: usize) {
        self.row_counts[kind as usize].new += new;
    }

    pub(crate) fn count_known(&mut self, kind: RecordKind, known: usize) {
        self.row_counts[kind as usize].known += known;
    }

    /// Refuses a row for a problem that it has.
    pub(crate) fn refuse_row(&mut self, file: &str, line: u64, problem: Problem) {
        self.refuse(problem.in_row(file, line, self.words));
    }

    /// Counts a refused row, and keeps why as long as there are not too many.
    pub(crate) fn refuse(&mut self, refused: Refused) {
        self.refusals += 1;
        self.refused_rows += usize::from(self.refused_lines.insert(&refused.file, refused.line));
        if self.refused.len() < KEPT {
            self.refused.push(refused);
        }
    }

    /// Whether there were more refusals than are kept.
    #[must_use]
    pub fn has_more_refusals(&self) -> bool {
        self.refused.len() < self.refusals
    }

    /// Counts what a row names and is not recorded.
    pub(crate) fn note_unknown(&mut self, file: &str, line: u64, problem: &Problem) {
        let column = problem.column.as_deref().unwrap_or_default();
        let Some(what) = named_in(column) else { return };
        let Some(name) = &problem.unknown else { return };
        let key = (what, shortened(name, TOLD).into_owned());
        if self.unknown.len() < KEPT || self.unknown.contains_key(&key) {
            self.unknown.entry(key).or_default().count(file, line);
        }
    }

    /// Says what would help the rows whose places or actors are not there.
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

impl Summary {
    /// What went in, line by line: the counts of each kind, then the reference rows that
    /// were made.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.lines_with("made")
    }

    /// The same for a dry run, which makes nothing.
    #[must_use]
    pub fn dry_lines(&self) -> Vec<String> {
        self.lines_with("would make")
    }

    /// The refusals in the order of the files, each once: where the same one befell several rows,
    /// with the first line and how many more there are.
    #[must_use]
    pub fn refusals(&self) -> Vec<String> {
        let mut groups: Vec<(&Refused, usize, u64)> = Vec::new();
        let mut known: HashMap<(&str, Option<&str>, &str), usize> = HashMap::new();
        for refused in &self.refused {
            let same = (refused.file.as_str(), refused.column.as_deref(), refused.what.as_str());
            let at = *known.entry(same).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, more, last)) => {
                    *more += usize::from(*last != refused.line);
                    *last = refused.line;
                }
                None => groups.push((refused, 0, refused.line)),
            }
        }
        groups.into_iter().map(|(refused, more, _)| refused.worded(more)).collect()
    }

    /// The counts alone: of each kind, of refused rows, and of what they name in vain.
    #[must_use]
    pub fn counts(&self) -> Vec<String> {
        let counts = RecordKind::ALL.iter().filter_map(|kind| {
            let RowCounts { new, known } = self.rows_of(*kind);
            (new + known > 0).then(|| format!("{}s: {new} new, {known} already there", kind.noun()))
        });
        let refused = self.refused_rows;
        let refused = (refused > 0).then(|| format!("rows refused: {refused}"));
        counts.chain(refused).chain(self.unknown_lines()).collect()
    }

    fn lines_with(&self, verb: &str) -> Vec<String> {
        let mut lines = self.counts();
        let mut made = [0; RecordKind::ALL.len()];
        for Created { kind, key, name } in &self.created {
            made[*kind as usize] += 1;
            // Reports come with their facts, by the thousand: their count says enough.
            if *kind != RecordKind::Report && made[*kind as usize] <= LISTED {
                lines.push(format!("{verb} {} `{key}`: {name}", kind.noun()));
            }
        }
        for kind in RecordKind::ALL.into_iter().filter(|kind| *kind != RecordKind::Report) {
            let more = made[kind as usize].saturating_sub(LISTED);
            if more > 0 {
                let s = if more == 1 { "" } else { "s" };
                lines.push(format!("… and {more} more {}{s}", kind.noun()));
            }
        }
        lines
    }
}

impl Summary {
    /// What rows name and is not recorded, most named first.
    fn unknown_lines(&self) -> Vec<String> {
        let mut unknown: Vec<_> = self.unknown.iter().collect();
        unknown.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.count));
        let more = unknown.len().saturating_sub(LISTED);
        let lines = unknown.into_iter().take(LISTED).map(|((what, name), rows)| {
            let rows = rows.count;
            let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
            format!("not recorded: {what} `{name}` ({rows})")
        });
        let more = (more > 0).then(|| format!("… and {more} more names that are not recorded"));
        lines.chain(more).collect()
    }
}

/// So many refusals, and names that are not recorded, are kept.
const KEPT: usize = 10_000;
/// So many names that are not recorded are listed, and so many rows of a kind that were made.
const LISTED: usize = 20;

/// What a column names.
fn named_in(column: &str) -> Option<&'static str> {
    Some(match column {
        "place_key" | "place_name" => "place",
        "claimant" | "via" | "publisher" => "actor",
        "indicator" => "indicator",
        "report_key" | "report_url" | "republishes" => "report",
        _ => return None,
    })
}

/// The columns whose places and actors an import makes where it is told to.
const MAKEABLE: [&str; 5] = ["place_key", "place_name", "claimant", "via", "publisher"];

/// Why a row is not recorded: for its own sake, or because the database failed, which ends the
/// import.
#[derive(Debug)]
pub(crate) enum Failure {
    Row(Problem),
    /// The row names something that is not recorded.
    Unknown(Problem),
    Store(StoreError),
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
    /// Counts what became of a row; gives its refusal where it is not recorded. Fails only where
    /// the database did.
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

    /// The same, with the refusal kept.
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
