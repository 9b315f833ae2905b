//! Actors, places and indicators as rows that others name: what tells two versions apart.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::name::fold;
use crate::domain::place::Place;
use crate::import::book::Book;
use crate::import::references::Entry;
use crate::import::summary::{Failure, Kind};
use std::collections::BTreeSet;

/// The first of some columns that differs.
pub(super) fn first_difference(
    columns: impl IntoIterator<Item = (&'static str, String, String)>,
) -> Option<(&'static str, String, String)> {
    columns.into_iter().find(|(_, there, here)| there != here)
}

pub(super) fn or_blank(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// Names compared as sets, without case and accents.
fn names(aliases: &[String]) -> String {
    let folded: BTreeSet<String> = aliases.iter().map(|alias| fold(alias)).collect();
    folded.into_iter().collect::<Vec<_>>().join(" | ")
}

impl Entry for Actor {
    const KIND: Kind = Kind::Actor;
    const HINT: &'static str = "use `factline actor edit`";

    fn key(&self) -> &str {
        &self.key
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.parent = Some(key);
    }

    fn recorded(&self, book: &mut Book<'_>) -> Result<Option<Self>, Failure> {
        Ok(book.actors.get(&self.key).cloned())
    }

    fn find_parent(words: &str, book: &mut Book<'_>) -> Result<String, Failure> {
        book.actor("parent", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        first_difference([
            ("name", recorded.name.clone(), self.name.clone()),
            ("kind", recorded.kind.to_string(), self.kind.to_string()),
            ("parent", or_blank(recorded.parent.as_ref()), or_blank(self.parent.as_ref())),
            ("aliases", names(&recorded.aliases), names(&self.aliases)),
        ])
    }

    fn add(self, book: &mut Book<'_>) -> Result<(), Failure> {
        book.add_actor(self)
    }
}

impl Entry for Place {
    const KIND: Kind = Kind::Place;
    const HINT: &'static str = "use `factline place edit`";

    fn key(&self) -> &str {
        &self.key
    }

    fn code(&self) -> Option<&str> {
        self.pcode.as_deref()
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.parent = Some(key);
    }

    fn recorded(&self, book: &mut Book<'_>) -> Result<Option<Self>, Failure> {
        Ok(book.places.get(&self.key).cloned())
    }

    fn find_parent(words: &str, book: &mut Book<'_>) -> Result<String, Failure> {
        book.place("parent", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        let point = |place: &Self| {
            place.coordinates.map(|c| format!("{} {}", c.latitude, c.longitude)).unwrap_or_default()
        };
        let precision =
            |place: &Self| place.coordinate_precision.map(|p| p.to_string()).unwrap_or_default();
        first_difference([
            ("name", recorded.name.clone(), self.name.clone()),
            ("kind", recorded.kind.to_string(), self.kind.to_string()),
            ("parent", or_blank(recorded.parent.as_ref()), or_blank(self.parent.as_ref())),
            ("country", or_blank(recorded.country.as_ref()), or_blank(self.country.as_ref())),
            ("pcode", or_blank(recorded.pcode.as_ref()), or_blank(self.pcode.as_ref())),
            ("latitude", point(recorded), point(self)),
            ("coordinate_precision", precision(recorded), precision(self)),
            ("aliases", names(&recorded.aliases), names(&self.aliases)),
        ])
    }

    fn add(self, book: &mut Book<'_>) -> Result<(), Failure> {
        book.add_place(self)
    }
}

impl Entry for Indicator {
    const KIND: Kind = Kind::Indicator;
    const HINT: &'static str = "add one under another key, and deprecate this one";

    fn key(&self) -> &str {
        &self.key
    }

    fn recorded(&self, book: &mut Book<'_>) -> Result<Option<Self>, Failure> {
        Ok(book.indicators.get(&self.key).cloned())
    }

    fn find_parent(words: &str, _book: &mut Book<'_>) -> Result<String, Failure> {
        Ok(words.to_owned())
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        first_difference([
            ("label", recorded.label.clone(), self.label.clone()),
            ("definition", recorded.definition.clone(), self.definition.clone()),
            ("measures", recorded.measures.to_string(), self.measures.to_string()),
            ("unit", recorded.unit.clone(), self.unit.clone()),
            ("nature", recorded.nature.to_string(), self.nature.to_string()),
            ("window_days", recorded.window_days.to_string(), self.window_days.to_string()),
            ("hxl_tag", or_blank(recorded.hxl_tag.as_ref()), or_blank(self.hxl_tag.as_ref())),
            ("aliases", names(&recorded.aliases), names(&self.aliases)),
        ])
    }

    fn add(self, book: &mut Book<'_>) -> Result<(), Failure> {
        book.add_indicator(self)
    }
}
