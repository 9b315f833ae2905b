//! Actors, places and indicators as rows to which facts and other rows refer by key.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::format::row::Row;
use crate::import::entry::Entry;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind};
use crate::import::vocabulary::was_built_in;
use crate::wire;

impl Entry for Actor {
    const KIND: RecordKind = RecordKind::Actor;
    const REMEDY: Remedy = Remedy::EditActor;

    fn key(&self) -> &str {
        &self.key
    }

    fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.parent = Some(key);
    }

    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure> {
        Ok(session.actors.get(&self.key).cloned())
    }

    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure> {
        session.actor("parent", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        wire::first_difference(recorded, self)
    }

    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        session.add_actor(self)
    }
}

/// A row of a list of places.
pub(super) struct ListedPlace {
    place: Place,
    /// Whether the row states the kind of the place.
    says_kind: bool,
    /// Whether the row states a key; otherwise its key is made from the name.
    has_key: bool,
    /// Key of the parent for new places whose rows name none; `None` if the user gave none.
    inside: Option<String>,
}

impl ListedPlace {
    /// Reads a row with Factline's own columns.
    pub(super) fn read(row: &Row<'_>, inside: Option<&Place>) -> Result<Self, Problem> {
        Ok(Self {
            place: wire::read(row)?,
            says_kind: row.text("kind").is_some(),
            has_key: row.text("key").is_some(),
            inside: inside.map(|place| place.key.clone()),
        })
    }
}

impl From<Place> for ListedPlace {
    fn from(place: Place) -> Self {
        Self { place, says_kind: true, has_key: true, inside: None }
    }
}

impl Entry for ListedPlace {
    const KIND: RecordKind = RecordKind::Place;
    const REMEDY: Remedy = Remedy::EditPlace;

    fn key(&self) -> &str {
        &self.place.key
    }

    fn code(&self) -> Option<&str> {
        self.place.pcode.as_deref()
    }

    fn parent(&self) -> Option<&str> {
        self.place.parent.as_deref()
    }

    fn set_parent(&mut self, key: String) {
        self.place.parent = Some(key);
    }

    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure> {
        let code = self.place.pcode.as_deref().filter(|_| !self.has_key);
        let with_code = code.and_then(|code| session.places.with_code(code));
        let recorded = with_code.or_else(|| session.places.get(&self.place.key));
        Ok(recorded.cloned().map(Self::from))
    }

    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure> {
        session.place("parent", words)
    }

    /// A blank cell in the row or in the recorded place is not a difference, and neither is another name of
    /// the place.
    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        let filled = recorded.place.filled_from(&self.place);
        let mut stated = self.place.filled_from(&filled);
        if recorded.place.is_called(&stated.name) {
            stated.name.clone_from(&filled.name);
        }
        stated.kind = if self.says_kind { self.place.kind } else { filled.kind };
        stated.aliases.clone_from(&filled.aliases);
        wire::first_difference(&filled, &stated)
    }

    fn fill(&self, recorded: &Self, session: &mut ImportSession<'_>) -> Result<bool, Failure> {
        session.fill_place(&recorded.place.key, &self.place)
    }

    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        let parent = self.place.parent.or(self.inside);
        session.add_place(Place { parent, ..self.place })
    }
}

impl Entry for Indicator {
    const KIND: RecordKind = RecordKind::Indicator;
    const REMEDY: Remedy = Remedy::ReplaceIndicator;

    fn key(&self) -> &str {
        &self.key
    }

    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure> {
        Ok(session.indicators.get(&self.key).cloned())
    }

    fn find_parent(words: &str, _book: &mut ImportSession<'_>) -> Result<String, Failure> {
        Ok(words.to_owned())
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        wire::first_difference(recorded, self).filter(|_| !was_built_in(self))
    }

    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        session.add_indicator(self)
    }
}
