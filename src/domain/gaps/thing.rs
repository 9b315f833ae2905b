//! What a statement is about: an indicator at a place, of a scope and in a thread.

use crate::domain::compare::Statement;

/// What a statement is about. Names are keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Thing<'a> {
    /// The indicator.
    pub(super) indicator: &'a str,
    /// The place.
    pub(super) place: &'a str,
    /// The part of the people or things; `None` for all of them.
    pub(super) scope: Option<&'a str>,
    /// The name of the running event; `None` if none was recorded.
    pub(super) thread: Option<&'a str>,
}

impl<'a> Thing<'a> {
    /// What a statement is about.
    #[must_use]
    pub(super) fn of(one: &'a Statement) -> Self {
        Self {
            indicator: &one.indicator,
            place: &one.place,
            scope: one.scope.as_deref(),
            thread: one.thread.as_deref(),
        }
    }
}
