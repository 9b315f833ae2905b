//! The options that change the aliases of a place or an actor.

use super::error::Failure;
use crate::domain::name::fold_name;
use clap::Args;

/// Changes of the aliases of a row. All versions of the row stay recorded.
#[derive(Debug, Default, Args)]
pub(super) struct AliasChanges {
    /// Another name, in any script; may be repeated
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
    /// Take an alias away, or after --name the old name; may be repeated
    #[arg(long, value_name = "NAME")]
    remove_alias: Vec<String>,
}

impl AliasChanges {
    /// Changes the aliases of the row with this key. Fails if an alias to be removed is not an alias of the row.
    pub(super) fn apply(self, aliases: &mut Vec<String>, key: &str) -> Result<(), Failure> {
        add(aliases, self.alias);
        for wrong in self.remove_alias {
            let is_it = |alias: &String| *alias == wrong;
            let is_like_it = |alias: &String| fold_name(alias) == fold_name(&wrong);
            // An alias with exactly this spelling is preferred to one that differs in case or accents.
            let at = aliases.iter().position(is_it).or_else(|| aliases.iter().position(is_like_it));
            let Some(at) = at else { return Err(no_alias(&wrong, aliases, key)) };
            aliases.remove(at);
        }
        Ok(())
    }
}

/// Adds aliases that are not there.
pub(super) fn add(aliases: &mut Vec<String>, more: Vec<String>) {
    for alias in more {
        if !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
}

fn no_alias(wrong: &str, aliases: &[String], key: &str) -> Failure {
    let failure = Failure::new(format!("alias `{wrong}`: `{key}` has no such alias"));
    match aliases {
        [] => failure.hint("it has no alias; --name changes the name that is shown"),
        _ => failure.hint(format!("its aliases: {}", aliases.join(", "))),
    }
}
