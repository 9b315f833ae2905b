//! Assessments and withdrawn retractions that a row of facts states.

use crate::domain::assessment::{Assessment, TakenBack};
use crate::domain::identity::Uid;
use crate::format::problem::Problem;
use crate::import::fact_cells::FactCells;
use crate::import::summary::{RecordKind, Summary};
use crate::store::{StoreError, WriteError, Writer};
use crate::wire::{Column, assessments_of, taken_back_of};

/// The judgements of one row; they are recorded after all facts.
#[derive(Default)]
pub(super) struct Judgements {
    /// Assessments, the oldest first.
    assessments: Vec<Assessment>,
    /// Retractions that were taken back, the oldest first.
    taken_back: Vec<TakenBack>,
}

/// The judgements of one row, and the recorded fact that they are about.
pub(super) struct Judged {
    fact: Uid,
    judgements: Judgements,
    /// For a fact recorded before this import: the remark if it was never retracted here as it was
    /// in the file. `None` for a fact that is new here.
    remark: Option<String>,
}

/// How many judgements were recorded, counted over all rows.
#[derive(Default)]
pub(super) struct Settled {
    assessments: (usize, usize),
    retractions: usize,
    pub(super) remarks: Vec<String>,
}

impl Judgements {
    /// Reads the judgement columns of a row. Fails with the column that cannot be read.
    pub(super) fn of(cells: &FactCells<'_>) -> Result<Self, Problem> {
        let mut judgements = Self::default();
        if let Some(cell) = cells.get(Column::AssessmentsBefore) {
            judgements.assessments = assessments_of(cell)
                .map_err(|why| Problem::at(Column::AssessmentsBefore.name(), why))?;
        }
        if let Some(cell) = cells.get(Column::RetractionsBefore) {
            judgements.taken_back = taken_back_of(cell)
                .map_err(|why| Problem::at(Column::RetractionsBefore.name(), why))?;
        }
        judgements.assessments.extend(newest(cells)?);
        Ok(judgements)
    }

    /// Binds the judgements to the fact of the row; `None` if the row states no judgement.
    pub(super) fn about(self, fact: Uid, is_new: bool, cells: &FactCells<'_>) -> Option<Judged> {
        if self.assessments.is_empty() && self.taken_back.is_empty() {
            return None;
        }
        let what = || {
            cells.remark(format_args!(
                "fact `{}` was retracted and reinstated in the file, but not here; that was left \
                 out",
                fact.short()
            ))
        };
        Some(Judged { fact, judgements: self, remark: (!is_new).then(what) })
    }
}

impl Judged {
    /// The same judgements of another fact.
    pub(super) fn of(self, fact: Uid) -> Self {
        Self { fact, ..self }
    }

    /// Records the judgements. For a fact recorded before, only the assessments that it lacks are
    /// added; its retractions are left as they are, with a remark. Fails if the database does, or
    /// refuses a judgement.
    pub(super) fn settle(
        self,
        writer: &mut Writer<'_>,
        settled: &mut Settled,
    ) -> Result<(), WriteError> {
        let Self { fact, judgements, remark } = self;
        let is_new = remark.is_none();
        let mut here = if is_new { Vec::new() } else { writer.judgements(fact)? };
        for assessment in &judgements.assessments {
            if let Some(at) = here.iter().position(|other| is_of_file(other, assessment)) {
                here.swap_remove(at);
                settled.assessments.1 += 1;
            } else {
                writer.add_assessment(fact, assessment)?;
                settled.assessments.0 += 1;
            }
        }
        if is_new {
            for taken in &judgements.taken_back {
                writer.retract_fact(fact, &taken.retracted)?;
                writer.reinstate_fact(fact, &taken.reinstated)?;
                settled.retractions += 1;
            }
        } else if !judgements.taken_back.is_empty() {
            let here = writer.store().withdrawals_taken_back(fact)?;
            if judgements.taken_back.iter().any(|taken| !here.contains(taken)) {
                settled.remarks.extend(remark);
            }
        }
        Ok(())
    }
}

/// Whether a recorded assessment is the same as one from a file, which may not say who judged.
fn is_of_file(recorded: &Assessment, of_file: &Assessment) -> bool {
    let by = of_file.by.clone().or_else(|| recorded.by.clone());
    *recorded == Assessment { by, ..of_file.clone() }
}

impl Settled {
    /// Adds the judgements recorded now, and those recorded before, to the summary.
    pub(super) fn count(&self, summary: &mut Summary) {
        summary.count_many(RecordKind::Retraction, self.retractions);
        summary.count_many(RecordKind::Assessment, self.assessments.0);
        (0..self.assessments.1).for_each(|_| summary.count(RecordKind::Assessment, false));
    }
}

/// Records all judgements in order. Only an error of the database is returned; a refused judgement
/// becomes a remark.
pub(super) fn settle(judged: Vec<Judged>, writer: &mut Writer<'_>) -> Result<Settled, StoreError> {
    let mut settled = Settled::default();
    for judged in judged {
        match judged.settle(writer, &mut settled) {
            Err(WriteError::Store(error)) => return Err(error),
            Err(refusal) => settled.remarks.push(refusal.to_string()),
            Ok(()) => {}
        }
    }
    Ok(settled)
}

/// The newest assessment of a row; `None` if its columns are blank. Fails if a grade is unknown, or if there is a
/// reason without grades or grades without a reason.
fn newest(cells: &FactCells<'_>) -> Result<Option<Assessment>, Problem> {
    let assessment = Assessment {
        reliability: cells.parsed(Column::Reliability)?,
        credibility: cells.parsed(Column::Credibility)?,
        disposition: cells.parsed(Column::Disposition)?,
        reason: cells.owned(Column::AssessmentReason).unwrap_or_default(),
        by: cells.owned(Column::AssessedBy),
    };
    match (assessment.says_nothing(), assessment.reason.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some(assessment)),
        (false, true) => {
            Err(Problem::at(Column::AssessmentReason.name(), "blank: an assessment needs a reason"))
        }
        (true, false) => {
            let why = "given, but reliability, credibility and disposition are blank";
            Err(Problem::at(Column::AssessmentReason.name(), why))
        }
    }
}
