//! Which states are known to have ended, and when.

use super::statement::{Statement, StatementKind};
use crate::domain::when::{Bounds, Day};
use std::collections::HashMap;

/// An end on an exact day, and the thread that it belongs to.
type End<'a> = (Day, Option<&'a str>);

/// The ends that still count, by place and part, in order of days.
#[derive(Debug, Default)]
pub struct Ends<'a>(HashMap<(&'a str, Option<&'a str>), Vec<End<'a>>>);

impl<'a> Ends<'a> {
    /// The ends among statements about one indicator.
    #[must_use]
    pub fn of(statements: &[&'a Statement]) -> Self {
        let mut ends: HashMap<_, Vec<End<'a>>> = HashMap::new();
        let counting = statements.iter().filter(|one| one.counts);
        for &one in counting.filter(|one| one.kind() == StatementKind::Ended) {
            let day = one.bounds().filter(Bounds::is_exact_day).and_then(|b| b.end_latest);
            if let Some(day) = day {
                ends.entry(about(one)).or_default().push((day, one.thread.as_deref()));
            }
        }
        for ends in ends.values_mut() {
            ends.sort_unstable();
        }
        Self(ends)
    }

    /// The first day, not before another, on which the very thing that a statement is about ended:
    /// at its place, of its part, and of its thread where both name one.
    #[must_use]
    pub fn after(&self, statement: &Statement, first: Option<Day>) -> Option<Day> {
        let ends = self.0.get(&about(statement))?;
        let thread = statement.thread.as_deref();
        let fits = |end: &&End<'_>| thread.is_none() || end.1.is_none() || end.1 == thread;
        let from = ends.partition_point(|end| Some(end.0) < first);
        ends.get(from..)?.iter().find(fits).map(|end| end.0)
    }
}

fn about(statement: &Statement) -> (&str, Option<&str>) {
    (&statement.place, statement.scope.as_deref())
}
