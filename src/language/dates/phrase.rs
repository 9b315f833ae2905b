//! Whole time expressions: a point, range or list with the word that opens or closes it. "since
//! early July", "by the end of this month", "for three days from Thursday".

use super::parser::{Fault, Parser, Try};
use super::point::{Base, Date, Look, Point};
use super::series::{Join, Series};
use super::stretch::{self, Stretch};

/// What a whole expression comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// EDTF texts, best reading first.
    pub(super) texts: Vec<String>,
    /// The token at which the expression itself begins, after "on", "in" or "during".
    pub(super) core: usize,
}

const AHEAD: &[&str] = &[
    "scheduled for",
    "planned for",
    "set for",
    "due on",
    "due in",
    "due by",
    "due",
    "will be on",
    "will be in",
    "will be",
    "will",
    "expected on",
    "expected in",
    "expected",
];
const OPENERS: &[&str] = &[
    "in the course of",
    "for the month of",
    "in the month of",
    "on",
    "in",
    "at",
    "during",
    "throughout",
    "over",
    "across",
    "for",
    "as of",
    "as recently as",
    "as late as",
    "dated",
    "as at",
];

/// A rule that gives the EDTF texts of an expression, best first.
type Rule<P> = fn(&mut P) -> Try<Vec<String>>;

impl Parser<'_, '_> {
    /// A whole time expression.
    pub(super) fn phrase(&mut self) -> Try<Outcome> {
        if !self.running {
            let from = self.pos;
            if self.eat_phrase(AHEAD) {
                self.note(from, "looks ahead");
                self.look = Look::Ahead;
            }
        }
        let rules: [Rule<Self>; 10] = [
            Self::within,
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
        let spot = self.spot();
        for rule in rules {
            if let Some(texts) = rule(self)? {
                return Ok(Some(Outcome { texts, core }));
            }
            self.back(spot);
        }
        self.plain()
    }

    /// Places a point by direction and notes what it came to; `sharp` takes the end of a period
    /// as its last day and the start as its first.
    pub(super) fn settle(
        &mut self,
        point: &Point,
        look: Look,
        sharp: bool,
    ) -> Result<Vec<Stretch>, Fault> {
        let published = self.anchor.published;
        let places =
            if sharp { point.sharp(published, look) } else { point.place(published, look) };
        let places = places.map_err(|why| Fault { tokens: point.tokens.clone(), why })?;
        self.note_point(point, &places[0]);
        Ok(places)
    }

    /// Notes what a point came to, and what kind of point it was.
    pub(super) fn note_point(&mut self, point: &Point, place: &Stretch) {
        let span = self.bytes(point.tokens.clone());
        self.parts.push(crate::language::Part { span, meaning: place.plain() });
        match &point.base {
            Base::Date(Date { year: Some(_), .. }) | Base::PartOfYear(Some(_), ..) => {
                self.seen.dated = Some(place.first);
            }
            Base::Date(Date { month: Some(_), .. }) | Base::PartOfYear(..) => self.seen.gap = true,
            Base::Date(_) | Base::Weekend => self.seen.present = true,
            Base::Placed(_) => {}
        }
    }

    /// A connective, noted with its meaning.
    pub(super) fn opens(&mut self, words: &[&str], meaning: &'static str) -> bool {
        let from = self.pos;
        let opens = self.eat_phrase(words);
        if opens {
            self.note(from, meaning);
        }
        opens
    }

    /// "on Friday", "20 to 22 October", "Friday and Saturday", "Friday at the latest".
    fn plain(&mut self) -> Try<Outcome> {
        let opener = self.text();
        let mut core = self.pos;
        let spot = self.spot();
        // "in three days", "over two years ago" and "at least" need the word that mostly only opens.
        let whole_in = opener == "in" && !self.running
            || opener == "over"
            || matches!(self.text_at(1), "or" | "least");
        let found = if whole_in { self.series(false)? } else { None };
        let series = if let Some(series) = found {
            series
        } else {
            self.back(spot);
            if self.eat_all("as early as") {
                self.look = self.deadline_look();
            } else {
                self.eat_phrase(OPENERS);
            }
            core = self.pos;
            let Some(series) = self.series(false)? else { return self.give_up(spot) };
            series
        };
        let texts = match series.join {
            Join::Only => self.alone(&series.points[0], opener)?,
            Join::Range => Some(intervals(&self.settle_range(&series)?)),
            Join::And | Join::Or => self.listed(&series)?,
        };
        Ok(texts.map(|texts| Outcome { texts, core }))
    }

    /// One point, with what may follow it.
    fn alone(&mut self, point: &Point, opener: &str) -> Try<Vec<String>> {
        let from = self.pos;
        let closes = |parser: &mut Self, words: &[&str], meaning: &'static str| {
            let closes = parser.eat_phrase(words);
            parser.note(from, meaning);
            closes
        };
        if closes(self, &["at the latest", "or earlier", "or before", "latest"], "at the latest") {
            let places = self.settle(point, self.deadline_look(), true)?;
            return Ok(Some(self.deadlines(&places)));
        }
        if closes(self, &["at the earliest", "or later", "or after"], "at the earliest") {
            let places = self.settle(point, self.deadline_look(), true)?;
            return Ok(Some(places.iter().map(|place| format!("[{}..]", place.first)).collect()));
        }
        if closes(self, &["onwards", "onward", "and onwards"], "open end") {
            let places = self.settle(point, self.look, true)?;
            return Ok(Some(places.iter().map(|place| format!("{}/..", place.as_end())).collect()));
        }
        let mut places = self.settle(point, self.look, false)?;
        // All of the next three days, if they are filled and not merely lie ahead.
        if matches!(opener, "for" | "over" | "during" | "throughout")
            && places.len() >= 2
            && is_whole(&places)
        {
            places.swap(0, 1);
        }
        Ok(Some(places.iter().map(Stretch::edtf).collect()))
    }

    /// A list: all of its days, or one of them.
    fn listed(&mut self, series: &Series) -> Try<Vec<String>> {
        let mut members = Vec::new();
        let mut look = self.look;
        for point in &series.points {
            let place = self.settle(point, look, false)?.swap_remove(0);
            // The next member follows this one.
            if !point.is_fixed() {
                look = Look::NotBefore(place.first);
            }
            members.push(place);
        }
        let member = |place: &Stretch| match place.form {
            stretch::Form::Named(_) => Some(place.edtf()),
            stretch::Form::OneOf if series.join == Join::Or => {
                Some(format!("{}..{}", place.first, place.last))
            }
            stretch::Form::Whole => Some(format!("{}..{}", place.first, place.last)),
            _ => None,
        };
        let texts: Option<Vec<String>> = members.iter().map(member).collect();
        let Some(texts) = texts else { return Ok(None) };
        let all = texts.join(",");
        Ok(Some(vec![if series.join == Join::Or {
            format!("[{all}]")
        } else {
            format!("{{{all}}}")
        }]))
    }
}

/// Whether the two readings are one day out of some days, and all of the same.
fn is_whole(places: &[Stretch]) -> bool {
    places[0].form == stretch::Form::OneOf && places[1].form == stretch::Form::Whole
}

/// Intervals from pairs of edges.
pub(super) fn intervals(pairs: &[(Stretch, Stretch)]) -> Vec<String> {
    pairs.iter().map(|(a, b)| format!("{}/{}", a.as_end(), b.as_end())).collect()
}
