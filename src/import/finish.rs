//! The end of an import, after the last row: links places to their parents, records assessments,
//! retractions and deprecations, and compares figures.

use crate::domain::fact::compares_within_scope;
use crate::import::judgements;
use crate::import::near_names::tell_near;
use crate::import::session::ImportSession;
use crate::import::summary::{RecordKind, Summary};
use crate::store::{StoreError, WriteError};

impl ImportSession<'_> {
    /// Does everything that had to wait for the last row, and adds the counts to the summary.
    pub(super) fn finish(&mut self, summary: &mut Summary) -> Result<(), StoreError> {
        self.settle_places_without_country()?;
        self.settle_awaiting_parent()?;
        self.remark_on_figures()?;
        let judged = std::mem::take(&mut self.judged);
        let settled = self.writer.call(move |writer| judgements::settle(judged, writer))??;
        settled.count(summary);
        settled.remarks.into_iter().for_each(|remark| self.remarks.on_row(remark));
        summary.newest_report = self.newest_report();
        summary.count_many(RecordKind::Retraction, self.retract()?);
        let mut created = std::mem::take(&mut self.created);
        tell_near(&mut created, RecordKind::Place, &self.places);
        tell_near(&mut created, RecordKind::Actor, &self.actors);
        summary.count_created(created);
        summary.words_read = std::mem::take(&mut self.words_read);
        summary.notes.extend(self.remarks.take());
        if !self.creates {
            summary.point_the_way();
        }
        summary.notes.extend(self.remarks.sums());
        Ok(())
    }

    /// Remarks on new figures that are far above all others of their series, in the files and in the
    /// database.
    fn remark_on_figures(&mut self) -> Result<(), StoreError> {
        if self.figures.is_empty() {
            return Ok(());
        }
        let had_any = self.known_facts()?.had_any();
        let (far, beyond) = self.figures.take_far(had_any);
        if beyond > 0 {
            self.remarks.note(format!(
                "figures that were not compared with others, since they are of too many indicators \
                 and places: {beyond}"
            ));
        }
        if far.is_empty() {
            return Ok(());
        }
        let places = far.places(self.places.values().map(|place| &place.key));
        let scoped = self.indicators.values().filter(|indicator| compares_within_scope(indicator));
        let scoped = scoped.map(|indicator| indicator.key.clone()).collect();
        let remarks =
            self.writer.call(move |writer| far.remarks(writer.store(), &places, &scoped))??;
        for remark in remarks {
            self.remarks.on_row(remark);
        }
        Ok(())
    }

    /// Gives places the parent that their rows named, if a later row made that parent.
    fn settle_awaiting_parent(&mut self) -> Result<(), StoreError> {
        for (key, parent) in std::mem::take(&mut self.awaiting_parent) {
            if !self.places.contains_key(&parent) {
                continue;
            }
            let place = self.places.get_mut(&key);
            if let Some(place) = place.filter(|place| place.parent.as_ref() != Some(&parent)) {
                place.parent = Some(parent);
                let row = place.clone();
                done(self.writer.call(move |writer| writer.edit_place(&row))?)?;
            }
        }
        Ok(())
    }

    /// Records the retractions and deprecations stated in the files. Returns how many facts and
    /// reports were retracted.
    fn retract(&mut self) -> Result<usize, StoreError> {
        let facts = self.take_fact_retractions();
        let reports = self.documents.take_retractions();
        let deprecations = std::mem::take(&mut self.deprecations);
        let retracted = facts.len() + reports.len();
        self.writer.call(move |writer| -> Result<(), StoreError> {
            for (uid, reason) in facts {
                done(writer.retract_fact(uid, &reason))?;
            }
            for (key, reason) in reports {
                done(writer.retract_report(&key, &reason))?;
            }
            for (key, at) in deprecations {
                done(writer.deprecate_indicator(&key, &at))?;
            }
            Ok(())
        })??;
        Ok(retracted)
    }
}

/// Passes on errors of the database. A refusal is ignored, since the row was checked when it was added.
fn done(outcome: Result<(), WriteError>) -> Result<(), StoreError> {
    match outcome {
        Err(WriteError::Store(error)) => Err(error),
        _ => Ok(()),
    }
}
