//! The voices of a group, and how each relates to the others.

use super::allowed::Allowed;
use super::extent::{self, Extent, Names};
use super::meeting::{Apart, Meeting, Part, counts_events, meeting};
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
    /// Whether it is shown as a part of a total of its group, but belongs to another group.
    pub(super) is_part: bool,
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
    fellows: OnceCell<HashMap<(&'a str, &'a [super::Name]), Nearby>>,
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
        Self { extent: Extent::of(&voice, rules, names), voice, level: 0, is_part: false }
    }
}

/// Two figures for one event may differ by at most this share of the greater one.
const TENTH: f64 = 0.1;

/// Whether two figures may be about one event: their ranges overlap, or they differ by at most a tenth. With `than`,
/// only if the second is nearer to the first than that figure is.
pub(super) fn are_near(one: &Voice<'_>, other: &Voice<'_>, than: Option<&Voice<'_>>) -> bool {
    let Some((a, b)) = one.allowed.zip(other.allowed) else { return true };
    if a.meets(b) {
        return true;
    }
    let Some(than) = than else { return false };
    let best = |voice: &Voice<'_>| {
        let best = voice.statement.quantity.as_deref().and_then(|quantity| quantity.best);
        best.map(|best| best.get() * voice.factor)
    };
    let [Some(own), Some(other), Some(than)] = [one, other, than].map(best) else { return false };
    (own - other).abs() <= own.max(other) * TENTH && (own - other).abs() < (own - than).abs()
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
        let of_event = |voice: &Voice<'a>| counts_events(voice, self.rules).then(|| teller(voice));
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
        self.members[at].is_part && self.members[with].is_part
    }

    /// Whether two voices are about exactly the same, and only their figures may differ.
    fn meet(&self, at: usize, with: usize) -> bool {
        let [one, other] = [at, with].map(|at| self.voice(at));
        let places = self.places(at, with);
        one.statement.scope == other.statement.scope
            && meeting(one, other, places, self.rules) == Ok(Meeting::Same)
    }

    /// Whether two voices with different figures are about two events: the report of one of them, or another thread,
    /// also has an event with the figure of the other.
    pub(super) fn are_other_events(&self, at: usize, with: usize) -> bool {
        let events = [at, with].map(|at| counts_events(self.voice(at), self.rules));
        let is_one = || are_near(self.voice(at), self.voice(with), None);
        if events != [true; 2] || is_one() || self.fill(at, with) || self.fill(with, at) {
            return false;
        }
        self.has_a_fellow(at, with) || self.has_a_fellow(with, at)
    }

    /// Whether the source of `other` reports another event, with a figure nearer to that of `one`.
    fn has_a_fellow(&self, one: usize, other: usize) -> bool {
        let (voice, beside) = (self.voice(one), self.voice(other));
        let may = |extent: &Extent| extent::may_meet(self.extent(one), extent, self.rules);
        let is_nearer = |fellow: usize| {
            fellow != other
                && fellow != one
                && may(self.extent(fellow))
                && are_near(voice, self.voice(fellow), Some(beside))
                && meeting(voice, self.voice(fellow), self.places(one, fellow), self.rules).is_ok()
        };
        let fellows = self.fellows().get(&teller(beside));
        let thread = &beside.statement.thread;
        let is_named = voice.statement.thread.is_none() && thread.is_some();
        fellows.is_some_and(|fellows| fellows.any(may, is_nearer))
            || is_named
                && self.nearby().any(may, |fellow| {
                    let named = &self.voice(fellow).statement.thread;
                    named.is_some()
                        && named != thread
                        && counts_events(self.voice(fellow), self.rules)
                        && is_nearer(fellow)
                })
    }

    /// Whether a voice is one of several events that its report lists, and `whole` may count them together.
    fn is_one_event_of(&self, at: usize, whole: usize) -> bool {
        let all = self.voice(whole).allowed;
        self.events_of(at, whole).zip(all).is_some_and(|(sum, all)| sum.low <= all.high)
    }

    /// Whether a voice is one of several events whose sum is the figure of `whole`.
    fn fill(&self, at: usize, whole: usize) -> bool {
        let all = self.voice(whole).allowed;
        self.events_of(at, whole).zip(all).is_some_and(|(sum, all)| sum.meets(all))
    }

    /// The sum of the events that the report of a voice lists for the day of `whole`, if there are several and the
    /// voice is less than `whole`.
    fn events_of(&self, at: usize, whole: usize) -> Option<Allowed> {
        let fellows = self.fellows().get(&teller(self.voice(at)))?;
        let (own, all) = self.voice(at).allowed.zip(self.voice(whole).allowed)?;
        let events = [at, whole].map(|at| counts_events(self.voice(at), self.rules));
        let is_less = own.high < all.low && !self.voice(at).is_share;
        if events != [true; 2] || !is_less || !self.meet(at, whole) {
            return None;
        }
        let (mut many, mut sum) = (1, own);
        let may = |extent: &Extent| extent::may_meet(self.extent(whole), extent, self.rules);
        fellows.each(may, |fellow| {
            if fellow != at && may(self.extent(fellow)) && self.meet(fellow, whole) {
                many += 1;
                let one = self.voice(fellow).allowed.unwrap_or(sum);
                sum = Allowed { low: sum.low + one.low, high: sum.high + one.high };
            }
        });
        (many > 1).then_some(sum)
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
        let claimants = |voice: &Voice<'a>| {
            Some(voice.statement.claimants.as_slice()).filter(|all| !all.is_empty())
        };
        self.by_claimants.get_or_init(|| trees(&self.members, claimants))
    }

    /// The first voice in which the claimant of a voice says something else later. If nobody is named, the claimant may
    /// be one who said the same, not earlier, and says something else since.
    pub(super) fn updater(&self, at: usize) -> Option<usize> {
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
        let with = self.nearby().least(bound, value).or_else(|| {
            (0..self.members.len()).find(|with| {
                *with != at && self.relate(at, *with).relation == Relation::NotComparable
            })
        })?;
        Some((self.relate(at, with), with))
    }
}
