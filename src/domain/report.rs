//! Reports: published documents.

use super::identity::Uid;
use super::when::{Day, Expression};
use super::words::word_set;

word_set! {
    /// Who may see a report.
    Confidentiality, "confidentiality" {
        /// Everybody may see it; what a report is where nothing was said.
        Public = "public",
        /// The organisation that recorded it.
        Internal = "internal",
        /// Only people who are named one by one may see it.
        Confidential = "confidential",
    }
}

/// The longest text of a report, in bytes: it fits into one line of JSON Lines, however it is escaped
/// there.
pub const LONGEST_TEXT: usize = 10 << 20;

/// The text of a report, as captured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedText {
    /// The words of the document, in Unicode, with the line breaks of the capture.
    pub text: String,
    /// When it was captured (UTC, `YYYY-MM-DDThh:mm:ssZ`).
    pub captured_at: String,
}

/// One published document in which facts were found: an article, a situation report, a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The identity that survives merging.
    pub uid: Uid,
    /// The key that facts and commands name the report by (`voa-2016-10-24`).
    pub key: String,
    /// The key of the actor that put it out.
    pub publisher: String,
    /// The headline or title, as printed.
    pub title: String,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// The link under which it was read; from it comes the report's uid.
    pub url: Option<String>,
    /// The link of a copy that stays when the original goes (archive.org, perma.cc).
    pub archive_url: Option<String>,
    /// When it came out, as EDTF: mostly a day, sometimes only a month.
    pub published: Expression,
    /// The last day on which it may have come out: what its words are read against.
    pub published_latest: Day,
    /// The language of its text by its BCP 47 tag (`en`, `ar`).
    pub language: Option<String>,
    /// The key of the report whose text this one repeats word for word (an agency's).
    pub republishes: Option<String>,
    /// The retracted report in whose place this one stands.
    pub replaces: Option<Uid>,
    /// Who may see the report; public where nothing was said.
    pub confidentiality: Option<Confidentiality>,
    /// Whether a text was captured (the text itself is loaded only where it is needed).
    pub has_text: bool,
    /// Why the report was retracted; none while it stands.
    pub retracted: Option<String>,
}
