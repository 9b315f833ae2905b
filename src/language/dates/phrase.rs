//! Parses a whole time expression: a point, range or list, with the connective before or after it:
//! "since early July", "by the end of this month", "for three days from Thursday".

use super::date_range::{DateRange, RangeForm};
use super::parser::{Fault, Parser, RuleResult};
use super::point::{Base, Direction, PartialDate, Point};
use super::ranges_and_lists::{Join, PointGroup, is_weekday};
use crate::language::reading::UnderstoodSpan;
use crate::language::words::english::connectives::{AHEAD, OPENERS};
use crate::language::words::english::parts_of_time::NIGHTS;

/// The possible meanings of a whole expression, as EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EdtfReadings {
    /// The EDTF text of each reading, the best first.
    pub(super) texts: Vec<String>,
    /// Index of the token at which the expression itself begins, after "on", "in" or "during".
    pub(super) core: usize,
}

/// A rule for an expression that begins with its own connective; gives EDTF texts, best first.
type Rule<P> = fn(&mut P) -> RuleResult<Vec<String>>;

impl Parser<'_, '_> {
    /// Parses a whole time expression, by any rule; the words after it are not consumed.
    pub(super) fn phrase(&mut self) -> RuleResult<EdtfReadings> {
        if !self.running {
            let from = self.pos;
            if self.eat_phrase(AHEAD) {
                self.note(from, "looks ahead");
                self.direction = Direction::Forward;
            }
        }
        let rules: [Rule<Self>; 11] = [
            Self::within,
            Self::in_length,
            Self::deadline,
            Self::before,
            Self::after,
            Self::not_before,
            Self::between,
            Self::range_within,
            Self::length_with_start,
            Self::since,
            Self::until,
        ];
        let core = self.pos;
        let whole = self.checkpoint();
        // "Overnight from Sunday to Monday" is the night between them.
        let night = self.eat_phrase(NIGHTS);
        if night && (matches!(self.text(), "from" | "between") || self.text_at(1) == "into") {
            self.note(core, "part of the day");
        } else {
            self.rewind(whole);
        }
        let checkpoint = self.checkpoint();
        for rule in rules {
            if let Some(texts) = rule(self)? {
                return Ok(Some(EdtfReadings { texts, core }));
            }
            self.rewind(checkpoint);
        }
        self.rewind(whole);
        self.plain()
    }

    /// Resolves a point, filling its gaps by `direction`, and records the days. With `endpoint`,
    /// the end of a period is its last day and the start of a period its first. A fault if the
    /// date is impossible.
    pub(super) fn resolve_noted(
        &mut self,
        point: &Point,
        direction: Direction,
        endpoint: bool,
    ) -> Result<Vec<DateRange>, Fault> {
        let published = self.anchor.published;
        let ranges = if endpoint {
            point.as_endpoint(published, direction)
        } else {
            point.resolve(published, direction)
        };
        let ranges = ranges.map_err(|why| Fault { tokens: point.tokens.clone(), why })?;
        self.note_point(point, &ranges[0]);
        Ok(ranges)
    }

    /// Records the days of a point, and what the point shows about the text (a story about the past, or news).
    pub(super) fn note_point(&mut self, point: &Point, range: &DateRange) {
        if self.explains {
            let span = self.bytes(point.tokens.clone());
            self.understood.push(UnderstoodSpan { span, meaning: range.plain() });
        }
        match &point.base {
            Base::Date(PartialDate { year: Some(_), .. })
            | Base::PartOfYear(Some(_), ..)
            | Base::Easter(Some(_), _) => {
                self.clues.dated = Some((range.first, range.last));
            }
            Base::Date(PartialDate { month: Some(_), .. })
            | Base::PartOfYear(..)
            | Base::Easter(..) => {
                self.clues.gap = true;
            }
            Base::Date(PartialDate { weekday, .. }) => {
                self.clues.present = true;
                self.clues.lone_day |= weekday.is_none();
            }
            Base::Weekend => self.clues.present = true,
            Base::Resolved(_) => {}
        }
    }

    /// Consumes a connective and records its meaning.
    pub(super) fn opens(&mut self, words: &[&str], meaning: &'static str) -> bool {
        let from = self.pos;
        let opens = self.eat_phrase(words);
        if opens {
            self.note(from, meaning);
        }
        opens
    }

    /// Parses an expression without a connective of the rules above it: "on Friday", "20 to 22 October",
    /// "Friday and Saturday".
    fn plain(&mut self) -> RuleResult<EdtfReadings> {
        let opener = self.text();
        let mut core = self.pos;
        let checkpoint = self.checkpoint();
        // In "in three days", "over two years ago" and "at least" the first word belongs to the
        // point, and is not merely an opener.
        let whole_in = opener == "in" && !self.running
            || opener == "over"
            || matches!(self.text_at(1), "or" | "least");
        let found = if whole_in { self.point_group(false)? } else { None };
        let group = if let Some(group) = found {
            group
        } else {
            self.rewind(checkpoint);
            if self.eat_all("as early as") {
                self.direction = self.deadline_direction();
            } else {
                self.eat_phrase(OPENERS);
            }
            core = self.pos;
            let Some(group) = self.point_group(false)? else { return self.give_up(checkpoint) };
            group
        };
        let texts = match group.join {
            Join::Only => self.alone(&group.points[0], opener)?,
            Join::Range => Some(intervals(&self.resolve_pairs_noted(&group)?)),
            Join::And | Join::Or => self.listed(&group)?,
        };
        Ok(texts.map(|texts| EdtfReadings { texts, core }))
    }

    /// Parses the words after a single point, such as "at the latest" and "onwards".
    fn alone(&mut self, point: &Point, opener: &str) -> RuleResult<Vec<String>> {
        let from = self.pos;
        let closes = |parser: &mut Self, words: &[&str], meaning: &'static str| {
            let closes = parser.eat_phrase(words);
            parser.note(from, meaning);
            closes
        };
        if closes(self, &["at the latest", "or earlier", "or before", "latest"], "at the latest") {
            let ranges = self.resolve_noted(point, self.deadline_direction(), true)?;
            return Ok(Some(self.deadlines(&ranges)));
        }
        if closes(self, &["at the earliest", "or later", "or after"], "at the earliest") {
            let ranges = self.resolve_noted(point, self.deadline_direction(), true)?;
            return Ok(Some(ranges.iter().map(|range| format!("[{}..]", range.first)).collect()));
        }
        if closes(self, &["onwards", "onward", "and onwards"], "open end") {
            let ranges = self.resolve_noted(point, self.direction, true)?;
            return Ok(Some(ranges.iter().map(|range| format!("{}/..", range.as_end())).collect()));
        }
        let mut ranges = self.resolve_noted(point, self.direction, false)?;
        // "for the next three days" means all of these days, so that reading comes before one
        // unknown day.
        if matches!(opener, "for" | "over" | "during" | "throughout")
            && ranges.len() >= 2
            && is_whole(&ranges)
        {
            ranges.swap(0, 1);
        }
        Ok(Some(ranges.iter().map(DateRange::edtf).collect()))
    }

    /// The EDTF set of a list: all of its members, or with "or" one of them.
    fn listed(&mut self, group: &PointGroup) -> RuleResult<Vec<String>> {
        let mut members = Vec::new();
        let mut direction = self.direction;
        for point in &group.points {
            let range = self.resolve_noted(point, direction, false)?.swap_remove(0);
            // Each member is at or after the one before it.
            if !point.is_fixed() || is_weekday(point) {
                direction = Direction::NotBefore(range.first);
            }
            members.push(range);
        }
        let member = |range: &DateRange| match range.form {
            RangeForm::Day | RangeForm::Month | RangeForm::Named(_) => Some(range.edtf()),
            RangeForm::OneOf if group.join == Join::Or => {
                Some(format!("{}..{}", range.first, range.last))
            }
            RangeForm::Whole => Some(format!("{}..{}", range.first, range.last)),
            _ => None,
        };
        let texts: Option<Vec<String>> = members.iter().map(member).collect();
        let Some(texts) = texts else { return Ok(None) };
        let all = texts.join(",");
        Ok(Some(vec![if group.join == Join::Or {
            format!("[{all}]")
        } else {
            format!("{{{all}}}")
        }]))
    }
}

/// Whether the first reading is one unknown day of a range, and the second the whole range.
fn is_whole(ranges: &[DateRange]) -> bool {
    ranges[0].form == RangeForm::OneOf && ranges[1].form == RangeForm::Whole
}

/// The EDTF intervals of pairs of first and last days.
pub(super) fn intervals(pairs: &[(DateRange, DateRange)]) -> Vec<String> {
    pairs.iter().map(|(a, b)| format!("{}/{}", a.as_end(), b.as_end())).collect()
}
