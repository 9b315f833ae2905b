//! The methods of [`Writer`] that record, one for each kind of row. All fail with [`WriteError`],
//! and leave earlier rows in the changeset.

use super::encoded_fact::Batch;
use super::error::{StoreError, WriteError};
use super::reference::{self, Reference};
use super::reference_version::{self, Put};
use super::retraction::{self, Act, Target};
use super::writer::{Added, Writer};
use super::{changeset_reader, fact, report, setting, undone};
use crate::domain::actor::Actor;
use crate::domain::fact::Fact;
use crate::domain::identity::Uid;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::domain::report::{CapturedText, Report};
use std::collections::HashSet;

impl Writer<'_> {
    /// Records a new actor. Fails if the key is taken or invalid.
    pub fn add_actor(&mut self, actor: &Actor) -> Result<(), WriteError> {
        self.record(actor, Put::New)
    }

    /// Records a new version of an actor, unless the content is the same. Fails if the actor is
    /// missing.
    pub fn edit_actor(&mut self, actor: &Actor) -> Result<(), WriteError> {
        self.record(actor, Put::Changed)
    }

    /// Records a new place. Fails if the key or P-code is taken, or the key is invalid.
    pub fn add_place(&mut self, place: &Place) -> Result<(), WriteError> {
        self.record(place, Put::New)
    }

    /// Records a new version of a place, unless the content is the same. Fails if the place is
    /// missing or its P-code is taken.
    pub fn edit_place(&mut self, place: &Place) -> Result<(), WriteError> {
        self.record(place, Put::Changed)
    }

    /// Records a new indicator. Fails if the key is taken or invalid.
    pub fn add_indicator(&mut self, indicator: &Indicator) -> Result<(), WriteError> {
        self.record(indicator, Put::New)
    }

    /// Marks an indicator as deprecated from a time (UTC, RFC 3339). If it is deprecated already, it keeps that time.
    /// Fails if the indicator is missing.
    pub fn deprecate_indicator(&mut self, key: &str, at: &str) -> Result<(), WriteError> {
        let mut indicator: Indicator = reference::with_key(self.connection(), key)?;
        indicator.deprecated_at.get_or_insert_with(|| at.to_owned());
        self.record(&indicator, Put::Changed)
    }

    /// Records a report, and returns it with its uid. If a retracted report of the same document is recorded, the new
    /// one replaces it and, unless it states a confidentiality, takes over the old one. If a report of the same
    /// document was undone, it counts again, and is edited if this one differs. Ignores `uid` and `retracted` of
    /// `report`. Fails if the document or key is there already.
    pub fn add_report(
        &mut self,
        report: &Report,
        text: Option<&CapturedText>,
    ) -> Result<Report, WriteError> {
        if let Some(report) = self.report_again(report, text)? {
            return Ok(report);
        }
        let publisher = self.actor(&report.publisher)?;
        let added = report::add(self.connection(), report, text, publisher, self.changeset);
        let added = match added {
            Ok(added) => added,
            Err(error) => {
                return Err(self.discreet(error, &report.key)?.about(self.store().path()));
            }
        };
        self.rows.push(added.hash);
        self.report_ids.insert(added.report.uid, added.id);
        Ok(added.report)
    }

    /// Records a fact, unless the file has it, or it equals a correction that was made to a fact of its report since
    /// the report was edited. Fails if the fact that it corrects is missing, retracted or replaced.
    pub fn add_fact(&mut self, fact: &Fact) -> Result<Added, WriteError> {
        let (_, report) = self.report(&fact.report)?;
        let known = fact::exists(self.connection(), fact.uid(report))?
            && self.undone_fact(fact.uid(report))?.is_none();
        if let (Some(correction), false) = (&fact.replaces, known) {
            let checked = fact::check_correction(self.connection(), correction);
            checked.or_else(|error| Err(self.discreet_fact(error, correction.fact)?))?;
        }
        if let (None, false, Some(uid)) = (&fact.replaces, known, self.reread_as(fact)?) {
            return Ok(Added { uid, new: false });
        }
        self.import_fact(fact)
    }

    /// Records a fact of another database. The fact that it corrects may be missing here, or may
    /// also be replaced by others.
    pub fn import_fact(&mut self, fact: &Fact) -> Result<Added, WriteError> {
        let (_, report) = self.report(&fact.report)?;
        let digest = fact.digest(report);
        let uid = Uid::of_digest(digest);
        self.bulk.settle(self.connection())?;
        let new = !fact::exists(self.connection(), uid)? || self.undone_fact(uid)?.is_some();
        if new {
            self.add_new_fact(fact, (report, digest))?;
        }
        Ok(Added { uid, new })
    }

    /// Records facts of another database in this one, which was empty: a fact is in the file if it is in `added`,
    /// to which its id is added. Its uid is not looked up, which would need the indexes of facts that are
    /// dropped while many are recorded.
    pub fn copy_fact(&mut self, fact: &Fact, added: &mut HashSet<Uid>) -> Result<Uid, WriteError> {
        let (_, report) = self.report(&fact.report)?;
        let digest = fact.digest(report);
        let uid = Uid::of_digest(digest);
        if added.insert(uid) {
            self.add_new_fact(fact, (report, digest))?;
        }
        Ok(uid)
    }

    fn add_new_fact(
        &mut self,
        fact: &Fact,
        (report, digest): (Uid, [u8; 32]),
    ) -> Result<(), WriteError> {
        let mut batch = Batch::default();
        batch.push(fact, report, digest);
        self.add_new_facts(&batch)
    }

    /// The id of a fact whose recording is undone; `None` if it is not undone.
    fn undone_fact(&self, uid: Uid) -> Result<Option<i64>, StoreError> {
        let Some(id) = retraction::fact_id(self.connection(), uid)? else { return Ok(None) };
        Ok(undone::undone_by(self.connection(), "fact", id)?.map(|_| id))
    }

    /// Records facts as [`Self::import_fact`] does. None of them may be in the file yet, unless its
    /// recording is undone.
    pub fn add_new_facts(&mut self, batch: &Batch) -> Result<(), WriteError> {
        self.add_encoded(batch).map_err(|error| error.about(self.store().path()))?;
        self.rows.extend(batch.facts().iter().map(|fact| fact.digest));
        Ok(())
    }

    /// Retracts a fact. Fails if it is missing or retracted already, or `reason` is blank.
    pub fn retract_fact(&mut self, uid: Uid, reason: &str) -> Result<(), WriteError> {
        let target = self.fact_target(uid)?;
        let done = self.retract(target, uid, &uid.short(), reason);
        done.or_else(|error| Err(self.discreet_fact(error, uid)?))
    }

    /// Retracts a report, and all its facts with it. Fails if it is missing or retracted already,
    /// or `reason` is blank.
    pub fn retract_report(&mut self, key: &str, reason: &str) -> Result<(), WriteError> {
        let (id, uid) = self.report(key)?;
        let done = self.retract(Target::Report(id), uid, key, reason);
        done.or_else(|error| Err(self.discreet(error, key)?))
    }

    /// Takes back the retraction of a fact. Fails if it is not retracted.
    pub fn reinstate_fact(&mut self, uid: Uid, reason: &str) -> Result<(), WriteError> {
        let target = self.fact_target(uid)?;
        self.reinstate(target, &uid.short(), reason)
    }

    /// Undoes the retraction of a report. Fails if the report is not retracted, or another report of the same document
    /// is current.
    pub fn reinstate_report(&mut self, key: &str, reason: &str) -> Result<(), WriteError> {
        let (id, _) = self.report(key)?;
        if let Some(by) = report::standing_beside(self.connection(), id)? {
            let error = WriteError::RecordedAnew { key: key.to_owned(), by: Some(by) };
            return Err(self.discreet(error, key)?);
        }
        self.reinstate(Target::Report(id), key, reason)
    }

    /// Remembers the report that `by` used last. This is only a setting, so it makes no changeset.
    pub fn use_report(&mut self, by: &str, key: &str) -> Result<(), WriteError> {
        self.report(key)?;
        self.settings_changed |= setting::use_report(self.connection(), by, key)?;
        Ok(())
    }

    /// Removes the data of a confidential report from a refusal. `words` name that report.
    pub(super) fn discreet(
        &self,
        error: WriteError,
        words: &str,
    ) -> Result<WriteError, WriteError> {
        let (WriteError::AlreadyThere { what: "report", key: there, .. }
        | WriteError::KeyTaken { key: there, .. }
        | WriteError::Retracted { what: "report", key: there, .. }
        | WriteError::Undone { what: "report", key: there, .. }
        | WriteError::RecordedAnew { by: Some(there), .. }) = &error
        else {
            return Ok(error);
        };
        let (_, uid) = report::uid_of(self.connection(), there)?;
        let may_name = self.store().may_name_report(uid)?;
        Ok(if may_name { error } else { error.naming_only_as(words) })
    }

    /// Removes the data of a confidential fact from a refusal.
    fn discreet_fact(&self, error: WriteError, uid: Uid) -> Result<WriteError, WriteError> {
        let is_about = matches!(error, WriteError::Retracted { .. } | WriteError::Undone { .. });
        let may_name = !is_about || self.store().may_name_fact(uid)?;
        Ok(if may_name { error } else { error.naming_only_as(&uid.short()) })
    }

    fn record<T: Reference>(&mut self, row: &T, put: Put) -> Result<(), WriteError> {
        if let Some(parent) = row.parent().filter(|_| self.has_undone) {
            self.settles_names |= reference::is_withdrawn::<T>(self.connection(), parent)?;
        }
        self.settles_names |= self.has_undone && matches!(put, Put::Changed);
        let hash = reference_version::record(self.connection(), row, put, self.changeset)
            .map_err(|error| error.about(self.store().path()))?;
        self.rows.extend(hash);
        Ok(())
    }

    fn retract(
        &mut self,
        target: Target,
        uid: Uid,
        name: &str,
        reason: &str,
    ) -> Result<(), WriteError> {
        let act = self.act(self.retractions);
        let hash = retraction::retract(self.connection(), target, uid, name, reason, &act)
            .map_err(|error| error.about(self.store().path()))?;
        self.retractions += 1;
        self.rows.push(hash);
        Ok(())
    }

    fn reinstate(&mut self, target: Target, name: &str, reason: &str) -> Result<(), WriteError> {
        let act = self.act(self.reinstatements);
        let hashes = retraction::reinstate(self.connection(), target, name, reason, &act)
            .map_err(|error| error.about(self.store().path()))?;
        self.reinstatements += i64::try_from(hashes.len()).unwrap_or(i64::MAX);
        self.rows.extend(hashes);
        let (table, id) = (target.column(), target.id());
        if undone::undone_by(self.connection(), table, id)?.is_some() {
            let (hash, uid) = match target {
                Target::Fact(_) => {
                    let found = self.facts_of_rows(&[id])?.pop();
                    let missing = || StoreError::Corrupt(format!("fact number {id} is missing"));
                    let found = found.ok_or_else(missing)?;
                    (found.fact.digest(found.report), found.uid)
                }
                Target::Report(_) => changeset_reader::report_hash(self.connection(), id)?,
            };
            self.record_again(hash, Some(uid))?;
            self.rows.push(hash);
        }
        Ok(())
    }

    pub(super) fn act(&self, ordinal: i64) -> Act<'_> {
        Act { changeset: self.changeset, replica: &self.replica, seq: self.seq, ordinal }
    }
}
