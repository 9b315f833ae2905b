//! The reports of an import, recorded or new, found by key, by document and by title.
//!
//! Knows what makes two reports the same document. Must not know the rows that refer to reports.

use crate::domain::identity::{Uid, UidMap};
use crate::domain::name::fold;
use crate::domain::report::{Report, ReportVersion};
use crate::import::described::{Described, DescribedReports, Description};
use crate::import::document_identity::{document_of, identity, uid_of};
use crate::store::WriteError;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// All reports in memory. Only very few documents have more than one report.
#[derive(Default)]
pub(super) struct Documents {
    pub(super) reports: HashMap<String, Arc<Report>>,
    /// Keys of all reports of one document: the retracted ones, and the one that counts.
    pub(super) by_document: UidMap<Vec<String>>,
    /// The document of each link that rows stated, by the hash of the link. Most rows state a link
    /// of an earlier row, and computing the canonical form and the SHA-256 of a link takes long.
    links: HashMap<u64, Uid>,
    /// Uid to key, for reports of older versions, which ignored the part of a link after `#`.
    before: HashMap<Uid, String>,
    /// Keys of reports by folded key and by folded title; built when a title is first looked up.
    titles: OnceCell<HashMap<String, Vec<String>>>,
    /// Every version of the reports that were edited, by their uids.
    pub(super) versions: BTreeMap<Uid, Vec<ReportVersion>>,
    /// The keys of all versions of edited reports, also of undone ones.
    edited_keys: BTreeSet<String>,
    /// Keys that edited reports had before, with those that they have now.
    former: HashMap<String, String>,
    /// For each key that was taken: the first number that may be free as its suffix (`base-2`).
    numbers: HashMap<String, u64>,
    /// Key in the imported file to key in this database, for reports that got another key here.
    renamed: HashMap<String, String>,
    /// The reports that rows described. They are forgotten if another report of a document is added, or if a key
    /// changes its meaning.
    described: DescribedReports,
    /// Keys of the reports to retract once the facts are recorded, each with the reason.
    retractions: BTreeMap<String, String>,
    /// Uids of the reports that this import made.
    made: HashSet<Uid>,
    /// Uids of the reports whose recordings are all undone: they count again if a row states them.
    undone: BTreeSet<Uid>,
    /// Uids of the retracted reports that confidential ones replace: messages must name neither. `None` if messages may
    /// name all reports.
    unnamed: Option<HashSet<Uid>>,
}

impl Documents {
    pub(super) fn of(
        reports: Vec<Report>,
        undone: BTreeSet<Uid>,
        (versions, edited_keys): (BTreeMap<Uid, Vec<ReportVersion>>, BTreeSet<String>),
        names_confidential: bool,
    ) -> Self {
        let unnamed = (!names_confidential).then(|| unnamed(&reports));
        let mut documents = Self { versions, edited_keys, undone, unnamed, ..Self::default() };
        for report in reports {
            documents.hold(Arc::new(report));
        }
        documents
    }

    /// The versions of a report that was edited; empty if it was not edited.
    pub(super) fn edited(&self, report: &Report) -> &[ReportVersion] {
        self.versions.get(&report.uid).map(Vec::as_slice).unwrap_or_default()
    }

    /// The data of the versions of a report.
    pub(super) fn versions<'d>(
        &'d self,
        report: &'d Report,
    ) -> impl Iterator<Item = &'d Report> + Clone {
        let edited = self.edited(report);
        let unedited = edited.is_empty().then_some(report);
        edited.iter().map(|version| &version.report).chain(unedited)
    }

    /// Whether another report than the one with a uid has or had this key.
    pub(super) fn is_of_another(&self, key: &str, uid: Uid) -> bool {
        if let Some(report) = self.get(key) {
            return report.uid != uid;
        }
        let mut own = self.versions.get(&uid).into_iter().flatten();
        self.edited_keys.contains(key) && own.all(|version| version.report.key != key)
    }

    /// Stores an edit of a report; one that is older than every edit here does not change the newest version.
    pub(super) fn hold_edit(&mut self, first: &ReportVersion, edit: ReportVersion, is_older: bool) {
        let uid = edit.report.uid;
        self.described.forget();
        self.edited_keys.extend([first.report.key.clone(), edit.report.key.clone()]);
        let versions = self.versions.entry(uid).or_insert_with(|| vec![first.clone()]);
        let place = if is_older { 1 } else { versions.len() };
        let before = versions[versions.len() - 1].report.key.clone();
        versions.insert(place.min(versions.len()), edit);
        let secrecy = versions.iter().filter_map(|version| version.report.confidentiality).max();
        let newest = &versions[versions.len() - 1].report;
        let old = self.reports.remove(&before);
        let report = Report {
            has_text: versions.iter().any(|version| version.adds_text),
            replaces: old.as_ref().and_then(|old| old.replaces),
            retracted: old.as_ref().and_then(|old| old.retracted.clone()),
            confidentiality: secrecy,
            ..newest.clone()
        };
        for keys in self.by_document.values_mut() {
            keys.iter_mut()
                .filter(|key| **key == before)
                .for_each(|key| key.clone_from(&report.key));
        }
        self.titles.take();
        self.hold(Arc::new(report));
    }

    /// Whether messages may say more about the report than the words of a row.
    pub(super) fn may_name(&self, report: &Report) -> bool {
        let unnamed = self.unnamed.as_ref();
        unnamed.is_none_or(|unnamed| !report.is_confidential() && !unnamed.contains(&report.uid))
    }

    /// Whether messages may name confidential reports and their facts.
    pub(super) fn names_confidential(&self) -> bool {
        self.unnamed.is_none()
    }

    /// Adds a report, so that it is found by key, document and title.
    pub(super) fn hold(&mut self, report: Arc<Report>) {
        let Some(versions) = self.versions.get(&report.uid) else {
            if identity(&report, report.replaces).uid_before() == Some(report.uid) {
                self.before.insert(report.uid, report.key.clone());
            }
            return self.hold_of(document_of(&report), report);
        };
        let says = || versions.iter().map(|version| &version.report);
        let documents: BTreeSet<Uid> = says().map(document_of).collect();
        let former: Vec<String> = says().map(|said| said.key.clone()).collect();
        for key in former.into_iter().filter(|key| *key != report.key) {
            self.former.insert(key, report.key.clone());
        }
        for document in documents {
            self.hold_of(document, Arc::clone(&report));
        }
    }

    /// Adds a report of a document.
    fn hold_of(&mut self, document: Uid, report: Arc<Report>) {
        let keys = self.by_document.entry(document);
        let keys = keys.or_insert_with(|| Vec::with_capacity(1));
        if !keys.contains(&report.key) {
            if !keys.is_empty() {
                self.described.forget();
            }
            keys.push(report.key.clone());
        }
        if let Some(titles) = self.titles.get_mut() {
            note_title(titles, &report);
        }
        if self.reports.insert(report.key.clone(), report).is_some() {
            self.described.forget();
        }
    }

    /// Adds a report that this import made, whose uid is therefore that of [`uid_of`].
    pub(super) fn hold_made(&mut self, report: Arc<Report>) {
        self.made.insert(report.uid);
        let is_document = report.replaces.is_none();
        let document = if is_document { report.uid } else { document_of(&report) };
        self.hold_of(document, report);
    }

    /// The description of some cells, and the report that an earlier row with the same description has; `None`
    /// if there was no such row.
    pub(super) fn described<'c>(
        &self,
        cells: impl Iterator<Item = &'c str>,
    ) -> (Description, Option<&Described>) {
        let description = self.described.description(cells);
        (description, self.described.get(description))
    }

    /// Remembers the report that some cells describe. It must depend only on these cells, on the reports with the
    /// same key or document, and on the names of actors.
    pub(super) fn keep_described(&mut self, description: Description, described: Described) {
        self.described.keep(description, described);
    }

    /// Forgets which reports cells describe, since a name may now mean another actor.
    pub(super) fn forget_described(&mut self) {
        self.described.forget();
    }

    /// Whether this import made the report.
    pub(super) fn made(&self, report: &Report) -> bool {
        self.made.contains(&report.uid)
    }

    /// The report that has exactly this key, or had it before an edit; `None` if there is none.
    pub(super) fn get(&self, key: &str) -> Option<&Arc<Report>> {
        self.reports.get(key).or_else(|| self.reports.get(self.former.get(key)?))
    }

    /// Refuses a report whose uid belongs to another page, recorded by an older version, which ignored the
    /// part of a link after `#`.
    pub(super) fn unless_link_taken(&self, report: &Report) -> Result<(), WriteError> {
        if self.before.is_empty() {
            return Ok(());
        }
        match self.before.get(&uid_of(report)) {
            Some(key) => Err(WriteError::LinkTaken { key: key.clone() }),
            None => Ok(()),
        }
    }

    /// Whether some report of the same document is recorded, retracted or not.
    pub(super) fn has_document(&self, report: &Report) -> bool {
        self.by_document.contains_key(&document_of(report))
    }

    /// The recorded report that is the same as `stated`, a report of a file: the one with the same identity if the file
    /// says that it is retracted or replaces another; otherwise the report of the same document that counts, or the
    /// last one if all are retracted. `None` if the file's report is new here.
    pub(super) fn like(&self, stated: &Report) -> Option<&Arc<Report>> {
        let document = document_of(stated);
        let says_which = stated.replaces.is_some() || stated.retracted.is_some();
        if !says_which {
            return self.standing(document).or_else(|| self.of_document(document).next_back());
        }
        let is_exact = |report: &&Arc<Report>| report.replaces == stated.replaces;
        if let Some(exact) = self.of_document(document).find(is_exact) {
            return Some(exact);
        }
        if stated.retracted.is_some() { None } else { self.standing(document) }
    }

    /// The recorded report that counts again if `stated` is recorded: all its recordings are undone, and the file does
    /// not make it less secret. `None` if there is none.
    pub(super) fn undone_like(&self, stated: &Report) -> Option<&Arc<Report>> {
        if self.undone.is_empty() || stated.replaces.is_some() || stated.retracted.is_some() {
            return None;
        }
        let known = self.like(stated).filter(|known| self.is_undone(known));
        known.filter(|known| stated.confidentiality.is_none_or(|level| level >= known.secrecy()))
    }

    /// Whether all recordings of a report are undone, and it was not recorded again.
    pub(super) fn is_undone(&self, report: &Report) -> bool {
        self.undone.contains(&report.uid) && report.retracted.is_some()
    }

    /// The reports of a document, the newest last.
    fn of_document(&self, document: Uid) -> impl DoubleEndedIterator<Item = &Arc<Report>> {
        let keys = self.by_document.get(&document).into_iter().flatten();
        keys.filter_map(|key| self.reports.get(key))
    }

    /// The report of a document that is not retracted and will not be retracted by this import.
    fn standing(&self, document: Uid) -> Option<&Arc<Report>> {
        self.of_document(document)
            .find(|report| report.retracted.is_none() && !self.will_be_retracted(&report.key))
    }

    /// The report that counts with a link that was [noted](Self::note_link); `None` if there is none. It is the result
    /// of [`like`](Self::like) for a row that has only this link.
    pub(super) fn with_noted_link(&self, url: &str) -> Option<&Arc<Report>> {
        let report = self.standing(*self.links.get(&hash_of(url))?)?;
        (report.url.as_deref() == Some(url)).then_some(report)
    }

    /// Notes the link of a report, for [`with_noted_link`](Self::with_noted_link).
    pub(super) fn note_link(&mut self, report: &Report) {
        if let Some(url) = &report.url {
            self.links.insert(hash_of(url), document_of(report));
        }
    }

    /// Notes that a report must be retracted after the facts are recorded.
    pub(super) fn retract_later(&mut self, key: String, reason: String) {
        self.described.forget();
        self.retractions.insert(key, reason);
    }

    /// Whether this import will retract the report once the facts are recorded.
    pub(super) fn will_be_retracted(&self, key: &str) -> bool {
        self.retractions.contains_key(key)
    }

    /// Takes out the reports that must be retracted, each with the reason.
    pub(super) fn take_retractions(&mut self) -> BTreeMap<String, String> {
        std::mem::take(&mut self.retractions)
    }

    /// Notes that the report with key `there` in the file has key `here` in this database.
    pub(super) fn rename(&mut self, there: String, here: String) {
        self.described.forget();
        self.renamed.insert(there, here);
    }

    /// The key in this database of a report that has key `key` in the imported file.
    pub(super) fn key_here<'k>(&'k self, key: &'k str) -> &'k str {
        self.renamed.get(key).map_or(key, String::as_str)
    }

    /// Whether a report has a key, or had it before an edit.
    pub(super) fn is_taken(&self, key: &str) -> bool {
        self.reports.contains_key(key) || self.edited_keys.contains(key)
    }

    /// A key that no report has: `base`, or the first free one of `base-2`, `base-3` …
    pub(super) fn free_key(&mut self, base: &str) -> String {
        if !self.is_taken(base) {
            return base.to_owned();
        }
        // A key that was taken stays taken, so the search continues from the number that was found last time.
        let number = self.numbers.entry(base.to_owned()).or_insert(2);
        loop {
            let key = format!("{base}-{number}");
            if !self.reports.contains_key(&key) && !self.edited_keys.contains(&key) {
                return key;
            }
            *number += 1;
        }
    }

    /// Keys of reports by folded key and by folded title.
    pub(super) fn titles(&self) -> &HashMap<String, Vec<String>> {
        self.titles.get_or_init(|| {
            let mut titles = HashMap::new();
            self.reports.values().for_each(|report| note_title(&mut titles, report));
            titles
        })
    }
}

fn hash_of(url: &str) -> u64 {
    FixedState::default().hash_one(url)
}

fn note_title(titles: &mut HashMap<String, Vec<String>>, report: &Report) {
    for name in [&report.key, &report.title] {
        let keys = titles.entry(fold(name)).or_default();
        if keys.last() != Some(&report.key) {
            keys.push(report.key.clone());
        }
    }
}

/// The uids of the reports that confidential ones replace.
fn unnamed(reports: &[Report]) -> HashSet<Uid> {
    let by_uid: HashMap<Uid, &Report> = reports.iter().map(|report| (report.uid, report)).collect();
    let mut unnamed = HashSet::default();
    for report in reports.iter().filter(|report| report.is_confidential()) {
        let mut replaced = report.replaces;
        while let Some(uid) = replaced.filter(|uid| unnamed.insert(*uid)) {
            replaced = by_uid.get(&uid).and_then(|older| older.replaces);
        }
    }
    unnamed
}
