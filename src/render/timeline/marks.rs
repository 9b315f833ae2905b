//! The marks of lanes: told apart without colour, in Unicode and in ASCII.

use crate::domain::compare::StatementKind;
use crate::text::ink::Ink;

/// One set of marks.
#[derive(Debug)]
pub(super) struct Marks {
    /// A state that certainly held.
    pub(super) held: char,
    /// Days on which it may have.
    pub(super) maybe: char,
    /// No event, for sure.
    pub(super) absent: char,
    /// No event on days that have no room for a line.
    pub(super) absent_short: char,
    /// Days on which perhaps no event happened.
    pub(super) absent_maybe: char,
    /// Begin, middle and end of a total, and its possible days.
    pub(super) total: [char; 4],
    /// Middle and end of a value over days.
    pub(super) level: [char; 2],
    /// An event, or a value as of a day.
    pub(super) point: char,
    /// The end of a state.
    pub(super) ended: char,
    /// A day that was forecast.
    pub(super) foreseen: char,
    /// A day that was planned.
    pub(super) planned: char,
    /// Put off or refused.
    pub(super) put_off: char,
    /// A day of which something is denied.
    pub(super) denied: char,
    /// In place of figures that differ about the same time.
    pub(super) differ: &'static str,
    /// Between the first and the last day of something on one of them.
    pub(super) between: char,
    /// Runs over the left and the right edge.
    pub(super) beyond: [char; 2],
    /// Under a tick of the axis.
    pub(super) guide: char,
    /// How many, from few to many.
    pub(super) density: &'static [char],
    /// Between the parts of the head.
    pub(super) dot: &'static str,
    /// In place of what was left out.
    pub(super) more: &'static str,
}

const UNICODE: Marks = Marks {
    held: '█',
    maybe: '░',
    absent: '─',
    absent_short: '0',
    absent_maybe: '┄',
    total: ['╞', '═', '╡', '┈'],
    level: ['━', '┥'],
    point: '●',
    ended: '×',
    foreseen: '◇',
    planned: '○',
    put_off: 'ø',
    denied: '¬',
    differ: "≠",
    between: '┈',
    beyond: ['◂', '▸'],
    guide: '·',
    density: &['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
    dot: " · ",
    more: "…",
};

const ASCII: Marks = Marks {
    held: '#',
    maybe: ':',
    absent: '-',
    absent_short: '0',
    absent_maybe: '~',
    total: ['|', '=', '|', '.'],
    level: ['_', ']'],
    point: '*',
    ended: 'X',
    foreseen: '?',
    planned: 'o',
    put_off: '/',
    denied: '%',
    differ: "!=",
    between: '.',
    beyond: ['<', '>'],
    guide: '\'',
    density: &['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    dot: " - ",
    more: "...",
};

/// The marks of a style.
pub(super) fn of(ascii: bool) -> &'static Marks {
    if ascii { &ASCII } else { &UNICODE }
}

/// The colour of a kind, where there is colour.
pub(super) fn ink(kind: StatementKind) -> Ink {
    match kind {
        StatementKind::Held | StatementKind::Ended => Ink::Cyan,
        StatementKind::Absent => Ink::Red,
        StatementKind::Total | StatementKind::Level => Ink::Bold,
        StatementKind::Happened => Ink::Green,
        StatementKind::Foreseen
        | StatementKind::Planned
        | StatementKind::PutOff
        | StatementKind::Denied => Ink::Yellow,
    }
}

/// Text with the signs of comparison that ASCII has.
pub(super) fn plain(text: &str, ascii: bool) -> String {
    if !ascii {
        return text.to_owned();
    }
    let signs = [('≤', "<="), ('≥', ">="), ('≠', "!="), ('≲', "<~"), ('≳', ">~"), ('…', "...")];
    signs.iter().fold(text.to_owned(), |text, (sign, ascii)| text.replace(*sign, ascii))
}

/// A value where there is little room: `nearly 500` as `≲500`.
pub(super) fn narrow(value: &str) -> String {
    for (words, sign) in [("nearly ", '≲'), ("just over ", '≳')] {
        match value.strip_prefix(words) {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                return format!("{sign}{rest}");
            }
            _ => {}
        }
    }
    value.to_owned()
}
