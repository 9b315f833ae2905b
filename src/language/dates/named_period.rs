//! Parses periods and days by name: "Friday of last week", "the week of 17 October", "week 31 of
//! 2016", "Q3 2016", "summer 2016".

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Direction, Modifier, Point};
use super::ranges_and_lists::{Join, resolve_pairs};
use super::tokens::TokenKind;
use crate::domain::when::Day;
use crate::language::words;
use chrono::{Datelike, Weekday};

impl Parser<'_, '_> {
    /// Parses a period or day by name, by any rule of this file.
    pub(super) fn period_name(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        if let Some(base) = self.weekday_of_named_week()? {
            return Ok(Some(base));
        }
        if let Some(base) = self.holiday()? {
            return Ok(Some(base));
        }
        for rule in [Self::relative, Self::week_containing, Self::numbered_week, Self::part_of_year]
        {
            if let Some(base) = rule(self)? {
                return Ok(Some(base));
            }
            self.rewind(checkpoint);
        }
        self.absolute(Modifier::Any)
    }

    /// Parses a weekday of a named week: "Friday of last week", "Monday last week", "last week on
    /// Friday".
    fn weekday_of_named_week(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let weekday = words::weekday(self.text());
        let weekday = match weekday {
            Some(weekday) => {
                self.pos += 1;
                self.clock_after();
                self.eat(&["of", "in"]);
                Some(weekday)
            }
            None => None,
        };
        let by = match self.eat(&["last", "this", "next"]) {
            Some("last") => -1,
            Some("next") => 1,
            Some(_) => 0,
            None => return self.give_up(checkpoint),
        };
        if self.eat(&["week"]).is_none() {
            return self.give_up(checkpoint);
        }
        let weekday = weekday.or_else(|| {
            self.eat_mark(',');
            self.eat(&["on"]);
            let after = words::weekday(self.text());
            self.pos += usize::from(after.is_some());
            after
        });
        let Some(weekday) = weekday else { return self.give_up(checkpoint) };
        let published = self.anchor.published;
        let mut days: Vec<Day> =
            calendar::weekday_of_week(published, weekday, by).into_iter().collect();
        if let Some(week) = DateRange::week_from_sunday(published, by) {
            days.extend(week.first.iter_days().take(7).find(|day| day.weekday() == weekday));
        }
        days.dedup();
        let ranges: Vec<DateRange> = days.into_iter().map(DateRange::day).collect();
        Ok(Some(ranges).filter(|ranges| !ranges.is_empty()).map(Base::Resolved))
    }

    /// Parses the week that contains or begins with a day: "the week of 17 October", "the week
    /// beginning 17 October".
    fn week_containing(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        self.eat(&["the"]);
        let weekend = self.eat_all("weekend of");
        let begins = if weekend || self.eat_phrase(&["week of", "week ending", "week to"]) {
            None
        } else if self.eat_phrase(&[
            "week beginning",
            "w / c",
            "week starting",
            "week commencing",
            "week from",
        ]) {
            Some(())
        } else {
            return self.give_up(checkpoint);
        };
        if weekend {
            return self.weekend_of();
        }
        let of = self.tokens[self.pos - 1].text == "of";
        if let Some(base) = self.week_of_days().filter(|_| of) {
            return Ok(Some(base));
        }
        let ends = matches!(self.tokens[self.pos - 1].text, "ending" | "to");
        self.eat(&["on"]);
        let from = self.pos;
        let Some(base) = self.absolute(Modifier::Any)? else { return self.give_up(checkpoint) };
        let point = Point { base, part: None, mark: None, tokens: from..self.pos };
        let ranges = match point.resolve(self.anchor.published, Direction::Backward) {
            Ok(ranges) => ranges,
            Err(why) => return self.fault(from, why),
        };
        let week = |day: &DateRange| {
            if day.first != day.last {
                return None;
            }
            match begins {
                Some(()) => Some(DateRange::whole(day.first, calendar::shift(day.first, 6)?)),
                None if ends => Some(DateRange::whole(calendar::shift(day.first, -6)?, day.first)),
                None => DateRange::week(day.first, 0),
            }
        };
        let weeks: Vec<_> = ranges.iter().filter_map(week).collect();
        if weeks.is_empty() { self.give_up(checkpoint) } else { Ok(Some(Base::Resolved(weeks))) }
    }

    /// Parses the first and last day of a week: the "4-10 March" of "the week of 4-10 March".
    fn week_of_days(&mut self) -> Option<Base> {
        let checkpoint = self.checkpoint();
        if let Ok(Some(group)) = self.point_group(false)
            && let [first, last] = &group.points[..]
            && group.join == Join::Range
            && let Ok(pairs) =
                resolve_pairs(first, last, self.anchor.published, Direction::Backward)
        {
            let weeks = pairs.iter().map(|(a, b)| DateRange::whole(a.first, b.last));
            let weeks: Vec<_> = weeks.filter(|week| (5..=8).contains(&week.days())).collect();
            if !weeks.is_empty() {
                return Some(Base::Resolved(weeks));
            }
        }
        self.rewind(checkpoint);
        None
    }

    /// Parses the days of a weekend, "2-3 March" or "2 March". The year is the nearest in which they are Saturday and
    /// Sunday; a fault if none of three years fits.
    fn weekend_of(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        let day = |base: Option<Base>| match base {
            Some(Base::Date(date)) => Some(date).filter(|date| date.day.is_some()),
            _ => None,
        };
        let Some(first) = day(self.absolute(Modifier::Any)?) else {
            return self.give_up(checkpoint);
        };
        let joined = self.eat_dash() || self.eat(&["and", "to"]).is_some();
        let last = if joined { day(self.absolute(Modifier::Any)?) } else { Some(first) };
        let Some(last) = last else { return self.give_up(checkpoint) };
        let (Some(month), Some(last_day)) = (last.month.or(first.month), last.day) else {
            return self.give_up(checkpoint);
        };
        let published = self.anchor.published;
        let this = published.year();
        let year = last.year.or(first.year);
        let years = year.map_or_else(|| vec![this, this - 1, this + 1], |year| vec![year]);
        let fits = |year: i32| {
            let weekend = DateRange::weekend(calendar::day(year, month, last_day)?, 0)?;
            let days = [weekend.first, weekend.last];
            let has = |day: Option<u32>| days.iter().any(|d| Some(d.day()) == day);
            let both = !joined || first.day != last.day && has(first.day);
            (both && has(last.day) && days.iter().any(|d| d.month() == month)).then_some(weekend)
        };
        let near = |range: &DateRange| (range.first - published).num_days().abs();
        match years.into_iter().filter_map(fits).min_by_key(near) {
            Some(weekend) => Ok(Some(Base::Resolved(vec![weekend]))),
            None => self.fault(from, "no Saturday and Sunday in that year"),
        }
    }

    /// Parses a numbered week (ISO 8601, Monday to Sunday): "week 31 of 2016", "epidemiological
    /// week 31".
    fn numbered_week(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        self.eat(&["the"]);
        let named = self.eat_phrase(&["epidemiological", "epi", "calendar", "iso"]);
        let number =
            if self.eat(&["week"]).is_some() { self.peek().map(|token| token.kind) } else { None };
        let Some(TokenKind::Number(week @ 1..=53, _)) = number else {
            return self.give_up(checkpoint);
        };
        self.pos += 1;
        let year = self.year_after_month();
        if self.running && !named && year.is_none() {
            return self.give_up(checkpoint);
        }
        let published = self.anchor.published;
        let monday = |year: i32| Day::from_isoywd_opt(year, week, Weekday::Mon);
        let this = published.year();
        let ranges = match year {
            Some(year) => monday(year),
            None => monday(this).filter(|day| *day <= published).or_else(|| monday(this - 1)),
        };
        match ranges.and_then(|day| DateRange::week(day, 0)) {
            Some(week) => Ok(Some(Base::Resolved(vec![week]))),
            None => self.give_up(checkpoint),
        }
    }

    /// Parses a season, quarter or half of a year: "summer 2016", "Q3 2016", "the third quarter of
    /// last year", "2016 H2".
    fn part_of_year(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let year = self.year_number();
        self.eat(&["the"]);
        let Some(code) = self.part_code() else { return self.give_up(checkpoint) };
        let year = match year {
            Some(year) => Some(year),
            None => self.year_of_part(),
        };
        // In running text, "the third quarter" needs its year, since it may be about a match.
        let named = code < 30 || year.is_some() || !self.running;
        let short =
            matches!(self.tokens.get(self.pos.saturating_sub(2)).map(|t| t.text), Some("q" | "h"));
        if named || short && code < 40 {
            return Ok(Some(Base::PartOfYear(year, code, Modifier::Any)));
        }
        self.give_up(checkpoint)
    }

    fn part_code(&mut self) -> Option<u32> {
        if let Some(code) = words::season(self.text()) {
            self.pos += 1;
            return Some(code);
        }
        let letter = self.text();
        if matches!(letter, "q" | "h")
            && let Some(nth) =
                self.peek_at(1).filter(|token| token.glued).and_then(|t| t.text.parse().ok())
        {
            let code = match (letter, nth) {
                ("q", 1..=4) => 32 + nth,
                ("h", 1 | 2) => 39 + nth,
                _ => return None,
            };
            self.pos += 2;
            return Some(code);
        }
        let checkpoint = self.checkpoint();
        let nth = if self.eat(&["last", "final"]).is_some() { Some(4) } else { self.nth() };
        self.eat_dash();
        let quarter = nth.filter(|nth| (1..=4).contains(nth) && self.eat(&["quarter"]).is_some());
        if quarter.is_none() {
            self.rewind(checkpoint);
        }
        quarter.map(|nth| 32 + nth)
    }

    fn year_of_part(&mut self) -> Option<i32> {
        let checkpoint = self.checkpoint();
        self.eat_mark(',');
        self.eat(&["of", "in"]);
        let year = self.year_reference().or_else(|| self.winter_year()).or_else(|| {
            self.eat_all("the year").then(|| chrono::Datelike::year(&self.anchor.published))
        });
        if year.is_none() {
            self.rewind(checkpoint);
        }
        year
    }

    /// Parses the year of a winter: "2015", "2015-16", "2015/2016". Returns the first of the two
    /// years.
    fn winter_year(&mut self) -> Option<i32> {
        let year = self.year_number()?;
        let checkpoint = self.checkpoint();
        let joined = self.eat_dash() || self.eat_mark('/');
        let next = match self.peek().filter(|token| joined && token.glued).map(|token| token.kind) {
            Some(TokenKind::Number(short, 2)) => {
                i32::try_from(short).ok().map(|short| year - year % 100 + short)
            }
            Some(TokenKind::Number(next, 4)) => i32::try_from(next).ok(),
            _ => None,
        };
        if next == Some(year + 1) {
            self.pos += 1;
        } else {
            self.rewind(checkpoint);
        }
        Some(year)
    }

    /// Parses an ordinal number in digits or words: "2nd", "first".
    pub(super) fn nth(&mut self) -> Option<u32> {
        if let Some(TokenKind::Ordinal(nth)) = self.peek().map(|token| token.kind) {
            self.pos += 1;
            return Some(nth);
        }
        self.ordinal_words()
    }
}
