//! The characters that lanes are drawn with; without colour they still differ. There is one set in
//! Unicode and one in ASCII.

use crate::domain::compare::StatementKind;
use crate::text::ink::Ink;

/// One set of characters.
#[derive(Debug)]
pub(super) struct Marks {
    /// A day on which a state certainly held.
    pub(super) held: char,
    /// A day on which a state may have held, or an event may have happened.
    pub(super) maybe: char,
    /// A day on which an event certainly did not happen.
    pub(super) absent: char,
    /// An absence that is too short for a line.
    pub(super) absent_short: char,
    /// A day on which an event perhaps did not happen.
    pub(super) absent_maybe: char,
    /// The beginning, middle and end of a total's days, and its possible days.
    pub(super) total: [char; 4],
    /// The middle and end of a value that holds over days.
    pub(super) level: [char; 2],
    /// An event, or a value for one day.
    pub(super) point: char,
    /// The end of a state.
    pub(super) ended: char,
    /// A day for which something is forecast or demanded.
    pub(super) foreseen: char,
    /// A day for which something is planned.
    pub(super) planned: char,
    /// Something put off or refused.
    pub(super) put_off: char,
    /// A day for which something is denied.
    pub(super) denied: char,
    /// Stands instead of figures that differ for the same time.
    pub(super) differ: &'static str,
    /// Days between the first and last possible day of something that happened on one of them.
    pub(super) between: char,
    /// Something that goes on beyond the left and the right edge.
    pub(super) beyond: [char; 2],
    /// A guide below a label of the axis.
    pub(super) guide: char,
    /// Bars for numbers of points, from few to many.
    pub(super) density: &'static [char],
    /// The separator between the parts of the head.
    pub(super) dot: &'static str,
    /// Stands instead of text that was cut.
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

/// The ASCII set, or the Unicode set.
pub(super) fn of(ascii: bool) -> &'static Marks {
    if ascii { &ASCII } else { &UNICODE }
}

/// The colour of a kind of mark.
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

/// The text with signs such as `≤` written in ASCII (`<=`), if `ascii` is true.
pub(in crate::render) fn plain(text: &str, ascii: bool) -> String {
    if !ascii {
        return text.to_owned();
    }
    let signs =
        [('≤', "<="), ('≥', ">="), ('≠', "!="), ('≲', "<~"), ('≳', ">~"), ('…', "..."), ('·', "-")];
    signs.iter().fold(text.to_owned(), |text, (sign, ascii)| text.replace(*sign, ascii))
}

/// A value in its shortest form, for narrow places: `nearly 500` as `≲500`.
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
