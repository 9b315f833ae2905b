//! A fast parser for the most common forms: intervals and ranges of plain days. Their text is already
//! canonical.

use crate::domain::when::ast::{End, ExpressionForm, Member, Set};
use crate::domain::when::build::exact;
use crate::domain::when::day::{Day, plain_day};
use chrono::Datelike;

/// Parses `a/b`, `a/..`, `../b`, `[a..b]` and intervals with such a set at one end, where `a` and `b` are `YYYY-MM-DD`.
/// `None` for every other text, and for texts that the general parser refuses.
pub(super) fn plain(text: &str) -> Option<ExpressionForm> {
    let Some(slash) = text.bytes().position(|byte| byte == b'/') else {
        return match end(text)? {
            End::OneOf(set) => Some(ExpressionForm::Set(set)),
            _ => None,
        };
    };
    let (start, end) = (end(text.get(..slash)?)?, end(text.get(slash + 1..)?)?);
    let is_stated = start.is_stated() || end.is_stated();
    let is_backwards = start.days().0.zip(end.days().1).is_some_and(|(first, last)| last < first);
    (is_stated && !is_backwards).then_some(ExpressionForm::Interval { start, end })
}

fn end(text: &str) -> Option<End> {
    match text.len() {
        2 if text == ".." => Some(End::Open),
        10 => day(text).map(exact).map(End::Date),
        24 => range(text.strip_prefix('[')?.strip_suffix(']')?),
        _ => None,
    }
}

/// One of the days of a range `a..b`.
fn range(text: &str) -> Option<End> {
    let (first, last) = (day(text.get(..10)?)?, day(text.get(12..)?)?);
    if text.get(10..12) != Some("..") || last < first {
        return None;
    }
    let members = vec![Member::Range(exact(first), exact(last))];
    Some(End::OneOf(Set { all: false, members }))
}

fn day(text: &str) -> Option<Day> {
    plain_day(text).filter(|day| day.year() > 0)
}

#[cfg(test)]
mod tests {
    use super::super::{Cursor, expression};
    use super::*;

    #[test]
    fn the_fast_way_gives_what_the_general_parser_gives() {
        let ends = ["..", "", "2016-02-29", "2016-03-01", "2015-02-29", "0000-01-01", "0001-01-01"];
        let mut sides: Vec<String> = ends.iter().map(|&end| end.to_owned()).collect();
        for (first, last) in ends.iter().flat_map(|a| ends.iter().map(move |b| (a, b))) {
            sides.extend([format!("[{first}..{last}]"), format!("{{{first}..{last}}}")]);
        }
        let intervals = sides.iter().flat_map(|a| sides.iter().map(move |b| format!("{a}/{b}")));
        let texts: Vec<String> = intervals.chain(sides.iter().cloned()).collect();
        let mut fast = 0;
        for text in texts {
            if let Some(form) = plain(&text) {
                assert_eq!(expression(&mut Cursor::new(&text)).ok(), Some(form.clone()), "{text}");
                assert_eq!(form.to_string(), text);
                fast += 1;
            }
        }
        assert!(fast > 50, "{fast}");
    }
}
