//! Finds the report that words mean: by key, link or title.

use super::error::NameError;
use crate::domain::identity::{ReportIdentity, Uid};
use crate::domain::link::is_one_document;
use crate::domain::name::{fold, nearest};
use crate::domain::report::Report;
use std::borrow::Borrow;

/// Maximum number of suggestions for unknown words.
const NEAREST: usize = 3;

/// A source of reports for the resolver: the database, or memory.
pub trait ReportLookup {
    /// The type in which reports are returned: owned, or shared.
    type Row: Borrow<Report>;
    /// The error type: words that identify no report, or a failed lookup.
    type Error: From<NameError>;

    /// The report with exactly this key; `None` if there is none. Fails if the lookup fails.
    fn with_key(&self, key: &str) -> Result<Option<Self::Row>, Self::Error>;
    /// The report with a uid. `document` is the uid of the first report with the same link, which
    /// can be used as the key of a cache.
    fn with_uid(&self, document: Uid, uid: Uid) -> Result<Option<Self::Row>, Self::Error>;
    /// Reports whose key or title folds to `folded`. Fails if the lookup fails.
    fn with_title(&self, folded: &str) -> Result<Vec<Self::Row>, Self::Error>;
    /// Edited reports that once had these words as key, link or title (ignoring case and spelling).
    fn once_named(&self, words: &str) -> Result<Vec<Self::Row>, Self::Error>;
    /// All keys and titles, for suggestions. Fails if the lookup fails.
    fn keys_and_titles(&self) -> Result<Vec<String>, Self::Error>;
}

/// Whether a version of a report has these words as its key, link or title.
#[must_use]
pub fn is_named(version: &Report, words: &str) -> bool {
    version.url.as_deref().is_some_and(|url| is_one_document(url, words))
        || fold(&version.title) == fold(words)
        || fold(&version.key) == fold(words)
}

/// Finds the report that words mean. If several reports have the link, the newest is meant; if several have the title,
/// the only one that is not retracted. An earlier name of an edited report is used if no report has that name now.
/// Fails if no report matches, or several do.
pub fn find_report<L: ReportLookup>(lookup: &L, words: &str) -> Result<L::Row, L::Error> {
    if let Some(report) = lookup.with_key(words)? {
        return Ok(report);
    }
    if let Some(report) = newest_with_link(lookup, words)? {
        return Ok(report);
    }
    let mut found = lookup.with_title(&fold(words))?;
    if found.is_empty() {
        found = lookup.once_named(words)?;
    }
    let stands = |row: &L::Row| row.borrow().retracted.is_none();
    if found.iter().filter(|row| stands(row)).count() == 1 {
        found.retain(stands);
    }
    let (what, word) = ("report", words.to_owned());
    if found.len() > 1 {
        found.sort_by(|a, b| newest_first(a.borrow(), b.borrow()));
        let candidates = found.iter().map(|row| describe(row.borrow())).collect();
        return Err(NameError::Ambiguous { what, word, candidates }.into());
    }
    if let Some(report) = found.pop() {
        return Ok(report);
    }
    let names = lookup.keys_and_titles()?;
    let nearest = nearest(words, names.iter().map(String::as_str), NEAREST);
    Err(NameError::Unknown { what, word, nearest }.into())
}

/// The newest report with a link. A report that replaces a retracted one has a uid derived from
/// that one's, so the search follows the chain of uids.
fn newest_with_link<L: ReportLookup>(lookup: &L, words: &str) -> Result<Option<L::Row>, L::Error> {
    let (publisher, title, published) = ("", "", "");
    let identity = |replaces| {
        let url = Some(words);
        ReportIdentity { url, publisher, title, published, replaces }
    };
    let document = identity(None).uid();
    let (mut found, mut replaces) = (None, None);
    loop {
        let identity = identity(replaces);
        let mut next = None;
        for uid in [Some(identity.uid()), identity.uid_before()].into_iter().flatten() {
            let with_uid = || lookup.with_uid(document, uid);
            next =
                if next.is_none() { with_uid()?.filter(|row| has_link(row, words)) } else { next };
        }
        let Some(report) = next else { return Ok(found) };
        replaces = Some(report.borrow().uid);
        found = Some(report);
    }
}

/// Whether a report has a link, in any variant. A report with a uid of an older version, which ignored the
/// part after `#`, may have the link of another page.
fn has_link<R: Borrow<Report>>(row: &R, words: &str) -> bool {
    row.borrow().url.as_deref().is_some_and(|url| is_one_document(url, words))
}

fn newest_first(a: &Report, b: &Report) -> std::cmp::Ordering {
    b.published_latest.cmp(&a.published_latest).then_with(|| a.key.cmp(&b.key))
}

fn describe(report: &Report) -> String {
    format!("{} ({}, {}, {})", report.key, report.title, report.publisher, report.published_shown())
}
