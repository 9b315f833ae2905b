//! Parses times of day; they are checked and stored as written.

use super::cursor::Cursor;
use crate::domain::when::ast::{Date, Finer, Moment, Offset};
use crate::domain::when::error::Fault;

/// Parses the grammar rule `date-time = date "T" hh ":" mm ":" ss [ "Z" | ( "+" | "-" ) hh [ ":" mm
/// ] ]`, after its date. Returns `None` if no `T` follows.
pub(super) fn after(
    date: &Date,
    begin: usize,
    cursor: &mut Cursor<'_>,
) -> Result<Option<Moment>, Fault> {
    let date_end = cursor.position();
    if !cursor.eat(b'T') && !cursor.eat(b't') {
        return Ok(None);
    }
    let whole = matches!(date.finer, Finer::Day(..)) && date.span.first_start == date.span.last_end;
    if !whole || date.qualifiers != [None; 3] {
        return Err(Fault::new(
            begin..date_end,
            "a time of day needs a full date before it, with no qualifier or unspecified digit",
        ));
    }
    let hour = two(cursor, "hour", 23)?;
    colon(cursor, "minutes")?;
    let minute = two(cursor, "minute", 59)?;
    colon(cursor, "seconds")?;
    let second = two(cursor, "second", 59)?;
    let day = date.span.first_start;
    Ok(Some(Moment { day, hour, minute, second, offset: offset(cursor)? }))
}

fn offset(cursor: &mut Cursor<'_>) -> Result<Offset, Fault> {
    let begin = cursor.position();
    if cursor.eat(b'Z') || cursor.eat(b'z') {
        return Ok(Offset::Utc);
    }
    let behind = cursor.eat(b'-');
    if !behind && !cursor.eat(b'+') {
        return Ok(Offset::Local);
    }
    let hours = two(cursor, "hour of an offset", 23)?;
    let minutes =
        if cursor.eat(b':') { Some(two(cursor, "minute of an offset", 59)?) } else { None };
    if behind && hours == 0 && minutes.is_none_or(|minutes| minutes == 0) {
        return Err(Fault::new(begin..cursor.position(), "no offset is written `Z` or `+00:00`"));
    }
    Ok(Offset::By { behind, hours, minutes })
}

fn colon(cursor: &mut Cursor<'_>, next: &str) -> Result<(), Fault> {
    if cursor.eat(b':') {
        return Ok(());
    }
    Err(cursor.expected(&format!("`:` and the {next}, as in T14:30:00")))
}

/// Parses two digits; fails if they exceed `max`.
fn two(cursor: &mut Cursor<'_>, name: &str, max: u8) -> Result<u8, Fault> {
    let begin = cursor.position();
    let text = cursor.eat_while(|byte| byte.is_ascii_digit());
    if text.len() != 2 {
        cursor.back_to(begin);
        return Err(cursor.expected(&format!("the two digits of the {name}")));
    }
    text.parse().ok().filter(|value| *value <= max).ok_or_else(|| {
        Fault::new(begin..cursor.position(), format!("there is no {name} {text} (00 to {max})"))
    })
}
