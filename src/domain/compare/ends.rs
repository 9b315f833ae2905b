//! When states (a truce, a siege) are known to have ended.

use super::statement::{Statement, StatementKind};
use crate::domain::when::{Bounds, Day};
use std::collections::HashMap;

/// The day on which a state ended, and its thread if that is known.
type End<'a> = (Day, Option<&'a str>);

/// Known ends of states by place and scope, sorted by day; ends from retracted or replaced facts
/// are left out.
#[derive(Debug, Default)]
pub struct Ends<'a>(HashMap<(&'a str, Option<&'a str>), Vec<End<'a>>>);

impl<'a> Ends<'a> {
    /// Collects the ends that are stated on an exact day. All statements must be about one
    /// indicator.
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

    /// The first day, from `first` on, on which the state of a statement ended. The end must have
    /// the same place and scope, and the same thread if both have one. `None` where no end is
    /// known.
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
