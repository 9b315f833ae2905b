//! Words for a part of a period: "early July", "the end of the month", "the first week of
//! October". Knows the words; which days they are is for [`super::pieces`].

use super::lexer::Kind;
use super::parser::{Parser, Try};
use super::point::{Base, Date, Piece};
use super::stretch::Stretch;
use super::words::{self, Unit};

impl Parser<'_, '_> {
    /// A part of a period: "early July", "the end of the month", "the first week of October".
    pub(super) fn cut_period(&mut self) -> Try<(Base, Piece)> {
        let spot = self.spot();
        self.eat(&["the", "very"]);
        if let Some(base) = self.end_of_unit() {
            return Ok(Some((base, Piece::End)));
        }
        let Some(piece) = self.piece() else { return self.give_up(spot) };
        let begun = self.spot();
        let whole = if let Some(base) = self.definite_period() {
            Some(base)
        } else {
            self.eat(&["the"]);
            self.clock_before();
            self.period_name()?
        };
        match whole {
            Some(Base::Date(Date { bare: true, .. })) => self.give_up(spot),
            Some(base) => Ok(Some((base, piece))),
            None => {
                self.back(begun);
                self.missed("the month, year or week that this is a part of");
                self.give_up(spot)
            }
        }
    }

    /// "year-end", "month's end": of the current one; "year-end 2015".
    fn end_of_unit(&mut self) -> Option<Base> {
        let spot = self.spot();
        let Some((unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), false)) =
            words::unit(self.text())
        else {
            return None;
        };
        self.pos += 1;
        let owns = self.peek().is_some_and(|token| token.kind == Kind::Possessive);
        self.pos += usize::from(owns);
        if (owns || self.eat_dash()) && self.eat(&["end"]).is_some() {
            let year = if unit == Unit::Year { self.year_after_month() } else { None };
            let place = year.map_or_else(|| self.period(unit, 0), Stretch::year);
            if let Some(place) = place {
                return Some(Base::Placed(vec![place]));
            }
        }
        self.back(spot);
        None
    }

    pub(super) fn piece(&mut self) -> Option<Piece> {
        if let Some(from) = self.third_word() {
            let spot = self.spot();
            let dash = self.eat_dash();
            let joined = self.eat(&["to", "or"]).is_some();
            self.eat_dash();
            let to = if joined || dash { self.third_word() } else { None };
            if to.is_none() {
                self.back(spot);
            }
            self.eat_dash();
            self.eat(&["in", "on", "of"]);
            return Some(Piece::Thirds(from, to.filter(|to| *to > from).unwrap_or(from)));
        }
        let spot = self.spot();
        let piece = match self.text() {
            "beginning" | "start" | "outset" => Piece::Start,
            "middle" | "midst" => Piece::Thirds(1, 1),
            "end" | "close" => Piece::End,
            "rest" | "remainder" => Piece::Rest,
            "earlier" => Piece::Earlier,
            "later" => Piece::Later,
            "so" if self.text_at(1) == "far" => Piece::SoFar,
            _ => return self.counted_piece(),
        };
        self.pos += if piece == Piece::SoFar { 2 } else { 1 };
        let joined = self.eat(&["of", "in", "on"]).is_some() || self.eat_dash();
        let free = matches!(
            piece,
            Piece::Earlier | Piece::Later | Piece::SoFar | Piece::Rest | Piece::End | Piece::Start
        );
        if !joined && !free {
            self.back(spot);
            return None;
        }
        Some(piece)
    }

    /// 0 early, 1 mid, 2 late.
    pub(super) fn third_word(&mut self) -> Option<u8> {
        match self.eat(&["early", "mid", "late"]) {
            Some("early") => Some(0),
            Some("mid") => Some(1),
            Some(_) => Some(2),
            None => None,
        }
    }

    /// "first week of", "first half of", "last three days of".
    pub(super) fn counted_piece(&mut self) -> Option<Piece> {
        let spot = self.spot();
        let last = self.eat(&["last", "final", "closing"]).is_some();
        let nth = if last {
            None
        } else {
            match self.nth().or_else(|| self.eat(&["opening"]).map(|_| 1)) {
                Some(nth) => Some(nth),
                None => return None,
            }
        };
        let piece = self.piece_of_units(nth);
        let joined = self.eat(&["of", "in"]).is_some()
            || matches!(self.text(), "this" | "last" | "next")
                && matches!(self.text_at(1), "month" | "year");
        if piece.is_none() || !joined {
            self.back(spot);
            return None;
        }
        piece
    }

    pub(super) fn piece_of_units(&mut self, nth: Option<u32>) -> Option<Piece> {
        if let Some(weekday) = words::weekday(self.text()) {
            self.pos += 1;
            return Some(Piece::Weekday(nth, weekday));
        }
        match (self.text(), nth) {
            ("week", nth) => {
                self.pos += 1;
                Some(nth.map_or(Piece::LastDays(7), Piece::Week))
            }
            ("half", Some(nth @ (1 | 2))) => {
                self.pos += 1;
                Some(Piece::Half(u8::try_from(nth).unwrap_or(2)))
            }
            ("days", None | Some(1)) => {
                self.pos += 1;
                Some(if nth.is_some() { Piece::FirstFew } else { Piece::LastFew })
            }
            (_, None | Some(1)) => {
                let sign = if nth.is_some() { 1 } else { -1 };
                let length = self.duration().ok().flatten().or_else(|| self.single_unit())?;
                match (length.whole_days(), length.whole_months()) {
                    (Some(days), _) if days > 0 => {
                        Some(if sign > 0 { Piece::FirstDays(days) } else { Piece::LastDays(days) })
                    }
                    (_, Some(months)) if months > 0 => Some(Piece::Months(sign * months)),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
