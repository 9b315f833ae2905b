//! When states (a truce, a siege) are known to have ended.

use super::Name;
use super::statement::{Statement, StatementKind};
use crate::domain::when::{Bounds, Day};
use foldhash::HashMap;

/// The place, the scope and the thread of a state.
type Thing<'a> = (&'a str, Option<&'a str>, Thread<'a>);

/// The threads of a state that are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Thread<'a> {
    /// One thread, or the state without a thread.
    Of(Option<&'a str>),
    /// All threads, and the state without one.
    Any,
}

/// The place and the scope of a state, and who reports its end.
type Teller<'a> = (&'a str, Option<&'a str>, &'a [Name]);

/// An end as a claimant reports it: the day of the report, the last day on which the state may have ended, and the
/// thread.
type Told<'a> = (Option<Day>, Day, Option<&'a str>);

/// The days on which states are known to have ended, sorted, by place, scope and thread; ends from
/// retracted or replaced facts are left out.
#[derive(Debug, Default)]
pub struct Ends<'a> {
    known: HashMap<Thing<'a>, Vec<Day>>,
    /// The last days of states according to their stated lengths or ends, if these days were still ahead when the
    /// report came out.
    due: HashMap<Thing<'a>, Vec<Day>>,
    /// The ends that the claimants report, by place and scope.
    told: HashMap<Teller<'a>, Vec<Told<'a>>>,
}

impl<'a> Ends<'a> {
    /// Collects the ends that are stated on an exact day. All statements must be about one
    /// indicator.
    #[must_use]
    pub fn of(statements: &[&'a Statement]) -> Self {
        let mut all = Self::default();
        let counting = || statements.iter().filter(|one| one.counts);
        for &one in counting().filter(|one| one.kind() == StatementKind::Held) {
            let last = one.bounds().and_then(|bounds| bounds.end_latest);
            if let Some(last) = last.filter(|last| Some(*last) > one.published) {
                all.due
                    .entry(about(one, Thread::Of(one.thread.as_deref())))
                    .or_default()
                    .push(last);
            }
        }
        for &one in counting().filter(|one| one.kind() == StatementKind::Ended) {
            if let Some(last) = one.stated_bounds().and_then(|bounds| bounds.end_latest)
                && !one.claimants.is_empty()
            {
                let teller = (&*one.place, one.scope.as_deref(), one.claimants.as_slice());
                let told = (one.published, last, one.thread.as_deref());
                all.told.entry(teller).or_default().push(told);
            }
            let day = one.bounds().filter(Bounds::is_exact_day).and_then(|b| b.end_latest);
            if let Some(day) = day {
                let of_thread = Thread::Of(one.thread.as_deref());
                for thread in [of_thread, Thread::Any] {
                    all.known.entry(about(one, thread)).or_default().push(day);
                }
            }
        }
        for days in all.known.values_mut().chain(all.due.values_mut()) {
            days.sort_unstable();
        }
        all
    }

    /// The last day of the state of a statement according to its stated length or end, if that day is not before
    /// `held`.
    #[must_use]
    pub fn due(&self, statement: &Statement, held: Option<Day>) -> Option<Day> {
        let days = self.due.get(&about(statement, Thread::Of(statement.thread.as_deref())))?;
        days.last().copied().filter(|day| Some(*day) >= held)
    }

    /// The first day on which the state of a statement ended according to a later report of the same claimants. An end
    /// before the beginning of the state is the end of another state.
    #[must_use]
    pub fn told_later(&self, statement: &Statement) -> Option<Day> {
        let (place, scope) = (&*statement.place, statement.scope.as_deref());
        let told = self.told.get(&(place, scope, statement.claimants.as_slice()))?;
        let began = statement.stated_bounds().and_then(|bounds| bounds.start_earliest);
        let thread = statement.thread.as_deref();
        let later = told.iter().filter(|(published, end, of)| {
            let is_one = thread.zip(*of).is_none_or(|(one, other)| one == other);
            is_one && *published > statement.published && Some(*end) >= began
        });
        later.map(|(_, end, _)| *end).min()
    }

    /// The first day, from `first` on, on which the state of a statement ended. The end must have
    /// the same place and scope, and the same thread if both have one. `None` if no end is known.
    #[must_use]
    pub fn after(&self, statement: &Statement, first: Option<Day>) -> Option<Day> {
        let after = |thread| {
            let days = self.known.get(&about(statement, thread))?;
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
