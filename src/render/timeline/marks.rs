//! The characters that lanes are drawn with; without colour they still differ. There is one set in
//! Unicode and one in ASCII.

use crate::domain::compare::StatementKind;
use crate::text::ink::Ink;

/// One set of characters.
#[derive(Debug)]
pub(in crate::render) struct Marks {
    /// A day on which a state certainly existed.
    pub(in crate::render) held: char,
    /// A day on which, according to an allegation, a state existed; and an event or value that is
    /// only alleged.
    pub(in crate::render) claimed: [char; 2],
    /// A day on which a state may have existed, or an event may have happened.
    pub(in crate::render) maybe: char,
    /// A day on which an event certainly did not happen.
    pub(in crate::render) absent: char,
    /// An absence that is too short for a line.
    pub(in crate::render) absent_short: char,
    /// A day on which an event perhaps did not happen.
    pub(in crate::render) absent_maybe: char,
    /// The beginning, middle and end of a total's days, and its possible days.
    pub(in crate::render) total: [char; 4],
    /// The middle and end of a value over several days.
    pub(in crate::render) level: [char; 2],
    /// An event, or a value for one day.
    pub(in crate::render) point: char,
    /// The end of a state.
    pub(in crate::render) ended: char,
    /// Before a point, or at the end of a line: the day is approximate or uncertain.
    pub(in crate::render) hedged: char,
    /// A day for which something is forecast.
    pub(in crate::render) foreseen: char,
    /// A day for which something is demanded.
    pub(in crate::render) demanded: char,
    /// A day for which something is planned.
    pub(in crate::render) planned: char,
    /// Something that was postponed or refused.
    pub(in crate::render) put_off: char,
    /// A day for which something is denied.
    pub(in crate::render) denied: char,
    /// Shown instead of figures that differ for the same time.
    pub(in crate::render) differ: &'static str,
    /// Days between the first and last possible day of something that happened on one of them.
    pub(in crate::render) between: char,
    /// A mark that continues beyond the left and the right edge.
    pub(in crate::render) beyond: [char; 2],
    /// A guide below a label of the axis.
    pub(in crate::render) guide: char,
    /// Bars for numbers of points, from few to many.
    pub(in crate::render) density: &'static [char],
    /// The separator between the parts of the head.
    pub(in crate::render) dot: &'static str,
    /// Shown instead of text that was cut.
    pub(in crate::render) more: &'static str,
}

const UNICODE: Marks = Marks {
    held: '█',
    claimed: ['▒', '◌'],
    maybe: '░',
    absent: '─',
    absent_short: '0',
    absent_maybe: '┄',
    total: ['╞', '═', '╡', '┈'],
    level: ['━', '┥'],
    point: '●',
    ended: '×',
    hedged: '≈',
    foreseen: '◇',
    demanded: '△',
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
    claimed: ['+', 'c'],
    maybe: ':',
    absent: '-',
    absent_short: '0',
    absent_maybe: '~',
    total: ['|', '=', '|', '.'],
    level: ['_', ']'],
    point: '*',
    ended: 'X',
    hedged: 'a',
    foreseen: '?',
    demanded: 'd',
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
pub(in crate::render) fn of(ascii: bool) -> &'static Marks {
    if ascii { &ASCII } else { &UNICODE }
}

/// The colour of a kind of mark.
pub(in crate::render) fn ink(kind: StatementKind) -> Ink {
    match kind {
        StatementKind::Held | StatementKind::Ended => Ink::Cyan,
        StatementKind::Absent => Ink::Red,
        StatementKind::Total | StatementKind::Level => Ink::Bold,
        StatementKind::Happened => Ink::Green,
        StatementKind::Foreseen
        | StatementKind::Demanded
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
pub(in crate::render) fn narrow(value: &str) -> String {
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
