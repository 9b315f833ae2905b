//! Parses expressions with one stated end: "by Friday", "before", "after", "since early July", "until Saturday",
//! "within 48 hours". Knows which end is open for each connective.

use super::calendar;
use super::date_range::DateRange;
use super::parser::{Fault, Parser, RuleResult};
use super::phrase::intervals;
use super::point::{Base, Direction, PeriodPart, Point};
use super::ranges_and_lists::Join;
use super::resolve::reasonable_alternatives;
use super::tense;
use crate::language::words;
use crate::language::words::english::connectives::{
    AFTER, BEFORE, BY, NOT_BEFORE, ONWARDS, SINCE, UNTIL,
};
use crate::language::words::english::verbs::LASTS;

const NO_START: &str = "the start is missing: say since when";

impl Parser<'_, '_> {
    /// The direction in which a deadline is resolved: forward if the words around it show that, else
    /// [`Direction::Deadline`].
    pub(super) fn deadline_direction(&self) -> Direction {
        let ahead = self.direction == Direction::Backward && !self.looks_back;
        if ahead { Direction::Deadline } else { self.direction }
    }

    /// Parses a deadline: "by Friday", "no later than the end of the month".
    pub(super) fn deadline(&mut self) -> RuleResult<Vec<String>> {
        if !self.opens(BY, "at the latest") {
            return Ok(None);
        }
        if self.running && self.text() == "the" && self.text_at(1) == "way" {
            return Ok(None);
        }
        let by = self.word_before() == "by";
        let Some(point) = self.definite_point()? else { return Ok(None) };
        let ranges = self.resolve_noted(&point, self.deadline_direction(), true)?;
        let mut texts = self.deadlines(&ranges);
        if self.looks_back {
            let published = self.anchor.published;
            let ahead = point.as_endpoint(published, Direction::Deadline).unwrap_or_default();
            texts.extend(self.deadlines(&ahead));
        }
        let begins = if by { self.starts(&point, &ranges) } else { Vec::new() };
        // "By winter" usually means before winter begins, so that reading comes first; "by
        // December" may mean within December.
        let at = usize::from(!matches!(point.base, Base::PartOfYear(_, 21..=24, _)));
        texts.splice(at..at, self.deadlines(&begins));
        Ok(Some(texts))
    }

    /// First days of a month or season in a deadline ("by December"): the second reading of the
    /// deadline is before the period begins. Leaves out a period that has begun, and a past one
    /// unless the words state its year.
    fn starts(&self, point: &Point, ranges: &[DateRange]) -> Vec<DateRange> {
        let named = match &point.base {
            Base::Date(date) => date.month.is_some() && date.day.is_none(),
            Base::PartOfYear(_, code, _) => (21..=24).contains(code),
            _ => false,
        };
        if !named || point.part.is_some() {
            return Vec::new();
        }
        let published = self.anchor.published;
        let open = |range: &&DateRange| {
            range.first > published || point.is_fixed() && range.last < published
        };
        ranges.iter().filter(open).map(|range| DateRange::day(range.first)).collect()
    }

    pub(super) fn deadlines(&self, ranges: &[DateRange]) -> Vec<String> {
        let published = self.anchor.published;
        let deadline = |range: &DateRange| {
            if range.last > published {
                DateRange::one_of(published, range.last).edtf()
            } else {
                format!("[..{}]", range.last)
            }
        };
        ranges.iter().map(deadline).collect()
    }

    /// Parses a time with a known end only: "before Friday", `[..2016-10-20]` in EDTF.
    pub(super) fn before(&mut self) -> RuleResult<Vec<String>> {
        if !self.opens(BEFORE, "before") {
            return Ok(None);
        }
        let timed = self.is_time_of_day();
        let Some(point) = self.definite_point()? else {
            self.expected_a_day();
            return Ok(None);
        };
        let ranges = self.resolve_noted(&point, self.deadline_direction(), true)?;
        let published = self.anchor.published;
        let mut texts = Vec::new();
        for range in &ranges {
            // "Before the end of October" is still in October.
            let last = match point.part {
                Some(PeriodPart::End) => Some(range.last),
                // "Before 6 p.m. on Friday" may be on Friday.
                _ if timed => Some(range.last),
                _ => calendar::shift(range.first, -1),
            };
            let Some(last) = last else {
                return self.fault(point.tokens.start, "before the year 1");
            };
            let open = format!("[..{last}]");
            let ahead = (last > published).then(|| DateRange::one_of(published, last).edtf());
            if matches!(self.direction, Direction::Forward | Direction::Deadline) {
                texts.extend(ahead.into_iter().chain([open]));
            } else {
                texts.extend([open].into_iter().chain(ahead));
            }
        }
        Ok(Some(texts))
    }

    /// Whether a time of day follows. Then "before" and "after" do not exclude the day itself: "before midnight on
    /// Thursday", "after 5 p.m. on Friday".
    fn is_time_of_day(&mut self) -> bool {
        let checkpoint = self.checkpoint();
        let is = self.clock() || words::is_daypart(self.text());
        self.rewind(checkpoint);
        is
    }

    /// Whether the next word is a verb in the past tense, and not a name such as "Ahmed".
    pub(super) fn is_past_verb_next(&self) -> bool {
        self.peek().is_some_and(|token| tense::is_past(token, self.source))
    }

    /// Parses "after 22 October": up to the publication day, if that is later.
    pub(super) fn after(&mut self) -> RuleResult<Vec<String>> {
        if !self.opens(AFTER, "after") {
            return Ok(None);
        }
        let timed = self.is_time_of_day();
        // "Shortly after 5 p.m. on Friday" is on Friday.
        if timed && self.pos >= 2 && self.tokens[self.pos - 2].text == "shortly" {
            return Ok(None);
        }
        let Some(point) = self.definite_point()? else {
            self.expected_a_day();
            return Ok(None);
        };
        let ranges = self.resolve_noted(&point, self.direction, true)?;
        let published = self.anchor.published;
        let mut texts = Vec::new();
        for range in &ranges {
            let Some(first) = calendar::shift(range.last, i64::from(!timed)) else {
                return self.fault(point.tokens.start, "after the year 9999");
            };
            let open = format!("[{first}..]");
            if first <= published && self.direction == Direction::Backward {
                texts.push(DateRange::one_of(first, published).edtf());
            }
            texts.push(open);
        }
        Ok(Some(texts))
    }

    /// Parses "no earlier than Friday", as `[2016-10-28..]`.
    pub(super) fn not_before(&mut self) -> RuleResult<Vec<String>> {
        if !self.opens(NOT_BEFORE, "at the earliest") {
            return Ok(None);
        }
        let Some(point) = self.definite_point()? else { return Ok(None) };
        let ranges = self.resolve_noted(&point, self.deadline_direction(), true)?;
        Ok(Some(ranges.iter().map(|range| format!("[{}..]", range.first)).collect()))
    }

    /// Parses a length of time from or up to a day: "within 48 hours", "within a week of 20
    /// October".
    pub(super) fn within(&mut self) -> RuleResult<Vec<String>> {
        let from = self.pos;
        if self.eat(&["within"]).is_none() {
            return Ok(None);
        }
        let past = self.eat_phrase(&["the past", "the last"]);
        let named =
            !past && self.eat_phrase(&["the next", "the coming", "the upcoming", "the following"]);
        let counted = self.duration()?;
        let length = counted.or_else(|| self.plural_unit()).or_else(|| self.single_unit());
        let Some(length) = length else {
            self.expected_here("a length of time: \"48 hours\"");
            return Ok(None);
        };
        // "Two strikes within 24 hours killed nine" says how long the strikes took.
        let bare = self.running && !past && self.direction == Direction::Backward && !named;
        if bare && (self.looks_back || self.is_past_verb_next()) {
            return Ok(None);
        }
        let (sign, mut day) = (if past { -1 } else { 1 }, self.anchor.published);
        if self.eat(&["of", "from", "after"]).is_some() {
            let Some(point) = self.definite_point()? else {
                self.expected_here("a day");
                return Ok(None);
            };
            day = self.resolve_noted(&point, self.direction, true)?[0].first;
        } else if self.eat(&["after", "later"]).is_some() {
            return Ok(None);
        }
        let Some((far, _)) = length.reach(day, sign) else {
            return self.fault(from, "outside the years 1 to 9999");
        };
        let range = DateRange::one_of(far.min(day), far.max(day));
        self.note(from, range.plain());
        Ok(Some(vec![range.edtf()]))
    }

    /// Parses an open interval, "since early July" or "from Monday onwards", and the range "from 20
    /// to 22 October".
    pub(super) fn since(&mut self) -> RuleResult<Vec<String>> {
        let word = self.text();
        let from = self.pos;
        let checkpoint = self.checkpoint();
        if self.clock_range() {
            return self.give_up(checkpoint);
        }
        if !self.opens(SINCE, "open end") {
            return Ok(None);
        }
        let direction = self.direction;
        if self.takes_effect(word) {
            self.direction = self.deadline_direction();
        }
        let at_least = self.eat_phrase(&["at least"]);
        let begun = self.checkpoint();
        let Some(group) = self.point_group(false)? else {
            self.expected_a_day();
            self.direction = direction;
            self.rewind(begun);
            return Ok(self.since_today(word));
        };
        match group.join {
            Join::Range => {
                self.understood.retain(|part| part.meaning != "open end");
                return Ok(Some(intervals(&self.resolve_pairs_noted(&group)?)));
            }
            Join::Only => {}
            Join::And | Join::Or => return Ok(None),
        }
        // In running text "from Aleppo" and "from 2016 reports" are not times: "from" alone only
        // begins a range.
        if !self.eat_phrase(ONWARDS) && self.running && word == "from" {
            return Ok(None);
        }
        let start = |range: &DateRange| {
            if at_least {
                format!("[..{}]/..", range.last)
            } else {
                format!("{}/..", range.as_end())
            }
        };
        let ranges = self.starts_since(word, from, &group.points[0])?;
        let mut texts: Vec<_> = ranges.iter().map(start).collect();
        if word == "since" && from == 0 && self.is_total() {
            let total = texts[0].replace("/..", &format!("/{}", self.anchor.published));
            texts.insert(0, total);
        }
        Ok(Some(texts))
    }

    /// Whether a start after this word is announced, as for something that takes effect; a start of something that has
    /// continued since a day is not.
    fn takes_effect(&self, word: &str) -> bool {
        // "Starting Friday" may mean last Friday.
        let dated = words::weekday(self.text()).is_none();
        let begins = !self.running && dated && matches!(word, "starting" | "beginning");
        begins || matches!(word, "as" | "with" | "effective")
    }

    /// Whether the words before "since" give a total, which ends with the report; a state continues.
    fn is_total(&self) -> bool {
        let after = &self.tokens[self.pos.min(self.tokens.len())..];
        self.running
            && self.direction == Direction::Backward
            && (tense::is_total(self.before)
                || tense::is_total_after(self.before, after)
                || tense::is_named_total(self.before, after))
    }

    /// The possible first days of something that has continued since a point. A fault if they are
    /// after publication.
    fn starts_since(
        &mut self,
        word: &str,
        from: usize,
        point: &Point,
    ) -> Result<Vec<DateRange>, Fault> {
        let mut ranges = self.resolve_noted(point, self.direction, true)?;
        if point.part == Some(PeriodPart::Start) {
            ranges.extend(point.resolve(self.anchor.published, self.direction).unwrap_or_default());
        }
        let published = self.anchor.published;
        if matches!(word, "since" | "ever") {
            let stated = ranges[0].plain();
            ranges.retain(|range| range.first <= published);
            if ranges.is_empty() {
                return self.fault(from, format!("{stated} is after the publication day"));
            }
        } else if self.direction == Direction::Backward && !point.is_fixed() {
            let ahead = point.as_endpoint(published, Direction::Forward).unwrap_or_default();
            ranges.extend(reasonable_alternatives(&ranges[0], ahead, published));
            ranges.dedup();
        }
        Ok(ranges)
    }

    /// Parses "since dawn": a part of the day without a date belongs to the publication day.
    fn since_today(&mut self, word: &str) -> Option<Vec<String>> {
        let from = self.pos;
        if word != "since" || !words::is_daypart(self.text()) {
            return None;
        }
        self.pos += 1;
        let today = DateRange::day(self.anchor.published);
        self.note(from, today.plain());
        self.clues.present = true;
        Some(vec![format!("{}/..", today.as_end())])
    }

    /// Parses an interval with an unknown start: "until Saturday".
    pub(super) fn until(&mut self) -> RuleResult<Vec<String>> {
        let from = self.pos;
        let bare = self.eat_phrase(&["so far", "thus far", "to date", "up to now", "to this day"]);
        if bare && !self.running && self.peek().is_none() {
            return self.fault(from, NO_START);
        }
        self.pos = from;
        // "The appeal runs to 31 December" says until when.
        let runs = self.running
            && LASTS.contains(&self.word_before())
            && self.opens(&["to"], "unknown start");
        if !runs && !self.opens(UNTIL, "unknown start") {
            return Ok(None);
        }
        if !self.running && self.eat_phrase(&["now", "the present", "this day"]) {
            return self.fault(from, NO_START);
        }
        let at_least = self.eat_phrase(&["at least"]);
        let Some(point) = self.definite_point()? else { return Ok(None) };
        let ranges = self.resolve_noted(&point, self.deadline_direction(), true)?;
        let end = |range: &DateRange| {
            if at_least { format!("/[{}..]", range.first) } else { format!("/{}", range.as_end()) }
        };
        Ok(Some(ranges.iter().map(end).collect()))
    }
}
