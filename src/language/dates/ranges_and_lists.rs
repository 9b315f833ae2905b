//! Parses ranges and lists of points: "20 to 22 October", "on 20 and 22 October", "from Thursday to
//! Saturday". Knows how a point takes month and year from its neighbour.

use super::date_range::DateRange;
use super::parser::{Parser, RuleResult};
use super::point::{Base, Direction, PartialDate, Point};
use super::resolve::is_comparable;
use super::tense;
use super::tokens::{Token, TokenKind};
use crate::domain::when::Day;
use crate::language::words;
use crate::language::words::english::verbs::LEAVES_BEHIND;

/// How several points are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// A single point: "Friday".
    Only,
    /// From the first point to the second: "20 to 22 October".
    Range,
    /// All of the points: "on 20 and 22 October", an all-of set `{…}` in EDTF.
    And,
    /// One of the points: "on 20 or 22 October", a one-of set `[…]` in EDTF.
    Or,
}

/// A single point, or several that form a range or a list.
pub(super) struct PointGroup {
    /// The points in the order of the text; at least one.
    pub(super) points: Vec<Point>,
    /// How the points are joined.
    pub(super) join: Join,
}

/// Maximum number of points in a list; a longer list is a table, not a date.
pub(super) const LONGEST: usize = 12;

impl Parser<'_, '_> {
    /// Parses a point, a range or a list. With `between`, "and" joins a range.
    pub(super) fn point_group(&mut self, between: bool) -> RuleResult<PointGroup> {
        let checkpoint = self.checkpoint();
        let either = !between && self.eat(&["either"]).is_some();
        if either {
            self.eat(&["on", "in"]);
        }
        let Some(first) = self.now().map_or_else(|| self.point(), |now| Ok(Some(now)))? else {
            return Ok(None);
        };
        let mut group = PointGroup { points: vec![first], join: Join::Only };
        if !between {
            self.list(&mut group)?;
        }
        if either && group.join != Join::Or {
            self.expected_here("\"or\" and the other date");
            return self.give_up(checkpoint);
        }
        if group.join == Join::Only {
            self.range(&mut group, between)?;
        }
        if between && group.join != Join::Range {
            self.expected_here("\"and\" and the later date");
            return self.give_up(checkpoint);
        }
        fill(&mut group.points);
        // A plain number is a day only if a neighbour gave it a month.
        if group.points.iter().any(|point| point.date().is_some_and(|date| date.bare)) {
            self.expected_here("the month that this day belongs to");
            return self.give_up(checkpoint);
        }
        Ok(Some(group))
    }

    /// Consumes the full stop after an abbreviated month inside a range or list: "20 Oct. to".
    fn month_point(&mut self) {
        let word = self.word_before();
        if word.len() > 4 || words::month(word).is_none() {
            return;
        }
        // A capital letter after the full stop begins a new sentence.
        let capital = |next: &Token<'_>| self.source[next.span()].starts_with(char::is_uppercase);
        if self.peek_at(1).is_none_or(|next| !capital(next) || words::month(next.text).is_some()) {
            self.eat_point();
        }
    }

    /// Parses the second point of a range: "to B", "- B", "until B".
    fn range(&mut self, group: &mut PointGroup, between: bool) -> RuleResult<()> {
        let checkpoint = self.checkpoint();
        self.month_point();
        let joined = if between {
            self.eat(&["and", "to", "through", "&"]).is_some() || self.eat_dash()
        } else {
            self.eat(&["to", "until", "till", "til", "through", "thru"]).is_some()
                || self.eat_dash()
                || is_weekday(&group.points[0]) && self.eat(&["into"]).is_some()
        };
        if joined && self.word_before() == "through" {
            self.eat(&["to"]);
        }
        self.eat(&["on", "in"]);
        if joined && let Some(second) = self.short_year(&group.points[0]) {
            group.points.push(second);
            group.join = Join::Range;
            return Ok(Some(()));
        }
        // "Was extended on Thursday to 3 April" is not a range.
        if joined && self.running && tense::is_moved(self.before) {
            return self.give_up(checkpoint);
        }
        let from = self.pos;
        if joined
            && self.eat_phrase(&[
                "now",
                "the present",
                "present",
                "date",
                "this day",
                "the present day",
            ])
        {
            let now = Base::Resolved(vec![DateRange::day(self.anchor.published)]);
            group.points.push(Point { base: now, part: None, mark: None, tokens: from..self.pos });
            group.join = Join::Range;
            return Ok(Some(()));
        }
        if joined
            && let Some(second) = self.point()?
            && !self.is_trailing_count(&group.points[0], &second)
        {
            group.points.push(second);
            group.join = Join::Range;
            return Ok(Some(()));
        }
        self.give_up(checkpoint)
    }

    /// Parses "now" as the start of a range: the publication day.
    fn now(&mut self) -> Option<Point> {
        let ranges = matches!(self.text_at(1), "and" | "to" | "until" | "till" | "through");
        let from = self.pos;
        (ranges && self.eat(&["now"]).is_some()).then(|| {
            let now = Base::Resolved(vec![DateRange::day(self.anchor.published)]);
            Point { base: now, part: None, mark: None, tokens: from..self.pos }
        })
    }

    /// Parses a second year in two digits: "18" in "2014-18".
    fn short_year(&mut self, first: &Point) -> Option<Point> {
        let date = first.date().filter(|date| date.day.is_none())?;
        let year = date.year?;
        let glued = self.word_before().chars().all(|c| !c.is_alphanumeric());
        let Some(TokenKind::Number(short, 2)) =
            self.peek().filter(|t| t.glued && glued).map(|t| t.kind)
        else {
            return None;
        };
        let second = year - year % 100 + i32::try_from(short).ok()?;
        let from = self.pos;
        (date.month.is_none() && second > year).then(|| {
            self.pos += 1;
            let date = PartialDate { year: Some(second), ..PartialDate::EMPTY };
            Point { base: Base::Date(date), part: None, mark: None, tokens: from..self.pos }
        })
    }

    /// Parses the further points of a list: ", B and C", "or B".
    fn list(&mut self, group: &mut PointGroup) -> RuleResult<()> {
        let start = self.checkpoint();
        while group.points.len() < LONGEST {
            let checkpoint = self.checkpoint();
            self.month_point();
            let comma = self.eat_mark(',');
            let word = self.eat(&["and", "or", "&"]);
            if self.running && comma && word.is_none() && !self.is_member_next() {
                self.rewind(checkpoint);
                break;
            }
            self.eat(&["on", "in"]);
            let next = if comma || word.is_some() { self.point()? } else { None };
            // "last month and last year" are two statements, so running text joins only dates.
            let dates = |next: &Point| next.date().is_some() && group.points[0].date().is_some();
            // No EDTF set has "late January" as a member, so each part is found separately.
            let parts = |next: &Point| {
                word != Some("or") && (next.part.is_some() || group.points[0].part.is_some())
            };
            // "On 1 August, and on Thursday he was freed" are two statements.
            let alike = |next: &Point| is_weekday(next) == is_weekday(&group.points[0]);
            let fits = |next: &Point| {
                (!self.running || dates(next) && !parts(next) && alike(next))
                    && !self.is_trailing_count(&group.points[0], next)
            };
            let Some(next) = next.filter(fits) else {
                self.rewind(checkpoint);
                break;
            };
            group.points.push(next);
            if let Some(word) = word {
                group.join = if word == "or" { Join::Or } else { Join::And };
                return Ok(Some(()));
            }
        }
        // Without "and" or "or" this is not a list: "Friday, Saturday" may be two statements.
        group.points.truncate(1);
        group.join = Join::Only;
        self.give_up(start)
    }

    /// Whether a number follows, or a month or weekday and then the word before the last member: "June,
    /// July or August".
    fn is_member_next(&self) -> bool {
        let name = |at| {
            words::month(self.text_at(at)).is_some() || words::weekday(self.text_at(at)).is_some()
        };
        let number = self.peek().is_some_and(|t| t.text.starts_with(|c: char| c.is_ascii_digit()));
        let last = matches!(self.text_at(1), "and" | "or") && name(2);
        number || name(0) && (last || self.text_at(1) == "," && name(2))
    }

    /// Whether the last number counts the noun after it, and so is not a day: "On 20 October and 21
    /// people".
    fn is_trailing_count(&self, first: &Point, last: &Point) -> bool {
        let bare = |point: &Point| point.date().is_some_and(|date| date.bare);
        let has_month = first.date().is_some_and(|date| date.month.is_some());
        if !bare(last) || !has_month || !self.running {
            return false;
        }
        let Some(next) = self.peek() else { return false };
        let word = next.text.starts_with(char::is_alphabetic);
        let dated = self.peek_at(1).is_some_and(|after| {
            matches!(after.kind, TokenKind::Number(..) | TokenKind::Ordinal(_))
                || words::month(after.text).is_some()
                || words::weekday(after.text).is_some()
        });
        if next.text == "on" && dated {
            return true;
        }
        // "The rains of March 28 and 29 left 2,000 homeless."
        if LEAVES_BEHIND.contains(&next.text) {
            return false;
        }
        let joined = matches!(
            self.text(),
            "in" | "at"
                | "on"
                | "as"
                | "by"
                | "when"
                | "while"
                | "after"
                | "before"
                | "that"
                | "the"
                | "and"
                | "a"
                | "from"
                | "for"
                | "with"
                | "but"
                | "where"
                | "which"
                | "this"
                | "last"
                | "to"
                | "of"
        );
        word && !joined
    }
}

/// Takes missing months and years of points from their neighbours.
fn fill(points: &mut [Point]) {
    for at in (1..points.len()).rev() {
        let (before, after) = points.split_at_mut(at);
        lend(&after[0], &mut before[at - 1], true);
    }
    for at in 1..points.len() {
        let (before, after) = points.split_at_mut(at);
        lend(&before[at - 1], &mut after[0], false);
    }
}

/// Copies month and year from `from` to `to` if `to` lacks them: "20" takes both in "20 to 22
/// October 2016". With `backwards`, `from` is the later point.
fn lend(from: &Point, to: &mut Point, backwards: bool) {
    let (Base::Date(from), Base::Date(to)) = (&from.base, &mut to.base) else {
        return;
    };
    let in_month = from.month.is_some() && from.day.is_some();
    if to.bare && in_month {
        (to.month, to.year, to.bare) = (from.month, to.year.or(from.year), false);
    } else if to.day.is_some() && to.month.is_none() && to.year.is_none() && in_month {
        (to.month, to.year) = (from.month, from.year);
    } else if backwards && to.year.is_none() && to.month.is_some() && from.bare {
        to.year = from.year;
    } else if backwards && to.year.is_none() && to.month.is_some() {
        to.year = from.year.filter(|_| from.month.is_some()).map(|year| {
            let later = (to.month, to.day.unwrap_or(1)) > (from.month, from.day.unwrap_or(31));
            year - i32::from(later)
        });
    }
}

/// Whether a point is a weekday and nothing else.
pub(super) fn is_weekday(point: &Point) -> bool {
    point.date().is_some_and(|date| date.weekday.is_some() && date.day.is_none())
}

/// Resolves a range, as pairs of first and last day, best reading first. Fails if the range ends
/// before it begins.
pub(super) fn resolve_pairs(
    first: &Point,
    last: &Point,
    published: Day,
    direction: Direction,
) -> Result<Vec<(DateRange, DateRange)>, String> {
    let range = |point: &Point, direction: Direction| {
        point.as_endpoint(published, direction).map(|mut all| all.swap_remove(0))
    };
    if last.is_fixed() && !first.is_fixed() {
        let end = range(last, Direction::Backward)?;
        let start = range(first, Direction::NotAfter(end.first))?;
        return Ok(vec![(start, end)]);
    }
    let mut pairs = Vec::new();
    let start = range(first, direction)?;
    // The Friday of "from 14 December to Friday" is the one before publication.
    let counted = is_weekday(last) && first.date().is_some_and(|date| date.month.is_some());
    let end = match range(last, direction) {
        Ok(end) if counted && end.first >= start.last => end,
        _ => range(last, Direction::NotBefore(start.first))?,
    };
    if end.last < start.first {
        return Err(format!(
            "the range ends ({}) before it begins ({})",
            end.plain(),
            start.plain()
        ));
    }
    let ends_ahead = end.first > published && direction == Direction::Backward;
    pairs.push((start, end));
    if ends_ahead && !first.is_fixed() && !last.is_fixed() {
        let end = range(last, Direction::Backward)?;
        let start = range(first, Direction::NotAfter(end.last))?;
        if is_comparable(&pairs[0].0, &start, published) {
            pairs.push((start, end));
        }
    }
    Ok(pairs)
}
