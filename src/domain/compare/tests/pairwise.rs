//! The comparison of all pairs, which must give the same result as the comparison of those that may be about
//! the same thing.

use super::any::any_said;
use super::*;
use crate::domain::compare::earlier::follows;
use crate::domain::compare::events::are_near;
use crate::domain::compare::grouping::{belong, in_windows, rules};
use crate::domain::compare::meeting::{Apart, Meeting, Part, counts_events, meeting};
use crate::domain::compare::relate::{Related, Why, contradicts, is_update, relate};
use crate::domain::compare::scopes::Nesting;
use crate::domain::compare::standing_figure::newness;
use crate::domain::compare::table::may_be_one_utterance;
use crate::domain::compare::voice::{Rules, Voice};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A voice, and how many levels its place is above that of the group; -1 for a place inside, [`PART`] for a part of a
/// total that belongs to another group, and [`EARLIER`] for what a claimant said before the window.
type Placed<'a> = (Voice<'a>, i32);

/// The voices of a group, and for some what its claimant said before the window.
type Grouped<'a> = (Vec<Placed<'a>>, Vec<(Uid, Uid)>);

const PART: i32 = 100;
const EARLIER: i32 = 200;

/// At most this many statements about places inside are kept against one.
const MOST_INSIDE: usize = 16;

fn lies(a: i32, b: i32) -> Nesting {
    let level = |one: i32| if one == PART || one == EARLIER { 0 } else { one };
    match level(a).cmp(&level(b)) {
        std::cmp::Ordering::Less => Nesting::Within,
        std::cmp::Ordering::Equal => Nesting::Same,
        std::cmp::Ordering::Greater => Nesting::Around,
    }
}

/// The voices of each group by all pairs, those about enclosing places last.
fn groups<'a>(statements: &[&'a Statement], row: &Indicator, rows: &Selection) -> Vec<Grouped<'a>> {
    let rules = rules(Some(row), statements);
    let mut by_place: BTreeMap<&str, Vec<Voice<'a>>> = BTreeMap::new();
    for &one in statements.iter().filter(|one| one.counts) {
        by_place.entry(&one.place).or_default().push(Voice::of(one, rules));
    }
    for voices in by_place.values_mut() {
        voices.sort_by_key(|voice| newness(voice));
    }
    // For each place, the voices whose claimants did not say something else later.
    let valid: BTreeMap<&str, Vec<Voice<'a>>> = by_place
        .iter()
        .map(|(place, voices)| {
            let placed = (voices.iter().map(|voice| (*voice, 0)).collect(), Vec::new());
            let valid = (0..voices.len()).filter(|at| updater(&placed, *at, rules).is_none());
            (*place, valid.map(|at| voices[at]).collect())
        })
        .collect();
    let mut groups = Vec::new();
    for (place, voices) in &by_place {
        for near in in_windows(voices, rules) {
            for members in joined(near, rules) {
                let mut group: Vec<Placed<'a>> = members.into_iter().map(|one| (one, 0)).collect();
                let own = group.len();
                let parts = parts(voices, &group, rules);
                let before = before(voices, &group, rules);
                let is_before =
                    |one: &&Voice<'a>| before.iter().any(|(_, uid)| *uid == one.statement.uid);
                let earlier: Vec<Placed<'a>> =
                    voices.iter().filter(is_before).map(|one| (*one, EARLIER)).collect();
                for (level, around) in (1..).zip(rows.path(place).skip(1)) {
                    let around = valid.get(around.key.as_str()).into_iter().flatten();
                    let clash = |with: &&Voice<'a>| {
                        group[..own]
                            .iter()
                            .any(|(v, _)| contradicts(v, with, Nesting::Within, rules))
                    };
                    let clashing: Vec<_> = around.filter(clash).map(|v| (*v, level)).collect();
                    group.extend(clashing);
                }
                group[own..].sort_by_key(|(voice, _)| newness(voice));
                let mut inside: Vec<Placed<'a>> = Vec::new();
                let is_valid = |wider: &&Placed<'a>| {
                    let uid = wider.0.statement.uid;
                    valid[place].iter().any(|one| one.statement.uid == uid)
                };
                for (wider, _) in group[..own].iter().filter(is_valid) {
                    let all = valid.iter().filter(|(inner, _)| {
                        rows.path(inner).skip(1).any(|around| around.key == **place)
                    });
                    let clash = |v: &&Voice<'a>| contradicts(v, wider, Nesting::Within, rules);
                    let clashing = all.flat_map(|(_, all)| all).filter(clash);
                    inside.extend(clashing.take(MOST_INSIDE).map(|v| (*v, -1)));
                }
                inside.sort_by_key(|(voice, _)| newness(voice));
                inside.dedup_by_key(|(voice, _)| voice.statement.uid);
                group.append(&mut inside);
                group.splice(own..own, earlier.into_iter().chain(parts));
                groups.push((group, before));
            }
        }
    }
    groups
}

/// The voices about a place that are parts of one of a group, and belong to another group.
fn parts<'a>(voices: &[Voice<'a>], group: &[Placed<'a>], rules: Rules) -> Vec<Placed<'a>> {
    let is_here =
        |one: &Voice<'a>| group.iter().any(|(here, _)| here.statement.uid == one.statement.uid);
    let is_part = |one: &Voice<'a>| {
        group.iter().any(|(total, _)| {
            let found = relate(one, total, Nesting::Same, rules);
            found.relation == Relation::PartOf && found.why == Why::Part(Part::Period)
        })
    };
    let parts = voices.iter().filter(|one| !is_here(one) && is_part(one));
    parts.map(|one| (*one, PART)).collect()
}

/// For voices of a group, what the claimant of each said last before, if that is of another group and something else.
fn before(voices: &[Voice<'_>], group: &[Placed<'_>], rules: Rules) -> Vec<(Uid, Uid)> {
    if rules.nature != Nature::Stock || rules.measures == Measure::Date {
        return Vec::new();
    }
    let last_before = |one: &Voice<'_>| {
        let last = voices.iter().find(|other| follows(one, other, rules))?;
        let (own, uid) = (one.statement.uid, last.statement.uid);
        let is_here = group.iter().any(|(here, _)| here.statement.uid == uid);
        (!is_here && is_update(one, last, rules)).then_some((own, uid))
    };
    group.iter().filter_map(|(one, _)| last_before(one)).collect()
}

fn joined<'a>(voices: &[Voice<'a>], rules: Rules) -> Vec<Vec<Voice<'a>>> {
    let placed: Vec<Placed<'a>> = voices.iter().map(|voice| (*voice, 0)).collect();
    let mut group_of: Vec<usize> = (0..voices.len()).collect();
    for at in 0..voices.len() {
        for before in 0..at {
            let (a, b) = (group_of[at], group_of[before]);
            if a != b
                && belong(&voices[at], &voices[before], rules)
                && !are_other_events(&placed, (at, before), rules)
            {
                group_of.iter_mut().filter(|group| **group == a.max(b)).for_each(|g| *g = a.min(b));
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Voice<'a>>> = BTreeMap::new();
    for (voice, group) in voices.iter().zip(group_of) {
        groups.entry(group).or_default().push(*voice);
    }
    groups.into_values().collect()
}

fn are_other_events(all: &[Placed<'_>], (at, with): (usize, usize), rules: Rules) -> bool {
    let counts = |at: usize| counts_events(&all[at].0, rules);
    if !counts(at) || !counts(with) || are_near(&all[at].0, &all[with].0, None) {
        return false;
    }
    if fill(all, (at, with), rules) || fill(all, (with, at), rules) {
        return false;
    }
    let has_a_fellow = |one: usize, other: usize| {
        let [single, beside] = [one, other].map(|at| all[at].0.statement);
        let is_told_beside = |fellow: usize| {
            let told = all[fellow].0.statement;
            let is_named = single.thread.is_none()
                && beside.thread.is_some()
                && told.thread.is_some()
                && told.thread != beside.thread;
            is_named || told.report == beside.report && told.claimants == beside.claimants
        };
        (0..all.len()).any(|fellow| {
            fellow != other
                && fellow != one
                && counts(fellow)
                && is_told_beside(fellow)
                && are_near(&all[one].0, &all[fellow].0, Some(&all[other].0))
                && meeting(&all[one].0, &all[fellow].0, lies(all[one].1, all[fellow].1), rules)
                    .is_ok()
        })
    };
    has_a_fellow(at, with) || has_a_fellow(with, at)
}

/// The sum of the events that the report of a voice lists, if another voice may count all of them.
fn events_of(all: &[Placed<'_>], (at, whole): (usize, usize), rules: Rules) -> Option<[f64; 2]> {
    let (own, sum) = all[at].0.allowed.zip(all[whole].0.allowed)?;
    let meets = |at: usize| {
        let nesting = lies(all[at].1, all[whole].1);
        all[at].0.statement.scope == all[whole].0.statement.scope
            && meeting(&all[at].0, &all[whole].0, nesting, rules) == Ok(Meeting::Same)
    };
    let is_fellow = |fellow: &usize| {
        let (one, other) = (all[at].0.statement, all[*fellow].0.statement);
        (&one.report, &one.claimants) == (&other.report, &other.claimants)
            && counts_events(&all[*fellow].0, rules)
            && meets(*fellow)
    };
    let fellows: Vec<usize> = (0..all.len()).filter(is_fellow).collect();
    let figures = || fellows.iter().filter_map(|fellow| all[*fellow].0.allowed);
    let is_one = fellows.contains(&at)
        && counts_events(&all[whole].0, rules)
        && !all[at].0.is_share
        && fellows.len() > 1
        && own.high < sum.low;
    is_one.then(|| [figures().map(|one| one.low).sum(), figures().map(|one| one.high).sum()])
}

/// Whether one voice is an event among others of its report that another voice may count together.
fn is_one_event_of(all: &[Placed<'_>], pair: (usize, usize), rules: Rules) -> bool {
    let whole = all[pair.1].0.allowed;
    events_of(all, pair, rules).zip(whole).is_some_and(|([low, _], all)| low <= all.high)
}

/// Whether their sum is what the other voice counts.
fn fill(all: &[Placed<'_>], pair: (usize, usize), rules: Rules) -> bool {
    let whole = all[pair.1].0.allowed;
    is_one_event_of(all, pair, rules)
        && events_of(all, pair, rules).zip(whole).is_some_and(|([_, high], all)| high >= all.low)
}

fn related((all, before): &Grouped<'_>, at: usize, with: usize, rules: Rules) -> Related {
    if [at, with].iter().any(|at| all[*at].1 == EARLIER) {
        let is_before = before.contains(&(all[at].0.statement.uid, all[with].0.statement.uid));
        return if is_before {
            Related { relation: Relation::Updates, why: Why::OneClaimant }
        } else {
            Related { relation: Relation::NotComparable, why: Why::Apart(Apart::Time) }
        };
    }
    let nesting = lies(all[at].1, all[with].1);
    let found = relate(&all[at].0, &all[with].0, nesting, rules);
    let are_parts = all[at].1 == PART && all[with].1 == PART;
    if found.relation == Relation::Contradicts && are_parts {
        return Related { relation: Relation::NotComparable, why: Why::Apart(Apart::Time) };
    }
    if found.relation != Relation::Contradicts {
        return found;
    }
    let (relation, why) = if are_other_events(all, (at, with), rules) {
        (Relation::NotComparable, Why::Apart(Apart::OneReport))
    } else if is_one_event_of(all, (at, with), rules) {
        (Relation::PartOf, Why::Part(Part::Events))
    } else if is_one_event_of(all, (with, at), rules) {
        (Relation::Compatible, Why::Whole(Part::Events))
    } else {
        return found;
    };
    Related { relation, why }
}

/// The voice in which the claimant of a voice says something else later; for an unattributed voice, a claimant who said
/// the same.
fn updater(group: &Grouped<'_>, at: usize, rules: Rules) -> Option<usize> {
    let all = &group.0;
    let level = |at: usize| if matches!(all[at].1, PART | EARLIER) { 0 } else { all[at].1 };
    let of_claimant = |at: usize| {
        (0..all.len()).find(|with| {
            *with != at
                && level(*with) == level(at)
                && related(group, *with, at, rules).relation == Relation::Updates
        })
    };
    if !all[at].0.statement.claimants.is_empty() {
        return of_claimant(at);
    }
    let said = (0..all.len()).filter(|with| {
        all[*with].1 == all[at].1 && may_be_one_utterance(&all[at].0, &all[*with].0)
    });
    said.into_iter().find_map(of_claimant)
}

/// The result for each group by all pairs: for each voice its relation, the other voice, and the voices that
/// it contradicts.
fn by_all_pairs(statements: &[&Statement], row: &Indicator, rows: &Selection) -> Vec<String> {
    let rules = rules(Some(row), statements);
    let mut told: Vec<String> = Vec::new();
    for group in groups(statements, row, rows) {
        let all = &group.0;
        let others = |at: usize| (0..all.len()).filter(move |with| *with != at);
        let updater = |at: usize| updater(&group, at, rules);
        let is_updated: Vec<bool> = (0..all.len()).map(|at| updater(at).is_some()).collect();
        let contradicts = |at: usize, with: usize| {
            related(&group, at, with, rules).relation == Relation::Contradicts
        };
        let voices = (0..all.len()).map(|at| {
            let most = match updater(at) {
                Some(by) => {
                    Some((Related { relation: Relation::NotComparable, why: Why::Updated }, by))
                }
                None => others(at)
                    .map(|with| (related(&group, at, with, rules), with))
                    .filter(|(found, with)| {
                        found.relation != Relation::Contradicts || !is_updated[*with]
                    })
                    .min_by_key(|(found, with)| (found.relation, *with)),
            };
            let against: Vec<usize> = others(at)
                .filter(|with| !is_updated[at] && !is_updated[*with] && contradicts(at, *with))
                .collect();
            format!("{} {most:?} {against:?}", all[at].0.statement.uid.short())
        });
        told.push(voices.collect::<Vec<_>>().join("\n"));
    }
    told.sort_unstable();
    told
}

fn as_compared(statements: &[&Statement], row: &Indicator, rows: &Selection) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    let republished = Republished::default();
    crate::domain::compare::grouping::each_group_with_others(
        statements,
        &[],
        Some(row),
        rows,
        |group| {
            let compared = group.compare(rows, &republished);
            assert_eq!(compared.is_contradicted, group.is_contradicted());
            let voices = compared.voices.iter().map(|voice| {
                let uid = voice.statement.uid.short();
                format!("{uid} {:?} {:?}", voice.related, voice.contradicts)
            });
            told.push(voices.collect::<Vec<_>>().join("\n"));
        },
    );
    told.sort_unstable();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_found_is_what_all_pairs_give(
        all in prop::collection::vec(any_said(), 1..70),
        nature in prop::sample::select(vec![Nature::Stock, Nature::Flow, Nature::Event, Nature::State]),
        measures in prop::sample::select(vec![Measure::Count, Measure::Count, Measure::Date]),
    ) {
        let mut all = all;
        all.sort_by_key(|one| one.draft.uid(Uid([0; 16])));
        all.dedup_by_key(|one| one.draft.uid(Uid([0; 16])));
        let mut interner = Interner::default();
        let mut statements: Vec<Statement> =
            all.iter().map(|one| one.statement(nature, &mut interner)).collect();
        for one in statements.iter_mut().filter(|one| one.report.starts_with("undated")) {
            one.published = None;
        }
        let borrowed: Vec<&Statement> = statements.iter().collect();
        let (row, rows) = (indicator(nature, measures), places());
        prop_assert_eq!(
            as_compared(&borrowed, &row, &rows),
            by_all_pairs(&borrowed, &row, &rows)
        );
    }
}
