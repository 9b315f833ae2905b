//! Parses phrases relative to the publication day, or to a day that the text mentioned before:
//! "yesterday", "last week", "three days ago", "the past 72 hours", "two days later".

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Modifier};
use crate::domain::when::Day;
use crate::language::words::english::parts_of_time::DAYS;
use crate::language::words::{self, TimeUnit};
use chrono::Datelike;

impl Parser<'_, '_> {
    /// Parses a phrase relative to a day: "yesterday", "last week", "two days later".
    pub(super) fn relative(&mut self) -> RuleResult<Base> {
        let found = self.counted_or_named()?;
        self.clues.present |= matches!(found, Some(Base::Resolved(_))) && !self.clues.counts_on;
        Ok(found)
    }

    fn counted_or_named(&mut self) -> RuleResult<Base> {
        let from = self.pos;
        if let Some(ranges) = self.named_day() {
            return self.resolved(from, ranges);
        }
        if let Some(base) = self.near_given()? {
            return Ok(Some(base));
        }
        if let Some(ranges) = self.named_period() {
            return self.resolved(from, ranges);
        }
        let dated = |at: usize| {
            self.text_at(at) == "of"
                && self.peek_at(at + 1).is_some_and(|token| {
                    token.text.starts_with(|c: char| c.is_ascii_digit())
                        || words::month(token.text).is_some()
                })
        };
        if !dated(1) && !dated(2) && self.eat_phrase(&["the weekend", "weekend"]) {
            return Ok(Some(Base::Weekend));
        }
        if let Some(ranges) = self.rolling() {
            return self.resolved(from, ranges);
        }
        if let Some(base) = self.picked()? {
            return Ok(Some(base));
        }
        self.counted()
    }

    /// The base of resolved days; `None` readings are outside the calendar, and it is a fault if
    /// all readings are.
    pub(super) fn resolved(&self, from: usize, ranges: Vec<Option<DateRange>>) -> RuleResult<Base> {
        let mut known: Vec<DateRange> = ranges.into_iter().flatten().collect();
        known.dedup();
        if known.is_empty() {
            return self.fault(from, "outside the years 1 to 9999");
        }
        Ok(Some(Base::Resolved(known)))
    }

    /// Parses a day by name: "today", "last night", "the day before yesterday".
    fn named_day(&mut self) -> Option<Vec<Option<DateRange>>> {
        let published = self.anchor.published;
        if !self.running && self.eat(&["now", "currently"]).is_some() {
            return Some(vec![Some(DateRange::day(published))]);
        }
        for (words, by) in DAYS {
            if self.eat_all(words) {
                return Some(vec![calendar::shift(published, by).map(DateRange::day)]);
            }
        }
        if self.text_at(1) == "into" {
            return None;
        }
        self.eat_all("overnight").then(|| {
            let eve = calendar::shift(published, -1);
            vec![eve.map(|eve| DateRange::whole(eve, published))]
        })
    }

    /// Parses a calendar period by name: "last week", "this month", "the year before last", "the
    /// weekend".
    fn named_period(&mut self) -> Option<Vec<Option<DateRange>>> {
        let checkpoint = self.checkpoint();
        let the = self.eat(&["the"]).is_some();
        // "This past weekend" and "this coming weekend" are those before and after the publication day.
        if self.text_at(2) == "weekend" && matches!(self.text_at(1), "past" | "last" | "coming") {
            self.eat(&["this"]);
        }
        if let Some(unit) = self.unit_to_date() {
            let published = self.anchor.published;
            let first = self.period(unit, 0).map(|range| range.first);
            return Some(vec![first.map(|first| DateRange::whole(first, published))]);
        }
        if let Some((unit, false)) = words::time_unit(self.text())
            && is_calendar(unit)
        {
            self.pos += 1;
            let by = if self.eat_phrase(&["before last", "before the last"]) {
                -2
            } else if self.eat_phrase(&["after next", "after the next"]) {
                2
            } else {
                self.rewind(checkpoint);
                return None;
            };
            return Some(vec![self.period(unit, by)]);
        }
        // "the last week" is the seven days up to now, which `rolling` parses.
        let by = match self.text() {
            "last" | "previous" if !the => -1,
            "this" | "current" => 0,
            "next" if !the => 1,
            "coming" | "upcoming" if self.text_at(1) == "weekend" => 0,
            "past" | "last" | "previous" if self.text_at(1) == "weekend" => -1,
            "next" if self.text_at(1) == "weekend" => 1,
            _ => {
                self.rewind(checkpoint);
                return None;
            }
        };
        self.pos += 1;
        match words::time_unit(self.text()) {
            Some((unit, false)) if is_calendar(unit) => {
                self.pos += 1;
                Some(self.picked_period(unit, by))
            }
            _ => {
                self.rewind(checkpoint);
                None
            }
        }
    }

    /// Parses "year to date", "month to date", "YTD".
    fn unit_to_date(&mut self) -> Option<TimeUnit> {
        if self.eat(&["ytd"]).is_some() {
            return Some(TimeUnit::Year);
        }
        let (unit, _) =
            words::time_unit(self.text()).filter(|(unit, plural)| is_calendar(*unit) && !plural)?;
        self.pos += 1;
        if self.eat_phrase(&["to date", "- to - date", "so far"]) {
            return Some(unit);
        }
        self.pos -= 1;
        None
    }

    fn picked_period(&self, unit: TimeUnit, by: i64) -> Vec<Option<DateRange>> {
        let best = self.period(unit, by);
        if unit == TimeUnit::Week {
            return vec![best, DateRange::week_from_sunday(self.anchor.published, by)];
        }
        // A report on Monday may call the weekend that just ended "this weekend".
        let other = (unit == TimeUnit::Weekend
            && by >= 0
            && best.as_ref().is_some_and(|b| b.first > self.anchor.published))
        .then(|| self.period(unit, by - 1));
        vec![best, other.flatten()]
    }

    /// The calendar unit that contains the publication day, moved by `by` units. `None` outside the
    /// calendar.
    pub(super) fn period(&self, unit: TimeUnit, by: i64) -> Option<DateRange> {
        period_around(self.anchor.published, unit, by)
    }

    /// Parses "the week", "the month", "the year" inside a longer phrase: the current one.
    pub(super) fn definite_period(&mut self) -> Option<Base> {
        let checkpoint = self.checkpoint();
        self.eat(&["the", "my", "our", "current"]);
        if let Some((unit, false)) = words::time_unit(self.text())
            && is_calendar(unit)
            && unit != TimeUnit::Weekend
            && self.period(unit, 0).is_some()
        {
            self.pos += 1;
            self.clues.definite = true;
            let ranges = self.picked_period(unit, 0);
            return Some(Base::Resolved(ranges.into_iter().flatten().collect()));
        }
        self.rewind(checkpoint);
        None
    }

    /// Parses a weekday, month or season with a selecting word: "last Friday", "this coming July",
    /// "next spring".
    fn picked(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        self.eat(&["the"]);
        let modifier = match self.text() {
            "last" | "previous" => Modifier::Last,
            "past" => Modifier::Past,
            "this" | "current" => Modifier::This,
            "next" => Modifier::Next,
            "coming" | "upcoming" => Modifier::Coming,
            _ => return self.give_up(checkpoint),
        };
        self.pos += 1;
        let modifier = match (modifier, self.eat(&["past", "coming", "upcoming"])) {
            (Modifier::This, Some("past")) => Modifier::Past,
            (Modifier::This, Some(_)) => Modifier::Coming,
            _ => modifier,
        };
        let is_name = words::weekday(self.text()).is_some() || words::month(self.text()).is_some();
        if is_name {
            return self.absolute(modifier);
        }
        if let Some(code) = words::season(self.text()) {
            self.pos += 1;
            return Ok(Some(Base::PartOfYear(None, code, modifier)));
        }
        self.give_up(checkpoint)
    }
}

/// Whether such a unit begins on a fixed day of the calendar; a fortnight can begin on any day.
fn is_calendar(unit: TimeUnit) -> bool {
    matches!(
        unit,
        TimeUnit::Week
            | TimeUnit::Weekend
            | TimeUnit::Month
            | TimeUnit::Quarter
            | TimeUnit::Year
            | TimeUnit::Decade
    )
}

/// The calendar unit that contains `day`, moved by `by` units. `None` outside the calendar, and for
/// units up to a day and fortnights.
pub(super) fn period_around(day: Day, unit: TimeUnit, by: i64) -> Option<DateRange> {
    let years = i32::try_from(by).ok()?;
    match unit {
        TimeUnit::Week => DateRange::week(day, by),
        TimeUnit::Weekend => DateRange::weekend(day, by),
        TimeUnit::Month => {
            let (year, month) = calendar::month_from(day, by)?;
            DateRange::month(year, month)
        }
        TimeUnit::Quarter => {
            let (year, month) = calendar::month_from(day, by * 3)?;
            DateRange::part_of_year(year, 33 + (month - 1) / 3)
        }
        TimeUnit::Year => DateRange::year(day.year() + years),
        TimeUnit::Decade => DateRange::decade(day.year() - day.year() % 10 + years * 10),
        _ => None,
    }
}
