//! Parses expressions with two ends: "between 20 and 22 October", "for three days from Thursday".
//! Knows which days a length of time fills.

use super::calendar;
use super::date_range::DateRange;
use super::duration::Duration;
use super::parser::{Fault, Parser, RuleResult};
use super::phrase::intervals;
use super::point::{Base, Direction, Modifier, PartialDate, Point};
use super::ranges_and_lists::{PointGroup, resolve_pairs};
use super::resolve::reasonable_alternatives;
use super::tense;
use crate::domain::when::Day;
use crate::language::words;
use crate::language::words::english::connectives::{SINCE, UP_TO};
use crate::language::words::english::parts_of_time::DAYPARTS;

impl Parser<'_, '_> {
    /// Parses "between 20 and 22 October": all days, or as second reading one unknown day.
    pub(super) fn between(&mut self) -> RuleResult<Vec<String>> {
        if !self.opens(&["between"], "range") {
            return Ok(None);
        }
        let parts = self.checkpoint();
        self.eat(&["the"]);
        if self.eat(DAYPARTS).is_none() || self.eat(&["of"]).is_none() {
            self.rewind(parts);
        }
        let Some(group) = self.point_group(true)? else { return Ok(None) };
        let pairs = self.resolve_pairs_noted(&group)?;
        let one_of = |(a, b): &(DateRange, DateRange)| DateRange::one_of(a.first, b.last).edtf();
        let mut texts = intervals(&pairs);
        texts.insert(1, one_of(&pairs[0]));
        Ok(Some(texts))
    }

    /// Parses a range inside a named period: "last week between Friday and Sunday", "November
    /// between 19 and 20".
    pub(super) fn range_within(&mut self) -> RuleResult<Vec<String>> {
        let checkpoint = self.checkpoint();
        let core = self.pos;
        let Some((month, floor)) = self.month_or_week() else { return self.give_up(checkpoint) };
        self.eat_mark(',');
        let Some(word) = self.eat(&["between", "from"]) else { return self.give_up(checkpoint) };
        let Some(first) = self.point()? else { return self.give_up(checkpoint) };
        let joined = self.eat(&["to", "through", "until"]).is_some()
            || self.eat_dash()
            || word == "between" && self.eat(&["and"]).is_some();
        let second = if joined { self.point()? } else { None };
        let Some(second) = second else { return self.give_up(checkpoint) };
        let within = |point: Point| {
            let date = *point.date()?;
            let fits = match month {
                Some(_) => date.day.is_some() && date.month.is_none(),
                None => {
                    date.weekday.is_some() && date.day.is_none() && date.modifier == Modifier::Any
                }
            };
            let date = PartialDate { month: month.or(date.month), bare: false, ..date };
            fits.then_some(Point { base: Base::Date(date), ..point })
        };
        let (Some(mut first), Some(mut second)) = (within(first), within(second)) else {
            return self.give_up(checkpoint);
        };
        if let Some(year) = self.year_after_month().filter(|_| month.is_some()) {
            for point in [&mut first, &mut second] {
                if let Base::Date(date) = &mut point.base {
                    date.year = Some(year);
                }
            }
        }
        let direction = floor.map_or(self.direction, Direction::NotBefore);
        let pairs = resolve_pairs(&first, &second, self.anchor.published, direction)
            .map_err(|why| Fault { tokens: core..self.pos, why })?;
        self.note_point(&first, &pairs[0].0);
        self.note_point(&second, &pairs[0].1);
        Ok(Some(intervals(&pairs)))
    }

    /// Parses the period that contains such a range: a month ("November"), or the first day of a
    /// week ("last week").
    fn month_or_week(&mut self) -> Option<(Option<u32>, Option<Day>)> {
        if let Some(month) = words::month(self.text()) {
            self.pos += 1;
            return Some((Some(month), None));
        }
        let by = match self.eat(&["last", "this", "next"])? {
            "last" => -1,
            "this" => 0,
            _ => 1,
        };
        self.eat(&["week"])?;
        let week = self.period(words::TimeUnit::Week, by)?;
        Some((None, Some(week.first)))
    }

    /// Resolves the ends of a range, and records the days of each. A fault if the range is
    /// impossible.
    pub(super) fn resolve_pairs_noted(
        &mut self,
        group: &PointGroup,
    ) -> Result<Vec<(DateRange, DateRange)>, Fault> {
        let [first, last] = &group.points[..] else {
            return self.fault(self.pos, "expected two dates");
        };
        // "The plan runs from January to December" is under way.
        let runs = self.before.last().is_some_and(|token| tense::is_under_way(token));
        let direction = if runs { Direction::Backward } else { self.direction };
        let mut pairs = resolve_pairs(first, last, self.anchor.published, direction)
            .map_err(|why| Fault { tokens: first.tokens.start..last.tokens.end, why })?;
        // "From Thursday until Saturday rains flooded 300 houses" is over.
        let over = self.running && (self.looks_back || self.is_past_verb_next());
        if over && direction == Direction::Backward && pairs.len() == 2 {
            pairs.swap(0, 1);
        }
        self.note_point(first, &pairs[0].0);
        self.note_point(last, &pairs[0].1);
        Ok(pairs)
    }

    /// The number of tokens of a length of time by which something is moved, in running text: the 48 hours of "extended
    /// by 48 hours from Sunday". They do not form one time with the day after them. `None` if nothing is moved.
    pub(super) fn length_of_a_move(&mut self) -> Option<usize> {
        let by = self.text() == "by" && tense::is_moved(self.before);
        if !by && !tense::is_moved_by(self.before) {
            return None;
        }
        let checkpoint = self.checkpoint();
        self.eat(&["by"]);
        self.eat(&["another", "a", "further"]);
        let length = self.duration().ok().flatten().or_else(|| self.single_unit());
        let end = self.pos;
        self.rewind(checkpoint);
        length.map(|_| end)
    }

    /// Parses a length of time with its start or end: "for three days from Thursday", "the three
    /// days to 22 October".
    pub(super) fn length_with_start(&mut self) -> RuleResult<Vec<String>> {
        let from = self.pos;
        let opened = self.eat(&["for", "over", "during", "in"]);
        let the = self.eat(&["the"]).is_some();
        let length = match self.duration()? {
            None if the => self.single_unit(),
            None if opened == Some("for") && !self.running => self.plural_unit(),
            length => length,
        };
        let Some(length) = length else { return Ok(None) };
        self.eat_mark(',');
        let up_to_the_day_before = the && self.eat(&["before"]).is_some();
        let backwards = up_to_the_day_before || self.eat_phrase(UP_TO);
        let looks_back = the || !matches!(self.word_before(), "until" | "till");
        if backwards {
            self.eat(&["on"]);
        }
        let forwards = !backwards
            && (self.eat_phrase(&SINCE[2..]) || self.eat_phrase(&["after"]) && opened.is_some());
        // Without "for", "a week from Thursday" is one day, counted from Thursday.
        let counts =
            opened.is_none() && forwards && matches!(self.tokens[self.pos - 1].text, "from");
        let counts = counts && !matches!(self.tokens[self.pos - 2].text, "starting" | "beginning");
        if !(backwards || forwards) {
            return self.length_alone(from, opened);
        }
        let fills = |point: &Point| !counts || is_stretch_from(length, point);
        let Some(point) = self.definite_point()?.filter(fills) else { return Ok(None) };
        let ahead = backwards && !looks_back;
        let direction = if ahead { self.deadline_direction() } else { self.direction };
        let mut ranges = self.resolve_noted(&point, direction, true)?;
        if forwards && !point.is_fixed() {
            let published = self.anchor.published;
            let others = point.as_endpoint(published, Direction::Deadline).unwrap_or_default();
            ranges.extend(reasonable_alternatives(&ranges[0], others, published));
        }
        let days = |range: &DateRange| {
            // "The 48 hours before 20 October" run up to that day; the last of "the three days before
            // 20 October" is 19 October.
            if up_to_the_day_before && !length.is_in_hours() {
                run(length, &DateRange::day(calendar::shift(range.last, -1)?), backwards)
            } else {
                run(length, range, backwards)
            }
        };
        let after = |range: &DateRange| length.exactly(range.first, 1).filter(|_| counts);
        let both = |range| days(range).into_iter().chain(after(range).map(|day| day.edtf()));
        let texts: Vec<String> = ranges.iter().flat_map(both).collect();
        if texts.is_empty() {
            let why = "cannot be counted in whole days: state its first and last day";
            return self.fault(from, why);
        }
        Ok(Some(texts))
    }

    /// A length of time without its start or end, which began at `from` after the word `opened`: a fault if there is
    /// nothing else, since it is not a date.
    fn length_alone(&mut self, from: usize, opened: Option<&str>) -> RuleResult<Vec<String>> {
        let on = self.checkpoint();
        self.eat_phrase(&["on end", "now", "already"]);
        if opened == Some("for") && self.peek().is_none() && !self.running {
            return self
                .fault(from, "a length of time is not a date: say from when, or \"the past …\"");
        }
        self.rewind(on);
        Ok(None)
    }
}

/// Whether a length before "from" and a day means the days from that day on, rather than the day to which it counts:
/// "72 hours from 14 March", but not "a week from Friday" and "two days from tomorrow".
fn is_stretch_from(length: Duration, point: &Point) -> bool {
    point.date().is_some_and(|date| match (date.day, date.weekday) {
        (Some(_), _) => true,
        (None, Some(_)) => length.is_in_hours() || length.is_in_days(),
        (None, None) => false,
    })
}

/// The days of a length of time, from its first day or, if `backwards`, up to its last; `None` if
/// they are not whole days.
fn run(length: Duration, range: &DateRange, backwards: bool) -> Option<String> {
    if let Some(months) = length.whole_months().filter(|_| backwards) {
        let after = calendar::shift(range.last, 1)?;
        return Some(DateRange::whole(calendar::shift_months(after, -months)?, range.last).edtf());
    }
    let day: Day = if range.first == range.last { range.first } else { return None };
    if backwards {
        // Hours up to a day begin on an earlier day; if days are counted, the last one is included.
        let counted = i64::from(!length.is_in_hours());
        let days = length.whole_days()?.max(1);
        return Some(DateRange::whole(calendar::shift(day, counted - days)?, day).edtf());
    }
    let end = length.end_from(day)?;
    Some(if end.last == day { day.to_string() } else { format!("{day}/{}", end.as_end()) })
}
