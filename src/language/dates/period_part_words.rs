//! Parses parts of a period: "early July", "the end of the month", "the first week of October".
//! Knows the words; [`super::period_part`] computes the days.

use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, PartialDate, PeriodPart};
use super::tokens::TokenKind;
use crate::language::words::english::not_dates::NOUN_FOLLOWS;
use crate::language::words::{self, TimeUnit};

impl Parser<'_, '_> {
    /// Parses a part of a period, as the period and the part.
    pub(super) fn part_of_period(&mut self) -> RuleResult<(Base, PeriodPart)> {
        let checkpoint = self.checkpoint();
        self.eat(&["the", "very"]);
        if let Some(base) = self.end_of_unit() {
            return Ok(Some((base, PeriodPart::End)));
        }
        let Some(part) = self.period_part() else { return self.give_up(checkpoint) };
        let begun = self.checkpoint();
        if let Some(base) = self.shared_period(part)? {
            return Ok(Some((base, part)));
        }
        let whole = if let Some(base) = self.definite_period() {
            Some(base)
        } else {
            self.eat(&["the"]);
            self.clock_before();
            self.period_name()?
        };
        match whole {
            Some(Base::Date(PartialDate { bare: true, .. })) => self.give_up(checkpoint),
            // "later that month" has nothing to do with the publication day.
            Some(base) if self.clues.counts_on => match part {
                PeriodPart::Earlier | PeriodPart::Later => Ok(Some((base, PeriodPart::SomeDay))),
                _ => Ok(Some((base, part))),
            },
            Some(base) => Ok(Some((base, part))),
            None => {
                self.rewind(begun);
                self.expected_here(
                    "the month, year or week that this is a part of (for an event, its date)",
                );
                self.give_up(checkpoint)
            }
        }
    }

    /// Finds the period of "early" in "early and late February", which follows the second part.
    fn shared_period(&mut self, part: PeriodPart) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let joined = self.eat(&["and", "or", "to"]).is_some();
        if !joined || !matches!(part, PeriodPart::Thirds(..)) || self.third_word().is_none() {
            return self.give_up(checkpoint);
        }
        self.eat_dash();
        let found = self.period_name();
        self.rewind(checkpoint);
        Ok(found?.filter(|base| matches!(base, Base::Date(date) if !date.bare)))
    }

    /// Parses "year-end" and "month's end", which mean the current one, and "year-end 2015".
    fn end_of_unit(&mut self) -> Option<Base> {
        let checkpoint = self.checkpoint();
        let Some((
            unit @ (TimeUnit::Week | TimeUnit::Month | TimeUnit::Quarter | TimeUnit::Year),
            false,
        )) = words::time_unit(self.text())
        else {
            return None;
        };
        self.pos += 1;
        let owns = self.peek().is_some_and(|token| token.kind == TokenKind::Possessive);
        self.pos += usize::from(owns);
        if (owns || self.eat_dash()) && self.eat(&["end"]).is_some() {
            let year = if unit == TimeUnit::Year { self.year_after_month() } else { None };
            let range = year.map_or_else(|| self.period(unit, 0), DateRange::year);
            if let Some(range) = range {
                self.clues.definite |= year.is_none();
                return Some(Base::Resolved(vec![range]));
            }
        }
        self.rewind(checkpoint);
        None
    }

    pub(super) fn period_part(&mut self) -> Option<PeriodPart> {
        if let Some(from) = self.third_word() {
            let checkpoint = self.checkpoint();
            let dash = self.eat_dash();
            let joined = self.eat(&["to", "or"]).is_some();
            self.eat_dash();
            let to = if joined || dash { self.third_word() } else { None };
            if to.is_none() {
                self.rewind(checkpoint);
            }
            self.eat_dash();
            self.eat(&["in", "on", "of"]);
            return Some(PeriodPart::Thirds(from, to.filter(|to| *to > from).unwrap_or(from)));
        }
        let checkpoint = self.checkpoint();
        let part = match self.text() {
            "beginning" | "start" | "outset" => PeriodPart::Start,
            "middle" | "midst" => PeriodPart::Thirds(1, 1),
            "end" | "close" => PeriodPart::End,
            "rest" | "remainder" => PeriodPart::Rest,
            "earlier" => PeriodPart::Earlier,
            "later" => PeriodPart::Later,
            "so" if self.text_at(1) == "far" => PeriodPart::SoFar,
            _ => return self.counted_part(),
        };
        self.pos += if part == PeriodPart::SoFar { 2 } else { 1 };
        if self.is_verb(part) {
            self.rewind(checkpoint);
            return None;
        }
        let joined = self.eat(&["of", "in", "on"]).is_some() || self.eat_dash();
        let free = matches!(
            part,
            PeriodPart::Earlier
                | PeriodPart::Later
                | PeriodPart::SoFar
                | PeriodPart::Rest
                | PeriodPart::End
                | PeriodPart::Start
        );
        if !joined && !free {
            self.rewind(checkpoint);
            return None;
        }
        Some(part)
    }

    /// Whether the word "start" or "end" that was just parsed is a verb in running text: "will end in April", "they
    /// start on Friday".
    fn is_verb(&self, part: PeriodPart) -> bool {
        let edge = matches!(part, PeriodPart::Start | PeriodPart::End);
        let before = self.tokens.get(self.pos.wrapping_sub(2)).or(self.before.last());
        let noun = NOUN_FOLLOWS.contains(&before.map_or("", |token| token.text))
            || self.text() == "of"
            || self.peek().is_some_and(|next| next.kind == TokenKind::Dash)
            || self.word_before() == "beginning";
        self.running && edge && !noun
    }

    /// Parses the word for a third of a period: 0 early, 1 mid, 2 late.
    pub(super) fn third_word(&mut self) -> Option<u8> {
        match self.eat(&["early", "mid", "late"]) {
            Some("early") => Some(0),
            Some("mid") => Some(1),
            Some(_) => Some(2),
            None => None,
        }
    }

    /// Parses a counted part: "first week of", "first half of", "last three days of".
    pub(super) fn counted_part(&mut self) -> Option<PeriodPart> {
        let checkpoint = self.checkpoint();
        let last = self.eat(&["last", "final", "closing"]).is_some();
        let nth = if last {
            None
        } else {
            let named = |parser: &mut Self| match parser.eat(&["opening", "latter"])? {
                "latter" => Some(2),
                _ => Some(1),
            };
            match self.nth().or_else(|| named(self)) {
                Some(nth) => Some(nth),
                None => return None,
            }
        };
        let part = self.part_in_units(nth);
        let joined = self.eat(&["of", "in"]).is_some()
            || matches!(self.text(), "this" | "last" | "next")
                && matches!(self.text_at(1), "month" | "year");
        if part.is_none() || !joined {
            self.rewind(checkpoint);
            return None;
        }
        part
    }

    pub(super) fn part_in_units(&mut self, nth: Option<u32>) -> Option<PeriodPart> {
        if let Some(weekday) = words::weekday(self.text()) {
            self.pos += 1;
            return Some(PeriodPart::Weekday(nth, weekday));
        }
        match (self.text(), nth) {
            ("week", nth) => {
                self.pos += 1;
                Some(nth.map_or(PeriodPart::LastDays(7), PeriodPart::Week))
            }
            ("weekend", nth) => {
                self.pos += 1;
                Some(PeriodPart::Weekend(nth))
            }
            ("half", Some(nth @ (1 | 2))) => {
                self.pos += 1;
                Some(PeriodPart::Half(u8::try_from(nth).unwrap_or(2)))
            }
            ("days", None | Some(1)) => {
                self.pos += 1;
                Some(if nth.is_some() { PeriodPart::FirstFew } else { PeriodPart::LastFew })
            }
            (_, None | Some(1)) => {
                let sign = if nth.is_some() { 1 } else { -1 };
                let length = self.duration().ok().flatten().or_else(|| self.single_unit())?;
                match (length.whole_days(), length.whole_months()) {
                    (Some(days), _) if days > 0 => Some(if sign > 0 {
                        PeriodPart::FirstDays(days)
                    } else {
                        PeriodPart::LastDays(days)
                    }),
                    (_, Some(months)) if months > 0 => Some(PeriodPart::Months(sign * months)),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
