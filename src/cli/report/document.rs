//! What is known about a document that is to be recorded: its link, and the page or text that was captured.

use super::captured::Captured;
use crate::capture::Field;
use crate::domain::actor::ActorKind;
use crate::domain::link::archived_document;
use crate::domain::report::{CapturedText, Report};
use crate::domain::when::{Day, Expression};

/// A document to be recorded.
pub(super) struct Document {
    /// The link, as typed; it overrides that of the page.
    pub(super) link: Option<String>,
    /// The link of the copy in an archive, if it was typed.
    pub(super) archive: Option<String>,
    pub(super) captured: Captured,
}

/// The parts that every report must state.
pub(super) struct Stated {
    pub(super) title: String,
    /// The key of the publisher.
    pub(super) publisher: String,
    /// The name and the kind of the publisher, if it must be created.
    pub(super) new_publisher: Option<(String, ActorKind)>,
    pub(super) published: Expression,
    pub(super) published_latest: Option<Day>,
}

/// A report to be recorded.
pub(super) struct Ready {
    /// The file that the report comes from; `None` if the options give everything.
    pub(super) file: Option<String>,
    pub(super) report: Report,
    pub(super) text: Option<CapturedText>,
    /// How the text was found in a page, for a message.
    pub(super) text_note: &'static str,
    /// Whether the text is probably not the article but that of another page shown instead.
    pub(super) is_doubtful: bool,
    /// The name of a publisher to be made.
    pub(super) new_publisher: Option<(String, ActorKind)>,
}

impl Document {
    /// A document with a link as typed. The link of an archive contains the link of the document.
    pub(super) fn of(link: Option<&str>, captured: Captured) -> Self {
        let document = link.and_then(archived_document);
        let archive = link.filter(|_| document.is_some()).map(str::to_owned);
        Self { link: document.or(link).map(str::to_owned), archive, captured }
    }

    /// The link of the copy in an archive, as typed or in the page.
    pub(super) fn archive_link(&self) -> Option<String> {
        self.archive.clone().or_else(|| self.found(Field::Archive))
    }

    /// The link of the document, as typed or in its page.
    pub(super) fn link(&self) -> Option<String> {
        self.link.clone().or_else(|| self.found(Field::Link))
    }

    /// The authors that the page names.
    pub(super) fn byline(&self) -> Option<String> {
        self.found(Field::Byline)
    }

    /// The language that the page states.
    pub(super) fn language(&self) -> Option<String> {
        self.found(Field::Language)
    }

    /// How messages refer to the document: by its file, or as `a report`.
    pub(super) fn name(&self) -> &str {
        self.captured.file.as_deref().unwrap_or("a report")
    }

    fn found(&self, field: Field) -> Option<String> {
        self.captured.page.first(field).map(|found| found.value.clone())
    }
}
