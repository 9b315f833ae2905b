//! Groups of statements that speak of the same thing, and how they relate within each.

use super::meeting::{Apart, Meeting, Part, meeting};
use super::origins::{Origins, Republished};
use super::relate::{Related, Relation, Why, begin_together, relate};
use super::scopes::Nesting;
use super::standing_figure::{Stands, newness};
use super::statement::Statement;
use super::voice::{Rules, Voice};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::selection::Selection;
use foldhash::{HashMap, HashSet};
use std::cmp::Reverse;

/// Statements that speak of the same thing.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Key of the indicator.
    pub indicator: &'a str,
    /// Key of the place.
    pub place: &'a str,
    /// The scope of the group: that of the widest of its statements.
    pub scope: Option<&'a str>,
    /// The unit that sets its figures apart; `None` for the indicator's own.
    pub unit: Option<&'a str>,
    /// The statements, the newest first.
    pub voices: Vec<Compared<'a>>,
    /// The figure as it stands.
    pub stands: Stands,
    /// The number of reports of what stands; of all voices where no figure does.
    pub reports: usize,
    /// How many separate utterances stand behind what stands; behind all voices where no figure does.
    pub origins: Origins,
    /// Whether some voice contradicts another one, and was not updated by its claimant.
    pub is_contradicted: bool,
}

/// A statement of a group, and how it relates to the one there of which it says most.
#[derive(Clone, Debug)]
pub struct Compared<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// How it relates, and to which voice of its group by index; `None` where the group has no other.
    pub related: Option<(Related, usize)>,
    /// All voices of its group that it contradicts, by index.
    pub contradicts: Vec<usize>,
    /// Whether its claimant said otherwise later.
    pub is_updated: bool,
}

/// The groups of statements about one indicator that `rows` describes, those with contradictions
/// first, then by place and from the newest on. Statements that do not count are left out. Those of
/// `wider`, about places around the others, are in no group of their own.
#[must_use]
pub fn comparisons<'a>(
    statements: &[&'a Statement],
    wider: &[&'a Statement],
    indicator: Option<&Indicator>,
    rows: &'a Selection,
    republished: &'a Republished,
) -> Vec<Comparison<'a>> {
    let rules = rules(indicator, statements);
    let by_place = by_place(statements, rules);
    let beyond = self::by_place(wider, rules);
    let mut groups = Vec::new();
    for (place, voices) in &by_place {
        let around = rows.path(place).skip(1).map(|around| around.key.as_str());
        let at = |around: &'a str| [by_place.get(around), beyond.get(around)];
        let wider: Vec<Voice<'a>> = around.flat_map(at).flatten().flatten().copied().collect();
        for members in clusters(voices, rules) {
            let mut group = Comparison::of(members, &wider, rules);
            group.count(rows, republished);
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| {
        let newest = group.voices.first();
        let days = newest.map(|voice| (voice.statement.sort_day(), voice.statement.uid));
        (Reverse(group.is_contradicted), group.place, Reverse(days))
    });
    groups
}

/// The voices of the statements that count, by the key of their place.
fn by_place<'a>(statements: &[&'a Statement], rules: Rules) -> HashMap<&'a str, Vec<Voice<'a>>> {
    let mut by_place: HashMap<&str, Vec<Voice<'a>>> = HashMap::default();
    for &one in statements.iter().filter(|one| one.counts) {
        by_place.entry(&one.place).or_default().push(Voice::of(one, rules));
    }
    by_place
}

/// The rules of an indicator; those of an event where its row is missing.
pub(super) fn rules(indicator: Option<&Indicator>, statements: &[&Statement]) -> Rules {
    Rules {
        nature: statements.first().map_or(Nature::Event, |one| one.nature),
        measures: indicator.map_or(Measure::Count, |row| row.measures),
        window: indicator.map_or(7, |row| i64::from(row.window_days)),
    }
}

/// Voices of one place, put together where they speak of the same thing.
fn clusters<'a>(voices: &[Voice<'a>], rules: Rules) -> Vec<Vec<Voice<'a>>> {
    let mut voices = voices.to_vec();
    voices.sort_by_key(|voice| newness(voice));
    let mut joined = Vec::new();
    for near in in_windows(&voices, rules) {
        joined.append(&mut joined_where_they_meet(near, rules));
    }
    joined
}

/// Stocks from the newest on, in runs that are no longer than the window; all others in one run.
fn in_windows<'v, 'a>(voices: &'v [Voice<'a>], rules: Rules) -> Vec<&'v [Voice<'a>]> {
    if rules.nature != Nature::Stock {
        return vec![voices];
    }
    let mut runs = Vec::new();
    let mut rest = voices;
    while let Some(newest) = rest.first() {
        let is_near = |voice: &Voice<'_>| match (newest.days(), voice.days()) {
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

/// Voices in groups: two are in one where they meet, directly or through others.
fn joined_where_they_meet<'a>(voices: &[Voice<'a>], rules: Rules) -> Vec<Vec<Voice<'a>>> {
    let mut group_of: Vec<usize> = (0..voices.len()).collect();
    for (at, voice) in voices.iter().enumerate() {
        for (before, other) in voices[..at].iter().enumerate() {
            let is_apart = root(&group_of, at) != root(&group_of, before);
            if is_apart
                && belong(voice, other, rules)
                && !are_other_events(voices, (at, before), &|_, _| Nesting::Same, rules)
            {
                let (from, to) = (root(&group_of, at), root(&group_of, before));
                group_of[from.max(to)] = from.min(to);
            }
        }
    }
    let mut groups: Vec<Vec<Voice<'a>>> = vec![Vec::new(); voices.len()];
    for (at, voice) in voices.iter().enumerate() {
        groups[root(&group_of, at)].push(*voice);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(group_of: &[usize], mut at: usize) -> usize {
    while group_of[at] != at {
        at = group_of[at];
    }
    at
}

/// Whether two voices with other figures tell of two events: a report that tells of two has one with
/// the figure of the other voice, too.
fn are_other_events(
    voices: &[Voice<'_>],
    (at, with): (usize, usize),
    places: &dyn Fn(usize, usize) -> Nesting,
    rules: Rules,
) -> bool {
    let disjoint = |a: usize, b: usize| {
        let figures = voices[a].allowed.zip(voices[b].allowed);
        figures.is_some_and(|(a, b)| !a.is_none() && !b.is_none() && !a.meets(b))
    };
    if rules.nature != Nature::Event || !disjoint(at, with) {
        return false;
    }
    // Whether the report of `other` tells of a further event whose figure allows that of `one`.
    let has_a_fellow = |one: usize, other: usize| {
        let report = &voices[other].statement.report;
        (0..voices.len()).any(|fellow| {
            let is_of_report =
                fellow != other && fellow != one && voices[fellow].statement.report == *report;
            is_of_report
                && voices[fellow].allowed.is_some()
                && !disjoint(fellow, one)
                && meeting(&voices[one], &voices[fellow], places(one, fellow), rules).is_ok()
        })
    };
    has_a_fellow(at, with) || has_a_fellow(with, at)
}

/// Whether two voices belong to one group. Parts of a period belong to their total where both began
/// together, as running tolls do, or where they contradict it.
fn belong(voice: &Voice<'_>, other: &Voice<'_>, rules: Rules) -> bool {
    match meeting(voice, other, Nesting::Same, rules) {
        Err(_) => false,
        Ok(Meeting::Part(Part::Period) | Meeting::Whole(Part::Period)) => {
            begin_together(voice, other) || contradicts(voice, other, Nesting::Same, rules)
        }
        Ok(_) => true,
    }
}

fn contradicts(voice: &Voice<'_>, other: &Voice<'_>, places: Nesting, rules: Rules) -> bool {
    relate(voice, other, places, rules).relation == Relation::Contradicts
}

impl<'a> Comparison<'a> {
    /// Compares voices of one group. Of those about places around it, the ones that contradict a
    /// member come in.
    fn of(mut voices: Vec<Voice<'a>>, wider: &[Voice<'a>], rules: Rules) -> Self {
        let own = voices.len();
        let clash = |around: &&Voice<'a>| {
            voices.iter().any(|voice| contradicts(voice, around, Nesting::Within, rules))
        };
        let mut around: Vec<Voice<'a>> = wider.iter().filter(clash).copied().collect();
        around.sort_by_key(|voice| newness(voice));
        voices.append(&mut around);
        let places = |a: usize, b: usize| match (a < own, b < own) {
            (true, false) => Nesting::Within,
            (false, true) => Nesting::Around,
            _ => Nesting::Same,
        };
        let table = Table { voices: &voices, places: &places, rules };
        let is_updated: Vec<bool> =
            (0..voices.len()).map(|at| table.updater(at).is_some()).collect();
        let compared: Vec<Compared<'a>> = (0..voices.len())
            .map(|at| Compared {
                statement: voices[at].statement,
                related: table.most_telling(at, &is_updated),
                contradicts: table.contradicted_by(at, &is_updated),
                is_updated: is_updated[at],
            })
            .collect();
        let is_contradicted = compared.iter().any(|voice| !voice.contradicts.is_empty());
        let head = widest(&voices[..own]);
        let same_scope =
            |at: usize| at >= own || voices[at].statement.scope != head.statement.scope;
        let stands = Stands::of(&voices, |at| is_updated[at] || same_scope(at), rules);
        Self {
            indicator: &head.statement.indicator,
            place: &head.statement.place,
            scope: head.statement.scope.as_deref(),
            unit: voices[..own].iter().find_map(|voice| voice.statement.unit.as_deref()),
            reports: 0,
            origins: Origins::default(),
            voices: compared,
            stands,
            is_contradicted,
        }
    }
}

impl<'a> Comparison<'a> {
    /// The sides of a contradiction, the newest voice first: within a side, nobody contradicts another.
    /// Voices that contradict nobody are on no side.
    #[must_use]
    pub fn sides(&self) -> Vec<Vec<&Compared<'a>>> {
        let mut sides: Vec<Vec<usize>> = Vec::new();
        for (at, voice) in self.voices.iter().enumerate() {
            if voice.contradicts.is_empty() {
                continue;
            }
            let fits =
                |side: &&mut Vec<usize>| side.iter().all(|with| !voice.contradicts.contains(with));
            match sides.iter_mut().find(fits) {
                Some(side) => side.push(at),
                None => sides.push(vec![at]),
            }
        }
        let voices = |side: Vec<usize>| side.into_iter().map(|at| &self.voices[at]).collect();
        sides.into_iter().map(voices).collect()
    }

    /// Whether some voice that stands is contradicted.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        self.stands.voices.iter().any(|at| !self.voices[*at].contradicts.is_empty())
    }
}

impl Comparison<'_> {
    /// Counts the reports and the origins of what stands; of all voices where no figure does.
    fn count(&mut self, rows: &Selection, republished: &Republished) {
        let all = || self.voices.iter().map(|voice| voice.statement);
        let stands = &self.stands.voices;
        let stated: Vec<&Statement> = if stands.is_empty() {
            all().collect()
        } else {
            stands.iter().map(|at| self.voices[*at].statement).collect()
        };
        let reports: HashSet<&str> = stated.iter().map(|one| &*one.report).collect();
        self.reports = reports.len();
        self.origins = Origins::of(stated.into_iter(), rows, republished);
    }
}

/// The voice with the widest scope; of several, the newest.
fn widest<'v, 'a>(voices: &'v [Voice<'a>]) -> &'v Voice<'a> {
    use super::scopes::nesting;
    let mut widest = &voices[0];
    for voice in &voices[1..] {
        let scopes = (voice.statement.scope.as_deref(), widest.statement.scope.as_deref());
        if nesting(scopes.0, scopes.1) == Nesting::Around {
            widest = voice;
        }
    }
    widest
}

/// The voices of a group, each to be compared with the others.
struct Table<'t, 'a> {
    voices: &'t [Voice<'a>],
    /// How the place of one voice lies to that of another, by index.
    places: &'t dyn Fn(usize, usize) -> Nesting,
    rules: Rules,
}

impl Table<'_, '_> {
    fn relate(&self, at: usize, with: usize) -> Related {
        let places = (self.places)(at, with);
        let related = relate(&self.voices[at], &self.voices[with], places, self.rules);
        if related.relation == Relation::Contradicts
            && are_other_events(self.voices, (at, with), self.places, self.rules)
        {
            let why = Why::Apart(Apart::OneReport);
            return Related { relation: Relation::NotComparable, why };
        }
        related
    }

    /// The voice in which its claimant says otherwise later.
    fn updater(&self, at: usize) -> Option<usize> {
        (0..self.voices.len())
            .find(|with| *with != at && self.relate(*with, at).relation == Relation::Updates)
    }

    /// The voices that one contradicts. What was updated contradicts nothing.
    fn contradicted_by(&self, at: usize, is_updated: &[bool]) -> Vec<usize> {
        if is_updated[at] {
            return Vec::new();
        }
        let others = (0..self.voices.len()).filter(|with| *with != at && !is_updated[*with]);
        others.filter(|with| self.relate(at, *with).relation == Relation::Contradicts).collect()
    }

    /// The relation of a voice that says most, and to whom. What was updated contradicts nothing.
    fn most_telling(&self, at: usize, is_updated: &[bool]) -> Option<(Related, usize)> {
        if let Some(by) = self.updater(at) {
            return Some((Related { relation: Relation::NotComparable, why: Why::Updated }, by));
        }
        let others = (0..self.voices.len()).filter(|with| *with != at);
        others
            .map(|with| (self.relate(at, with), with))
            .filter(|(related, with)| {
                related.relation != Relation::Contradicts || !is_updated[*with]
            })
            .min_by_key(|(related, with)| (related.relation, *with))
    }
}
