//! Exports a part of a database as a new database: the facts of a bundle and the rows that they
//! refer to, recorded in one changeset.

use crate::domain::assessment::{Assessment, TakenBack};
use crate::domain::changeset::Recorder;
use crate::domain::identity::Uid;
use crate::domain::report::Report;
use crate::store::{FactOrder, Store, Streamed, Vocabulary, WriteError, Writer};
use crate::wire::{Bundle, EarlierVersion};
use std::collections::{HashMap, HashSet};

/// Records all rows of a bundle, with the texts of its reports, in the new database `to`. Fails,
/// and records nothing, if a database cannot be read or written.
pub fn copy(
    bundle: &Bundle,
    from: &Store,
    to: &mut Store,
    recorder: &Recorder,
) -> Result<Streamed, WriteError> {
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
    let withdrawn = reports(bundle, from, &mut writer)?;
    let streamed = facts(bundle, from, &mut writer)?;
    // The store refuses facts of a retracted report, so reports are retracted last.
    for report in withdrawn {
        for taken in report.taken_back {
            writer.retract_report(&report.key, &taken.retracted)?;
            writer.reinstate_report(&report.key, &taken.reinstated)?;
        }
        if let Some(reason) = report.retracted {
            writer.retract_report(&report.key, &reason)?;
        }
    }
    writer.commit(recorder)?;
    Ok(streamed)
}

/// A report that is retracted, or whose retraction was taken back.
struct WithdrawnReport {
    key: String,
    retracted: Option<String>,
    taken_back: Vec<TakenBack>,
}

/// Records the reports, not yet retracted. Returns those that must be retracted once their facts
/// are recorded.
fn reports(
    bundle: &Bundle,
    from: &Store,
    writer: &mut Writer<'_>,
) -> Result<Vec<WithdrawnReport>, WriteError> {
    let (mut withdrawn, mut edited, mut keys) = (Vec::new(), Vec::new(), FirstKeys::default());
    for link in &bundle.reports {
        let row = bundle.report(from, link, false)?;
        let first = row.versions.first().map_or(&row.report, |version| &version.report);
        let text = if row.report.has_text && first.has_text {
            from.report_text(&row.report.key)?
        } else {
            None
        };
        let added = writer.add_report(&keys.renamed(first), text.as_ref())?;
        keys.0.insert(row.report.key.clone(), added.key.clone());
        let report = row.report.clone();
        if !row.versions.is_empty() {
            edited.push((added.uid, row.report, row.versions));
        }
        if report.retracted.is_some() || !row.taken_back.is_empty() {
            let (key, retracted, taken_back) = (report.key, report.retracted, row.taken_back);
            withdrawn.push(WithdrawnReport { key, retracted, taken_back });
        }
    }
    // A later version may republish any report.
    for (uid, newest, versions) in edited {
        edit(writer, from, (uid, &newest, &versions), &keys)?;
    }
    Ok(withdrawn)
}

/// The key of the first version of each report. Before edits are recorded, it finds the report by
/// its newest key.
#[derive(Default)]
struct FirstKeys(HashMap<String, String>);

impl FirstKeys {
    /// A version, with the key of the first version of the report that it republishes.
    fn renamed(&self, version: &Report) -> Report {
        let other = version.republishes.as_ref();
        let republishes = other.map(|key| self.0.get(key).unwrap_or(key).clone());
        Report { republishes, ..version.clone() }
    }
}

/// Records the versions of a report after its first one.
fn edit(
    writer: &mut Writer<'_>,
    from: &Store,
    (uid, newest, versions): (Uid, &Report, &[EarlierVersion]),
    keys: &FirstKeys,
) -> Result<(), WriteError> {
    let says = versions.iter().skip(1).map(|version| &version.report).chain([newest]);
    for (before, says) in versions.iter().zip(says) {
        let adds_text = says.has_text && !before.report.has_text;
        let text = if adds_text { from.report_text(&newest.key)? } else { None };
        writer.import_edit(uid, &keys.renamed(says), text.as_ref(), &before.edited, false)?;
    }
    Ok(())
}

/// Records the facts, and then what was judged of some of them: looking one of them up while others are recorded
/// would build the indexes of all facts again.
fn facts(bundle: &Bundle, from: &Store, writer: &mut Writer<'_>) -> Result<Streamed, WriteError> {
    let vocabulary = from.vocabulary(&bundle.filter)?;
    let mut keys = from.row_keys(&bundle.filter);
    let (mut added, mut judged) = (HashSet::new(), Vec::new());
    let streamed = from.stream(&bundle.filter, FactOrder::Time, |streamed| {
        let uid = writer.copy_fact(&streamed.to_recorded(&mut keys)?.fact, &mut added)?;
        let rows = &vocabulary.rows;
        let retracted = streamed.retracted.map(str::to_owned);
        let has_more = rows.taken_back.contains_key(&streamed.uid)
            || rows.assessments.contains_key(&streamed.uid);
        if has_more || retracted.is_some() {
            judged.push(Judged { uid, before: streamed.uid, retracted });
        }
        Ok::<(), WriteError>(())
    })?;
    for fact in judged {
        judgements(&fact, &vocabulary, writer)?;
    }
    Ok(streamed)
}

/// A fact that was assessed or retracted.
struct Judged {
    /// Its id in the new database, and in the old one.
    uid: Uid,
    before: Uid,
    /// Why it is retracted.
    retracted: Option<String>,
}

/// Records the assessments of a fact, and its retractions with those that were taken back.
fn judgements(
    fact: &Judged,
    vocabulary: &Vocabulary,
    writer: &mut Writer<'_>,
) -> Result<(), WriteError> {
    for taken in vocabulary.rows.taken_back.get(&fact.before).into_iter().flatten() {
        writer.retract_fact(fact.uid, &taken.retracted)?;
        writer.reinstate_fact(fact.uid, &taken.reinstated)?;
    }
    if let Some(reason) = &fact.retracted {
        writer.retract_fact(fact.uid, reason)?;
    }
    for assessed in vocabulary.rows.assessments.get(&fact.before).into_iter().flatten() {
        let by = Some(assessed.recorded_by.clone());
        writer.add_assessment(fact.uid, &Assessment { by, ..assessed.assessment.clone() })?;
    }
    Ok(())
}
