//! Labels: they show that facts are about one event, or about two.

use super::item::{Item, RowId};
use crate::domain::compare::Name;
use crate::domain::compare::Statement;

/// The thread and the row of a data set of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label<'a> {
    pub(super) thread: Option<&'a str>,
    pub(super) row: Option<&'a RowId>,
}

impl<'a> Label<'a> {
    pub(super) fn of(item: &Item<'a>) -> Self {
        Self { thread: item.voice.statement.thread.as_deref(), row: item.row }
    }

    pub(super) fn is_none(self) -> bool {
        self.thread.is_none() && self.row.is_none()
    }

    /// Whether two labels mean different things: two threads, or two rows of one data set.
    pub(super) fn are_two(self, other: Self) -> bool {
        let threads = self.thread.zip(other.thread);
        let rows = self.row.zip(other.row);
        threads.is_some_and(|(a, b)| a != b)
            || rows.is_some_and(|(a, b)| a.set == b.set && a.id != b.id)
    }
}

/// Who said it first, as far as this is known: a declared origin, or the claimants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Source<'a> {
    Origin(&'a str),
    Claimants(&'a [Name]),
}

impl<'a> Source<'a> {
    pub(super) fn of(one: &'a Statement) -> Option<Self> {
        match (&one.origin, one.claimants.as_slice()) {
            (Some(origin), _) => Some(Self::Origin(origin)),
            (None, []) => None,
            (None, claimants) => Some(Self::Claimants(claimants)),
        }
    }
}

/// A report and its claimants; if they give two figures, these are two events.
pub(super) type Teller<'a> = (&'a str, &'a [Name]);

pub(super) fn teller<'a>(item: &Item<'a>) -> Teller<'a> {
    (&item.voice.statement.report, item.voice.statement.claimants.as_slice())
}
