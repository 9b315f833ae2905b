//! Parses calendar dates: "Friday 21 October 2016", "Oct. 21", "the 21st", "July 2016", "2016",
//! "the 1990s", and numeric dates. Knows in which order English writes day, month and year.

use super::calendar;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Modifier, PartialDate};
use super::tokens::TokenKind;
use crate::domain::when::month_name;
use crate::language::words;
use crate::language::words::english::not_dates::COUNTED;
use chrono::Datelike;

impl Parser<'_, '_> {
    /// Parses any calendar date. `modifier` is the word before it ("last", "next"), which has
    /// already been parsed.
    pub(super) fn absolute(&mut self, modifier: Modifier) -> RuleResult<Base> {
        if modifier == Modifier::Any {
            if let Some(base) = self.numeric()? {
                return Ok(Some(base));
            }
            if let Some(base) = self.decade_or_century() {
                return Ok(Some(base));
            }
        }
        if let Some(date) = self.month_dash_number()? {
            return Ok(Some(Base::Date(date)));
        }
        Ok(self.calendar_date(modifier).map(Base::Date))
    }

    /// Refuses "Jan-25", which may be January 2025 or 25 January, and reads "Mar-06-24".
    fn month_dash_number(&mut self) -> RuleResult<PartialDate> {
        let (from, checkpoint) = (self.pos, self.checkpoint());
        let month = words::month(self.text()).filter(|_| !self.running);
        let glued =
            |at: usize| self.peek_at(at).filter(|token| token.glued).map(|token| token.kind);
        let (Some(month), Some(TokenKind::Dash), Some(TokenKind::Number(number, 2))) =
            (month, glued(1), glued(2))
        else {
            return Ok(None);
        };
        let (year, day) = (self.full_year(number), Some(number));
        let date = PartialDate { month: Some(month), ..PartialDate::EMPTY };
        match (glued(3), glued(4), self.peek_at(3)) {
            (Some(TokenKind::Dash), Some(TokenKind::Number(last, 2)), _) => {
                self.pos += 5;
                Ok(Some(PartialDate { day, year: self.full_year(last), ..date }))
            }
            (_, _, None) if calendar::day(2000, month, number).is_none() => {
                self.pos += 3;
                match year {
                    Some(full) if full > self.anchor.published.year() => {
                        self.fault(from, format!("is in the future: expected `{full}-{month:02}`"))
                    }
                    _ => Ok(Some(PartialDate { year, ..date })),
                }
            }
            (_, _, None) => {
                self.pos += 3;
                let (words, year) =
                    (month_name(month).unwrap_or_default(), year.unwrap_or_default());
                let why = format!(
                    "may be {words} {year} or {number} {words}: expected `{year}-{month:02}` or `{number} {words}`"
                );
                self.fault(from, why)
            }
            _ => self.give_up(checkpoint),
        }
    }

    /// Parses a calendar date that has words, not only digits.
    fn calendar_date(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let checkpoint = self.checkpoint();
        if let Some(date) = self.weekday_date(modifier) {
            return Some(date);
        }
        let found = self.day_month(modifier).or_else(|| self.month_day(modifier));
        let found =
            found.or_else(|| (modifier == Modifier::Any).then(|| self.year_only()).flatten());
        if found.is_none() {
            self.rewind(checkpoint);
        }
        found
    }

    /// Parses a date that begins with a weekday: "Friday", "Friday, Oct. 21", "Friday the 11th".
    fn weekday_date(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let weekday = words::weekday(self.text())?;
        self.pos += 1;
        if self.text_at(0) == "." && self.peek().is_some_and(|t| t.glued) && self.has_date_at(1) {
            self.pos += 1;
        }
        let checkpoint = self.checkpoint();
        self.clock_after();
        self.eat_mark(',');
        self.eat(&["on"]);
        self.eat(&["the"]);
        let rest = self
            .day_month(modifier)
            .or_else(|| self.month_day(modifier))
            .filter(|date| date.day.is_some());
        match rest {
            Some(date) if !date.bare || self.month_follows() => {
                Some(PartialDate { weekday: Some(weekday), ..date })
            }
            _ => {
                self.rewind(checkpoint);
                Some(PartialDate { weekday: Some(weekday), modifier, ..PartialDate::EMPTY })
            }
        }
    }

    /// Whether further days and then their month follow: "Saturday 2 and Sunday 3 March".
    fn month_follows(&self) -> bool {
        let mut days = 0;
        for at in 0..12 {
            let Some(token) = self.peek_at(at) else { return false };
            match token.kind {
                TokenKind::Number(..) | TokenKind::Ordinal(_) => days += 1,
                TokenKind::Dash | TokenKind::Mark(',' | '&') => {}
                _ if words::month(token.text).is_some() => return days > 0,
                _ if words::weekday(token.text).is_some()
                    || matches!(token.text, "and" | "or" | "to" | "the" | "on" | "of") => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether the token `ahead` of the next one, or after a comma there, can continue a date.
    fn has_date_at(&self, ahead: usize) -> bool {
        let comma = usize::from(self.text_at(ahead) == ",");
        let Some(token) = self.peek_at(ahead + comma) else { return false };
        matches!(token.kind, TokenKind::Number(..) | TokenKind::Ordinal(_))
            || words::month(token.text).is_some()
    }

    /// Parses "21 October 2016", "the 21st of October", "21st". A bare "21" gets its month from a
    /// neighbour later.
    fn day_month(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let checkpoint = self.checkpoint();
        let Some((day, ordinal)) = self.day_number() else {
            self.rewind(checkpoint);
            return None;
        };
        let after_day = self.checkpoint();
        let dash = self.eat_dash();
        self.eat(&["of", "day of"]);
        if !self.eat_mark('.') && self.peek_at(1).is_some_and(|t| words::month(t.text).is_some()) {
            self.eat_mark('/');
        }
        if let Some(month) = words::month(self.text()) {
            self.pos += 1;
            let short = if dash { self.year_after_dash() } else { None };
            let year = short.or_else(|| self.year_after_month()).or_else(|| self.short_last_year());
            return Some(PartialDate {
                year,
                month: Some(month),
                day: Some(day),
                modifier,
                ..PartialDate::EMPTY
            });
        }
        if let Some((year, month)) = self.month_by_reference() {
            return Some(PartialDate {
                year: Some(year),
                month: Some(month),
                day: Some(day),
                ..PartialDate::EMPTY
            });
        }
        self.rewind(after_day);
        // The year of "October 20 to 22, 2016", where the month comes first.
        let year = if self.eat_mark(',') { self.year_number() } else { None };
        if year.is_none() {
            self.rewind(after_day);
        }
        let bare = !ordinal || year.is_some();
        Some(PartialDate { day: Some(day), year, modifier, bare, ..PartialDate::EMPTY })
    }

    /// Parses the year in two digits of "06-Mar-24".
    fn year_after_dash(&mut self) -> Option<i32> {
        let dash = self.peek().is_some_and(|t| t.kind == TokenKind::Dash && t.glued);
        let year = match self.peek_at(1)?.kind {
            TokenKind::Number(year, 2) if dash && self.peek_at(1)?.glued => self.full_year(year)?,
            _ => return None,
        };
        // "06-Mar-24-2" is a code.
        if self.peek_at(2).is_some_and(|next| next.glued && next.kind == TokenKind::Dash) {
            return None;
        }
        self.pos += 2;
        Some(year)
    }

    /// Parses the year in two digits at the end of a phrase: "06 Mar 24", "06Mar24", "6/Mar/24".
    fn short_last_year(&mut self) -> Option<i32> {
        let joined = usize::from(self.text() == "/" || self.text() == ".");
        let (TokenKind::Number(year, 2), None) =
            (self.peek_at(joined)?.kind, self.peek_at(joined + 1))
        else {
            return None;
        };
        // In "20 Oct 12", the meaning of the last number is not known.
        let glued = self.peek().is_some_and(|token| token.glued);
        let year = self.full_year(year).filter(|_| !self.running && glued)?;
        self.pos += joined + 1;
        Some(year)
    }

    /// Parses "this month" after the number of a day.
    fn month_by_reference(&mut self) -> Option<(i32, u32)> {
        let before = self.checkpoint();
        self.eat(&["in"]);
        let by = match self.eat(&["this", "last", "next"]) {
            Some("last") => -1,
            Some("next") => 1,
            Some(_) => 0,
            None => {
                self.rewind(before);
                return None;
            }
        };
        self.eat(&["month"])?;
        calendar::month_from(self.anchor.published, by)
    }

    /// Parses a day of the month: "21", "21st", "twenty-first". Also returns whether it is an
    /// ordinal.
    pub(super) fn day_number(&mut self) -> Option<(u32, bool)> {
        self.eat(&["the"]);
        let token = self.peek()?;
        let (day, ordinal) = match token.kind {
            TokenKind::Number(day, 1 | 2) => (day, false),
            TokenKind::Ordinal(day) => (day, true),
            _ => return self.ordinal_words().map(|day| (day, true)),
        };
        self.pos += 1;
        (1..=99).contains(&day).then_some((day, ordinal))
    }

    /// Parses a day of the month in words, from "first" to "thirty-first".
    pub(super) fn ordinal_words(&mut self) -> Option<u32> {
        if let Some(ones) = words::ordinal(self.text()).filter(|nth| *nth <= 31) {
            self.pos += 1;
            return Some(ones);
        }
        let tens = words::cardinal(self.text()).filter(|tens| *tens >= 20)?;
        let checkpoint = self.checkpoint();
        self.pos += 1;
        self.eat_dash();
        let Some(ones) = words::ordinal(self.text()).filter(|ones| *ones < 10) else {
            self.rewind(checkpoint);
            return None;
        };
        self.pos += 1;
        Some(tens + ones)
    }

    /// Parses a date that begins with a month: "October 21, 2016", "Oct. 21st", "October 2016",
    /// "October".
    fn month_day(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let month = words::month(self.text())?;
        // In "in July 12 people", "in" takes only a month, so the number belongs to the people.
        let whole = self.running && self.word_before() == "in";
        // "The October 20 strikes" and "on October 20 strikes hit" state a day.
        let named_day = self.running && matches!(self.word_before(), "the" | "on" | "that" | "its");
        self.pos += 1;
        let month = PartialDate { month: Some(month), modifier, ..PartialDate::EMPTY };
        let checkpoint = self.checkpoint();
        self.eat_point();
        self.eat_dash();
        if let Some((day, ordinal)) = self.day_number()
            && day <= 31
            && (ordinal || named_day && !self.is_glued_count() || !self.is_another_count())
        {
            let year = self.year_after_month();
            if ordinal || year.is_some() || !whole {
                return Some(PartialDate { day: Some(day), year, ..month });
            }
        }
        self.rewind(checkpoint);
        let year = self.year_after_month();
        Some(PartialDate { year, ..month })
    }

    /// Whether the last number belongs to the words after it and not to the month before it: "July
    /// 5-year plan", "July 12 people", "October 20:30".
    pub(super) fn is_another_count(&self) -> bool {
        self.is_glued_count() || self.running && self.is_counted_noun()
    }

    /// Whether a mark shows that the last number is not a day: "October 20:30".
    fn is_glued_count(&self) -> bool {
        self.peek().is_some_and(|next| {
            next.glued && (next.is_mark(':') || next.is_mark('%') || next.is_mark('/'))
        })
    }

    /// Whether the next word is a noun that is counted by the number before it.
    pub(super) fn is_counted_noun(&self) -> bool {
        COUNTED.contains(&self.text())
    }
}
