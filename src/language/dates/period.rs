//! Points: a date, period or part of a period, with the hedges and times of day around it.
//! "around 20 October", "early July", "the first week of October", "Q3 2016", "Friday night (?)".

use super::lexer::Kind;
use super::parser::{Parser, Try};
use super::point::{Base, Piece, Point, Which};
use super::stretch::{self, Stretch};
use super::words;
use crate::domain::when::Day;
use chrono::{Datelike, Weekday};

/// Words that say that the day is one unknown day of what follows.
const SOME_DAY: &[&str] = &[
    "sometime in",
    "some time in",
    "sometime during",
    "some time during",
    "at some point in",
    "at some point during",
    "sometime on",
    "sometime",
];

impl Parser<'_, '_> {
    /// A time phrase without its connective.
    pub(super) fn point(&mut self) -> Try<Point> {
        let spot = self.spot();
        let from = self.pos;
        let first = self.hedge();
        let mark = join(first, self.hedge());
        let some_day = self.eat_phrase(SOME_DAY);
        let had_clock = self.clock_before();
        let (base, piece) = match self.cut_period()? {
            Some((base, piece)) => (base, Some(piece)),
            None => match self.period_name()? {
                Some(base) => (base, None),
                // "this morning", "midnight on Friday" failed: the words may be the day themselves.
                None if had_clock => {
                    self.missed("the day of this time");
                    return self.give_up(spot);
                }
                None => {
                    self.missed(
                        "a date, a weekday, a month, a year or words such as \"last week\"",
                    );
                    return self.give_up(spot);
                }
            },
        };
        let placed = matches!(base, Base::Placed(_));
        let piece = if placed && self.eat_phrase(&["so far", "to date"]) {
            Some(Piece::SoFar)
        } else {
            piece
        };
        let piece = piece.or(some_day.then_some(Piece::SomeDay));
        self.clock_after();
        let mark = join(mark, self.trailing_hedge());
        Ok(Some(Point { base, piece, mark, tokens: from..self.pos }))
    }

    /// "about", "possibly" before a date: an EDTF qualifier.
    fn hedge(&mut self) -> Option<char> {
        if self.eat_phrase(&[
            "on or about",
            "on or around",
            "in or around",
            "about",
            "around",
            "circa",
            "roughly",
            "approximately",
            "approx",
            "some time around",
            "sometime around",
        ]) {
            return Some('~');
        }
        if self.eat_phrase(&["c", "ca"]) {
            self.eat_point();
            return Some('~');
        }
        self.eat_phrase(&[
            "possibly",
            "perhaps",
            "probably",
            "maybe",
            "presumably",
            "likely",
            "reportedly",
        ])
        .then_some('?')
    }

    /// "(?)", "or so" after a date.
    fn trailing_hedge(&mut self) -> Option<char> {
        let spot = self.spot();
        let open = self.eat_mark('(');
        if self.eat_mark('?') && (!open || self.eat_mark(')')) {
            return (open || !self.running).then_some('?').or_else(|| {
                self.back(spot);
                None
            });
        }
        self.back(spot);
        self.eat_phrase(&["or so", "or thereabouts"]).then_some('~')
    }

    /// A whole period or day.
    pub(super) fn period_name(&mut self) -> Try<Base> {
        let spot = self.spot();
        if let Some(base) = self.weekday_of_named_week()? {
            return Ok(Some(base));
        }
        for rule in [Self::relative, Self::week_containing, Self::numbered_week, Self::part_of_year]
        {
            if let Some(base) = rule(self)? {
                return Ok(Some(base));
            }
            self.back(spot);
        }
        self.absolute(Which::Any)
    }

    /// "Friday of last week", "Monday last week", "last week on Friday".
    fn weekday_of_named_week(&mut self) -> Try<Base> {
        let spot = self.spot();
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
            None => return self.give_up(spot),
        };
        if self.eat(&["week"]).is_none() {
            return self.give_up(spot);
        }
        let weekday = weekday.or_else(|| {
            self.eat_mark(',');
            self.eat(&["on"]);
            let after = words::weekday(self.text());
            self.pos += usize::from(after.is_some());
            after
        });
        let Some(weekday) = weekday else { return self.give_up(spot) };
        let day = stretch::weekday_of_week(self.anchor.published, weekday, by);
        Ok(day.map(|day| Base::Placed(vec![Stretch::day(day)])))
    }

    /// "the week of 17 October", "the week beginning 17 October".
    fn week_containing(&mut self) -> Try<Base> {
        let spot = self.spot();
        self.eat(&["the"]);
        let begins = if self.eat_phrase(&["week of", "week ending", "week to"]) {
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
            return self.give_up(spot);
        };
        let ends = matches!(self.tokens[self.pos - 1].text, "ending" | "to");
        self.eat(&["on"]);
        let from = self.pos;
        let Some(base) = self.absolute(Which::Any)? else { return self.give_up(spot) };
        let point = Point { base, piece: None, mark: None, tokens: from..self.pos };
        let places = match point.place(self.anchor.published, super::point::Look::Back) {
            Ok(places) => places,
            Err(why) => return self.fault(from, why),
        };
        let week = |day: &Stretch| {
            if day.first != day.last {
                return None;
            }
            match begins {
                Some(()) => Some(Stretch::whole(day.first, stretch::shift(day.first, 6)?)),
                None if ends => Some(Stretch::whole(stretch::shift(day.first, -6)?, day.first)),
                None => Stretch::week(day.first, 0),
            }
        };
        let weeks: Vec<_> = places.iter().filter_map(week).collect();
        if weeks.is_empty() { self.give_up(spot) } else { Ok(Some(Base::Placed(weeks))) }
    }

    /// "week 31 of 2016", "epidemiological week 31": the ISO week, Monday to Sunday.
    fn numbered_week(&mut self) -> Try<Base> {
        let spot = self.spot();
        self.eat(&["the"]);
        let named = self.eat_phrase(&["epidemiological", "epi", "calendar", "iso"]);
        let number =
            if self.eat(&["week"]).is_some() { self.peek().map(|token| token.kind) } else { None };
        let Some(Kind::Number(week @ 1..=53, _)) = number else { return self.give_up(spot) };
        self.pos += 1;
        let year = self.year_after_month();
        if self.running && !named && year.is_none() {
            return self.give_up(spot);
        }
        let published = self.anchor.published;
        let monday = |year: i32| Day::from_isoywd_opt(year, week, Weekday::Mon);
        let this = published.year();
        let places = match year {
            Some(year) => monday(year),
            None => monday(this).filter(|day| *day <= published).or_else(|| monday(this - 1)),
        };
        match places.and_then(|day| Stretch::week(day, 0)) {
            Some(week) => Ok(Some(Base::Placed(vec![week]))),
            None => self.give_up(spot),
        }
    }

    /// "summer 2016", "Q3 2016", "the third quarter of last year", "2016 H2".
    fn part_of_year(&mut self) -> Try<Base> {
        let spot = self.spot();
        let year = self.year_number();
        self.eat(&["the"]);
        let Some(code) = self.part_code() else { return self.give_up(spot) };
        let year = match year {
            Some(year) => Some(year),
            None => self.year_of_part(),
        };
        // In running text a quarter in words needs its year: it may be one of a match.
        let named = code < 30 || year.is_some() || !self.running;
        let short =
            matches!(self.tokens.get(self.pos.saturating_sub(2)).map(|t| t.text), Some("q" | "h"));
        if named || short && code < 40 {
            return Ok(Some(Base::PartOfYear(year, code, Which::Any)));
        }
        self.give_up(spot)
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
        let spot = self.spot();
        let nth = if self.eat(&["last", "final"]).is_some() { Some(4) } else { self.nth() };
        self.eat_dash();
        let quarter = nth.filter(|nth| (1..=4).contains(nth) && self.eat(&["quarter"]).is_some());
        if quarter.is_none() {
            self.back(spot);
        }
        quarter.map(|nth| 32 + nth)
    }

    fn year_of_part(&mut self) -> Option<i32> {
        let spot = self.spot();
        self.eat_mark(',');
        self.eat(&["of", "in"]);
        let year = self.year_reference().or_else(|| self.winter_year()).or_else(|| {
            self.eat_all("the year").then(|| chrono::Datelike::year(&self.anchor.published))
        });
        if year.is_none() {
            self.back(spot);
        }
        year
    }

    /// "2015", "2015-16", "2015/2016": the first year.
    fn winter_year(&mut self) -> Option<i32> {
        let year = self.year_number()?;
        let spot = self.spot();
        let joined = self.eat_dash() || self.eat_mark('/');
        let next = match self.peek().filter(|token| joined && token.glued).map(|token| token.kind) {
            Some(Kind::Number(short, 2)) => {
                i32::try_from(short).ok().map(|short| year - year % 100 + short)
            }
            Some(Kind::Number(next, 4)) => i32::try_from(next).ok(),
            _ => None,
        };
        if next == Some(year + 1) {
            self.pos += 1;
        } else {
            self.back(spot);
        }
        Some(year)
    }

    /// "first", "2nd".
    pub(super) fn nth(&mut self) -> Option<u32> {
        if let Some(Kind::Ordinal(nth)) = self.peek().map(|token| token.kind) {
            self.pos += 1;
            return Some(nth);
        }
        self.ordinal_words()
    }
}

fn join(a: Option<char>, b: Option<char>) -> Option<char> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Some('%'),
        (a, b) => a.or(b),
    }
}
