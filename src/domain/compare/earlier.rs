//! What claimants said before the window of a group of stocks: 5,000 trapped on 1 March, of a council that says 2,000 on
//! 10 April.
//!
//! A figure of an earlier day is history. It has the group of its own time, where nothing of a later day changes what
//! stands and who contradicts whom; here it is only shown with the figure that took its place.

use super::Name;
use super::extent::{self, Extent};
use super::meeting::{Apart, Meeting, is_denied, looks_ahead, meeting};
use super::nearby::Nearby;
use super::relate::{is_later, is_update};
use super::scopes::Nesting;
use super::standing_figure::newness;
use super::statement::StatementKind;
use super::table::{Member, Role, trees_of_claimants};
use super::voice::{Rules, Voice};
use crate::domain::indicator::{Measure, Nature};
use foldhash::HashMap;
use std::collections::BTreeSet;

/// The voices about one place, with the group of each.
pub(super) struct Earlier<'a> {
    /// The voices, the newest first.
    members: Vec<Member<'a>>,
    group_of: Vec<usize>,
    by_claimants: HashMap<&'a [Name], Nearby>,
    rules: Rules,
}

/// The voices that a group shows of what its claimants said before.
#[derive(Default)]
pub(super) struct Before<'a> {
    /// The voices, the newest first.
    pub(super) members: Vec<Member<'a>>,
    /// For a voice of the group by index, what its claimant said last before, by index among the voices here.
    pub(super) of: Vec<(usize, usize)>,
}

impl<'a> Earlier<'a> {
    /// Of all groups about a place.
    pub(super) fn of(groups: &[Vec<Member<'a>>], rules: Rules) -> Self {
        let has_windows = rules.nature == Nature::Stock && rules.measures != Measure::Date;
        let all = groups.iter().enumerate().filter(|_| has_windows && groups.len() > 1);
        let voices = all.flat_map(|(at, group)| group.iter().map(move |member| (at, *member)));
        let mut voices: Vec<(usize, Member<'a>)> = voices.collect();
        voices.sort_by_cached_key(|(_, member)| newness(&member.voice));
        let (group_of, members): (Vec<usize>, Vec<Member<'a>>) = voices.into_iter().unzip();
        let by_claimants = trees_of_claimants(&members);
        Self { members, group_of, by_claimants, rules }
    }

    /// What the claimants of a group said last before it, and otherwise.
    pub(super) fn before(&self, group: usize, members: &[Member<'a>]) -> Before<'a> {
        let found = members.iter().map(|member| self.last_before(group, member));
        let found: Vec<Option<usize>> = found.collect();
        let all: BTreeSet<usize> = found.iter().flatten().copied().collect();
        let all: Vec<usize> = all.into_iter().collect();
        let index = |(at, before): (usize, &Option<usize>)| {
            before.and_then(|before| Some((at, all.binary_search(&before).ok()?)))
        };
        Before {
            of: found.iter().enumerate().filter_map(index).collect(),
            members: all
                .iter()
                .map(|at| Member { role: Role::Earlier, ..self.members[*at] })
                .collect(),
        }
    }

    /// What the claimant of a voice said last before, if that is of another group, and something else.
    fn last_before(&self, group: usize, member: &Member<'a>) -> Option<usize> {
        let voice = &member.voice;
        let all = self.by_claimants.get(voice.statement.claimants.as_slice())?;
        let may = |others: &Extent| extent::may_be_before(&member.extent, others);
        let last = all.first(may, |at| follows(voice, &self.members[at].voice, self.rules))?;
        let is_otherwise = || is_update(voice, &self.members[last].voice, self.rules);
        (self.group_of[last] != group && is_otherwise()).then_some(last)
    }
}

/// Whether both tell of the same thing by the same claimant, of whatever days, and the first is the later one.
pub(super) fn follows(voice: &Voice<'_>, before: &Voice<'_>, rules: Rules) -> bool {
    let (one, other) = (voice.statement, before.statement);
    let met = || meeting(voice, before, Nesting::Same, rules);
    tells(voice)
        && tells(before)
        && !one.claimants.is_empty()
        && (&one.claimants, &one.scope) == (&other.claimants, &other.scope)
        && is_later(voice, before, rules)
        && matches!(met(), Ok(Meeting::Same) | Err(Apart::Time))
}

/// Whether a voice tells how many there were on a day, or that what was counted is over.
fn tells(voice: &Voice<'_>) -> bool {
    let is_told = !looks_ahead(voice) && !is_denied(voice) && voice.days().is_some();
    is_told && (voice.kind != StatementKind::PutOff || voice.statement.is_over())
}
