//! Which statements say the same: the same figure, status and days, of the same people or things at one place. Only the
//! reports and claimants differ.

use super::Name;
use super::meeting;
use super::series::common_unit;
use super::statement::Statement;
use super::voice::{Rules, Voice};
use crate::domain::assessment::Disposition;
use crate::domain::fact::{Stance, Status};
use crate::domain::hours::Hours;
use crate::domain::indicator::Measure;
use crate::domain::name;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day};
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash};

/// The content of a statement, without its source: two statements with equal `Said` say the same. Disputed
/// statements, and those that do not count, are kept apart from the others. Durations are converted to hours,
/// so that "72-hour" equals "three-day". Vague quantities have no figures and are compared by their words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Said<'a> {
    indicator: &'a str,
    place: &'a str,
    scope: Option<&'a str>,
    stance: Stance,
    status: Option<Status>,
    doubt: Option<Disposition>,
    counts: bool,
    amount: Option<Amount<'a>>,
    days: Option<Bounds>,
    hours: Option<Hours>,
    /// Sort day of an undated statement: two undated statements say the same only if they have the
    /// same sort day. `None` if the statement is dated.
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
            counts: statement.counts,
            amount: statement.quantity.as_deref().map(|quantity| Amount::of(quantity, statement)),
            days,
            hours: statement.time_of_day,
            only_on: statement.sort_day().filter(|_| days.is_none()),
        }
    }
}

impl<'a> Amount<'a> {
    fn of(quantity: &'a Quantity, statement: &'a Statement) -> Self {
        let (factor, unit) = common_unit(&quantity.unit, statement.unit.as_deref());
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
    /// Groups statements; within a group the newest report comes first. Statements for which
    /// `thing` differs do not say the same. Runs in time O(n log n) by sorting hashes.
    #[must_use]
    pub fn of(statements: &[Statement], thing: impl Fn(usize) -> u32) -> Self {
        let hasher = foldhash::fast::RandomState::default();
        let said = |at: u32| (thing(at as usize), Said::of(&statements[at as usize]));
        let mut hashed: Vec<(u64, u32)> =
            (0..).zip(statements).map(|(at, _)| (hasher.hash_one(said(at)), at)).collect();
        hashed.sort_unstable();
        let mut groups = Self::default();
        for same_hash in hashed.chunk_by(|a, b| a.0 == b.0) {
            let mut rest: Vec<u32> = same_hash.iter().map(|(_, at)| *at).collect();
            while let Some(&first) = rest.first() {
                let first = said(first);
                let (same, others) = rest.iter().partition(|at| said(**at) == first);
                groups.add(statements, same);
                rest = others;
            }
        }
        groups
    }

    /// Adds statements with equal words. Statements of other threads are kept apart, and so are two events in
    /// one report.
    fn add(&mut self, statements: &[Statement], mut same: Vec<u32>) {
        if same.len() == 1 {
            return self.push(same);
        }
        let one = |at: u32| &statements[at as usize];
        same.sort_by_key(|at| (Reverse(one(*at).published), one(*at).uid));
        let threads: HashSet<&str> =
            same.iter().filter_map(|at| one(*at).thread.as_deref()).collect();
        let mut told: HashMap<(Option<&str>, &str, &[Name]), usize> = HashMap::default();
        let mut apart: BTreeMap<(Option<&str>, usize), Vec<u32>> = BTreeMap::new();
        for at in same {
            let one = one(at);
            let thread = one.thread.as_deref().filter(|_| threads.len() > 1);
            let times = told.entry((thread, &one.report, &one.claimants)).or_default();
            apart.entry((thread, *times)).or_default().push(at);
            *times += usize::from(counts_events(one));
        }
        for same in apart.into_values() {
            self.push(same);
        }
    }

    fn push(&mut self, mut same: Vec<u32>) {
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

/// Whether a further figure of its report is of another event, as comparisons and sums have it.
fn counts_events(one: &Statement) -> bool {
    let rules = Rules { nature: one.nature, measures: Measure::Count, window: 0 };
    meeting::counts_events(&Voice::of(one, rules), rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::compare::statement::tests::{lasting, statement};
    use crate::domain::fact::Draft;
    use crate::domain::indicator::Nature;
    use crate::domain::when::When;

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
        let in_report = |draft: Draft, report: &str| Draft { report: report.to_owned(), ..draft };
        let drafts = [
            in_report(lasting(72, "hours"), "a"),
            in_report(lasting(59, "hours"), "a"),
            in_report(lasting(3, "days"), "b"),
        ];
        let statements = drafts.map(statement);
        let groups = Groups::of(&statements, |_| 0);
        let mut sizes: Vec<usize> = (0..groups.len()).map(|at| groups.get(at).len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2]);
    }

    #[test]
    fn two_equal_figures_of_one_report_for_one_day_are_two() {
        let killed = |report: &str, when: &str| {
            let when = When::new(when.parse().unwrap(), "");
            let draft =
                Draft { report: report.to_owned(), when: Some(when), ..lasting(5, "people") };
            Statement { nature: Nature::Flow, ..statement(draft) }
        };
        let sizes = |when: &str| {
            let all = [killed("a", when), killed("a", when), killed("b", when)];
            let groups = Groups::of(&all, |_| 0);
            let mut sizes: Vec<usize> = (0..groups.len()).map(|at| groups.get(at).len()).collect();
            sizes.sort_unstable();
            sizes
        };
        assert_eq!(sizes("2017-03-06"), [1, 2]);
        assert_eq!(sizes("2017-03-01/2017-03-20"), [3], "a total said twice");
    }

    #[test]
    fn undated_statements_are_grouped_in_a_time_that_grows_with_them() {
        let begun = std::time::Instant::now();
        let statements: Vec<_> = (0..50_000).map(|n| statement(lasting(n, "people"))).collect();
        assert_eq!(Groups::of(&statements, |_| 0).len(), 50_000);
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}
