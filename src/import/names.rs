//! Finds which recorded actor, place, indicator or report a name in a row means. Each name is
//! looked up once; an unknown one is refused with the nearest names and the next step.

use crate::domain::indicator::Indicator;
use crate::domain::name::{fold_name, key_of};
use crate::domain::names::{self, NameError, Nameable, Named, NamedRows, is_called};
use crate::format::problem::Problem;
use crate::format::remedy::Remedy;
use crate::import::readings::Unresolved;
use crate::import::session::ImportSession;
use crate::import::summary::Failure;
use crate::import::vocabulary;
use crate::wire::name_and_key;

/// The nearest recorded names are searched for only this many unknown names: as many as fit on a
/// terminal. For thousands of names, that search would take most of the time.
const HINTED: usize = 20;

/// A row that was found: its key, and other rows of the same name that were not chosen.
type Found = (String, Vec<String>);

impl ImportSession<'_> {
    /// The key of the actor with this key or with words looked up before; `None` if names must be
    /// compared.
    pub(super) fn known_actor(&self, words: &str) -> Option<String> {
        if self.actors.contains_key(words) {
            return Some(words.to_owned());
        }
        self.actor_readings.known(words).cloned()
    }

    /// Whether the words were found before to name the actor with this key.
    pub(super) fn is_known_actor(&self, words: &str, key: &str) -> bool {
        if self.actors.contains_key(words) {
            return words == key;
        }
        self.actor_readings.known(words).is_some_and(|known| known == key)
    }

    /// The key of the actor that the words name. Fails if no actor, or more than one, has that
    /// name.
    pub(super) fn actor(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if let Some(key) = self.known_actor(words) {
            return Ok(key);
        }
        if let Some(why) = self.actor_readings.unresolved(words) {
            return Err(why.clone().into());
        }
        let (name, key) = name_and_key(words);
        let found = self.find_actor(words, name, key);
        match self.chosen(column, words, found) {
            Ok(found) => {
                let names = [words, name].into_iter().chain(key);
                self.actor_readings.keep(words, names, found.clone());
                Ok(found)
            }
            Err(why) => {
                self.actor_readings.keep_unresolved(words, why.clone());
                Err(why.into())
            }
        }
    }

    /// Looks an actor up by the words as a whole; of `Name [key]`, by key and name. Fails if no
    /// actor, or more than one, has the name, or the name and the key mean different actors.
    fn find_actor(
        &mut self,
        words: &str,
        name: &str,
        key: Option<&str>,
    ) -> Result<Found, NameError> {
        let Some(key) = key else { return self.recorded_actor(words) };
        match self.actors.get(key) {
            Some(actor) if is_called(actor, name) || fold_name(&actor.key) == fold_name(name) => {
                Ok((key.to_owned(), Vec::new()))
            }
            Some(_) => Err(NameError::Ambiguous {
                what: "actor",
                word: words.to_owned(),
                candidates: vec![format!("the name `{name}`"), format!("the key `{key}`")],
            }),
            None => self.recorded_actor(words).or_else(|_| self.recorded_actor(name)),
        }
    }

    fn recorded_actor(&mut self, words: &str) -> Result<Found, NameError> {
        let found = look_up(&self.actors, words, &mut self.hinted, HINTED);
        match (found, self.own_key(words)) {
            (Err(NameError::Ambiguous { .. }), Some(key)) => {
                Ok((key, vec!["another actor of that name".to_owned()]))
            }
            (found, _) => Ok(key_and_others(found?)),
        }
    }

    /// The key derived from an actor's name, if that actor has it; otherwise `None`. In an export,
    /// such a name is written without its key, even if other actors have the same name.
    fn own_key(&self, name: &str) -> Option<String> {
        let actor = self.actors.get(&key_of(name))?;
        (fold_name(&actor.name) == fold_name(name)).then(|| actor.key.clone())
    }

    /// Whether the import may make an actor of this name: `create` is on, and no actor has the
    /// name.
    pub(super) fn is_new_actor(&self, name: &str) -> bool {
        self.creates && self.known_actor(name).is_none() && !self.actors.knows(name)
    }

    /// The key of the place with this key or with words looked up before; `None` if names must be
    /// compared.
    fn known_place(&self, words: &str) -> Option<String> {
        if self.places.contains_key(words) {
            return Some(words.to_owned());
        }
        self.place_readings.known(words).cloned()
    }

    /// The key of the place that the words name. Fails if no place, or more than one, has that
    /// name.
    pub(crate) fn place(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if let Some(key) = self.known_place(words) {
            return Ok(key);
        }
        if let Some(why) = self.place_readings.unresolved(words) {
            return Err(why.clone().into());
        }
        let found = look_up(&self.places, words, &mut self.hinted, HINTED).map(key_and_others);
        match self.chosen(column, words, found) {
            Ok(key) => {
                self.place_readings.keep(words, [words], key.clone());
                Ok(key)
            }
            Err(why) => {
                self.place_readings.keep_unresolved(words, why.clone());
                Err(why.into())
            }
        }
    }

    /// Whether the import may make a place of this name: `create` is on, and no place has the name.
    pub(super) fn is_new_place(&self, words: &str) -> bool {
        self.creates && self.known_place(words).is_none() && !self.places.knows(words)
    }

    /// The key of the indicator that the words name. The second value is the words themselves, or
    /// `None` if they are its key or name. Fails if no indicator, or more than one, has that name.
    pub(super) fn indicator(
        &mut self,
        column: &'static str,
        words: &str,
    ) -> Result<(String, Option<String>), Failure> {
        if self.indicators.contains_key(words) {
            return Ok((words.to_owned(), None));
        }
        if let Some(known) = self.indicator_readings.known(words) {
            return Ok(known.clone());
        }
        if let Some(why) = self.indicator_readings.unresolved(words) {
            return Err(why.clone().into());
        }
        match look_up(&self.indicators, words, &mut self.hinted, usize::MAX) {
            Ok(Named { row, term, .. }) => {
                let found = (row.key.clone(), term);
                self.indicator_readings.keep(words, [words], found.clone());
                Ok(found)
            }
            Err(error) => {
                let why = unresolved(column, error);
                self.indicator_readings.keep_unresolved(words, why.clone());
                Err(why.into())
            }
        }
    }

    /// The key of the report that the words name: by key, title or link. Fails if they name none,
    /// or more than one.
    pub(super) fn report(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        match self.documents.find(words) {
            Ok(report) => Ok(report.key.clone()),
            Err(error) => {
                self.hinted += usize::from(matches!(error, NameError::Unknown { .. }));
                Err(unresolved(column, error).into())
            }
        }
    }

    /// The key that was found; notes other rows of the same name that were not chosen. Fails if
    /// none was found.
    fn chosen(
        &mut self,
        column: &'static str,
        words: &str,
        found: Result<Found, NameError>,
    ) -> Result<String, Unresolved> {
        let (key, others) = found.map_err(|error| unresolved(column, error))?;
        if !others.is_empty() {
            let others = others.join("; ");
            self.remarks.note(format!("{column} `{words}`: read as `{key}`, not {others}"));
        }
        Ok(key)
    }
}

/// Finds the row that the words mean. `hinted` counts unknown words; the nearest names are searched
/// for only for the first `most` of them. Fails if no row, or more than one, has that name.
fn look_up<'r, T: Nameable>(
    rows: &'r NamedRows<T>,
    words: &str,
    hinted: &mut usize,
    most: usize,
) -> Result<Named<&'r T>, NameError> {
    if let Some(found) = names::find(&rows, words)? {
        return Ok(found);
    }
    let mut nearest = Vec::new();
    if *hinted < most {
        *hinted += 1;
        nearest = names::nearest_names(&rows, words)?;
    }
    Err(NameError::Unknown { what: T::WHAT, word: words.to_owned(), nearest })
}

fn key_and_others<T: Nameable>(found: Named<&T>) -> Found {
    (found.row.key().to_owned(), found.also)
}

/// The advice for a row that is not recorded. `or` is true if similar names are also offered. A built-in indicator may
/// be newer than the database; then it can be added.
fn remedy(what: &'static str, word: &str, or: bool) -> Remedy {
    let built_in = if what == Indicator::WHAT { vocabulary::built_in() } else { Ok(Vec::new()) };
    let built_in = built_in.unwrap_or_default().into_iter().find(|it| it.key == word);
    match built_in {
        None => Remedy::Add { what, or },
        Some(indicator) => Remedy::AddBuiltIn { indicator: Box::new(indicator), or },
    }
}

/// The refusal of a row whose words name no row, or more than one, with the nearest names and the
/// next step.
fn unresolved(column: &'static str, error: NameError) -> Unresolved {
    match error {
        NameError::Unknown { what, word, nearest } => {
            let near: Vec<_> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("; similar: {}", near.join(", ")),
            };
            let problem = Problem::at(column, format!("`{word}` is not recorded{near}"));
            let remedy = remedy(what, &word, !nearest.is_empty());
            let problem = Problem { unknown: Some(word), ..problem.with(remedy) };
            Unresolved { problem, is_unknown: true }
        }
        NameError::Ambiguous { word, candidates, .. } => {
            let candidates = candidates.join("; ");
            let what = format!("`{word}` is ambiguous: {candidates}; give the key");
            Unresolved { problem: Problem::at(column, what), is_unknown: false }
        }
    }
}
