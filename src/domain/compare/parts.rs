//! Statements about shorter times within the periods of totals: 120 killed on 10-20 April, of 500 killed in April.
//!
//! Parts do not join the groups of their totals, since overlapping weeks and months would join a whole year into one
//! group. They are shown with those groups, and have groups of their own.

use super::extent::{self, Extent};
use super::meeting::{Part, looks_ahead, period};
use super::nearby::Nearby;
use super::relate::{Relation, Why, relate};
use super::scopes::Nesting;
use super::standing_figure::newness;
use super::table::{Member, Role};
use super::voice::{Days, Rules, Voice};
use crate::domain::indicator::{Measure, Nature};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The voices about one place that may be parts of totals of other groups.
pub(super) struct Parts<'a> {
    /// The voices, each with the index of its group.
    voices: Vec<(usize, Member<'a>)>,
    nearby: Nearby,
    rules: Rules,
}

impl<'a> Parts<'a> {
    /// The parts for all groups about a place.
    pub(super) fn of(groups: &[Vec<Member<'a>>], rules: Rules) -> Self {
        let adds_up =
            matches!(rules.nature, Nature::Flow | Nature::Event) && rules.measures != Measure::Date;
        let all = groups.iter().enumerate().filter(|_| adds_up && groups.len() > 1);
        let voices = all.flat_map(|(at, group)| group.iter().map(move |member| (at, *member)));
        let voices = voices.filter(|(_, member)| period(&member.voice).is_some());
        let voices: Vec<(usize, Member<'a>)> = voices.collect();
        let nearby = Nearby::of_all(|at| &voices[at as usize].1.extent, voices.len());
        Self { voices, nearby, rules }
    }

    /// The voices of other groups that are parts of the totals of this group, the newest first.
    pub(super) fn of_group(&self, group: usize, members: &[Member<'a>]) -> Vec<Member<'a>> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for total in widest(members) {
            let may = |extent: &Extent| extent::may_meet(&total.extent, extent, self.rules);
            self.nearby.each(may, |at| {
                let (own, part) = &self.voices[at];
                if *own != group && may(&part.extent) && self.is_part(&part.voice, &total.voice) {
                    found.insert(at);
                }
            });
        }
        let part = |at: usize| Member { role: Role::Part, ..self.voices[at].1 };
        let mut parts: Vec<Member<'a>> = found.into_iter().map(part).collect();
        parts.sort_by_cached_key(|part| newness(&part.voice));
        parts
    }

    fn is_part(&self, part: &Voice<'_>, total: &Voice<'_>) -> bool {
        let related = relate(part, total, Nesting::Same, self.rules);
        related.relation == Relation::PartOf && related.why == Why::Part(Part::Period)
    }
}

/// Whether the figure of a total is no less than that of another one, so that all parts of that can be in it.
fn can_hold(total: &Member<'_>, other: &Member<'_>) -> bool {
    let figures = total.voice.allowed.zip(other.voice.allowed);
    total.voice.allowed.is_none() || figures.is_some_and(|(all, of)| all.high >= of.high)
}

/// The totals of a group that are not part of another total: parts of smaller totals are also parts of these.
fn widest<'m, 'a>(members: &'m [Member<'a>]) -> Vec<&'m Member<'a>> {
    let days = |member: &Member<'a>| {
        let (start, end) = period(&member.voice)?;
        let days = Days { first: start.last, last: end.first };
        (days.first < days.last).then_some(days)
    };
    let mut totals: Vec<(Days, &Member<'a>)> =
        members.iter().filter_map(|member| Some((days(member)?, member))).collect();
    totals.sort_by_key(|(days, _)| (days.first, Reverse(days.last)));
    // Everything that decides which voices these totals meet.
    let about = |member: &Member<'a>| {
        let voice = &member.voice;
        let (scope, thread) = (voice.statement.scope.as_deref(), voice.statement.thread.as_deref());
        let states = (voice.allowed.is_some(), voice.is_none());
        (scope, thread, voice.unit, states, voice.kind, looks_ahead(voice))
    };
    let mut widest: Vec<(Days, &Member<'a>)> = Vec::new();
    for (days, total) in totals {
        let holds = |(known, other): &&(Days, &Member<'a>)| {
            days.lie_in(*known) && about(total) == about(other) && can_hold(other, total)
        };
        if !widest.iter().rev().any(|known| holds(&known)) {
            widest.push((days, total));
        }
    }
    widest.into_iter().map(|(_, total)| total).collect()
}
