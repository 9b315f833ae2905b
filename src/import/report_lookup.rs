//! Finds reports of an import by key, link or title, including those that they had before an edit.

use crate::domain::identity::Uid;
use crate::domain::names::{NameError, ReportLookup, find_report, is_named};
use crate::domain::report::Report;
use crate::import::documents::Documents;
use std::sync::Arc;

/// The reports that messages may name.
struct Named<'d>(&'d Documents);

impl Documents {
    /// Finds the report that words mean. Fails if they mean none or several; the error only names reports that may be
    /// named.
    pub(super) fn find(&self, words: &str) -> Result<Arc<Report>, NameError> {
        let words = self.key_here(words);
        let found = find_report(&self, words);
        if self.names_confidential() {
            return found;
        }
        found.map_err(|error| error.naming_only(find_report(&Named(self), words).err()))
    }
}

impl ReportLookup for &Documents {
    type Row = Arc<Report>;
    type Error = NameError;

    fn with_key(&self, key: &str) -> Result<Option<Arc<Report>>, NameError> {
        Ok(self.get(key).cloned())
    }

    fn with_uid(&self, document: Uid, uid: Uid) -> Result<Option<Arc<Report>>, NameError> {
        let mut same = self.by_document.get(&document).into_iter().flatten();
        Ok(same.find_map(|key| self.reports.get(key).filter(|report| report.uid == uid)).cloned())
    }

    fn with_title(&self, folded: &str) -> Result<Vec<Arc<Report>>, NameError> {
        let keys = self.titles().get(folded).into_iter().flatten();
        Ok(keys.filter_map(|key| self.reports.get(key)).cloned().collect())
    }

    fn once_named(&self, words: &str) -> Result<Vec<Arc<Report>>, NameError> {
        let mut found = Vec::new();
        for versions in self.versions.values() {
            if versions.iter().any(|version| is_named(&version.report, words)) {
                let newest = versions.last();
                let newest = newest.and_then(|newest| self.reports.get(&newest.report.key));
                found.extend(newest.cloned());
            }
        }
        Ok(found)
    }

    fn keys_and_titles(&self) -> Result<Vec<String>, NameError> {
        let reports = self.reports.values();
        Ok(reports.flat_map(|report| [report.key.clone(), report.title.clone()]).collect())
    }
}

impl ReportLookup for Named<'_> {
    type Row = Arc<Report>;
    type Error = NameError;

    fn with_key(&self, key: &str) -> Result<Option<Arc<Report>>, NameError> {
        Ok((&self.0).with_key(key)?.filter(|report| self.0.may_name(report)))
    }

    fn with_uid(&self, document: Uid, uid: Uid) -> Result<Option<Arc<Report>>, NameError> {
        Ok((&self.0).with_uid(document, uid)?.filter(|report| self.0.may_name(report)))
    }

    fn with_title(&self, folded: &str) -> Result<Vec<Arc<Report>>, NameError> {
        let found = (&self.0).with_title(folded)?.into_iter();
        Ok(found.filter(|report| self.0.may_name(report)).collect())
    }

    fn once_named(&self, words: &str) -> Result<Vec<Arc<Report>>, NameError> {
        let found = (&self.0).once_named(words)?.into_iter();
        Ok(found.filter(|report| self.0.may_name(report)).collect())
    }

    fn keys_and_titles(&self) -> Result<Vec<String>, NameError> {
        let reports = self.0.reports.values().filter(|report| self.0.may_name(report));
        Ok(reports.flat_map(|report| [report.key.clone(), report.title.clone()]).collect())
    }
}
