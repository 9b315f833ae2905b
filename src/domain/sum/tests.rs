//! Tests of sums: each rule by an example, and the laws by random facts.

mod examples;
mod laws;
mod rows;
mod tolls;

use super::{Asked, Entry, Line, RowId, sums};
use crate::domain::assessment::{Disposition, Verdict};
use crate::domain::compare::origins::Republished;
use crate::domain::compare::{Interner, Name, Statement};
use crate::domain::fact::{Draft, Stance, Status, samples};
use crate::domain::group_counts::Dimension;
use crate::domain::identity::Uid;
use crate::domain::indicator::Nature;
use crate::domain::place::{Place, PlaceKind};
use crate::domain::quantity::Quantity;
use crate::domain::selection::{RecordedFact, Selection};
use crate::domain::source_row::data_set;
use crate::domain::when::{Expression, When, Window};

/// A fact to add, with the day on which its report came out.
#[derive(Clone)]
struct Told {
    draft: Draft,
    published: &'static str,
    disposition: Option<Disposition>,
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let one = &self.draft;
        let when = one.when.as_ref().map(|when| when.expression.to_string());
        let figures = one.quantity.as_ref().map(|one| (one.low, one.best, one.high));
        let names = (&one.report, &one.place, &one.claimants, &one.scope);
        let labels = (&one.thread, &one.source_row_id);
        write!(f, "{names:?} {labels:?} {when:?} {figures:?}")
    }
}

/// A statement in a report about Douma on a day or in a period (EDTF; empty for none), with one figure.
fn told(report: &str, when: &str, best: u32) -> Told {
    let mut draft = Draft::new(report, "it", "douma");
    draft.when = (!when.is_empty()).then(|| When::new(when.parse::<Expression>().unwrap(), ""));
    draft.quantity = Some(Quantity { best: Some(best.into()), ..Quantity::default() });
    Told { draft, published: "2018-04-30", disposition: None }
}

impl Told {
    fn figures(mut self, low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Self {
        let [low, best, high] = [low, best, high].map(|n| n.map(Into::into));
        self.draft.quantity = Some(Quantity { low, best, high, ..Quantity::default() });
        self
    }

    fn about(mut self) -> Self {
        let quantity = self.draft.quantity.take().unwrap_or_default();
        self.draft.quantity = Some(Quantity { approximate: true, ..quantity });
        self
    }

    fn without_figure(mut self) -> Self {
        self.draft.quantity = None;
        self
    }

    fn in_unit(mut self, unit: &str) -> Self {
        let quantity = self.draft.quantity.take().unwrap_or_default();
        self.draft.quantity = Some(Quantity { unit: unit.to_owned(), ..quantity });
        self
    }

    fn of(mut self, whole: u32) -> Self {
        let quantity = self.draft.quantity.take().unwrap_or_default();
        self.draft.quantity = Some(Quantity { out_of: Some(whole.into()), ..quantity });
        self
    }

    fn by(mut self, claimant: &str) -> Self {
        self.draft.claimants = vec![claimant.to_owned()];
        self
    }

    fn at(mut self, place: &str) -> Self {
        self.draft.place = place.to_owned();
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

    fn row(mut self, id: &str) -> Self {
        self.draft.source_row_id = Some(id.to_owned());
        self
    }

    fn stance(mut self, stance: Stance) -> Self {
        self.draft.stance = stance;
        self
    }

    fn status(mut self, status: Status) -> Self {
        self.draft.status = Some(status);
        self
    }

    fn published(self, published: &'static str) -> Self {
        Self { published, ..self }
    }

    fn judged(self, disposition: Disposition) -> Self {
        Self { disposition: Some(disposition), ..self }
    }

    fn uid(&self) -> Uid {
        self.draft.uid(Uid([0; 16]))
    }

    fn stated(&self, nature: Nature, interner: &mut Interner) -> (Statement, Option<RowId>) {
        let draft = self.draft.clone();
        let report = samples::report_of(&draft.report, self.published);
        let unit = draft.quantity.as_ref().map(|quantity| quantity.unit.as_str());
        let unit = unit.filter(|unit| !unit.is_empty()).map(Name::from);
        let row = draft.source_row_id.as_ref().map(|id| RowId {
            set: data_set(id).unwrap_or_default().into(),
            id: id.as_str().into(),
        });
        let verdict = Verdict { disposition: self.disposition, ..Verdict::default() };
        let recorded = RecordedFact { verdict, ..samples::recorded(draft) };
        (Statement::of(&recorded, Some(nature), unit, Some(&report), interner), row)
    }
}

/// Douma and Zamalka in Eastern Ghouta in Syria.
fn places() -> Selection {
    let place = |key: &str, kind, parent: Option<&str>| {
        Place::new(key, key, kind, parent.map(str::to_owned))
    };
    let rows = [
        place("syria", PlaceKind::Country, None),
        place("ghouta", PlaceKind::Area, Some("syria")),
        place("douma", PlaceKind::City, Some("ghouta")),
        place("zamalka", PlaceKind::City, Some("ghouta")),
    ];
    let places = rows.into_iter().map(|row| (row.key.clone(), row)).collect();
    Selection { places, ..Selection::default() }
}

/// Adds up statements about an indicator of that nature, and passes the lines to a check.
fn added<T>(
    nature: Nature,
    by: Option<Dimension>,
    window: Option<Window>,
    all: &[Told],
    check: impl FnOnce(&[Line]) -> T,
) -> T {
    let mut interner = Interner::default();
    let stated: Vec<(Statement, Option<RowId>)> = all
        .iter()
        .map(|one| one.stated(nature, &mut interner))
        .filter(|(statement, _)| statement.tells_what_happened())
        .collect();
    let entries: Vec<Entry<'_>> = stated
        .iter()
        .map(|(statement, row)| {
            let (unit, row) = (statement.unit.as_ref(), row.as_ref());
            Entry { statement, unit, row, group: 0 }
        })
        .collect();
    let (rows, republished) = (places(), Republished::default());
    let asked = Asked { rows: &rows, republished: &republished, window, by, by_group: true };
    check(&sums(&entries, asked))
}
