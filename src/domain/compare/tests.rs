//! Tests of comparisons: each rule by an example, and the laws by random statements.

mod any;
mod denials;
mod earlier;
mod examples;
mod laws;
mod pairwise;
mod states;
mod tolls;

use super::comparison::Comparison;
use super::grouping::each_group_with_others;
use super::origins::Republished;
use super::relate::Relation;
use super::{Interner, Name, Statement};
use crate::domain::assessment::{Disposition, Verdict};
use crate::domain::fact::{Draft, Stance, Status, samples};
use crate::domain::identity::Uid;
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::{PERCENT, Quantity};
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::when::{Expression, When};

/// A fact to compare, with the day on which its report came out.
#[derive(Clone, Debug)]
struct Said {
    draft: Draft,
    published: &'static str,
    disposition: Option<Disposition>,
}

/// A statement in a report of a day about Aleppo at a time (EDTF; empty for none).
fn said(published: &'static str, when: &str) -> Said {
    let mut draft = Draft::new(&format!("report-{published}"), "it", "aleppo");
    draft.when = (!when.is_empty()).then(|| When::new(when.parse::<Expression>().unwrap(), ""));
    Said { draft, published, disposition: None }
}

impl Said {
    fn figures(mut self, low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Self {
        let number = |n: Option<u32>| n.map(Into::into);
        let old = self.draft.quantity.take().unwrap_or_default();
        let [low, best, high] = [low, best, high].map(number);
        self.draft.quantity = Some(Quantity { low, best, high, ..old });
        self
    }

    fn exactly(self, best: u32) -> Self {
        self.figures(None, Some(best), None)
    }

    fn vague(mut self, words: &str) -> Self {
        let as_stated = words.to_owned();
        self.draft.quantity =
            Some(Quantity { as_stated, approximate: true, ..Quantity::default() });
        self
    }

    fn of(mut self, whole: u32) -> Self {
        let old = self.draft.quantity.take().unwrap_or_default();
        self.draft.quantity = Some(Quantity { out_of: Some(whole.into()), ..old });
        self
    }

    fn percent(mut self, best: u32) -> Self {
        let unit = PERCENT.to_owned();
        let best = Some(best.into());
        self.draft.quantity = Some(Quantity { best, unit, ..Quantity::default() });
        self
    }

    fn by(mut self, claimant: &str) -> Self {
        self.draft.claimants = vec![claimant.to_owned()];
        self
    }

    fn scope(mut self, scope: &str) -> Self {
        self.draft.scope = Some(scope.to_owned());
        self
    }

    fn thread(mut self, thread: &str) -> Self {
        self.draft.thread = Some(thread.to_owned());
        self
    }

    fn status(mut self, status: Status) -> Self {
        self.draft.status = Some(status);
        self
    }

    fn stance(mut self, stance: Stance) -> Self {
        self.draft.stance = stance;
        self
    }

    fn at(mut self, place: &str) -> Self {
        self.draft.place = place.to_owned();
        self
    }

    fn in_report(mut self, report: &str) -> Self {
        self.draft.report = report.to_owned();
        self
    }

    fn origin(mut self, origin: &str) -> Self {
        self.draft.origin = Some(origin.to_owned());
        self
    }

    fn judged(mut self, disposition: Disposition) -> Self {
        self.disposition = Some(disposition);
        self
    }

    fn statement(&self, nature: Nature, interner: &mut Interner) -> Statement {
        let draft = self.draft.clone();
        let report = samples::report_of(&draft.report, self.published);
        let unit = draft.quantity.as_ref().and_then(|quantity| {
            super::series::part_or_rate(quantity, &quantity.unit)
                .or_else(|| (!quantity.unit.is_empty()).then(|| quantity.unit.clone()))
        });
        let verdict = Verdict { disposition: self.disposition, ..Verdict::default() };
        let recorded = RecordedFact { verdict, ..samples::recorded(draft) };
        let unit = unit.map(|unit| Name::from(unit.as_str()));
        Statement::of(&recorded, Some(nature), unit, Some(&report), interner)
    }
}

/// An indicator of counts with that nature.
fn indicator(nature: Nature, measures: Measure) -> Indicator {
    samples::indicator_of("it", measures, nature)
}

/// Aleppo in Syria.
fn places() -> Selection {
    let place = |key: &str, kind, parent: Option<&str>| {
        Place::new(key, key, kind, parent.map(str::to_owned))
    };
    let rows =
        [place("syria", PlaceKind::Country, None), place("aleppo", PlaceKind::City, Some("syria"))];
    let places = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
    Selection { places, ..Selection::default() }
}

/// Compares statements about an indicator of that nature, and gives the groups to a check.
fn compared<T>(
    nature: Nature,
    measures: Measure,
    all: &[Said],
    check: impl FnOnce(&[Comparison<'_>]) -> T,
) -> T {
    let mut interner = Interner::default();
    let statements: Vec<Statement> =
        all.iter().map(|one| one.statement(nature, &mut interner)).collect();
    let (rows, republished) = (places(), Republished::default());
    let borrowed: Vec<&Statement> = statements.iter().collect();
    let row = indicator(nature, measures);
    let mut groups = Vec::new();
    each_group_with_others(&borrowed, &[], Some(&row), &rows, |group| {
        groups.push(group.compare(&rows, &republished));
    });
    groups.sort_by_key(|group| std::cmp::Reverse(group.is_contradicted));
    check(&groups)
}

/// How the first of two statements relates to the second; `None` if no group has both.
fn relation(nature: Nature, one: &Said, two: &Said) -> Option<Relation> {
    let uid = |said: &Said| said.draft.uid(Uid([0; 16]));
    compared(nature, Measure::Count, &[one.clone(), two.clone()], |groups| {
        let voices = groups.iter().flat_map(|group| &group.voices);
        let mut voices = voices.filter(|voice| voice.statement.uid == uid(one));
        voices.find_map(|voice| voice.related).map(|(related, _)| related.relation)
    })
}
