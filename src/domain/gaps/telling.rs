//! The news that statements have about a thing, and the days that they cover.

use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Status;
use crate::domain::indicator::Nature;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Bounds, Day};

/// The kind of news that a statement has about a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Telling {
    /// It happened, continues, or was counted.
    Going,
    /// A state ended.
    Ended,
    /// It was postponed, suspended, cancelled or refused.
    PutOff,
    /// There was none, or a claim was denied.
    Not,
    /// It was forecast, announced or planned.
    Ahead,
}

impl Telling {
    pub(super) const ALL: [Self; 5] =
        [Self::Going, Self::Ended, Self::PutOff, Self::Not, Self::Ahead];

    /// The kind of news in a statement; `None` for demands, which have none.
    pub(super) fn of(one: &Statement) -> Option<Self> {
        use StatementKind::{
            Absent, Demanded, Denied, Ended, Foreseen, Happened, Held, Level, Planned, PutOff,
            Total,
        };
        Some(match one.kind() {
            Demanded => return None,
            Level if is_none(one) => Self::Not,
            Held | Happened | Level | Total => Self::Going,
            Ended => Self::Ended,
            PutOff => Self::PutOff,
            Absent | Denied => Self::Not,
            Foreseen | Planned => Self::Ahead,
        })
    }
}

/// Whether a figure says that there is none: 0 open corridors.
fn is_none(one: &Statement) -> bool {
    one.quantity.as_deref().is_some_and(Quantity::is_zero)
}

/// The last day of a state according to its stated length, counted from the last day on which it may have begun;
/// without a start, it begins at the latest when its report comes out. `None` if no length is stated.
pub(super) fn last_by_length(one: &Statement) -> Option<Day> {
    let reported = Bounds { start_latest: one.published, ..Bounds::default() };
    let began = one.stated_bounds().unwrap_or(reported);
    let open = Bounds { end_earliest: None, end_latest: None, ..began };
    one.quantity.as_ref()?.last_day(&open)
}

/// Whether a statement gives a day on which a state existed, and neither its start nor its end.
pub(super) fn is_as_of(one: &Statement) -> bool {
    one.stated_bounds().is_some_and(|bounds| {
        (bounds.start_earliest, bounds.start_latest) == (bounds.end_earliest, bounds.end_latest)
    })
}

/// The last day of a state according to a statement, if it is after the report: its stated end, or the last day by its
/// stated length. Nobody knew at the time what would happen on that day. The length of an extension counts from the day
/// on which it begins; without such a day, the end that was extended is not known here (see the module `extended`).
pub(super) fn until(one: &Statement) -> Option<Day> {
    if one.kind() != StatementKind::Held || Telling::of(one) != Some(Telling::Going) {
        return None;
    }
    let stated = one.stated_bounds().and_then(|bounds| bounds.end_latest);
    let by_length = || {
        let first = one.stated_bounds().and_then(|bounds| bounds.start_earliest);
        let is_ahead = first.is_some_and(|first| Some(first) >= one.published) && !is_as_of(one);
        let has_length = one.status != Some(Status::Extended) || is_ahead;
        last_by_length(one).filter(|_| has_length && one.nature == Nature::State)
    };
    let end = stated.filter(|_| !is_as_of(one)).or_else(by_length).or(stated);
    end.filter(|end| one.published.is_some_and(|published| *end > published))
}

/// The last day that a statement covers. Something postponed without a day may be of any day.
pub(super) fn reach(one: &Statement) -> Day {
    let undated = match Telling::of(one) {
        Some(Telling::PutOff) => Some(Day::MAX),
        _ => one.published,
    };
    one.last().or(undated).unwrap_or(Day::MIN)
}

/// The first day that a statement covers. Something postponed without a day may be of any day.
pub(super) fn beginning(one: &Statement) -> Day {
    let is_undated = one.when.is_none() && Telling::of(one) != Some(Telling::PutOff);
    one.first().or(one.published.filter(|_| is_undated)).unwrap_or(Day::MIN)
}
