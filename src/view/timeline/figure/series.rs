//! The current figure of each series at the places that a lane may show, collected group by group.

use super::at_place::{AtPlace, MOST_PLACES};
use super::parts::Figure;
use super::step::Step;
use super::sum::Sum;
use super::worded::{gone, of_figures, of_process};
use super::words::About;
use crate::domain::compare::Statement;
use crate::domain::compare::grouping::Group;
use crate::domain::compare::happened::Happened;
use crate::domain::compare::standing_figure::tells_why_none;
use crate::domain::indicator::Nature;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::sum::Adder;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The unit and the scope of a series.
type Series<'s> = (Option<&'s str>, Option<&'s str>);

/// The current figure for each indicator and series.
pub(in super::super) struct Labels<'s> {
    /// The key of the timeline's place.
    place: &'s str,
    adder: Adder<'s>,
    /// Whether there are more facts than those that are shown.
    is_part: bool,
    indicators: BTreeMap<&'s str, BTreeMap<Series<'s>, Places<'s>>>,
    /// The place whose groups are being added, with its indicator.
    at: (&'s str, &'s str),
    now: BTreeMap<Series<'s>, AtPlace<'s>>,
}

/// The places of a series that a lane may show.
#[derive(Clone, Default)]
struct Places<'s> {
    own: Option<AtPlace<'s>>,
    /// The places with the greatest figures (of a process, those with the newest), one more than are shown.
    others: Vec<AtPlace<'s>>,
}

impl<'s> Places<'s> {
    fn add(&mut self, new: AtPlace<'s>, is_own: bool) {
        if is_own {
            match &mut self.own {
                Some(own) => own.and(new),
                None => self.own = Some(new),
            }
            return;
        }
        match self.others.iter_mut().find(|known| known.place == new.place) {
            Some(known) => known.and(new),
            None => self.others.push(new),
        }
        self.others.sort_by_key(|one| Reverse(one.rank()));
        self.others.truncate(MOST_PLACES + 1);
    }
}

impl<'s> Labels<'s> {
    /// Empty labels for a timeline of a place. `is_part` means that there are more facts than those that are shown.
    pub(in super::super) fn of(place: &'s str, adder: Adder<'s>, is_part: bool) -> Self {
        let (indicators, now) = (BTreeMap::new(), BTreeMap::new());
        Self { place, adder, is_part, indicators, at: ("", ""), now }
    }

    /// Adds the current figure of a group. All groups of one indicator at one place must be added one after another.
    pub(in super::super) fn add(&mut self, group: &Group<'s>) {
        let Some(newest) = group.own().next() else { return };
        let at = (&*newest.indicator, group.place());
        if at != self.at {
            self.finish();
            self.at = at;
        }
        let scopes: BTreeSet<Option<&str>> = group.own().map(|one| one.scope.as_deref()).collect();
        for scope in scopes {
            let standing = group.standing_of(scope);
            if standing.statements.is_empty() {
                if let Some(one) = group.own().find(|one| one.scope.as_deref() == scope) {
                    self.at((one.unit.as_deref(), scope)).add_ahead(Step::one(one));
                }
                continue;
            }
            let units = standing.statements.iter().map(|one| one.unit.as_deref());
            let units: BTreeSet<Option<&str>> = units.chain([standing.unit]).collect();
            let step = Step::standing(standing, group);
            // A status that is not current in a separate unit is shown with the statements against it.
            let mut known = units.clone();
            let is_new = |one: &&'s Statement| {
                one.scope.as_deref() == scope && known.insert(one.unit.as_deref())
            };
            for one in group.own().filter(is_new) {
                self.at((one.unit.as_deref(), scope)).add_ahead(Step::against(one, group));
            }
            for unit in units {
                self.at((unit, scope)).add(step.clone());
            }
        }
    }

    fn at(&mut self, series: Series<'s>) -> &mut AtPlace<'s> {
        let place = self.at.1;
        self.now.entry(series).or_insert_with(|| AtPlace::at(place))
    }

    /// Adds the labels of other indicators, and ends both.
    pub(in super::super) fn join(&mut self, mut others: Self) {
        self.finish();
        others.finish();
        self.indicators.append(&mut others.indicators);
    }

    /// Ends the groups of a place.
    fn finish(&mut self) {
        let (indicator, place) = self.at;
        for (series, new) in std::mem::take(&mut self.now) {
            let places = self.indicators.entry(indicator).or_default().entry(series).or_default();
            places.add(new, place == self.place);
        }
    }

    /// The last day of the current figures of series that also have something up to a day; that day if none is later.
    /// The current figure must be visible in its lane.
    pub(in super::super) fn last_day(&self, day: Day) -> Day {
        let places = self.indicators.values().flat_map(BTreeMap::values);
        let all = places.flat_map(|places| places.own.iter().chain(&places.others));
        all.filter_map(|at| at.last_after(day)).fold(day, Day::max)
    }

    /// The figure of a lane with these facts: of one unit and one or several scopes. Many events are added up. Dates
    /// leave out the year if it is `year`.
    pub(in super::super) fn figure(
        &self,
        (rows, happened): (&Selection, &Happened<'_>),
        statements: &[&Statement],
        scope: Option<&str>,
        year: Option<i32>,
    ) -> Figure {
        let Some(first) = statements.first() else { return Figure::default() };
        let scopes: BTreeSet<Option<&str>> =
            statements.iter().map(|one| one.scope.as_deref()).collect();
        let mut places = Places::default();
        let of_indicator = self.indicators.get(&*first.indicator).into_iter().flatten();
        for ((unit, scope), found) in of_indicator {
            if *unit != first.unit.as_deref() || !scopes.contains(scope) {
                continue;
            }
            found.own.iter().for_each(|one| places.add(one.clone(), true));
            found.others.iter().for_each(|one| places.add(one.clone(), false));
        }
        let about = About { rows, happened, place: self.place, scope, year };
        let put_off = places.put_off();
        let (all, has_more) = places.shown();
        if let Some(sum) = Sum::of(statements, self.adder, (self.is_part, about)) {
            return sum.figure(&all);
        }
        if all.is_empty() {
            let counts = statements.iter().any(|one| one.counts);
            return if counts { Figure::default() } else { gone(statements) };
        }
        match first.nature {
            Nature::Stock | Nature::Flow => of_figures(&all, has_more, about),
            Nature::Event | Nature::State => of_process(&all, put_off.as_ref(), has_more, about),
        }
    }
}

impl<'s> Places<'s> {
    /// What was postponed at the timeline's own place, or inside it, if this explains why there was none.
    fn put_off(&self) -> Option<Step<'s>> {
        let own = self.own.as_ref()?;
        let none = own.main()?.newest();
        let inside = self.others.iter().filter_map(AtPlace::main).chain(own.put_off());
        let why = inside.filter(|step| tells_why_none(step.newest(), none));
        why.max_by_key(|step| step.order()).cloned()
    }

    /// The places that are shown, and whether there are more: the timeline's own, unless it has only plans and others
    /// have more; and also the inner place with the greatest figure, if that figure is greater.
    fn shown(self) -> (Vec<AtPlace<'s>>, bool) {
        match self.own {
            Some(own) if own.stands() || !self.others.iter().any(AtPlace::stands) => {
                let is_greater = |other: &AtPlace<'_>| other.stands() && other.size() > own.size();
                let mut greater: Vec<AtPlace<'_>> =
                    self.others.into_iter().filter(|other| is_greater(other)).collect();
                let has_more = greater.len() >= MOST_PLACES;
                greater.truncate(MOST_PLACES - 1);
                // "None" for the place itself says less than a figure for a part of it.
                let is_none = own.size().is_some_and(|size| size.get() <= 0.0);
                let at = if is_none { greater.len() } else { 0 };
                greater.insert(at, own);
                (greater, has_more)
            }
            _ => {
                let has_more = self.others.len() > MOST_PLACES;
                let mut all = self.others;
                all.truncate(MOST_PLACES);
                (all, has_more)
            }
        }
    }
}
