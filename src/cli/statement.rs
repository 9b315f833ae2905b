//! The options that `add` and `correct` share: what a fact states, with words read into values.

use super::error::Failure;
use super::unread;
use crate::domain::fact::{Doubt, Draft, Fact, Stance, Status, looks_ahead};
use crate::domain::hours::{Hours, HoursError};
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::number::Number;
use crate::domain::quantity::{Per, Quantity};
use crate::domain::report::Report;
use crate::domain::when::{Day, When};
use crate::domain::words::UnknownWord;
use crate::language::dates::{self, Anchor, DateOrder};
use crate::language::{quantities, read_hours, read_time, value_words};
use crate::store::Store;
use crate::view::wording;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use std::str::FromStr;

/// The order of day and month in a numeric date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OrderName {
    /// 03/04/2016 is 3 April
    Dmy,
    /// 03/04/2016 is 4 March
    Mdy,
}

impl From<OrderName> for DateOrder {
    fn from(name: OrderName) -> Self {
        match name {
            OrderName::Dmy => Self::DayFirst,
            OrderName::Mdy => Self::MonthFirst,
        }
    }
}

/// What a lone point before three digits means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PointName {
    /// 1.234 is a little more than one
    Decimal,
    /// 1.234 is one thousand two hundred and thirty-four
    Grouping,
}

impl From<PointName> for quantities::Options {
    fn from(name: PointName) -> Self {
        let point = match name {
            PointName::Decimal => quantities::Point::Decimal,
            PointName::Grouping => quantities::Point::Grouping,
        };
        Self { point: Some(point) }
    }
}

/// A status, or an empty text, which removes the status.
#[derive(Clone, Copy, Debug)]
pub(super) struct StatusArg(pub(super) Option<Status>);

impl FromStr for StatusArg {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            Ok(Self(None))
        } else {
            text.parse().map(|status| Self(Some(status)))
        }
    }
}

/// A value, or an empty text, which removes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<T>(Option<T>);

impl<T: FromStr> FromStr for Given<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() { Ok(Self(None)) } else { text.parse().map(Some).map(Self) }
    }
}

/// A time of day, or an empty text, which removes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeOfDayArg(Option<Hours>);

impl FromStr for TimeOfDayArg {
    type Err = HoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Ok(Self(None));
        }
        let hours = read_hours(text).ok_or_else(|| HoursError(text.to_owned()))?;
        Ok(Self(Some(hours)))
    }
}

/// The options that state a fact, shared by `add` and `correct`; all but the value, which is an
/// argument.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct StatementArgs {
    /// The time of the fact, in the report's words or as EDTF: "since early July", Friday,
    /// 2016-10-20/2016-10-22
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    pub(super) when: Option<String>,
    /// How numeric dates such as 03/04/2016 are written
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) date_order: Option<OrderName>,
    /// The meaning of a lone point before three digits (1.234)
    #[arg(long, value_enum, value_name = "MEANING")]
    pub(super) point: Option<PointName>,
    /// The report that states the fact [default: the one recorded or used last]
    #[arg(long, value_name = "REPORT")]
    pub(super) report: Option<String>,
    /// The sentence of the report that states the fact, word for word
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub(super) quote: Option<String>,
    /// Record the quote although it is not in the text of the report; it is marked as unchecked
    #[arg(long)]
    pub(super) quote_unchecked: bool,
    /// The claimant, who says so [default: unattributed]; repeat it for joint claimants
    #[arg(long, value_name = "ACTOR")]
    pub(super) by: Vec<String>,
    /// The verb that the report uses of the claimant (says, warns)
    #[arg(long, value_name = "VERB")]
    pub(super) verb: Option<String>,
    /// Who passed the statement from the claimant to the publisher; may be repeated, in order
    #[arg(long, value_name = "ACTOR")]
    pub(super) via: Vec<String>,
    /// Where the process stands: proposed, announced, agreed, planned, under-way, extended,
    /// suspended, postponed, cancelled, refused, ended, unknown
    #[arg(long)]
    pub(super) status: Option<StatusArg>,
    /// What the claimant does with the statement: asserts, estimates, forecasts, announces, alleges, denies,
    /// demands [default: asserts]
    #[arg(long)]
    pub(super) stance: Option<Stance>,
    /// The group that is meant (civilians, fighters)
    #[arg(long)]
    pub(super) scope: Option<String>,
    /// A name for the process that the fact belongs to (october-truce)
    #[arg(long)]
    pub(super) thread: Option<String>,
    /// A name for the statement that several reports repeat (ban-2016-10-20)
    #[arg(long)]
    pub(super) origin: Option<String>,
    /// A remark of your own
    #[arg(long)]
    pub(super) comment: Option<String>,
    /// The lower bound of the value
    #[arg(long, value_name = "N")]
    pub(super) low: Option<Number>,
    /// The value itself
    #[arg(long, value_name = "N")]
    pub(super) best: Option<Number>,
    /// The upper bound of the value
    #[arg(long, value_name = "N")]
    pub(super) high: Option<Number>,
    /// The unit, if it is not that of the indicator (families, days)
    #[arg(long, value_name = "UNIT")]
    pub(super) unit: Option<String>,
    /// The whole of which the value is a part: 46, for 14 of 46 trucks
    #[arg(long, value_name = "N")]
    pub(super) out_of: Option<Given<Number>>,
    /// The unit of time of a rate: hour, day, night, week, month, year
    #[arg(long, value_name = "TIME")]
    pub(super) per: Option<Given<Per>>,
    /// The time of day, or hours of a day: 09:00, 09:00/14:00, "9 am to 2 pm"
    #[arg(long, value_name = "TIME")]
    pub(super) time_of_day: Option<TimeOfDayArg>,
}

/// Values that words were read as, and the doubts about them.
#[derive(Default)]
pub(super) struct ReadValues {
    pub(super) quantity: Option<Quantity>,
    pub(super) when: Option<When>,
    /// The time of day that the words of the time state.
    pub(super) time_of_day: Option<Hours>,
    /// Further figures that the words of the value state.
    pub(super) besides: Vec<Quantity>,
    /// The time in which nothing had happened before, where the words tell of a first.
    pub(super) none_before: Option<When>,
    /// Other times that the words may mean.
    other_whens: Vec<When>,
    /// What makes the words of the value doubtful.
    doubts: Vec<Doubt>,
}

impl StatementArgs {
    /// Reads the value and the time; `anchor` has the report's publication date. If the indicator
    /// measures a date, its value is the time. Figures of options replace those that were read;
    /// without words, they replace those of `before`. Fails where words cannot be read and no
    /// figures are given.
    pub(super) fn read(
        &self,
        value: Option<&str>,
        indicator: &Indicator,
        anchor: Anchor,
        before: Option<&Quantity>,
    ) -> anyhow::Result<ReadValues> {
        let mut read = ReadValues::default();
        let is_date = indicator.measures == Measure::Date && self.when.is_none();
        let (value, when) = if is_date { (None, value) } else { (value, self.when.as_deref()) };
        if let Some(words) = when.filter(|words| !words.trim().is_empty()) {
            read.read_when(words, anchor, self.date_order)?;
        }
        if let Some(words) = value.filter(|words| !words.trim().is_empty()) {
            match read.read_value(words, self.point, (indicator.measures, &anchor)) {
                // If figures are given too, words that cannot be read are kept unread.
                Err(_) if self.has_figures() => {
                    let as_stated = words.trim().to_owned();
                    read.quantity = Some(Quantity { as_stated, ..Quantity::default() });
                }
                done => {
                    done?;
                    read.note_other_figures(&Quantity {
                        low: self.low,
                        best: self.best,
                        high: self.high,
                        ..Quantity::default()
                    });
                }
            }
        }
        self.check_words(&read)?;
        self.lay_over(&mut read, before);
        let is_beside = self.out_of.is_some_and(|given| given.0.is_some())
            || self.per.is_some_and(|given| given.0.is_some());
        if is_beside && read.quantity.as_ref().is_none_or(says_nothing) {
            return Err(Failure::new("--out-of and --per need a value")
                .hint("give the part or the rate itself: factline add trucks PLACE 14 --out-of 46")
                .into());
        }
        Ok(read)
    }

    fn has_figures(&self) -> bool {
        self.low.is_some() || self.best.is_some() || self.high.is_some()
    }

    /// Refuses options that say another whole or another unit of time than the words of the value.
    fn check_words(&self, read: &ReadValues) -> anyhow::Result<()> {
        let Some(words) = &read.quantity else { return Ok(()) };
        let differ = |option: &str, given: Option<String>, said: Option<String>| {
            let (given, said) = given.zip(said).filter(|(given, said)| given != said)?;
            let why = format!("{option} `{given}`: value `{}` says {said}", words.as_stated);
            Some(Failure::new(why).hint("leave the option out, or give the figure alone"))
        };
        let text = |given: Option<Given<Number>>| Some(given?.0?.to_string());
        let out_of = differ("--out-of", text(self.out_of), words.out_of.map(|it| it.to_string()));
        let per = self.per.and_then(|given| given.0).map(|per| per.to_string());
        let per = differ("--per", per, words.per.map(|per| per.to_string()));
        out_of.or(per).map_or(Ok(()), |failure| Err(failure.into()))
    }

    fn lay_over(&self, read: &mut ReadValues, before: Option<&Quantity>) {
        let is_beside = self.unit.is_some() || self.out_of.is_some() || self.per.is_some();
        if !self.has_figures() && !is_beside {
            return;
        }
        let quantity = read.quantity.get_or_insert_with(|| before.cloned().unwrap_or_default());
        quantity.low = self.low.or(quantity.low);
        quantity.best = self.best.or(quantity.best);
        quantity.high = self.high.or(quantity.high);
        quantity.out_of = self.out_of.map_or(quantity.out_of, |given| given.0);
        quantity.per = self.per.map_or(quantity.per, |given| given.0);
        if let Some(unit) = &self.unit {
            unit.trim().clone_into(&mut quantity.unit);
        }
    }

    /// Puts the options for names and manner into a draft. A missing option changes nothing, an
    /// empty text removes the value. Fails where an actor is unknown.
    pub(super) fn apply(&self, draft: &mut Draft, store: &Store) -> anyhow::Result<()> {
        for (actors, given) in [(&mut draft.claimants, &self.by), (&mut draft.via, &self.via)] {
            if !given.is_empty() {
                let named = given.iter().filter(|words| !words.trim().is_empty());
                *actors = named
                    .map(|words| Ok(store.find_actor(words)?.row.key))
                    .collect::<anyhow::Result<_>>()?;
            }
        }
        draft.time_of_day = self.time_of_day.map_or(draft.time_of_day, |hours| hours.0);
        draft.status = self.status.map_or(draft.status, |status| status.0);
        draft.stance = self.stance.unwrap_or(draft.stance);
        let texts = [
            (&mut draft.quote, &self.quote),
            (&mut draft.verb, &self.verb),
            (&mut draft.scope, &self.scope),
            (&mut draft.thread, &self.thread),
            (&mut draft.origin, &self.origin),
            (&mut draft.comment, &self.comment),
        ];
        for (text, given) in texts {
            if given.is_some() {
                text.clone_from(given);
            }
        }
        Ok(())
    }
}

/// Whether a quantity has neither figures nor words.
fn says_nothing(quantity: &Quantity) -> bool {
    quantity.has_no_figure() && quantity.as_stated.trim().is_empty()
}

impl ReadValues {
    fn read_when(
        &mut self,
        words: &str,
        anchor: Anchor,
        order: Option<OrderName>,
    ) -> anyhow::Result<()> {
        let anchor = Anchor { order: order.map(Into::into), ..anchor };
        let read = read_time(words, |words| dates::read(words, &anchor));
        let (reading, time_of_day) = read.with_context(|| unread::when(words, &anchor))?;
        self.time_of_day = time_of_day;
        self.other_whens = reading.alternatives;
        let mut when = reading.value;
        // An EDTF expression has no words.
        if !when.as_stated.is_empty() {
            words.trim().clone_into(&mut when.as_stated);
        }
        self.when = Some(when);
        Ok(())
    }

    /// Reads the words of a value of an indicator that measures so, against the dates of its report.
    /// The time is read before, since a first is counted back from it.
    fn read_value(
        &mut self,
        words: &str,
        point: Option<PointName>,
        (measures, anchor): (Measure, &Anchor),
    ) -> anyhow::Result<()> {
        let options = point.map(Into::into).unwrap_or_default();
        let read = value_words(words, measures, |words| quantities::read_with(words, &options))
            .with_context(|| unread::value(words, anchor))?;
        if let Some(first) = &read.first {
            let before = first.before(self.when.as_ref(), anchor);
            self.none_before = Some(before.with_context(|| no_start(first.since))?);
        }
        if let Some(value) = &read.value {
            let others = read.alternatives.iter();
            self.doubts.extend(other_meaning(words, value, others, wording::quantity));
        }
        (self.quantity, self.besides) = (read.value, read.besides);
        Ok(())
    }

    /// The doubts about the words of a fact, which its report told between two days.
    pub(super) fn doubts(&self, fact: &Fact, published: Option<(Day, Day)>) -> Vec<Doubt> {
        let time = |when: &When| format!("{} ({})", wording::when(when, None), when.expression);
        let others = self.other_whens.iter().filter(|other| fact.may_be_at(other, published));
        let read = self.when.as_ref();
        let of_time = read.and_then(|when| other_meaning(&when.as_stated, when, others, time));
        of_time.into_iter().chain(self.doubts.iter().cloned()).collect()
    }

    /// Notes figures that are given beside the words of the value, and say something else.
    fn note_other_figures(&mut self, given: &Quantity) {
        let Some(read) = &self.quantity else { return };
        let differing = read.stated_otherwise(given);
        let given: Vec<_> = differing.map(|(name, figure)| format!("{name} {figure}")).collect();
        if !given.is_empty() {
            let (words, reading) = (read.as_stated.clone(), wording::quantity(read));
            self.doubts.push(Doubt::OtherFigures { words, reading, given });
        }
    }
}

/// The doubt about words that may mean something else as well; `None` where they do not.
fn other_meaning<'o, T: 'o>(
    words: &str,
    read: &T,
    others: impl Iterator<Item = &'o T>,
    meaning: impl Fn(&T) -> String,
) -> Option<Doubt> {
    let others: Vec<_> = others.map(&meaning).collect();
    (!others.is_empty()).then(|| Doubt::OtherMeaning {
        words: words.trim().to_owned(),
        reading: meaning(read),
        others,
    })
}

/// The error for a first whose words do not tell since when.
fn no_start(since: &str) -> Failure {
    Failure::new(format!("value: since when there was none before, `{since}`")).hint(
        "give the event alone, and the absence as a fact of its own: `none` with --when and its first day",
    )
}

/// The dates that the words of a statement are read against: the days of the report's publication.
/// Also says whether a statement of that stance and status looks ahead.
pub(super) fn anchor(report: &Report, stance: Stance, status: Option<Status>) -> Anchor {
    let ahead = looks_ahead(stance, status);
    Anchor { ahead, ..Anchor::published(report.publication_days()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_status_or_time_of_day_removes_it() {
        assert!(matches!(" ".parse(), Ok(StatusArg(None))));
        assert!(matches!("agreed".parse(), Ok(StatusArg(Some(Status::Agreed)))));
        assert!(matches!("".parse(), Ok(TimeOfDayArg(None))));
        assert!("soon".parse::<StatusArg>().is_err() && "25:00".parse::<TimeOfDayArg>().is_err());
    }
}
