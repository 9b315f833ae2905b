//! Statements with the same kind of news about one thing, sorted so that the newest ones about given days are found
//! quickly.

use super::telling::{beginning, reach};
use crate::domain::compare::Statement;
use crate::domain::when::Day;

/// A search for reports about a thing.
pub(super) struct Since {
    /// The first day on which the reports may have come out.
    pub(super) published: Day,
    /// The statements must cover this day or a later one.
    pub(super) speaks_of: Day,
    /// The same for statements of the same thread, which are about the same process.
    pub(super) of_thread: Day,
    /// Statements in reports of the first day must begin on this day or later: earlier events were not news for that
    /// report. `None` if it does not matter.
    pub(super) begins: Option<Day>,
    /// The last day on which their time may begin; `None` for any.
    pub(super) until: Option<Day>,
}

impl Since {
    fn is_news(&self, one: &Statement) -> bool {
        let Some(day) = self.begins.filter(|_| one.published <= Some(self.published)) else {
            return true;
        };
        let begins = one.stated_bounds().map_or(one.published, |bounds| bounds.start_earliest);
        begins >= Some(day)
    }
}

/// The order of statements by their reports.
pub(super) fn order(one: &Statement) -> impl Ord + use<> {
    (one.published, reach(one), one.uid)
}

/// Statements in the order of their reports, with the first and last days that ranges of them cover, as trees in which
/// each node has the earliest or the latest day of its two children.
#[derive(Default)]
pub(super) struct List<'a> {
    statements: Vec<&'a Statement>,
    beginnings: Vec<Day>,
    reaches: Vec<Day>,
}

/// The days that statements must cover: they must cover a day not before the first, and begin by the last.
#[derive(Clone, Copy)]
struct Spoken {
    from: Day,
    until: Day,
}

impl<'a> List<'a> {
    pub(super) fn push(&mut self, one: &'a Statement) {
        self.statements.push(one);
    }

    /// Sorts the statements; must be called before a search.
    pub(super) fn sort(&mut self) {
        self.statements.sort_by_cached_key(|one| order(one));
        let size = self.statements.len().next_power_of_two();
        self.reaches = vec![Day::MIN; 2 * size];
        self.beginnings = vec![Day::MAX; 2 * size];
        for (at, one) in self.statements.iter().enumerate() {
            self.reaches[size + at] = reach(one);
            self.beginnings[size + at] = beginning(one);
        }
        for node in (1..size).rev() {
            self.beginnings[node] = self.beginnings[2 * node].min(self.beginnings[2 * node + 1]);
            self.reaches[node] = self.reaches[2 * node].max(self.reaches[2 * node + 1]);
        }
    }

    /// Adds the newest statements, at most `most`, of reports since a day, that cover some day or a later
    /// one.
    pub(super) fn newest(
        &self,
        since: &Since,
        speaks_of: Day,
        most: usize,
        found: &mut Vec<&'a Statement>,
    ) {
        let is_before = |day| day < since.published;
        let first = self.statements.partition_point(|one| one.published.is_none_or(is_before));
        let most = found.len() + most;
        let spoken = Spoken { from: speaks_of, until: since.until.unwrap_or(Day::MAX) };
        self.descend(
            1,
            0,
            self.reaches.len() / 2,
            &mut |at| {
                if at >= first && since.is_news(self.statements[at]) {
                    found.push(self.statements[at]);
                }
                at < first || found.len() >= most
            },
            spoken,
        );
    }

    /// Calls `take` with the indexes of statements that cover some days, the last one first, until it returns that this
    /// is enough. Returns whether it was.
    fn descend(
        &self,
        node: usize,
        from: usize,
        size: usize,
        take: &mut impl FnMut(usize) -> bool,
        spoken: Spoken,
    ) -> bool {
        let speaks = self.reaches[node] >= spoken.from && self.beginnings[node] <= spoken.until;
        if from >= self.statements.len() || !speaks {
            return false;
        }
        if size == 1 {
            return take(from);
        }
        let half = size / 2;
        self.descend(2 * node + 1, from + half, half, take, spoken)
            || self.descend(2 * node, from, half, take, spoken)
    }
}
