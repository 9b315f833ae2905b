//! Reads times of day and hours of a day: "16:00 GMT", "9 am to 2 pm", "09:00-14:00 daily", "between 10:00
//! and 12:00".
//!
//! Knows clocks. Must not know dates: the remaining words are those of the day.

use crate::domain::hours::Hours;
use crate::language::words::english::parts_of_time::ABOUT_A_CLOCK;
use std::ops::Range;

const NOON: u16 = 12 * 60;

/// Reads words that are only a time of day, in ISO 8601 or in English. `None` for other words.
#[must_use]
pub fn read_hours(words: &str) -> Option<Hours> {
    let words = words.trim();
    words.parse().ok().or_else(|| {
        let (hours, rest) = hours_in(words)?;
        rest.is_empty().then_some(hours)
    })
}

/// Reads the words of a time with `read`, and the time of day in them separately. If `read` does not
/// understand the time of day, it gets only the other words. Fails as `read` does.
pub fn read_time<T, E>(
    words: &str,
    mut read: impl FnMut(&str) -> Result<T, E>,
) -> Result<(T, Option<Hours>), E> {
    match (read(words), hours_in(words)) {
        (Ok(time), found) => Ok((time, found.map(|(hours, _)| hours))),
        (Err(why), Some((hours, rest))) if !rest.is_empty() => {
            read(&rest).map(|time| (time, Some(hours))).map_err(|_| why)
        }
        (Err(why), _) => Err(why),
    }
}

/// The only time of day in a text, and the text without it. `None` if there is none or more than one, or if it is
/// approximate or in a time zone that is not understood.
fn hours_in(text: &str) -> Option<(Hours, String)> {
    // Most times have no time of day, and are not searched further.
    if !has_sign(text.as_bytes()) {
        return None;
    }
    let words = Words::of(text);
    let (hours, span) = (0..words.spans.len()).find_map(|at| words.expression(at))?;
    let again =
        (span.end..words.spans.len()).any(|at| words.clock(at).is_some_and(|clock| !clock.is_bare));
    if again {
        return None;
    }
    let hours = hours?;
    let outside = words.outside(span);
    Some((hours, outside))
}

/// Whether a text has a sign of a time of day. For most texts, the first byte excludes this.
fn has_sign(text: &[u8]) -> bool {
    (0..text.len()).any(|at| {
        let begins = |sign: &str| {
            let here = text.get(at..at + sign.len());
            here.is_some_and(|here| here.eq_ignore_ascii_case(sign.as_bytes()))
        };
        match text[at].to_ascii_lowercase() {
            b':' => true,
            b'a' => begins("am"),
            b'p' => begins("pm"),
            b'.' => begins(".m."),
            b'n' => begins("noon"),
            b'm' => begins("midday") || begins("midnight"),
            b'h' => begins("hours") || begins("hrs"),
            _ => false,
        }
    })
}

/// A text split into words and signs, in lower case.
struct Words<'t> {
    text: &'t str,
    lower: String,
    spans: Vec<Range<usize>>,
}

/// A clock time: its minute, and whether a.m. or p.m. is still open ("9 to 11 a.m.").
#[derive(Clone, Copy)]
struct Clock {
    minute: u16,
    is_bare: bool,
    end: usize,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let lower = text.to_ascii_lowercase();
        let mut spans: Vec<Range<usize>> = Vec::new();
        let mut last = ' ';
        for (at, c) in lower.char_indices() {
            let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
            let joins = !c.is_whitespace()
                && (c.is_ascii_digit() || c.is_alphabetic())
                && kind(c) == kind(last);
            match spans.last_mut().filter(|span| joins && span.end == at) {
                Some(span) => span.end = at + c.len_utf8(),
                None if c.is_whitespace() => {}
                None => spans.push(at..at + c.len_utf8()),
            }
            last = c;
        }
        Self { text, lower, spans }
    }

    fn word(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| &self.lower[span.clone()])
    }

    fn is(&self, at: usize, any: &[&str]) -> bool {
        any.contains(&self.word(at))
    }

    /// Whether a word follows the previous one without a space.
    fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.spans.get(at).is_some_and(|span| self.spans[at - 1].end == span.start)
    }

    fn number(&self, at: usize, digits: usize) -> Option<u16> {
        let word = self.word(at);
        (word.len() == digits).then(|| word.parse().ok()).flatten()
    }

    /// The clock time that begins at a word.
    fn clock(&self, at: usize) -> Option<Clock> {
        match self.word(at) {
            "noon" | "midday" => return Some(Clock { minute: NOON, is_bare: false, end: at + 1 }),
            "midnight" => return Some(Clock { minute: 0, is_bare: false, end: at + 1 }),
            _ => {}
        }
        // In "2018-03-01T09:00" and "3:4:09" the number belongs to another expression.
        let joined = self.is_glued(at) && !self.is(at - 1, &["-", "–", "—", "(", "/"]);
        if joined {
            return None;
        }
        if let Some(whole) = self.number(at, 4) {
            let is_time =
                self.is(at + 1, &["hours", "hrs"]) && whole / 100 < 24 && whole % 100 < 60;
            let minute = whole / 100 * 60 + whole % 100;
            return is_time.then_some(Clock { minute, is_bare: false, end: at + 2 });
        }
        let hour = self.number(at, 2).or_else(|| self.number(at, 1)).filter(|hour| *hour <= 24)?;
        let has_minutes =
            self.is(at + 1, &[":", "."]) && self.is_glued(at + 1) && self.is_glued(at + 2);
        let minutes = self.number(at + 2, 2).filter(|minute| has_minutes && *minute < 60);
        let end = if minutes.is_some() { at + 3 } else { at + 1 };
        // A time with seconds is written as EDTF; it is not read here.
        if self.is(end, &[":"]) && self.is_glued(end) {
            return None;
        }
        let (half, after) = self.half(end);
        let minute = hour * 60 + minutes.unwrap_or(0);
        let is_plain = minutes.is_some() && self.is(at + 1, &[":"]);
        match half {
            None if minutes.is_some() && !is_plain => None,
            None => (minute <= 24 * 60).then_some(Clock { minute, is_bare: !is_plain, end }),
            Some(_) if !(1..=12).contains(&hour) => None,
            Some(is_late) => {
                let minute = minute % NOON + if is_late { NOON } else { 0 };
                Some(Clock { minute, is_bare: false, end: after })
            }
        }
    }

    /// Whether "a.m." or "p.m." follows an hour: `true` for p.m., `None` for neither; and the index of the next word.
    fn half(&self, at: usize) -> (Option<bool>, usize) {
        if self.is(at, &["am", "pm"]) {
            return (Some(self.word(at) == "pm"), at + 1);
        }
        let dotted = self.is(at, &["a", "p"]) && self.is(at + 1, &["."]) && self.is(at + 2, &["m"]);
        if !dotted {
            return (None, at);
        }
        let point = usize::from(self.is(at + 3, &["."]));
        (Some(self.word(at) == "p"), at + 3 + point)
    }

    /// The time of day that begins at a word, with the words around it; no time if it cannot be recorded.
    fn expression(&self, at: usize) -> Option<(Option<Hours>, Range<usize>)> {
        let first = self.clock(at)?;
        let mut end = first.end;
        let is_between = at > 0 && self.is(at - 1, &["between"]);
        let joint = self.is(end, &["-", "–", "—", "to", "until", "till", "/"])
            || is_between && self.is(end, &["and"]);
        let second =
            if joint { self.clock(end + 1).filter(|second| !second.is_bare) } else { None };
        if first.is_bare && second.is_none() {
            return None;
        }
        end = second.map_or(end, |second| second.end);
        let (zone, end) = self.zone(end);
        let (lead, from) = self.lead(at);
        let about = from > 0 && ABOUT_A_CLOCK.contains(&self.word(from - 1))
            || ABOUT_A_CLOCK.contains(&lead);
        let hours = |is_utc| {
            let Some(second) = second else {
                return match lead {
                    "until" | "till" | "before" | "by" => {
                        Hours::between(None, Some(first.minute), is_utc)
                    }
                    "after" | "since" | "from" => Hours::between(Some(first.minute), None, is_utc),
                    _ => Hours::at(first.minute, is_utc),
                };
            };
            // "9 to 11 a.m.", "9 to 2 p.m."
            let late = second.minute >= NOON && first.minute + NOON < second.minute;
            let start = if first.is_bare && late { first.minute + NOON } else { first.minute };
            let stop = if second.minute == 0 { 24 * 60 } else { second.minute };
            Hours::between(Some(start), Some(stop), is_utc)
        };
        let hours = zone.filter(|_| !about).and_then(hours);
        Some((hours, from..self.daily(end)))
    }

    /// The word before a time of day that says how it is meant, and the index of the first word that
    /// belongs to it.
    fn lead(&self, at: usize) -> (&str, usize) {
        let Some(before) = at.checked_sub(1) else { return ("", at) };
        let leads =
            ["from", "between", "at", "until", "till", "before", "by", "after", "since", "("];
        let is_lead = self.is(before, &leads) || ABOUT_A_CLOCK.contains(&self.word(before));
        if is_lead { (self.word(before), before) } else { ("", at) }
    }

    /// Whether a time zone after a time is UTC (rather than local time), and the index after it; `None` for a zone that
    /// is neither.
    fn zone(&self, at: usize) -> (Option<bool>, usize) {
        let at = at + usize::from(self.is(at, &["("]));
        let others = [
            "est", "edt", "cst", "cdt", "pst", "pdt", "bst", "cet", "cest", "eet", "eest", "msk",
            "ist",
        ];
        if self.is(at, &["gmt", "utc", "z"]) {
            let has_offset = self.is(at + 1, &["+", "-", "−"]) && self.is_glued(at + 1);
            return ((!has_offset).then_some(true), self.closed(at + 1));
        }
        if self.is(at, &others) {
            return (None, self.closed(at + 1));
        }
        let is_named = self.is(at + 1, &["time"]);
        (Some(false), if is_named { self.closed(at + 2) } else { at })
    }

    fn closed(&self, at: usize) -> usize {
        at + usize::from(self.is(at, &[")"]))
    }

    /// The index after words that apply the hours to each day, such as "daily".
    fn daily(&self, at: usize) -> usize {
        let at =
            at + usize::from(self.is(at, &[","]) && self.is(at + 1, &["daily", "every", "each"]));
        match (self.word(at), self.word(at + 1)) {
            ("daily", _) => at + 1,
            ("every" | "each" | "a", "day") => at + 2,
            _ => at,
        }
    }

    /// The text without some words, and without the signs that joined them to the rest.
    fn outside(&self, span: Range<usize>) -> String {
        let start = self.spans.get(span.start).map_or(0, |it| it.start);
        let end = self.spans.get(span.end).map_or(self.text.len(), |it| it.start);
        let trimmed = |text: &'t str| text.trim_matches([' ', ',', ';', '(', ')', '\t']);
        let (before, after) = (trimmed(&self.text[..start]), trimmed(&self.text[end..]));
        let after = after.strip_prefix("of ").unwrap_or(after);
        format!("{before} {after}").trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::dates::{self, Anchor};

    #[test]
    fn a_time_of_day_is_found_beside_its_day() {
        for (words, hours, rest) in [
            ("09:00-14:00 daily", "09:00/14:00", ""),
            ("between 10:00 and 12:00", "10:00/12:00", ""),
            ("from 9 a.m. to 2 p.m. each day", "09:00/14:00", ""),
            ("9 to 11 am", "09:00/11:00", ""),
            ("9am-2pm", "09:00/14:00", ""),
            ("at 16:00 GMT on Friday", "16:00Z", "on Friday"),
            ("Friday at 16:00 local time", "16:00", "Friday"),
            ("09:00-14:00 daily from 27 February", "09:00/14:00", "from 27 February"),
            ("5 March between 10:00 and 12:00", "10:00/12:00", "5 March"),
            ("until 14:00 on 5 March", "../14:00", "on 5 March"),
            ("after 10 pm on Monday", "22:00/..", "on Monday"),
            ("0500 hours on 5 March", "05:00", "on 5 March"),
            ("noon to midnight", "12:00/24:00", ""),
            ("22:00 to 04:00", "22:00/04:00", ""),
            ("09:00/14:00", "09:00/14:00", ""),
        ] {
            let found = hours_in(words).map(|(hours, rest)| (hours.to_string(), rest));
            assert_eq!(found, Some((hours.to_owned(), rest.to_owned())), "{words}");
        }
    }

    #[test]
    fn words_that_are_not_a_plain_time_of_day_are_left_alone() {
        for words in [
            "5 March",
            "2018-03-01T09:00:00",
            "2018-03-01/2018-03-05",
            "around 16:00 on Friday",
            "16:00 EST on Friday",
            "Friday, 16:00 UTC+3",
            "09:00 on 1 March to 14:00 on 3 March",
            "12 hours",
            "3:4",
            "25:00",
            "between 5 and 7 March",
            "in 2018",
            "",
        ] {
            assert_eq!(hours_in(words), None, "{words}");
        }
        assert_eq!(read_hours("Friday at 16:00"), None);
        for words in ["09:00-14:00", "09:00 - 14:00", "09:00\u{2013}14:00", "9:00-14:00"] {
            let hours = read_hours(words).map(|it| it.to_string());
            assert_eq!(hours.as_deref(), Some("09:00/14:00"), "{words}");
        }
        for words in ["09-14", "9-14", "09:00+03:00", "09:00-14:00+03:00"] {
            assert_eq!(read_hours(words), None, "{words}");
        }
    }

    #[test]
    fn hours_never_move_a_day() {
        let anchor = Anchor::on("2018-03-06".parse().unwrap());
        for (words, edtf) in [
            ("between 10:00 and 12:00 on 5 March", "2018-03-05"),
            ("5 March at 23:30 GMT", "2018-03-05"),
            ("09:00-14:00 daily since 27 February", "2018-02-27/.."),
        ] {
            let (reading, hours) = read_time(words, |words| dates::read(words, &anchor)).unwrap();
            assert_eq!(reading.value.expression.as_str(), edtf, "{words}");
            assert!(hours.is_some(), "{words}");
        }
        let no_day = read_time("09:00-14:00 daily", |words| dates::read(words, &anchor));
        assert!(no_day.is_err());
    }
}
