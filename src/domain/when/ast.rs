//! The parsed form of an EDTF expression.
//!
//! A [`Date`] always has at least one matching day, since it is created with its [`Span`].
//! Qualifiers are stored per component, so that texts with the same meaning give equal values.

use super::calendar::{self, Digits, Season, Span};
use super::day::Day;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// An EDTF expression of levels 0 to 2. Factline's extension also allows a one-of set as an end of
/// an interval.
///
/// Parse one with [`str::parse`]; its [`Display`](std::fmt::Display) is the canonical text, which
/// parses back to the same value. Two expressions are equal if their canonical texts are.
#[derive(Clone, Debug)]
pub struct Expression(Arc<Written>);

/// The form of an expression with its canonical text. The text is stored, since it is printed more
/// often than parsed, and shared, since many facts have the same time.
#[derive(Debug)]
struct Written {
    kind: ExpressionForm,
    text: Box<str>,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Expression {}

impl Hash for Expression {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl Expression {
    pub(super) fn of(kind: ExpressionForm) -> Self {
        let text = kind.to_string().into_boxed_str();
        Self(Arc::new(Written { kind, text }))
    }

    /// The expression of a form with its canonical text.
    pub(super) fn written(kind: ExpressionForm, text: &str) -> Self {
        Self(Arc::new(Written { kind, text: text.into() }))
    }

    pub(super) fn kind(&self) -> &ExpressionForm {
        &self.0.kind
    }

    /// The canonical EDTF text, the same for all equal expressions.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }
}

/// How certain a date or one of its components is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// `?`: uncertain; the source is doubted.
    Uncertain,
    /// `~`: approximate; "about".
    Approximate,
    /// `%`: uncertain and approximate.
    Both,
}

impl Qualifier {
    /// Whether the source is doubted: `?` or `%`.
    #[must_use]
    pub fn is_uncertain(self) -> bool {
        self != Self::Approximate
    }

    /// Whether the date is approximate: `~` or `%`.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self != Self::Uncertain
    }

    /// The combination of two qualifiers of one component.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }
}

/// The forms that an expression can have.
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
    /// `..`: open; the interval continues, or its beginning is not known.
    Open,
    /// Blank: there is an end, but it is unknown.
    Unknown,
    Date(Date),
    /// One of several days, which is Factline's extension of EDTF.
    OneOf(Set),
}

/// A set of dates: one of them (`[…]`) or all of them (`{…}`). Has at least one member.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Set {
    pub(super) all: bool,
    pub(super) members: Vec<Member>,
}

/// A member of a set: a date or a range.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Member {
    One(Date),
    /// `a..b`: every date from `a` to `b`, both included.
    Range(Date, Date),
    /// `..b`: `b` or earlier; only as the first member.
    UpTo(Date),
    /// `a..`: `a` or later; only as the last member.
    From(Date),
}

/// A date of any precision with at least one matching day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Date {
    pub(super) year: Digits<4>,
    pub(super) finer: Finer,
    /// Qualifiers of year, month or season, and day; `None` for unqualified or missing components.
    pub(super) qualifiers: [Option<Qualifier>; 3],
    pub(super) span: Span,
}

/// The components of a date after the year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Finer {
    Nothing,
    /// Number of significant digits of the year, 1 to 4 (`1950S2`).
    Significant(u8),
    Season(Season),
    Month(Digits<2>),
    Day(Digits<2>, Digits<2>),
}

impl Finer {
    /// Number of components of such a date, the year included.
    pub(super) fn components(self) -> usize {
        match self {
            Self::Nothing | Self::Significant(_) => 1,
            Self::Season(_) | Self::Month(_) => 2,
            Self::Day(..) => 3,
        }
    }
}

impl Date {
    /// Creates a date; `None` if no day matches it.
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

    /// The date with a qualifier added to each component.
    fn qualified(mut self, qualifier: Qualifier) -> Self {
        for part in self.qualifiers.iter_mut().take(self.finer.components()) {
            *part = Some(part.map_or(qualifier, |q| q.and(qualifier)));
        }
        self
    }
}

/// A date with a time of day, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) offset: Offset,
}

/// Offset of a time from UTC, as written; it does not change the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offset {
    /// No offset: local time of the place.
    Local,
    /// `Z`: UTC (ISO 8601).
    Utc,
    /// `+03` or `-04:30`: hours and minutes ahead of UTC or behind it.
    By { behind: bool, hours: u8, minutes: Option<u8> },
}

impl Set {
    /// All dates in the set, ends of ranges included.
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

    /// Whether this end has a date: it is neither open nor unknown.
    pub(super) fn is_stated(&self) -> bool {
        !matches!(self, Self::Open | Self::Unknown)
    }
}

impl Expression {
    /// Whether any component of any date is approximate (`~` or `%`).
    #[must_use]
    pub fn is_approximate(&self) -> bool {
        self.any_qualifier(Qualifier::is_approximate)
    }

    /// Whether any component of any date is uncertain (`?` or `%`).
    #[must_use]
    pub fn is_uncertain(&self) -> bool {
        self.any_qualifier(Qualifier::is_uncertain)
    }

    /// The qualifiers of the start and the end; `None` for an end without one. For a single date and a set,
    /// both ends have all of its qualifiers.
    #[must_use]
    pub fn qualified_ends(&self) -> [Option<Qualifier>; 2] {
        let of = |dates: &[&Date]| {
            let all = dates.iter().flat_map(|date| date.qualifiers.iter().flatten().copied());
            all.reduce(Qualifier::and)
        };
        match self.kind() {
            ExpressionForm::Date(date) => [of(&[date]); 2],
            ExpressionForm::Moment(_) => [None; 2],
            ExpressionForm::Interval { start, end } => [of(&start.dates()), of(&end.dates())],
            ExpressionForm::Set(set) => [of(&set.dates().collect::<Vec<_>>()); 2],
        }
    }

    /// The expression with a qualifier added to each of its dates.
    ///
    /// A date-time becomes its date, since EDTF cannot qualify a time of day.
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

    /// Whether the end is open or unknown: `2016-07-01/..`, `2016-07-01/`, `{2016..}`.
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

    /// Whether the start is open or unknown: `/2016-07-01`, `../2016-07-01`, `{..2016}`.
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
