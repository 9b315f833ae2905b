//! When something is known to have happened, so that no timeline shows "none" on that day.

use super::statement::{Statement, StatementKind};
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use foldhash::HashMap;

/// An indicator at a place, for one scope or for any.
type Thing<'a> = (&'a str, &'a str, Scope<'a>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope<'a> {
    Of(Option<&'a str>),
    Any,
}

/// The days by which something has happened at places and inside them, sorted.
#[derive(Debug, Default)]
pub struct Happened<'a>(HashMap<Thing<'a>, Vec<Day>>);

impl<'a> Happened<'a> {
    /// Collects the days on which something happened. `rows` has the places and those that contain them.
    #[must_use]
    pub fn of(statements: &'a [Statement], rows: &'a Selection) -> Self {
        let mut days: HashMap<Thing<'_>, Vec<Day>> = HashMap::default();
        let is_some =
            |one: &&Statement| matches!(one.kind(), StatementKind::Happened | StatementKind::Total);
        let absent: Vec<&str> = statements
            .iter()
            .filter(|one| one.kind() == StatementKind::Absent)
            .map(|one| &*one.indicator)
            .collect();
        let counting =
            statements.iter().filter(|one| one.counts && absent.contains(&&*one.indicator));
        for one in counting.filter(is_some) {
            // If it happened on one of several days, it may have been the last of them.
            let day = one.bounds().and_then(|days| days.end_latest.or(days.start_latest));
            let Some(day) = day.or(one.published) else { continue };
            let around = rows.path(&one.place).skip(1).map(|place| place.key.as_str());
            for place in std::iter::once(&*one.place).chain(around) {
                for scope in [Scope::Of(one.scope.as_deref()), Scope::Any] {
                    days.entry((&one.indicator, place, scope)).or_default().push(day);
                }
            }
        }
        for days in days.values_mut() {
            days.sort_unstable();
        }
        Self(days)
    }

    /// The first day after `known` on which something had happened although the statement says that there was none: for
    /// the same people or things, at its place or inside it.
    #[must_use]
    pub fn after(&self, none: &Statement, known: Day) -> Option<Day> {
        let scope = none.scope.as_deref();
        let scope = if scope.is_some() { Scope::Of(scope) } else { Scope::Any };
        let days = self.0.get(&(&*none.indicator, &*none.place, scope))?;
        days.get(days.partition_point(|day| *day <= known)).copied()
    }
}
