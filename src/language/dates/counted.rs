//! Parses lengths of time that are counted from a day: "three days ago", "the past 72 hours", "two
//! days later". Knows from which day each phrase counts.

use super::calendar;
use super::date_range::{DateRange, RangeForm};
use super::duration::Duration;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Direction};
use super::relative::period_around;
use crate::domain::when::Day;
use crate::language::words;
use crate::language::words::english::parts_of_time::COUNTED_FROM;
use chrono::Datelike;

impl Parser<'_, '_> {
    /// Parses lengths up to or from the publication day: "the past 72 hours", "recent days", "the
    /// next three days".
    pub(super) fn rolling(&mut self) -> Option<Vec<Option<DateRange>>> {
        let checkpoint = self.checkpoint();
        let published = self.anchor.published;
        let the = self.eat(&["the", "this", "these"]).is_some();
        let word = self.eat(&[
            "past",
            "last",
            "previous",
            "recent",
            "next",
            "coming",
            "upcoming",
            "following",
        ]);
        let Some(word) = word else {
            self.rewind(checkpoint);
            return None;
        };
        let unit = words::time_unit(self.text());
        let Some(length) = self.length_of_rolling(word, the) else {
            self.rewind(checkpoint);
            return None;
        };
        let calendar = |by| match unit {
            Some((unit, false)) => period_around(published, unit, by),
            _ => None,
        };
        // With "of" the phrase means something else: "the last three days of July".
        if self.text() == "of" {
            self.rewind(checkpoint);
            return None;
        }
        Some(if matches!(word, "past" | "last" | "previous" | "recent") {
            vec![self.up_to_now(length), calendar(-1)]
        } else {
            let far = length.reach(published, 1).map(|(far, _)| far);
            vec![
                far.map(|far| DateRange::one_of(published, far)),
                far.map(|far| DateRange::whole(published, far)),
                calendar(1),
            ]
        })
    }

    pub(super) fn length_of_rolling(&mut self, word: &str, the: bool) -> Option<Duration> {
        if let Ok(Some(length)) = self.duration() {
            return Some(length);
        }
        if let Some(length) = self.plural_unit() {
            return Some(length);
        }
        let rolls = the || matches!(word, "past" | "coming" | "upcoming");
        if rolls && word != "following" && word != "recent" {
            self.single_unit().filter(|unit| !unit.is_short())
        } else {
            None
        }
    }

    /// All days from a length before the publication day to that day; `None` outside the calendar.
    pub(super) fn up_to_now(&self, length: Duration) -> Option<DateRange> {
        let published = self.anchor.published;
        let (far, near) = length.reach(published, -1)?;
        if far == near {
            return Some(DateRange::whole(far, published));
        }
        let name = format!("[{far}..{near}]/{published}");
        Some(DateRange {
            first: far,
            last: published,
            form: super::date_range::RangeForm::Named(name),
            mark: None,
        })
    }

    /// Parses a length and the day it is counted from: "three days ago", "two days after 20
    /// October", "in three days".
    pub(super) fn counted(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        let ahead = self.text() == "in" && !self.running;
        self.pos += usize::from(ahead);
        let bound = self.bound();
        let Some(length) = self.duration()? else { return self.give_up(checkpoint) };
        let published = self.anchor.published;
        if ahead {
            if self.eat_mark('\'') {
                self.eat(&["time"]);
            }
            let past = self.text() == "ago" || self.text() == "of";
            return if past {
                self.give_up(checkpoint)
            } else {
                self.resolved(from, vec![length.away(published, 1)])
            };
        }
        let away = |day: Day, sign: i64| bounded(length, bound, day, sign);
        if self.eat_phrase(&["ago", "back", "before now", "before today"]) {
            if let Some(day) = self.day_of_ago(length).filter(|_| bound == Bound::None) {
                return self.resolved(from, vec![Some(day)]);
            }
            return self.resolved(from, vec![away(published, -1)]);
        }
        if bound == Bound::None && self.eat_all("from today") {
            return self.resolved(from, vec![length.exactly(published, 1)]);
        }
        if self.eat_phrase(&["from now", "from today", "after today", "hence", "in the future"]) {
            return self.resolved(from, vec![away(published, 1)]);
        }
        self.counted_from_day(from, length, bound)
    }

    /// Parses the day from which "a year ago" is counted, if one is named: "a year ago today", "two weeks ago Friday",
    /// "three years ago this month". Returns the day or period that much earlier.
    fn day_of_ago(&mut self, length: Duration) -> Option<DateRange> {
        let checkpoint = self.checkpoint();
        let published = self.anchor.published;
        let months = length.whole_months();
        let weeks = length.whole_days().filter(|days| days % 7 == 0 && !length.is_in_days());
        let before = |day: Day| match (months, weeks) {
            (Some(months), _) => calendar::shift_months(day, -months),
            (None, Some(days)) => calendar::shift(day, -days),
            (None, None) => None,
        };
        if self.eat(&["today"]).is_some() {
            return before(published).map(DateRange::day);
        }
        if let Some(months) = months.filter(|_| self.eat_all("this month")) {
            let (year, month) = calendar::month_from(published, -months)?;
            return DateRange::month(year, month);
        }
        self.eat(&["on", "last"]);
        if let Some(weekday) = words::weekday(self.text()) {
            self.pos += 1;
            let since = i64::from(published.weekday().days_since(weekday));
            if let Some(day) = calendar::shift(published, -since).and_then(before) {
                return Some(DateRange::day(day));
            }
        }
        self.rewind(checkpoint);
        None
    }

    /// Parses the day after a length of time: "after 20 October", "earlier", "from Friday".
    fn counted_from_day(
        &mut self,
        from: usize,
        length: Duration,
        bound: Bound,
    ) -> RuleResult<Base> {
        let sign = match self.eat(COUNTED_FROM) {
            Some("before" | "earlier" | "previously") => -1,
            Some(_) => 1,
            None => {
                self.expected_here("what the length of time is counted from: \"ago\", \"since\", \"from\" and a day");
                self.pos = from;
                return Ok(None);
            }
        };
        let away = |day: Day| bounded(length, bound, day, sign);
        let word = self.tokens[self.pos - 1].text;
        if matches!(word, "before" | "after" | "from" | "following")
            && let Some(point) = self.definite_point()?
        {
            self.clues.lone_day |= point.date().is_some_and(|date| {
                date.day.is_some() && date.month.is_none() && date.weekday.is_none()
            });
            if word == "from" && bound == Bound::None {
                return self
                    .away_from(from, &point, Direction::Deadline, |day| length.exactly(day, 1));
            }
            let direction = if word == "from" { Direction::Deadline } else { Direction::Backward };
            return self.away_from(from, &point, direction, away);
        }
        if matches!(word, "from" | "following")
            || self.running && matches!(word, "before" | "after")
        {
            self.pos = from;
            return Ok(None);
        }
        let given = self.given(from, length.precision())?;
        // "A year earlier" after "in 1997" is 1996.
        let told_a_year = self.anchor.given.is_none()
            && self.reached.is_some_and(|(first, last)| (last - first).num_days() >= 364);
        let years = told_a_year && length.whole_months().is_some_and(|months| months % 12 == 0);
        let range = away(given);
        self.resolved(
            from,
            vec![if years {
                range.and_then(|range| DateRange::year(range.first.year()))
            } else {
                range
            }],
        )
    }

    /// Counts from a point. `away` computes the result from a day; it is a fault if the point is
    /// more than one day.
    pub(super) fn away_from(
        &self,
        from: usize,
        point: &super::point::Point,
        direction: Direction,
        away: impl Fn(Day) -> Option<DateRange>,
    ) -> RuleResult<Base> {
        let ranges = match point.resolve(self.anchor.published, direction) {
            Ok(ranges) => ranges,
            Err(why) => return self.fault(from, why),
        };
        let days = ranges.iter().filter(|range| range.first == range.last);
        let counted: Vec<_> = days.map(|range| away(range.first)).collect();
        if counted.is_empty() {
            return self.fault(from, "counted from more than one day: state the day");
        }
        self.resolved(from, counted)
    }

    /// Parses a word before a length that turns it into a bound: "more than", "less than", "about".
    pub(super) fn bound(&mut self) -> Bound {
        if self.eat_phrase(&["more than", "over", "at least", "longer than", "no less than"]) {
            Bound::More
        } else if self.eat_phrase(&["less than", "under", "fewer than", "not even", "within"]) {
            Bound::Less
        } else if self.eat_phrase(&[
            "about",
            "around",
            "roughly",
            "approximately",
            "nearly",
            "almost",
            "some",
            "just over",
            "just under",
        ]) {
            Bound::About
        } else {
            Bound::None
        }
    }
}

/// Whether a length of time is exact, a lower or upper bound, or approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    More,
    Less,
    About,
}

/// The day or days a bounded length before (`sign` -1) or after (1) `origin`. `None` outside the
/// calendar.
fn bounded(length: Duration, bound: Bound, origin: Day, sign: i64) -> Option<DateRange> {
    let range = length.away(origin, sign)?;
    let (far, near) = length.reach(origin, sign)?;
    let open = |form| DateRange { first: near, last: near, form, mark: None };
    Some(match bound {
        Bound::None => range,
        Bound::About => range.marked(Some('~')),
        Bound::Less => DateRange::one_of(far.min(origin), far.max(origin)),
        Bound::More if sign < 0 => open(RangeForm::Before),
        Bound::More => open(RangeForm::After),
    })
}
