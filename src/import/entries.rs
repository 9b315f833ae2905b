//! Actors, places and indicators as rows that facts and other rows name by key.

use crate::domain::actor::Actor;
use crate::domain::indicator::Indicator;
use crate::domain::place::Place;
use crate::format::remedy::Remedy;
use crate::import::references::Entry;
use crate::import::session::ImportSession;
use crate::import::summary::{Failure, RecordKind};
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

impl Entry for Place {
    const KIND: RecordKind = RecordKind::Place;
    const REMEDY: Remedy = Remedy::EditPlace;

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

    fn recorded(&self, session: &mut ImportSession<'_>) -> Result<Option<Self>, Failure> {
        Ok(session.places.get(&self.key).cloned())
    }

    fn find_parent(words: &str, session: &mut ImportSession<'_>) -> Result<String, Failure> {
        session.place("parent", words)
    }

    fn difference(&self, recorded: &Self) -> Option<(&'static str, String, String)> {
        wire::first_difference(recorded, self)
    }

    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        session.add_place(self)
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
        wire::first_difference(recorded, self)
    }

    fn add(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        session.add_indicator(self)
    }
}
