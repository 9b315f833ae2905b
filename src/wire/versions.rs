//! The earlier versions of an edited report, as text of one cell: a JSON list, the first version first, each
//! with the reason for which it was edited.

use crate::domain::report::{Confidentiality, Report};
use crate::wire::bare_report::bare_report;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A version of a report that was edited.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EarlierVersion {
    /// The report in that version, and whether it had its text then.
    pub(crate) report: Report,
    /// Why it was edited then.
    pub(crate) edited: String,
    /// When it was edited then (UTC, `YYYY-MM-DDThh:mm:ssZ`); blank in files of older versions.
    pub(crate) edited_at: String,
}

/// The column of the versions.
pub(crate) const VERSIONS: &str = "versions_before";

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
    /// Whether the text was added later.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    no_text: bool,
    edited: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty", default)]
    edited_at: Cow<'a, str>,
}

fn version(EarlierVersion { report, edited, edited_at }: &EarlierVersion) -> Version<'_> {
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
        no_text: !report.has_text,
        edited: edited.as_str().into(),
        edited_at: edited_at.as_str().into(),
    }
}

/// Writes earlier versions as a JSON list; an empty text if there are none.
pub(super) fn versions_cell(versions: &[EarlierVersion]) -> String {
    if versions.is_empty() {
        return String::new();
    }
    let listed: Vec<Version<'_>> = versions.iter().map(version).collect();
    serde_json::to_string(&listed).unwrap_or_default()
}

/// Whether words are a time in the recorded form: `YYYY-MM-DDThh:mm:ssZ`.
fn is_moment(words: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00Z";
    let fits = |(c, form): (u8, &u8)| if *form == b'0' { c.is_ascii_digit() } else { c == *form };
    words.len() == FORM.len() && words.bytes().zip(FORM).all(fits)
}

/// Reads the earlier versions of a cell. Fails if the JSON is wrong, a date cannot be read, or a reason is missing.
pub(super) fn versions_of(cell: &str) -> Result<Vec<EarlierVersion>, String> {
    let listed: Vec<Version<'_>> = serde_json::from_str(cell)
        .map_err(|why| format!("is not a JSON list of the kind expected: {why}"))?;
    let version = |version: Version<'_>| {
        let owned = |words: Option<Cow<'_, str>>| words.map(Cow::into_owned);
        let edited = version.edited.trim().to_owned();
        if edited.is_empty() || version.title.trim().is_empty() {
            return Err("a version has a title, and `edited`, the reason".to_owned());
        }
        let edited_at = version.edited_at.into_owned();
        if !edited_at.is_empty() && !is_moment(&edited_at) {
            return Err(format!("`edited_at`: `{edited_at}` is no moment (2016-10-24T09:30:00Z)"));
        }
        let level = version.confidentiality.map(|word| word.parse::<Confidentiality>());
        let bare = bare_report(
            &version.key,
            &version.publisher,
            &version.title,
            VERSIONS,
            &version.published,
        );
        let report = Report {
            byline: owned(version.byline),
            url: owned(version.url),
            archive_url: owned(version.archive_url),
            language: owned(version.language),
            republishes: owned(version.republishes),
            confidentiality: level.transpose().map_err(|why| why.to_string())?,
            has_text: !version.no_text,
            ..bare.map_err(|problem| problem.what)?
        };
        Ok(EarlierVersion { report, edited, edited_at })
    };
    listed.into_iter().map(version).collect()
}

/// The versions of a row whose text the file lacks, without those that differ from the next one only in the text.
pub(crate) fn without_text(versions: Vec<EarlierVersion>, newest: &Report) -> Vec<EarlierVersion> {
    let next: Vec<Report> = versions.iter().skip(1).map(|version| version.report.clone()).collect();
    let next = next.into_iter().chain([Report { has_text: true, ..newest.clone() }]);
    let adds_text_alone = |version: &EarlierVersion, next: &Report| {
        !version.report.has_text && next.has_text && version.report.differences(next).is_empty()
    };
    let kept =
        versions.into_iter().zip(next).filter(|(before, next)| !adds_text_alone(before, next));
    kept.map(|(mut version, _)| {
        version.report.has_text = true;
        version
    })
    .collect()
}
