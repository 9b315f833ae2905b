//! The sum of the many events of a lane, as the parts of a figure: the newest event alone is never shown in its place.

use super::at_place::AtPlace;
use super::parts::Figure;
use super::step::Step;
use super::words::About;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::sum::{Line, Tally};
use crate::text::counts::counted;
use crate::view::sum::{Adder, Many, amount, days, figure, unit};
use crate::view::wording;

/// The sum of a lane.
pub(super) struct Sum<'a> {
    line: Line,
    tally: Tally,
    /// Whether there are more facts than those that are shown.
    is_part: bool,
    about: About<'a>,
}

impl<'a> Sum<'a> {
    /// The sum of the statements of a lane; `None` if they are not events that must be added up.
    pub(super) fn of(
        statements: &[&Statement],
        adder: Adder<'_>,
        (is_part, about): (bool, About<'a>),
    ) -> Option<Self> {
        if statements.len() < 2 || !adder.adds(&statements[0].indicator) {
            return None;
        }
        let happened: Vec<&Statement> =
            statements.iter().filter(|one| adder.tells_of(one, about.place)).copied().collect();
        let of_unit = |many: &Many<'_>| many.line.unit == statements[0].unit;
        let Many { line, tally, .. } = adder.many_of(&happened).find(of_unit)?;
        Some(Self { line, tally, is_part, about })
    }

    /// The sum with its days, and with what came later at the places: an absence since, and plans.
    pub(super) fn figure(&self, all: &[AtPlace<'_>]) -> Figure {
        let row = self.about.rows.indicators.get(&*self.line.indicator);
        let unit = unit(&self.line, row);
        let of = &self.tally.amount;
        let best = of.best.and_then(|best| figure(of, "").best.filter(|_| best > 0.0));
        let in_short = best.map_or_else(|| amount(of, ""), wording::number);
        let whole = self.words(&amount(of, unit));
        let mut briefs = vec![whole.clone(), self.words(&amount(of, "")), self.words(&in_short)];
        briefs.dedup();
        let days = days(&self.line, self.about.year);
        let later = all.iter().flat_map(|at| self.later(at));
        let parts = std::iter::once(whole).chain(days).chain(later).collect();
        Figure { parts, main: 0, briefs }
    }

    /// The sum with the number of its events, and with its place if that is not the timeline's own.
    fn words(&self, amount: &str) -> String {
        let events = counted(self.tally.events, "event", "events");
        let shown = if self.is_part { " shown" } else { "" };
        let place = self.line.place.as_deref().filter(|place| *place != self.about.place);
        let place = place.map(|place| format!(", {}", wording::place(self.about.rows, place)));
        let place = place.unwrap_or_default();
        if *amount == events || self.tally.events == 0 {
            return format!("{amount}{shown}{place}");
        }
        if self.tally.is_one_total() {
            return format!("{amount} in all{shown}{place}");
        }
        format!("{amount} in {events}{shown}{place}")
    }

    /// What was reported after the events at a place.
    fn later<'s>(&self, at: &AtPlace<'s>) -> impl Iterator<Item = String> {
        let none = at.main().filter(|step| is_lasting_none(step)).cloned();
        let later: Vec<Step<'s>> = none.into_iter().chain(at.ahead().cloned()).collect();
        let about = self.about;
        later.into_iter().map(move |step| step.dated(about)).collect::<Vec<_>>().into_iter()
    }
}

/// Whether a step is an absence of more than a week, which is no event.
fn is_lasting_none(step: &Step<'_>) -> bool {
    let one = step.newest();
    one.kind() == StatementKind::Absent && one.lasts_longer_than_a_week()
}
