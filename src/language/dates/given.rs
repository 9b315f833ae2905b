//! Parses words that count from a day that the text mentioned before: "that day", "the following week", "the day before
//! Friday". Knows from which day each phrase counts.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Fault, Parser, RuleResult};
use super::point::{Base, Direction};
use super::relative::period_around;
use crate::domain::when::Day;
use crate::language::words::english::parts_of_time::{FROM_GIVEN, SAME_MONTH, SAME_PERIOD};
use crate::language::words::{self, TimeUnit};
use chrono::Datelike;

impl Parser<'_, '_> {
    /// Parses "that day", "the next day": counted from the day that the text mentioned last
    /// ([`Anchor::given`](super::anchor::Anchor)).
    pub(super) fn near_given(&mut self) -> RuleResult<Base> {
        let from = self.pos;
        if let Some(base) = self.period_of_given()? {
            return Ok(Some(base));
        }
        if self.eat_all("overnight into") {
            let Some(point) = self.definite_point()? else {
                self.expected_here("the day of its morning");
                self.pos = from;
                return Ok(None);
            };
            return self.away_from(from, &point, Direction::Backward, |day| {
                calendar::shift(day, -1).map(|eve| DateRange::whole(eve, day))
            });
        }
        if let Some(base) = self.weekday_of_given()? {
            return Ok(Some(base));
        }
        for &(words, by) in FROM_GIVEN {
            if self.eat_all(words) {
                // "the day before Friday" is counted from Friday.
                if (words.starts_with("the day") || words == "the eve of")
                    && (!self.running || self.peek().is_some())
                {
                    let checkpoint = self.checkpoint();
                    if let Some(point) = self.definite_point()? {
                        return self.away_from(from, &point, Direction::Backward, |day| {
                            calendar::shift(day, by).map(DateRange::day)
                        });
                    }
                    self.rewind(checkpoint);
                }
                if words == "the eve of" {
                    self.pos = from;
                    return Ok(None);
                }
                let given = self.given(from, 1)?;
                return self.resolved(from, vec![calendar::shift(given, by).map(DateRange::day)]);
            }
        }
        Ok(None)
    }

    /// Parses "the following Tuesday", "the previous Friday": counted from the day before them.
    fn weekday_of_given(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        let ahead = self.eat_all("the following");
        let weekday = if ahead || self.eat_phrase(&["the previous", "the preceding"]) {
            words::weekday(self.text())
        } else {
            None
        };
        let Some(weekday) =
            weekday.filter(|_| self.anchor.given.or(self.reached.map(|t| t.0)).is_some())
        else {
            return self.give_up(checkpoint);
        };
        self.pos += 1;
        let given = self.given(from, 7)?;
        let after = i64::from(weekday.days_since(given.weekday()));
        let by = match (ahead, after) {
            (_, 0) if ahead => 7,
            (true, after) => after,
            (false, after) => after - 7,
        };
        self.resolved(from, vec![calendar::shift(given, by).map(DateRange::day)])
    }

    /// Parses "that week", "the same month", "the following year": the period that includes the day
    /// that the text mentioned last.
    fn period_of_given(&mut self) -> RuleResult<Base> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        if self.eat_phrase(SAME_MONTH) {
            let (year, month) =
                calendar::month_from(self.anchor.published, -12).unwrap_or_default();
            let about = self.tokens[from + 1].text == "time";
            let month = DateRange::month(year, month);
            return self
                .resolved(from, vec![month.map(|month| month.marked(about.then_some('~')))]);
        }
        if self.eat_phrase(SAME_PERIOD) {
            return self.fault(from, "of which the report names the days: state them");
        }
        let by = if self.eat_phrase(&["that same", "that", "the same", "same"]) {
            0
        } else if self.eat_phrase(&["the following"]) {
            1
        } else if self.eat_phrase(&["the previous", "the preceding"]) {
            -1
        } else {
            return Ok(None);
        };
        let Some((unit, false)) = words::time_unit(self.text()) else {
            return self.give_up(checkpoint);
        };
        if !matches!(unit, TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Month | TimeUnit::Year)
            || self.text_at(1) == "of"
        {
            return self.give_up(checkpoint);
        }
        self.pos += 1;
        let most = match unit {
            TimeUnit::Year => 366,
            TimeUnit::Month => 31,
            _ => 7,
        };
        let given = self.given(from, most)?;
        self.resolved(from, vec![period_around(given, unit, by)])
    }

    /// The day that the text mentioned last, from a period of at most `most` days; a fault if the
    /// anchor has none and the text mentioned none.
    pub(super) fn given(&mut self, from: usize, most: i64) -> Result<Day, Fault> {
        let told = self.reached.filter(|(first, last)| (*last - *first).num_days() < most);
        match self.anchor.given.or(told.map(|(first, _)| first)) {
            Some(day) => {
                self.clues.counts_on = true;
                Ok(day)
            }
            None => {
                self.fault(from, "counted from a day that these words do not name: state the day")
            }
        }
    }
}
