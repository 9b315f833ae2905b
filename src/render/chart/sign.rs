//! The signs of figures on a page, and what they mean. The shape shows what is known about the figure; the colour shows
//! its kind, and whether it is contradicted.

use crate::domain::compare::StatementKind;
use crate::domain::group_counts::Dimension;
use crate::view::chart::{Bar, Figure, Sums};
use maud::{Markup, html};

/// The form in which a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Figure,
    /// A figure that the report calls approximate.
    About,
    /// A figure for some day that is not stated.
    SomeDay,
    /// Two bounds without a figure between them: only the bar is drawn.
    Range,
    AtLeast,
    AtMost,
    Absent,
    Planned,
    Foreseen,
    Demanded,
    /// Denied, postponed, refused or over.
    NotSo,
}

impl Sign {
    pub(super) fn of(figure: &Figure) -> Self {
        match (figure.mark.kind, figure.low, figure.best, figure.high) {
            (StatementKind::Absent, ..) => Self::Absent,
            (StatementKind::Foreseen, ..) => Self::Foreseen,
            (StatementKind::Demanded, ..) => Self::Demanded,
            (StatementKind::Denied | StatementKind::PutOff | StatementKind::Ended, ..) => {
                Self::NotSo
            }
            (_, Some(_), None, None) => Self::AtLeast,
            (_, None, None, Some(high)) if high > 0.0 => Self::AtMost,
            (_, Some(_), None, Some(_)) => Self::Range,
            (StatementKind::Planned, ..) => Self::Planned,
            _ if is_of_some_day(figure) => Self::SomeDay,
            _ if figure.is_approximate => Self::About,
            _ => Self::Figure,
        }
    }

    /// The name and the outline of a sign that is not a circle; `None` for circles, and for a range, which is its
    /// bar.
    pub(super) fn outline(self) -> Option<(&'static str, &'static str)> {
        let id = match self {
            Self::AtLeast => "low",
            Self::AtMost => "high",
            Self::Foreseen => "due",
            Self::Demanded => "demanded",
            Self::NotSo => "not",
            Self::Absent => "none",
            Self::Figure | Self::Planned | Self::About | Self::SomeDay | Self::Range => {
                return None;
            }
        };
        OUTLINES.into_iter().find(|(known, _)| *known == id)
    }

    /// The classes of the sign.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::AtLeast | Self::AtMost => "sign open",
            Self::Absent => "sign none",
            Self::About => "sign about",
            Self::SomeDay => "sign some-day",
            Self::Figure
            | Self::Range
            | Self::Planned
            | Self::Foreseen
            | Self::Demanded
            | Self::NotSo => "sign",
        }
    }
}

impl Sign {
    /// The sign in a separate file, at its position, inside a group with its colour.
    pub(super) fn in_file(self, place: &str) -> Markup {
        let is_hollow = self == Self::SomeDay || class_of(self) == "ahead";
        let fill = match self {
            Self::AtLeast | Self::AtMost | Self::Absent => Some("none"),
            _ => is_hollow.then_some("#fff"),
        };
        let hollow = is_hollow.then_some("hollow");
        let thick = if self == Self::Absent { "3.5" } else { "1.75" };
        html! {
            @match self.outline() {
                Some((_, outline)) => path class=[hollow] d=(outline) transform=(place) fill=[fill] stroke-width=(thick) {},
                None => circle class=[hollow] r="4.25" transform=(place) fill=[fill] stroke-width=(thick)
                    fill-opacity=[(self == Self::About).then_some(".3")]
                    stroke-dasharray=[(self == Self::SomeDay).then_some("2.2 1.6")] {},
            }
        }
    }
}

/// The names and the outlines of signs: at least, at most, forecast, demanded, denied or postponed, none.
pub(super) const OUTLINES: [(&str, &str); 6] = [
    ("low", "M-5 0H5M0 0V-13M-3.5-9.5 0-13 3.5-9.5"),
    ("high", "M-5 0H5M0 0V13M-3.5 9.5 0 13 3.5 9.5"),
    ("due", "M0-5 5 0 0 5-5 0Z"),
    ("demanded", "M0-5 5 4-5 4Z"),
    ("not", "M-4-4 4 4M-4 4 4-4"),
    ("none", "M-6 0H6"),
];

/// The names and the outlines of the arrows at the edges.
pub(super) const BEYOND: [(&str, &str); 2] = [("before", "M0-4V4L-6 0Z"), ("after", "M0-4V4L6 0Z")];

/// The name and the outline of the sign of an approximate or uncertain day, drawn behind that of the figure.
pub(super) const HEDGED: (&str, &str) = ("hedged", "M-12 0H12");

/// Whether a figure that is not about the future has no certain day.
pub(super) fn is_of_some_day(figure: &Figure) -> bool {
    figure.mark.certain.is_none() && !figure.is_hollow()
}

/// The class of a figure, which has its colour.
pub(super) fn class(figure: &Figure) -> &'static str {
    match figure.mark.kind {
        _ if figure.mark.differs => "differs",
        StatementKind::Absent => "absent",
        StatementKind::Happened => "event",
        _ if figure.is_hollow() => "ahead",
        _ => "known",
    }
}

/// The unit of time that has one column each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Day,
    Month,
    Year,
}

/// The signs that the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Is(Sign),
    /// A bar from bound to bound.
    Bar,
    OverDays,
    OfDays,
    Total,
    /// A column with the sum of a day, a month or a year.
    Sum(By),
    /// From the lower to the upper bound of a sum.
    Range,
    /// A column for a period that does not lie within one of them.
    Across(By),
    /// An approximate or uncertain day.
    Hedged,
    Contradicted,
}

/// The parts that are drawn for a figure.
pub(super) fn keys(figure: &Figure) -> Vec<Key> {
    let is_longer = |(first, last)| first < last;
    let is_over_days = figure.mark.kind.lasts() && figure.mark.certain.is_some_and(is_longer);
    let bounds = [figure.low, figure.best, figure.high];
    let has_bar = bounds.iter().flatten().any(|one| bounds.iter().flatten().any(|two| one < two));
    let sign = Sign::of(figure);
    [
        (sign != Sign::Range).then_some(Key::Is(sign)),
        (has_bar && !is_of_some_day(figure)).then_some(Key::Bar),
        (is_over_days && figure.mark.kind == StatementKind::Level).then_some(Key::OverDays),
        (is_over_days && figure.mark.kind == StatementKind::Total).then_some(Key::Total),
        is_of_some_day(figure).then_some(Key::OfDays),
        figure.mark.is_hedged().then_some(Key::Hedged),
        figure.mark.differs.then_some(Key::Contradicted),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The parts that are drawn for sums.
pub(super) fn keys_of_sums(sums: &Sums) -> Vec<Key> {
    let by = match sums.by {
        Dimension::Year => By::Year,
        Dimension::Month => By::Month,
        _ => By::Day,
    };
    let is_range = |bar: &Bar| bar.low.unwrap_or(0.0) < bar.high.unwrap_or(0.0);
    let one = |bar: &Bar| {
        let key = if bar.is_across { Key::Across(by) } else { Key::Sum(by) };
        let at_least = bar.high.is_none().then_some(Key::Is(Sign::AtLeast));
        let hedged = bar.is_hedged.then_some(Key::Hedged);
        let contradicted = bar.differs.then_some(Key::Contradicted);
        [Some(key), is_range(bar).then_some(Key::Range), at_least, hedged, contradicted]
    };
    sums.bars.iter().filter(|bar| bar.is_drawn).flat_map(one).flatten().collect()
}

pub(super) fn class_of(sign: Sign) -> &'static str {
    match sign {
        Sign::Absent => "absent",
        Sign::Planned | Sign::Foreseen | Sign::Demanded | Sign::NotSo => "ahead",
        _ => "known",
    }
}

pub(super) fn words(sign: Sign) -> &'static str {
    match sign {
        Sign::Figure => "figure",
        Sign::About => "about, nearly",
        Sign::SomeDay => "on a day not stated",
        Sign::Range => "from low to high",
        Sign::AtLeast => "at least",
        Sign::AtMost => "at most",
        Sign::Absent => "none",
        Sign::Planned => "announced, agreed or planned",
        Sign::Foreseen => "forecast",
        Sign::Demanded => "demanded",
        Sign::NotSo => "denied, postponed or ended",
    }
}
