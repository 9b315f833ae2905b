//! Parses years, decades and centuries: "2016", "'16", "two thousand and sixteen", "last year",
//! "the 1990s", "the 21st century". Knows to which century a year of two digits belongs.

use super::date_range::DateRange;
use super::parser::Parser;
use super::point::{Base, PartialDate};
use super::tokens::TokenKind;
use crate::language::words;
use chrono::Datelike;

impl Parser<'_, '_> {
    /// Parses a year after a month or day: ", 2016", "of 2016", "'16", "last year".
    pub(super) fn year_after_month(&mut self) -> Option<i32> {
        let checkpoint = self.checkpoint();
        self.eat_point();
        self.eat_dash();
        self.eat_mark(',');
        self.eat(&["of", "in"]);
        if let Some(year) = self.year_reference().or_else(|| self.year_number()) {
            return Some(year);
        }
        self.rewind(checkpoint);
        None
    }

    /// Parses a relative year: "last year", "this year", "next year", "the same year".
    pub(super) fn year_reference(&mut self) -> Option<i32> {
        let checkpoint = self.checkpoint();
        let year = self.anchor.published.year();
        let found = if self.eat_all("last year") || self.eat_all("the previous year") {
            Some(year - 1)
        } else if self.eat_all("this year") || self.eat_all("the current year") {
            Some(year)
        } else if self.eat_all("next year") {
            Some(year + 1)
        } else if self.eat_all("that year") || self.eat_all("the same year") {
            let given = self.anchor.given.or(self.reached.map(|(first, _)| first));
            self.clues.counts_on |= given.is_some();
            given.map(|day| day.year())
        } else {
            None
        };
        if found.is_none() {
            self.rewind(checkpoint);
        }
        self.clues.present |= found.is_some() && !self.clues.counts_on;
        found
    }

    /// Parses a year in four digits, or in two after an apostrophe.
    pub(super) fn year_number(&mut self) -> Option<i32> {
        let checkpoint = self.checkpoint();
        let short = self.eat_mark('\'');
        let token = self.peek()?;
        if token.kind == TokenKind::Word && !short {
            return self.year_words();
        }
        self.pos += 1;
        let year = match token.kind {
            TokenKind::Number(year @ 1000..=2999, 4) if !short => i32::try_from(year).ok(),
            TokenKind::Number(year, 2) if short && token.glued => self.full_year(year),
            _ => None,
        };
        // A suffix shows that the number is not a year: "2016:30", "2016s", "2016km".
        let tail = self.peek().is_some_and(|next| next.glued && next.kind == TokenKind::Word);
        if year.is_none() || tail && self.text() != "h" {
            self.rewind(checkpoint);
            return None;
        }
        year
    }

    /// Parses a year in words; in running text, only if it is not followed by a noun that it would
    /// count.
    fn year_words(&mut self) -> Option<i32> {
        let checkpoint = self.checkpoint();
        let year = self.year_in_thousands().or_else(|| {
            self.rewind(checkpoint);
            self.year_in_pairs()
        });
        let counts =
            self.is_counted_noun() || self.peek().is_some_and(|next| next.kind == TokenKind::Dash);
        match year {
            Some(year) if !(self.running && (counts || year % 1000 == 0)) => {
                i32::try_from(year).ok()
            }
            _ => {
                self.rewind(checkpoint);
                None
            }
        }
    }

    /// Parses "two thousand and eighteen", "one thousand seven hundred and eighty-nine".
    fn year_in_thousands(&mut self) -> Option<u32> {
        let thousands = self.eat(&["one", "two"]).and_then(words::cardinal)? * 1000;
        self.eat(&["thousand"])?;
        let checkpoint = self.checkpoint();
        let hundreds =
            words::cardinal(self.text()).filter(|n| *n < 10 && self.text_at(1) == "hundred");
        self.pos += if hundreds.is_some() { 2 } else { 0 };
        let before_rest = self.checkpoint();
        self.eat(&["and"]);
        let rest = if self.peek().is_some_and(|t| t.kind == TokenKind::Word) {
            self.whole_number()
        } else {
            None
        };
        if rest.is_none() {
            self.rewind(if hundreds.is_some() { before_rest } else { checkpoint });
        }
        Some(thousands + hundreds.unwrap_or(0) * 100 + rest.unwrap_or(0))
    }

    /// Parses "nineteen ninety-nine", "twenty sixteen", "nineteen hundred".
    fn year_in_pairs(&mut self) -> Option<u32> {
        let century = words::cardinal(self.text()).filter(|n| (11..=20).contains(n))?;
        self.pos += 1;
        if self.eat(&["hundred"]).is_some() {
            return Some(century * 100);
        }
        if !self.peek().is_some_and(|token| token.kind == TokenKind::Word) {
            return None;
        }
        let rest = self.whole_number().filter(|rest| (10..100).contains(rest))?;
        Some(century * 100 + rest)
    }

    /// The full year of two digits: between 80 years before and 19 years after publication. `None`
    /// if that is before the year 1.
    pub(super) fn full_year(&self, short: u32) -> Option<i32> {
        let short = i32::try_from(short).ok()?;
        let first = self.anchor.published.year() - 80;
        let year = first + (short - first).rem_euclid(100);
        (1..=9999).contains(&year).then_some(year)
    }

    /// Parses a year alone or before its month: "2016", "2016 June", "the year 2016".
    pub(super) fn year_only(&mut self) -> Option<PartialDate> {
        self.eat_phrase(&["the year", "year"]);
        let year = self.year_number()?;
        let checkpoint = self.checkpoint();
        if !self.eat_dash() && !self.eat_mark('/') {
            self.eat_mark(',');
        }
        if let Some(month) = words::month(self.text()) {
            self.pos += 1;
            let inner = self.checkpoint();
            if !self.eat_dash() && !self.eat_mark('/') {
                self.eat_point();
            }
            match self.day_number() {
                Some((day, _)) if day <= 31 && !self.is_another_count() => {
                    return Some(PartialDate {
                        year: Some(year),
                        month: Some(month),
                        day: Some(day),
                        ..PartialDate::EMPTY
                    });
                }
                _ => self.rewind(inner),
            }
            return Some(PartialDate {
                year: Some(year),
                month: Some(month),
                ..PartialDate::EMPTY
            });
        }
        self.rewind(checkpoint);
        Some(PartialDate { year: Some(year), ..PartialDate::EMPTY })
    }

    /// Parses a decade or century: "the 1990s", "the '90s", "the nineties", "the 21st century".
    pub(super) fn decade_or_century(&mut self) -> Option<Base> {
        let checkpoint = self.checkpoint();
        self.eat(&["the"]);
        let resolved = self.decade().or_else(|| self.century());
        if resolved.is_none() {
            self.rewind(checkpoint);
        }
        resolved.map(|range| Base::Resolved(vec![range]))
    }

    /// Parses a decade: "1990s", "'90s", "nineties", "nineteen seventies", "noughties".
    fn decade(&mut self) -> Option<DateRange> {
        let checkpoint = self.checkpoint();
        if let Some(decade) = self.decade_words() {
            return Some(decade);
        }
        self.rewind(checkpoint);
        let short = self.eat_mark('\'');
        let token = self.peek()?;
        let plural = self
            .peek_at(1)
            .filter(|next| next.glued && (next.text == "s" || next.kind == TokenKind::Possessive));
        let year = match token.kind {
            TokenKind::Number(year @ 1000..=2999, 4) if !short && year % 10 == 0 => {
                i32::try_from(year).ok()
            }
            TokenKind::Number(year, 2) if year % 10 == 0 => self.full_year(year),
            _ => None,
        };
        if let (Some(year), Some(_)) = (year, plural)
            && (short || token.text.len() == 4 || !self.is_age())
        {
            self.pos += 2;
            return DateRange::decade(year);
        }
        self.rewind(checkpoint);
        None
    }

    /// Whether a decade without its century is an age in running text: "in their 20s". It is a
    /// decade only if "the" comes before it, or before "early", "mid" or "late".
    fn is_age(&self) -> bool {
        let words = self.before.iter().chain(&self.tokens[..self.pos]).rev();
        let mut words = words.filter(|token| {
            token.kind != TokenKind::Dash && !matches!(token.text, "early" | "mid" | "late" | "\'")
        });
        self.running && words.next().is_none_or(|token| token.text != "the")
    }

    fn decade_words(&mut self) -> Option<DateRange> {
        if self.running && words::decade(self.text()).is_some() && self.is_age() {
            return None;
        }
        if self.eat_phrase(&["noughties", "two thousands"]) {
            return DateRange::decade(2000);
        }
        let century = words::cardinal(self.text()).filter(|n| (11..=20).contains(n));
        if century.is_some() {
            self.pos += 1;
            self.eat_dash();
        } else if self.eat_phrase(&["two thousand and tens"]) {
            return DateRange::decade(2010);
        }
        let short = match (self.text(), century) {
            ("tens", Some(_)) => 10,
            (word, _) => words::decade(word)?,
        };
        self.pos += 1;
        match century {
            Some(century) => DateRange::decade(i32::try_from(century).ok()? * 100 + short),
            None => DateRange::decade(self.full_year(u32::try_from(short).ok()?)?),
        }
    }

    /// Parses a century: "the 21st century" is 2000 to 2099, `20XX` in EDTF.
    fn century(&mut self) -> Option<DateRange> {
        let checkpoint = self.checkpoint();
        let nth = match self.peek()?.kind {
            TokenKind::Ordinal(nth) => {
                self.pos += 1;
                Some(nth)
            }
            _ => self.ordinal_words(),
        };
        self.eat_dash();
        if let (Some(nth @ 1..=30), Some(_)) = (nth, self.eat(&["century"])) {
            return DateRange::century(i32::try_from(nth - 1).ok()? * 100);
        }
        self.rewind(checkpoint);
        None
    }
}
