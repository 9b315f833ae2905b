//! The voices of a group side by side: how each relates to the others.

use super::extent::{self, Extent, Names};
use super::meeting::{Apart, has_some, meeting};
use super::nearby::Nearby;
use super::relate::{Related, Relation, Why, relate};
use super::scopes::{Nesting, nesting};
use super::standing_figure::Stands;
use super::voice::{Rules, Voice};
use crate::domain::indicator::Nature;
use foldhash::HashMap;
use std::cell::OnceCell;

/// A voice with what it may be compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) extent: Extent,
    /// How many places around that of its group its own is: 0 for the place of the group, [`INSIDE`] for a
    /// place inside it.
    pub(super) level: i8,
}

/// The level of a voice about a place inside that of its group.
pub(super) const INSIDE: i8 = -1;

/// Voices, each to be compared with the others.
pub(super) struct Table<'a> {
    pub(super) members: Vec<Member<'a>>,
    pub(super) rules: Rules,
    /// The tree over all voices. This tree and those below are made when they are first asked for.
    nearby: OnceCell<Nearby>,
    /// Over the voices of the same claimants.
    by_claimants: OnceCell<HashMap<&'a [super::Name], Nearby>>,
    /// Over the voices of one report and its claimants that count events.
    fellows: OnceCell<HashMap<(&'a str, &'a [super::Name]), Nearby>>,
}

/// In smaller groups all contradictions of a voice are kept, and in greater ones as many as keep the whole
/// within this number.
const MOST_CONTRADICTIONS: usize = 1 << 20;
/// As many contradictions of a voice are always kept.
const LEAST_CONTRADICTIONS: usize = 16;

impl<'a> AsRef<Voice<'a>> for Member<'a> {
    fn as_ref(&self) -> &Voice<'a> {
        &self.voice
    }
}

impl<'a> Member<'a> {
    pub(super) fn of(voice: Voice<'a>, rules: Rules, names: &mut Names<'a>) -> Self {
        Self { extent: Extent::of(&voice, rules, names), voice, level: 0 }
    }
}

/// The report and the claimants of a voice: the source of an event.
fn teller<'a>(voice: &Voice<'a>) -> (&'a str, &'a [super::Name]) {
    (&voice.statement.report, &voice.statement.claimants)
}

/// Trees over the voices that have the same key; none for a key that only one voice has.
fn trees<'a, K: std::hash::Hash + Eq>(
    members: &[Member<'a>],
    key: impl Fn(&Voice<'a>) -> Option<K>,
) -> HashMap<K, Nearby> {
    let mut same: HashMap<K, Vec<u32>> = HashMap::default();
    for (at, member) in (0..).zip(members) {
        if let Some(key) = key(&member.voice) {
            same.entry(key).or_default().push(at);
        }
    }
    let several = same.into_iter().filter(|(_, all)| all.len() > 1);
    let extent = |at: u32| &members[at as usize].extent;
    several.map(|(key, all)| (key, Nearby::of(extent, all))).collect()
}

impl<'a> Table<'a> {
    pub(super) fn of(members: Vec<Member<'a>>, rules: Rules) -> Self {
        Self {
            members,
            rules,
            nearby: OnceCell::new(),
            by_claimants: OnceCell::new(),
            fellows: OnceCell::new(),
        }
    }

    /// The tree over all voices.
    pub(super) fn nearby(&self) -> &Nearby {
        let extent = |at: u32| &self.members[at as usize].extent;
        self.nearby.get_or_init(|| Nearby::of_all(extent, self.members.len()))
    }

    fn fellows(&self) -> &HashMap<(&'a str, &'a [super::Name]), Nearby> {
        let of_event = |voice: &Voice<'a>| has_some(voice).then(|| teller(voice));
        self.fellows.get_or_init(|| trees(&self.members, of_event))
    }

    fn voice(&self, at: usize) -> &Voice<'a> {
        &self.members[at].voice
    }

    fn extent(&self, at: usize) -> &Extent {
        &self.members[at].extent
    }

    /// The relation of one voice's place to that of another.
    fn places(&self, at: usize, with: usize) -> Nesting {
        let [one, other] = [at, with].map(|at| &self.members[at]);
        let is_one_place = || one.voice.statement.place == other.voice.statement.place;
        if one.level == INSIDE && other.level == INSIDE && !is_one_place() {
            return Nesting::Apart;
        }
        match one.level.cmp(&other.level) {
            std::cmp::Ordering::Less => Nesting::Within,
            std::cmp::Ordering::Equal => Nesting::Same,
            std::cmp::Ordering::Greater => Nesting::Around,
        }
    }

    pub(super) fn relate(&self, at: usize, with: usize) -> Related {
        let places = self.places(at, with);
        let related = relate(self.voice(at), self.voice(with), places, self.rules);
        if related.relation == Relation::Contradicts && self.are_other_events(at, with) {
            let why = Why::Apart(Apart::OneReport);
            return Related { relation: Relation::NotComparable, why };
        }
        related
    }

    /// Whether two voices with different figures are about two events: then the report of one voice also has
    /// an event with the figure of the other.
    pub(super) fn are_other_events(&self, at: usize, with: usize) -> bool {
        let disjoint = |a: usize, b: usize| {
            let figures = self.voice(a).allowed.zip(self.voice(b).allowed);
            figures.is_some_and(|(a, b)| !a.is_none() && !b.is_none() && !a.meets(b))
        };
        if self.rules.nature != Nature::Event || !disjoint(at, with) {
            return false;
        }
        // Whether the report of `other` has a further event whose figure allows that of `one`.
        let has_a_fellow = |one: usize, other: usize| {
            let Some(fellows) = self.fellows().get(&teller(self.voice(other))) else {
                return false;
            };
            let may = |extent: &Extent| extent::may_meet(self.extent(one), extent, self.rules);
            let is_fellow = |fellow: usize| {
                let (voice, places) = (self.voice(fellow), self.places(one, fellow));
                fellow != other
                    && fellow != one
                    && may(self.extent(fellow))
                    && !disjoint(fellow, one)
                    && meeting(self.voice(one), voice, places, self.rules).is_ok()
            };
            fellows.any(may, is_fellow)
        };
        has_a_fellow(at, with) || has_a_fellow(with, at)
    }

    /// For each voice, whether its claimant said something else later.
    pub(super) fn updated(&self) -> Vec<bool> {
        (0..self.members.len()).map(|at| self.updater(at).is_some()).collect()
    }

    /// The scope of the first `own` voices: that of the widest, of several the newest.
    pub(super) fn scope(&self, own: usize) -> Option<&'a str> {
        let scope = |member: &Member<'a>| member.voice.statement.scope.as_deref();
        let mut head = scope(&self.members[0]);
        for member in &self.members[1..own] {
            if nesting(scope(member), head) == Nesting::Around {
                head = scope(member);
            }
        }
        head
    }

    /// What stands among the first `own` voices about one scope.
    pub(super) fn stands(&self, own: usize, of: Option<&str>, is_updated: &[bool]) -> Stands {
        let voices: Vec<Voice<'a>> = self.members[..own].iter().map(|one| one.voice).collect();
        let is_out = |at: usize| is_updated[at] || voices[at].statement.scope.as_deref() != of;
        Stands::of(&voices, is_out, self.rules)
    }

    /// Trees over the voices of the same claimants.
    fn by_claimants(&self) -> &HashMap<&'a [super::Name], Nearby> {
        let claimants = |voice: &Voice<'a>| {
            Some(voice.statement.claimants.as_slice()).filter(|all| !all.is_empty())
        };
        self.by_claimants.get_or_init(|| trees(&self.members, claimants))
    }

    /// The first voice in which the claimant of one says otherwise later.
    pub(super) fn updater(&self, at: usize) -> Option<usize> {
        let same = self.by_claimants().get(self.voice(at).statement.claimants.as_slice())?;
        let own = self.extent(at);
        let may = |others: &Extent| {
            extent::may_be_earlier(own, others, self.rules)
                && extent::may_meet(own, others, self.rules)
        };
        same.first(may, |with| {
            with != at
                && may(self.extent(with))
                && self.relate(with, at).relation == Relation::Updates
        })
    }

    /// Whether a voice may contradict any of an extent.
    fn may_contradict(&self, at: usize) -> impl Fn(&Extent) -> bool + '_ {
        let own = self.extent(at);
        |others| {
            extent::may_contradict(own, others, false, self.rules)
                && extent::may_meet(own, others, self.rules)
        }
    }

    fn contradicts(&self, at: usize, with: usize, is_updated: &[bool]) -> bool {
        with != at && !is_updated[with] && self.relate(at, with).relation == Relation::Contradicts
    }

    /// Whether a voice contradicts another. An updated voice contradicts nothing.
    pub(super) fn is_contradicted(&self, at: usize, is_updated: &[bool]) -> bool {
        let may = self.may_contradict(at);
        let contradicts =
            |with: usize| may(self.extent(with)) && self.contradicts(at, with, is_updated);
        !is_updated[at] && self.nearby().any(&may, contradicts)
    }

    /// How many contradictions of each voice are kept.
    pub(super) fn most_contradictions(&self) -> usize {
        (MOST_CONTRADICTIONS / self.members.len().max(1)).max(LEAST_CONTRADICTIONS)
    }

    /// The voices that one contradicts, the first `most` of them.
    pub(super) fn contradicted_by(
        &self,
        at: usize,
        is_updated: &[bool],
        most: usize,
    ) -> Vec<usize> {
        if is_updated[at] {
            return Vec::new();
        }
        let may = self.may_contradict(at);
        let contradicts =
            |with: usize| may(self.extent(with)) && self.contradicts(at, with, is_updated);
        self.nearby().some(most, &may, contradicts)
    }

    /// The most important relation of a voice, and the other voice. An updated voice contradicts nothing.
    pub(super) fn most_telling(&self, at: usize, is_updated: &[bool]) -> Option<(Related, usize)> {
        if is_updated[at]
            && let Some(by) = self.updater(at)
        {
            return Some((Related { relation: Relation::NotComparable, why: Why::Updated }, by));
        }
        let own = self.extent(at);
        let is_nested = self.members.last().is_some_and(|last| last.level != 0);
        let bound = |others: &Extent| {
            let first = || extent::first_relation(own, others, is_nested, self.rules);
            extent::may_meet(own, others, self.rules).then(first)
        };
        let value = |with: usize| {
            let may = with != at && extent::may_meet(own, self.extent(with), self.rules);
            let relation = may.then(|| self.relate(at, with).relation)?;
            let says_nothing = relation == Relation::NotComparable
                || relation == Relation::Contradicts && is_updated[with];
            (!says_nothing).then_some(relation)
        };
        let with = self.nearby().least(bound, value).or_else(|| {
            (0..self.members.len()).find(|with| {
                *with != at && self.relate(at, *with).relation == Relation::NotComparable
            })
        })?;
        Some((self.relate(at, with), with))
    }
}
