//! Parses holidays with a date: "Christmas Day", "New Year's Eve", "Good Friday 2016". Easter is
//! computed; holidays that depend on seeing the moon (Ramadan, Eid) are refused.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Feast, PartialDate};
use super::tokens::TokenKind;
use crate::domain::when::Day;
use crate::language::words::english::holidays::{
    AROUND_EASTER, BEFORE_NEW_YEAR, BY_THE_MOON, FIXED, NAMED_BY_A_HOLIDAY,
};

impl Parser<'_, '_> {
    /// Whether the next word is not a noun that a holiday could describe.
    fn is_at_a_join(&self) -> bool {
        matches!(
            self.text(),
            "and" | "or" | "in" | "at" | "on" | "when" | "was" | "but" | "last" | "this"
        )
    }

    /// Whether the next word is a noun that is described by the holiday: the truce of "the Christmas truce".
    fn is_describing(&self) -> bool {
        NAMED_BY_A_HOLIDAY.contains(&self.text())
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
            // "Christmas truce" is not a day.
            let follows = self.peek().is_some_and(|next| next.kind == TokenKind::Word);
            let name = self.word_before();
            let vague = matches!(name, "christmas" | "year" | "epiphany");
            let bound = is_bound_by(before) && !self.is_describing();
            if self.running && vague && follows && !bound && !self.is_at_a_join() {
                return self.give_up(checkpoint);
            }
            if name == "year" && !BEFORE_NEW_YEAR.contains(&before) {
                return self.give_up(checkpoint);
            }
            let (month, day) = (Some(month), Some(day));
            let year = self.year_after_month();
            return Ok(Some(Base::Date(PartialDate { year, month, day, ..PartialDate::EMPTY })));
        }
        let orthodox = self.eat(&["orthodox"]).is_some();
        let Some(&(name, after)) = AROUND_EASTER.iter().find(|(name, _)| self.eat_all(name)) else {
            return self.give_up(checkpoint);
        };
        let named = matches!(self.text(), "agreement" | "accord" | "accords" | "massacre" | "deal");
        let vague = name == "easter" && !orthodox && !is_bound_by(before);
        if self.running && (vague || named || name == "easter" && self.is_describing()) {
            // In running text, a fault skips all of these words, so that "Friday" is not found separately.
            return self.fault(from, "a name, not a day");
        }
        Ok(Some(Base::Easter(self.year_after_month(), Feast { after, orthodox })))
    }
}

/// Whether the word before a holiday makes it an end of a period: "since Christmas".
fn is_bound_by(before: &str) -> bool {
    matches!(before, "since" | "until" | "till" | "by" | "before" | "after")
}

/// The day of a feast whose date depends on Easter; `None` outside the years 1583 to 9999.
pub(super) fn from_easter(year: i32, feast: Feast) -> Option<DateRange> {
    if year < 1583 {
        return None;
    }
    let easter = if feast.orthodox { julian_easter(year) } else { gregorian_easter(year) };
    calendar::shift(easter?, feast.after).map(DateRange::day)
}

/// Easter Sunday of the western churches (Meeus, Jones and Butcher).
fn gregorian_easter(year: i32) -> Option<Day> {
    let (golden, century, short) = (year % 19, year / 100, year % 100);
    // Days from 21 March to the full moon, and from the full moon to the Sunday after it.
    let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (short / 4) - moon - short % 4) % 7;
    let late = (golden + 11 * moon + 19 * sunday) / 433;
    let month = (moon + sunday - 7 * late + 90) / 25;
    let day = (moon + sunday - 7 * late + 33 * month + 19) % 32;
    calendar::day(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Easter Sunday of the Orthodox churches (Meeus), computed in the Julian calendar and converted to the
/// Gregorian one.
fn julian_easter(year: i32) -> Option<Day> {
    let moon = (19 * (year % 19) + 15) % 30;
    let sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    // Days from 1 March to Easter in the Julian calendar, which falls behind by almost a day each century.
    let behind = i64::from(year / 100 - year / 400 - 2);
    calendar::shift(calendar::day(year, 3, 1)?, i64::from(moon + sunday + 21) + behind)
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
            assert_eq!(gregorian_easter(year), calendar::day(year, month, day), "{year}");
        }
        for (year, month, day) in [
            (1900, 4, 22),
            (2016, 5, 1),
            (2017, 4, 16),
            (2021, 5, 2),
            (2023, 4, 16),
            (2024, 5, 5),
            (2100, 5, 2),
        ] {
            assert_eq!(julian_easter(year), calendar::day(year, month, day), "{year}");
        }
    }
}
