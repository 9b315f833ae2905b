//! What a file holds, told by its header.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::format::error::FormatError;
use crate::format::jsonl::Record;
use crate::import::error::ImportError;
use crate::import::row_reader::RowReader;
use crate::text::excerpt::{SHOWN, shortened};
use crate::wire::{self, Column, ReportRow};

/// What a file holds, in the order in which rows need each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileKind {
    /// Lines that are no rows of any kind.
    Nothing,
    Actors,
    Places,
    Indicators,
    Reports,
    Facts,
}

/// What a file of facts needs, in words.
const FACTS_NEED: &str = "indicator; place_key or place_name; report_key, or publisher, \
                          report_title and report_date; and a value, a status or a when";

/// Columns that no list of actors has, so that a list with one of them is of places.
fn of_places_alone() -> impl Iterator<Item = &'static str> {
    wire::names::<Place>().filter(|name| wire::names::<Actor>().all(|other| other != *name))
}

impl FileKind {
    /// The kind of a file, with the columns checked that it cannot do without.
    pub(super) fn of(feed: &RowReader<'_>) -> Result<Self, ImportError> {
        let kind = match feed.record() {
            Some(Record::Nothing) => Self::Nothing,
            Some(Record::Actor) => Self::Actors,
            Some(Record::Place) => Self::Places,
            Some(Record::Indicator) => Self::Indicators,
            Some(Record::Report) => Self::Reports,
            Some(Record::Fact) => Self::Facts,
            None => Self::by_header(feed)?,
        };
        // Objects leave out what is blank, so that a key may be missing from all of them.
        if feed.record().is_some() && kind != Self::Facts {
            return Ok(kind);
        }
        kind.check(feed).map(|()| kind)
    }

    /// The kind of a file that does not say it otherwise.
    fn by_header(feed: &RowReader<'_>) -> Result<Self, ImportError> {
        let has = |column: &str| feed.position(column).is_some();
        let any = |columns: &[&str]| columns.iter().any(|column| has(column));
        let kind = if any(&["fact_id", "place_key", "place_name", "value_as_stated"])
            || has("indicator")
        {
            Self::Facts
        } else if any(&["measures", "nature", "definition"]) {
            Self::Indicators
        } else if any(&["publisher", "published"]) && any(&["title", "text_file", "published"]) {
            Self::Reports
        } else if has("name") && of_places_alone().any(has) {
            Self::Places
        } else if has("name") && any(&["key", "kind", "aliases"]) {
            Self::Actors
        } else {
            let found = feed.header().iter().take(8).map(|name| shortened(name, SHOWN));
            let found: Vec<_> = found.collect();
            let (file, found) = (feed.file().to_owned(), found.join(", "));
            return Err(ImportError::UnknownKind { file, found });
        };
        Ok(kind)
    }

    /// The columns that are read.
    pub(super) fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Actors => wire::names::<Actor>().collect(),
            Self::Places => wire::names::<Place>().collect(),
            Self::Indicators => wire::names::<Indicator>().collect(),
            Self::Reports => wire::names::<ReportRow>().collect(),
            Self::Facts => Column::ALL.iter().map(|column| column.name()).collect(),
        }
    }

    /// What its rows cannot do without: for each, columns of which one must be there.
    fn needs(self) -> (&'static str, &'static str, &'static [&'static [&'static str]]) {
        match self {
            Self::Nothing => ("nothing", "nothing", &[]),
            Self::Actors => ("actors", "name", &[&["name"]]),
            Self::Places => ("places", "name", &[&["name"]]),
            Self::Indicators => (
                "indicators",
                "label, definition, measures and nature",
                &[&["label"], &["definition"], &["measures"], &["nature"]],
            ),
            Self::Reports => (
                "reports",
                "publisher, title and published",
                &[&["publisher"], &["title"], &["published"]],
            ),
            Self::Facts => (
                "facts",
                FACTS_NEED,
                &[
                    &["indicator"],
                    &["place_key", "place_name"],
                    &["report_key", "report_title", "report_url"],
                    &[
                        "value_as_stated",
                        "value_low",
                        "value_best",
                        "value_high",
                        "status",
                        "when_as_stated",
                        "when_edtf",
                    ],
                ],
            ),
        }
    }

    fn check(self, feed: &RowReader<'_>) -> Result<(), ImportError> {
        let (kind, needed, groups) = self.needs();
        let missing = groups
            .iter()
            .find(|group| group.iter().all(|column| feed.position(column).is_none()))
            .and_then(|group| group.first());
        match missing {
            None => Ok(()),
            Some(column) => {
                let file = feed.file().to_owned();
                Err(FormatError::MissingColumn { file, kind, column, needed }.into())
            }
        }
    }
}
