//! One figure of a chart: the days that a fact is about, and the numbers that it states.

use crate::domain::compare::ends::Ends;
use crate::domain::compare::voice::{Rules, Voice};
use crate::domain::compare::{Name, Statement, StatementKind};
use crate::domain::identity::Uid;
use crate::domain::number::Number;
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::timeline::{Mark, mark};
use crate::view::wording;

/// The figure of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Uid of the fact.
    pub fact: Uid,
    /// Key of its report.
    pub report: Name,
    /// The kind of statement, the days that it is about in the form that lanes have, and the value in short form.
    pub mark: Mark,
    /// The lower bound in the unit of the series; `None` if none is stated.
    pub low: Option<f64>,
    /// The figure itself; `None` if only bounds are stated.
    pub best: Option<f64>,
    /// The upper bound; `None` if none is stated.
    pub high: Option<f64>,
    /// Whether the report calls the figure approximate.
    pub is_approximate: bool,
    /// The figure in words, with what restricts it: `up to 300,000 people`, `5 strikes, denial`.
    pub words: String,
    /// Its time in words; empty if none is stated.
    pub when: String,
    /// Its claimants.
    pub who: String,
    /// The statements that contradict it; empty if there are none.
    pub against: String,
    /// The last day on which the report may have been published.
    pub published: Option<Day>,
}

/// Whether statements of a kind are about something that is not true, or not yet.
fn is_hollow(kind: StatementKind) -> bool {
    use StatementKind::{Denied, Ended, PutOff};
    kind.is_ahead() || matches!(kind, PutOff | Denied | Ended)
}

/// A figure in words; if it is not true, or not yet, with its status and stance.
fn words(quantity: &Quantity, statement: &Statement, kind: StatementKind) -> String {
    let standing = wording::standing(statement.status, statement.stance);
    let figure = wording::quantity(quantity);
    if is_hollow(kind) && !standing.is_empty() { format!("{figure}, {standing}") } else { figure }
}

impl Figure {
    /// The figure of a statement; `None` if it is undated or states no number.
    pub(super) fn of(
        statement: &Statement,
        rules: Rules,
        rows: &Selection,
        against: &str,
    ) -> Option<Self> {
        let quantity = statement.quantity.as_deref().filter(|one| !one.has_no_figure())?;
        let factor = Voice::of(statement, rules).factor;
        let scaled = |number: Option<Number>| number.map(|number| number.get() * factor);
        let value = wording::short_quantity(quantity);
        let mark = Mark {
            value: Name::from(value.as_str()),
            differs: !against.is_empty(),
            ..mark(statement, &Ends::default())?
        };
        let mark_kind = mark.kind;
        Some(Self {
            fact: statement.uid,
            report: statement.report.clone(),
            mark,
            low: scaled(quantity.low),
            best: scaled(quantity.best),
            high: scaled(quantity.high),
            is_approximate: quantity.approximate,
            words: words(quantity, statement, mark_kind),
            when: wording::when_stated(statement, None).unwrap_or_default(),
            who: wording::who(rows, &statement.claimants, &statement.via),
            against: against.to_owned(),
            published: statement.published,
        })
    }

    /// The greatest number that the bar has to show.
    #[must_use]
    pub fn greatest(&self) -> f64 {
        [self.low, self.best, self.high].into_iter().flatten().fold(0.0, f64::max)
    }

    /// The number at which its words are placed on a scale: the figure itself, or else the bound. Without a figure, it
    /// is the middle between two bounds; then only a bar from bound to bound may be drawn.
    #[must_use]
    pub fn middle(&self) -> f64 {
        match (self.low, self.best, self.high) {
            (_, Some(best), _) => best,
            (Some(low), None, Some(high)) => f64::midpoint(low, high),
            (low, None, high) => low.or(high).unwrap_or(0.0),
        }
    }

    /// Whether it is about something that is not true, or not yet: planned, forecast, demanded, postponed, denied, or
    /// ended.
    #[must_use]
    pub fn is_hollow(&self) -> bool {
        is_hollow(self.mark.kind)
    }

    /// The sort key of figures by time.
    pub(super) fn order(&self) -> impl Ord + use<> {
        let day = self.mark.certain.map(|days| days.0).or(self.mark.first).or(self.mark.last);
        (day, self.mark.last, self.published, self.fact)
    }
}
