//! When states began and ended, and how many hours lie between.

use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::hours::Hours;
use crate::domain::when::{Bounds, Day};

/// The hours of a day.
pub(super) const DAY: f64 = 24.0;

/// By how much a duration in hours may be wrong, since reports round to full hours.
const HALF_HOUR: f64 = 0.5;

/// A range of hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourRange {
    /// The least number of hours.
    pub least: f64,
    /// The greatest number of hours; infinite if no bound is known.
    pub most: f64,
}

impl HourRange {
    pub(super) fn meets(self, other: Self) -> bool {
        self.least <= other.most + HALF_HOUR && other.least <= self.most + HALF_HOUR
    }

    /// The bits of both numbers, as a key. Adding zero turns negative zero into zero.
    pub(super) fn bits(self) -> [u64; 2] {
        [self.least, self.most].map(|hours| (hours + 0.0).to_bits())
    }
}

/// The days on which something may have begun or ended, and the time of day if the day is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moments {
    pub(super) first: Day,
    pub(super) last: Day,
    clock: Option<Clock>,
}

/// A minute of the day, in UTC or in local time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clock {
    minute: u16,
    is_utc: bool,
}

/// When a state began according to a statement; `None` if it does not say so. A statement as of one day does not give
/// the beginning, and neither does an extension.
pub(super) fn start(one: &Statement) -> Option<Moments> {
    let bounds = one.stated_bounds().filter(|bounds| !is_as_of(*bounds))?;
    let is_extension = one.status == Some(Status::Extended);
    if is_extension
        || one.kind().is_ahead()
        || matches!(one.kind(), StatementKind::PutOff | StatementKind::Denied)
    {
        return None;
    }
    let (first, last) = bounds.start_earliest.zip(bounds.start_latest)?;
    let clock = one.time_of_day.and_then(|hours| clock(hours, hours.minutes().0));
    let is_open = bounds.end_latest.is_none();
    Some(Moments { first, last, clock: clock.filter(|_| first == last && is_open) })
}

/// When a state ended according to a statement; `None` if it does not say so.
pub(super) fn end(one: &Statement) -> Option<Moments> {
    let bounds = one.stated_bounds()?;
    let is_told = match one.kind() {
        StatementKind::Ended => true,
        StatementKind::Held => {
            !is_as_of(bounds) && bounds.end_latest.zip(one.published).is_some_and(|(a, b)| a < b)
        }
        _ => false,
    };
    let last = bounds.end_latest.filter(|_| is_told)?;
    let first = bounds.end_earliest.or(bounds.start_earliest).unwrap_or(last);
    let clock = one.time_of_day.and_then(|hours| clock(hours, hours.minutes().1));
    Some(Moments { first, last, clock: clock.filter(|_| first == last && is_as_of(bounds)) })
}

fn clock(hours: Hours, minute: Option<u16>) -> Option<Clock> {
    minute.map(|minute| Clock { minute, is_utc: hours.is_utc() })
}

fn is_as_of(bounds: Bounds) -> bool {
    (bounds.start_earliest, bounds.start_latest) == (bounds.end_earliest, bounds.end_latest)
}

/// The days that all have in common; if there are none, all days from the first to the last.
pub(super) fn common(moments: impl Iterator<Item = Moments>) -> Option<Moments> {
    let all: Vec<Moments> = moments.collect();
    let first = all.iter().map(|one| one.first).max()?;
    let last = all.iter().map(|one| one.last).min()?;
    if first <= last {
        let mut clocks = all.iter().filter_map(|one| one.clock);
        let clock = clocks.next().filter(|clock| clocks.all(|other| other == *clock));
        return Some(Moments { first, last, clock: clock.filter(|_| first == last) });
    }
    let first = all.iter().map(|one| one.first).min()?;
    let last = all.iter().map(|one| one.last).max()?;
    Some(Moments { first, last, clock: None })
}

/// The hours from a start to an end; `None` if the end lies before the start.
pub(super) fn between(start: Moments, end: Moments) -> Option<HourRange> {
    #[expect(clippy::cast_precision_loss, reason = "days are few")]
    let days = |from: Day, to: Day| (to - from).num_days() as f64 * DAY;
    let is_one_zone = start.clock.zip(end.clock).is_none_or(|(a, b)| a.is_utc == b.is_utc);
    let hour = |clock: Clock| f64::from(clock.minute) / 60.0;
    let [begin, stop] = [start, end].map(|one| one.clock.filter(|_| is_one_zone).map(hour));
    let least = days(start.last, end.first) + stop.unwrap_or(0.0) - begin.unwrap_or(DAY);
    let most = days(start.first, end.last) + stop.unwrap_or(DAY) - begin.unwrap_or(0.0);
    (most >= 0.0).then_some(HourRange { least: least.max(0.0), most })
}
