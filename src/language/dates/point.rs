//! A time phrase before it is placed in the calendar: what was stated, and what was not. Knows
//! no words.

use super::pieces::cut;
use super::place::{place_date, place_part_of_year, place_weekend};
use super::stretch::Stretch;
use crate::domain::when::Day;
use chrono::Weekday;

/// In which direction gaps are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The nearest in the past, as news reads.
    Back,
    /// The nearest in the future: the words look ahead.
    Ahead,
    /// A deadline: the future, unless the past is nearer and half a year closer to hand.
    Deadline,
    /// The first on or after a day: the end of a range whose start is known.
    NotBefore(Day),
    /// The last on or before a day: the start of a range whose end is known.
    NotAfter(Day),
}

/// The word that picks one of several weekdays, months or seasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// No such word.
    Any,
    /// "last": before this one.
    Last,
    /// "this": of this week or year.
    This,
    /// "next": after this one.
    Next,
    /// "coming", "upcoming": the nearest ahead.
    Coming,
    /// "past": the nearest behind.
    Past,
}

/// A calendar date as far as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// The year, if stated.
    pub(super) year: Option<i32>,
    /// The month, if stated.
    pub(super) month: Option<u32>,
    /// The day of the month, if stated.
    pub(super) day: Option<u32>,
    /// The weekday, if stated.
    pub(super) weekday: Option<Weekday>,
    /// The word before a weekday or month.
    pub(super) which: Which,
    /// A number that is a day of the month only if a neighbour gives the month: "20" in "20 to 22
    /// October".
    pub(super) bare: bool,
}

impl Date {
    /// A date of which nothing is stated.
    pub(super) const EMPTY: Self =
        Self { year: None, month: None, day: None, weekday: None, which: Which::Any, bare: false };
}

/// What a point is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// A date with or without gaps.
    Date(Date),
    /// A season, quarter or half by its EDTF code, with or without its year.
    PartOfYear(Option<i32>, u32, Which),
    /// "the weekend", which may be the last or the next.
    Weekend,
    /// Already placed: best reading first.
    Placed(Vec<Stretch>),
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// From the `0`th to the `1`st third, as one unknown day: 0 early, 1 mid, 2 late.
    Thirds(u8, u8),
    /// "the beginning of": as early, but as a starting point the first day.
    Start,
    /// "the end of": as late, but as a deadline the last day.
    End,
    /// The nth run of seven days, from its first day.
    Week(u32),
    /// Its last `0` days.
    LastDays(i64),
    /// Its first `0` days.
    FirstDays(i64),
    /// Its first few days, some day: the first five.
    FirstFew,
    /// Its last few days, some day: the last five.
    LastFew,
    /// The nth of its weekdays of this name, or the last.
    Weekday(Option<u32>, Weekday),
    /// Its first or last months.
    Months(i64),
    /// First (1) or second (2) half.
    Half(u8),
    /// "sometime in": one unknown day of it.
    SomeDay,
    /// From its beginning to the publication day, some day.
    Earlier,
    /// From the publication day to its end, some day.
    Later,
    /// From its beginning to the publication day, all of it.
    SoFar,
    /// From the publication day to its end, all of it.
    Rest,
}

/// A time phrase without its connective.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Point {
    /// What it is made of.
    pub(super) base: Base,
    /// Which part of that.
    pub(super) piece: Option<Piece>,
    /// "about", "possibly".
    pub(super) mark: Option<char>,
    /// The tokens it was read from.
    pub(super) tokens: std::ops::Range<usize>,
}

/// Readings, best first, or why there is none.
pub(super) type Places = Result<Vec<Stretch>, String>;

pub(super) const OUT_OF_RANGE: &str = "outside the years 1 to 9999";

impl Point {
    /// Places the point in the calendar; best reading first.
    pub(super) fn place(&self, published: Day, look: Look) -> Places {
        let whole = match &self.base {
            Base::Placed(places) => places.clone(),
            Base::Date(date) => place_date(date, published, look)?,
            Base::PartOfYear(year, code, which) => {
                place_part_of_year(*year, *code, *which, published, look)?
            }
            Base::Weekend => place_weekend(published, look)?,
        };
        let mut places = Vec::with_capacity(whole.len());
        for stretch in whole {
            let cuts = match self.piece {
                // A second reading that has no such part is none.
                Some(piece) => match cut(&stretch, piece, published) {
                    Err(_) if !places.is_empty() => Vec::new(),
                    cut => cut?,
                },
                None => vec![stretch],
            };
            places.extend(cuts.into_iter().map(|place| place.marked(self.mark)));
        }
        Ok(places)
    }

    /// The date, if it is one.
    pub(super) fn date(&self) -> Option<&Date> {
        match &self.base {
            Base::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the words fix the year or the place in the calendar.
    pub(super) fn is_fixed(&self) -> bool {
        match &self.base {
            Base::Date(date) => date.year.is_some() || date.which != Which::Any,
            Base::PartOfYear(year, _, which) => year.is_some() || *which != Which::Any,
            Base::Weekend => false,
            Base::Placed(_) => true,
        }
    }
}

pub(super) fn distinct(order: [Option<Stretch>; 2]) -> Places {
    let mut places: Vec<Stretch> = order.into_iter().flatten().collect();
    places.dedup();
    if places.is_empty() { Err(OUT_OF_RANGE.into()) } else { Ok(places) }
}
