//! Names that are not recorded: the user is asked which person or place each means, or what is to be created.

use super::new_names::{Agreed, Meant, NewNames, Which};
use super::prompt::{self, Asker, Question, Suggestion, Suggestions};
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::names::NameError;
use crate::domain::place::{Place, PlaceKind};
use crate::store::{LookupError, Store};
use crate::text::safe;

/// Asks what an unknown name means, and notes the answer in `agreed`. `false` if the user goes back, so that the name
/// stays unknown. Fails if the user stops.
pub(super) fn ask(
    store: &Store,
    asker: &mut dyn Asker,
    (which, words): (Which, &str),
    agreed: &mut Agreed,
) -> anyhow::Result<bool> {
    let near = nearest(store, which, words)?;
    let is_new = match which {
        Which::Actor { usual } => {
            let (name, kind) = NewNames::likely_actor(words, usual);
            format!("add it: {name}, {kind} (the kind is asked next)")
        }
        Which::Place => {
            let name = words.split(',').next().unwrap_or(words).trim();
            format!("add it: {name} (where it lies is asked next)")
        }
    };
    let mut options: Vec<String> = near.iter().map(|(shown, _)| format!("it is {shown}")).collect();
    options.extend([is_new, "neither: go back".to_owned()]);
    let question = format!("{which} `{}` is not recorded:", safe::terminal_line(words));
    let meant = match asker.choice(&question, &options)? {
        Some(at) if at < near.len() => Some(Meant::Known(near[at].1.clone())),
        Some(at) if at == near.len() => match which {
            Which::Actor { usual } => new_actor(asker, words, usual)?,
            Which::Place => new_place(store, asker, words, agreed)?,
        },
        _ => None,
    };
    let Some(meant) = meant else { return Ok(false) };
    agreed.note(which, words, meant);
    Ok(true)
}

/// Recorded names similar to an unknown one, with the keys of their rows.
fn nearest(store: &Store, which: Which, words: &str) -> anyhow::Result<Vec<(String, String)>> {
    let near = |words: &str| match which {
        Which::Place => unknown(store.find_place(words)),
        Which::Actor { .. } => unknown(store.find_actor(words)),
    };
    let mut names = near(words)?;
    // In `NAME, LARGER PLACE` and `NAME, KIND`, the name may be misspelt.
    if let Some((name, _)) = words.split_once(',') {
        names.extend(near(name)?);
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for name in names {
        let row =
            match which {
                Which::Place => store.find_place(&name).ok().map(|found| {
                    (format!("{}, {}", found.row.name, found.row.kind), found.row.key)
                }),
                Which::Actor { .. } => store.find_actor(&name).ok().map(|found| {
                    (format!("{}, {}", found.row.name, found.row.kind), found.row.key)
                }),
            };
        if let Some((shown, key)) = row.filter(|(_, key)| found.iter().all(|(_, one)| one != key)) {
            found.push((format!("{} ({key})", safe::terminal_line(&shown)), key));
        }
    }
    Ok(found)
}

/// Similar names for words that no row has as a name. Fails if the database does.
fn unknown<T>(found: Result<T, LookupError>) -> anyhow::Result<Vec<String>> {
    match found {
        Err(LookupError::Name(NameError::Unknown { nearest, .. })) => Ok(nearest),
        Err(LookupError::Store(error)) => Err(error.into()),
        _ => Ok(Vec::new()),
    }
}

fn new_actor(
    asker: &mut dyn Asker,
    words: &str,
    usual: Option<ActorKind>,
) -> anyhow::Result<Option<Meant>> {
    let (name, likely) = NewNames::likely_actor(words, usual);
    let kinds = likely_first(ActorKind::ALL, likely);
    let options: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let question = format!("kind of {}:", safe::terminal_line(&name));
    let chosen = asker.choice(&question, &options)?;
    Ok(chosen.map(|at| Meant::Actor { name, kind: kinds[at] }))
}

fn new_place(
    store: &Store,
    asker: &mut dyn Asker,
    words: &str,
    agreed: &mut Agreed,
) -> anyhow::Result<Option<Meant>> {
    let (name, around) = words.split_once(',').unwrap_or((words, ""));
    let name = name.trim().to_owned();
    let mut question = Question::of(
        "it lies in",
        "the place that contains it, recorded or new; empty: not stated",
    );
    question.suggestions = places(&store.places()?);
    around.trim().clone_into(&mut question.before);
    let around = prompt::until(asker, question, |asker, words| {
        let is_unknown = !words.is_empty() && agreed.meaning(Which::Place, words).is_none();
        if is_unknown
            && let Err(why) = store.find_place(words)
            && !(is_new(&why) && ask(store, asker, (Which::Place, words), agreed)?)
        {
            return Err(why.into());
        }
        Ok(words.to_owned())
    })?;
    let Some(around) = around else { return Ok(None) };
    let inside = store.find_place(&around).ok().map(|found| found.row.kind);
    let likely = NewNames::likely_place(&name, inside);
    let kinds = likely_first(PlaceKind::ALL, likely);
    let options: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let question = format!("kind of {}:", safe::terminal_line(&name));
    let chosen = asker.choice(&question, &options)?;
    Ok(chosen.map(|at| Meant::Place { name, around, kind: kinds[at] }))
}

/// Whether a name is refused because no row has it.
pub(super) fn is_new(why: &LookupError) -> bool {
    matches!(why, LookupError::Name(NameError::Unknown { word, .. }) if !word.trim().is_empty())
}

/// The kinds, the likely one first.
fn likely_first<K: Copy + PartialEq>(all: &[K], likely: K) -> Vec<K> {
    let others = all.iter().copied().filter(|kind| *kind != likely);
    std::iter::once(likely).chain(others).collect()
}

/// Places to choose from.
pub(super) fn places(all: &[Place]) -> Suggestions {
    let names: std::collections::HashMap<&str, &str> =
        all.iter().map(|place| (place.key.as_str(), place.name.as_str())).collect();
    let one = |place: &Place| {
        let parent = place.parent.as_deref().and_then(|key| names.get(key));
        let around = parent.map(|name| format!(" in {name}")).unwrap_or_default();
        let shown = format!("{}, {}{around}", place.name, place.kind);
        let others = place.aliases.iter().map(String::as_str).chain(place.pcode.as_deref());
        Suggestion::of(safe::terminal_line(&shown).into_owned(), &place.key, others)
    };
    Suggestions::of(all.iter().map(one).collect())
}

/// Actors to choose from.
pub(super) fn actors(all: &[Actor]) -> Suggestions {
    let one = |actor: &Actor| {
        let shown = format!("{}, {}", actor.name, actor.kind);
        let others = actor.aliases.iter().map(String::as_str);
        Suggestion::of(safe::terminal_line(&shown).into_owned(), &actor.key, others)
    };
    Suggestions::of(all.iter().map(one).collect())
}
