//! How a command with `--create` handles names that are not recorded.

use super::error::{self, Failure};
use super::mistakes::{Mistake, Mistakes};
use super::new_names::Which;
use crate::domain::names::NameError;
use crate::store::LookupError;

/// The name of a place or an actor that is not recorded, if an error is about one.
fn new_name(why: &anyhow::Error) -> Option<(Which, &str)> {
    let name = why.chain().find_map(|cause| match cause.downcast_ref() {
        Some(LookupError::Name(NameError::Unknown { what, word, .. })) => Some((*what, word)),
        _ => None,
    });
    match name? {
        ("place", word) => Some((Which::Place, word)),
        ("actor", word) => Some((Which::CLAIMANT, word)),
        _ => None,
    }
}

/// The names of places and actors that are not recorded, each once, if nothing else is wrong; otherwise `None`.
pub(super) fn alone(why: &anyhow::Error) -> Option<Vec<(Which, String)>> {
    let named = match why.downcast_ref::<Mistakes>() {
        None => vec![new_name(why)],
        // The last message of a sheet is only a summary.
        Some(all) => {
            let is_sum = |one: &&Mistake| one.field.is_empty() && one.place.is_none();
            all.each().filter(|one| !is_sum(one)).map(|one| new_name(&one.why)).collect()
        }
    };
    let mut names: Vec<(Which, String)> = Vec::new();
    for name in named {
        let (which, word) = name?;
        if !names.iter().any(|(other, known)| *other == which && known == word) {
            names.push((which, word.to_owned()));
        }
    }
    Some(names).filter(|names| !names.is_empty())
}

/// An error of a command that has `--create`: the hint about each name that is not recorded mentions it. For a sheet,
/// only the last hint does.
pub(super) fn naming_create(why: anyhow::Error) -> anyhow::Error {
    let with_hint = |why: anyhow::Error| match (new_name(&why), error::hint(&why)) {
        (Some(_), Some(hint)) => {
            let hint = format!("{hint}; or repeat this with --create");
            Failure::new(format!("{why:#}")).hint(hint).into()
        }
        _ => why,
    };
    match why.downcast::<Mistakes>() {
        Err(why) => with_hint(why),
        Ok(all) => {
            let each = all.into_iter().map(|one| match one.place {
                None => Mistake { why: with_hint(one.why), ..one },
                Some(_) => one,
            });
            each.collect::<Mistakes>().into()
        }
    }
}
