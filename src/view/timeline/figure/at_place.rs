//! The current figure of a series at one place.

use super::super::mark::has_mark;
use super::step::Step;
use super::words::About;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::number::Number;
use crate::domain::when::Day;

/// At most this many places are shown side by side.
pub(super) const MOST_PLACES: usize = 2;
/// The number of steps of each kind that are kept for a place: the current one, and the one before it.
const KEPT: usize = 2;

/// The current figure or status of a series at a place.
#[derive(Clone)]
pub(super) struct AtPlace<'s> {
    pub(super) place: &'s str,
    /// The current figures of the series, the newest first.
    figures: Vec<Step<'s>>,
    /// What is current without a figure: an event that was postponed.
    others: Vec<Step<'s>>,
    /// The newest statement about the future, or denial.
    ahead: Option<Step<'s>>,
    /// The number of groups with a figure, and the first day that one of them is about.
    many: usize,
    earliest: Option<Day>,
}

impl<'s> AtPlace<'s> {
    /// An empty series at a place.
    pub(super) fn at(place: &'s str) -> Self {
        Self {
            place,
            figures: Vec::new(),
            others: Vec::new(),
            ahead: None,
            many: 0,
            earliest: None,
        }
    }

    /// Whether there is a current figure or status.
    pub(super) fn stands(&self) -> bool {
        !self.figures.is_empty() || !self.others.is_empty()
    }

    /// The current figure or status; if there is none, the statement about the future.
    pub(super) fn main(&self) -> Option<&Step<'s>> {
        self.figures.first().or(self.others.first()).or(self.ahead.as_ref())
    }

    /// The newest current statement without a figure: what was postponed.
    pub(super) fn put_off(&self) -> Option<&Step<'s>> {
        self.others.first()
    }

    /// The current step, after the step before it and before the one after it. A plan is left out as soon as something
    /// newer is current, and a forecast for a day as soon as it is reported to have come true, early or late.
    pub(super) fn course(&self, about: About<'_>) -> Vec<Step<'s>> {
        let Some(main) = self.main() else { return Vec::new() };
        let row = about.rows.indicators.get(&*main.newest().indicator);
        let is_date = row.is_some_and(|row| row.measures == Measure::Date);
        let came = |ahead: &Step<'_>| {
            let said = |step: &Step<'_>| step.newest().published;
            is_date && self.stands() && said(main) >= said(ahead)
        };
        let ahead = self.ahead.iter().filter(|ahead| ahead.is_ahead_of(main) && !came(ahead));
        let all = self.figures.iter().chain(&self.others).chain(ahead);
        let others = all.filter(|step| !std::ptr::eq(*step, main)).cloned();
        let others = others.chain(main.others_of_state());
        let (mut before, mut after): (Vec<Step<'_>>, Vec<Step<'_>>) =
            others.partition(|step| step.order() < main.order());
        for list in [&mut before, &mut after] {
            list.sort_by_key(Step::order);
        }
        before.pop().into_iter().chain([main.clone()]).chain(after.pop()).collect()
    }

    /// What is planned or forecast after the current step.
    pub(super) fn ahead(&self) -> Option<&Step<'s>> {
        let main = self.main()?;
        self.ahead.as_ref().filter(|ahead| ahead.is_ahead_of(main))
    }

    /// The last day of the current figure, if it is after a day and something else of the series is not.
    pub(super) fn last_after(&self, day: Day) -> Option<Day> {
        let last = |step: &Step<'s>| {
            let one = step.newest();
            one.last().or_else(|| one.published.filter(|_| has_mark(one)))
        };
        let steps = || self.figures.iter().chain(&self.others);
        let stands = self.figures.first().or(self.others.first()).and_then(last);
        stands.filter(|stands| *stands > day && steps().any(|step| last(step) <= Some(day)))
    }

    /// The order for choosing places: first those with a current figure, then the greatest figure, then the newest.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (self.stands(), self.size(), self.main().map(|step| step.standing.age()))
    }

    /// The current figure, or its upper bound; `None` for a process, whose figures are not sizes.
    pub(super) fn size(&self) -> Option<Number> {
        let is_amount =
            |step: &&Step<'_>| matches!(step.newest().nature, Nature::Stock | Nature::Flow);
        self.main().filter(is_amount).and_then(Step::size)
    }

    /// The number of events or periods with separate figures, if the current figure is only that of the newest of them;
    /// `None` if its days include all others, or if it is valid as of a day.
    pub(super) fn newest_of(&self) -> Option<usize> {
        let newest = self.figures.first().map(Step::newest)?;
        let holds_all = newest.first() <= self.earliest;
        (newest.nature == Nature::Flow && !holds_all).then_some(self.many)
    }

    /// Adds the current step of a group.
    pub(super) fn add(&mut self, step: Step<'s>) {
        if step.standing.is_figure() {
            self.many += 1;
            let first = step.newest().first();
            self.earliest = self.earliest.or(first).min(first.or(self.earliest));
        }
        self.insert(step);
    }

    fn insert(&mut self, step: Step<'s>) {
        let list = if step.standing.is_figure() { &mut self.figures } else { &mut self.others };
        let place = list.partition_point(|known| known.standing.age() > step.standing.age());
        list.insert(place, step);
        list.truncate(KEPT);
    }

    /// Adds a statement about the future, or a denial.
    pub(super) fn add_ahead(&mut self, step: Step<'s>) {
        let order = |step: &Step<'s>| {
            let one = step.newest();
            (one.when.is_some(), one.published, one.uid)
        };
        if self.ahead.as_ref().is_none_or(|known| order(known) < order(&step)) {
            self.ahead = Some(step);
        }
    }

    /// Adds the current steps of another series at the place.
    pub(super) fn and(&mut self, other: Self) {
        self.many += other.many;
        self.earliest = self.earliest.or(other.earliest).min(other.earliest.or(self.earliest));
        other.figures.into_iter().chain(other.others).for_each(|step| self.insert(step));
        other.ahead.into_iter().for_each(|step| self.add_ahead(step));
    }
}
