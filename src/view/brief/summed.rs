//! What happened in many events: for each indicator whose figures must be added, the sum for the whole place, the sums
//! for its parts, and the newest event.

use super::block::{Lead, Line, Material, Part};
use super::standing::{age, reports, standing};
use super::weight::{self, Weighed};
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::{Name, Statement};
use crate::domain::quantity::Quantity;
use crate::domain::sum::{self, Tally};
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::map::Said;
use crate::view::sum::{
    Adder, Many, about, amount, days as sum_days, figure, in_events, is_in, unit,
};
use crate::view::{compare, wording};
use chrono::Datelike;
use foldhash::HashSet;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A line names at most this many places, and at most this many parts of the people or things.
const MOST_PARTS: usize = 4;

/// The sum of the events of an indicator: in one unit, for all people or things or for a part of them.
pub(super) struct Summed<'a> {
    indicator: &'a str,
    unit: Option<Name>,
    scope: Option<&'a str>,
    line: sum::Line,
    tally: Tally,
    /// The statements that were added up.
    said: Vec<&'a Statement>,
    /// The sum for each place, and for each part of the people or things; the greatest first.
    places: Vec<(&'a str, sum::Line)>,
    scopes: Vec<(&'a str, sum::Line)>,
    /// The newest of the groups of these events.
    newest: Option<&'a Comparison<'a>>,
    /// Whether somebody contradicts one of the groups of these events.
    is_contradicted: bool,
}

/// The sums for the place and those inside it, if there are many events.
pub(super) fn all<'a>(material: &Material<'a>) -> Vec<Summed<'a>> {
    let adder = Adder::of(material.facts, material.rows);
    let many = adder.many(material.facts, material.place).into_iter();
    many.map(|many| Summed::of(many, adder)).collect()
}

impl<'a> Summed<'a> {
    fn of(many: Many<'a>, adder: Adder<'_>) -> Self {
        let Many { indicator, scope, line, tally, said } = many;
        let places = parts(&said, adder, line.unit.as_ref(), self::place);
        let of_part = |one: &&&Statement| one.scope.as_deref() != scope;
        let in_parts: Vec<&'a Statement> = said.iter().filter(of_part).copied().collect();
        let scopes = parts(&in_parts, adder, line.unit.as_ref(), self::scope);
        let unit = line.unit.clone();
        let (newest, is_contradicted) = (None, false);
        Self { indicator, unit, scope, line, tally, said, places, scopes, newest, is_contradicted }
    }

    /// Whether the current figure of a group is one of the events. An absence of more than a week is not.
    pub(super) fn has(&self, group: &Comparison<'_>, material: &Material<'_>) -> bool {
        let figure = group.stands.figure.as_ref();
        let is_none = figure.is_some_and(Quantity::is_zero)
            && standing(group).any(Statement::lasts_longer_than_a_week);
        group.indicator == self.indicator
            && (group.unit == self.unit.as_deref() || figure.is_none())
            && is_in(group.scope, self.scope)
            && !is_none
            && material.is_inside(group.place)
    }

    /// Adds a group that has a current figure or status.
    pub(super) fn add(&mut self, group: &'a Comparison<'a>) {
        self.is_contradicted |= group.is_contradicted;
        if self.newest.is_none_or(|newest| age(newest) < age(group)) {
            self.newest = Some(group);
        }
    }

    /// The line of the sum.
    pub(super) fn weighed(&self, material: &Material<'_>) -> Weighed {
        let newest = self.line.period.map(|days| days.last);
        let points = self.points(material);
        Weighed { points, newest, ..Weighed::of(self.line(material)) }
    }

    fn points(&self, material: &Material<'_>) -> u32 {
        let newest = self.line.period.map(|days| days.last);
        let sum = figure(&self.tally.amount, "");
        let series = (self.indicator, self.unit.as_deref());
        weight::points_of_sum(
            series,
            &sum,
            material,
            (newest, self.is_disputed(), self.line.reports),
        )
    }

    /// Whether reports differ about what happened: in a figure that was added up, or in two that are counted as two
    /// events.
    fn is_disputed(&self) -> bool {
        self.is_contradicted || self.tally.contested > 0 || self.tally.exceeded > 0
    }

    fn line(&self, material: &Material<'_>) -> Line {
        let row = material.rows.indicators.get(self.indicator);
        let unit = unit(&self.line, row);
        let whole = amount(&self.tally.amount, unit);
        let place = self.line.place.as_deref().filter(|place| *place != material.place);
        let place = place.map(|place| wording::place(material.rows, place).to_owned());
        let scope = self.scope.map(str::to_owned);
        let says = [Some(whole.clone()), days(&self.line, material), scope, place];
        let says = says.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let mut parts = vec![Part {
            words: says,
            reports: reports(self.said.iter().copied()),
            ..Part::default()
        }];
        parts.extend(self.of_which(material));
        parts.extend(self.newest(&whole, material));
        Line {
            indicator: self.indicator.to_owned(),
            place: material.place.to_owned(),
            scope: self.scope.map(str::to_owned),
            unit: self.unit.as_deref().map(str::to_owned),
            label: row.map_or(self.indicator, |row| &row.label).to_owned(),
            parts,
            notes: self.notes(&whole, material.as_of),
            is_disputed: self.is_disputed(),
        }
    }

    /// How certain it is: its events, reports and origins, what a reader must know about the sum, and its age.
    fn notes(&self, whole: &str, as_of: Day) -> Vec<String> {
        let line = &self.line;
        let events = if self.tally.is_one_total() {
            "1 total".to_owned()
        } else {
            counted(self.tally.events, "event", "events")
        };
        let events = if events == whole { String::new() } else { format!("{events}, ") };
        let reports = counted(line.reports, "report", "reports");
        let origins = compare::origins(line.origins.least, line.origins.most);
        let age = line.period.map(|days| (as_of - days.last).num_days()).filter(|days| *days > 0);
        let notes = [
            self.is_disputed().then(|| "disputed".to_owned()),
            Some(format!("{events}{reports}, {origins}")),
            Some(about(line)),
            age.map(compare::age),
        ];
        notes.into_iter().flatten().filter(|note| !note.is_empty()).collect()
    }

    /// The shares of the sum at places, and for parts of the people or things.
    fn of_which(&self, material: &Material<'_>) -> Vec<Part> {
        let around: HashSet<&str> = self
            .places
            .iter()
            .flat_map(|(place, _)| material.rows.path(place).skip(1))
            .map(|around| around.key.as_str())
            .collect();
        let named = |place: &str| {
            let name = wording::place(material.rows, place);
            if around.contains(place) {
                format!("{name} (exact place not stated)")
            } else {
                name.to_owned()
            }
        };
        let by_place = self.part(&self.places, self::place, named, ("place", "places"));
        let by_scope = self.part(&self.scopes, self::scope, str::to_owned, ("part", "parts"));
        let by_place = by_place.filter(|_| self.places.len() > 1);
        by_place.into_iter().chain(by_scope).collect()
    }

    /// The greatest shares of the sum: `Aleppo town 5,098; Al Bab town 609; 596 more places`.
    fn part(
        &self,
        all: &[(&'a str, sum::Line)],
        key: fn(&Statement) -> &Name,
        named: impl Fn(&str) -> String,
        (one, several): (&str, &str),
    ) -> Option<Part> {
        let told = &all[..all.len().min(MOST_PARTS)];
        let mut words: Vec<String> = told
            .iter()
            .filter_map(|(key, line)| {
                Some(format!("{} {}", named(key), amount(&line.tally?.amount, "")))
            })
            .collect();
        let more = all.len() - told.len();
        words.extend(
            (more > 0).then(|| counted(more, &format!("more {one}"), &format!("more {several}"))),
        );
        let is_told =
            |statement: &&&Statement| told.iter().any(|(told, _)| **told == **key(statement));
        let said = self.said.iter().filter(is_told).copied();
        let part = Part {
            lead: Lead::OfWhich,
            words: words.join("; "),
            reports: reports(said),
            ..Part::default()
        };
        (!told.is_empty()).then_some(part)
    }

    /// The newest of the events, with the statements that contradict it: `3 people (SOHR: 5 people), 29 Dec, Al Bab
    /// town`.
    fn newest(&self, whole: &str, material: &Material<'_>) -> Option<Part> {
        let group = self.newest?;
        let year = Some(material.as_of.year());
        let best =
            standing(group).min_by_key(|one| (one.vagueness(), Reverse(one.published), one.uid))?;
        let scope = group.scope.filter(|scope| Some(*scope) != self.scope).map(str::to_owned);
        let at = (group.place != material.place)
            .then(|| wording::place(material.rows, group.place).to_owned());
        let when = wording::when_stated(best, year);
        let says =
            Some(compare::what_stands(group, material.rows)).filter(|says| *says != whole)?;
        let says = format!("{says}{}", against(group, material));
        let words =
            [Some(says), when, scope, at].into_iter().flatten().filter(|words| !words.is_empty());
        let words = words.collect::<Vec<_>>().join(", ");
        Some(Part {
            lead: Lead::Newest,
            words,
            reports: reports(standing(group)),
            ..Part::default()
        })
    }

    /// The sum of each place, for a map, with its weight.
    pub(super) fn at_places(&self, material: &Material<'_>) -> impl Iterator<Item = (u32, Said)> {
        let row = material.rows.indicators.get(self.indicator);
        let points = self.points(material);
        self.places.iter().filter_map(move |(place, line)| {
            let tally = line.tally?;
            let unit = unit(line, row);
            let measured = wording::measured(material.rows, self.indicator, self.scope);
            let days = sum_days(line, None).map(|days| format!(", {days}")).unwrap_or_default();
            let said = Said {
                place: (*place).to_owned(),
                indicator: self.indicator.to_owned(),
                unit: unit.to_owned(),
                scope: self.scope.map(str::to_owned),
                words: format!("{measured}: {}{days}", in_events(&tally, unit)),
                figure: Some(figure(&tally.amount, unit)),
                amount: amount(&tally.amount, unit),
                is_sum: true,
            };
            Some((points, said))
        })
    }
}

/// The statements that contradict the current figure of a group, in brackets; empty if there are none.
fn against(group: &Comparison<'_>, material: &Material<'_>) -> String {
    let standing = group.stands.voices.iter().flat_map(|at| &group.voices[*at].contradicts);
    let said = standing.map(|at| {
        let one = group.voices[*at].statement;
        let who = wording::who(material.rows, &one.claimants, &[]);
        format!("{who}: {}", compare::says_against(one, group.scope, group.place, material.rows))
    });
    let said = compare::first_of(said);
    if said.is_empty() { said } else { format!(" ({said})") }
}

/// The days of a line, in words; `None` if it has no known days.
fn days(line: &sum::Line, material: &Material<'_>) -> Option<String> {
    sum_days(line, Some(material.as_of.year()))
}

/// The share of a sum for each value of a property, in a unit; the greatest first.
fn parts<'a>(
    said: &[&'a Statement],
    adder: Adder<'_>,
    unit: Option<&Name>,
    key: fn(&Statement) -> &Name,
) -> Vec<(&'a str, sum::Line)> {
    let keys: BTreeSet<&'a str> = said.iter().map(|one| &**key(one)).collect();
    let keys: Vec<&'a str> = keys.into_iter().collect();
    let group = |one: &Statement| {
        let at = keys.binary_search(&&**key(one)).unwrap_or_default();
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    let lines = adder.each(said, group).into_iter();
    let mut all: Vec<(&'a str, sum::Line)> = lines
        .filter(|line| line.tally.is_some() && line.unit.as_ref() == unit)
        .map(|line| (keys[line.group as usize], line))
        .collect();
    let greatest = |line: &sum::Line| {
        let amount = line.tally.map(|tally| tally.amount);
        amount.map_or(0.0, |amount| amount.best.unwrap_or(amount.low))
    };
    all.sort_by(|a, b| greatest(&b.1).total_cmp(&greatest(&a.1)).then(a.0.cmp(b.0)));
    all
}

fn place(one: &Statement) -> &Name {
    &one.place
}

fn scope(one: &Statement) -> &Name {
    one.scope.as_ref().unwrap_or(&one.indicator)
}
