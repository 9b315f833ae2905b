//! Reports: published documents that contain facts.

use super::identity::Uid;
use super::when::{Day, Expression};
use super::words::word_set;
use chrono::Datelike;

word_set! {
    /// Who may see a report.
    Confidentiality, "confidentiality" {
        /// Everybody may see it; the default.
        Public = "public",
        /// Only the organization that recorded it may see it.
        Internal = "internal",
        /// Only people who are named individually may see it.
        Confidential = "confidential",
    }
}

/// How many reports behind an output are not public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restricted {
    /// Number of confidential reports.
    pub confidential: usize,
    /// Number of reports for the organization alone.
    pub internal: usize,
}

impl Restricted {
    /// Counts a report of this level.
    pub fn add(&mut self, level: Option<Confidentiality>) {
        match level {
            Some(Confidentiality::Confidential) => self.confidential += 1,
            Some(Confidentiality::Internal) => self.internal += 1,
            Some(Confidentiality::Public) | None => {}
        }
    }

    /// The strictest level of these reports; `None` if everybody may see all of them.
    #[must_use]
    pub fn level(self) -> Option<Confidentiality> {
        match self {
            Self { confidential: 1.., .. } => Some(Confidentiality::Confidential),
            Self { internal: 1.., .. } => Some(Confidentiality::Internal),
            _ => None,
        }
    }
}

impl FromIterator<Option<Confidentiality>> for Restricted {
    fn from_iter<I: IntoIterator<Item = Option<Confidentiality>>>(levels: I) -> Self {
        let mut counted = Self::default();
        levels.into_iter().for_each(|level| counted.add(level));
        counted
    }
}

/// The word to put beside a report of this level; `None` if everybody may see it.
#[must_use]
pub fn restriction(level: Option<Confidentiality>) -> Option<&'static str> {
    level.filter(|level| *level != Confidentiality::Public).map(Confidentiality::as_str)
}

/// Longest text of a report, in bytes. Such a text fits into one line of JSON Lines, even when every
/// character is escaped.
pub const LONGEST_TEXT: usize = 10 << 20;

/// The date of publication of an undated report, as EDTF: a year of which no digit is known.
pub const UNDATED: &str = "XXXX";

/// Words for [`UNDATED`], in lower case and without points and spaces.
const UNDATED_WORDS: &[&str] =
    &["unknown", "undated", "nodate", "notdated", "dateunknown", "unknowndate", "nd"];

/// Whether words say that a report's date of publication is unknown: `undated`, `n.d.`, `unknown`.
#[must_use]
pub fn says_undated(words: &str) -> bool {
    let plain: String = words.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    plain == UNDATED || UNDATED_WORDS.contains(&plain.to_ascii_lowercase().as_str())
}

/// The last day of a publication date, from the bounds of its EDTF expression; `None` if the
/// expression has no year: `XXXX` ends in 9999, `XXXX-02-29` in 9996.
#[must_use]
pub fn known_publication(latest: Day) -> Option<Day> {
    (latest.year() < 9990).then_some(latest)
}

/// The reason for adding a text to a report, if none was given.
pub const TEXT_CAPTURED: &str = "its text was captured";

/// The text of a report at the time it was captured; the original may change or disappear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedText {
    /// The text in Unicode, with the line breaks of the capture.
    pub text: String,
    /// When the text was captured: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub captured_at: String,
}

/// A published document that contains facts: an article, a situation report, a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The report's uid, the same in every database.
    pub uid: Uid,
    /// The key that facts and commands name the report by (`voa-2016-10-24`).
    pub key: String,
    /// Key of the actor that published the report.
    pub publisher: String,
    /// The headline or title, as printed.
    pub title: String,
    /// The author as printed; `None` if none is named.
    pub byline: Option<String>,
    /// The link of the document, from which the uid is computed; `None` if it has none.
    pub url: Option<String>,
    /// The link of an archived copy (archive.org, perma.cc); `None` if there is none.
    pub archive_url: Option<String>,
    /// Date of publication as EDTF: mostly a day, sometimes only a month. [`UNDATED`] if nothing
    /// is known of it.
    pub published: Expression,
    /// Last day on which the report may have been published. Relative dates in the report ("last
    /// week") are resolved against it. `None` if the report is undated.
    pub published_latest: Option<Day>,
    /// Language of the text as BCP 47 tag (`en`, `ar`); `None` if it is unknown.
    pub language: Option<String>,
    /// Key of the report whose text this one repeats word for word, such as an agency's; `None` for
    /// an original.
    pub republishes: Option<String>,
    /// Uid of the retracted report that this one replaces; `None` if it replaces none.
    pub replaces: Option<Uid>,
    /// Who may see the report; `None` means public.
    pub confidentiality: Option<Confidentiality>,
    /// Whether a text was captured. The text itself is loaded only when it is needed.
    pub has_text: bool,
    /// Reason of the retraction; `None` if the report is not retracted.
    pub retracted: Option<String>,
}

/// The data of a report, from one recording or edit to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportVersion {
    /// The metadata of this version. Whether the report has a text now, and whether it is retracted, is
    /// not part of them.
    pub report: Report,
    /// Why the report was edited; `None` for the version that was recorded first.
    pub reason: Option<String>,
    /// Whether this version has a text, which the versions before had not.
    pub adds_text: bool,
    /// When it was recorded: UTC, `YYYY-MM-DDThh:mm:ssZ`.
    pub recorded_at: String,
    /// Who recorded it.
    pub recorded_by: String,
}

impl Report {
    /// The level of secrecy: public if none is stated.
    #[must_use]
    pub fn secrecy(&self) -> Confidentiality {
        self.confidentiality.unwrap_or(Confidentiality::Public)
    }

    /// The differences of two versions of a report: for each part its name, the value in this one, and the value in the
    /// other; empty if it is missing. Uid, text and retraction are not compared.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<(&'static str, String, String)> {
        let said = |words: &Option<String>| words.clone().unwrap_or_default();
        let parts = |report: &Self| {
            [
                ("title", report.title.clone()),
                ("publisher", report.publisher.clone()),
                ("published", report.published_shown().to_owned()),
                ("url", said(&report.url)),
                ("archive_url", said(&report.archive_url)),
                ("byline", said(&report.byline)),
                ("language", said(&report.language)),
                ("key", report.key.clone()),
                ("republishes", said(&report.republishes)),
                ("confidentiality", report.secrecy().to_string()),
            ]
        };
        let both = parts(self).into_iter().zip(parts(other));
        both.filter(|(here, there)| here != there)
            .map(|((name, here), (_, there))| (name, here, there))
            .collect()
    }

    /// The first and last day on which the report may have been published; `None` if it is undated.
    #[must_use]
    pub fn publication_days(&self) -> Option<(Day, Day)> {
        let latest = self.published_latest?;
        Some((self.published.bounds().start_earliest.unwrap_or(latest), latest))
    }

    /// The day on which the report was published; `None` if the date is coarser or unknown.
    #[must_use]
    pub fn published_day(&self) -> Option<Day> {
        self.publication_days().filter(|(first, last)| first == last).map(|days| days.1)
    }

    /// The key of a report for which none is given: publisher and last day of publication
    /// (`voa-2016-10-24`), or `voa-undated`.
    #[must_use]
    pub fn default_key(publisher: &str, latest: Option<Day>) -> String {
        match latest {
            Some(day) => format!("{publisher}-{day}"),
            None => format!("{publisher}-undated"),
        }
    }

    /// The date of publication as EDTF, or `undated` if nothing is known of it.
    #[must_use]
    pub fn published_shown(&self) -> &str {
        let edtf = self.published.as_str();
        if edtf == UNDATED { "undated" } else { edtf }
    }

    /// Whether only people who are named one by one may see it.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.confidentiality == Some(Confidentiality::Confidential)
    }

    /// Whether a file gives another level of secrecy. A file that gives none does not.
    #[must_use]
    pub fn is_otherwise_for(&self, stated: Option<Confidentiality>) -> bool {
        stated.is_some_and(|stated| stated != self.secrecy())
    }
}
