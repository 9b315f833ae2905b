//! The mark of a statement on its days.

use super::options::Span;
use crate::domain::compare::ends::Ends;
use crate::domain::compare::happened::Happened;
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::fact::{Stance, Status, looks_ahead};
use crate::domain::indicator::Nature;
use crate::domain::when::{Bounds, Day, Qualifier};

/// One mark of a lane, in days. Its days may lie outside the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The kind of statement behind the mark: a total, a level, an absence and so on.
    pub kind: StatementKind,
    /// The stage of the process (agreed, postponed, …); `None` if none is stated.
    pub status: Option<Status>,
    /// The first possible day; `None` if no start is known.
    pub first: Option<Day>,
    /// The last possible day; `None` if no end is known.
    pub last: Option<Day>,
    /// The first and last certain day of the statement; `None` if there are none.
    pub certain: Option<(Day, Day)>,
    /// The qualifiers of the first and the last day, if the report calls them approximate or doubts them. These days
    /// are drawn with a sign of their own, since it is not known how far they may be wrong.
    pub hedged: [Option<Qualifier>; 2],
    /// The value in short form; empty if there is none.
    pub value: Name,
    /// The value with its unit if it is a length of time, since its number alone says nothing; empty otherwise.
    pub length: Name,
    /// The name of its place, if the lane has marks of several places.
    pub place: Option<Name>,
    /// Whether its place is only a part: the lane has a place that is not inside it.
    pub is_of_part: bool,
    /// Whether another fact contradicts it.
    pub differs: bool,
    /// Whether its claimant only alleges it.
    pub is_claimed: bool,
}

impl Mark {
    /// The mark of a statement, without its days, its value, its length and its place.
    fn of(statement: &Statement, kind: StatementKind) -> Self {
        Self {
            kind,
            status: statement.status,
            first: None,
            last: None,
            certain: None,
            hedged: [None; 2],
            value: Name::default(),
            length: Name::default(),
            place: None,
            is_of_part: false,
            differs: false,
            is_claimed: statement.stance == Stance::Alleges,
        }
    }

    /// Whether it is true, or planned, for all of its days rather than for one of them.
    #[must_use]
    pub fn lasts(&self) -> bool {
        self.kind.lasts()
            || self.kind.is_ahead() && self.certain.is_some_and(|(from, to)| from < to)
    }

    /// Whether it is an absence at only some of the places of its lane, and so says nothing about the others.
    #[must_use]
    pub fn is_absent_in_part(&self) -> bool {
        self.kind == StatementKind::Absent && self.is_of_part
    }

    /// Whether it is the value of a single day, or an event, with its own point.
    #[must_use]
    pub fn is_point(&self) -> bool {
        match self.kind {
            StatementKind::Level | StatementKind::Happened => self.certain.is_some(),
            StatementKind::Total => self.certain.is_some_and(|(from, to)| from == to),
            _ => false,
        }
    }

    /// The days on which it has a sign: its only day, or its first and last day. If the day of a forecast is outside
    /// the window, its first day has the sign.
    #[must_use]
    pub fn days_of_signs(&self, is_last_hidden: bool) -> Vec<Day> {
        match self.kind {
            StatementKind::Held | StatementKind::Absent => Vec::new(),
            StatementKind::Level | StatementKind::Happened | StatementKind::Total => {
                // A value over several days has its sign on the first.
                self.certain.filter(|_| self.is_point()).map(|days| days.0).into_iter().collect()
            }
            // The days of a plan that is for all of its days are drawn, and so are those of a plan without an end.
            _ if self.kind.is_ahead() && (self.lasts() || self.last.is_none()) => Vec::new(),
            // A forecast for some day up to a last one has its sign on that day; the possible days before it are
            // dotted.
            _ if self.kind.is_ahead() => {
                let day = if is_last_hidden { self.first } else { self.last };
                day.into_iter().collect()
            }
            _ => [self.first, self.last].into_iter().flatten().collect(),
        }
    }
}

impl Mark {
    /// Whether its first or its last day is approximate or doubted.
    #[must_use]
    pub fn is_hedged(&self) -> bool {
        self.hedged.iter().any(Option::is_some)
    }

    /// Whether a day, the first or the last one of the mark, is approximate or doubted.
    #[must_use]
    pub fn is_hedged_on(&self, day: Day) -> bool {
        let ends = [self.first, self.last].into_iter().zip(self.hedged);
        ends.into_iter().any(|(end, hedge)| end == Some(day) && hedge.is_some())
    }

    /// The approximate or doubted ends of the days on which it is, or may be, true; only those without a sign.
    #[must_use]
    pub fn hedged_edges(&self, is_last_hidden: bool) -> [Option<Day>; 2] {
        let signs = self.days_of_signs(is_last_hidden);
        let edge = |end: Option<Day>, at: usize| {
            end.filter(|day| self.hedged[at].is_some() && !signs.contains(day))
        };
        [edge(self.first, 0), edge(self.last, 1)]
    }
}

/// Whether some day of the mark is in the window.
pub(in crate::view) fn touches(mark: &Mark, window: Span) -> bool {
    mark.first.is_none_or(|first| first <= window.last)
        && mark.last.is_none_or(|last| last >= window.first)
}

/// The last day on which there may have been none according to a statement without an end; `None` if nothing is known
/// to have happened since its report.
pub(super) fn until_some(statement: &Statement, happened: &Happened<'_>) -> Option<Day> {
    let is_open = statement.bounds().is_some_and(|bounds| bounds.end_latest.is_none());
    let held =
        statement.last().filter(|_| is_open && drawn_kind(statement) == StatementKind::Absent);
    let some = happened.after(statement, held?)?;
    some.pred_opt().max(held)
}

/// The mark of a statement, without its value and its place; `None` if the statement is an end for which another
/// statement gives a better date. An undated statement is taken to be about the day of its report, if that is known.
pub(in crate::view) fn mark(statement: &Statement, ends: &Ends<'_>) -> Option<Mark> {
    let Some(bounds) = statement.bounds() else { return undated(statement) };
    let kind = drawn_kind(statement);
    let exact_day = bounds.start_earliest.filter(|_| bounds.is_exact_day());
    let mut mark = Mark {
        first: bounds.start_earliest,
        last: bounds.end_latest,
        certain: exact_day.map(|day| (day, day)),
        ..Mark::of(statement, kind)
    };
    if kind.is_by_some_day() && bounds.end_latest.is_some() {
        // A forecast for some day up to the last one lies after the day of publication.
        mark.first = mark.first.or(statement.published).min(bounds.end_latest);
    }
    if kind.lasts() {
        let known_until = statement.published.or(bounds.end_latest).or(bounds.start_latest)?;
        mark.certain = bounds.certain(Some(known_until));
        if kind == StatementKind::Held {
            // No report knows the future of a state.
            mark.certain = until(mark.certain, statement.published);
        }
        // A state without a stated end continues until another fact says that it ended.
        let held_until = mark.certain.map(|certain| certain.1).or(bounds.start_latest);
        if kind == StatementKind::Held && mark.last.is_none() {
            mark.last = ends.after(statement, held_until).or(ends.due(statement, held_until));
        }
        if let Some(end) = ends.told_later(statement).filter(|_| kind == StatementKind::Held) {
            // The same claimant reported later that it had ended.
            mark.last = Some(mark.last.map_or(end, |last| last.min(end)));
            mark.certain = until(mark.certain, Some(end));
        }
        // A total without an end adds up what was known when its report came out.
        if kind == StatementKind::Total && mark.last.is_none() {
            mark.last = statement.last();
        }
    } else if kind.is_ahead()
        && statement.nature == Nature::State
        && bounds.end_latest.is_some()
        && bounds.start_earliest.is_some()
    {
        // A truce from 24 to 27 November is planned for all of these days.
        mark.certain = bounds.certain(None);
    } else if kind.is_by_some_day()
        && bounds.end_latest.is_none()
        && bounds.start_latest <= statement.published
    {
        // A forecast without an end is not for any particular day: it counts from the day of its report.
        mark.last = None;
    } else if bounds.end_latest.is_none() {
        // A decision "from 24 October on" was taken on that day. Something that happens since a day may continue.
        let goes_on = kind == StatementKind::Happened
            && matches!(statement.status, None | Some(Status::UnderWay));
        mark.last = bounds.start_latest.filter(|_| !goes_on);
        let is_exact = mark.first.is_some() && mark.first == bounds.start_latest;
        mark.certain = bounds.start_latest.filter(|_| is_exact).map(|day| (day, day));
    }
    mark.hedged = hedges(statement, &mark, bounds);
    let better_known = ends
        .after(statement, bounds.start_earliest)
        .is_some_and(|end| bounds.end_latest.is_none_or(|last| end <= last));
    (kind != StatementKind::Ended || exact_day.is_some() || !better_known).then_some(mark)
}

/// How certain the first and the last day of a mark are: as certain as the stated start or end from which each comes.
fn hedges(statement: &Statement, mark: &Mark, bounds: Bounds) -> [Option<Qualifier>; 2] {
    let [start, end] = match &statement.when {
        Some(when) => when.expression.qualified_ends(),
        None => [None; 2],
    };
    let is = |day: Option<Day>, stated: Option<Day>| day.is_some() && day == stated;
    let first = start.filter(|_| is(mark.first, bounds.start_earliest));
    let last = if is(mark.last, bounds.end_latest) {
        // A last day that was computed from a start and a duration is as certain as the start.
        if statement.stated_bounds().is_some_and(|stated| stated.end_latest.is_none()) {
            start
        } else {
            end
        }
    } else {
        start.filter(|_| is(mark.last, bounds.start_latest))
    };
    [first, last]
}

/// The days up to a last one; `None` if there are none.
fn until(days: Option<(Day, Day)>, last: Option<Day>) -> Option<(Day, Day)> {
    let (from, to) = days?;
    let to = last.map_or(to, |last| to.min(last));
    (from <= to).then_some((from, to))
}

/// Whether a statement has a mark, in some days.
pub(super) fn has_mark(statement: &Statement) -> bool {
    statement.when.is_some() || undated(statement).is_some()
}

/// The mark of a statement without a time: its value is taken to be true on the day of its report.
fn undated(statement: &Statement) -> Option<Mark> {
    use StatementKind::{Absent, Held, Level};
    let kind = drawn_kind(statement);
    let day = statement.published.filter(|_| matches!(kind, Absent | Held | Level))?;
    let [first, last] = [Some(day); 2];
    Some(Mark { first, last, certain: first.zip(last), ..Mark::of(statement, kind) })
}

/// The kind of mark for a statement: an announced state or event is drawn as a plan.
fn drawn_kind(statement: &Statement) -> StatementKind {
    let is_ahead =
        looks_ahead(statement.stance, statement.status) || statement.status == Some(Status::Agreed);
    match statement.kind() {
        kind @ (StatementKind::Foreseen
        | StatementKind::Demanded
        | StatementKind::PutOff
        | StatementKind::Denied) => kind,
        _ if is_ahead => StatementKind::Planned,
        kind => kind,
    }
}
