//! Recognizes by its header which kind of rows a file has.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::name::nearest;
use crate::domain::place::Place;
use crate::format::csv::column_name;
use crate::format::error::{FormatError, Listing};
use crate::format::jsonl::Record;
use crate::import::archived;
use crate::import::column_names;
use crate::import::error::ImportError;
use crate::import::row_reader::RowReader;
use crate::text::excerpt::{SHOWN, shortened};
use crate::wire::{self, Column, ReportRow};

/// The kind of rows in a file; the order is that in which files are imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileKind {
    /// Lines that are not rows of any kind; all are refused.
    Nothing,
    Actors,
    Places,
    Indicators,
    Reports,
    /// The list of an archiver.
    Archived,
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
    /// The kind of a file. Columns of facts that have other names are renamed. Fails if the header fits no kind, or
    /// lacks a column that the kind needs.
    pub(super) fn of(feed: &mut RowReader<'_>) -> Result<Self, ImportError> {
        if let Some(listing) = listing(feed) {
            let file = feed.file().to_owned();
            return Err(FormatError::Listing { file, listing }.into());
        }
        let kind = match feed.record() {
            Some(Record::Nothing) => Self::Nothing,
            Some(Record::Actor) => Self::Actors,
            Some(Record::Place) => Self::Places,
            Some(Record::Indicator) => Self::Indicators,
            Some(Record::Report) => Self::Reports,
            Some(Record::Fact) => Self::Facts,
            None => Self::by_header(feed)?,
        };
        if kind == Self::Archived {
            feed.rename(archived::renamed(feed.header()));
        }
        if kind == Self::Facts && feed.record().is_none() && !feed.is_mapped() {
            feed.rename(column_names::renamed(feed.file(), feed.header())?);
        }
        // A JSON object leaves out blank values, so a column missing from all objects is not an error.
        if feed.record().is_some() && kind != Self::Facts {
            return Ok(kind);
        }
        kind.check(feed).map(|()| kind)
    }

    /// The kind of a file, only by its column names. Fails if the columns fit no kind.
    fn by_header(feed: &RowReader<'_>) -> Result<Self, ImportError> {
        let has = |column: &str| feed.position(column).is_some();
        let any = |columns: &[&str]| columns.iter().any(|column| has(column));
        let kind = if archived::is_list(feed.header()) && !has("indicator") {
            Self::Archived
        } else if any(&["fact_id", "place_key", "place_name", "value_as_stated"])
            || has("indicator")
            || column_names::are_of_facts(feed.header())
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
        let kinds = [
            Self::Facts,
            Self::Reports,
            Self::Archived,
            Self::Places,
            Self::Actors,
            Self::Indicators,
        ];
        column_names::meant(name).is_some()
            || kinds.iter().any(|kind| kind.columns().contains(&name))
    }

    /// The columns that are read from a file of this kind.
    pub(super) fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Actors => wire::names::<Actor>().collect(),
            Self::Places => wire::names::<Place>().collect(),
            Self::Indicators => wire::names::<Indicator>().collect(),
            Self::Reports => wire::names::<ReportRow>().collect(),
            Self::Archived => archived::READ.to_vec(),
            Self::Facts => Column::ALL.iter().map(|column| column.name()).collect(),
        }
    }

    /// The columns that a file of this kind needs: its name, the needs in words, and groups of
    /// columns; one column of each group must be present.
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
            Self::Archived => (
                "an archiver's list",
                "link, upload title and upload timestamp",
                &[&["url"], &["title"], &["published"]],
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

/// The number of Factline's columns among these names; 0 if there are too few for a header.
pub(super) fn columns_of_ours(names: &[String]) -> usize {
    let is_ours = |name: &&String| FileKind::knows(&column_name(name));
    let found = names.iter().filter(is_ours).count();
    if found >= 2 { found } else { 0 }
}

/// Columns by which listings of Factline are recognized: no export, and no list for an import, has them.
const LISTINGS: &[(Listing, &[&str])] = &[
    (Listing::Facts, &["fact_id", "answer", "replaced_by"]),
    (Listing::Timeline, &["fact_ids", "origins_min", "standing"]),
    (Listing::Counts, &["facts", "origins_least", "origins_most"]),
    (Listing::Changesets, &["changeset", "recorded_at", "seq"]),
];

/// The listing of Factline that a file is; `None` if it is something else.
fn listing(feed: &RowReader<'_>) -> Option<Listing> {
    let has = |column: &&str| feed.position(column).is_some();
    LISTINGS.iter().find(|(_, columns)| columns.iter().all(has)).map(|(listing, _)| *listing)
}

/// A column that seems to be one of the missing ones, and the name that it should have. `None` if there is none.
fn seeming(missing: &[&'static str], unknown: &[&str]) -> Option<(String, &'static str)> {
    missing.iter().find_map(|ours| {
        let near = nearest(ours, unknown.iter().copied(), 1).pop()?;
        Some((shortened(&near, SHOWN).into_owned(), *ours))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_seems_to_be_the_missing_one_is_found() {
        let places: &[&str] = &["place_key", "place_name"];
        assert_eq!(seeming(places, &["plase_key"]), Some(("plase_key".to_owned(), "place_key")));
        assert_eq!(seeming(&["indicator"], &["indicater"]).unwrap().1, "indicator");
        assert_eq!(seeming(places, &["xyz"]), None);
    }
}
