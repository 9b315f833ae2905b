//! Groups statements that say the same.

use super::overlap::figure;
use super::series::common_unit;
use super::statement::Statement;
use crate::domain::assessment::Disposition;
use crate::domain::fact::{Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::name;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day};
use std::cmp::Reverse;
use std::hash::{BuildHasher, Hash};

/// The content of a statement, without its source: two statements with equal `Said` say the same.
/// What is disputed or rejected is kept apart from what is not.
/// Durations are converted to hours, so that "72-hour" equals "three-day". Vague quantities have no
/// figures and are compared by their words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said<'a> {
    indicator: &'a str,
    place: &'a str,
    scope: Option<&'a str>,
    stance: Stance,
    status: Option<Status>,
    doubt: Option<Disposition>,
    amount: Option<Amount<'a>>,
    days: Option<Bounds>,
    hours: Option<Hours>,
    /// Sort day of an undated statement: two of them say the same only if both are of one day.
    /// `None` where the statement is dated.
    only_on: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Amount<'a> {
    low: Option<Number>,
    best: Option<Number>,
    high: Option<Number>,
    approximate: bool,
    unit: Option<&'a str>,
    words: Option<String>,
}

impl<'a> Said<'a> {
    /// Extracts the content of a statement, without its source.
    #[must_use]
    pub fn of(statement: &'a Statement) -> Self {
        let days = statement.stated_bounds();
        Self {
            indicator: &statement.indicator,
            place: &statement.place,
            scope: statement.scope.as_deref(),
            stance: statement.stance,
            status: statement.status,
            doubt: statement.doubt,
            amount: figure(statement).map(Amount::of),
            days,
            hours: statement.time_of_day,
            only_on: statement.sort_day().filter(|_| days.is_none()),
        }
    }
}

impl<'a> Amount<'a> {
    fn of((quantity, unit): (&'a Quantity, Option<&'a str>)) -> Self {
        let (factor, unit) = common_unit(&quantity.unit, unit);
        let scaled =
            |number: Option<Number>| number.and_then(|number| Number::new(number.get() * factor));
        Self {
            low: scaled(quantity.low),
            best: scaled(quantity.best),
            high: scaled(quantity.high),
            approximate: quantity.approximate,
            unit,
            words: quantity.has_no_figure().then(|| name::fold(&quantity.as_stated)),
        }
    }
}

/// Groups of statements that say the same, as indexes of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    members: Vec<u32>,
    /// For each group, the index in `members` after its last member.
    ends: Vec<u32>,
}

impl Groups {
    /// Groups statements; within a group the newest report comes first. Runs in time O(n log n) by
    /// sorting hashes.
    #[must_use]
    pub fn of(statements: &[Statement]) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let mut hashed: Vec<(u64, u32)> =
            (0..).zip(statements).map(|(at, one)| (hasher.hash_one(Said::of(one)), at)).collect();
        hashed.sort_unstable();
        let mut groups = Self::default();
        for same_hash in hashed.chunk_by(|a, b| a.0 == b.0) {
            let mut rest: Vec<u32> = same_hash.iter().map(|(_, at)| *at).collect();
            while let Some(&first) = rest.first() {
                let said = Said::of(&statements[first as usize]);
                let is_same = |at: &u32| Said::of(&statements[*at as usize]) == said;
                let (same, others) = rest.iter().partition(|at| is_same(at));
                groups.push(statements, same);
                rest = others;
            }
        }
        groups
    }

    fn push(&mut self, statements: &[Statement], mut same: Vec<u32>) {
        let newest = |at: &u32| {
            let one = &statements[*at as usize];
            (Reverse(one.published), one.uid)
        };
        same.sort_by_key(newest);
        self.members.append(&mut same);
        self.ends.push(u32::try_from(self.members.len()).unwrap_or(u32::MAX));
    }

    /// Number of groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no groups.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Indexes of the statements in a group, newest report first; at least one.
    #[must_use]
    pub fn get(&self, group: usize) -> &[u32] {
        let begin = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.members[begin as usize..self.ends[group] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compare::statement::tests::{lasting, statement};
    use crate::domain::fact::Draft;

    #[test]
    fn three_days_and_seventy_two_hours_say_the_same() {
        let [days, hours, less] = [(3, "days"), (72, "hours"), (59, "hours")]
            .map(|(n, unit)| statement(lasting(n, unit)));
        assert_eq!(Said::of(&hours), Said::of(&days));
        assert_ne!(Said::of(&hours), Said::of(&less));
    }

    #[test]
    fn a_bound_does_not_say_the_same_as_the_figure() {
        let bound =
            Quantity { high: Some(8.into()), unit: "corridors".into(), ..Quantity::default() };
        let plain = Draft {
            quantity: Some(Quantity { best: Some(8.into()), high: None, ..bound.clone() }),
            ..lasting(1, "")
        };
        let bound = Draft { quantity: Some(bound), ..plain.clone() };
        assert_ne!(Said::of(&statement(plain)), Said::of(&statement(bound)));
    }

    #[test]
    fn what_says_the_same_is_one_group_and_every_statement_is_in_one() {
        let drafts = [lasting(72, "hours"), lasting(59, "hours"), lasting(3, "days")];
        let statements = drafts.map(statement);
        let groups = Groups::of(&statements);
        let mut sizes: Vec<usize> = (0..groups.len()).map(|at| groups.get(at).len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2]);
    }

    #[test]
    fn undated_statements_are_grouped_in_a_time_that_grows_with_them() {
        let begun = std::time::Instant::now();
        let statements: Vec<_> = (0..50_000).map(|n| statement(lasting(n, "people"))).collect();
        assert_eq!(Groups::of(&statements).len(), 50_000);
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}
