//! Who disagrees: the groups with a contradiction, side against side.

use super::block::{Lead, Line, Material, Part};
use super::known::reports;
use super::weight::{self, Weighed};
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::relate::Relation;
use crate::text::counts::counted;
use crate::view::{compare, wording};
use chrono::Datelike;

/// The most sides of a contradiction that a line has.
const MOST_SIDES: usize = 2;

/// A line for each group with a contradiction.
pub(super) fn lines(material: &Material<'_>) -> Vec<Weighed> {
    let contradicted = material.groups.iter().filter(|group| group.is_contradicted);
    contradicted.map(|group| weighed(group, material)).collect()
}

fn weighed(group: &Comparison<'_>, material: &Material<'_>) -> Weighed {
    let against = || group.voices.iter().filter(|voice| !voice.contradicts.is_empty());
    let newest = against().filter_map(|voice| voice.statement.published).max();
    let points = weight::points(group, material.rows, newest, material.as_of);
    Weighed { line: line(group, material), points, newest }
}

fn line(group: &Comparison<'_>, material: &Material<'_>) -> Line {
    let sides = group.sides();
    let more = sides.len().saturating_sub(MOST_SIDES);
    let part = |(at, side): (usize, &Vec<&Compared<'_>>)| {
        let lead = if at == 0 { Lead::Says } else { Lead::Against };
        Part { lead, ..part(side, group, material) }
    };
    let parts = sides.iter().take(MOST_SIDES).enumerate().map(part).collect();
    let reason = sides.iter().flatten().find_map(|voice| {
        let (related, _) = voice.related?;
        (related.relation == Relation::Contradicts).then(|| compare::reason(related))
    });
    let more = (more > 0).then(|| counted(more, "further side", "further sides"));
    Line {
        indicator: group.indicator.to_owned(),
        place: group.place.to_owned(),
        label: label(group, material),
        parts,
        notes: reason.into_iter().chain(more).collect(),
        is_disputed: true,
        ..Line::default()
    }
}

/// Indicator, place and days: `People evacuated, 20-22 Oct`.
fn label(group: &Comparison<'_>, material: &Material<'_>) -> String {
    let Material { rows, place, as_of, .. } = *material;
    let label = rows.indicators.get(group.indicator).map_or(group.indicator, |row| &row.label);
    let against = || group.voices.iter().filter(|voice| !voice.contradicts.is_empty());
    let first = against().filter_map(|voice| voice.statement.sort_day()).min();
    let last = against().filter_map(|voice| voice.statement.last()).max();
    let days = first.zip(last);
    let days = days.map(|(first, last)| wording::span(first, last.max(first), Some(as_of.year())));
    let at = (group.place != place).then(|| wording::place(rows, group.place).to_owned());
    let parts = [Some(label.to_owned()), group.scope.map(str::to_owned), at, days];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One side: each thing that it says, and who says so.
fn part(side: &[&Compared<'_>], group: &Comparison<'_>, material: &Material<'_>) -> Part {
    let words = compare::side_in_few(side, group, material.rows);
    let statements = side.iter().map(|voice| voice.statement);
    Part { words, reports: reports(statements), ..Part::default() }
}
