//! The assessments of a fact as a grid.

use crate::domain::assessment::RecordedAssessment;
use crate::view::grid::{Cell, Column, Grid};

/// The assessments of a fact, the oldest first.
pub(super) fn grid(assessments: &[RecordedAssessment]) -> Grid {
    let columns = vec![
        Column::new("recorded_at", "recorded").keep(),
        Column::new("recorded_by", "by"),
        Column::new("reliability", "reliability").keep(),
        Column::new("credibility", "credibility").keep(),
        Column::new("disposition", "disposition").keep(),
        Column::new("reason", "why"),
    ];
    let row = |recorded: &RecordedAssessment| {
        let assessment = &recorded.assessment;
        vec![
            Cell::text(&recorded.recorded_at),
            Cell::text(&recorded.recorded_by),
            Cell::said(assessment.reliability.map(|grade| grade.to_string())),
            assessment
                .credibility
                .map_or(Cell::Empty, |grade| Cell::Number(u32::from(grade.number()).into())),
            Cell::said(assessment.disposition.map(|word| word.to_string())),
            Cell::text(&assessment.reason),
        ]
    };
    let notes = if assessments.len() > 1 { vec!["the last one counts".to_owned()] } else { vec![] };
    Grid { rows: assessments.iter().map(row).collect(), notes, ..Grid::new(columns) }
}
