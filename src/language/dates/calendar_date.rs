//! Dates by the calendar: "Friday 21 October 2016", "Oct. 21", "the 21st", "July 2016", "2016",
//! "the 1990s", and purely numeric ones. Knows the orders of day, month and year in English.

use super::ambiguous_words;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Modifier, PartialDate};
use super::tokens::TokenKind;
use crate::language::words;

impl Parser<'_, '_> {
    /// A date by the calendar.
    pub(super) fn absolute(&mut self, modifier: Modifier) -> RuleResult<Base> {
        if modifier == Modifier::Any {
            if let Some(base) = self.numeric()? {
                return Ok(Some(base));
            }
            if let Some(base) = self.decade_or_century() {
                return Ok(Some(base));
            }
        }
        Ok(self.calendar_date(modifier).map(Base::Date))
    }

    /// A date in words.
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

    /// "Friday", "Friday, Oct. 21", "Friday the 11th", "Friday of last week".
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
            Some(date) if !date.bare => Some(PartialDate { weekday: Some(weekday), ..date }),
            _ => {
                self.rewind(checkpoint);
                Some(PartialDate { weekday: Some(weekday), modifier, ..PartialDate::EMPTY })
            }
        }
    }

    /// Whether a date may go on at the token `ahead`.
    fn has_date_at(&self, ahead: usize) -> bool {
        let comma = usize::from(self.text_at(ahead) == ",");
        let Some(token) = self.peek_at(ahead + comma) else { return false };
        matches!(token.kind, TokenKind::Number(..) | TokenKind::Ordinal(_))
            || words::month(token.text).is_some()
    }

    /// "21 October 2016", "the 21st of October", "21st"; a bare "21" waits for its month.
    fn day_month(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let checkpoint = self.checkpoint();
        let Some((day, ordinal)) = self.day_number() else {
            self.rewind(checkpoint);
            return None;
        };
        let after_day = self.checkpoint();
        self.eat_dash();
        self.eat(&["of", "day of"]);
        self.eat_mark('.');
        if let Some(month) = words::month(self.text()) {
            self.pos += 1;
            let year = self.year_after_month();
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
        // "20 to 22, 2016" after a month.
        let year = if self.eat_mark(',') { self.year_number() } else { None };
        if year.is_none() {
            self.rewind(after_day);
        }
        let bare = !ordinal || year.is_some();
        Some(PartialDate { day: Some(day), year, modifier, bare, ..PartialDate::EMPTY })
    }

    /// "this month" after a day's number.
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
        super::calendar::month_from(self.anchor.published, by)
    }

    /// A day of the month: "21", "21st", "twenty-first"; and whether it is an ordinal.
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

    /// A day of the month in words, from "first" to "thirty-first".
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

    /// "October 21, 2016", "Oct. 21st", "October 2016", "October".
    fn month_day(&mut self, modifier: Modifier) -> Option<PartialDate> {
        let month = words::month(self.text())?;
        // "in July 12 people": after "in" stands a month, and the number is another one's.
        let whole = self.running && self.word_before() == "in";
        self.pos += 1;
        let month = PartialDate { month: Some(month), modifier, ..PartialDate::EMPTY };
        let checkpoint = self.checkpoint();
        self.eat_point();
        self.eat_dash();
        if let Some((day, ordinal)) = self.day_number()
            && day <= 31
            && (ordinal || !self.is_another_count())
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

    /// Whether the number just read belongs to what follows and not to the month before: "July
    /// 2016", "July 5-year plan", "July 12 people", "October 20:30".
    pub(super) fn is_another_count(&self) -> bool {
        let Some(next) = self.peek() else { return false };
        next.glued && (next.is_mark(':') || next.is_mark('%') || next.is_mark('/'))
            || self.running && self.is_counted_noun()
    }

    /// Whether the next word is a noun that a number counts.
    pub(super) fn is_counted_noun(&self) -> bool {
        ambiguous_words::COUNTED.contains(&self.text())
    }
}
