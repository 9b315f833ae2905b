//! The rows that one changeset recorded, a line for each.

use super::super::grid::{Cell, Column, Grid};
use super::super::wording;
use super::or_none;
use crate::domain::changeset::{RowRecord, WithdrawnUid};
use crate::domain::fact::Draft;
use crate::domain::identity::Uid;

/// The rows of a changeset, with a title.
#[must_use]
pub fn changes(title: String, rows: &[RowRecord]) -> Grid {
    let mut grid = Grid::new(vec![
        Column::new("kind", "kind").keep(),
        Column::new("row", "row").keep(),
        Column::new("says", "says"),
    ]);
    grid.title = Some(title);
    grid.rows = rows.iter().map(cells).collect();
    or_none(grid, "no rows that may be shown")
}

fn cells(row: &RowRecord) -> Vec<Cell> {
    let (kind, name, says) = parts(row);
    vec![Cell::text(kind), name, Cell::text(says)]
}

/// A row in a few words: `358a04e7 corridors · aleppo · 8 corridors`.
#[must_use]
pub fn short(row: &RowRecord) -> String {
    let (_, name, says) = parts(row);
    let name = match name {
        Cell::Id(uid) => uid.short(),
        Cell::Text(name) => name,
        _ => String::new(),
    };
    if says.is_empty() { name } else { format!("{name} {says}") }
}

/// The kind of a row, its name, and its content.
fn parts(row: &RowRecord) -> (&'static str, Cell, String) {
    let id = |uid: Uid| Cell::Id(uid);
    match row {
        RowRecord::Version(row) => {
            (row.kind.as_str(), Cell::text(&row.key), name_in(&row.content).unwrap_or_default())
        }
        RowRecord::Report(row) => ("report", Cell::text(&row.report.key), row.report.title.clone()),
        RowRecord::ReportVersion(row) => {
            let report = &row.report;
            let (date, why) = (report.published_shown(), &row.reason);
            let says = format!("{} · {} · {date}: {why}", report.title, report.publisher);
            ("report edit", Cell::text(&report.key), says)
        }
        RowRecord::Fact(row) => ("fact", id(row.uid), fact(&row.fact)),
        RowRecord::Retraction(row) => {
            let of = match row.about {
                WithdrawnUid::Fact(uid) => format!("fact {}", uid.short()),
                WithdrawnUid::Report(uid) => format!("report {}", uid.short()),
            };
            ("retraction", id(row.uid), format!("{of}: {}", row.reason))
        }
        RowRecord::Reinstatement(row) => {
            let says = format!("retraction {}: {}", row.retraction.short(), row.reason);
            ("reinstatement", id(row.uid), says)
        }
        RowRecord::Assessment(row) => {
            let said = wording::assessment(&row.assessment);
            ("assessment", id(row.uid), format!("fact {}: {said}", row.fact.short()))
        }
        RowRecord::Undo(row) => {
            ("undo", id(row.uid), format!("changeset {}: {}", row.undone.short(), row.reason))
        }
        RowRecord::Redo(row) => {
            ("redo", id(row.uid), format!("undo {}: {}", row.undo.short(), row.reason))
        }
        RowRecord::Elsewhere(hash) => {
            let says = "recorded by another changeset, too".to_owned();
            ("row", id(Uid::of_digest(*hash)), says)
        }
    }
}

/// The indicator, the place, and the statement of a fact, in a few words.
fn fact(fact: &Draft) -> String {
    let mut parts = vec![fact.indicator.clone()];
    parts.extend(fact.scope.clone());
    parts.push(fact.place.clone());
    parts.extend(fact.quantity.as_ref().map(wording::quantity));
    parts.extend(fact.status.map(|status| status.to_string()));
    parts.extend(wording::when_of(fact, None));
    let words = parts.join(" · ");
    match &fact.replaces {
        Some(correction) => {
            format!("{words}; corrects {}: {}", correction.fact.short(), correction.reason)
        }
        None => words,
    }
}

/// The name (for an indicator, the label) in the content of a version; `None` if it has none.
fn name_in(content: &str) -> Option<String> {
    let content: serde_json::Value = serde_json::from_str(content).ok()?;
    let name = content.get("name").or_else(|| content.get("label"))?;
    name.as_str().map(str::to_owned)
}
