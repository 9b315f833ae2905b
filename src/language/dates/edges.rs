//! Expressions with one stated edge: "by Friday", "before", "after", "since early July", "until
//! Saturday", "within 48 hours". Knows what each connective leaves open.

use super::parser::{Parser, Try};
use super::phrase::intervals;
use super::place::honest_beside;
use super::point::{Base, Look, Piece, Point};
use super::series::Join;
use super::stretch::{self, Stretch};
use super::words;

const NO_START: &str = "the start is missing: say since when";

/// Words that open a deadline.
const BY: &[&str] =
    &["by", "no later than", "not later than", "on or before", "at the latest by", "not after"];
const BEFORE: &[&str] = &["before", "prior to", "ahead of", "earlier than"];
const AFTER: &[&str] =
    &["after", "later than", "any time after", "sometime after", "shortly after"];
const NOT_BEFORE: &[&str] = &["not before", "no earlier than", "not earlier than", "on or after"];
pub(super) const SINCE: &[&str] = &[
    "ever since",
    "since",
    "starting from",
    "starting on",
    "starting in",
    "starting",
    "beginning from",
    "beginning on",
    "beginning in",
    "beginning",
    "with effect from",
    "effective from",
    "effective",
    "as from",
    "dating back to",
    "going back to",
    "from",
];
const ONWARDS: &[&str] =
    &["onwards", "onward", "forward", "forwards", "on", "until further notice"];
const UNTIL: &[&str] =
    &["up to and including", "up until", "until", "till", "til", "up to", "through", "thru"];

impl Parser<'_, '_> {
    /// The look of a deadline: plainly ahead if the words around say so.
    pub(super) fn deadline_look(&self) -> Look {
        if self.look == Look::Back { Look::Deadline } else { self.look }
    }

    /// "by Friday", "no later than the end of the month", "Friday at the latest".
    pub(super) fn deadline(&mut self) -> Try<Vec<String>> {
        if !self.opens(BY, "at the latest") {
            return Ok(None);
        }
        if self.running && self.text() == "the" && self.text_at(1) == "way" {
            return Ok(None);
        }
        let by = self.word_before() == "by";
        let Some(point) = self.point()? else { return Ok(None) };
        let places = self.settle(&point, self.deadline_look(), true)?;
        let mut texts = self.deadlines(&places);
        let begins = if by { self.starts(&point, &places) } else { Vec::new() };
        // "By winter" is before the winter sets in; "by December" may well be.
        let at = usize::from(!matches!(point.base, Base::PartOfYear(_, 21..=24, _)));
        texts.splice(at..at, self.deadlines(&begins));
        Ok(Some(texts))
    }

    /// The first days of a month or season that a deadline names whole: by then, perhaps, it is
    /// over. One under way has begun; one that is past counts only if the words state it.
    fn starts(&self, point: &Point, places: &[Stretch]) -> Vec<Stretch> {
        let named = match &point.base {
            Base::Date(date) => date.month.is_some() && date.day.is_none(),
            Base::PartOfYear(_, code, _) => (21..=24).contains(code),
            _ => false,
        };
        if !named || point.piece.is_some() {
            return Vec::new();
        }
        let published = self.anchor.published;
        let open = |place: &&Stretch| {
            place.first > published || point.is_fixed() && place.last < published
        };
        places.iter().filter(open).map(|place| Stretch::day(place.first)).collect()
    }

    pub(super) fn deadlines(&self, places: &[Stretch]) -> Vec<String> {
        let published = self.anchor.published;
        let deadline = |place: &Stretch| {
            if place.last > published {
                Stretch::one_of(published, place.last).edtf()
            } else {
                format!("[..{}]", place.last)
            }
        };
        places.iter().map(deadline).collect()
    }

    /// "before Friday".
    pub(super) fn before(&mut self) -> Try<Vec<String>> {
        if !self.opens(BEFORE, "before") {
            return Ok(None);
        }
        let Some(point) = self.point()? else { return Ok(None) };
        let places = self.settle(&point, self.deadline_look(), true)?;
        let published = self.anchor.published;
        let mut texts = Vec::new();
        for place in &places {
            // Before the end of October is still in October.
            let last = match point.piece {
                Some(Piece::End) => Some(place.last),
                _ => stretch::shift(place.first, -1),
            };
            let Some(last) = last else {
                return self.fault(point.tokens.start, "before the year 1");
            };
            let open = format!("[..{last}]");
            let ahead = (last > published).then(|| Stretch::one_of(published, last).edtf());
            if self.look == Look::Ahead {
                texts.extend(ahead.into_iter().chain([open]));
            } else {
                texts.extend([open].into_iter().chain(ahead));
            }
        }
        Ok(Some(texts))
    }

    /// "after 22 October": up to the publication day if that is later.
    pub(super) fn after(&mut self) -> Try<Vec<String>> {
        if !self.opens(AFTER, "after") {
            return Ok(None);
        }
        let Some(point) = self.point()? else {
            return Ok(None);
        };
        let places = self.settle(&point, self.look, true)?;
        let published = self.anchor.published;
        let mut texts = Vec::new();
        for place in &places {
            let Some(first) = stretch::shift(place.last, 1) else {
                return self.fault(point.tokens.start, "after the year 9999");
            };
            let open = format!("[{first}..]");
            if first <= published && self.look == Look::Back {
                texts.push(Stretch::one_of(first, published).edtf());
            }
            texts.push(open);
        }
        Ok(Some(texts))
    }

    /// "no earlier than Friday".
    pub(super) fn not_before(&mut self) -> Try<Vec<String>> {
        if !self.opens(NOT_BEFORE, "at the earliest") {
            return Ok(None);
        }
        let Some(point) = self.point()? else { return Ok(None) };
        let places = self.settle(&point, self.deadline_look(), true)?;
        Ok(Some(places.iter().map(|place| format!("[{}..]", place.first)).collect()))
    }

    /// "within 48 hours", "within a week of 20 October".
    pub(super) fn within(&mut self) -> Try<Vec<String>> {
        let from = self.pos;
        if self.eat(&["within"]).is_none() {
            return Ok(None);
        }
        let past = self.eat_phrase(&["the past", "the last"]);
        if !past {
            self.eat_phrase(&["the next", "the coming", "the upcoming", "the following"]);
        }
        let counted = self.duration()?;
        let length = counted.or_else(|| self.plural_unit()).or_else(|| self.single_unit());
        let Some(length) = length else {
            self.missed("a length of time: \"48 hours\"");
            return Ok(None);
        };
        let (sign, mut day) = (if past { -1 } else { 1 }, self.anchor.published);
        if self.eat(&["of", "from", "after"]).is_some() {
            let Some(point) = self.point()? else {
                self.missed("a day");
                return Ok(None);
            };
            day = self.settle(&point, self.look, true)?[0].first;
        } else if self.eat(&["after", "later"]).is_some() {
            return Ok(None);
        }
        let Some((far, _)) = length.reach(day, sign) else {
            return self.fault(from, "outside the years 1 to 9999");
        };
        let place = Stretch::one_of(far.min(day), far.max(day));
        self.note(from, place.plain());
        Ok(Some(vec![place.edtf()]))
    }

    /// "since early July", "from Monday onwards", "from 20 to 22 October".
    pub(super) fn since(&mut self) -> Try<Vec<String>> {
        let word = self.text();
        let from = self.pos;
        let spot = self.spot();
        if self.clock_range() {
            return self.give_up(spot);
        }
        if !self.opens(SINCE, "open end") {
            return Ok(None);
        }
        let at_least = self.eat_phrase(&["at least"]);
        let begun = self.spot();
        let Some(series) = self.series(false)? else {
            self.back(begun);
            return Ok(self.since_today(word));
        };
        match series.join {
            Join::Range => {
                self.parts.retain(|part| part.meaning != "open end");
                return Ok(Some(intervals(&self.settle_range(&series)?)));
            }
            Join::Only => {}
            Join::And | Join::Or => return Ok(None),
        }
        // "from Aleppo", "from 2016 reports": in running text "from" opens a range or goes on.
        let onwards = self.eat_phrase(ONWARDS);
        if self.running && word == "from" && !onwards {
            return Ok(None);
        }
        let point = &series.points[0];
        let mut places = self.settle(point, self.look, true)?;
        if point.piece == Some(Piece::Start) {
            places.extend(point.place(self.anchor.published, self.look).unwrap_or_default());
        }
        let published = self.anchor.published;
        if matches!(word, "since" | "ever") {
            let stated = places[0].plain();
            places.retain(|place| place.first <= published);
            if places.is_empty() {
                return self.fault(from, format!("{stated} is after the publication day"));
            }
        } else if self.look == Look::Back && !point.is_fixed() {
            let ahead = point.sharp(published, Look::Ahead).unwrap_or_default();
            places.extend(honest_beside(&places[0], ahead, published));
            places.dedup();
        }
        let start = |place: &Stretch| {
            if at_least {
                format!("[..{}]/..", place.last)
            } else {
                format!("{}/..", place.as_end())
            }
        };
        Ok(Some(places.iter().map(start).collect()))
    }

    /// "since dawn": a part of the day alone is one of the publication day's.
    fn since_today(&mut self, word: &str) -> Option<Vec<String>> {
        let from = self.pos;
        if word != "since" || !words::is_daypart(self.text()) {
            return None;
        }
        self.pos += 1;
        let today = Stretch::day(self.anchor.published);
        self.note(from, today.plain());
        self.seen.present = true;
        Some(vec![format!("{}/..", today.as_end())])
    }

    /// "until Saturday": the start is unknown.
    pub(super) fn until(&mut self) -> Try<Vec<String>> {
        let from = self.pos;
        let bare = self.eat_phrase(&["so far", "to date", "up to now", "to this day"]);
        if bare && !self.running && self.peek().is_none() {
            return self.fault(from, NO_START);
        }
        self.pos = from;
        if !self.opens(UNTIL, "unknown start") {
            return Ok(None);
        }
        if !self.running && self.eat_phrase(&["now", "the present", "this day"]) {
            return self.fault(from, NO_START);
        }
        let at_least = self.eat_phrase(&["at least"]);
        let Some(point) = self.point()? else { return Ok(None) };
        let places = self.settle(&point, self.deadline_look(), true)?;
        let end = |place: &Stretch| {
            if at_least { format!("/[{}..]", place.first) } else { format!("/{}", place.as_end()) }
        };
        Ok(Some(places.iter().map(end).collect()))
    }
}
