//! The shapes that marks are drawn with. They also differ without colour.

use crate::domain::compare::StatementKind;

/// The size that is used to estimate the width of values, in pixels: they are set in bold, 12 pixels high.
pub(super) const VALUE: f64 = 12.0 * 1.1;

/// The meaning of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render::timeline) enum Ink {
    /// A state that existed.
    Held,
    /// Something that did not happen.
    Absent,
    /// A figure.
    Figure,
    /// An event.
    Event,
    /// Something that was still in the future.
    Ahead,
    /// A contradiction.
    Warning,
}

impl Ink {
    /// The colour of a kind of mark.
    pub(super) fn of(kind: StatementKind) -> Self {
        match kind {
            StatementKind::Held | StatementKind::Ended => Self::Held,
            StatementKind::Absent => Self::Absent,
            StatementKind::Total | StatementKind::Level => Self::Figure,
            StatementKind::Happened => Self::Event,
            StatementKind::Foreseen
            | StatementKind::Demanded
            | StatementKind::Planned
            | StatementKind::PutOff
            | StatementKind::Denied => Self::Ahead,
        }
    }
}

/// One shape of a strip. Positions are parts of the window, from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::render::timeline) enum Shape {
    /// Days on which a state certainly existed.
    Bar { from: f64, to: f64, ink: Ink },
    /// Days on which, according to an allegation, a state existed.
    Claimed { from: f64, to: f64, ink: Ink },
    /// Days for which a state is planned.
    Hollow { from: f64, to: f64, ink: Ink },
    /// Days on which a state may have existed.
    Light { from: f64, to: f64, ink: Ink },
    /// A line over days.
    Line { from: f64, to: f64, ink: Ink, line: Line },
    /// The beginning or the end of a line.
    End { at: f64, ink: Ink },
    /// A sign for one day, with an offset of `aside` pixels to the right and `rise` pixels above the middle.
    Sign { at: f64, aside: f64, rise: f64, ink: Ink, sign: Sign },
    /// An arrow at an edge: the time continues before the window, or after it.
    Beyond { is_after: bool, ink: Ink },
    /// How many facts there are in a part of the window: a column with this height, from 0 to 1.
    Column { from: f64, to: f64, high: f64, ink: Ink },
    /// Words at a position, with an offset of `aside` pixels to the right.
    Words { at: f64, aside: f64, anchor: Anchor, words: String, ink: Ink },
}

/// The part of the words that is at their position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render::timeline) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render::timeline) enum Line {
    /// Certainly none.
    Solid,
    /// Perhaps none.
    Dashed,
    /// A total over all its days.
    Double,
    /// Days that are possible.
    Dotted,
    /// A value over several days.
    Thick,
}

/// The signs for one day, in the order of a process: plans come before events, and the end comes last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::timeline) enum Sign {
    Foreseen,
    Demanded,
    Planned,
    /// An event or a value that somebody only alleges.
    Claimed,
    Point,
    /// None, for too few days to draw a line, or at one of several places.
    Absent,
    Denied,
    PutOff,
    Ended,
    /// A ring around a sign that is contradicted.
    Ring,
    /// A sign through another one, or before or after a line: the day is approximate or uncertain.
    Hedged,
    HedgedBefore,
    HedgedAfter,
    /// A sign on a line that is contradicted.
    Differ,
}

impl Sign {
    /// The name of the sign among the definitions of a picture.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Foreseen => "m-foreseen",
            Self::Demanded => "m-demanded",
            Self::Planned => "m-planned",
            Self::Claimed => "m-claimed",
            Self::Point => "m-point",
            Self::Absent => "m-none",
            Self::Denied => "m-denied",
            Self::PutOff => "m-put-off",
            Self::Ended => "m-ended",
            Self::Ring => "m-ring",
            Self::Hedged => "m-hedged",
            Self::HedgedBefore => "m-hedged-before",
            Self::HedgedAfter => "m-hedged-after",
            Self::Differ => "m-differ",
        }
    }
}
