//! What is missing: series that nobody reported for a long time, promises that have not come true, statuses without a
//! later report, and durations that do not fit their days.
//!
//! Knows statements, the hierarchy of places and the windows of indicators. Must not know wording,
//! display or storage.
//!
//! - [`silence`]: series that have not been reported for longer than usual.
//! - [`due`]: forecasts and plans whose day has passed, and what was reported since.
//! - [`hanging`]: what was announced, postponed, extended or begun, and has no later report.
//! - [`durations`]: stated durations that do not fit the time from start to end.
//! - `extended`: until when states hold by extensions without a day.
//! - `moments`: when states began and ended.
//! - `thing`: what a statement is about; `telling`: its kind of news; `heard` finds later reports about a thing, in lists
//!   (`list`).

pub mod due;
pub mod durations;
mod extended;
pub mod hanging;
mod heard;
mod list;
mod moments;
mod question;
pub mod silence;
mod telling;
mod thing;

use super::compare::Statement;
use due::Due;
use durations::Mislabelled;
use extended::Extended;
use hanging::Hanging;
use heard::Heard;
pub use question::Question;
use silence::Silence;

/// All that is missing.
#[derive(Debug, Default)]
pub struct Gaps<'a> {
    /// Series that are silent, the most unusual silence first.
    pub silences: Vec<Silence<'a>>,
    /// Forecasts and plans whose day has passed: first those without an answer, then by day, the newest first.
    pub due: Vec<Due<'a>>,
    /// Forecasts and plans whose day has not passed; some may already have come true.
    pub coming: Vec<Due<'a>>,
    /// What was left open, the newest first.
    pub hanging: Vec<Hanging<'a>>,
    /// Stated durations that do not fit, the newest report first.
    pub durations: Vec<Mislabelled<'a>>,
}

impl<'a> Gaps<'a> {
    /// Finds the gaps in `asked`. Later reports are searched for in `all`, which should have all statements about these
    /// places and indicators, and in `wider`, those about enclosing places. Statements that do not count are left out.
    #[must_use]
    pub fn of(
        asked: &[&'a Statement],
        all: &[&'a Statement],
        wider: &[&'a Statement],
        question: Question<'a>,
    ) -> Self {
        let asked: Vec<&Statement> = asked.iter().copied().filter(|one| one.counts).collect();
        let extended = Extended::of(all);
        let plans = due::plans(&asked, &extended);
        let loose = hanging::candidates(&asked, (all, &extended), question);
        let things =
            plans.iter().map(due::Plan::thing).chain(loose.iter().map(hanging::Loose::thing));
        let heard = Heard::of(all.iter().chain(wider).copied(), things, question.rows);
        let due = due::due(plans, (&heard, &extended), question);
        let (coming, due) = due.into_iter().partition(|due| due.day >= question.today);
        Self {
            silences: silence::silences(&asked, question),
            due,
            coming,
            hanging: hanging::hanging(loose, &heard),
            durations: durations::mislabelled(&asked, all, question.rows),
        }
    }

    /// The number of open gaps: all except forecasts and plans that a later report answers.
    #[must_use]
    pub fn open(&self) -> usize {
        let due = self.due.iter().filter(|due| due.is_open).count();
        self.silences.len() + due + self.hanging.len() + self.durations.len()
    }
}

#[cfg(test)]
mod tests;
