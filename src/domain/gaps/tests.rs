//! Tests of gaps: each rule by an example, and the laws by random statements.

mod examples;
mod foreseen;
mod hanging;
mod laws;

use super::{Gaps, Question};
use crate::domain::compare::{Interner, Statement};
use crate::domain::fact::{Draft, Stance, Status, samples};
use crate::domain::identity::Uid;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::{Day, Expression, When};

/// A statement to look for gaps in, with the day on which its report came out.
#[derive(Clone, Debug)]
struct Said {
    draft: Draft,
    published: String,
    counts: bool,
}

/// A statement in a report of a day about an indicator in Aleppo at a time (EDTF; empty for none).
fn said(published: &str, indicator: &str, when: &str) -> Said {
    let mut draft = Draft::new(&format!("report-{published}"), indicator, "aleppo");
    draft.when = (!when.is_empty()).then(|| When::new(when.parse::<Expression>().unwrap(), ""));
    Said { draft, published: published.to_owned(), counts: true }
}

impl Said {
    fn status(mut self, status: Status) -> Self {
        self.draft.status = Some(status);
        self
    }

    fn stance(mut self, stance: Stance) -> Self {
        self.draft.stance = stance;
        self
    }

    fn value(mut self, best: u32, unit: &str) -> Self {
        let best = Some(best.into());
        self.draft.quantity = Some(Quantity { best, unit: unit.to_owned(), ..Quantity::default() });
        self
    }

    fn at(mut self, place: &str) -> Self {
        self.draft.place = place.to_owned();
        self
    }

    fn thread(mut self, thread: &str) -> Self {
        self.draft.thread = Some(thread.to_owned());
        self
    }

    fn scope(mut self, scope: &str) -> Self {
        self.draft.scope = Some(scope.to_owned());
        self
    }

    fn hours(mut self, hours: &str) -> Self {
        self.draft.time_of_day = Some(hours.parse().unwrap());
        self
    }

    fn statement(&self) -> Statement {
        let indicator = rows().indicators.remove(&self.draft.indicator).unwrap();
        let recorded = samples::recorded(self.draft.clone());
        let nature = Some(indicator.nature);
        let statement = Statement::of(&recorded, nature, None, None, &mut Interner::default());
        Statement { published: day(&self.published), counts: self.counts, ..statement }
    }
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

/// A country with a city and a part of it, and an indicator of each nature.
fn rows() -> Selection {
    let place = |key: &str, parent: Option<&str>| {
        (key.to_owned(), Place::new(key, key, PlaceKind::City, parent.map(str::to_owned)))
    };
    let indicator = |key: &str, measures, nature| {
        (key.to_owned(), samples::indicator_of(key, measures, nature))
    };
    Selection {
        places: [
            place("syria", None),
            place("aleppo", Some("syria")),
            place("east", Some("aleppo")),
            place("homs", Some("syria")),
        ]
        .into(),
        indicators: [
            indicator("killed", Measure::Count, Nature::Flow),
            indicator("trapped", Measure::Count, Nature::Stock),
            indicator("convoy", Measure::Count, Nature::Event),
            indicator("rations-end", Measure::Date, Nature::Event),
            indicator("siege", Measure::Count, Nature::State),
            indicator("truce", Measure::Duration, Nature::State),
        ]
        .into(),
        ..Selection::default()
    }
}

/// Calls `look` with the gaps in statements as of a day.
fn as_of<T>(today: &str, days: Option<i64>, said: &[Said], look: impl FnOnce(&Gaps<'_>) -> T) -> T {
    let rows = rows();
    let statements: Vec<Statement> = said.iter().map(Said::statement).collect();
    let all: Vec<&Statement> = statements.iter().collect();
    let question = Question { rows: &rows, today: day(today).unwrap(), days };
    look(&Gaps::of(&all, &all, &[], question))
}
