//! Tells from its header what kind of rows a file holds.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::name::nearest;
use crate::domain::place::Place;
use crate::format::error::FormatError;
use crate::format::jsonl::Record;
use crate::import::error::ImportError;
use crate::import::row_reader::RowReader;
use crate::text::excerpt::{SHOWN, shortened};
use crate::wire::{self, Column, ReportRow};

/// What kind of rows a file holds; the order is that in which files are imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileKind {
    /// Lines that are not rows of any kind; all are refused.
    Nothing,
    Actors,
    Places,
    Indicators,
    Reports,
    Facts,
}

/// What a file of facts needs, in words for the user.
const FACTS_NEED: &str = "indicator; place_key or place_name; report_key, or publisher, \
                          report_title and report_date; and a value, a status or a when";

/// Columns that only lists of places have, not lists of actors.
fn of_places_alone() -> impl Iterator<Item = &'static str> {
    wire::names::<Place>().filter(|name| wire::names::<Actor>().all(|other| other != *name))
}

impl FileKind {
    /// The kind of a file. Fails where the header fits no kind, or lacks a column that the kind
    /// needs.
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
        // A JSON object leaves out blank values, so a column missing from all objects is no error.
        if feed.record().is_some() && kind != Self::Facts {
            return Ok(kind);
        }
        kind.check(feed).map(|()| kind)
    }

    /// The kind of a file, from its column names alone. Fails where the columns fit no kind.
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

    /// Whether files of any kind have a column of this name.
    pub(super) fn knows(name: &str) -> bool {
        use FileKind::{Actors, Facts, Indicators, Places, Reports};
        let kinds = [Facts, Reports, Places, Actors, Indicators];
        kinds.iter().any(|kind| kind.columns().contains(&name))
    }

    /// The columns that are read from a file of this kind.
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

    /// The columns that a file of this kind needs: its name, the needs in words, and groups of
    /// columns of which one each must be there.
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
        let missing =
            groups.iter().find(|group| group.iter().all(|name| feed.position(name).is_none()));
        match missing {
            None => Ok(()),
            Some(group) => {
                let unknown =
                    feed.header().iter().filter(|name| !self.columns().contains(&&name[..]));
                let unknown: Vec<&str> = unknown.map(String::as_str).collect();
                let (file, like) = (feed.file().to_owned(), seeming(group, &unknown));
                let column = group.first().copied().unwrap_or_default();
                Err(FormatError::MissingColumn { file, kind, column, needed, like }.into())
            }
        }
    }
}

/// What people call columns of facts, each with our name for it.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("indicator", &["what", "measure", "metric", "type", "category", "figure_name", "event_type"]),
    ("place_name", &["place", "where", "location", "town", "city", "site", "name_of_place"]),
    ("report_title", &["title", "report", "headline", "article"]),
    ("report_url", &["url", "link", "source_url"]),
    ("value_best", &["n", "value", "number", "count", "total", "figure", "best"]),
    ("when_edtf", &["date", "day", "when", "event_date"]),
];

/// A column that seems to be one of those that are missing, and the name that it should have: by what people
/// call it, else by a similar name. `None` where no column does.
fn seeming(missing: &[&'static str], unknown: &[&str]) -> Option<(String, &'static str)> {
    let called =
        OTHER_NAMES.iter().filter(|(ours, _)| missing.contains(ours)).find_map(|(ours, names)| {
            let found = names.iter().find(|name| unknown.contains(name))?;
            Some(((*found).to_owned(), *ours))
        });
    let near = || {
        missing.iter().find_map(|ours| {
            let near = nearest(ours, unknown.iter().copied(), 1).pop()?;
            Some((shortened(&near, SHOWN).into_owned(), *ours))
        })
    };
    called.or_else(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_seems_to_be_the_missing_one_is_found() {
        let places: &[&str] = &["place_key", "place_name"];
        assert_eq!(seeming(places, &["n", "place"]), Some(("place".to_owned(), "place_name")));
        assert_eq!(seeming(places, &["plase_key"]), Some(("plase_key".to_owned(), "place_key")));
        assert_eq!(seeming(&["indicator"], &["indicater"]).unwrap().1, "indicator");
        assert_eq!(seeming(places, &["xyz"]), None);
    }
}
