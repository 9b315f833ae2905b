//! The assessments of a fact as a grid.

use crate::domain::assessment::{RecordedAssessment, Verdict};
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
    let notes = if assessments.len() > 1 { vec![together(assessments)] } else { Vec::new() };
    Grid { rows: assessments.iter().map(row).collect(), notes, ..Grid::new(columns) }
}

/// The combined result of several assessments: `the newest of each counts: C3, disputed`.
fn together(assessments: &[RecordedAssessment]) -> String {
    let verdict = Verdict::of(assessments);
    let word = verdict.disposition.map(|word| word.to_string());
    let comes_to: Vec<String> =
        [verdict.grade()].into_iter().chain(word).filter(|part| !part.is_empty()).collect();
    format!("the newest of each counts: {}", comes_to.join(", "))
}
