//! Parses points in time: a date, period or part of a period, with hedges and times of day around
//! it: "around 20 October", "early July", "Friday night (?)".

use super::parser::{Parser, RuleResult};
use super::point::{Base, PeriodPart, Point};
use crate::language::words::english::parts_of_time::SOME_DAY;

impl Parser<'_, '_> {
    /// Parses a point that needs no neighbour: a plain number, as in "by 20 per cent", is not such a point.
    pub(super) fn definite_point(&mut self) -> RuleResult<Point> {
        let checkpoint = self.checkpoint();
        let point = self.point()?;
        if point.as_ref().and_then(Point::date).is_some_and(|date| date.bare) {
            self.expected_here("the month that this day belongs to");
            return self.give_up(checkpoint);
        }
        Ok(point)
    }

    /// Parses a point: a time without a connective such as "since".
    pub(super) fn point(&mut self) -> RuleResult<Point> {
        let checkpoint = self.checkpoint();
        let from = self.pos;
        let first = self.hedge();
        let mark = join(first, self.hedge());
        // "Possibly on 3 March"
        if mark.is_some() {
            self.eat(&["on", "in"]);
        }
        let some_day = self.eat_phrase(SOME_DAY);
        let before_clock = self.pos;
        let had_clock = self.clock_before();
        // "Around 05:30 on 2 March" is about the hour, not the day.
        let mark = mark.filter(|mark| *mark != '~' || self.pos == before_clock);
        let (base, part) = match self.part_of_period()? {
            Some((base, part)) => (base, Some(part)),
            None => match self.period_name()? {
                Some(base) => (base, None),
                // Words that were parsed as a time of day may be the day themselves: "this morning".
                None if had_clock => {
                    self.expected_here("the day of this time");
                    return self.give_up(checkpoint);
                }
                None => {
                    self.expected_here(
                        "a date, a weekday, a month, a year or words such as \"last week\"",
                    );
                    return self.give_up(checkpoint);
                }
            },
        };
        let resolved = matches!(base, Base::Resolved(_));
        let part = if resolved && self.eat_phrase(&["so far", "to date"]) {
            Some(PeriodPart::SoFar)
        } else {
            part
        };
        let part = part.or(some_day.then_some(PeriodPart::SomeDay));
        self.clock_after();
        let mark = join(mark, self.trailing_hedge());
        Ok(Some(Point { base, part, mark, tokens: from..self.pos }))
    }

    /// Parses a hedge before a date, as EDTF qualifier: `~` for "about", `?` for "possibly".
    fn hedge(&mut self) -> Option<char> {
        if self.eat_phrase(&[
            "on or about",
            "on or around",
            "in or around",
            "about",
            "around",
            "circa",
            "roughly",
            "approximately",
            "approx",
            "some time around",
            "sometime around",
        ]) {
            return Some('~');
        }
        if self.eat_phrase(&["c", "ca"]) {
            self.eat_point();
            return Some('~');
        }
        self.eat_phrase(&[
            "possibly",
            "perhaps",
            "probably",
            "maybe",
            "presumably",
            "likely",
            "reportedly",
        ])
        .then_some('?')
    }

    /// Parses a hedge after a date, as EDTF qualifier: "(?)", "or so".
    fn trailing_hedge(&mut self) -> Option<char> {
        let checkpoint = self.checkpoint();
        let open = self.eat_mark('(');
        if self.eat_mark('?') && (!open || self.eat_mark(')')) {
            return (open || !self.running).then_some('?').or_else(|| {
                self.rewind(checkpoint);
                None
            });
        }
        self.rewind(checkpoint);
        self.eat_phrase(&["or so", "or thereabouts"]).then_some('~')
    }
}

fn join(a: Option<char>, b: Option<char>) -> Option<char> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => Some('%'),
        (a, b) => a.or(b),
    }
}
