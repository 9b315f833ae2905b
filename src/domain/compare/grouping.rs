//! Puts voices about the same thing into groups.

use super::around::{Around, add_inside};
use super::comparison::Comparison;
use super::earlier::{Before, Earlier};
use super::extent::{self, Extent, Names};
use super::meeting::{Meeting, Part, are_stages, meeting};
use super::nearby::Nearby;
use super::origins::Republished;
use super::parts::Parts;
use super::relate::{begin_together, contradicts};
use super::same::Said;
use super::scopes::Nesting;
use super::standing_figure::{Stands, is_standing_figure, newness};
use super::statement::Statement;
use super::table::{Member, Table};
use super::voice::{Rules, Voice};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::selection::Selection;
use foldhash::HashMap;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Voices about the same thing, and those about enclosing places that contradict one of them. Not yet compared with
/// each other.
pub struct Group<'a> {
    table: Table<'a>,
    /// How many of them are about the place itself; they come first.
    own: usize,
    /// How many of them are about places inside it; they come last.
    inside: usize,
    /// For each voice, whether its claimant said something else later; computed when it is first needed.
    updated: OnceCell<Vec<bool>>,
    /// Whether some voice contradicts another one; found when it is first asked for.
    is_contradicted: OnceCell<bool>,
}

/// The current figure or status of a group.
#[derive(Clone)]
pub struct Standing<'a> {
    /// The scope of the current figure.
    pub scope: Option<&'a str>,
    /// The unit of a separate series; `None` for the indicator's own unit.
    pub unit: Option<&'a str>,
    /// The current figure.
    pub stands: Stands,
    /// The statements that state it, the newest first.
    pub statements: Vec<&'a Statement>,
}

impl Standing<'_> {
    /// Whether the result is a figure, the status of a state, the end of what was counted, or the reason why there was
    /// none: a series has only one of these at a time.
    #[must_use]
    pub fn is_figure(&self) -> bool {
        let first = self.statements.first();
        first.is_some_and(|one| {
            self.stands.figure.is_some()
                || self.stands.explains_none
                || one.nature == Nature::State
                || one.is_over()
        })
    }

    /// Sorts the current figures of the groups of a series, the newest last.
    #[must_use]
    pub fn age(&self) -> impl Ord + use<> {
        let first = self.statements.first();
        // If a figure of a day and a total end together, the total is the newer one.
        let begins = first.map(|one| Reverse(one.first()));
        let published = first.and_then(|one| one.published);
        (self.stands.newest, published, begins, first.map(|one| one.uid))
    }
}

impl<'a> Group<'a> {
    /// The key of the place.
    #[must_use]
    pub fn place(&self) -> &'a str {
        &self.table.members[0].voice.statement.place
    }

    /// The key of the indicator.
    #[must_use]
    pub fn indicator(&self) -> &'a str {
        &self.table.members[0].voice.statement.indicator
    }

    /// The number of voices, without those about places inside, which are in other groups.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "no group is empty")]
    pub fn len(&self) -> usize {
        self.table.members.len() - self.inside
    }

    /// Whether it has more than one voice, without those about places inside. A copy in a republished report
    /// is not counted; what another claimant says in the same report is.
    #[must_use]
    pub fn has_several(&self, republished: &Republished) -> bool {
        let members = &self.table.members[..self.len()];
        let first = members[0].voice.statement;
        let original = |one: &'a Statement| republished.original(&one.report);
        let is_copy = |other: &'a Statement| {
            original(other) == original(first)
                && Said::of(other) == Said::of(first)
                && (other.report != first.report || other.claimants == first.claimants)
        };
        members[1..].iter().any(|other| !is_copy(other.voice.statement))
    }

    /// All its statements, including those about enclosing places and about places inside.
    pub fn statements(&self) -> impl Iterator<Item = &'a Statement> {
        self.table.members.iter().map(|member| member.voice.statement)
    }

    /// The statements about the place itself, the newest first.
    pub fn own(&self) -> impl Iterator<Item = &'a Statement> {
        self.table.members[..self.own].iter().map(|member| member.voice.statement)
    }

    fn updated(&self) -> &[bool] {
        self.updated.get_or_init(|| self.table.updated())
    }

    /// Whether some voice contradicts another one, and neither was updated by its claimant.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        *self.is_contradicted.get_or_init(|| {
            let is_contradicted = |at| self.table.is_contradicted(at, self.updated());
            let many = self.table.members.len();
            many > 1 && (0..many).any(is_contradicted)
        })
    }

    /// Pairs of statements that contradict each other, each pair in both orders; at most `most` pairs for one
    /// statement.
    pub fn contradictions(
        &self,
        most: usize,
    ) -> impl Iterator<Item = (&'a Statement, &'a Statement)> {
        let many = if self.is_contradicted() { self.table.members.len() } else { 0 };
        let one = |at: usize| self.table.members[at].voice.statement;
        (0..many).flat_map(move |at| {
            let against = self.table.contradicted_by(at, self.updated(), most).into_iter();
            against.map(move |with| (one(at), one(with)))
        })
    }

    /// The current figure, found without comparing all pairs of voices.
    #[must_use]
    pub fn standing(&self) -> Standing<'a> {
        self.standing_of(self.table.scope(self.own))
    }

    /// The current figure for one scope.
    #[must_use]
    pub fn standing_of(&self, scope: Option<&'a str>) -> Standing<'a> {
        let stands = self.table.stands(self.own, scope, self.updated());
        let statement = |at: &usize| self.table.members[*at].voice.statement;
        Standing {
            scope,
            unit: self.own().find_map(|one| one.unit.as_deref()),
            statements: stands.voices.iter().map(statement).collect(),
            stands,
        }
    }

    /// The statements that contradict the current figure: the newest first, at most so many for each statement of it.
    #[must_use]
    pub fn against(&self, standing: &Standing<'a>) -> Vec<&'a Statement> {
        let most = self.table.most_contradictions();
        let contradict = |at: &usize| self.table.contradicted_by(*at, self.updated(), most);
        let against: BTreeSet<usize> = standing.stands.voices.iter().flat_map(contradict).collect();
        against.into_iter().map(|at| self.table.members[at].voice.statement).collect()
    }

    /// The statements that contradict one statement of the group, the newest first.
    #[must_use]
    pub fn against_one(&self, one: &Statement) -> Vec<&'a Statement> {
        let members = &self.table.members;
        let at = members.iter().position(|member| member.voice.statement.uid == one.uid);
        let most = self.table.most_contradictions();
        let against = at.map(|at| self.table.contradicted_by(at, self.updated(), most));
        against.unwrap_or_default().into_iter().map(|at| members[at].voice.statement).collect()
    }

    /// The newest figure of each other scope, which is shown beside the current one.
    #[must_use]
    pub fn beside(&self, standing: &Standing<'a>) -> Vec<&'a Statement> {
        let mut found: Vec<&Statement> = Vec::new();
        for (at, member) in self.table.members[..self.own].iter().enumerate() {
            let one = member.voice.statement;
            let is_other = one.scope.as_deref() != standing.scope
                && !found.iter().any(|known| known.scope == one.scope);
            if is_other && !self.updated()[at] && is_standing_figure(&member.voice) {
                found.push(one);
            }
        }
        found
    }

    /// Compares each voice with the others. `rows` has the actors and the organisations that they belong to.
    #[must_use]
    pub fn compare(&self, rows: &Selection, republished: &Republished) -> Comparison<'a> {
        let is_contradicted = self.is_contradicted();
        let mut compared = Comparison::of(&self.table, self.own, self.updated(), is_contradicted);
        compared.count(rows, republished);
        compared
    }
}

/// The groups of statements about one indicator that `rows` describes, those with contradictions first, then by place
/// and newest first. Statements that do not count are left out. Statements of `wider`, about enclosing places, form no
/// groups.
#[must_use]
pub fn comparisons<'a>(
    statements: &[&'a Statement],
    wider: &[&'a Statement],
    indicator: Option<&Indicator>,
    rows: &'a Selection,
    republished: &'a Republished,
) -> Vec<Comparison<'a>> {
    let mut groups = Vec::new();
    each_group(statements, wider, indicator, rows, |group| {
        groups.push(group.compare(rows, republished));
    });
    groups.sort_by_key(|group| Reverse(group.is_contradicted));
    groups
}

/// Gives the groups of statements about one indicator that `rows` describes, by place and newest first. Statements that
/// do not count are left out. Statements of `wider`, about enclosing places, form no groups. A statement that
/// contradicts one about an enclosing place, or about a place inside, is in the groups of both places.
pub fn each_group<'a>(
    statements: &[&'a Statement],
    wider: &[&'a Statement],
    indicator: Option<&Indicator>,
    rows: &Selection,
    each: impl FnMut(Group<'a>),
) {
    groups(statements, wider, (indicator, false), rows, each);
}

/// The same groups, each also with what has groups of its own: what is said of shorter times in the periods of its
/// totals, and what the claimants of its stocks said before the window.
pub fn each_group_with_others<'a>(
    statements: &[&'a Statement],
    wider: &[&'a Statement],
    indicator: Option<&Indicator>,
    rows: &Selection,
    each: impl FnMut(Group<'a>),
) {
    groups(statements, wider, (indicator, true), rows, each);
}

fn groups<'a>(
    statements: &[&'a Statement],
    wider: &[&'a Statement],
    (indicator, with_others): (Option<&Indicator>, bool),
    rows: &Selection,
    mut each: impl FnMut(Group<'a>),
) {
    let rules = rules(indicator, statements);
    let mut names = Names::default();
    let own = by_place(statements, rules, &mut names);
    let mut around = Around::of(&own, by_place(wider, rules, &mut names), rules);
    let inside = around.contradicted_inside(rows);
    for (place, members) in &own {
        let mut groups = Vec::new();
        for near in in_windows(members, rules) {
            groups.append(&mut joined_where_they_meet(near.to_vec(), rules));
        }
        groups.sort_by_key(|group| {
            let newest = group.first().map(|newest| newest.voice.statement);
            Reverse(newest.map(|one| (one.sort_day(), one.uid)))
        });
        let places: Vec<&str> = rows.path(place).skip(1).map(|place| place.key.as_str()).collect();
        let others = with_others.then(|| (Parts::of(&groups, rules), Earlier::of(&groups, rules)));
        for (at, mut members) in groups.into_iter().enumerate() {
            let own = members.len();
            let shown = others.as_ref().map(|others| of_other_groups(others, at, &members));
            let shown = shown.unwrap_or_default();
            around.add_what_contradicts(&mut members, &places);
            let inside = add_inside(&mut members, own, &inside);
            members.splice(own..own, shown.members);
            let pairs = shown.of.into_iter().map(|(at, before)| (at, own + before));
            let table = Table::of(members, rules).with_before(pairs);
            let (updated, is_contradicted) = (OnceCell::new(), OnceCell::new());
            each(Group { table, own, inside, updated, is_contradicted });
        }
    }
}

/// The voices of other groups that one shows.
fn of_other_groups<'a>(
    (parts, earlier): &(Parts<'a>, Earlier<'a>),
    group: usize,
    members: &[Member<'a>],
) -> Before<'a> {
    let mut shown = earlier.before(group, members);
    shown.members.append(&mut parts.of_group(group, members));
    shown
}

/// The statements that count as voices, by the key of their place, the newest first.
fn by_place<'a>(
    statements: &[&'a Statement],
    rules: Rules,
    names: &mut Names<'a>,
) -> BTreeMap<&'a str, Vec<Member<'a>>> {
    let mut by_place: HashMap<&str, Vec<Voice<'a>>> = HashMap::default();
    for &one in statements.iter().filter(|one| one.counts) {
        by_place.entry(&one.place).or_default().push(Voice::of(one, rules));
    }
    for voices in by_place.values_mut() {
        voices.sort_by_cached_key(|voice| newness(voice));
    }
    let by_place: BTreeMap<&str, Vec<Voice<'a>>> = by_place.into_iter().collect();
    let members = by_place.into_iter().map(|(place, voices)| {
        let members = voices.into_iter().map(|voice| Member::of(voice, rules, names));
        (place, members.collect())
    });
    members.collect()
}

/// The rules of an indicator; if its row is missing, the rules of an event.
#[must_use]
pub fn rules(indicator: Option<&Indicator>, statements: &[&Statement]) -> Rules {
    Rules {
        nature: statements.first().map_or(Nature::Event, |one| one.nature),
        measures: indicator.map_or(Measure::Count, |row| row.measures),
        window: indicator.map_or(7, |row| i64::from(row.window_days)),
    }
}

/// Stocks, the newest first, in runs that are no longer than the window; all others in one run.
pub(super) fn in_windows<'a, V: AsRef<Voice<'a>>>(voices: &[V], rules: Rules) -> Vec<&[V]> {
    if rules.nature != Nature::Stock {
        return vec![voices];
    }
    let mut runs = Vec::new();
    let mut rest = voices;
    while let Some(newest) = rest.first() {
        let is_near = |voice: &V| match (newest.as_ref().days(), voice.as_ref().days()) {
            (Some(a), Some(b)) => a.distance(b) <= rules.window,
            (a, b) => a.is_none() == b.is_none(),
        };
        let length = rest.iter().take_while(|voice| is_near(voice)).count().max(1);
        let (run, after) = rest.split_at(length);
        runs.push(run);
        rest = after;
    }
    runs
}

/// Voices in groups: two are in the same group if they are comparable, directly or through others.
fn joined_where_they_meet(members: Vec<Member<'_>>, rules: Rules) -> Vec<Vec<Member<'_>>> {
    if members.len() == 1 {
        return vec![members];
    }
    let many = members.len();
    let table = Table::of(members, rules);
    let members = &table.members;
    let nearby = Nearby::of_all(|at| &members[at as usize].extent, many);
    let may = |one: usize, others: &Extent| {
        let extent = &members[one].extent;
        extent::may_meet(extent, others, rules) && extent::may_belong(extent, others, rules)
    };
    let is_one = |at: usize, before: usize| {
        let [voice, with] = [at, before].map(|at| &members[at].voice);
        may(at, &members[before].extent)
            && belong(voice, with, rules)
            && !table.are_other_events(at, before)
    };
    let groups = nearby.into_groups(may, is_one).into_iter();
    groups.map(|group| group.into_iter().map(|at| members[at as usize]).collect()).collect()
}

/// Whether two voices belong to one group. Parts of a period belong to their total if both began
/// together, as running totals do, if both are stages of one day, or if they contradict it.
pub(super) fn belong(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> bool {
    match meeting(voice, other, Nesting::Same, rules) {
        Err(_) => false,
        Ok(Meeting::Part(Part::Period) | Meeting::Whole(Part::Period)) => {
            begin_together(voice, other)
                || are_stages(voice, other)
                || contradicts(voice, other, Nesting::Same, rules)
        }
        Ok(_) => true,
    }
}
