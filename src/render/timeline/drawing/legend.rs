//! The legend: everything that is drawn, with its meaning and a sample.

use super::shape::{Ink, Line, Shape, Sign};

/// Something that is drawn, in the order of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render::timeline) enum Key {
    Held,
    /// A state that somebody only alleges.
    HeldClaimed,
    MayHave,
    Ended,
    Absent,
    PerhapsAbsent,
    Total,
    OverDays,
    Figure,
    Event,
    /// A value or an event that somebody only alleges.
    Claimed,
    /// An approximate or uncertain day.
    Hedged,
    Differ,
    Foreseen,
    Demanded,
    Planned,
    /// A state that is planned for these days.
    PlannedDays,
    PutOff,
    Denied,
    PossibleDays,
    Beyond,
    /// How many facts there are.
    Count,
}

impl Key {
    /// Its meaning.
    pub(in crate::render::timeline) fn words(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::HeldClaimed => "held, only alleged",
            Self::MayHave => "may have",
            Self::Ended => "ended",
            Self::Absent => "none",
            Self::PerhapsAbsent => "perhaps none",
            Self::Total => "total over these days",
            Self::OverDays => "value over days",
            Self::Figure => "value of a day",
            Self::Event => "event",
            Self::Claimed => "claimed",
            Self::Hedged => "about that day, or doubted",
            Self::Differ => "reports differ",
            Self::Foreseen => "forecast",
            Self::Demanded => "demanded",
            Self::Planned => "announced, agreed or planned",
            Self::PlannedDays => "planned for these days",
            Self::PutOff => "postponed or refused",
            Self::Denied => "denied",
            Self::PossibleDays => "possible days",
            Self::Beyond => "continues",
            Self::Count => "how many facts, scaled for each lane",
        }
    }
}

/// The shapes of a sample, in a strip of the legend's width.
pub(in crate::render::timeline) fn sample(key: Key) -> Vec<Shape> {
    let (from, to, at) = (0.05, 0.95, 0.5);
    let sign = |sign, ink| vec![Shape::Sign { at, aside: 0.0, rise: 0.0, ink, sign }];
    let line = |line, ink| Shape::Line { from, to, ink, line };
    match key {
        Key::Held => vec![Shape::Bar { from, to, ink: Ink::Held }],
        Key::HeldClaimed => vec![Shape::Claimed { from, to, ink: Ink::Held }],
        Key::MayHave => vec![Shape::Light { from, to, ink: Ink::Held }],
        Key::Ended => sign(Sign::Ended, Ink::Held),
        Key::Absent => vec![line(Line::Solid, Ink::Absent)],
        Key::PerhapsAbsent => vec![line(Line::Dashed, Ink::Absent)],
        Key::Total => vec![
            line(Line::Double, Ink::Figure),
            Shape::End { at: from, ink: Ink::Figure },
            Shape::End { at: to, ink: Ink::Figure },
        ],
        Key::OverDays => {
            vec![line(Line::Thick, Ink::Figure), Shape::End { at: to, ink: Ink::Figure }]
        }
        Key::Figure => sign(Sign::Point, Ink::Figure),
        Key::Event => sign(Sign::Point, Ink::Event),
        Key::Claimed => sign(Sign::Claimed, Ink::Figure),
        Key::Hedged => [(Sign::Hedged, Ink::Figure), (Sign::Point, Ink::Figure)]
            .map(|(sign, ink)| Shape::Sign { at, aside: 0.0, rise: 0.0, ink, sign })
            .to_vec(),
        Key::Differ => {
            let sign =
                |at, sign| Shape::Sign { at, aside: 0.0, rise: 0.0, ink: Ink::Warning, sign };
            vec![sign(0.25, Sign::Ring), sign(0.8, Sign::Differ)]
        }
        Key::Foreseen => sign(Sign::Foreseen, Ink::Ahead),
        Key::Demanded => sign(Sign::Demanded, Ink::Ahead),
        Key::Planned => sign(Sign::Planned, Ink::Ahead),
        Key::PlannedDays => vec![Shape::Hollow { from, to, ink: Ink::Ahead }],
        Key::PutOff => sign(Sign::PutOff, Ink::Ahead),
        Key::Denied => sign(Sign::Denied, Ink::Ahead),
        Key::PossibleDays => vec![line(Line::Dotted, Ink::Figure)],
        Key::Beyond => vec![
            Shape::Bar { from: 0.4, to: 1.0, ink: Ink::Held },
            Shape::Beyond { is_after: true, ink: Ink::Held },
        ],
        Key::Count => [0.3, 0.6, 1.0]
            .into_iter()
            .zip([0.1, 0.4, 0.7])
            .map(|(high, from)| Shape::Column { from, to: from + 0.22, high, ink: Ink::Event })
            .collect(),
    }
}
