//! Several events of one day in a group: whether two figures are of two events, or one is one of those that the other
//! counts together.

use super::allowed::Allowed;
use super::extent::{self, Extent};
use super::meeting::{Meeting, counts_events, meeting};
use super::nearby::Nearby;
use super::table::{Table, trees};
use super::voice::Voice;
use foldhash::HashMap;

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

/// The report and the claimants of a voice: the source of an event.
fn teller<'a>(voice: &Voice<'a>) -> (&'a str, &'a [super::Name]) {
    (&voice.statement.report, &voice.statement.claimants)
}

impl<'a> Table<'a> {
    fn fellows(&self) -> &HashMap<(&'a str, &'a [super::Name]), Nearby> {
        let of_event = |voice: &Voice<'a>| counts_events(voice, self.rules).then(|| teller(voice));
        self.fellows.get_or_init(|| trees(&self.members, of_event))
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
    pub(super) fn is_one_event_of(&self, at: usize, whole: usize) -> bool {
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
}
