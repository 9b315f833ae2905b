//! The lanes of a timeline: one for each indicator, unit and scope that must be distinguished. Lanes are in
//! days, not in columns of a page.

use super::figure::{Figure, Labels, words};
use super::grouped::{self, Grouped};
use super::mark::{Mark, has_mark, mark, touches, until_some};
use super::options::Span;
use crate::domain::assessment::Disposition;
use crate::domain::compare::ends::Ends;
use crate::domain::compare::happened::Happened;
use crate::domain::compare::{Interner, Name, Statement, StatementKind};
use crate::domain::indicator::{Measure, Nature};
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::view::both::both;
use crate::view::wording;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// In lanes with more marks than this, repeated values are not searched for.
const CROWDED: usize = 500;

/// The facts of one indicator in one unit over time; only those of one scope, if a single line would mix several.
/// Rejected facts are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// The key of the indicator.
    pub indicator: String,
    /// The label of the indicator.
    pub label: String,
    /// The unit, if it is not the indicator's own: figures of households of an indicator that
    /// counts people.
    pub unit: Option<Name>,
    /// The scope of all its facts; `None` if they have none, or several that share the lane.
    pub scope: Option<Name>,
    /// How many scopes share the lane, because there are too many for separate lanes; 0 if it is not shared.
    pub shared_by: usize,
    /// The nature of the indicator: what the time of a value means (a day, a period).
    pub nature: Nature,
    /// The marks; those with the most important values come first.
    pub marks: Vec<Mark>,
    /// The current figure, shown beside the lane.
    pub figure: Figure,
}

impl Lane {
    /// The label with its scope after it, and with the unit if that is not the indicator's own: `Aid delivery, food
    /// (trucks)`.
    #[must_use]
    pub fn title(&self) -> String {
        let scope = self.scope_words().map(|scope| format!(", {scope}")).unwrap_or_default();
        let unit = self.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        format!("{}{scope}{unit}", self.label)
    }

    /// Whom or what the lane is about: its scope, or how many scopes share it; `None` for all.
    #[must_use]
    pub fn scope_words(&self) -> Option<String> {
        let shared = (self.shared_by > 0).then(|| format!("{} other groups", self.shared_by));
        self.scope.as_ref().map(ToString::to_string).or(shared)
    }

    /// Whether the value of a mark is written. If several places have different values for the same days, no value is
    /// written except that of a place that contains all of them.
    #[must_use]
    pub fn can_tell(&self, mark: &Mark) -> bool {
        let days = |one: &Mark| one.certain.or(one.first.zip(one.last));
        let Some((first, last)) = days(mark) else { return false };
        let is_other = |other: &&Mark| {
            let meets = days(other).is_some_and(|days| days.0 <= last && first <= days.1);
            meets && other.kind == mark.kind && other.place != mark.place
        };
        !mark.is_of_part
            || self.marks.iter().filter(is_other).all(|other| other.value == mark.value)
    }
}

/// The lanes of the first `shown` statements, sorted by the first day of their indicator in the window, then
/// by nature. Lanes of one indicator are together, the one in the indicator's own unit and of all people or
/// things first. Figures are made on a second thread, while this one makes the marks and then does the `rest`.
pub(super) fn of<R>(
    selection: &Selection,
    (statements, grouped): (&[Statement], &Grouped),
    shown: usize,
    (labels, window): (&Labels<'_>, Span),
    mut interner: Interner,
    rest: impl FnOnce() -> R,
) -> (Vec<Lane>, R) {
    let happened = Happened::of(&statements[..shown], selection);
    let shares = shares(&statements[..shown]);
    let figures = || -> Vec<Figure> {
        let figure = |(_, share): &(&str, Share<'_>)| {
            let (of, scope) = (&share.statements, share.scope.as_deref());
            labels.figure((selection, &happened), of, scope, window.year())
        };
        shares.iter().map(figure).collect()
    };
    let marks = || -> (Vec<Vec<Mark>>, R) {
        let differs = |one: &Statement| {
            one.counts && grouped.is_contradicted(grouped::index(statements, one))
        };
        let drawing = Drawing { rows: selection, window, happened: &happened, differs: &differs };
        let marks =
            |(_, share): &(_, Share<'_>)| drawing.marks(share.statements.clone(), &mut interner);
        let all = shares.iter().map(marks).collect();
        drop(interner);
        (all, rest())
    };
    let ((marks, rest), figures) = both(grouped::is_shared(statements.len()), marks, figures);
    let mut lanes: Vec<(Day, Lane)> = Vec::new();
    let mut firsts: BTreeMap<&str, Day> = BTreeMap::new();
    for (((key, share), marks), figure) in shares.into_iter().zip(marks).zip(figures) {
        let starts =
            marks.iter().map(|mark| mark.first.map_or(window.first, |day| day.max(window.first)));
        let Some(day) = starts.min() else { continue };
        let first = firsts.entry(key).or_insert(day);
        *first = day.min(*first);
        lanes.push((day, lane(selection, (key, share), marks, figure)));
    }
    lanes.sort_by(|(_, a), (_, b)| {
        let order = |lane: &Lane| (firsts.get(&*lane.indicator).copied(), lane.nature);
        let named = |lane: &'_ Lane| {
            let series = (lane.unit.clone(), lane.shared_by > 0, lane.scope.clone());
            (lane.label.clone(), lane.indicator.clone(), series)
        };
        order(a).cmp(&order(b)).then_with(|| named(a).cmp(&named(b)))
    });
    (lanes.into_iter().map(|(_, lane)| lane).collect(), rest)
}

fn lane(
    selection: &Selection,
    (key, share): (&str, Share<'_>),
    marks: Vec<Mark>,
    figure: Figure,
) -> Lane {
    let label = selection.indicators.get(key).map_or(key, |row| row.label.as_str());
    Lane {
        indicator: key.to_owned(),
        label: label.to_owned(),
        unit: share.statements[0].unit.clone(),
        nature: share.statements[0].nature,
        figure,
        scope: share.scope,
        shared_by: share.shared_by,
        marks,
    }
}

/// The statements of each lane, with the key of their indicator.
fn shares(statements: &[Statement]) -> Vec<(&str, Share<'_>)> {
    let mut by_unit: BTreeMap<(&str, Option<&Name>), Vec<&Statement>> = BTreeMap::new();
    for statement in statements {
        let series = (&*statement.indicator, statement.unit.as_ref());
        by_unit.entry(series).or_default().push(statement);
    }
    join_without_unit(&mut by_unit);
    let of_unit =
        |((key, _), statements)| by_scope(statements).into_iter().map(move |share| (key, share));
    by_unit.into_iter().flat_map(of_unit).collect()
}

/// Moves statements that only give the status of a state to the figures of that state, if all these have one other
/// unit: 60 % without power, then "ended".
fn join_without_unit<'a>(by_unit: &mut BTreeMap<(&'a str, Option<&'a Name>), Vec<&'a Statement>>) {
    let is_bare = |one: &&Statement| one.nature == Nature::State && one.quantity.is_none();
    let bare = by_unit.iter().filter(|((_, unit), all)| unit.is_none() && all.iter().all(is_bare));
    let bare: Vec<&str> = bare.map(|((indicator, _), _)| *indicator).collect();
    for indicator in bare {
        let of_unit = by_unit.iter().filter(|((key, unit), _)| *key == indicator && unit.is_some());
        let greatest = of_unit.max_by_key(|(_, all)| all.len()).map(|(key, _)| *key);
        if let Some(greatest) = greatest {
            let moved = by_unit.remove(&(indicator, None)).unwrap_or_default();
            by_unit.entry(greatest).or_default().extend(moved);
        }
    }
}

/// At most this many scopes of one indicator and unit have separate lanes.
const MOST_SCOPES: usize = 4;

/// The statements of a lane.
struct Share<'a> {
    scope: Option<Name>,
    /// How many scopes share it; 0 if it has one scope, or several whose days do not overlap.
    shared_by: usize,
    statements: Vec<&'a Statement>,
}

/// The statements of each lane. Scopes whose days overlap get separate lanes, those with most facts if there are many:
/// a single line would mix their figures. Further scopes share the last lane. Statements about all people or things,
/// and scopes whose days do not overlap, share the first lane.
fn by_scope(statements: Vec<&Statement>) -> Vec<Share<'_>> {
    let mut days: BTreeMap<Option<&Name>, (usize, Day, Day)> = BTreeMap::new();
    for one in statements.iter().filter(|one| is_drawn(one)) {
        let day = one.when.is_none().then_some(one.published).flatten();
        let (first, last) = (one.first().or(day), one.last().or(day));
        let (first, last) = (first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX));
        let of_scope = days.entry(one.scope.as_ref()).or_insert((0, first, last));
        *of_scope = (of_scope.0 + 1, of_scope.1.min(first), of_scope.2.max(last));
    }
    let mut spans: Vec<(Day, Day)> =
        days.values().map(|(_, first, last)| (*first, *last)).collect();
    spans.sort_unstable();
    if !spans.windows(2).any(|two| two[1].0 <= two[0].1) {
        let scope = only_scope(&statements);
        return vec![Share { scope, shared_by: 0, statements }];
    }
    let mut scopes: Vec<(Reverse<usize>, &Name)> =
        (days.iter()).filter_map(|(scope, (many, ..))| Some((Reverse(*many), (*scope)?))).collect();
    scopes.sort_unstable();
    let most = if scopes.len() > MOST_SCOPES { MOST_SCOPES - 1 } else { MOST_SCOPES };
    let own: BTreeSet<Name> = scopes.iter().take(most).map(|(_, scope)| (*scope).clone()).collect();
    let further: BTreeSet<Name> = (statements.iter().filter_map(|one| one.scope.clone()))
        .filter(|scope| !own.contains(scope))
        .collect();
    // A scope without a mark has no separate lane.
    let is_shared = |scope: &Name| scopes.len() > MOST_SCOPES && further.contains(scope);
    let mut lanes: BTreeMap<(bool, Option<Name>), Vec<&Statement>> = BTreeMap::new();
    for one in statements {
        let scope = one.scope.as_ref();
        let is_shared = scope.is_some_and(is_shared);
        let scope = scope.filter(|scope| own.contains(*scope)).cloned();
        lanes.entry((is_shared, scope)).or_default().push(one);
    }
    let share = |((is_shared, scope), statements)| {
        let shared_by = if is_shared { further.len() } else { 0 };
        Share { scope, shared_by, statements }
    };
    lanes.into_iter().map(share).collect()
}

/// The scope of all these statements; `None` if they have none, or several.
fn only_scope(statements: &[&Statement]) -> Option<Name> {
    let first = statements.first()?.scope.as_ref()?;
    statements.iter().all(|one| one.scope.as_ref() == Some(first)).then(|| first.clone())
}

/// Whether a statement may have a mark.
fn is_drawn(one: &Statement) -> bool {
    one.doubt != Some(Disposition::Rejected) && has_mark(one)
}

/// What marks depend on besides their statements.
struct Drawing<'a> {
    rows: &'a Selection,
    window: Span,
    happened: &'a Happened<'a>,
    differs: &'a dyn Fn(&Statement) -> bool,
}

impl Drawing<'_> {
    /// The marks of statements inside the window.
    fn marks(&self, mut statements: Vec<&Statement>, interner: &mut Interner) -> Vec<Mark> {
        statements
            .sort_by_key(|statement| (statement.scope.is_some(), Reverse(statement.published)));
        let ends = Ends::of(&statements);
        let scopes = statements.iter().any(|statement| statement.scope != statements[0].scope);
        let (around, are_several) = self.around(&statements);
        // Reserved memory costs nothing until it is used; a list that grows leaves its former copies behind.
        let mut marks = Vec::with_capacity(statements.len());
        marks.extend(statements.iter().filter(|one| is_drawn(one)).filter_map(|statement| {
            let mark = mark(statement, &ends)?;
            let last = mark.last.or_else(|| until_some(statement, self.happened));
            let mark = Some(Mark { last, ..mark }).filter(|mark| touches(mark, self.window))?;
            let name = || interner.text(wording::place(self.rows, &statement.place));
            let place = are_several.then(name);
            let is_of_part = !around.contains(&*statement.place);
            let value = interner.text(&value(statement, scopes));
            let length = self.length(statement).map(|length| interner.text(&length));
            let length = length.unwrap_or_default();
            let differs = (self.differs)(statement);
            Some((&*statement.place, Mark { value, length, place, is_of_part, differs, ..mark }))
        }));
        without_repeats(marks)
    }

    /// The length of a state according to a statement, with its unit.
    fn length(&self, statement: &Statement) -> Option<String> {
        let row = self.rows.indicators.get(&*statement.indicator)?;
        let quantity =
            statement.quantity.as_deref().filter(|_| row.measures == Measure::Duration)?;
        Some(wording::quantity(quantity) + words::doubt(statement))
    }

    /// The keys of the places that contain all places of the statements, so that a state there applies to the whole
    /// lane; and whether there are several places.
    fn around<'s>(&'s self, statements: &[&'s Statement]) -> (BTreeSet<&'s str>, bool) {
        let mut places: Vec<&str> =
            statements.iter().filter(|one| is_drawn(one)).map(|one| &*one.place).collect();
        places.sort_unstable();
        places.dedup();
        let path = |place: &'s str| -> BTreeSet<&'s str> {
            let above = self.rows.path(place).map(|place| place.key.as_str());
            above.chain([place]).collect()
        };
        let are_several = places.len() > 1;
        let mut places = places.into_iter();
        let first = places.next().map(path).unwrap_or_default();
        let both =
            |around: BTreeSet<&'s str>, place| around.intersection(&path(place)).copied().collect();
        (places.fold(first, both), are_several)
    }
}

/// Leaves out a value for one day if the same value of the same place covers a period with that day. Crowded lanes are
/// not changed, since nobody could see the difference.
fn without_repeats(marks: Vec<(&str, Mark)>) -> Vec<Mark> {
    if marks.len() > CROWDED {
        return marks.into_iter().map(|(_, mark)| mark).collect();
    }
    let lasting: Vec<(&str, Name, (Day, Day))> = marks
        .iter()
        .filter(|(_, mark)| mark.kind == StatementKind::Level)
        .filter_map(|(place, mark)| {
            let days = mark.certain.filter(|days| days.0 < days.1)?;
            Some((*place, mark.value.clone(), days))
        })
        .collect();
    let repeats = |at: &str, mark: &Mark| {
        let day = mark.certain.filter(|days| mark.kind == StatementKind::Level && days.0 == days.1);
        day.is_some_and(|(day, _)| {
            lasting.iter().any(|(place, value, days)| {
                *place == at && *value == mark.value && (days.0..=days.1).contains(&day)
            })
        })
    };
    marks.into_iter().filter(|(at, mark)| !repeats(at, mark)).map(|(_, mark)| mark).collect()
}

/// The value in short form. It names the scope if the lane has several scopes, and says if the fact
/// is disputed.
fn value(statement: &Statement, scopes: bool) -> String {
    let Some(quantity) = &statement.quantity else { return String::new() };
    let short = wording::short_quantity(quantity) + words::doubt(statement);
    match statement.scope.as_ref().filter(|_| scopes) {
        Some(scope) => format!("{short} {scope}"),
        None => short,
    }
}
