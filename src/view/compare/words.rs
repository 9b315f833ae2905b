//! The words of a comparison.

use super::labels;
use super::named::{each_once, first_of};
use crate::domain::compare::Statement;
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::meeting::{Apart, Part};
use crate::domain::compare::relate::{Related, Relation, Why};
use crate::domain::compare::standing_figure::Stands;
use crate::domain::fact::Stance;
use crate::domain::indicator::Nature;
use crate::domain::number::Number;
use crate::domain::selection::Selection;
use crate::domain::when::Day;
use crate::text::counts::counted;
use crate::view::wording;

/// Indicator, scope, place and days of a group: `People trapped, civilians · Eastern Aleppo · 20-24 Oct 2016`.
pub(super) fn title(group: &Comparison<'_>, rows: &Selection) -> String {
    let label = rows.indicators.get(group.indicator).map_or(group.indicator, |row| &row.label);
    let scope = group.scope.map(|scope| format!(", {scope}")).unwrap_or_default();
    let voices = || group.voices.iter().filter(|voice| !voice.is_earlier);
    let days = voices().filter_map(|voice| voice.statement.sort_day());
    let last = voices().filter_map(|voice| voice.statement.last());
    let span = days
        .min()
        .zip(last.max())
        .map(|(first, last)| format!(" · {}", wording::span(first, last.max(first), None)));
    let place = wording::place(rows, group.place);
    format!("{label}{scope} · {place}{}", span.unwrap_or_default())
}

/// The current figure or status, and whether somebody contradicts it.
pub(super) fn stands(group: &Comparison<'_>, rows: &Selection) -> String {
    let words = what_stands(group, rows);
    let stands = !group.stands.voices.is_empty();
    if stands && group.is_disputed() { format!("{words}, disputed") } else { words }
}

/// The current figure or status. Statements about the future and denials are never current.
pub(in crate::view) fn what_stands(group: &Comparison<'_>, rows: &Selection) -> String {
    let standing: Vec<&Statement> =
        group.stands.voices.iter().map(|at| group.voices[*at].statement).collect();
    standing_words(&group.stands, &standing, group.scope, rows).unwrap_or_else(|| {
        let newest = group.voices.first().map(|voice| says(voice.statement, group.scope, rows));
        format!("nothing yet; {}", newest.unwrap_or_default())
    })
}

/// The current figure or status according to these statements: the figure, with the exact figures inside its bounds, or
/// else the status; `None` if there is neither. `scope` is that of the group.
pub(in crate::view) fn standing_words(
    stands: &Stands,
    standing: &[&Statement],
    scope: Option<&str>,
    rows: &Selection,
) -> Option<String> {
    let newest = standing.first()?;
    // If all statements of the current figure only allege it, the words say so.
    let is_alleged = standing.iter().all(|one| one.stance == Stance::Alleges);
    let alleged = wording::stance(newest.stance).filter(|_| is_alleged);
    let alleged = alleged.map(|word| format!(", {word}")).unwrap_or_default();
    Some(match &stands.figure {
        Some(figure) if figure.best.is_none() => {
            let is_inside = |best: Number| {
                figure.low.is_none_or(|low| low <= best)
                    && figure.high.is_none_or(|high| best <= high)
            };
            let is_exact = |one: &&&Statement| {
                one.quantity.as_ref().is_some_and(|q| q.best.is_some_and(is_inside))
            };
            let exact = standing.iter().filter(is_exact).map(|one| exactly(one, rows));
            let exact = first_of(exact);
            let inside = if exact.is_empty() { exact } else { format!(" ({exact})") };
            format!("{}{inside}{alleged}", wording::quantity(figure))
        }
        Some(figure) => wording::quantity(figure) + &alleged,
        None => match labels::of_some(standing, rows) {
            // What only some of them say is no word of all.
            Some(some) => format!("{} ({some})", says_of(newest, None, scope, rows)),
            None => says(newest, scope, rows),
        },
    })
}

/// The grades of the current figure or status, the newest first.
pub(super) fn grades(group: &Comparison<'_>) -> Vec<String> {
    let stands = group.stands.voices.iter().map(|at| group.voices[*at].statement.grade());
    each_once(stands.filter(|grade| !grade.is_empty()))
}

/// An exact figure and who states it: `275,000: Staffan de Mistura`.
fn exactly(one: &Statement, rows: &Selection) -> String {
    let figure = one.quantity.as_deref().map(wording::short_quantity).unwrap_or_default();
    format!("{figure}: {}", wording::who(rows, &one.claimants, &[]))
}

/// Sides that contradict each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// The days that the sides are about; empty if they are not known.
    pub days: String,
    /// A text for each side: what it says, and who says so.
    pub sides: Vec<String>,
}

/// The disputes of a group, each with its days and its sides: what each side says, and who says so.
pub(super) fn disputes(group: &Comparison<'_>, rows: &Selection) -> Vec<Dispute> {
    let side = |voices: &Vec<&Compared<'_>>| {
        let what = each_once(
            voices
                .iter()
                .map(|voice| says_against(voice.statement, group.scope, group.place, rows)),
        );
        let who = voices.iter().map(|voice| wording::who(rows, &voice.statement.claimants, &[]));
        format!("{} ({})", what.join(" / "), each_once(who).join("; "))
    };
    let dispute = |sides: &Vec<Vec<&Compared<'_>>>| {
        let days = days_of_dispute(sides);
        let days = days.map(|(first, last)| wording::span(first, last, None));
        Dispute { days: days.unwrap_or_default(), sides: sides.iter().map(side).collect() }
    };
    group.disputes().iter().map(dispute).collect()
}

/// The first and the last day that the sides of a dispute are about.
pub(in crate::view) fn days_of_dispute(sides: &[Vec<&Compared<'_>>]) -> Option<(Day, Day)> {
    let voices = || sides.iter().flatten().map(|voice| voice.statement);
    let first = voices().filter_map(Statement::sort_day).min()?;
    let last = voices().filter_map(Statement::last).max()?;
    Some((first, last.max(first)))
}

/// One side of a contradiction in few words: its different statements and their claimants, with a limit for
/// each.
pub(in crate::view) fn side_in_few(
    side: &[&Compared<'_>],
    group: &Comparison<'_>,
    rows: &Selection,
    (most_said, most_who): (usize, usize),
) -> String {
    let mut said: Vec<(String, Vec<&Statement>)> = Vec::new();
    for one in side.iter().map(|voice| voice.statement) {
        let words = says_against(one, group.scope, group.place, rows);
        match said.iter_mut().find(|(known, _)| *known == words) {
            Some((_, all)) => all.push(one),
            None => said.push((words, vec![one])),
        }
    }
    let who = |one: &&Statement| wording::who(rows, &one.claimants, &one.via);
    let each = said
        .iter()
        .map(|(words, all)| format!("{words}: {}", few(all.iter().map(who), most_who, ", ")));
    few(each, most_said, "; ")
}

/// The first few different words, joined; `…` replaces the others.
fn few(words: impl Iterator<Item = String>, most: usize, between: &str) -> String {
    let mut named: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        if named.contains(&word) {
            continue;
        }
        if named.len() == most {
            named.push("…".to_owned());
            break;
        }
        named.push(word);
    }
    named.join(between)
}

/// The words of a statement: its figure, its scope (unless it is that of the group), status and stance. A statement
/// with neither figure nor status says that a state exists, or that something happened.
pub(in crate::view) fn says(one: &Statement, of_group: Option<&str>, rows: &Selection) -> String {
    says_of(one, one.quantity.as_deref().map(wording::quantity), of_group, rows)
}

/// The words of a statement with this figure.
fn says_of(
    one: &Statement,
    figure: Option<String>,
    of_group: Option<&str>,
    rows: &Selection,
) -> String {
    let standing = Some(wording::standing_of(rows, &one.indicator, (one.status, one.stance)));
    let standing = standing.filter(|words| !words.is_empty());
    let goes_on = || one.stated_bounds().is_some_and(|bounds| bounds.end_latest.is_none());
    let plain = match (&figure, &standing, one.nature) {
        (None, None, Nature::State) if goes_on() => Some("continues".to_owned()),
        (None, None, Nature::State) => Some("held".to_owned()),
        (None, None, _) => Some("reported".to_owned()),
        _ => None,
    };
    let scope = one.scope.as_deref().filter(|scope| Some(*scope) != of_group).map(str::to_owned);
    let doubt = one.doubt.map(|doubt| doubt.as_str().to_owned());
    [figure, plain, scope, standing, doubt].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The words of a statement, with its place unless that is the group's: `9,000 people, Dadu`.
pub(in crate::view) fn says_at(
    one: &Statement,
    of_group: Option<&str>,
    place: &str,
    rows: &Selection,
) -> String {
    let says = says(one, of_group, rows);
    if *one.place == *place {
        return says;
    }
    format!("{says}, {}", wording::place(rows, &one.place))
}

/// The words of a statement that contradicts another one, with its place unless that is the group's. Without
/// a figure, they differ in their time, which is given: `ended 5 Sep 2022`.
pub(in crate::view) fn says_against(
    one: &Statement,
    of_group: Option<&str>,
    place: &str,
    rows: &Selection,
) -> String {
    let says = says_at(one, of_group, place, rows);
    let when = wording::when_stated(one, None).filter(|_| one.quantity.is_none());
    when.map_or_else(|| says.clone(), |when| format!("{says} {when}"))
}

/// The number of utterances behind something: `1 origin`, `1-2 origins`.
pub(in crate::view) fn origins(least: usize, most: usize) -> String {
    if least == most {
        counted(most, "origin", "origins")
    } else {
        format!("{least}-{most} origins")
    }
}

/// How old a figure is.
pub(in crate::view) fn age(days: i64) -> String {
    match days {
        ..0 => "of a later day".to_owned(),
        0 => "of today".to_owned(),
        1 => "1 day old".to_owned(),
        days => format!("{days} days old"),
    }
}

/// The reason for the relation between two statements. Between stock figures of different days, there may have been a
/// change.
pub(in crate::view) fn reason_between(
    related: Related,
    one: &Statement,
    other: &Statement,
) -> String {
    // Of an unattributed copy nobody knows the claimant.
    if related.why == Why::Updated && one.claimants.is_empty() {
        return "who said the same corrected it later".to_owned();
    }
    let days = one.last().zip(other.last()).map(|(a, b)| (a - b).num_days().abs());
    let is_level = one.nature == Nature::Stock && related.relation == Relation::Contradicts;
    match days.filter(|days| is_level && *days > 0) {
        Some(1) => format!("{}, 1 day apart", reason(related)),
        Some(days) => format!("{}, {days} days apart", reason(related)),
        None => reason(related),
    }
}

/// The reason of a relation.
fn reason(related: Related) -> String {
    let words = match related.why {
        Why::Figures if related.relation == Relation::Agrees => "same figure",
        Why::Status if related.relation == Relation::Agrees => "same status",
        Why::Beginning if related.relation == Relation::Agrees => "same beginning",
        Why::End | Why::Day if related.relation == Relation::Agrees => "same days",
        Why::Figures if related.relation == Relation::Contradicts => "no number satisfies both",
        Why::Figures => "figures",
        Why::NoneAgainstSome => "none against some",
        Why::Part(Part::Scope) => "part of the people or things",
        Why::Part(Part::Place) => "part of the place",
        Why::Part(Part::Period) => "part of the period",
        Why::Part(Part::Events) => "one of several events",
        Why::Whole(_) => "the other is a part of it",
        Why::PartOverWhole(Part::Scope) => "more than of all people or things",
        Why::PartOverWhole(Part::Place) => "more in the part of the place than in all of it",
        Why::PartOverWhole(Part::Period) => "more in the shorter period than in the longer one",
        Why::PartOverWhole(Part::Events) => "more in one of several events than in all of them",
        Why::Complement if related.relation == Relation::Contradicts => {
            "the parts are not the whole"
        }
        Why::Complement => "the other part",
        Why::Status => "status",
        Why::Beginning => "when it began",
        Why::End => "when it ended",
        Why::Day => "on which day",
        Why::Hours => "hours of the day",
        Why::Denial => "a denial",
        Why::Updated => "its claimant said otherwise later",
        Why::OneOrigin => "one origin, two figures",
        Why::OneClaimant => "the same claimant, later",
        Why::Apart(Apart::Place) => "other place",
        Why::Apart(Apart::Scope) => "other scope",
        Why::Apart(Apart::Unit) => "other unit",
        Why::Apart(Apart::Share) => "share against count",
        Why::Apart(Apart::Time) => "other time",
        Why::Apart(Apart::Thread) => "other thread",
        Why::Apart(Apart::Course) => "a plan, and what became of it",
        Why::Apart(Apart::OneReport) => "one report states both",
    };
    words.to_owned()
}
