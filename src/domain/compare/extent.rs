//! A summary of one or several voices (their ranges of days, numbers and places). With it, one can exclude that any of
//! them is about the same thing as another voice, or contradicts it, without comparing each.
//!
//! The result may be "maybe comparable" for voices that are not comparable; [`relate`](super::relate) decides. It is
//! never "not comparable" for voices that are comparable.

use super::mark;
use super::meeting::is_one_event;
use super::relate::{Relation, says_some};
use super::spans::{Days32, Ends, NO_DAY, NO_NUMBER, Span};
use super::statement::StatementKind;
use super::voice::{Rules, Time, Voice};
use crate::domain::indicator::{Measure, Nature};
use chrono::Datelike;
use foldhash::HashMap;
use std::hash::Hash;

/// A summary of one voice or of several. The fields that [`may_meet`] compares first come first: most voices already
/// differ in them, so that the other fields need not be read from memory.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Extent {
    kinds: u16,
    marks: u16,
    days: Ends,
    /// Numbers of threads; 0 means no thread.
    threads: Span<u32>,
    /// Numbers of units; 0 is comparable with every unit.
    units: Span<u32>,
    /// Numbers of reports with figures of events, and their claimants; 0 means none.
    tellers: Span<u32>,
    scopes: Span<u32>,
    /// Numbers of origins; 0 means no origin.
    origins: Span<u32>,
    reports: Days32,
    /// The days on which states and absences are certain.
    sure: Ends,
    beginnings: Ends,
    ends: Ends,
    /// A bit for each of their claimants.
    speakers: u64,
    low: Span<f64>,
    high: Span<f64>,
}

/// Who counts events: the report, the claimants, the place and the scope.
type Teller<'a> = (&'a str, &'a [super::Name], &'a str, Option<&'a str>);

/// Numbers for names, so that an extent can have a least and a greatest one.
#[derive(Default)]
pub(super) struct Names<'a> {
    texts: HashMap<&'a str, u32>,
    tellers: HashMap<Teller<'a>, u32>,
    speakers: HashMap<&'a [super::Name], u32>,
}

/// The number of a key; keys are numbered from `first` in the order in which they appear.
fn number<K: Eq + Hash>(known: &mut HashMap<K, u32>, key: K, first: u32) -> u32 {
    let next = first + u32::try_from(known.len()).unwrap_or(u32::MAX - 1);
    *known.entry(key).or_insert(next)
}

impl<'a> Names<'a> {
    /// The number of the claimants of a voice; `None` if it has none.
    pub(super) fn speaker(&mut self, voice: &Voice<'a>) -> Option<u32> {
        let claimants = voice.statement.claimants.as_slice();
        (!claimants.is_empty()).then(|| number(&mut self.speakers, claimants, 0))
    }

    fn text(&mut self, text: Option<&'a str>) -> u32 {
        text.map_or(0, |text| number(&mut self.texts, text, 1))
    }
}

fn bit(kind: StatementKind) -> u16 {
    1 << kind as u16
}

impl Extent {
    /// The extent of one voice.
    pub(super) fn of<'a>(voice: &Voice<'a>, rules: Rules, names: &mut Names<'a>) -> Self {
        let one = voice.statement;
        let meets_all_units = voice.allowed.is_none() || voice.is_none() && voice.unit.is_none();
        let counts_events = is_one_event(voice, rules);
        // "There was none" is compared by its beginning with everything that does not say "there was some".
        let goes_on = voice.kind == StatementKind::Held || !says_some(voice);
        let teller = (&*one.report, one.claimants.as_slice(), &*one.place, one.scope.as_deref());
        Self {
            threads: Span::one(names.text(one.thread.as_deref())),
            units: Span::one(if meets_all_units {
                0
            } else {
                voice.unit.map_or(u32::MAX, |unit| names.text(Some(unit)))
            }),
            scopes: Span::one(names.text(one.scope.as_deref())),
            origins: Span::one(names.text(one.origin.as_deref())),
            tellers: Span::one(if counts_events {
                number(&mut names.tellers, teller, 1)
            } else {
                0
            }),
            speakers: names.speaker(voice).map_or(0, |speaker| 1 << (speaker % 64)),
            days: Ends::of(voice.days()),
            sure: Ends::of(match voice.time {
                Some(Time::Each { sure, .. }) => sure,
                _ => None,
            }),
            reports: one.published.map_or(NO_DAY, |day| Span::one(day.num_days_from_ce())),
            beginnings: Ends::of(voice.beginning().filter(|_| goes_on)),
            ends: Ends::of(voice.end()),
            low: voice.allowed.map_or(NO_NUMBER, |allowed| Span::one(allowed.low)),
            high: voice.allowed.map_or(NO_NUMBER, |allowed| Span::one(allowed.high)),
            kinds: bit(voice.kind),
            marks: mark::marks(voice),
        }
    }

    /// Widens the extent so that it includes the other one.
    pub(super) fn add(&mut self, other: &Self) {
        self.threads = self.threads.and(other.threads);
        self.units = self.units.and(other.units);
        self.scopes = self.scopes.and(other.scopes);
        self.origins = self.origins.and(other.origins);
        self.tellers = self.tellers.and(other.tellers);
        self.speakers |= other.speakers;
        self.days = self.days.and(other.days);
        self.sure = self.sure.and(other.sure);
        self.reports = self.reports.and(other.reports);
        self.beginnings = self.beginnings.and(other.beginnings);
        self.ends = self.ends.and(other.ends);
        self.low = self.low.and(other.low);
        self.high = self.high.and(other.high);
        self.kinds |= other.kinds;
        self.marks |= other.marks;
    }

    /// The value of a voice on an axis, by which voices are sorted, for each of [`AXES`] in turn.
    pub(super) fn along(&self, axis: usize) -> i64 {
        match axis {
            0 => self.threads.min.into(),
            1 => self.days.first.min.into(),
            2 => self.scopes.min.into(),
            3 => self.days.last.min.into(),
            4 => self.tellers.min.into(),
            5 => self.units.min.into(),
            _ => self.reports.min.into(),
        }
    }

    /// Whether the voices differ along an axis.
    pub(super) fn differs_along(&self, axis: usize) -> bool {
        match axis {
            0 => !self.threads.is_one(),
            1 => self.days.first.min < self.days.first.max,
            2 => !self.scopes.is_one(),
            3 => self.days.last.min < self.days.last.max,
            4 => !self.tellers.is_one(),
            5 => !self.units.is_one(),
            _ => self.reports.min < self.reports.max,
        }
    }

    fn has(&self, mark: u16) -> bool {
        self.marks & mark != 0
    }
}

/// How many axes there are.
pub(super) const AXES: usize = 7;

/// Whether one of several may be about the same people or things as a voice, and of no later day.
pub(super) fn may_be_before(voice: &Extent, others: &Extent) -> bool {
    others.days.last.min <= voice.days.last.max
        && others.scopes.has(voice.scopes.min)
        && others.threads.may_be(voice.threads.min)
        && others.units.may_be(voice.units.min)
}

/// Whether a voice may be comparable with one of several.
pub(super) fn may_meet(voice: &Extent, others: &Extent, rules: Rules) -> bool {
    let by_report =
        voice.has(mark::AHEAD) || others.has(mark::AHEAD) || rules.measures == Measure::Date;
    let window = i32::try_from(rules.window).unwrap_or(i32::MAX);
    let slack = match rules.nature {
        Nature::Stock | Nature::State => window,
        Nature::Flow | Nature::Event => 1,
    };
    // Most voices differ in their days, so the days are compared first.
    let is_near = voice.days.may_be_near(others.days, slack);
    if !is_near && !by_report {
        return false;
    }
    if !others.threads.may_be(voice.threads.min) || !others.units.may_be(voice.units.min) {
        return false;
    }
    // One report that gives two figures means two events, unless one figure is a total over the days of the other.
    let is_total = voice.has(mark::TOTAL) || others.has(mark::TOTAL);
    if !is_total
        && voice.tellers.min != 0
        && others.tellers.is_one()
        && voice.tellers.min == others.tellers.min
    {
        return false;
    }
    let is_both = |a: u16, b: u16| voice.has(a) && others.has(b);
    let on_one_side =
        is_both(mark::AHEAD, mark::AHEAD) || is_both(mark::NOT_AHEAD, mark::NOT_AHEAD);
    let is_denial = is_both(mark::DENIED, mark::CLAIMED) || is_both(mark::CLAIMED, mark::DENIED);
    if !on_one_side && !is_denial {
        return false;
    }
    let no_report = voice.has(mark::NO_REPORT) || others.has(mark::NO_REPORT);
    let near = |a: Days32, b: Days32| {
        a.min.saturating_sub(window) <= b.max && b.min.saturating_sub(window) <= a.max
    };
    let is_one_utterance = voice.origins.min != 0 && others.origins.has(voice.origins.min);
    if by_report && (no_report || is_one_utterance || near(voice.reports, others.reports)) {
        return true;
    }
    if exclude_each_other(voice, others) && !voice.sure.may_be_near(others.sure, 0) {
        return false;
    }
    let are_periods = !voice.has(mark::NO_PERIOD) && !others.has(mark::NO_PERIOD);
    is_near && (!are_periods || voice.days.may_be_nested(others.days))
}

/// Whether a voice may say what one of several claimants did not say in an earlier report.
pub(super) fn may_say_the_same(voice: &Extent, others: &Extent) -> bool {
    others.speakers != 0
        && others.low.has(voice.low.min)
        && others.high.has(voice.high.min)
        && others.days.first.has(voice.days.first.min)
        && others.reports.max >= voice.reports.min
}

/// Whether a voice is true on each day of its time and excludes all of several such voices: an ended state
/// excludes one that continues, and none excludes some.
fn exclude_each_other(voice: &Extent, others: &Extent) -> bool {
    let over = bit(StatementKind::Ended) | bit(StatementKind::PutOff);
    let is_over = voice.kinds & over != 0;
    let are_other = if is_over { others.kinds & over == 0 } else { others.kinds & !over == 0 };
    let are_some = voice.has(mark::NONE) && !others.has(mark::NONE);
    let are_none = voice.has(mark::NOT_NONE) && !others.has(mark::NOT_NONE);
    let are_each = !voice.has(mark::NOT_EACH) && !others.has(mark::NOT_EACH);
    are_each && (are_other || are_some || are_none)
}

/// Whether a voice may contradict one of several. `is_wider`: they are about a place that encloses its own.
pub(super) fn may_contradict(
    voice: &Extent,
    others: &Extent,
    is_wider: bool,
    rules: Rules,
) -> bool {
    let is_both = |a: u16, b: u16| voice.has(a) && others.has(b);
    let of_figures = others.high.min < voice.low.min
        || others.low.max > voice.high.min && (!is_wider || rules.nature == Nature::State);
    let of_none = is_both(mark::NONE, mark::SOME) || is_both(mark::SOME, mark::NONE);
    let is_denial = is_both(mark::DENIED, mark::CLAIMED) || is_both(mark::CLAIMED, mark::DENIED);
    let of_hours = is_both(mark::HOURS, mark::HOURS);
    let is_rest = voice.has(mark::REST) || others.has(mark::REST);
    if of_figures || of_none || is_denial || of_hours || is_rest {
        return true;
    }
    if rules.measures == Measure::Date && voice.days.may_be_apart(others.days) {
        return true;
    }
    let put_off = bit(StatementKind::PutOff);
    let is_put_off = (voice.kinds | others.kinds) & put_off != 0 && voice.kinds != others.kinds;
    let held = bit(StatementKind::Held) | bit(StatementKind::Level);
    let over = bit(StatementKind::Ended) | put_off;
    let excludes = voice.kinds & held != 0 && others.kinds & over != 0
        || voice.kinds & over != 0 && others.kinds & held != 0;
    is_put_off
        || excludes
        || !is_wider && voice.beginnings.may_be_apart(others.beginnings)
        || voice.ends.may_be_apart(others.ends)
}

/// Whether a voice may belong to the group of one of several comparable ones. Parts of a period belong to their total
/// if both began together, or if they contradict it.
pub(super) fn may_belong(voice: &Extent, others: &Extent, rules: Rules) -> bool {
    let near = |a: Days32, b: Days32| a.min - 1 <= b.max && b.min - 1 <= a.max;
    let (own, all) = (voice.days, others.days);
    let is_one_scope = others.scopes.is_one() && others.scopes.min == voice.scopes.min;
    let is_foreseen = voice.has(mark::AHEAD) || others.has(mark::AHEAD);
    !is_one_scope
        || is_foreseen
        || rules.measures == Measure::Date
        || voice.has(mark::NO_PERIOD)
        || others.has(mark::NO_PERIOD)
        || all.first.has(own.first.min)
        || near(own.first, all.first) && near(own.last, all.last)
        || may_contradict(voice, others, false, rules)
}

/// Whether a voice may come later than one of several: it is about a later day, if the days are compared, or from a
/// later report.
fn may_be_later(voice: &Extent, others: &Extent, rules: Rules) -> bool {
    let is_of_day = matches!(rules.nature, Nature::Stock | Nature::Flow);
    let own = (if is_of_day { voice.days.last.max } else { 0 }, voice.reports.max);
    let least = (if is_of_day { others.days.last.min } else { 0 }, others.reports.min);
    others.has(mark::NO_REPORT) || own > least
}

/// Whether one of several voices may come later than this voice, compared by the same days.
pub(super) fn may_be_earlier(voice: &Extent, others: &Extent, rules: Rules) -> bool {
    let is_of_day = matches!(rules.nature, Nature::Stock | Nature::Flow);
    let own = (if is_of_day { voice.days.last.max } else { 0 }, voice.reports.max);
    let most = (if is_of_day { others.days.last.max } else { 0 }, others.reports.max);
    most > own
}

/// The first relation that a voice may have to one of several, if it meets it. `is_nested`: some of
/// them may be about another place.
pub(super) fn first_relation(
    voice: &Extent,
    others: &Extent,
    is_nested: bool,
    rules: Rules,
) -> Relation {
    if may_contradict(voice, others, false, rules) {
        return Relation::Contradicts;
    }
    if voice.speakers & others.speakers != 0 && may_be_later(voice, others, rules) {
        return Relation::Updates;
    }
    let is_one_scope = others.scopes.is_one() && others.scopes.min == voice.scopes.min;
    let adds_up = matches!(rules.nature, Nature::Flow | Nature::Event);
    // If the days are exactly the same, neither period is a part of the other.
    let may_lie_in = !voice.days.are_all(others.days)
        && voice.days.first.max >= others.days.first.min
        && voice.days.last.min <= others.days.last.max;
    if is_nested || !is_one_scope || adds_up && may_lie_in {
        return Relation::PartOf;
    }
    let by_figures = rules.nature != Nature::State
        && !voice.has(mark::NONE)
        && rules.measures != Measure::Date
        && !voice.has(mark::NO_FIGURE)
        && !others.has(mark::NO_FIGURE)
        && (voice.kinds | others.kinds) & bit(StatementKind::PutOff) == 0;
    if !by_figures || others.low.has(voice.low.min) && others.high.has(voice.high.min) {
        return Relation::Agrees;
    }
    if others.low.min <= voice.low.min && others.high.max >= voice.high.min {
        return Relation::Refines;
    }
    Relation::Compatible
}
