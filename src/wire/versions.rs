//! What a report was said to be before it was edited, as text of one cell: a JSON list, the first version
//! first, each with the reason for which it was edited.

use crate::domain::report::{Confidentiality, Report};
use crate::wire::bare_report::bare_report;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A version of a report that was edited.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EarlierVersion {
    /// What the report was said to be.
    pub(crate) report: Report,
    /// Why it was edited then.
    pub(crate) edited: String,
}

#[derive(Deserialize, Serialize)]
struct Version<'a> {
    key: Cow<'a, str>,
    publisher: Cow<'a, str>,
    title: Cow<'a, str>,
    published: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    byline: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    archive_url: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    language: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    republishes: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    confidentiality: Option<Cow<'a, str>>,
    edited: Cow<'a, str>,
}

fn version(EarlierVersion { report, edited }: &EarlierVersion) -> Version<'_> {
    let said =
        |words: &'_ Option<String>| words.as_deref().map(|words| Cow::Owned(words.to_owned()));
    Version {
        key: report.key.as_str().into(),
        publisher: report.publisher.as_str().into(),
        title: report.title.as_str().into(),
        published: report.published.as_str().into(),
        byline: said(&report.byline),
        url: said(&report.url),
        archive_url: said(&report.archive_url),
        language: said(&report.language),
        republishes: said(&report.republishes),
        confidentiality: report.confidentiality.map(|level| level.as_str().into()),
        edited: edited.as_str().into(),
    }
}

/// Writes earlier versions as a JSON list; an empty text where there are none.
pub(super) fn versions_cell(versions: &[EarlierVersion]) -> String {
    if versions.is_empty() {
        return String::new();
    }
    let listed: Vec<Version<'_>> = versions.iter().map(version).collect();
    serde_json::to_string(&listed).unwrap_or_default()
}

/// Reads the earlier versions of a cell. Fails where the JSON is wrong, a date cannot be read, or a reason
/// is missing.
pub(super) fn versions_of(cell: &str) -> Result<Vec<EarlierVersion>, String> {
    let listed: Vec<Version<'_>> = serde_json::from_str(cell)
        .map_err(|why| format!("is not a JSON list of the kind expected: {why}"))?;
    let version = |version: Version<'_>| {
        let owned = |words: Option<Cow<'_, str>>| words.map(Cow::into_owned);
        let edited = version.edited.trim().to_owned();
        if edited.is_empty() || version.title.trim().is_empty() {
            return Err("a version has a title, and `edited`, the reason".to_owned());
        }
        let level = version.confidentiality.map(|word| word.parse::<Confidentiality>());
        let bare = bare_report(
            &version.key,
            &version.publisher,
            &version.title,
            "versions_before",
            &version.published,
        );
        let report = Report {
            byline: owned(version.byline),
            url: owned(version.url),
            archive_url: owned(version.archive_url),
            language: owned(version.language),
            republishes: owned(version.republishes),
            confidentiality: level.transpose().map_err(|why| why.to_string())?,
            ..bare.map_err(|problem| problem.what)?
        };
        Ok(EarlierVersion { report, edited })
    };
    listed.into_iter().map(version).collect()
}
