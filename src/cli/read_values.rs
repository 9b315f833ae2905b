//! Reads the words of a statement into values.

use super::error::Failure;
use super::mistakes::Mistakes;
use super::statement::StatementArgs;
use super::statement_words::{Given, OrderName, PointName};
use super::unread;
use crate::domain::fact::{Doubt, Fact};
use crate::domain::hours::Hours;
use crate::domain::indicator::{Indicator, Measure};
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::when::{Day, When};
use crate::language::dates::{self, Anchor};
use crate::language::{Beside, quantities, read_time, value_words};
use crate::view::wording;
use anyhow::Context as _;

/// Values that words were read as, and the doubts about them.
#[derive(Default)]
pub(super) struct ReadValues {
    pub(super) quantity: Option<Quantity>,
    pub(super) when: Option<When>,
    /// The time of day that the words of the time state.
    pub(super) time_of_day: Option<Hours>,
    /// Further figures that the words of the value state.
    pub(super) besides: Vec<Beside<Quantity>>,
    /// The time of the absence before the first event, if the words have "the first since".
    pub(super) none_before: Option<When>,
    /// Other times that the words may mean.
    other_whens: Vec<When>,
    /// The doubts about the words of the value.
    doubts: Vec<Doubt>,
}

impl StatementArgs {
    /// Reads the value and the time; `anchor` has the report's publication date. If the indicator
    /// measures a date, its value is the time. Figures given as options replace those that were
    /// read; without words, they replace those of `before`. Notes words that cannot be read, unless
    /// figures are given.
    pub(super) fn read(
        &self,
        value: Option<&str>,
        indicator: &Indicator,
        (anchor, before): (Anchor, Option<&Quantity>),
        mistakes: &mut Mistakes,
    ) -> ReadValues {
        let mut read = ReadValues::default();
        let has_when = self.when.as_ref().is_some_and(|words| !words.trim().is_empty());
        let is_date = indicator.measures == Measure::Date && !has_when;
        let (value, when) = if is_date { (None, value) } else { (value, self.when.as_deref()) };
        if let Some(words) = when.filter(|words| !words.trim().is_empty()) {
            let field = if is_date { "value" } else { "when" };
            mistakes.note(field, read.read_when(words, anchor, self.date_order));
        }
        if let Some(words) = value.filter(|words| !words.trim().is_empty()) {
            mistakes
                .note("value", self.read_value(&mut read, words, (indicator.measures, &anchor)));
        }
        self.check_words(&read, mistakes);
        self.lay_over(&mut read, before);
        let is_beside = self.out_of.is_some_and(|given| given.0.is_some())
            || self.per.is_some_and(|given| given.0.is_some());
        if is_beside && mistakes.is_empty() && read.quantity.as_ref().is_none_or(says_nothing) {
            let field = if self.per.is_some() { "per" } else { "out-of" };
            mistakes.note::<(), _>(
                field,
                Err(Failure::new("--out-of and --per need a value").hint(
                    "give the part or the rate itself: factline add trucks PLACE 14 --out-of 46",
                )),
            );
        }
        read
    }

    /// Reads the time of a statement whose indicator is not known. Notes words that cannot be read.
    pub(super) fn check_when(&self, anchor: Anchor, mistakes: &mut Mistakes) {
        if let Some(words) = self.when.as_deref().filter(|words| !words.trim().is_empty()) {
            let mut read = ReadValues::default();
            mistakes.note("when", read.read_when(words, anchor, self.date_order));
        }
    }

    /// Reads the words of the value. If figures are also given, words that cannot be read are kept
    /// as they are.
    fn read_value(
        &self,
        read: &mut ReadValues,
        words: &str,
        how: (Measure, &Anchor),
    ) -> anyhow::Result<()> {
        let done = read.read_value(words, self.point, how);
        if done.is_err() && self.has_figures() {
            let as_stated = words.trim().to_owned();
            read.quantity = Some(Quantity { as_stated, ..Quantity::default() });
            return Ok(());
        }
        done?;
        read.note_other_figures(&Quantity {
            low: self.low,
            best: self.best,
            high: self.high,
            ..Quantity::default()
        });
        Ok(())
    }

    fn has_figures(&self) -> bool {
        self.low.is_some() || self.best.is_some() || self.high.is_some()
    }

    /// Notes options whose whole or unit of time differs from the words of the value.
    fn check_words(&self, read: &ReadValues, mistakes: &mut Mistakes) {
        let Some(words) = &read.quantity else { return };
        let mut compare = |field: &'static str, given: Option<String>, said: Option<String>| {
            if let Some((given, said)) = given.zip(said).filter(|(given, said)| given != said) {
                let why = format!("--{field} `{given}`: value `{}` says {said}", words.as_stated);
                let failure =
                    Failure::new(why).hint("leave the option out, or give the figure alone");
                mistakes.note::<(), _>(field, Err(failure));
            }
        };
        let text = |given: Option<Given<Number>>| Some(given?.0?.to_string());
        compare("out-of", text(self.out_of), words.out_of.map(|it| it.to_string()));
        let per = self.per.and_then(|given| given.0).map(|per| per.to_string());
        compare("per", per, words.per.map(|per| per.to_string()));
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

    /// Reads the words of a value, for an indicator with this measure, against the dates of its report. The time is
    /// read first, since "the first since" is counted back from it.
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

    /// The doubts about the words of a fact; its report was published between two days.
    pub(super) fn doubts(&self, fact: &Fact, published: Option<(Day, Day)>) -> Vec<Doubt> {
        let time = |when: &When| format!("{} ({})", wording::when(when, None), when.expression);
        let others = self.other_whens.iter().filter(|other| fact.may_be_at(other, published));
        let read = self.when.as_ref();
        let of_time = read.and_then(|when| other_meaning(&when.as_stated, when, others, time));
        of_time.into_iter().chain(self.doubts.iter().cloned()).collect()
    }

    /// Notes figures that are given as options and differ from the words of the value.
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

/// The doubt about words that may also mean something else; `None` if they cannot.
fn other_meaning<'o, T: 'o>(
    words: &str,
    read: &T,
    others: impl Iterator<Item = &'o T>,
    meaning: impl Fn(&T) -> String,
) -> Option<Doubt> {
    let reading = meaning(read);
    let mut distinct: Vec<String> = Vec::new();
    for other in others.map(&meaning) {
        if other != reading && !distinct.contains(&other) {
            distinct.push(other);
        }
    }
    let words = words.trim().to_owned();
    (!distinct.is_empty()).then_some(Doubt::OtherMeaning { words, reading, others: distinct })
}

/// The error for "the first since", if its start cannot be read.
fn no_start(since: &str) -> Failure {
    Failure::new(format!("value: the start of the absence before the first, `{since}`")).hint(
        "give the event alone, and the absence as a fact of its own: `none` with --when and its first day",
    )
}
