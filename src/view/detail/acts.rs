//! The acts on a fact after it was recorded, as a grid.

use crate::domain::act::{Act, Done, Subject};
use crate::view::grid::{Cell, Column, Grid};

/// The acts on a fact, the oldest first.
pub(super) fn grid(acts: &[Act]) -> Grid {
    let columns = vec![
        Column::new("recorded_at", "recorded").keep(),
        Column::new("recorded_by", "by"),
        Column::new("act", "what").keep(),
        Column::new("reason", "why"),
    ];
    let row = |act: &Act| {
        vec![
            Cell::text(&act.recorded_at),
            Cell::text(&act.recorded_by),
            Cell::text(words(act)),
            Cell::text(&act.reason),
        ]
    };
    Grid { rows: acts.iter().map(row).collect(), ..Grid::new(columns) }
}

fn words(act: &Act) -> String {
    if act.done == Done::Recorded {
        let done = match act.subject {
            Subject::Recording => "recorded again",
            Subject::Retraction => "retracted",
            Subject::Reinstatement => "reinstated",
            Subject::RetractionOfReport => "report retracted",
            Subject::ReinstatementOfReport => "report reinstated",
            Subject::RecordingOfReport => "report recorded again",
        };
        return done.to_owned();
    }
    let subject = match act.subject {
        Subject::Recording => "recording",
        Subject::Retraction => "retraction",
        Subject::Reinstatement => "reinstatement",
        Subject::RetractionOfReport => "retraction of the report",
        Subject::ReinstatementOfReport => "reinstatement of the report",
        Subject::RecordingOfReport => "recording of the report",
    };
    let how = if act.done == Done::Undone { "undone" } else { "counts again" };
    format!("{subject} {how}")
}
