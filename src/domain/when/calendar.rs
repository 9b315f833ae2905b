//! The calendar behind expressions: unspecified digits, numbered parts of a year, and which days
//! match.
//!
//! Knows the proleptic Gregorian calendar (ISO 8601) of the years 1 to 9999. Those years sort as text, and
//! every date type can represent them. Must not know the grammar of EDTF.

use super::day::Day;
use chrono::Months;
use std::ops::RangeInclusive;

/// The years that Factline supports.
pub(super) const YEARS: RangeInclusive<u16> = 1..=9999;

/// `N` digits; `None` is an unspecified digit (`X`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits<const N: usize>(pub(super) [Option<u8>; N]);

impl<const N: usize> Digits<N> {
    /// The last `N` digits of a number.
    pub(super) fn of(value: u16) -> Self {
        let mut digits = [None; N];
        let mut rest = value;
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(rest % 10).ok();
            rest /= 10;
        }
        Self(digits)
    }

    /// Whether a number matches the digits.
    pub(super) fn fits(&self, value: u16) -> bool {
        let mut rest = value;
        let each = self.0.iter().rev().all(|digit| {
            let last = rest % 10;
            rest /= 10;
            digit.is_none_or(|d| u16::from(d) == last)
        });
        each && rest == 0
    }

    /// The number; `None` if a digit is unspecified.
    pub(super) fn value(&self) -> Option<u16> {
        self.0.iter().try_fold(0, |sum, digit| digit.map(|d| sum * 10 + u16::from(d)))
    }

    /// The matching numbers in a range, ascending.
    pub(super) fn within(
        self,
        range: RangeInclusive<u16>,
    ) -> impl DoubleEndedIterator<Item = u16> + Clone {
        // Each `X` can be 0 to 9; without an `X` there is only one number to try.
        let (from, to) = (self.with_unspecified(0), self.with_unspecified(9));
        let narrow = from.max(*range.start())..=to.min(*range.end());
        narrow.filter(move |value| self.fits(*value))
    }

    /// The number with the digit `stand_in` for each unspecified digit.
    fn with_unspecified(&self, stand_in: u8) -> u16 {
        self.0.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit.unwrap_or(stand_in)))
    }

    /// The number of unspecified digits at the right end; `None` if other digits are unspecified,
    /// too.
    pub(super) fn unspecified_tail(&self) -> Option<usize> {
        let tail = self.0.iter().rev().take_while(|digit| digit.is_none()).count();
        let all = self.0.iter().filter(|digit| digit.is_none()).count();
        (tail == all).then_some(tail)
    }
}

/// A season or another numbered part of a year, in place of a month (ISO 8601-2, EDTF level 2).
///
/// 21 to 24 are seasons without a hemisphere, read as northern; 25 to 28 northern, 29 to 32
/// southern; 33 to 36 quarters, 37 to 39 quadrimesters (four months), 40 and 41 semesters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Season(u8);

impl Season {
    /// The part of a year with a number; `None` for numbers outside 21 to 41.
    pub(super) fn new(number: u16) -> Option<Self> {
        u8::try_from(number).ok().filter(|n| (21..=41).contains(n)).map(Self)
    }

    /// The EDTF number of the part, 21 to 41.
    pub(super) fn number(self) -> u8 {
        self.0
    }

    /// The first month of the part, and its number of months. A season that starts in December
    /// continues in the next year.
    fn months(self) -> (u32, u32) {
        let n = u32::from(self.0);
        match n {
            21..=24 => ((n - 21) * 3 + 3, 3),
            25..=28 => ((n - 25) * 3 + 3, 3),
            29..=32 => ((n - 29 + 2) % 4 * 3 + 3, 3),
            33..=36 => ((n - 33) * 3 + 1, 3),
            37..=39 => ((n - 37) * 4 + 1, 4),
            _ => ((n - 40) * 6 + 1, 6),
        }
    }
}

/// The first and last possible start, and the first and last possible end, of a date with
/// unspecified digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first_start: Day,
    pub(super) last_start: Day,
    pub(super) first_end: Day,
    pub(super) last_end: Day,
}

impl Span {
    /// The span of all periods from the first to the last, each given as `(first day, last day)`.
    fn hull(first: (Day, Day), last: (Day, Day)) -> Self {
        Self { first_start: first.0, last_start: last.0, first_end: first.1, last_end: last.1 }
    }
}

/// The span of all years that match; `None` if there are none.
pub(super) fn years(year: Digits<4>) -> Option<Span> {
    spanning(year.within(YEARS), |y| run(y, 1, 12))
}

/// The span of the years that share the first `significant` digits of a year, without leading
/// zeros. `None` if there are none from 1 to 9999.
pub(super) fn significant_years(year: u16, significant: u8) -> Option<Span> {
    let digits = year.checked_ilog10()? + 1;
    let block = 10u16.pow(digits.saturating_sub(u32::from(significant)));
    let first = year - year % block;
    spanning(first..=first + (block - 1), |y| run(y, 1, 12))
}

/// The span of a season in all years that match; `None` if there are none.
pub(super) fn seasons(year: Digits<4>, season: Season) -> Option<Span> {
    let (month, length) = season.months();
    spanning(year.within(YEARS), |y| run(y, month, length))
}

/// The span of all months that match; `None` if there are none.
pub(super) fn months(year: Digits<4>, month: Digits<2>) -> Option<Span> {
    let pairs = year.within(YEARS).flat_map(move |y| month.within(1..=12).map(move |m| (y, m)));
    spanning(pairs, |(y, m)| run(y, u32::from(m), 1))
}

/// The span of all days that match and exist; `None` if there are none.
pub(super) fn days(year: Digits<4>, month: Digits<2>, day: Digits<2>) -> Option<Span> {
    let triples = year.within(YEARS).flat_map(move |y| {
        month.within(1..=12).flat_map(move |m| day.within(1..=31).map(move |d| (y, m, d)))
    });
    spanning(triples, |(y, m, d)| {
        Day::from_ymd_opt(i32::from(y), u32::from(m), u32::from(d)).map(|day| (day, day))
    })
}

/// The span from the first to the last candidate that is a valid period; `None` if none is.
fn spanning<T>(
    candidates: impl DoubleEndedIterator<Item = T> + Clone,
    period: impl Fn(T) -> Option<(Day, Day)>,
) -> Option<Span> {
    let first = candidates.clone().find_map(&period)?;
    let last = candidates.rev().find_map(&period)?;
    Some(Span::hull(first, last))
}

/// A run of `length` months from `month`; `None` if it ends after the year 9999.
fn run(year: u16, month: u32, length: u32) -> Option<(Day, Day)> {
    let first = Day::from_ymd_opt(i32::from(year), month, 1)?;
    let last = first.checked_add_months(Months::new(length))?.pred_opt()?;
    (last <= last_day()).then_some((first, last))
}

/// The first day that Factline supports.
pub(super) fn first_day() -> Day {
    Day::from_ymd_opt(1, 1, 1).unwrap_or_default()
}

/// The last day that Factline supports.
pub(super) fn last_day() -> Day {
    Day::from_ymd_opt(9999, 12, 31).unwrap_or_default()
}

/// English names of the months, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month; `None` unless it is in 1 to 12.
#[must_use]
pub fn month_name(month: u32) -> Option<&'static str> {
    MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).copied()
}

/// Name and number of days of a month. Without a year, February has 29. `None` if there is no such
/// month.
pub(super) fn month_length(year: Option<u16>, month: u16) -> Option<(&'static str, u32)> {
    let name = month_name(u32::from(month))?;
    // An unknown year is replaced by 2000, since leap years have the longest February.
    let (_, last) = run(year.unwrap_or(2000), u32::from(month), 1)?;
    Some((name, chrono::Datelike::day(&last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits<const N: usize>(text: &str) -> Digits<N> {
        let mut out = [None; N];
        for (to, c) in out.iter_mut().zip(text.chars()) {
            *to = c.to_digit(10).and_then(|d| u8::try_from(d).ok());
        }
        Digits(out)
    }

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn unspecified_days_of_february_keep_to_leap_years() {
        let span = days(digits("190X"), digits("02"), digits("29")).unwrap();
        assert_eq!((span.first_start, span.last_start), (day(1904, 2, 29), day(1908, 2, 29)));
        assert_eq!(days(digits("1900"), digits("02"), digits("29")), None);
        assert_eq!(days(digits("XXXX"), digits("02"), digits("3X")), None);
    }

    #[test]
    fn the_year_nought_never_fits() {
        assert_eq!(years(digits("XXXX")).unwrap().first_start, day(1, 1, 1));
        assert_eq!(years(digits("0000")), None);
    }

    #[test]
    fn southern_seasons_are_half_a_year_away_from_northern_ones() {
        for (south, north) in [(29, 27), (30, 28), (31, 25), (32, 26)] {
            let months = |n| Season::new(n).unwrap().months();
            assert_eq!(months(south), months(north), "{south}");
        }
    }

    #[test]
    fn leading_zeros_are_not_significant() {
        let span = significant_years(50, 1).unwrap();
        assert_eq!((span.first_start, span.last_end), (day(50, 1, 1), day(59, 12, 31)));
    }

    #[test]
    fn digits_of_a_number_fit_that_number_alone() {
        let year = Digits::<4>::of(2016);
        assert_eq!(year.value(), Some(2016));
        assert_eq!(year.within(YEARS).collect::<Vec<_>>(), [2016]);
    }
}
