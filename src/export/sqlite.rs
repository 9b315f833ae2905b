//! A part of a database as a database: the facts of a bundle and the rows that they need, in one
//! changeset.

use crate::domain::changeset::Recorder;
use crate::export::bundle::Bundle;
use crate::store::{Store, WriteError, Writer};

/// Records all rows of a bundle, with the texts of its reports, in a new database.
pub fn copy(
    bundle: &Bundle,
    from: &Store,
    to: &mut Store,
    recorder: &Recorder,
) -> Result<(), WriteError> {
    let mut writer = to.begin()?;
    for actor in &bundle.actors {
        writer.add_actor(actor)?;
    }
    for place in &bundle.places {
        writer.add_place(place)?;
    }
    for indicator in &bundle.indicators {
        writer.add_indicator(indicator)?;
    }
    for report in &bundle.reports {
        let text = if report.has_text { from.report_text(&report.key)? } else { None };
        writer.add_report(report, text.as_ref())?;
    }
    facts(bundle, &mut writer)?;
    for report in &bundle.reports {
        for taken in bundle.taken_back(report) {
            writer.retract_report(&report.key, &taken.retracted)?;
            writer.reinstate_report(&report.key, &taken.reinstated)?;
        }
        if let Some(reason) = &report.retracted {
            writer.retract_report(&report.key, reason)?;
        }
    }
    writer.commit(recorder)?;
    Ok(())
}

fn facts(bundle: &Bundle, writer: &mut Writer<'_>) -> Result<(), WriteError> {
    let selection = &bundle.selection;
    for recorded in &selection.facts {
        let uid = writer.import_fact(&recorded.fact)?.uid;
        for taken in selection.taken_back.get(&recorded.uid).into_iter().flatten() {
            writer.retract_fact(uid, &taken.retracted)?;
            writer.reinstate_fact(uid, &taken.reinstated)?;
        }
        if let Some(reason) = &recorded.retracted {
            writer.retract_fact(uid, reason)?;
        }
        for assessed in selection.assessments.get(&recorded.uid).into_iter().flatten() {
            writer.add_assessment(uid, &assessed.assessment)?;
        }
    }
    Ok(())
}
