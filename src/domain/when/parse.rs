//! Parses an EDTF expression; each error has a position and a reason.
//!
//! Has one function for each rule of the grammar in `docs/edtf.md`. This file parses whole
//! expressions, intervals and sets. Spaces around separators are allowed and dropped.

mod cursor;
mod date;
mod plain;
mod time;

use super::ast::{Date, End, Expression, ExpressionForm, Member, Set};
use super::build::exact;
use super::day::plain_day;
use super::error::{Fault, WhenError};
use chrono::Datelike;
use cursor::Cursor;
use std::ops::Range;
use std::str::FromStr;

impl FromStr for Expression {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of_plain_days(text).map_or_else(
            || expression(&mut Cursor::new(text)).map(Self::of).map_err(|fault| fault.within(text)),
            Ok,
        )
    }
}

impl Expression {
    /// Parses a day, or an interval or a range of plain days, which is fast. `None` for every other text.
    pub(crate) fn of_plain_days(text: &str) -> Option<Self> {
        let day = plain_day(text).filter(|day| day.year() > 0);
        let form = day.map(|day| ExpressionForm::Date(exact(day)));
        Some(Self::written(form.or_else(|| plain::plain(text))?, text))
    }
}

/// Parses the grammar rule `expression = set | date-time | end [ "/" end ]`.
fn expression(cursor: &mut Cursor<'_>) -> Result<ExpressionForm, Fault> {
    cursor.skip_spaces();
    let begin = cursor.position();
    if cursor.is_at_end() {
        return Err(cursor.fault_here(
            "the text is empty; expected a date such as 2016-10-24, 2016-07 or 2016-07-01/..",
        ));
    }
    let start = side(cursor)?;
    if let Side::Date(date) = &start
        && let Some(moment) = time::after(date, begin, cursor)?
    {
        finish(cursor, "a date with a time of day must be a single date")?;
        return Ok(ExpressionForm::Moment(moment));
    }
    let start_at = begin..cursor.position();
    cursor.skip_spaces();
    if !cursor.eat(b'/') {
        finish(cursor, "expected `/` for an interval, or the end of the expression")?;
        return start.alone(start_at);
    }
    cursor.skip_spaces();
    let end_begin = cursor.position();
    let end = side(cursor)?;
    let end_at = end_begin..cursor.position();
    if cursor.peek_is(b"Tt") {
        return Err(
            cursor.fault_here("a time of day is allowed only in a single date, not in an interval")
        );
    }
    cursor.skip_spaces();
    finish(cursor, "an interval has two ends; expected the end of the expression")?;
    interval(start.end(start_at)?, end.end(end_at.clone())?, begin, end_at)
}

/// One side of `/`, or a whole expression without `/`.
enum Side {
    Blank,
    Open,
    Date(Date),
    Set(Set),
}

impl Side {
    /// This side as a whole expression; fails if it can only be an end of an interval.
    fn alone(self, at: Range<usize>) -> Result<ExpressionForm, Fault> {
        match self {
            Self::Date(date) => Ok(ExpressionForm::Date(date)),
            Self::Set(set) => Ok(ExpressionForm::Set(set)),
            Self::Blank | Self::Open => {
                Err(Fault::new(at, "`..` is only an end of an interval, as in 2016-07-01/.."))
            }
        }
    }

    /// This side as an end of an interval; fails for a set `{…}`.
    fn end(self, at: Range<usize>) -> Result<End, Fault> {
        match self {
            Self::Blank => Ok(End::Unknown),
            Self::Open => Ok(End::Open),
            Self::Date(date) => Ok(End::Date(date)),
            Self::Set(set) if set.all => Err(Fault::new(
                at,
                "an end of an interval is one day: a one-of set [..] can stand there, an all-of \
                 set {..} cannot",
            )),
            Self::Set(set) => Ok(End::OneOf(set)),
        }
    }
}

/// Parses the grammar rule `end = [ ".." | date | "[" set "]" ]`; also `"{" set "}"`, which is not an end and
/// may only be used alone.
fn side(cursor: &mut Cursor<'_>) -> Result<Side, Fault> {
    match cursor.peek() {
        None | Some(b'/') => Ok(Side::Blank),
        Some(b'.') => dots(cursor).map(|()| Side::Open),
        Some(b'[') => set(cursor, false).map(Side::Set),
        Some(b'{') => set(cursor, true).map(Side::Set),
        Some(_) => date::date(cursor).map(Side::Date),
    }
}

/// An interval from two ends; fails if the start is after the end.
fn interval(
    start: End,
    end: End,
    begin: usize,
    end_at: Range<usize>,
) -> Result<ExpressionForm, Fault> {
    if !start.is_stated() && !end.is_stated() {
        return Err(Fault::new(begin..end_at.end, "an interval needs a date at one end at least"));
    }
    if let (Some(first), Some(last)) = (start.days().0, end.days().1)
        && last < first
    {
        let why = format!("the interval ends ({end}) before it starts ({start})");
        return Err(Fault::new(end_at, why));
    }
    Ok(ExpressionForm::Interval { start, end })
}

/// Parses the grammar rule `set = member { "," member }`, with the brackets around it.
fn set(cursor: &mut Cursor<'_>, all: bool) -> Result<Set, Fault> {
    let (open, close, shown) = if all { (b'{', b'}', '}') } else { (b'[', b']', ']') };
    let begin = cursor.position();
    cursor.eat(open);
    let mut members = Vec::new();
    loop {
        cursor.skip_spaces();
        if members.is_empty() && cursor.eat(close) {
            let at = begin..cursor.position();
            return Err(Fault::new(at, "the set is empty; expected a date or a range in it"));
        }
        let at = cursor.position();
        let member = member(cursor, close)?;
        let at = at..cursor.position();
        if matches!(member, Member::UpTo(_)) && !members.is_empty() {
            return Err(Fault::new(at, "a range with no start can only be the first of a set"));
        }
        let last = matches!(member, Member::From(_));
        members.push(member);
        cursor.skip_spaces();
        if cursor.eat(close) {
            return Ok(Set { all, members });
        }
        if last && cursor.peek() == Some(b',') {
            return Err(Fault::new(at, "a range with no end can only be the last of a set"));
        }
        if !cursor.eat(b',') {
            return Err(cursor.expected(&format!("`,` and another date, or `{shown}`")));
        }
    }
}

/// Parses the grammar rule `member = date | date ".." date | ".." date | date ".."`.
fn member(cursor: &mut Cursor<'_>, close: u8) -> Result<Member, Fault> {
    if cursor.peek() == Some(b'.') {
        dots(cursor)?;
        cursor.skip_spaces();
        return member_date(cursor).map(Member::UpTo);
    }
    let first = member_date(cursor)?;
    let after_first = cursor.position();
    cursor.skip_spaces();
    if cursor.peek() != Some(b'.') {
        cursor.back_to(after_first);
        return Ok(Member::One(first));
    }
    dots(cursor)?;
    cursor.skip_spaces();
    if matches!(cursor.peek(), None | Some(b',')) || cursor.peek() == Some(close) {
        return Ok(Member::From(first));
    }
    let begin = cursor.position();
    let last = member_date(cursor)?;
    if last.span.last_end < first.span.first_start {
        let why =
            format!("the range ends ({}) before it starts ({})", End::Date(last), End::Date(first));
        return Err(Fault::new(begin..cursor.position(), why));
    }
    Ok(Member::Range(first, last))
}

/// A date that is a member of a set.
fn member_date(cursor: &mut Cursor<'_>) -> Result<Date, Fault> {
    if cursor.peek_is(b"[{") {
        return Err(cursor.fault_here("a set has dates and ranges in it, no other set"));
    }
    let date = date::date(cursor)?;
    if cursor.peek_is(b"Tt") {
        return Err(
            cursor.fault_here("a time of day is allowed only in a single date, not in a set")
        );
    }
    if cursor.peek() == Some(b'/') {
        return Err(cursor.fault_here("a range in a set is written with `..`, not with `/`"));
    }
    Ok(date)
}

/// Parses the two points of `2016..2018`; fails for fewer or more.
fn dots(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    let begin = cursor.position();
    while cursor.eat(b'.') {}
    match cursor.position() - begin {
        2 => Ok(()),
        _ => Err(Fault::new(begin..cursor.position(), "expected two dots: `..`")),
    }
}

/// Fails unless the text is at its end.
fn finish(cursor: &mut Cursor<'_>, why: &str) -> Result<(), Fault> {
    cursor.skip_spaces();
    if cursor.is_at_end() { Ok(()) } else { Err(cursor.unexpected(why)) }
}
