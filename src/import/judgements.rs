//! What a row says was judged of its fact, and which retractions of it were taken back.

use crate::domain::assessment::{Assessment, TakenBack};
use crate::domain::identity::Uid;
use crate::format::problem::Problem;
use crate::import::fact_cells::FactCells;
use crate::import::summary::{RecordKind, Summary};
use crate::store::{StoreError, WriteError, Writer};
use crate::wire::{Column, assessments_of, taken_back_of};

/// The judgements of one row, which wait until all facts are in.
#[derive(Default)]
pub(super) struct Judgements {
    /// The oldest first.
    assessments: Vec<Assessment>,
    /// The oldest first.
    taken_back: Vec<TakenBack>,
}

/// Judgements of a fact that is in.
pub(super) struct Judged {
    fact: Uid,
    judgements: Judgements,
    /// What to remark where the fact was there before and was never retracted as in the file;
    /// nothing for a fact that is new here.
    remark: Option<String>,
}

/// What became of the judgements of all rows.
#[derive(Default)]
pub(super) struct Settled {
    assessments: (usize, usize),
    retractions: usize,
    pub(super) remarks: Vec<String>,
}

impl Judgements {
    /// Reads the columns of judgements.
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

    /// The same, of the fact that the row turned out to be; `None` where nothing was judged.
    pub(super) fn about(self, fact: Uid, is_new: bool, cells: &FactCells<'_>) -> Option<Judged> {
        if self.assessments.is_empty() && self.taken_back.is_empty() {
            return None;
        }
        let what = || {
            cells.remark(format_args!(
                "fact `{}` was retracted and reinstated in the file and not here; that was left \
                 out",
                fact.short()
            ))
        };
        Some(Judged { fact, judgements: self, remark: (!is_new).then(what) })
    }
}

impl Judged {
    /// Records what belongs to a fact that is new here. To one that was there before, the
    /// assessments are added that it lacks: they stand beside it and change nothing of it. A
    /// retraction that was taken back is no such thing, and only noted.
    pub(super) fn settle(
        self,
        writer: &mut Writer<'_>,
        settled: &mut Settled,
    ) -> Result<(), WriteError> {
        let Self { fact, judgements, remark } = self;
        let is_new = remark.is_none();
        let mut here = if is_new { Vec::new() } else { writer.judgements(fact)? };
        for assessment in &judgements.assessments {
            if let Some(at) = here.iter().position(|other| other == assessment) {
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

impl Settled {
    /// Counts what was recorded and what was there.
    pub(super) fn count(&self, summary: &mut Summary) {
        summary.count_many(RecordKind::Retraction, self.retractions);
        summary.count_many(RecordKind::Assessment, self.assessments.0);
        (0..self.assessments.1).for_each(|_| summary.count(RecordKind::Assessment, false));
    }
}

/// Records judgements one after the other; the database's own failures only are failures, since
/// the rest was checked when the rows were read.
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

/// The newest assessment of a row, if it has one.
fn newest(cells: &FactCells<'_>) -> Result<Option<Assessment>, Problem> {
    let assessment = Assessment {
        reliability: cells.parsed(Column::Reliability)?,
        credibility: cells.parsed(Column::Credibility)?,
        disposition: cells.parsed(Column::Disposition)?,
        reason: cells.owned(Column::AssessmentReason).unwrap_or_default(),
    };
    match (assessment.says_nothing(), assessment.reason.is_empty()) {
        (true, true) => Ok(None),
        (false, false) => Ok(Some(assessment)),
        (false, true) => {
            Err(Problem::at(Column::AssessmentReason.name(), "blank: an assessment needs a reason"))
        }
        (true, false) => {
            let why = "given, and neither reliability, credibility nor disposition is";
            Err(Problem::at(Column::AssessmentReason.name(), why))
        }
    }
}
