//! Actors and places that a command names while it records something else. With `--create`, those that are not recorded
//! are created.

use super::error::Failure;
use super::mistakes::Mistakes;
use super::place::free_key;
use super::statement::StatementArgs;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::country;
use crate::domain::name::{self, fold_name, is_placeholder, key_of};
use crate::domain::names::{NameError, is_called};
use crate::domain::place::{Place, PlaceKind};
use crate::store::{LookupError, Store, Writer};
use std::collections::BTreeMap;
use std::fmt;

/// A name that is created has at most this many characters. A longer one is probably a sentence in the wrong field.
const LONGEST_NAME: usize = 200;

/// The row that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// A place.
    Place,
    /// An actor, with its kind if the name does not show it.
    Actor { usual: Option<ActorKind> },
}

impl Which {
    /// An actor who claims something or passes a statement on.
    pub(super) const CLAIMANT: Self = Self::Actor { usual: None };
    /// An actor who publishes.
    pub(super) const PUBLISHER: Self = Self::Actor { usual: Some(ActorKind::Media) };

    fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Actor { .. } => "actor",
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What the user means by a name that is not recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The recorded row with this key.
    Known(String),
    /// A new actor.
    Actor { name: String, kind: ActorKind },
    /// A new place, and the words for the place that contains it, which may be empty.
    Place { name: String, around: String, kind: PlaceKind },
}

/// The user's decisions about names that are not recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreed(BTreeMap<(&'static str, String), Meant>);

impl Agreed {
    pub(super) fn note(&mut self, which: Which, words: &str, meant: Meant) {
        self.0.insert((which.word(), fold_name(words)), meant);
    }

    pub(super) fn meaning(&self, which: Which, words: &str) -> Option<&Meant> {
        self.0.get(&(which.word(), fold_name(words)))
    }
}

/// The rows that are created while something else is recorded.
pub(super) struct NewNames {
    /// Whether any row may be created; if not, only those to which the user agreed.
    is_allowed: bool,
    agreed: Agreed,
    /// The rows that were created, in words.
    pub(super) made: Vec<String>,
}

impl NewNames {
    pub(super) fn allowed(is_allowed: bool, agreed: &Agreed) -> Self {
        Self { is_allowed, agreed: agreed.clone(), made: Vec::new() }
    }

    /// The name and the kind of an actor from the words for one: `NAME`, or `NAME, KIND`. Without a kind, it is taken
    /// from the name, or else it is `usual`, or else `other`.
    pub(super) fn likely_actor(words: &str, usual: Option<ActorKind>) -> (String, ActorKind) {
        let stated = words.rsplit_once(',').and_then(|(name, kind)| {
            Some((name.trim(), kind.trim().to_lowercase().replace(' ', "-").parse().ok()?))
        });
        let (name, kind) = stated.unwrap_or_else(|| {
            let kind = ActorKind::from_name(words).or(usual).unwrap_or(ActorKind::Other);
            (words.trim(), kind)
        });
        (name.to_owned(), kind)
    }

    /// The likely kind of a place with that name inside a place of another kind.
    pub(super) fn likely_place(name: &str, inside: Option<PlaceKind>) -> PlaceKind {
        match inside {
            None if country::by_name(name).is_some() => PlaceKind::Country,
            Some(kind) if kind.is_settlement() || kind == PlaceKind::Part => PlaceKind::Part,
            _ => PlaceKind::Area,
        }
    }

    /// Creates the place and the actors of a statement that are not recorded, and replaces all names by keys. Notes
    /// what cannot be created.
    pub(super) fn of_statement(
        &mut self,
        writer: &mut Writer<'_>,
        place: Option<&mut String>,
        statement: &mut StatementArgs,
        mistakes: &mut Mistakes,
    ) {
        if let Some(place) = place
            && let Some(key) = mistakes.note("place", self.place(writer, place)).flatten()
        {
            *place = key;
        }
        for (field, actors) in [("by", &mut statement.by), ("via", &mut statement.via)] {
            for words in actors {
                let key = mistakes.note(field, self.actor(writer, words, None));
                if let Some(key) = key.flatten() {
                    *words = key;
                }
            }
        }
    }

    /// The key of the actor that the words name; if nobody is recorded under them, the actor is
    /// created: `NAME`, or `NAME, KIND`. `None` if the words are known, ambiguous or empty.
    pub(super) fn actor(
        &mut self,
        writer: &mut Writer<'_>,
        words: &str,
        usual: Option<ActorKind>,
    ) -> anyhow::Result<Option<String>> {
        let which = Which::Actor { usual };
        let (name, kind, nearest) = match self.agreed.meaning(which, words) {
            Some(Meant::Known(key)) => return Ok(Some(key.clone())),
            Some(Meant::Actor { name, kind }) => (name.clone(), *kind, Vec::new()),
            _ if !self.is_allowed => return Ok(None),
            _ => {
                let Some(nearest) = unknown(writer.store().find_actor(words))? else {
                    return Ok(None);
                };
                let (name, kind) = Self::likely_actor(words, usual);
                (name, kind, nearest)
            }
        };
        // `the UN` means the UN.
        let bare = name.split_at_checked(4).filter(|(the, _)| the.eq_ignore_ascii_case("the "));
        for known in [Some(&*name), bare.map(|(_, bare)| bare)].into_iter().flatten() {
            if let Ok(known) = writer.store().find_actor(known) {
                return Ok(Some(known.row.key));
            }
        }
        check_name("actor", &name)?;
        let part = name.split(',').find(|part| writer.store().find_actor(part).is_ok());
        if let Some(part) = part.filter(|_| name.contains(',')) {
            let why = format!("actor `{name}`: `{}` is a recorded actor", part.trim());
            let hint = "give each actor with its own --by; only a kind may follow the last comma";
            return Err(Failure::new(why).hint(hint).into());
        }
        let actors = writer.store().actors()?;
        let key = name::free_key(&key_of(&name), |key| actors.iter().any(|actor| actor.key == key));
        let actor =
            Actor { key: key.clone(), name: name.clone(), kind, parent: None, aliases: Vec::new() };
        writer.add_actor(&actor)?;
        self.made.push(told_new_actor(&actor, &nearest));
        Ok(Some(key))
    }

    /// The key of the place that the words name; if none is recorded under them, it is created: `NAME, PARENT`, or only
    /// `NAME`. `None` if the words are known, ambiguous or empty. Fails if the name may be a misspelling of a recorded
    /// one.
    pub(super) fn place(
        &mut self,
        writer: &mut Writer<'_>,
        words: &str,
    ) -> anyhow::Result<Option<String>> {
        let (name, around, kind) = match self.agreed.meaning(Which::Place, words) {
            Some(Meant::Known(key)) => return Ok(Some(key.clone())),
            Some(Meant::Place { name, around, kind }) => {
                (name.clone(), around.clone(), Some(*kind))
            }
            _ if !self.is_allowed => return Ok(None),
            _ => {
                let Some(nearest) = unknown(writer.store().find_place(words))? else {
                    return Ok(None);
                };
                let Some((name, around)) = words.split_once(',') else {
                    return self.alone(writer, words.trim(), (&nearest, None)).map(Some);
                };
                (name.trim().to_owned(), around.trim().to_owned(), None)
            }
        };
        if around.is_empty() && kind.is_some() {
            return match writer.store().find_place(&name) {
                Ok(known) => Ok(Some(known.row.key)),
                Err(_) => self.alone(writer, &name, (&[], kind)).map(Some),
            };
        }
        self.inside(writer, &name, (&around, kind)).map(Some)
    }

    /// The key of a place with this name inside another one. Both are created if they are not recorded. The kind is the
    /// stated one, or else the likely one.
    fn inside(
        &mut self,
        writer: &mut Writer<'_>,
        name: &str,
        (around, stated): (&str, Option<PlaceKind>),
    ) -> anyhow::Result<String> {
        let parent = match self.place(writer, around)? {
            Some(key) => writer.store().find_place(&key)?.row,
            None => writer.store().find_place(around)?.row,
        };
        if let Some(known) = named_in(writer.store(), name, &parent)? {
            return Ok(known.key);
        }
        check_name("place", name)?;
        let nearest = unknown(writer.store().find_place(name))?.unwrap_or_default();
        let key = free_key(writer.store(), name, Some(&parent))?;
        let kind = stated.unwrap_or_else(|| Self::likely_place(name, Some(parent.kind)));
        let place = Place {
            country: parent.country.clone(),
            ..Place::new(&key, name, kind, Some(parent.key.clone()))
        };
        writer.add_place(&place)?;
        // A user who was asked has already seen the similar names.
        let near = if stated.is_none() { near(&nearest) } else { String::new() };
        self.made.push(format!("added {name}, {kind} in {} ({key}){near}", parent.name));
        Ok(key)
    }

    /// Creates a country, or a place without a stated parent. Fails if the name may be a misspelling of a recorded one.
    fn alone(
        &mut self,
        writer: &mut Writer<'_>,
        words: &str,
        (nearest, stated): (&[String], Option<PlaceKind>),
    ) -> anyhow::Result<String> {
        let places = writer.store().places()?;
        let country = country::by_name(words);
        let code = country.map(|country| country.alpha3.to_owned());
        let is_it = |place: &&Place| {
            place.kind == PlaceKind::Country && code.is_some() && place.country == code
        };
        if let Some(known) = places.iter().find(is_it) {
            return Ok(known.key.clone());
        }
        check_name("place", words)?;
        let folded = fold_name(words);
        let is_near = |name: &&String| name::is_one_letter_apart(&folded, &fold_name(name));
        if let (Some(near), None) = (nearest.iter().find(is_near), &code) {
            let hint = format!(
                "did you mean {near}? to add another one, say where it lies: `{words}, LARGER PLACE`"
            );
            return Err(Failure::new(format!("place `{words}`: not recorded")).hint(hint).into());
        }
        let key = free_key(writer.store(), words, None)?;
        let kind = stated.unwrap_or_else(|| Self::likely_place(words, None));
        let place = Place { country: code, ..Place::new(&key, words, kind, None) };
        writer.add_place(&place)?;
        let around = if kind == PlaceKind::Country {
            String::new()
        } else {
            format!("; to say where it lies: factline place edit {key} --in PLACE")
        };
        self.made.push(format!("added {words}, {kind} ({key}){around}"));
        Ok(key)
    }
}

/// The recorded names that are similar to that of an actor who is not recorded.
pub(super) fn nearest_to(store: &Store, name: &str) -> Vec<String> {
    unknown(store.find_actor(name)).ok().flatten().unwrap_or_default()
}

/// Says that an actor was created, and which names are similar to that of the actor.
pub(super) fn told_new_actor(actor: &Actor, nearest: &[String]) -> String {
    format!("added {}, {} ({}){}", actor.name, actor.kind, actor.key, near(nearest))
}

/// Similar names for words that no row has as a name; `None` if a row has it, or if the words are
/// ambiguous. Fails if the database does.
fn unknown<T>(found: Result<T, LookupError>) -> anyhow::Result<Option<Vec<String>>> {
    match found {
        Err(LookupError::Name(NameError::Unknown { nearest, word, .. })) => {
            Ok((!word.trim().is_empty()).then_some(nearest))
        }
        Err(LookupError::Store(error)) => Err(error.into()),
        _ => Ok(None),
    }
}

/// A place of that name which lies in another.
fn named_in(store: &Store, name: &str, parent: &Place) -> anyhow::Result<Option<Place>> {
    let places = store.places()?;
    let lies_in = |place: &Place| {
        let mut above = place.parent.clone();
        for _ in 0..places.len() {
            let Some(key) = above else { return false };
            if key == parent.key {
                return true;
            }
            above = places.iter().find(|place| place.key == key).and_then(|at| at.parent.clone());
        }
        false
    };
    let folded = fold_name(name);
    let is_it = |place: &&Place| {
        (fold_name(&place.name) == folded || is_called(*place, name)) && lies_in(place)
    };
    Ok(places.iter().find(is_it).cloned())
}

/// Refuses what is not a name.
fn check_name(what: &str, name: &str) -> Result<(), Failure> {
    if is_placeholder(name) || key_of(name).is_empty() {
        return Err(Failure::new(format!("{what} `{name}`: that is not a name")));
    }
    match name.chars().count() {
        0..=LONGEST_NAME => Ok(()),
        length => Err(Failure::new(format!(
            "{what} `{name}`: the name has {length} characters (at most {LONGEST_NAME} are allowed)"
        ))),
    }
}

/// Says which recorded names are similar to that of a new row.
fn near(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("; similar names: {}", names.join(", ")) }
}
