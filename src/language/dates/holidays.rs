//! Parses holidays with a date: "Christmas Day", "New Year's Eve", "Good Friday 2016". Easter is
//! computed; what depends on the sight of the moon (Ramadan, Eid) is refused.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, PartialDate};
use super::tokens::TokenKind;
use crate::domain::when::Day;
use crate::language::words::english::holidays::{
    AROUND_EASTER, BEFORE_NEW_YEAR, BY_THE_MOON, FIXED,
};

impl Parser<'_, '_> {
    /// Whether the next word is no noun that a holiday may describe.
    fn is_at_a_join(&self) -> bool {
        matches!(
            self.text(),
            "and" | "or" | "in" | "at" | "on" | "when" | "was" | "but" | "last" | "this"
        )
    }

    /// Parses a holiday, with the year that may follow.
    pub(super) fn holiday(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        let before = self.word_before();
        self.eat(&["the"]);
        if self.eat_phrase(BY_THE_MOON) {
            if self.running {
                return self.give_up(checkpoint);
            }
            let why = "its days follow the moon and differ from place to place: state its dates";
            return self.fault(from, why);
        }
        if let Some(&(_, month, day)) = FIXED.iter().find(|(name, ..)| self.eat_all(name)) {
            // "Christmas truce" is no day.
            let follows = self.peek().is_some_and(|next| next.kind == TokenKind::Word);
            let name = self.word_before();
            let vague = matches!(name, "christmas" | "year" | "epiphany");
            if self.running && vague && follows && !self.is_at_a_join() {
                return self.give_up(checkpoint);
            }
            if name == "year" && !BEFORE_NEW_YEAR.contains(&before) {
                return self.give_up(checkpoint);
            }
            let (month, day) = (Some(month), Some(day));
            let year = self.year_after_month();
            return Ok(Some(Base::Date(PartialDate { year, month, day, ..PartialDate::EMPTY })));
        }
        let Some(&(name, after)) = AROUND_EASTER.iter().find(|(name, _)| self.eat_all(name)) else {
            return self.give_up(checkpoint);
        };
        let named = matches!(self.text(), "agreement" | "accord" | "accords" | "massacre" | "deal");
        if self.running && (name == "easter" || named) {
            // In running text a fault passes over all of these words, so that no "Friday" is left.
            return self.fault(from, "a name, and no day");
        }
        Ok(Some(Base::Easter(self.year_after_month(), after)))
    }
}

/// The day so many days after Easter Sunday (Gregorian; Meeus, Jones and Butcher); `None` outside
/// the years 1583 to 9999.
pub(super) fn from_easter(year: i32, after: i64) -> Option<DateRange> {
    if year < 1583 {
        return None;
    }
    let (golden, century, short) = (year % 19, year / 100, year % 100);
    // Days from 21 March to the full moon, and from there to the Sunday after it.
    let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (short / 4) - moon - short % 4) % 7;
    let late = (golden + 11 * moon + 19 * sunday) / 433;
    let month = (moon + sunday - 7 * late + 90) / 25;
    let day = (moon + sunday - 7 * late + 33 * month + 19) % 32;
    let easter: Day = calendar::day(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    calendar::shift(easter, after).map(DateRange::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_church_has_it() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2016, 3, 27),
            (2024, 3, 31),
            (2038, 4, 25),
        ] {
            assert_eq!(
                from_easter(year, 0).unwrap().first,
                calendar::day(year, month, day).unwrap()
            );
        }
    }
}
