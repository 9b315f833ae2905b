//! Computes the four bounds of an expression.
//!
//! Qualifiers do not change bounds: "about 1 July" has the bounds of 1 July, since it is not known
//! how far from 1 July it may be.

use super::ast::{Date, End, Expression, ExpressionForm, Member, Set};
use super::calendar::Span;
use super::day::Day;
use chrono::Datelike;

/// The bounds of a period whose start and end may be uncertain. It starts between `start_earliest`
/// and `start_latest`, and ends between `end_earliest` and `end_latest`, all inclusive. `None` is
/// an open or unknown bound.
///
/// `2016-10-24` has that day four times. `2016-07` starts on 1 July and ends on 31 July.
/// `[2016-07-01..2016-07-10]/..` starts between 1 and 10 July and has no known end.
/// `[2016-10-24..2016-10-31]` is one of eight days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// First day on which the period may have started; `None` if the start is open.
    pub start_earliest: Option<Day>,
    /// Last day on which the period may have started; `None` if the start is open.
    pub start_latest: Option<Day>,
    /// First day on which the period may have ended; `None` if the end is open.
    pub end_earliest: Option<Day>,
    /// Last day on which the period may have ended; `None` if the end is open.
    pub end_latest: Option<Day>,
}

impl Bounds {
    /// The bounds of one day.
    #[must_use]
    pub fn day(day: Day) -> Self {
        Self {
            start_earliest: Some(day),
            start_latest: Some(day),
            end_earliest: Some(day),
            end_latest: Some(day),
        }
    }

    /// Whether the period is one known day, so that all four bounds are equal.
    #[must_use]
    pub fn is_exact_day(&self) -> bool {
        self.start_earliest.is_some_and(|day| *self == Self::day(day))
    }

    /// The first possible day of the period; `None` if the start is open.
    #[must_use]
    pub fn first(&self) -> Option<Day> {
        self.start_earliest
    }

    /// The last possible day of the period; `None` if the end is open.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        self.end_latest
    }

    /// The bounds for a report of a given day about something that happened: if a week, a month or a year was not over
    /// on that day, or an end is not known to the day, they reach only until that day. Other stated ends are kept,
    /// since a page may be updated under its old date.
    #[must_use]
    pub fn known_on(self, day: Day) -> Self {
        let (Some(first), Some(last)) = (self.start_earliest, self.end_latest) else { return self };
        let is_exact = self.end_earliest == self.end_latest && !is_of_calendar(first, last);
        if first > day || last <= day || is_exact {
            return self;
        }
        let until = |bound: Option<Day>| bound.map(|bound| bound.min(day));
        Self {
            start_latest: until(self.start_latest),
            end_earliest: until(self.end_earliest),
            end_latest: until(self.end_latest),
            ..self
        }
    }

    /// Narrows the bounds so that no period starts after its end: the latest start is at most the
    /// latest end, and the earliest end at least the earliest start.
    fn tightened(mut self) -> Self {
        if let (Some(start), Some(end)) = (self.start_latest, self.end_latest) {
            self.start_latest = Some(start.min(end));
        }
        if let (Some(start), Some(end)) = (self.start_earliest, self.end_earliest) {
            self.end_earliest = Some(start.max(end));
        }
        self
    }
}

/// Whether a period is a week, or some whole months.
fn is_of_calendar(first: Day, last: Day) -> bool {
    let are_months = first.day() == 1 && last.succ_opt().is_none_or(|next| next.day() == 1);
    are_months || (last - first).num_days() == 6
}

impl From<Span> for Bounds {
    fn from(span: Span) -> Self {
        Self {
            start_earliest: Some(span.first_start),
            start_latest: Some(span.last_start),
            end_earliest: Some(span.first_end),
            end_latest: Some(span.last_end),
        }
    }
}

impl Expression {
    /// The four bounds, in the calendar as written: an offset from UTC does not change the date.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        match self.kind() {
            ExpressionForm::Date(date) => date.span.into(),
            ExpressionForm::Moment(moment) => Bounds::day(moment.day),
            ExpressionForm::Interval { start, end } => interval(start, end),
            ExpressionForm::Set(set) => set.bounds(),
        }
    }
}

/// The bounds of an interval. Each of its ends is one day within the date that is written for it.
fn interval(start: &End, end: &End) -> Bounds {
    let (start_earliest, start_latest) = start.days();
    let (end_earliest, end_latest) = end.days();
    Bounds {
        start_earliest,
        // A stated start without a last day, as in `[2016-10-22..]/2016-10-30`, cannot be after the
        // end. A start that was not stated stays unknown.
        start_latest: start_latest.or(end_latest.filter(|_| start.is_stated())),
        end_earliest: end_earliest.or(start_earliest.filter(|_| end.is_stated())),
        end_latest,
    }
    .tightened()
}

impl End {
    /// The first and last day on which this end may be; `None` if it is open or unknown.
    pub(super) fn days(&self) -> (Option<Day>, Option<Day>) {
        match self {
            Self::Open | Self::Unknown => (None, None),
            Self::Date(date) => (Some(date.span.first_start), Some(date.span.last_end)),
            Self::OneOf(set) => {
                let bounds = set.bounds();
                (bounds.first(), bounds.last())
            }
        }
    }
}

impl Set {
    /// The bounds of one unknown member, or for `{…}` of the period from the first member to the
    /// last.
    pub(super) fn bounds(&self) -> Bounds {
        let (first, rest) = match self.members.split_first() {
            Some((first, rest)) => (first.bounds(self.all), rest),
            None => return Bounds::default(),
        };
        rest.iter()
            .map(|member| member.bounds(self.all))
            .fold(first, |sum, next| Bounds {
                start_earliest: sum.start_earliest.min(next.start_earliest),
                start_latest: if self.all {
                    sum.start_latest.min(next.start_latest)
                } else {
                    later(sum.start_latest, next.start_latest)
                },
                end_earliest: if self.all {
                    later(sum.end_earliest, next.end_earliest)
                } else {
                    sum.end_earliest.min(next.end_earliest)
                },
                end_latest: later(sum.end_latest, next.end_latest),
            })
            .tightened()
    }
}

/// The later of two bounds, with `None` as the latest. (`Option` itself orders `None` first, which
/// is right for the earlier of two.)
fn later(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    Some(a?.max(b?))
}

impl Member {
    /// The bounds of a member: of one date in a range or, with `all`, of the whole range.
    fn bounds(&self, all: bool) -> Bounds {
        let (first, last): (Option<&Date>, Option<&Date>) = match self {
            Self::One(date) => return date.span.into(),
            Self::Range(first, last) => (Some(first), Some(last)),
            Self::UpTo(last) => (None, Some(last)),
            Self::From(first) => (Some(first), None),
        };
        let (from, to) = (first.map(|date| date.span), last.map(|date| date.span));
        let start_earliest = from.map(|span| span.first_start);
        let end_latest = to.map(|span| span.last_end);
        if all {
            return Bounds {
                start_earliest,
                start_latest: from.map(|span| span.last_start),
                end_earliest: to.map(|span| span.first_end),
                end_latest,
            };
        }
        // If the precisions differ (`2016-07-20..2016-07`), either date may have the outer bound.
        Bounds {
            start_earliest: start_earliest.min(to.map_or(start_earliest, |s| Some(s.first_start))),
            start_latest: to.map(|s| from.map_or(s.last_start, |f| s.last_start.max(f.last_start))),
            end_earliest: from.map(|f| to.map_or(f.first_end, |s| f.first_end.min(s.first_end))),
            end_latest: later(end_latest, from.map_or(end_latest, |f| Some(f.last_end))),
        }
    }
}
