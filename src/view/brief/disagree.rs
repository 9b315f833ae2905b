//! Who disagrees: the groups with a contradiction, each with its sides.

use super::block::{Lead, Line, Material, Part};
use super::standing::reports;
use super::weight::{self, Weighed};
use crate::domain::compare::comparison::{Compared, Comparison};
use crate::domain::compare::relate::Relation;
use crate::text::counts::counted;
use crate::view::{compare, wording};
use chrono::Datelike;

/// How much of a contradiction a line shows.
#[derive(Clone, Copy)]
struct Most {
    sides: usize,
    /// At most this many statements of a side are listed, and at most this many claimants of each.
    said: (usize, usize),
}

/// If a page has room for it.
const MUCH: Most = Most { sides: 12, said: (6, 6) };
/// If a page has little room.
const LITTLE: Most = Most { sides: 2, said: (3, 2) };

/// A line for each dispute.
pub(super) fn lines(material: &Material<'_>) -> Vec<Weighed> {
    let contradicted =
        material.groups.iter().filter(|group| group.is_contradicted && !group.is_told_inside());
    contradicted.flat_map(|group| weighed(group, material)).collect()
}

/// The lines of a group with a contradiction: one for each dispute.
pub(super) fn weighed(group: &Comparison<'_>, material: &Material<'_>) -> Vec<Weighed> {
    group.disputes().iter().map(|sides| of_dispute(sides, group, material)).collect()
}

/// The sides of a dispute, each with its voices.
type Sides<'g, 'a> = [Vec<&'g Compared<'a>>];

fn of_dispute(sides: &Sides<'_, '_>, group: &Comparison<'_>, material: &Material<'_>) -> Weighed {
    let newest = sides.iter().flatten().filter_map(|voice| voice.statement.published).max();
    let points = weight::points(group, None, material, newest);
    let [line, short] = [MUCH, LITTLE].map(|most| line(sides, group, most, material));
    let short = Some(short).filter(|short| *short != line);
    Weighed { line, short, points, newest }
}

fn line(
    sides: &Sides<'_, '_>,
    group: &Comparison<'_>,
    most: Most,
    material: &Material<'_>,
) -> Line {
    let more = sides.len().saturating_sub(most.sides);
    let part = |(at, side): (usize, &Vec<&Compared<'_>>)| {
        let lead = if at == 0 { Lead::Says } else { Lead::Against };
        let words = compare::side_in_few(side, group, material.rows, most.said);
        let reports = reports(side.iter().map(|voice| voice.statement));
        Part { lead, words, reports, ..Part::default() }
    };
    let parts = sides.iter().take(most.sides).enumerate().map(part).collect();
    let reason = sides.iter().flatten().find_map(|voice| {
        let (related, with) = voice.related?;
        let (one, other) = (voice.statement, group.voices[with].statement);
        let is_against = related.relation == Relation::Contradicts;
        is_against.then(|| compare::reason_between(related, one, other))
    });
    let more = (more > 0).then(|| counted(more, "further side", "further sides"));
    Line {
        indicator: group.indicator.to_owned(),
        place: group.place.to_owned(),
        label: label(sides, group, material),
        parts,
        notes: reason.into_iter().chain(more).collect(),
        is_disputed: true,
        ..Line::default()
    }
}

/// Indicator, place and days: `People evacuated, 20-22 Oct`.
fn label(sides: &Sides<'_, '_>, group: &Comparison<'_>, material: &Material<'_>) -> String {
    let Material { rows, place, as_of, .. } = *material;
    let label = rows.indicators.get(group.indicator).map_or(group.indicator, |row| &row.label);
    let days = compare::days_of_dispute(sides);
    let days = days.map(|(first, last)| wording::span(first, last, Some(as_of.year())));
    let at = (group.place != place).then(|| wording::place(rows, group.place).to_owned());
    let parts = [Some(label.to_owned()), group.scope.map(str::to_owned), at, days];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
