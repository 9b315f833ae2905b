//! The signs that charts have besides the marks of lanes.

use crate::render::timeline::marks::Marks;
use std::collections::BTreeSet;

/// One set of signs.
#[derive(Debug)]
pub(super) struct Signs {
    /// Numbers between a lower and an upper bound.
    pub(super) bar: char,
    /// A lower bound without an upper one.
    pub(super) at_least: char,
    /// An upper bound without a lower one.
    pub(super) at_most: char,
    /// The signs of bounds, and what they mean.
    bounds: &'static [(char, &'static str)],
    /// The sign below a figure that somebody contradicts.
    pub(super) contradicted: char,
    /// A column with a sum: the part up to the lower bound, from there to the sum, and from the sum
    /// to the upper bound.
    pub(super) sum: [char; 3],
    /// A sum for a period that does not lie within one day, month or year.
    pub(super) across: char,
    /// The line on the left side, and the same line beside a number.
    pub(super) side: [char; 2],
    /// The corner and the line at the bottom.
    pub(super) below: [char; 2],
}

const UNICODE: Signs = Signs {
    bar: '┃',
    at_least: '≥',
    at_most: '≤',
    bounds: &[('>', "more than"), ('≥', "at least"), ('<', "under"), ('≤', "at most")],
    contradicted: '≠',
    sum: ['█', '▓', '▒'],
    across: '╌',
    side: ['│', '┤'],
    below: ['└', '─'],
};

const ASCII: Signs = Signs {
    bar: 'I',
    at_least: '^',
    at_most: 'v',
    bounds: &[('^', "at least"), ('v', "at most")],
    contradicted: '!',
    sum: ['#', 'x', ','],
    across: '"',
    side: ['|', '+'],
    below: ['+', '-'],
};

/// The ASCII set, or the Unicode set.
pub(super) fn of(ascii: bool) -> &'static Signs {
    if ascii { &ASCII } else { &UNICODE }
}

/// The meanings of the used signs.
pub(super) fn meanings(used: &BTreeSet<char>, signs: &Signs, marks: &Marks) -> Vec<String> {
    let one = |sign: char, meaning: &str| (sign, format!("{sign} {meaning}"));
    let [begin, middle, end, _] = marks.total;
    let figures = [one(marks.point, "figure"), one(signs.bar, "from low to high")];
    let bounds = signs.bounds.iter().map(|(sign, meaning)| one(*sign, meaning));
    let [whole, below, above] = signs.sum;
    let others = [
        one(whole, "events added up"),
        (below, format!("{whole}{below} at least, and the sum")),
        (above, format!("{whole}{above} up to the upper bound of the sum")),
        (signs.across, format!("{0}{0} over several columns", signs.across)),
        (middle, format!("{begin}{middle}{end} total of days")),
        (marks.level[0], format!("{}{} over days", marks.level[0], marks.level[1])),
        (marks.absent, format!("{0}{0} none", marks.absent)),
        one(marks.absent_short, "none, briefly"),
        (marks.absent_maybe, format!("{0}{0} perhaps none", marks.absent_maybe)),
        one(marks.maybe, "may have"),
        one(marks.hedged, "about that day, or doubted"),
        (marks.between, format!("{0}{0} possible days", marks.between)),
        one(marks.foreseen, "forecast"),
        one(marks.demanded, "demanded"),
        one(marks.ended, "ended"),
        one(marks.planned, "announced, agreed or planned"),
        one(marks.put_off, "postponed or refused"),
        one(marks.denied, "denied"),
        one(signs.contradicted, "contradicted"),
    ];
    let all = figures.into_iter().chain(bounds).chain(others);
    all.filter(|(sign, _)| used.contains(sign)).map(|(_, text)| text).collect()
}
