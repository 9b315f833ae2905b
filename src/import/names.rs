//! Names in rows: which recorded actor, place, indicator or report they mean. Each is looked up
//! once, and refused with the nearest names and the next step.

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

/// For so many unknown names, the nearest known ones are told: as many as a terminal shows. Among
/// many thousand names, looking for those is most of the work.
const HINTED: usize = 20;

/// A row that was found: its key, and others of the same name that were passed over.
type Found = (String, Vec<String>);

impl ImportSession<'_> {
    /// The key of the actor that some words name, where that is known without comparing names.
    pub(super) fn known_actor(&self, words: &str) -> Option<String> {
        if self.actors.contains_key(words) {
            return Some(words.to_owned());
        }
        self.actor_readings.known(words).cloned()
    }

    /// The key of the actor that some words name.
    pub(super) fn actor(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if let Some(key) = self.known_actor(words) {
            return Ok(key);
        }
        if let Some(why) = self.actor_readings.unresolved(words) {
            return Err(why.clone().into());
        }
        let (name, key) = name_and_key(words);
        let found = self.find_actor(words, name, key);
        match self.told(column, words, found) {
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

    /// Looks an actor up by its words as they stand, then by the key and the name in `Name [key]`.
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

    /// The key that an actor's name makes, where the actor has it: an export writes names that
    /// stand for it even beside namesakes that were not exported.
    fn own_key(&self, name: &str) -> Option<String> {
        let actor = self.actors.get(&key_of(name))?;
        (fold_name(&actor.name) == fold_name(name)).then(|| actor.key.clone())
    }

    /// Whether actors may be made, and none goes by that name.
    pub(super) fn is_new_actor(&self, name: &str) -> bool {
        self.options.create && self.known_actor(name).is_none() && !self.actors.knows(name)
    }

    /// The key of the place that some words name, where that is known without comparing names.
    fn known_place(&self, words: &str) -> Option<String> {
        if self.places.contains_key(words) {
            return Some(words.to_owned());
        }
        self.place_readings.known(words).cloned()
    }

    /// The key of the place that some words name.
    pub(crate) fn place(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        if let Some(key) = self.known_place(words) {
            return Ok(key);
        }
        if let Some(why) = self.place_readings.unresolved(words) {
            return Err(why.clone().into());
        }
        let found = look_up(&self.places, words, &mut self.hinted, HINTED).map(key_and_others);
        match self.told(column, words, found) {
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

    /// Whether places may be made, and none goes by those words.
    pub(super) fn is_new_place(&self, words: &str) -> bool {
        self.options.create && self.known_place(words).is_none() && !self.places.knows(words)
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

    /// The key of the report that some words name.
    pub(super) fn report(&mut self, column: &'static str, words: &str) -> Result<String, Failure> {
        match names::find_report(&&self.documents, self.documents.key_here(words)) {
            Ok(report) => Ok(report.key.clone()),
            Err(error) => {
                self.hinted += usize::from(matches!(error, NameError::Unknown { .. }));
                Err(unresolved(column, error).into())
            }
        }
    }

    /// The key that was found, with a note of the rows that were passed over; or why there is none.
    fn told(
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

/// The row that words mean. `hinted` counts the unknown words; for the first `most` of them the
/// nearest names are looked for.
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

/// What to do about a row that is not recorded; `or` where near names are offered, too. An indicator
/// that is built in may be younger than the database.
fn remedy(what: &'static str, word: &str, or: bool) -> Remedy {
    let built_in = if what == Indicator::WHAT { vocabulary::built_in() } else { Ok(Vec::new()) };
    let built_in = built_in.unwrap_or_default().into_iter().find(|it| it.key == word);
    match built_in {
        None => Remedy::Add { what, or },
        Some(indicator) => Remedy::AddBuiltIn { indicator: Box::new(indicator), or },
    }
}

/// The refusal of a row whose words name no row, or more than one: with the nearest names and the
/// next step.
fn unresolved(column: &'static str, error: NameError) -> Unresolved {
    match error {
        NameError::Unknown { what, word, nearest } => {
            let near: Vec<_> = nearest.iter().map(|name| format!("`{name}`")).collect();
            let near = match near.as_slice() {
                [] => String::new(),
                near => format!("; the nearest: {}", near.join(", ")),
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
