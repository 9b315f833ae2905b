//! The block of what is known: for each series the current figure or status, and how certain it is.

use super::block::{Lead, Line, Material, Part};
use super::standing::{age, lasting, reports, standing, time};
use super::summed::{self, Summed};
use super::weight::{self, Weighed};
use crate::domain::assessment::{Disposition, grade};
use crate::domain::compare::comparison::Comparison;
use crate::domain::compare::scopes::{Nesting, nesting};
use crate::domain::compare::standing_figure::tells_why_none;
use crate::domain::compare::{Statement, StatementKind};
use crate::domain::fact::Stance;
use crate::domain::indicator::{Measure, Nature};
use crate::domain::quantity::Quantity;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::compare::{self, Label, is_total, total_beside};
use crate::view::gaps;
use crate::view::map::Said;
use crate::view::wording;
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// If one indicator has more lines than this, the others come after the lines of other indicators.
const FIRST_OF_INDICATOR: usize = 3;
/// A line names at most this many figures for parts.
const MOST_PORTIONS: usize = 4;

/// The current figure or status of a series (an indicator, in one unit, at a place), and the figures that are shown
/// beside it.
struct Series<'a> {
    /// The newest group that has a current figure or status.
    group: &'a Comparison<'a>,
    /// A total over more days than the newest figure, with its group.
    total: Option<(&'a Comparison<'a>, &'a Statement)>,
    /// The newest figure of each other scope, the newest first.
    portions: Vec<&'a Statement>,
}

impl<'a> Series<'a> {
    /// The series of groups of one indicator, unit and place, the newest first: one for each scope that is not a part
    /// of another one. Figures for parts of it are shown beside it.
    fn each(groups: &[&'a Comparison<'a>]) -> Vec<Self> {
        let scopes: BTreeSet<Option<&str>> = groups.iter().map(|group| group.scope).collect();
        let is_part = |scope: Option<&str>| {
            scopes.iter().any(|other| nesting(scope, *other) == Nesting::Within)
        };
        let mut all: Vec<Self> = scopes
            .iter()
            .filter(|scope| !is_part(**scope))
            .filter_map(|scope| Self::of(*scope, groups))
            .collect();
        let mut portions: Vec<&Statement> = Vec::new();
        for one in groups.iter().flat_map(|group| group.figures()) {
            let is_new = portions.iter().all(|known| known.scope != one.scope);
            if is_new && all.iter().all(|series| series.group.scope != one.scope.as_deref()) {
                portions.push(one);
            }
        }
        for one in portions {
            let is_around = |series: &Self| {
                nesting(one.scope.as_deref(), series.group.scope) == Nesting::Within
            };
            let around = all.iter().position(is_around);
            if let Some(series) = all.get_mut(around.unwrap_or(0)) {
                series.portions.push(one);
            }
        }
        all
    }

    fn of(scope: Option<&str>, groups: &[&'a Comparison<'a>]) -> Option<Self> {
        let same = || groups.iter().copied().filter(|group| group.scope == scope);
        let is_figure = |group: &&Comparison<'_>| {
            group.stands.figure.is_some()
                || group.stands.explains_none
                || standing(group).next().is_some_and(|one| one.nature == Nature::State)
        };
        let group = same().find(is_figure).or_else(|| same().next())?;
        let group = same().find(|other| explains(other, group)).unwrap_or(group);
        let firsts = || same().filter_map(|other| Some((other, standing(other).next()?)));
        let totals = firsts().map(|(_, first)| first).filter(|one| is_total(one));
        let total = standing(group).next().and_then(|newest| total_beside(newest, totals));
        let total = firsts().find(|(_, first)| total.is_some_and(|total| total.uid == first.uid));
        Some(Self { group, total, portions: Vec::new() })
    }

    /// The day of the newest figure, including those shown beside it.
    fn newest(&self) -> Option<Day> {
        let beside = self.portions.iter().filter_map(|one| one.last().or(one.published));
        beside.chain(self.group.stands.as_of).max()
    }

    /// Whether the newest statement is an absence, in any unit, and something happened later.
    fn is_over(&self, others: &[&Comparison<'_>]) -> bool {
        let is_none =
            |group: &Comparison<'_>| group.stands.figure.as_ref().is_some_and(Quantity::is_zero);
        let group = self.group;
        let is_same = |other: &&&Comparison<'_>| {
            (other.indicator, other.place) == (group.indicator, group.place)
                && (group.scope.is_none() || other.scope == group.scope)
        };
        group.unit.is_none()
            && is_none(group)
            && others
                .iter()
                .filter(is_same)
                .any(|other| !is_none(other) && other.stands.as_of > group.stands.as_of)
    }
}

/// Whether a group currently says that something was postponed, and so explains why another group says that there was
/// none.
fn explains(group: &Comparison<'_>, none: &Comparison<'_>) -> bool {
    let pair = standing(group).next().zip(standing(none).next());
    pair.is_some_and(|(put_off, none)| tells_why_none(put_off, none))
}

/// What is known: the current figure or status of each series, and the sums of many events.
pub(super) struct Known<'a> {
    series: Vec<Series<'a>>,
    summed: Vec<Summed<'a>>,
}

impl<'a> Known<'a> {
    /// The current figure or status of each series. An absence is left out if something happened
    /// later, or if something that was postponed explains it.
    pub(super) fn of(material: &Material<'a>) -> Self {
        let mut known = Self { series: Vec::new(), summed: summed::all(material) };
        let mut groups: BTreeMap<(&str, Option<&str>, &str), Vec<&'a Comparison<'a>>> =
            BTreeMap::new();
        // Figures that are added up also count as news after an absence.
        let mut counted: BTreeMap<&str, Vec<&'a Comparison<'a>>> = BTreeMap::new();
        for group in material.groups.iter().filter(|group| group.stands.is_known()) {
            let sum = known.summed.iter_mut().find(|sum| sum.has(group, material));
            if let Some(sum) = sum {
                sum.add(group);
                counted.entry(group.indicator).or_default().push(group);
            } else {
                let series = (group.indicator, group.unit, group.place);
                groups.entry(series).or_default().push(group);
            }
        }
        for of_series in groups.values_mut() {
            of_series.sort_by_cached_key(|group| Reverse(age(group)));
        }
        let mut groups = groups.into_iter().peekable();
        while let Some(((indicator, ..), first)) = groups.next() {
            // The units of one indicator, at all places.
            let mut all = Series::each(&first);
            while let Some((_, more)) = groups.next_if(|((other, ..), _)| *other == indicator) {
                all.append(&mut Series::each(&more));
            }
            let counted = counted.get(indicator).into_iter().flatten().copied();
            let others: Vec<_> = all.iter().map(|series| series.group).chain(counted).collect();
            let is_explained = |series: &Series<'_>| {
                others.iter().any(|other| {
                    let mut path = material.rows.path(other.place);
                    path.any(|place| place.key == series.group.place)
                        && explains(other, series.group)
                })
            };
            all.retain(|series| !series.is_over(&others) && !is_explained(series));
            known.series.append(&mut all);
        }
        known
    }

    /// What is known at the place of the page and at those inside it, for a map; the most important comes first.
    pub(super) fn at_places(&self, material: &Material<'_>) -> Vec<Said> {
        let inside = self.series.iter().filter(|series| material.is_inside(series.group.place));
        let stands = inside.map(|series| (points(series, material), said(series, material)));
        let sums = self.summed.iter().flat_map(|sum| sum.at_places(material));
        let mut all: Vec<(u32, Said)> = sums.chain(stands).collect();
        all.sort_by_key(|(points, _)| Reverse(*points));
        all.into_iter().map(|(_, said)| said).collect()
    }

    /// A line for each series and each sum, the most important first; further lines of the same indicator come last.
    pub(super) fn lines(&self, material: &Material<'_>) -> Vec<Weighed> {
        let series = self.series.iter().map(|series| weighed(series, material));
        let sums = self.summed.iter().map(|sum| sum.weighed(material));
        let mut lines: Vec<Weighed> = series.chain(sums).collect();
        lines.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut of_indicator: BTreeMap<String, usize> = BTreeMap::new();
        let (mut first, further): (Vec<Weighed>, Vec<Weighed>) =
            lines.into_iter().partition(|one| {
                let count = of_indicator.entry(one.line.indicator.clone()).or_default();
                *count += 1;
                *count <= FIRST_OF_INDICATOR
            });
        first.extend(further);
        first
    }
}

/// The current figure or status of a series, for a map.
fn said(series: &Series<'_>, material: &Material<'_>) -> Said {
    let group = series.group;
    let row = material.rows.indicators.get(group.indicator);
    let unit = group.unit.or(row.map(|row| row.unit.as_str())).unwrap_or_default();
    let label = row.map_or(group.indicator, |row| row.label.as_str());
    let words = compare::what_stands(group, material.rows);
    let first = standing(group).next().and_then(|one| one.scope.as_deref());
    let scope = first.filter(|_| standing(group).all(|one| one.scope.as_deref() == first));
    let of = scope.map(|scope| format!(", {scope}")).unwrap_or_default();
    Said {
        place: group.place.to_owned(),
        indicator: group.indicator.to_owned(),
        unit: unit.to_owned(),
        scope: scope.map(str::to_owned),
        words: format!("{label}{of}: {words}"),
        figure: group.stands.figure.clone(),
        amount: group.stands.figure.as_ref().map(wording::quantity).unwrap_or_default(),
        is_sum: false,
    }
}

fn points(series: &Series<'_>, material: &Material<'_>) -> u32 {
    let total = series.total.and_then(|(_, total)| total.quantity.as_deref());
    weight::points(series.group, total, material, series.newest())
}

fn weighed(series: &Series<'_>, material: &Material<'_>) -> Weighed {
    let newest = series.newest();
    Weighed { points: points(series, material), newest, ..Weighed::of(line(series, material)) }
}

fn line(series: &Series<'_>, material: &Material<'_>) -> Line {
    let Material { rows, place, as_of, .. } = *material;
    let group = series.group;
    let year = Some(as_of.year());
    let label = rows.indicators.get(group.indicator).map_or(group.indicator, |row| &row.label);
    let nature = standing(group).next().map(|one| one.nature);
    let is_stock = nature == Some(Nature::Stock);
    // The time is taken from the most precise of the current facts.
    let best = standing(group).min_by_key(|one| (one.vagueness(), Reverse(one.published), one.uid));
    let when = best.filter(|_| !is_stock).and_then(|one| time(group, one, material));
    let at = (group.place != place).then(|| wording::place(rows, group.place).to_owned());
    let words = [Some(what(group, when, material)), group.scope.map(str::to_owned), at];
    let words = words.into_iter().flatten().filter(|words| !words.is_empty());
    let words = words.collect::<Vec<_>>().join(", ");
    let mut parts = vec![Part { words, reports: reports(standing(group)), ..Part::default() }];
    parts.extend(beside(series, rows, year));
    Line {
        indicator: group.indicator.to_owned(),
        place: group.place.to_owned(),
        scope: group.scope.map(str::to_owned),
        unit: group.unit.map(str::to_owned),
        label: label.to_owned(),
        parts,
        notes: notes(group, is_stock, as_of),
        is_disputed: group.is_disputed(),
    }
}

/// The current figure or status, and its time: `few, 20-22 Oct`, but `none since 7 Jul` and `ended 22 Oct`. The stated
/// length of a state is a label, and comes after its status and days: `ended 22 Oct after 59 hours ("72 hours")`.
fn what(group: &Comparison<'_>, when: Option<String>, material: &Material<'_>) -> String {
    let row = material.rows.indicators.get(group.indicator);
    let is_length = row.is_some_and(|row| row.measures == Measure::Duration);
    let lasts =
        |one: &&Statement| one.nature == Nature::State && one.kind() != StatementKind::Absent;
    let newest = standing(group).next().filter(|one| is_length && lasts(one));
    let joined = |parts: Vec<Option<String>>, between: &str| {
        let parts = parts.into_iter().flatten().filter(|words| !words.is_empty());
        parts.collect::<Vec<_>>().join(between)
    };
    let Some(newest) = newest else {
        let is_figure = group.stands.figure.as_ref().is_some_and(|figure| !figure.is_zero());
        let stands = Some(compare::what_stands(group, material.rows));
        return joined(vec![stands, when], if is_figure { ", " } else { " " });
    };
    let all: Vec<&Statement> = standing(group).collect();
    let quoted = |one: &Statement| {
        one.quantity.as_deref().map(|length| format!("\"{}\"", wording::quantity(length)))
    };
    let label = Label::of_figures(&all, material.rows, quoted);
    let label = label.map(|(Label::All(words) | Label::Some(words))| format!("({words})"));
    let mut lasted = material.durations.iter().filter(|gap| {
        newest.kind() == StatementKind::Ended
            && (&*gap.indicator, &*gap.place) == (group.indicator, group.place)
    });
    let lasted = lasted.next().and_then(gaps::Line::lasted_words);
    let lasted = lasted.map(|hours| format!("after {hours}"));
    let status = Some(wording::standing(newest.status, newest.stance));
    joined(vec![status, when, lasted, label], " ")
}

/// The figures beside the current one: a total over more days, and the newest figure of each part of the
/// people or things, with its days if these differ.
fn beside(series: &Series<'_>, rows: &Selection, year: Option<i32>) -> Vec<Part> {
    let figure = |one: &Statement| {
        let number = one.quantity.as_deref().cloned();
        let words = wording::quantity(&Quantity { unit: String::new(), ..number? });
        Some(format!("{words}{}", alleged(one)))
    };
    let part = |words: String, said: &[&Statement]| Part {
        lead: Lead::Beside,
        words,
        reports: reports(said.iter().copied()),
        ..Part::default()
    };
    let total = series.total.map(|(group, total)| {
        let when = wording::when_stated(total, year).unwrap_or_default();
        let says = total.quantity.as_deref().map(wording::quantity).unwrap_or_default();
        let disputed = disputed(total, group, rows);
        part(format!("{says}{}, {when}{disputed}", alleged(total)), &[total])
    });
    let stands: Vec<&Statement> = standing(series.group).collect();
    let more = series.portions.len().saturating_sub(MOST_PORTIONS);
    let portions = &series.portions[..series.portions.len() - more];
    let mut words: Vec<String> = portions
        .iter()
        .map(|one| {
            let scope = one.scope.as_deref().unwrap_or("all");
            let when = compare::when_beside(one, &stands, year);
            let when = when.map(|when| format!(", {when}")).unwrap_or_default();
            format!("{scope}: {}{when}", figure(one).unwrap_or_default())
        })
        .collect();
    words.extend((more > 0).then(|| format!("{more} more")));
    let portions = (!portions.is_empty()).then(|| part(words.join("; "), portions));
    total.into_iter().chain(portions).collect()
}

/// `, disputed (Monitor: 90 people)` if another statement of the group contradicts it; otherwise empty.
fn disputed(one: &Statement, group: &Comparison<'_>, rows: &Selection) -> String {
    let own = group.voices.iter().find(|voice| voice.statement.uid == one.uid);
    let against = own.into_iter().flat_map(|voice| &voice.contradicts);
    let against = against.map(|at| {
        let other = group.voices[*at].statement;
        let who = wording::who(rows, &other.claimants, &[]);
        format!("{who}: {}", compare::says_against(other, group.scope, group.place, rows))
    });
    let against = compare::first_of(against);
    if against.is_empty() { against } else { format!(", disputed ({against})") }
}

/// `, allegation` for a figure that is only alleged; otherwise empty.
fn alleged(one: &Statement) -> String {
    let stance = wording::stance(one.stance).filter(|_| one.stance == Stance::Alleges);
    stance.map(|word| format!(", {word}")).unwrap_or_default()
}

/// How certain it is: its days, its age, its grades, its reports and origins.
fn notes(group: &Comparison<'_>, is_stock: bool, as_of: Day) -> Vec<String> {
    let year = Some(as_of.year());
    let days = || standing(group).filter_map(Statement::last);
    let held = days().min().zip(days().max()).filter(|_| is_stock);
    let held = held.map(|(first, last)| format!("as of {}", wording::span(first, last, year)));
    let age = group.stands.as_of.map(|day| (as_of - day).num_days()).filter(|days| *days > 0);
    let grades = standing(group).map(|one| (one.reliability, one.credibility));
    let worst = grades.fold((None, None), |worst, one| (worst.0.max(one.0), worst.1.max(one.1)));
    let graded = Some(grade(worst.0, worst.1)).filter(|grade| !grade.is_empty());
    let sources = format!(
        "{}, {}",
        counted(group.reports, "report", "reports"),
        compare::origins(group.origins.least, group.origins.most)
    );
    let graded = graded.map(|grade| format!("graded {grade}"));
    let is_doubted = standing(group).any(|one| one.doubt == Some(Disposition::Disputed));
    let doubted = is_doubted.then(|| "disputed by analysts".to_owned());
    let disputed = group.is_disputed().then(|| "disputed".to_owned()).or(doubted);
    let notes =
        [disputed, lasting(group, as_of), held, Some(sources), age.map(compare::age), graded];
    notes.into_iter().flatten().collect()
}
