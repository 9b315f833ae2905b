//! Parses times of day: "16:00 GMT", "7 p.m. local time", "the early hours of". They are understood
//! but not resolved, since a fact's time is a day. Knows no dates.

use super::parser::Parser;
use super::tokens::TokenKind;
use crate::language::words;

impl Parser<'_, '_> {
    /// Parses a time of day with its zone; returns whether there was one.
    pub(super) fn clock(&mut self) -> bool {
        let checkpoint = self.checkpoint();
        if self.eat(&["noon", "midday", "midnight"]).is_some() {
            self.zone();
            return true;
        }
        let Some(token) = self.peek() else { return false };
        self.pos += 1;
        let plain = match token.kind {
            TokenKind::Number(hour, 1 | 2) if hour <= 24 => self.minutes(),
            // A number that begins with a zero can only be a time of day: "0530", "05.30".
            TokenKind::Number(time, 4) if time / 100 <= 24 && time % 100 < 60 => {
                token.text.starts_with('0')
            }
            TokenKind::Amount if is_dotted_time(token.text) => token.text.starts_with('0'),
            _ => {
                self.rewind(checkpoint);
                return false;
            }
        };
        // "12 hours" is a length of time, but "0500 hours" is a time of day.
        let whole = plain || matches!(token.kind, TokenKind::Number(_, 4));
        let half = (whole || !matches!(self.text(), "hours" | "hrs")) && self.half_of_day();
        let zone = self.zone();
        if !(plain || half || zone) {
            self.rewind(checkpoint);
            return false;
        }
        true
    }

    /// Parses ":00" or ":00:00" after the hour.
    fn minutes(&mut self) -> bool {
        let mut any = false;
        while let (Some(colon), Some(number)) = (self.peek(), self.peek_at(1)) {
            let fits = matches!(number.kind, TokenKind::Number(value, 2) if value < 60);
            if !(colon.is_mark(':') && fits) {
                break;
            }
            self.pos += 2;
            any = true;
        }
        any
    }

    /// Parses the suffix of an hour: "am", "p.m.", "o'clock", "hours".
    fn half_of_day(&mut self) -> bool {
        if self.eat(&["am", "pm", "hours", "hrs"]).is_some() {
            self.eat_point();
            return true;
        }
        let checkpoint = self.checkpoint();
        if self.eat(&["a", "p"]).is_some() && self.eat_mark('.') && self.eat(&["m"]).is_some() {
            self.eat_point();
            return true;
        }
        self.rewind(checkpoint);
        if self.eat(&["o"]).is_some() && self.eat_mark('\'') && self.eat(&["clock"]).is_some() {
            return true;
        }
        self.rewind(checkpoint);
        false
    }

    /// Parses a time zone: "GMT", "UTC+3", "local time", "Damascus time", "(1400 GMT)".
    fn zone(&mut self) -> bool {
        let checkpoint = self.checkpoint();
        let mut any = false;
        if words::is_zone(self.text()) {
            self.pos += 1;
            self.offset();
            any = true;
        } else if self.peek().is_some_and(|token| token.kind == TokenKind::Word)
            && self.text_at(1) == "time"
        {
            self.pos += 2;
            any = true;
        }
        let inner = self.checkpoint();
        if self.eat_mark('(') && self.clock() && self.eat_mark(')') {
            return true;
        }
        self.rewind(if any { inner } else { checkpoint });
        any
    }

    /// Parses an offset after a zone: "+3", "+03:00".
    fn offset(&mut self) {
        let checkpoint = self.checkpoint();
        if !(self.eat_mark('+') || self.eat_dash()) {
            return;
        }
        match self.peek().map(|token| token.kind) {
            Some(TokenKind::Number(..)) => {
                self.pos += 1;
                self.minutes();
            }
            _ => self.rewind(checkpoint),
        }
    }

    /// Parses the first time of a pair, whose suffix may follow the second: the 8 of "from 8 to 10 a.m.".
    fn hour_or_clock(&mut self) -> bool {
        if self.clock() {
            return true;
        }
        let hour = matches!(self.peek().map(|t| t.kind), Some(TokenKind::Number(0..=24, 1 | 2)));
        self.pos += usize::from(hour);
        hour
    }

    /// Parses hours of one day: "from 8 a.m. to 4 p.m.".
    pub(super) fn clock_range(&mut self) -> bool {
        let checkpoint = self.checkpoint();
        let joins = ["to", "until", "till", "and"];
        let opened = self.eat(&["from", "between"]).is_some();
        let first = opened && self.hour_or_clock();
        let joined = first && (self.eat(&joins).is_some() || self.eat_dash());
        if joined && self.clock() {
            return true;
        }
        self.rewind(checkpoint);
        false
    }

    /// Parses a time or part of the day before its day, with the words between: "16:00 GMT on",
    /// "the night of", "dawn on", "overnight on".
    pub(super) fn clock_before(&mut self) -> bool {
        let from = self.pos;
        if !self.clock_range() {
            if self.eat(&["shortly", "just"]).is_some() {
                self.eat(&["before", "after"]);
            }
            self.eat(&["at", "around", "about", "by"]);
            self.eat(&["around", "about", "approximately", "roughly"]);
        }
        if self.pos > from && matches!(self.tokens[from].text, "from" | "between") || self.clock() {
            let comma = self.eat_mark(',');
            if self.eat(&["on"]).is_none() && !comma {
                self.eat(&["of"]);
            }
            self.note(from, "time of day");
            return true;
        }
        self.pos = from;
        self.eat(&["the", "at"]);
        let into = self.text() == "overnight" && self.text_at(1) == "into";
        let named =
            self.text() == "night" && self.text_at(1) == "before" && self.text_at(2) == "last";
        if into || named {
            self.pos = from;
            return false;
        }
        let hours =
            self.eat_phrase(&["early hours", "small hours", "early morning", "late evening"]);
        if !hours && !words::is_daypart(self.text()) && self.text() != "overnight" {
            self.pos = from;
            return false;
        }
        self.pos += usize::from(!hours);
        if self.eat(&["of", "on"]).is_none() && self.text_at(0).is_empty() {
            self.pos = from;
            return false;
        }
        self.note(from, "part of the day");
        true
    }

    /// Parses a time or part of the day after its day: "Friday night", "Friday at 16:00 GMT",
    /// "Friday in the early hours".
    pub(super) fn clock_after(&mut self) {
        for _ in 0..2 {
            let checkpoint = self.checkpoint();
            let from = self.pos;
            self.eat_mark(',');
            if self.clock_range() {
                self.note(from, "time of day");
                continue;
            }
            self.eat(&["shortly", "just"]);
            let joined =
                self.eat(&["at", "around", "about", "from", "by", "before", "after"]).is_some();
            self.eat(&["around", "about", "approximately", "roughly"]);
            self.eat_phrase(&["in the", "during the"]);
            self.eat(&["early", "late", "mid"]);
            self.eat_dash();
            let part = self.eat_phrase(&["hours", "small hours"]);
            if !part && words::is_daypart(self.text()) {
                self.pos += 1;
                self.note(from, "part of the day");
            } else if part || self.clock() && (joined || !self.is_day_before_month()) {
                self.note(from, "time of day");
            } else {
                self.rewind(checkpoint);
                return;
            }
        }
    }

    /// Whether a month follows, so that the last number was a day, not an hour.
    fn is_day_before_month(&self) -> bool {
        words::month(self.text()).is_some()
    }
}

/// Whether a text is hours and minutes separated by a point: "16.30".
fn is_dotted_time(text: &str) -> bool {
    match text.split_once('.') {
        Some((hour, minute)) => {
            minute.len() == 2
                && hour.parse().is_ok_and(|hour: u32| hour <= 24)
                && minute.parse().is_ok_and(|minute: u32| minute < 60)
        }
        None => false,
    }
}
