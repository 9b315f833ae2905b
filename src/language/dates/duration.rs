//! Parses lengths of time: "three days", "72 hours", "two and a half years", "a few weeks". Knows
//! how long units are, and how precisely a counted day is meant.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::tokens::TokenKind;
use crate::domain::when::Day;
use crate::language::words::{self, TimeUnit};
use chrono::Datelike;

const DAY: i64 = 24 * 60;

/// A length of time. Months are counted separately, since their number of days varies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    months: i64,
    minutes: i64,
}

/// A length of time with a lower and an upper bound, which are usually equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Duration {
    /// The shortest length that the words may mean.
    low: Amount,
    /// The longest length that the words may mean.
    high: Amount,
    /// The largest unit in the words. It shows how exactly the length is meant: "two years" is vaguer than
    /// "24 months".
    unit: TimeUnit,
}

/// A number of units as lower and upper bound, in halves of a unit: 3 means one and a half.
type Count = (i64, i64);

impl Amount {
    fn of(halves: i64, unit: TimeUnit) -> Self {
        let minutes = |each: i64| Self { months: 0, minutes: halves * each / 2 };
        let months = |each: i64| Self { months: halves * each / 2, minutes: 0 };
        match unit {
            // Seconds count as minutes, since neither changes the day.
            TimeUnit::Second | TimeUnit::Minute => minutes(1),
            TimeUnit::Hour => minutes(60),
            TimeUnit::Day => minutes(DAY),
            TimeUnit::Week | TimeUnit::Weekend => minutes(7 * DAY),
            TimeUnit::Fortnight => minutes(14 * DAY),
            TimeUnit::Month => Self { months: halves / 2, minutes: halves % 2 * 15 * DAY },
            TimeUnit::Quarter => months(3),
            TimeUnit::Year => months(12),
            TimeUnit::Decade => months(120),
        }
    }

    /// `day` moved forward (`sign` 1) or back (-1) by this amount. A part of a day counts as a day
    /// if `up`, otherwise as nothing. `None` outside the calendar.
    fn moved(self, day: Day, sign: i64, up: bool) -> Option<Day> {
        let days = if up { (self.minutes + DAY - 1) / DAY } else { self.minutes / DAY };
        calendar::shift(calendar::shift_months(day, sign * self.months)?, sign * days)
    }

    fn plus(self, other: Self) -> Self {
        Self { months: self.months + other.months, minutes: self.minutes + other.minutes }
    }
}

impl Duration {
    /// Number of days, rounded up; `None` if it varies or depends on the month.
    pub(super) fn whole_days(&self) -> Option<i64> {
        (self.low == self.high && self.low.months == 0).then(|| (self.low.minutes + DAY - 1) / DAY)
    }

    /// Number of months; `None` if it varies or the length has days.
    pub(super) fn whole_months(&self) -> Option<i64> {
        (self.low == self.high && self.low.minutes == 0).then_some(self.low.months)
    }

    /// The number of days by which a day at this distance may be wrong: a year for years.
    pub(super) fn precision(&self) -> i64 {
        match self.unit {
            TimeUnit::Year | TimeUnit::Decade => 366,
            TimeUnit::Month | TimeUnit::Quarter if self.high.months > 1 => 31,
            _ => 1,
        }
    }

    /// Whether the length is stated in hours: the 24 hours up to Monday begin on Sunday.
    pub(super) fn is_in_hours(&self) -> bool {
        self.unit == TimeUnit::Hour
    }

    /// Whether the length is stated in days.
    pub(super) fn is_in_days(&self) -> bool {
        self.unit == TimeUnit::Day
    }

    /// Whether the length is shorter than a day.
    pub(super) fn is_short(&self) -> bool {
        self.high.months == 0 && self.high.minutes < DAY
    }

    /// The day this long before (`sign` -1) or after (1) `day`. It is exact for days; approximate
    /// to the day for weeks, to the month for months, and to the year for years. `None` outside the
    /// calendar.
    pub(super) fn away(&self, day: Day, sign: i64) -> Option<DateRange> {
        if matches!(self.unit, TimeUnit::Second | TimeUnit::Minute) {
            return Some(DateRange::day(day));
        }
        let (near, far) = (self.low.moved(day, sign, false)?, self.high.moved(day, sign, true)?);
        if self.low != self.high || matches!(self.unit, TimeUnit::Hour | TimeUnit::Day) {
            return Some(DateRange::one_of(near.min(far), near.max(far)).exact());
        }
        let about = match self.high.months {
            0 | 1 => DateRange::day(far),
            months if months % 12 == 0 && months > 12 => DateRange::year(far.year())?,
            _ => DateRange::month(far.year(), far.month())?,
        };
        Some(about.marked(Some('~')))
    }

    /// Like [`Self::away`], but exact for weeks, as in "a week from Friday", which names the day.
    pub(super) fn exactly(&self, day: Day, sign: i64) -> Option<DateRange> {
        let range = self.away(day, sign)?;
        let weeks = matches!(self.unit, TimeUnit::Week | TimeUnit::Fortnight);
        Some(if weeks { DateRange { mark: None, ..range } } else { range })
    }

    /// The farthest and the nearest day this long before or after `day`; `None` outside the
    /// calendar.
    pub(super) fn reach(&self, day: Day, sign: i64) -> Option<(Day, Day)> {
        Some((self.high.moved(day, sign, true)?, self.low.moved(day, sign, true)?))
    }

    /// The last day of something that begins on `day` and lasts this long; `None` outside the
    /// calendar.
    pub(super) fn end_from(&self, day: Day) -> Option<DateRange> {
        let end = |amount: Amount| {
            let after = amount.moved(day, 1, true)?;
            // Three days from Thursday end on Saturday, since Thursday counts; 12 hours end on the
            // same day.
            if after > day { calendar::shift(after, -1) } else { Some(day) }
        };
        Some(DateRange::one_of(end(self.low)?, end(self.high)?).exact())
    }
}

impl DateRange {
    /// Turns a one-of set of a single day into that day.
    fn exact(self) -> Self {
        if self.first == self.last { Self::day(self.first) } else { self }
    }
}

impl Parser<'_, '_> {
    /// Parses a length of time: "three days", "two and a half years".
    pub(super) fn duration(&mut self) -> RuleResult<Duration> {
        let checkpoint = self.checkpoint();
        let Some(mut whole) = self.count_of_unit() else { return self.give_up(checkpoint) };
        for _ in 0..4 {
            let more = self.checkpoint();
            self.eat(&["and", ","]);
            let Some(part) = self.count_of_unit() else {
                self.rewind(more);
                break;
            };
            whole.low = whole.low.plus(part.low);
            whole.high = whole.high.plus(part.high);
        }
        Ok(Some(whole))
    }

    /// Parses "three days", "72-hour", "half a year". If it returns `None`, the caller has to
    /// rewind.
    fn count_of_unit(&mut self) -> Option<Duration> {
        let (mut low, mut high) = self.count()?;
        self.eat_dash();
        let (unit, _) = words::time_unit(self.text())?;
        self.pos += 1;
        if self.eat_all("and a half") {
            (low, high) = (low + 1, high + 1);
        }
        Some(Duration { low: Amount::of(low, unit), high: Amount::of(high, unit), unit })
    }

    /// Parses a plural unit without a number, which means a few: "recent weeks", "the coming days".
    pub(super) fn plural_unit(&mut self) -> Option<Duration> {
        let (unit, plural) = words::time_unit(self.text())?;
        if !plural {
            return None;
        }
        self.pos += 1;
        let (low, high) = (Amount::of(FEW.0, unit), Amount::of(FEW.1, unit));
        Some(Duration { low, high, unit })
    }

    /// Parses a singular unit without a number, which means one: "the past week".
    pub(super) fn single_unit(&mut self) -> Option<Duration> {
        let (unit, plural) = words::time_unit(self.text())?;
        if plural {
            return None;
        }
        self.pos += 1;
        let one = Amount::of(2, unit);
        Some(Duration { low: one, high: one, unit })
    }

    /// Parses how many: digits, words, "a", or a vague word with the range that the documentation
    /// defines for it.
    fn count(&mut self) -> Option<Count> {
        if self.eat_phrase(&["half a", "half an"]) {
            return Some((1, 1));
        }
        if self.eat_phrase(&["a couple of", "a couple", "couple of", "couple"]) {
            return Some((4, 6));
        }
        if self.eat_phrase(&["a few", "few"]) {
            return Some(FEW);
        }
        if self.eat_phrase(&["several"]) {
            return Some((6, 18));
        }
        if self.eat_phrase(&["a dozen", "dozen"]) {
            return Some((24, 24));
        }
        if self.eat(&["a", "an"]).is_some() {
            return Some((2, 2));
        }
        let low = i64::from(self.whole_number()?) * 2;
        if self.eat_all("and a half") || self.eat_all("and half") {
            return Some((low + 1, low + 1));
        }
        let checkpoint = self.checkpoint();
        if self.eat(&["to", "or"]).is_some() || self.eat_dash() {
            match self.whole_number().map(|high| i64::from(high) * 2) {
                Some(high) if high >= low => return Some((low, high)),
                _ => self.rewind(checkpoint),
            }
        }
        Some((low, low))
    }

    /// Parses a whole number below ten thousand, in digits or words.
    pub(super) fn whole_number(&mut self) -> Option<u32> {
        if let Some(TokenKind::Number(value, _)) = self.peek().map(|token| token.kind) {
            self.pos += 1;
            return (value < 10_000).then_some(value);
        }
        let mut value = words::cardinal(self.text())?;
        self.pos += 1;
        if value >= 20 && value % 10 == 0 {
            let checkpoint = self.checkpoint();
            self.eat_dash();
            match words::cardinal(self.text()).filter(|ones| *ones < 10) {
                Some(ones) => {
                    self.pos += 1;
                    value += ones;
                }
                None => self.rewind(checkpoint),
            }
        }
        Some(value)
    }
}

/// "A few" means two to six, here in halves of a unit.
const FEW: Count = (4, 12);
