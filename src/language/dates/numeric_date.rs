//! Parses numeric dates: `2016-10-24`, `24.10.2016`, `11/2016`. Knows when the order of day and
//! month is unclear.

use super::anchor::DateOrder;
use super::date_range::{DateRange, RangeForm};
use super::parser::{Fault, Parser, RuleResult};
use super::point::{Base, PartialDate};
use super::tokens::{Token, TokenKind};

impl Parser<'_, '_> {
    /// Parses a numeric date. A date with the year first is ISO 8601. Otherwise the anchor states
    /// the order of day and month, or the numbers allow only one order; if neither is true, the
    /// date is refused.
    pub(super) fn numeric(&mut self) -> RuleResult<Base> {
        let (from, checkpoint) = (self.pos, self.checkpoint());
        let Some((numbers, end)) = self.digit_groups() else { return Ok(None) };
        self.pos = end;
        let base = match numbers[..] {
            [(year, 4), (month, 1 | 2), (day, 1 | 2)] => self.ymd(from, year, month, day)?,
            [(a, 1 | 2), (b, 1 | 2), (year, 4)] => {
                let year = i32::try_from(year).unwrap_or_default();
                self.ordered(from, year, a, b)?
            }
            [(a, 1 | 2), (b, 1 | 2), (year, 2)]
                if !self.running || self.anchor.order.is_some() || self.is_header(from, a, b) =>
            {
                let Some(year) = self.full_year(year) else { return self.give_up(checkpoint) };
                self.ordered(from, year, a, b)?
            }
            // "2011-12" is December 2011 in ISO 8601, but many texts mean the two years.
            [(year @ 1000..=2999, 4), (month @ 1..=12, 2)] if month == year % 100 + 1 => {
                return Ok(month_or_years(year, month, self.running));
            }
            [(year @ 1000..=2999, 4), (month @ 1..=12, 1 | 2)]
            | [(month @ 1..=12, 1 | 2), (year @ 1000..=2999, 4)] => PartialDate {
                year: i32::try_from(year).ok(),
                month: Some(month),
                ..PartialDate::EMPTY
            },
            _ => return self.give_up(checkpoint),
        };
        self.iso_time();
        Ok(Some(Base::Date(base)))
    }

    /// Whether three numbers of two digits in running text are certainly a date: "02-27-98".
    fn is_header(&self, from: usize, a: u32, b: u32) -> bool {
        let two = |at: usize| {
            matches!(self.tokens.get(from + at).map(|t| t.kind), Some(TokenKind::Number(_, 2)))
        };
        let mark = self.tokens.get(from + 1).map_or("", |token| token.text);
        let (small, great) = (a.min(b), a.max(b));
        two(0)
            && two(2)
            && matches!(mark, "-" | "/")
            && (1..=12).contains(&small)
            && (13..=31).contains(&great)
    }

    /// Two or three groups of digits joined by one mark (`-`, `/` or `.`), each with its number of digits, and the
    /// token after them. `None` if there are fewer groups.
    pub(super) fn digit_groups(&self) -> Option<(Vec<(u32, usize)>, usize)> {
        let group = |at: usize| match self.peek_at(at)?.kind {
            TokenKind::Number(value, digits) => Some((value, digits)),
            _ => None,
        };
        let mut groups = vec![group(0)?];
        let mark = self.peek_at(1)?;
        let fits = mark.kind == TokenKind::Dash && mark.text == "-"
            || mark.is_mark('/')
            || mark.is_mark('.');
        while fits && groups.len() < 4 {
            let at = groups.len() * 2 - 1;
            let same = |token: &Token<'_>| token.kind == mark.kind && token.glued;
            if !self.peek_at(at).is_some_and(same) || !self.peek_at(at + 1).is_some_and(|t| t.glued)
            {
                break;
            }
            let Some(next) = group(at + 1) else { break };
            groups.push(next);
        }
        // A month and year are never joined by a point: 2015.3 is a decimal number.
        let enough = groups.len() == 3 || groups.len() == 2 && !mark.is_mark('.');
        let end = self.pos + groups.len() * 2 - 1;
        enough.then_some((groups, end))
    }

    pub(super) fn ymd(
        &mut self,
        from: usize,
        year: u32,
        month: u32,
        day: u32,
    ) -> Result<PartialDate, Fault> {
        if !(1..=12).contains(&month) {
            return self
                .fault(from, format!("there is no month {month}: expected year, month, day"));
        }
        let year = i32::try_from(year).ok();
        Ok(PartialDate { year, month: Some(month), day: Some(day), ..PartialDate::EMPTY })
    }

    /// Parses day and month in digits, if the order is known or only one is possible. A fault if it
    /// is unclear.
    pub(super) fn ordered(
        &mut self,
        from: usize,
        year: i32,
        a: u32,
        b: u32,
    ) -> Result<PartialDate, Fault> {
        let as_stated = match self.anchor.order {
            Some(DateOrder::DayFirst) => (a, b),
            Some(DateOrder::MonthFirst) => (b, a),
            None if a == b || b > 12 && a <= 12 => (b, a),
            None if a > 12 => (a, b),
            None => {
                let why = "day and month cannot be distinguished: write the month as a word, or the year first";
                return self.fault(from, why);
            }
        };
        let (day, month) = as_stated;
        if !(1..=12).contains(&month) {
            return self
                .fault(from, format!("there is no month {month} in this order of day and month"));
        }
        Ok(PartialDate {
            year: Some(year),
            month: Some(month),
            day: Some(day),
            ..PartialDate::EMPTY
        })
    }

    /// Parses a time directly after an ISO 8601 date: "T16:00Z".
    pub(super) fn iso_time(&mut self) {
        let checkpoint = self.checkpoint();
        let glued = self.peek().is_some_and(|token| token.glued);
        if glued && self.eat(&["t"]).is_some() {
            if self.clock() {
                return;
            }
            self.rewind(checkpoint);
        }
    }
}

/// Both readings of `2011-12`: a month, or two years; in running text, the years come first.
fn month_or_years(year: u32, month: u32, running: bool) -> Option<Base> {
    let year = i32::try_from(year).ok()?;
    let (first, second) = (DateRange::year(year)?, DateRange::year(year + 1)?);
    let years = DateRange {
        form: RangeForm::Named(format!("{year:04}/{:04}", year + 1)),
        last: second.last,
        ..first
    };
    let mut readings = vec![DateRange::month(year, month)?, years];
    if running {
        readings.swap(0, 1);
    }
    Some(Base::Resolved(readings))
}
