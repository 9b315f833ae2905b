//! Sources: the reports behind the entries, numbered.

use crate::domain::report::Report;
use crate::domain::selection::Selection;
use crate::domain::when::When;
use crate::view::wording;
use std::collections::BTreeSet;

/// A report that entries name by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its number, from 1.
    pub number: usize,
    /// The key of the report.
    pub report: String,
    /// Its title.
    pub title: String,
    /// Its publisher, and who wrote it: `RFI (AFP)`.
    pub publisher: String,
    /// When it came out, in words.
    pub published: String,
    /// Its link, else that of a kept copy.
    pub url: Option<String>,
    /// Whether it was retracted.
    pub retracted: bool,
}

/// The reports that the facts were found in, by date.
pub(super) fn of(selection: &Selection) -> Vec<Source> {
    let named: BTreeSet<&str> =
        selection.facts.iter().map(|recorded| recorded.fact.report.as_str()).collect();
    let mut reports: Vec<_> = named.iter().filter_map(|key| selection.reports.get(*key)).collect();
    reports.sort_by_key(|report| (report.published_latest, &report.key));
    let numbered = |(at, report): (usize, &Report)| {
        let publisher = selection.actor_name(&report.publisher);
        let when = When::new(report.published.clone(), String::new());
        Source {
            number: at + 1,
            report: report.key.clone(),
            title: report.title.clone(),
            publisher: match &report.byline {
                Some(byline) if byline != publisher => format!("{publisher} ({byline})"),
                _ => publisher.to_owned(),
            },
            published: wording::when(&when, None),
            url: report.url.clone().or_else(|| report.archive_url.clone()),
            retracted: report.retracted.is_some(),
        }
    };
    reports.into_iter().enumerate().map(numbered).collect()
}
