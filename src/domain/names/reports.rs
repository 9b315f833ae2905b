//! Which report words mean: its key, its link, or its title.

use super::error::NameError;
use crate::domain::identity::{ReportIdentity, Uid};
use crate::domain::name::{fold, nearest};
use crate::domain::report::Report;
use std::borrow::Borrow;

/// How many near keys and titles to offer for unknown words.
const NEAREST: usize = 3;

/// Whoever can say which reports are there.
pub trait ReportLookup {
    /// How a report is handed out: owned, or shared.
    type Row: Borrow<Report>;
    /// Why words name no report, or why the reports cannot be looked up.
    type Error: From<NameError>;

    /// The report with this very key.
    fn with_key(&self, key: &str) -> Result<Option<Self::Row>, Self::Error>;
    /// The report with this uid, which is one of a document: the uid of the first report of it.
    fn with_uid(&self, document: Uid, uid: Uid) -> Result<Option<Self::Row>, Self::Error>;
    /// The reports of which the key or the title folds to these words.
    fn with_title(&self, folded: &str) -> Result<Vec<Self::Row>, Self::Error>;
    /// Every key and every title.
    fn keys_and_titles(&self) -> Result<Vec<String>, Self::Error>;
}

/// The report that words mean. Of reports with the same link it is the newest, of those with the
/// same title the one that is not retracted.
pub fn find_report<L: ReportLookup>(lookup: &L, words: &str) -> Result<L::Row, L::Error> {
    if let Some(report) = lookup.with_key(words)? {
        return Ok(report);
    }
    if let Some(report) = newest_with_link(lookup, words)? {
        return Ok(report);
    }
    let mut found = lookup.with_title(&fold(words))?;
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

/// The newest report with this link: one that stands for a retracted one has a uid that names it.
fn newest_with_link<L: ReportLookup>(lookup: &L, words: &str) -> Result<Option<L::Row>, L::Error> {
    let (publisher, title, published) = ("", "", "");
    let uid_of =
        |replaces| ReportIdentity { url: Some(words), publisher, title, published, replaces }.uid();
    let document = uid_of(None);
    let (mut found, mut uid) = (None, document);
    while let Some(report) = lookup.with_uid(document, uid)? {
        found = Some(report);
        uid = uid_of(Some(uid));
    }
    Ok(found)
}

fn newest_first(a: &Report, b: &Report) -> std::cmp::Ordering {
    b.published_latest.cmp(&a.published_latest).then_with(|| a.key.cmp(&b.key))
}

fn describe(report: &Report) -> String {
    format!("{} ({}, {}, {})", report.key, report.title, report.publisher, report.published)
}
