//! Actors, places and reports to which a row of facts refers: they are found, or created together
//! with the fact.
//!
//! Nothing is created before [`NewRows::make`], so a refused row leaves nothing behind.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::name::{fold_name, free_key, is_placeholder, key_of};
use crate::domain::place::{Place, PlaceKind};
use crate::domain::report::Report;
use crate::format::problem::Problem;
use crate::import::session::ImportSession;
use crate::import::summary::{Created, Failure, RecordKind};
use crate::store::WriteError;
use crate::wire::name_and_key;
use std::sync::Arc;

/// Actors, places and a report that one row needs and that must be created.
#[derive(Default)]
pub(super) struct NewRows {
    actors: Vec<Actor>,
    pub(super) places: Vec<Place>,
    /// New places whose parent is not known yet: key of the place, key of the parent.
    pub(super) awaiting_parent: Vec<(String, String)>,
    pub(super) report: Option<Arc<Report>>,
    /// Why the new report must be retracted after the facts are recorded; `None` if it need not be.
    pub(super) report_retracted: Option<String>,
    /// Whether every row with the same description has the same report.
    pub(super) is_described: bool,
}

impl NewRows {
    /// The key of the actor that the words name. If no actor has the name and the import may make
    /// actors, a new actor of kind `kind` is noted. Fails if the name is unknown and must not be
    /// created, or if it is ambiguous.
    pub(super) fn actor(
        &mut self,
        session: &mut ImportSession<'_>,
        column: &'static str,
        words: &str,
        kind: ActorKind,
    ) -> Result<String, Failure> {
        let (name, key) = name_and_key(words);
        if let Some(known) = session.known_actor(words) {
            return Ok(known);
        }
        // A full look-up also searches for similar names, which is slow; it is done only for words
        // that will be refused.
        let is_new = key.is_none() && !key_of(name).is_empty() && session.is_new_actor(name);
        let problem = match (!is_new).then(|| session.actor(column, words)) {
            None => None,
            Some(Err(Failure::Unknown(problem))) => Some(problem),
            Some(found) => return found,
        };
        let noted = self.actors.iter().find(|actor| fold_name(&actor.name) == fold_name(name));
        if let Some(actor) = noted.filter(|actor| key.is_none_or(|key| actor.key == key)) {
            return Ok(actor.key.clone());
        }
        let base = key.map_or_else(|| key_of(name), str::to_owned);
        if let Some(problem) = problem.filter(|_| !session.creates || base.is_empty()) {
            return Err(Failure::Unknown(problem));
        }
        check_name(column, key.unwrap_or(name), name)?;
        let is_taken = |key: &str| {
            session.actors.contains_key(key) || self.actors.iter().any(|actor| actor.key == key)
        };
        let (key, name) = (free_key(&base, is_taken), name.to_owned());
        self.actors.push(Actor { key: key.clone(), name, kind, parent: None, aliases: Vec::new() });
        Ok(key)
    }

    /// Records the noted rows. Fails if a key is malformed or taken, or the database fails.
    pub(super) fn make(self, session: &mut ImportSession<'_>) -> Result<(), Failure> {
        let keys = self.actors.iter().map(|actor| &actor.key);
        let keys = keys.chain(self.places.iter().map(|place| &place.key));
        let mut keys = keys.chain(self.report.iter().map(|report| &report.key));
        keys.try_for_each(|key| WriteError::unless_a_key(key))?;
        for actor in self.actors {
            let (key, name) = (actor.key.clone(), actor.name.clone());
            session.add_actor(actor)?;
            session.created.push(Created { kind: RecordKind::Actor, key, name, near: None });
        }
        session.awaiting_parent.extend(self.awaiting_parent);
        for place in self.places {
            if let (None, Some(code)) = (&place.parent, &place.country)
                && place.kind != PlaceKind::Country
            {
                session.places_without_country.push((place.key.clone(), code.clone()));
            }
            let (key, name) = (place.key.clone(), place.name.clone());
            session.add_place(place)?;
            session.created.push(Created { kind: RecordKind::Place, key, name, near: None });
        }
        if let Some(report) = self.report {
            session.add_new_report(report.clone(), None)?;
            if let Some(why) = self.report_retracted {
                session.documents.retract_later(report.key.clone(), why);
            }
            let (key, name) = (report.key.clone(), report.title.clone());
            session.created.push(Created { kind: RecordKind::Report, key, name, near: None });
        }
        Ok(())
    }
}

/// A place or an actor is created with a name of at most this many characters. A longer one is a
/// sentence, or many lines joined by a stray `"`.
const LONGEST_NAME: usize = 500;

/// Refuses to create a place or an actor with a placeholder or an overlong name. `words` is the key
/// if the row has one, otherwise the name.
pub(super) fn check_name(column: &'static str, words: &str, name: &str) -> Result<(), Problem> {
    if is_placeholder(words) {
        let why = format!("`{words}` is not a name");
        return Err(Problem::at(column, why));
    }
    match name.chars().count() {
        0..=LONGEST_NAME => Ok(()),
        length => {
            let why = format!(
                "`{name}` has {length} characters; at most {LONGEST_NAME} are allowed in a name: is a \
                 `\"` not closed?"
            );
            Err(Problem::at(column, why))
        }
    }
}
