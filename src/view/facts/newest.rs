//! The newest group of each series at a place, and what was put off there.

use crate::domain::compare::grouping::{Group, Standing};
use crate::domain::compare::standing_figure::tells_why_none;
use crate::domain::compare::{Statement, StatementKind};
use crate::view::compare::is_total;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The scope and the unit of a series.
type Series<'a> = (Option<&'a str>, Option<&'a str>);

/// The newest group of a series, with its current figure.
#[derive(Clone)]
pub(super) struct Newest<'a> {
    pub(super) group: Rc<Group<'a>>,
    pub(super) standing: Standing<'a>,
    /// Whether the current figure has the widest scope of the group.
    pub(super) is_widest: bool,
    pub(super) figures: usize,
    /// For each group that adds up a period, the newest statement of its current figure, with the group.
    pub(super) totals: Vec<(Rc<Group<'a>>, &'a Statement)>,
}

/// The newest groups of all series at a place.
#[derive(Default)]
pub(super) struct AtPlace<'a> {
    series: BTreeMap<Series<'a>, Newest<'a>>,
    /// What was put off, of the people or things of each scope.
    put_off: BTreeMap<Option<&'a str>, Newest<'a>>,
}

impl<'a> AtPlace<'a> {
    /// Adds the current figures of a group, one for each of its scopes.
    pub(super) fn add(&mut self, group: Group<'a>) {
        let group = Rc::new(group);
        let widest = group.standing();
        let scopes = group.own().map(|one| one.scope.as_deref());
        let others: BTreeSet<Option<&str>> =
            scopes.filter(|scope| *scope != widest.scope).collect();
        for scope in others {
            let of_scope = group.own().filter(|one| one.scope.as_deref() == scope);
            let figures = of_scope.filter(|one| one.quantity.is_some()).count();
            self.add_series(group.standing_of(scope), &group, figures, false);
        }
        let figures = group.own().filter(|one| one.quantity.is_some()).count();
        self.add_series(widest, &group, figures, true);
    }

    fn add_series(
        &mut self,
        standing: Standing<'a>,
        group: &Rc<Group<'a>>,
        figures: usize,
        is_widest: bool,
    ) {
        let Some(first) = standing.statements.first().copied() else { return };
        let key = (standing.scope, standing.unit);
        let is_figure = standing.is_figure();
        let totals = is_figure && is_total(first);
        let totals = totals.then(|| (Rc::clone(group), first)).into_iter().collect();
        let new = Newest { group: Rc::clone(group), totals, standing, figures, is_widest };
        if first.kind() == StatementKind::PutOff {
            let known = self.put_off.get(&key.0).map(|known| known.standing.age());
            if known < Some(new.standing.age()) {
                self.put_off.insert(key.0, new.clone());
            }
        }
        if !is_figure {
            return;
        }
        let Some(known) = self.series.get_mut(&key) else {
            self.series.insert(key, new);
            return;
        };
        let figures = known.figures + figures;
        let mut totals = std::mem::take(&mut known.totals);
        totals.extend(new.totals.iter().cloned());
        if new.standing.age() > known.standing.age() {
            *known = new;
        }
        (known.figures, known.totals) = (figures, totals);
    }

    /// The series that get a line. A part of the people or things gets none if its newest group is also that of a wider
    /// scope, since it is shown there. An absence gets none if something was reported later.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Newest<'a>> {
        let is_beside = |one: &Newest<'a>| {
            let mut widest = self.series.values().filter(|other| other.is_widest);
            !one.is_widest && widest.any(|other| Rc::ptr_eq(&other.group, &one.group))
        };
        let is_history = |one: &Newest<'a>| {
            one.none().is_some()
                && self.series.values().any(|other| {
                    let happened = other.first().kind() == StatementKind::Happened;
                    let is_same = other.standing.scope == one.standing.scope;
                    happened && is_same && other.standing.age() > one.standing.age()
                })
        };
        self.series.values().filter(move |one| !is_beside(one) && !is_history(one))
    }

    /// What was put off, if its series has no other current figure than a "none" that it explains.
    pub(super) fn put_off(&self) -> impl Iterator<Item = &Newest<'a>> {
        self.put_off.values().filter(|one| {
            let is_same = |series: &&Newest<'_>| series.standing.scope == one.standing.scope;
            let explains = |series: &Newest<'_>| {
                series.none().is_some_and(|none| tells_why_none(one.first(), none))
            };
            self.series.values().filter(is_same).all(explains)
        })
    }
}

impl<'a> Newest<'a> {
    /// The newest statement of the current figure.
    pub(super) fn first(&self) -> &'a Statement {
        self.standing.statements[0]
    }

    /// The same, if it says that there was none.
    fn none(&self) -> Option<&'a Statement> {
        let first = self.first();
        (first.kind() == StatementKind::Absent).then_some(first)
    }
}
