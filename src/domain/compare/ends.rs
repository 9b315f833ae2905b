//! When states (a truce, a siege) are known to have ended.

use super::statement::{Statement, StatementKind};
use crate::domain::when::{Bounds, Day};
use foldhash::HashMap;

/// The place, the scope and the thread of a state.
type Thing<'a> = (&'a str, Option<&'a str>, Thread<'a>);

/// Which threads of a state are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Thread<'a> {
    /// One thread, or the state without a thread.
    Of(Option<&'a str>),
    /// All threads, and the state without one.
    Any,
}

/// The days on which states are known to have ended, sorted, by place, scope and thread; ends from
/// retracted or replaced facts are left out.
#[derive(Debug, Default)]
pub struct Ends<'a>(HashMap<Thing<'a>, Vec<Day>>);

impl<'a> Ends<'a> {
    /// Collects the ends that are stated on an exact day. All statements must be about one
    /// indicator.
    #[must_use]
    pub fn of(statements: &[&'a Statement]) -> Self {
        let mut ends: HashMap<_, Vec<Day>> = HashMap::default();
        let counting = statements.iter().filter(|one| one.counts);
        for &one in counting.filter(|one| one.kind() == StatementKind::Ended) {
            let day = one.bounds().filter(Bounds::is_exact_day).and_then(|b| b.end_latest);
            if let Some(day) = day {
                let of_thread = Thread::Of(one.thread.as_deref());
                for thread in [of_thread, Thread::Any] {
                    ends.entry(about(one, thread)).or_default().push(day);
                }
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
        let after = |thread| {
            let days = self.0.get(&about(statement, thread))?;
            days.get(days.partition_point(|day| Some(*day) < first)).copied()
        };
        match statement.thread.as_deref() {
            None => after(Thread::Any),
            named => [named, None].into_iter().filter_map(|one| after(Thread::Of(one))).min(),
        }
    }
}

fn about<'a>(statement: &'a Statement, thread: Thread<'a>) -> Thing<'a> {
    (&statement.place, statement.scope.as_deref(), thread)
}
