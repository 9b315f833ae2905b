//! Parses holidays with a date: "Christmas Day", "New Year's Eve", "Good Friday 2016". Easter is
//! computed; what depends on the sight of the moon (Ramadan, Eid) is refused.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, PartialDate};
use super::tokens::TokenKind;
use crate::domain::when::Day;

/// Holidays on the same day each year, with month and day; longer names before their beginnings.
const FIXED: &[(&str, u32, u32)] = &[
    ("christmas day", 12, 25),
    ("christmas eve", 12, 24),
    ("boxing day", 12, 26),
    ("orthodox christmas", 1, 7),
    ("christmas", 12, 25),
    ("new year 's day", 1, 1),
    ("new year 's eve", 12, 31),
    ("new years day", 1, 1),
    ("new years eve", 12, 31),
    ("new year day", 1, 1),
    ("new year eve", 12, 31),
    ("new year", 1, 1),
    ("epiphany", 1, 6),
    ("all saints ' day", 11, 1),
    ("may day", 5, 1),
    ("halloween", 10, 31),
    ("valentine 's day", 2, 14),
    ("international women 's day", 3, 8),
    ("world refugee day", 6, 20),
    ("world humanitarian day", 8, 19),
    ("human rights day", 12, 10),
];

/// Holidays by their number of days after Easter Sunday.
const AROUND_EASTER: &[(&str, i64)] = &[
    ("ash wednesday", -46),
    ("palm sunday", -7),
    ("maundy thursday", -3),
    ("good friday", -2),
    ("holy saturday", -1),
    ("easter sunday", 0),
    ("easter monday", 1),
    ("easter", 0),
    ("ascension day", 39),
    ("whit sunday", 49),
    ("whit monday", 50),
    ("pentecost", 49),
];

/// Times that begin with the sight of the moon; their days differ from place to place.
const BY_THE_MOON: &[&str] = &[
    "ramadan",
    "ramadhan",
    "eid al - fitr",
    "eid al - adha",
    "eid ul - fitr",
    "eid ul - adha",
    "eid",
    "ashura",
    "arbaeen",
    "muharram",
    "mawlid",
    "passover",
    "hanukkah",
    "yom kippur",
    "rosh hashanah",
    "diwali",
    "vesak",
    "lunar new year",
    "chinese new year",
    "orthodox easter",
];

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

/// Words before "new year" with which it is 1 January. "In the new year" is some time after it begins,
/// and "the Islamic new year" another day.
const BEFORE_NEW_YEAR: &[&str] = &[
    "", "on", "since", "before", "by", "until", "after", "at", "over", "for", "of", "around", "and",
];

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
