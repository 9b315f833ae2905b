//! Rows whose fact or report is already recorded: what such a row may state differently.

use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::import::fact_cells::FactCells;
use crate::import::known_facts::Standing;
use crate::import::new_report::report_name;
use crate::import::new_rows::NewRows;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind, Summary};
use crate::wire::Column;

/// Handles a row whose fact is recorded already, before this file or by an earlier row of it.
pub(super) fn once_more(
    uid: Uid,
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<Option<bool>, Failure> {
    let is_new = known(uid, cells, session, summary)?;
    let is_repeated = session.is_repeated(uid)?;
    summary.repeated += usize::from(is_repeated);
    Ok((!is_repeated).then_some(is_new))
}

/// Handles a row whose fact is recorded already. A row that is retracted in the file but not here is refused: only a
/// person may retract a recorded fact. A fact that is retracted here stays retracted; if the file has the column and
/// states something else, there is a note.
fn known(
    uid: Uid,
    cells: &FactCells<'_>,
    session: &mut ImportSession<'_>,
    summary: &mut Summary,
) -> Result<bool, Failure> {
    let is_retracted_there = cells.get(Column::Retracted).is_some();
    match (is_retracted_there, session.known_facts()?.standing(uid)) {
        (false, Standing::WithdrawnBefore) if cells.has(Column::Retracted) => {
            let uid = uid.short();
            let way = session.options.remedies.of(&Remedy::Reinstate(uid.clone()));
            session.remarks.on_row(cells.remark(format_args!(
                "fact `{uid}` is retracted here, but not in the file; it stays retracted{way}"
            )));
            Ok(false)
        }
        (false, _) => Ok(false),
        (true, Standing::Stands) => {
            let why = format!("`{}` is not retracted here", uid.short());
            let remedy = Remedy::RetractFact(uid.short());
            Err(Problem::at(Column::Retracted.name(), why).with(remedy).into())
        }
        (true, _) => {
            summary.count(RecordKind::Retraction, false);
            Ok(false)
        }
    }
}

/// Refuses a row whose report is retracted in the file but not here: its fact would wrongly count.
pub(super) fn withdrawn_here_too(
    cells: &FactCells<'_>,
    report: &Report,
    missing: &NewRows,
    session: &ImportSession<'_>,
) -> Result<(), Problem> {
    if cells.get(Column::ReportRetracted).is_none() {
        return Ok(());
    }
    let stands = report.retracted.is_none()
        && !missing.retracts_report()
        && !session.documents.will_be_retracted(&report.key);
    if stands {
        let name = report_name(cells, report, session);
        let why = format!("`{name}` is not retracted here");
        let remedy = Remedy::RetractReport(name);
        return Err(Problem::at(Column::ReportRetracted.name(), why).with(remedy));
    }
    Ok(())
}
