//! What an expression is: the values behind the text.
//!
//! Every [`Date`] is possible by construction (it carries the [`Span`] of days that fit it), and
//! qualifiers are kept per component, so that two texts that mean the same are the same value.

use super::calendar::{self, Digits, Season, Span};
use super::day::Day;
use std::sync::Arc;

/// An EDTF expression of levels 0 to 2, with Factline's extension: either end of an interval may
/// be a one-of set.
///
/// Parse one with [`str::parse`]; its [`Display`](std::fmt::Display) is the canonical text, which
/// parses back to the same value. Two expressions are equal when their canonical texts are.
#[derive(Clone, Debug)]
pub struct Expression(Arc<Written>);

/// What an expression says, and its canonical text: many facts share one, and it is printed more
/// often than made.
#[derive(Debug)]
struct Written {
    kind: ExpressionForm,
    text: String,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Expression {
    pub(super) fn of(kind: ExpressionForm) -> Self {
        let text = kind.to_string();
        Self(Arc::new(Written { kind, text }))
    }

    pub(super) fn kind(&self) -> &ExpressionForm {
        &self.0.kind
    }

    /// The canonical EDTF text: the one form in which equal expressions are written alike.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }
}

/// How sure a date, or a part of it, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// `?`: the date may be another one, for the source is doubted.
    Uncertain,
    /// `~`: the date is near the one that is written; "about".
    Approximate,
    /// `%`: doubted and approximate at once.
    Both,
}

impl Qualifier {
    /// Whether the qualifier says that the source is doubted: `?` or `%`.
    #[must_use]
    pub fn is_uncertain(self) -> bool {
        self != Self::Approximate
    }

    /// Whether the qualifier says "about": `~` or `%`.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self != Self::Uncertain
    }

    /// What two qualifiers of the same part say together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ExpressionForm {
    Date(Date),
    Moment(Moment),
    Interval { start: End, end: End },
    Set(Set),
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum End {
    /// `..`: the interval goes on without an end (or came from before any start).
    Open,
    /// Blank: an end that nobody states.
    Unknown,
    Date(Date),
    /// The extension: one of several days.
    OneOf(Set),
}

/// Several dates: one of them (`[…]`) or all of them (`{…}`). Never empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    pub(super) all: bool,
    pub(super) members: Vec<Member>,
}

/// A member of a set.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Member {
    One(Date),
    /// `a..b`: every date from `a` to `b`, both included.
    Range(Date, Date),
    /// `..b`; only as the first member.
    UpTo(Date),
    /// `a..`; only as the last member.
    From(Date),
}

/// A date of any precision that at least one day fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Date {
    pub(super) year: Digits<4>,
    pub(super) finer: Finer,
    /// Of the year, the month or season, and the day; parts that are not there have none.
    pub(super) qualifiers: [Option<Qualifier>; 3],
    pub(super) span: Span,
}

/// What a date says beyond its year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Finer {
    Nothing,
    /// The year's significant digits, 1 to 4.
    Significant(u8),
    Season(Season),
    Month(Digits<2>),
    Day(Digits<2>, Digits<2>),
}

impl Finer {
    /// How many components a date with this has.
    pub(super) fn components(self) -> usize {
        match self {
            Self::Nothing | Self::Significant(_) => 1,
            Self::Season(_) | Self::Month(_) => 2,
            Self::Day(..) => 3,
        }
    }
}

impl Date {
    /// A date, if any day fits it.
    pub(super) fn new(
        year: Digits<4>,
        finer: Finer,
        qualifiers: [Option<Qualifier>; 3],
    ) -> Option<Self> {
        let span = match finer {
            Finer::Nothing => calendar::years(year),
            Finer::Significant(digits) => calendar::significant_years(year.value()?, digits),
            Finer::Season(season) => calendar::seasons(year, season),
            Finer::Month(month) => calendar::months(year, month),
            Finer::Day(month, day) => calendar::days(year, month, day),
        }?;
        Some(Self { year, finer, qualifiers, span })
    }

    /// This date with every component qualified as well.
    fn qualified(mut self, qualifier: Qualifier) -> Self {
        for part in self.qualifiers.iter_mut().take(self.finer.components()) {
            *part = Some(part.map_or(qualifier, |q| q.and(qualifier)));
        }
        self
    }
}

/// A day with a time of day, kept as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) offset: Offset,
}

/// The difference of a time from UTC, as written; nothing is computed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offset {
    /// No offset is written: the time is that of the place.
    Local,
    /// `Z`: the time is UTC (ISO 8601).
    Utc,
    /// `+03` or `-04:30`: hours and minutes ahead of UTC, or behind it.
    By { behind: bool, hours: u8, minutes: Option<u8> },
}

impl Set {
    /// The dates written in the set.
    fn dates(&self) -> impl Iterator<Item = &Date> {
        self.members
            .iter()
            .flat_map(|member| match member {
                Member::One(date) | Member::UpTo(date) | Member::From(date) => [Some(date), None],
                Member::Range(first, last) => [Some(first), Some(last)],
            })
            .flatten()
    }

    fn qualified(self, qualifier: Qualifier) -> Self {
        let each = |member| match member {
            Member::One(date) => Member::One(date.qualified(qualifier)),
            Member::Range(first, last) => {
                Member::Range(first.qualified(qualifier), last.qualified(qualifier))
            }
            Member::UpTo(date) => Member::UpTo(date.qualified(qualifier)),
            Member::From(date) => Member::From(date.qualified(qualifier)),
        };
        Self { all: self.all, members: self.members.into_iter().map(each).collect() }
    }
}

impl End {
    fn dates(&self) -> Vec<&Date> {
        match self {
            Self::Open | Self::Unknown => Vec::new(),
            Self::Date(date) => vec![date],
            Self::OneOf(set) => set.dates().collect(),
        }
    }

    fn qualified(self, qualifier: Qualifier) -> Self {
        match self {
            Self::Open | Self::Unknown => self,
            Self::Date(date) => Self::Date(date.qualified(qualifier)),
            Self::OneOf(set) => Self::OneOf(set.qualified(qualifier)),
        }
    }

    /// Whether a day is given for this end.
    pub(super) fn is_stated(&self) -> bool {
        !matches!(self, Self::Open | Self::Unknown)
    }
}

impl Expression {
    /// Whether any part of the expression is approximate (`~` or `%`).
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.any_qualifier(Qualifier::is_approximate)
    }

    /// Whether any part of the expression is uncertain (`?` or `%`).
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.any_qualifier(Qualifier::is_uncertain)
    }

    /// Every date in it qualified, in addition to what qualifies it already.
    ///
    /// EDTF cannot qualify a time of day, so a date-time becomes its date.
    #[must_use]
    pub fn with_qualifier(self, qualifier: Qualifier) -> Self {
        Self::of(match self.kind().clone() {
            ExpressionForm::Date(date) => ExpressionForm::Date(date.qualified(qualifier)),
            ExpressionForm::Moment(moment) => {
                return Self::day(moment.day).with_qualifier(qualifier);
            }
            ExpressionForm::Interval { start, end } => ExpressionForm::Interval {
                start: start.qualified(qualifier),
                end: end.qualified(qualifier),
            },
            ExpressionForm::Set(set) => ExpressionForm::Set(set.qualified(qualifier)),
        })
    }

    /// The expression with every date marked as approximate: "about".
    #[must_use]
    pub fn approximately(self) -> Self {
        self.with_qualifier(Qualifier::Approximate)
    }

    /// Whether no end is stated: `2016-07-01/..`, `2016-07-01/`, `{2016..}`.
    #[must_use]
    pub fn is_open_ended(&self) -> bool {
        match self.kind() {
            ExpressionForm::Interval { end, .. } => !end.is_stated(),
            ExpressionForm::Set(set) => {
                set.all && matches!(set.members.last(), Some(Member::From(_)))
            }
            ExpressionForm::Date(_) | ExpressionForm::Moment(_) => false,
        }
    }

    /// Whether no start is stated: `/2016-07-01`, `../2016-07-01`, `{..2016}`.
    #[must_use]
    pub fn is_open_started(&self) -> bool {
        match self.kind() {
            ExpressionForm::Interval { start, .. } => !start.is_stated(),
            ExpressionForm::Set(set) => {
                set.all && matches!(set.members.first(), Some(Member::UpTo(_)))
            }
            ExpressionForm::Date(_) | ExpressionForm::Moment(_) => false,
        }
    }

    fn any_qualifier(&self, has: fn(Qualifier) -> bool) -> bool {
        let dates: Vec<&Date> = match self.kind() {
            ExpressionForm::Date(date) => vec![date],
            ExpressionForm::Moment(_) => Vec::new(),
            ExpressionForm::Interval { start, end } => [start.dates(), end.dates()].concat(),
            ExpressionForm::Set(set) => set.dates().collect(),
        };
        dates.iter().any(|date| date.qualifiers.iter().flatten().any(|q| has(*q)))
    }
}
