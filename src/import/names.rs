//! Names in rows: which recorded actor, place, indicator or report they mean. Each is looked up
//! once, and refused with the nearest names and the next step.

use crate::domain::actor::Actor;
use crate::domain::name::{self, fold};
use crate::domain::names::{NameError, Named};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::import::book::Book;
use crate::import::summary::Failure;
use crate::import::vocabulary;
use crate::store::{LookupError, Store, StoreError};
use crate::wire::name_and_key;

/// Words that name no row, or more than one.
#[derive(Clone)]
pub(super) struct Unresolved {
    problem: Problem,
    is_unknown: bool,
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        let Unresolved { problem, is_unknown } = unresolved;
        if is_unknown { Self::Unknown(problem) } else { Self::Row(problem) }
    }
}

/// For so many unknown names, the nearest known ones are told: as many as a terminal shows.
const HINTED: usize = 20;

impl Book<'_> {
    /// The key of the actor that some words name.
    pub(super) fn actor(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if self.actors.contains_key(words) {
            return Ok(words.to_owned());
        }
        if let Some(known) = self.actor_words.get(words) {
            return Ok(known.clone()?);
        }
        let found = self.find_actor(words);
        let found = self.reading(column, words, found)?;
        self.actor_words.insert(words.to_owned(), found.clone());
        Ok(found?)
    }

    /// Looks an actor up by its words as they stand, then by the key and the name in `Name [key]`.
    fn find_actor(&mut self, words: &str) -> Result<(String, Vec<String>), LookupError> {
        match name_and_key(words) {
            (name, Some(key)) if self.actors.get(key).is_some_and(|actor| bears(actor, name)) => {
                Ok((key.to_owned(), Vec::new()))
            }
            (name, Some(key)) if self.actors.contains_key(key) => Err(NameError::Ambiguous {
                what: "actor",
                word: words.to_owned(),
                candidates: vec![format!("the name `{name}`"), format!("the key `{key}`")],
            }
            .into()),
            (name, Some(_)) => self.recorded_actor(words).or_else(|_| self.recorded_actor(name)),
            (name, None) => self.recorded_actor(name),
        }
    }

    fn recorded_actor(&mut self, words: &str) -> Result<(String, Vec<String>), LookupError> {
        let found = if self.hints_enough() && !self.actor_index().knows(words) {
            Err(unknown("actor", words))
        } else {
            self.look_up(words, Store::find_actor)
        };
        match (found, self.own_key(words)) {
            (Err(LookupError::Name(NameError::Ambiguous { .. })), Some(key)) => {
                Ok((key, vec!["another actor of that name".to_owned()]))
            }
            (found, _) => found.map(|found| key_of(found, |row| row.key)),
        }
    }

    /// Whether the nearest names were looked for so often that nobody reads more of them: among many
    /// thousand names, that is most of the work.
    fn hints_enough(&self) -> bool {
        self.hinted >= HINTED
    }

    /// Asks the database which row some words mean.
    fn look_up<T: Send + 'static>(
        &mut self,
        words: &str,
        find: fn(&Store, &str) -> Result<Named<T>, LookupError>,
    ) -> Result<Named<T>, LookupError> {
        let words = words.to_owned();
        let found = self.desk.ask(move |writer| find(writer.store(), &words))?;
        self.hinted +=
            usize::from(matches!(found, Err(LookupError::Name(NameError::Unknown { .. }))));
        found
    }

    /// The key that an actor's name makes, where the actor has it: an export writes names that
    /// stand for it even beside namesakes that were not exported.
    fn own_key(&self, name: &str) -> Option<String> {
        let actor = self.actors.get(&name::key_of(name))?;
        (fold(&actor.name) == fold(name)).then(|| actor.key.clone())
    }

    /// The key of the place that some words name.
    pub(crate) fn place(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if self.places.contains_key(words) {
            return Ok(words.to_owned());
        }
        if let Some(known) = self.place_words.get(words) {
            return Ok(known.clone()?);
        }
        let found = if self.hints_enough() && !self.place_index().knows(words) {
            Err(unknown("place", words))
        } else {
            self.look_up(words, Store::find_place)
        };
        let found = found.map(|found| key_of(found, |row| row.key));
        let found = self.reading(column, words, found)?;
        self.place_words.insert(words.to_owned(), found.clone());
        Ok(found?)
    }

    /// The key of the indicator that some words name, and the words themselves where they are the
    /// report's own rather than its key or name.
    pub(super) fn indicator(
        &mut self,
        column: &'static str,
        words: &str,
    ) -> Result<(String, Option<String>), Failure> {
        if self.indicators.contains_key(words) {
            return Ok((words.to_owned(), None));
        }
        if let Some(known) = self.indicator_words.get(words) {
            return Ok(known.clone()?);
        }
        let found = match self.look_up(words, Store::find_indicator) {
            Ok(found) => Ok((found.row.key, found.term)),
            Err(LookupError::Store(error)) => return Err(error.into()),
            Err(error) => Err(unresolved(column, &error)),
        };
        self.indicator_words.insert(words.to_owned(), found.clone());
        Ok(found?)
    }

    /// The key of the report that some words name.
    pub(super) fn report(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        let words = self.renamed.get(words).map_or(words, String::as_str).to_owned();
        if self.reports.contains_key(&words) {
            return Ok(words);
        }
        let asked = words.clone();
        match self.desk.ask(move |writer| writer.store().find_report(&asked))? {
            Ok(found) => Ok(found.key),
            Err(LookupError::Store(error)) => Err(error.into()),
            Err(error) => {
                self.hinted += 1;
                Err(unresolved(column, &error).into())
            }
        }
    }

    fn reading(
        &mut self,
        column: &'static str,
        words: &str,
        found: Result<(String, Vec<String>), LookupError>,
    ) -> Result<Result<String, Unresolved>, StoreError> {
        match found {
            Ok((key, also)) => {
                if !also.is_empty() {
                    let others = also.join("; ");
                    self.notes.push(format!("{column} `{words}`: read as `{key}`, not {others}"));
                }
                Ok(Ok(key))
            }
            Err(LookupError::Store(error)) => Err(error),
            Err(error) => Ok(Err(unresolved(column, &error))),
        }
    }
}

/// What to do about a row that is not recorded; `or` where near names are offered, too. An indicator
/// that is built in may be younger than the database.
fn remedy(what: &'static str, word: &str, or: bool) -> Remedy {
    let built_in = if what == "indicator" { vocabulary::built_in() } else { Ok(Vec::new()) };
    let built_in = built_in.unwrap_or_default().into_iter().find(|it| it.key == word);
    match built_in {
        None => Remedy::Add { what, or },
        Some(indicator) => Remedy::AddBuiltIn { indicator: Box::new(indicator), or },
    }
}

fn unknown(what: &'static str, words: &str) -> LookupError {
    NameError::Unknown { what, word: words.to_owned(), nearest: Vec::new() }.into()
}

fn key_of<T>(found: Named<T>, key: fn(T) -> String) -> (String, Vec<String>) {
    (key(found.row), found.also)
}

/// A failed lookup as what is wrong with a column, with the nearest names and the next step.
fn unresolved(column: &'static str, error: &LookupError) -> Unresolved {
    let problem = match error {
        LookupError::Name(NameError::Unknown { what, word, nearest }) => {
            let near: Vec<_> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("; the nearest: {}", near.join(", ")),
            };
            let problem = Problem::at(column, format!("`{word}` is not recorded{near}"));
            let remedy = remedy(what, word, !nearest.is_empty());
            Problem { unknown: Some(word.clone()), ..problem.with(remedy) }
        }
        LookupError::Name(NameError::Ambiguous { word, candidates, .. }) => {
            let candidates = candidates.join("; ");
            Problem::at(column, format!("`{word}` is ambiguous: {candidates}; give the key"))
        }
        error => Problem::at(column, error),
    };
    Unresolved { is_unknown: problem.unknown.is_some(), problem }
}

/// Whether an actor goes by a name: its key, its name or an alias.
fn bears(actor: &Actor, name: &str) -> bool {
    let folded = fold(name);
    let names = [&actor.key, &actor.name].into_iter().chain(&actor.aliases);
    names.into_iter().any(|own| fold(own) == folded)
}
