//! Records facts: turns the row into a draft, checks the draft, and passes the fact to the database.

use crate::domain::fact::{Draft, Fact, is_over, looks_ahead};
use crate::domain::identity::Uid;
use crate::domain::quantity::Quantity;
use crate::domain::report::Report;
use crate::domain::when::Day;
use crate::format::problem::{Problem, Refused};
use crate::format::remedy::Remedy;
use crate::import::described::Described;
use crate::import::error::ImportError;
use crate::import::fact_cells::{FactCells, FactValues};
use crate::import::fact_checks::{check, check_plausible};
use crate::import::fact_names;
use crate::import::fact_remarks::{note_words_read, remark};
use crate::import::further_facts::{further_facts, with_words_read};
use crate::import::judgements::Judgements;
use crate::import::new_report::has_key;
use crate::import::new_rows::NewRows;
use crate::import::recorded_cells::RecordedCells;
use crate::import::recorded_rows::{once_more, withdrawn_here_too};
use crate::import::release::Waiting;
use crate::import::row_faults;
use crate::import::session::ImportSession;
use crate::import::source_rows::RowMet;
use crate::import::summary::{Failure, RecordKind, Summary};
use crate::import::words_read::OtherMeanings;
use crate::language::dates::Anchor;
use crate::wire::{Column, publication_days};
use std::sync::Arc;

/// Records one row. Returns its refusals, one for each fault; none if the row was recorded. Fails only if the database
/// or the file of refused rows does.
pub(super) fn record_row(
    cells: Result<FactCells<'_>, Problem>,
    (file, line): (&str, u64),
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<Vec<Refused>, ImportError> {
    let faults = match cells {
        Err(problem) => {
            session.release.has_unread = true;
            vec![problem.into()]
        }
        Ok(cells) => match record(&cells, session, summary) {
            Ok(outcome) => {
                if let Some(is_new) = outcome {
                    summary.count(RecordKind::Fact, is_new);
                }
                return Ok(Vec::new());
            }
            Err(first) if summary.keeps_refusals() || session.rejects.is_some() => {
                let probe =
                    |session: &mut ImportSession<'_>| record(&cells, session, summary).map(drop);
                session.meet_refused(&cells);
                row_faults::all(&cells, first, session, probe)
            }
            Err(first) => {
                session.meet_refused(&cells);
                vec![first]
            }
        },
    };
    let mut refused = Vec::new();
    for fault in faults {
        refused.extend(summary.note(file, line, RecordKind::Fact, Err(fault))?);
    }
    Ok(refused)
}

/// Records one row; `true` if its fact is new, `false` if it was recorded before, `None` if it waits for the end of the
/// file. Fails if the row is refused, or the database fails.
fn record(
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<Option<bool>, Failure> {
    let mut stated = cells.stated()?;
    let judgements = Judgements::of(cells)?;
    let mut missing = NewRows::default();
    let described = described(cells, &mut missing, session)?;
    let report = described.report.clone();
    let (stance, status) = (stated.stance, stated.status);
    let (ahead, over) = (looks_ahead(stance, status), is_over(stance, status));
    let anchor = Anchor { ahead, over, ..Anchor::published(described.days) };
    let mut others = OtherMeanings::default();
    let (draft, unchecked) =
        draft(cells, &mut stated, (&described, anchor), (&mut missing, &mut others), session)?;
    let recorded_as = match stated.fact_id {
        Some(uid) => session.known_facts()?.has(uid).then_some(uid),
        None => None,
    };
    let has_words_alone = draft.quantity.as_ref().is_some_and(Quantity::has_no_figure);
    // If the values of the row give exactly the row's fact id, its words need not be read again.
    let is_verbatim = (recorded_as.is_some() || has_words_alone)
        && stated.fact_id.is_some_and(|stated| stated == draft.uid(report.uid));
    if session.is_probing && is_verbatim {
        return Ok(Some(false));
    }
    if let Some(uid) = recorded_as.filter(|_| is_verbatim) {
        session.judged.extend(judgements.about(uid, false, cells));
        return once_more(uid, cells, session, summary);
    }
    let (draft, further) = if has_words_alone && !is_verbatim {
        with_words_read(draft, &mut others, anchor, session)?
    } else {
        (draft, Vec::new())
    };
    let fact = check(draft, cells, &report, unchecked, session)?;
    let further = further_facts(&fact, further, cells, (&report, anchor, unchecked), session)?;
    let digest = fact.digest(report.uid);
    let is_stated = stated.fact_id == Some(Uid::of_digest(digest));
    let checked = Checked { cells, fact, digest, report, anchor, judgements, others, is_stated };
    checked.record_all(further, (recorded_as, stated.fact_id), missing, (session, summary))
}

/// A fact that was checked, with the row that states it.
struct Checked<'c, 'r> {
    cells: &'c FactCells<'r>,
    fact: Fact,
    digest: [u8; 32],
    report: Arc<Report>,
    anchor: Anchor,
    judgements: Judgements,
    others: OtherMeanings,
    /// Whether the row states the id of the fact.
    is_stated: bool,
}

impl Checked<'_, '_> {
    /// Records the fact and the further facts that its words state, and creates missing rows. The row may state the id
    /// of a fact that is already recorded. Fails if the row is refused.
    fn record_all(
        self,
        further: Vec<Fact>,
        (recorded_as, stated): (Option<Uid>, Option<Uid>),
        missing: NewRows,
        (session, summary): (&mut ImportSession<'_>, &mut Summary),
    ) -> Result<Option<bool>, Failure> {
        let (uid, cells) = (Uid::of_digest(self.digest), self.cells);
        check_plausible(&self.fact, cells, (&self.report, self.anchor), (uid, stated), session)?;
        if let Some(other) = recorded_as.filter(|recorded| *recorded != uid) {
            let why = format!("differs from what is recorded as `{}`", other.short());
            return Err(Problem::at(Column::FactId.name(), why).with(Remedy::Correct).into());
        }
        if session.is_probing {
            return Ok(Some(false));
        }
        missing.make(session)?;
        if let Some(stated) = stated.filter(|stated| *stated != uid) {
            remark_other_id(uid, stated, cells, session);
        }
        for fact in further {
            let beside = self.beside(fact)?;
            let uid = Uid::of_digest(beside.digest);
            if let Some(is_new) = beside.settle(uid, false, session, summary)? {
                summary.count(RecordKind::Fact, is_new);
            }
        }
        self.settle(uid, stated.is_some(), session, summary)
    }

    /// A further fact of the same row.
    fn beside(&self, fact: Fact) -> Result<Self, Problem> {
        Ok(Self {
            cells: self.cells,
            digest: fact.digest(self.report.uid),
            fact,
            report: self.report.clone(),
            anchor: self.anchor,
            judgements: Judgements::of(self.cells)?,
            others: OtherMeanings::default(),
            is_stated: false,
        })
    }

    /// Records the fact, unless it is recorded or must wait. `has_id` is true if its row states the id of a fact.
    /// `true` if it is new, `None` if it waits.
    fn settle(
        self,
        uid: Uid,
        has_id: bool,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<Option<bool>, Failure> {
        let cells = self.cells;
        match session.meet_row((&self.fact, uid), &self.report, (cells.at().1, has_id))? {
            RowMet::Never => self.record(uid, session, summary),
            RowMet::Stated(recorded) => {
                session.judged.extend(self.judgements.about(recorded, false, cells));
                once_more(recorded, cells, session, summary)
            }
            RowMet::Otherwise => self.wait(uid, session),
        }
    }

    /// Lets the fact wait for the end of the file.
    fn wait(self, uid: Uid, session: &mut ImportSession<'_>) -> Result<Option<bool>, Failure> {
        let Self { cells, fact, report, anchor, judgements, others, .. } = self;
        let judged = judgements.about(uid, true, cells);
        let has_time_read = others.when.is_some();
        note_words_read(&fact, others, cells, (&report, anchor, true), session);
        remark(cells, (&fact, None), Some((anchor, has_time_read)), session);
        let retracted = cells.owned(Column::Retracted);
        session.is_repeated(uid)?;
        let line = cells.at().1;
        session.wait(Waiting { fact, report, line, retracted, judged, cells: None });
        Ok(None)
    }

    /// Records the fact, unless it is already recorded; `true` if it was not.
    fn record(
        self,
        uid: Uid,
        session: &mut ImportSession<'_>,
        summary: &mut Summary,
    ) -> Result<Option<bool>, Failure> {
        let Self { cells, fact, digest, report, anchor, judgements, others, is_stated } = self;
        let is_edited = !session.documents.edited(&report).is_empty();
        let mut reread = None;
        if is_edited && fact.replaces.is_none() && !session.known_facts()?.has(uid) {
            let new = fact.clone();
            reread = session.writer.call(move |writer| writer.reread_as(&new))??;
        }
        let uid = reread.unwrap_or(uid);
        let is_new = !session.known_facts()?.has(uid);
        session.judged.extend(judgements.about(uid, is_new, cells));
        let has_time_read = others.when.is_some();
        note_words_read(&fact, others, cells, (&report, anchor, is_new), session);
        if !is_new {
            return once_more(uid, cells, session, summary);
        }
        session.is_repeated(uid)?;
        session.known_facts()?.insert(uid);
        let read = (!is_stated).then_some((anchor, has_time_read));
        remark(cells, (&fact, Some(uid)), read, session);
        if let Some(reason) = cells.get(Column::Retracted) {
            session.known_facts()?.retract(uid, reason);
        }
        session.writer.record_fact(&fact, report.uid, digest)?;
        session.note_report(&report);
        Ok(Some(true))
    }
}

/// The row's report, and the days from which its relative dates are counted. If an earlier row has the same
/// description, they are taken from it. Fails if the row is refused because of its report.
fn described(
    cells: &FactCells<'_>,
    missing: &mut NewRows,
    session: &mut ImportSession<'_>,
) -> Result<Described, Failure> {
    let (description, known) =
        cells.describing().map(|cells| session.documents.described(cells)).unzip();
    if let Some(known) = known.flatten().cloned() {
        withdrawn_here_too(cells, &known.report, missing, session)?;
        return Ok(known);
    }
    let report = missing.report(cells, session)?;
    withdrawn_here_too(cells, &report, missing, session)?;
    let days = days_of_publication(cells, &report)?;
    let is_by_key = missing.is_described && has_key(cells, &report);
    let described = Described { report, days, is_by_key };
    if let Some(description) = description.filter(|_| missing.is_described) {
        session.documents.keep_described(description, described.clone());
    }
    Ok(described)
}

/// The days from which relative dates of the row are counted: its own publication date, which may
/// be later if a page was updated, or else the date of its report. Fails if the row's date cannot
/// be read.
fn days_of_publication(
    cells: &FactCells<'_>,
    report: &Report,
) -> Result<Option<(Day, Day)>, Problem> {
    if cells.recorded().is_some_and(RecordedCells::has_known_date) {
        return Ok(report.publication_days());
    }
    let stated = cells.report_date()?;
    match stated.filter(|(_, date)| *date != report.published.as_str()) {
        Some((column, date)) => publication_days(column.name(), date),
        None => Ok(report.publication_days()),
    }
}

/// Makes the draft of a row from its columns; uses the values that `stated` already has. The second value says whether
/// the quote may be recorded without being found in the text. Fails if a name is unknown or a value cannot be read.
fn draft(
    cells: &FactCells<'_>,
    stated: &mut FactValues,
    (described, anchor): (&Described, Anchor),
    (missing, others): (&mut NewRows, &mut OtherMeanings),
    session: &mut ImportSession<'_>,
) -> Result<(Draft, bool), Failure> {
    // The cell is in the processor's cache; the report's own text is not.
    let key = cells.get(Column::ReportKey).filter(|_| described.is_by_key);
    let report = key.unwrap_or_else(|| &described.report.key);
    let (indicator, term) = fact_names::indicator(cells, session)?;
    let place = missing.place(cells, session)?;
    let claimants = fact_names::claimants(cells, missing, session)?;
    let via = fact_names::via(cells, missing, session)?;
    let (when, time_of_day) = cells.when(&anchor, &mut session.whens, &mut others.when)?;
    let draft = Draft {
        indicator,
        place,
        scope: cells.owned(Column::Scope),
        term: cells.owned(Column::IndicatorAsStated).or(term),
        stance: stated.stance,
        status: stated.status,
        quantity: stated.quantity.take(),
        when,
        time_of_day,
        quote: cells.owned(Column::Quote),
        claimants,
        verb: cells.owned(Column::ClaimantVerb),
        via,
        thread: cells.owned(Column::Thread),
        origin: cells.owned(Column::Origin),
        comment: cells.owned(Column::Comment),
        replaces: stated.replaces.take(),
        source_row_id: cells.owned(Column::SourceRowId),
        ..Draft::new(report, "", "")
    };
    Ok((draft, stated.quote_unchecked))
}

/// Notes that a fact has another id here than the one that its row states.
fn remark_other_id(here: Uid, stated: Uid, cells: &FactCells<'_>, session: &mut ImportSession<'_>) {
    let (here, there) = (here.short(), stated.short());
    session.remarks.on_row(cells.remark(format_args!(
        "recorded as `{here}` and not as `{there}`, because its report or names differ here"
    )));
}
