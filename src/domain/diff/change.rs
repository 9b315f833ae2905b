//! A change, and what is known on the later day.

use super::past::Past;
use crate::domain::assessment::Disposition;
use crate::domain::compare::Statement;
use crate::domain::compare::origins::Republished;
use crate::domain::identity::Uid;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use foldhash::{HashMap, HashSet};

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It contradicts something, and one of the two is new.
    Contradicted,
    /// Its claimant said something else before.
    Updated,
    /// Nobody said so before.
    New,
    /// A correction replaces it.
    Corrected,
    /// It was retracted, undone or rejected.
    Retracted,
    /// It counts again.
    Restored,
    /// No newer statement of its series came for longer than usual.
    Quiet,
}

impl What {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Contradicted,
        Self::Updated,
        Self::New,
        Self::Corrected,
        Self::Retracted,
        Self::Restored,
        Self::Quiet,
    ];

    /// The name of the kind in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Updated => "updated",
            Self::New => "new",
            Self::Corrected => "corrected",
            Self::Retracted => "retracted",
            Self::Restored => "restored",
            Self::Quiet => "quiet",
        }
    }
}

/// A change.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The kind of a change.
    pub what: What,
    /// The statements that changed, the newest report first. They say the same, or contradict the same.
    pub said: Vec<&'a Statement>,
    /// The statements that they contradict or update, or their corrections; of what they update, that which was
    /// known before comes first.
    pub other: Vec<&'a Statement>,
    /// The days since the newest report of a series that has gone quiet, and its usual interval.
    pub silent: Option<(i64, i64)>,
}

impl Change<'_> {
    /// The day on which it came out: that of the correction, or else that of its newest report. `None` if that report
    /// is undated.
    #[must_use]
    pub fn reported(&self) -> Option<Day> {
        let correction = self.other.first().filter(|_| self.what == What::Corrected);
        correction.unwrap_or(&self.said[0]).published
    }
}

/// What is known on the later day.
#[derive(Clone, Copy, Debug)]
pub struct Present<'a> {
    /// The statements that were asked about, including those that do not count any more.
    pub statements: &'a [Statement],
    /// Statements about places that enclose theirs.
    pub wider: &'a [Statement],
    /// The facts that replace others, by the fact that they replace.
    pub replaced: &'a HashMap<Uid, Uid>,
    /// The rows that the statements name.
    pub rows: &'a Selection,
    /// Which reports republish others.
    pub republished: &'a Republished,
    /// The later day.
    pub day: Day,
}

impl Present<'_> {
    /// What was known on an earlier day, by the days on which reports came out. A correction from a later
    /// report was not known then.
    #[must_use]
    pub fn published_by(&self, day: Day) -> Past {
        let published = |one: &Statement| one.published.is_some_and(|published| published <= day);
        let known: HashSet<Uid> =
            self.statements.iter().filter(|one| published(one)).map(|one| one.uid).collect();
        // If a correction is not among the facts, the day of its publication is not known, so it is not
        // listed as a change.
        let later: HashSet<Uid> = self
            .statements
            .iter()
            .filter(|one| !known.contains(&one.uid))
            .map(|one| one.uid)
            .collect();
        let is_replaced = |one: &Statement| {
            one.is_replaced && self.replaced.get(&one.uid).is_none_or(|by| !later.contains(by))
        };
        let is_rejected = |one: &Statement| one.doubt == Some(Disposition::Rejected);
        let counted = |one: &&Statement| {
            one.counts || !one.is_withdrawn && !is_rejected(one) && !is_replaced(one)
        };
        let of_then = self.statements.iter().filter(|one| known.contains(&one.uid));
        let counted: Vec<&Statement> = of_then.filter(counted).collect();
        Past::of(&counted, known.iter().copied(), self.rows, day)
    }
}
