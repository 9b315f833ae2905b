//! The voices of a group, and how each relates to the others.

use super::extent::{self, Extent, Names};
use super::meeting::{Apart, Part};
use super::nearby::Nearby;
use super::relate::{Related, Relation, Why, relate};
use super::scopes::{Nesting, nesting};
use super::standing_figure::Stands;
use super::voice::{Rules, Voice};
use foldhash::HashMap;
use std::cell::OnceCell;

/// A voice, and its place and role in the group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    pub(super) voice: Voice<'a>,
    pub(super) extent: Extent,
    /// How many levels the place of the voice is above that of the group: 0 for the same place, [`INSIDE`] for a place
    /// inside it.
    pub(super) level: i8,
    /// Why it is in the group.
    pub(super) role: Role,
}

/// Why a voice is in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It belongs to the group, or contradicts it from a place around or inside.
    Member,
    /// It belongs to another group, and is shown as a part of a total of this one.
    Part,
    /// It belongs to another group, and is shown as what a claimant said before the window of this one.
    Earlier,
}

/// The level of a voice about a place inside that of its group.
pub(super) const INSIDE: i8 = -1;

/// Voices, each to be compared with the others.
pub(super) struct Table<'a> {
    pub(super) members: Vec<Member<'a>>,
    pub(super) rules: Rules,
    /// The tree over all voices. This tree and those below are made when they are first needed.
    nearby: OnceCell<Nearby>,
    /// Trees over the voices of the same claimants.
    by_claimants: OnceCell<HashMap<&'a [super::Name], Nearby>>,
    /// Trees over the voices that count events, by report and claimants.
    pub(super) fellows: OnceCell<HashMap<(&'a str, &'a [super::Name]), Nearby>>,
    /// For a voice, what its claimant said before the window of the group, and otherwise.
    before: HashMap<usize, usize>,
    /// For a voice from before the window, the first one that it is before.
    since: HashMap<usize, usize>,
}

/// If a group is smaller than this, all contradictions of a voice are kept; in greater groups, only so many that the
/// whole stays within this number.
const MOST_CONTRADICTIONS: usize = 1 << 20;
/// At least this many contradictions of a voice are kept.
const LEAST_CONTRADICTIONS: usize = 16;

impl<'a> AsRef<Voice<'a>> for Member<'a> {
    fn as_ref(&self) -> &Voice<'a> {
        &self.voice
    }
}

impl<'a> Member<'a> {
    pub(super) fn of(voice: Voice<'a>, rules: Rules, names: &mut Names<'a>) -> Self {
        Self { extent: Extent::of(&voice, rules, names), voice, level: 0, role: Role::Member }
    }
}

/// Whether an unattributed statement may be the utterance of a claimant: it has the same figure for the same days and
/// was reported no later.
pub(super) fn may_be_one_utterance(unattributed: &Voice<'_>, said: &Voice<'_>) -> bool {
    let (one, other) = (unattributed.statement, said.statement);
    !other.claimants.is_empty()
        && unattributed.allowed.is_some()
        && unattributed.time.is_some()
        && unattributed.allowed == said.allowed
        && (unattributed.kind, one.status, unattributed.time)
            == (said.kind, other.status, said.time)
        && (&one.scope, &one.thread, unattributed.unit) == (&other.scope, &other.thread, said.unit)
        && one.published.zip(other.published).is_some_and(|(own, other)| own <= other)
}

/// Trees over the voices of the same claimants.
pub(super) fn trees_of_claimants<'a>(members: &[Member<'a>]) -> HashMap<&'a [super::Name], Nearby> {
    let claimants = |voice: &Voice<'a>| {
        Some(voice.statement.claimants.as_slice()).filter(|all| !all.is_empty())
    };
    trees(members, claimants)
}

/// Trees over the voices that have the same key; none for a key that only one voice has.
pub(super) fn trees<'a, K: std::hash::Hash + Eq>(
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
            before: HashMap::default(),
            since: HashMap::default(),
        }
    }

    /// The same voices; of each pair, the second is what the claimant of the first said before the window.
    pub(super) fn with_before(mut self, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        for (at, before) in pairs {
            self.before.insert(at, before);
            self.since.entry(before).or_insert(at);
        }
        self
    }

    /// The tree over all voices.
    pub(super) fn nearby(&self) -> &Nearby {
        let extent = |at: u32| &self.members[at as usize].extent;
        self.nearby.get_or_init(|| Nearby::of_all(extent, self.members.len()))
    }

    pub(super) fn voice(&self, at: usize) -> &Voice<'a> {
        &self.members[at].voice
    }

    pub(super) fn extent(&self, at: usize) -> &Extent {
        &self.members[at].extent
    }

    /// The relation of one voice's place to that of another.
    pub(super) fn places(&self, at: usize, with: usize) -> Nesting {
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
        let is_earlier = |at: usize| self.members[at].role == Role::Earlier;
        if is_earlier(at) || is_earlier(with) {
            let is_before = self.before.get(&at) == Some(&with);
            return if is_before {
                Related { relation: Relation::Updates, why: Why::OneClaimant }
            } else {
                Related { relation: Relation::NotComparable, why: Why::Apart(Apart::Time) }
            };
        }
        let related = relate(self.voice(at), self.voice(with), places, self.rules);
        if related.relation == Relation::Contradicts && self.are_parts(at, with) {
            let why = Why::Apart(Apart::Time);
            return Related { relation: Relation::NotComparable, why };
        }
        if related.relation != Relation::Contradicts {
            return related;
        }
        let (relation, why) = if self.are_other_events(at, with) {
            (Relation::NotComparable, Why::Apart(Apart::OneReport))
        } else if self.is_one_event_of(at, with) {
            (Relation::PartOf, Why::Part(Part::Events))
        } else if self.is_one_event_of(with, at) {
            (Relation::Compatible, Why::Whole(Part::Events))
        } else {
            return related;
        };
        Related { relation, why }
    }

    /// Whether both are parts of a total. Contradictions between parts are shown in their own group.
    fn are_parts(&self, at: usize, with: usize) -> bool {
        [at, with].iter().all(|at| self.members[*at].role == Role::Part)
    }

    /// For each voice, whether its claimant said something else later.
    pub(super) fn updated(&self) -> Vec<bool> {
        (0..self.members.len()).map(|at| self.updater(at).is_some()).collect()
    }

    /// The scope of the first `own` voices: that of the widest, and among equally wide ones that of the newest.
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

    /// The current figure among the first `own` voices about one scope.
    pub(super) fn stands(&self, own: usize, of: Option<&str>, is_updated: &[bool]) -> Stands {
        let voices: Vec<Voice<'a>> = self.members[..own].iter().map(|one| one.voice).collect();
        let is_out = |at: usize| is_updated[at] || voices[at].statement.scope.as_deref() != of;
        Stands::of(&voices, is_out, self.rules)
    }

    /// Trees over the voices of the same claimants.
    fn by_claimants(&self) -> &HashMap<&'a [super::Name], Nearby> {
        self.by_claimants.get_or_init(|| trees_of_claimants(&self.members))
    }

    /// The first voice in which the claimant of a voice says something else later. If nobody is named, the claimant may
    /// be one who said the same, not earlier, and says something else since.
    pub(super) fn updater(&self, at: usize) -> Option<usize> {
        if self.members[at].role == Role::Earlier {
            return self.since.get(&at).copied();
        }
        if self.voice(at).statement.claimants.is_empty() {
            let own = self.extent(at);
            let may = |others: &Extent| extent::may_say_the_same(own, others);
            let is_updated = |with: usize| {
                may_be_one_utterance(self.voice(at), self.voice(with))
                    && self.places(at, with) == Nesting::Same
                    && self.updater_of_claimant(with).is_some()
            };
            let said = self.nearby().first(may, is_updated)?;
            return self.updater_of_claimant(said);
        }
        self.updater_of_claimant(at)
    }

    fn updater_of_claimant(&self, at: usize) -> Option<usize> {
        let same = self.by_claimants().get(self.voice(at).statement.claimants.as_slice())?;
        let own = self.extent(at);
        let may = |others: &Extent| {
            extent::may_be_earlier(own, others, self.rules)
                && extent::may_meet(own, others, self.rules)
        };
        // A statement about a place inside or an enclosing place does not replace one about this place.
        same.first(may, |with| {
            with != at
                && self.places(at, with) == Nesting::Same
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

    /// How many contradictions are kept for each voice.
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
        let found = [self.nearby().least(bound, value), self.before.get(&at).copied()];
        let found = found.into_iter().flatten();
        let most = found.min_by_key(|with| (self.relate(at, *with).relation, *with));
        let with = most.or_else(|| {
            (0..self.members.len()).find(|with| {
                *with != at && self.relate(at, *with).relation == Relation::NotComparable
            })
        })?;
        Some((self.relate(at, with), with))
    }
}
