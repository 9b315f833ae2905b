//! The command `factline actor add|list|edit`.

use super::aliases::AliasChanges;
use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::output::Output;
use crate::domain::actor::{Actor, ActorKind};
use crate::domain::name;
use crate::render;
use crate::text::safe;
use crate::view;
use clap::{Args, Subcommand};

/// Actors, who publish reports or are quoted in them: add, change, list
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline actor add 'United Nations' --kind un-agency --alias UN
  factline actor add 'Ban Ki-moon' --kind person --in UN
  factline actor list")]
pub(super) struct ActorCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Add(Add),
    List(List),
    Edit(Edit),
}

/// Add an actor
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline actor add 'VOA News' --kind media --key voa \\
    --alias 'Voice of America'")]
struct Add {
    /// The name that is shown
    name: String,
    /// The kind: media, state, state-body, armed-group, un-agency, igo, ngo, monitor, person,
    /// unnamed-group, other
    #[arg(long, default_value = "other")]
    kind: ActorKind,
    /// The organisation that the actor belongs to or speaks for
    #[arg(long = "in", value_name = "ACTOR")]
    parent: Option<String>,
    /// Another name of the actor; may be repeated
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
    /// The key of the actor [default: made from the name]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

/// List actors
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline actor list --kind media")]
struct List {
    /// Only actors of this kind
    #[arg(long)]
    kind: Option<ActorKind>,
    #[command(flatten)]
    output: Output,
}

/// Change an actor; its older versions stay recorded
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline actor edit sohr --alias SOHR --kind monitor
  factline actor edit sohr --name 'Syrian Observatory' --remove-alias SOHRR")]
struct Edit {
    /// The actor: key, name or alias
    actor: String,
    /// The new name that is shown
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The kind, as in `actor add`
    #[arg(long)]
    kind: Option<ActorKind>,
    /// The organisation that the actor belongs to or speaks for
    #[arg(long = "in", value_name = "ACTOR")]
    parent: Option<String>,
    #[command(flatten)]
    aliases: AliasChanges,
}

impl ActorCommand {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.action {
            Action::Add(action) => action.run(context),
            Action::List(action) => action.run(context),
            Action::Edit(action) => action.run(context),
        }
    }
}

impl Add {
    fn run(self, context: &mut Context) -> Run {
        let mut store = context.open_to_record()?;
        let name = self.name.trim().to_owned();
        let key = self.key.unwrap_or_else(|| name::key_of(&name));
        if key.is_empty() {
            return Err(
                Failure::new(format!("actor `{name}`: a name needs a letter or a digit")).into()
            );
        }
        let parent = self.parent.as_deref().map(|words| store.find_actor(words)).transpose()?;
        let actor = Actor {
            key,
            name,
            kind: self.kind,
            parent: parent.map(|found| found.row.key),
            aliases: self.alias,
        };
        let recorder = context.recorder()?;
        let mut writer = store.begin()?;
        writer.add_actor(&actor)?;
        context.commit(writer, &recorder, &format!("actor `{}`", actor.key))?;
        writeln!(context.out(), "{}", safe::terminal(&actor.key))?;
        let body = actor.parent.as_ref().map(|key| format!(" of {key}")).unwrap_or_default();
        context.say(format!("added {}, {}{body}", actor.name, actor.kind));
        Ok(Outcome::Done)
    }
}

impl List {
    fn run(self, context: &mut Context) -> Run {
        let mut actors = context.open()?.actors()?;
        if let Some(kind) = self.kind {
            actors.retain(|actor| actor.kind == kind);
        }
        let grid = view::lists::actors(&actors);
        self.output.write(context, |format, style, out| render::grid(&grid, format, style, out))?;
        Ok(Outcome::Done)
    }
}

impl Edit {
    fn run(self, context: &mut Context) -> Run {
        let mut opened = context.open_to_record()?;
        let mut writer = opened.begin()?;
        let store = writer.store();
        let before = store.find_actor(&self.actor)?.row;
        let mut actor = before.clone();
        if let Some(name) = self.name {
            actor.aliases.push(std::mem::replace(&mut actor.name, name));
        }
        if let Some(parent) = &self.parent {
            actor.parent = Some(store.find_actor(parent)?.row.key);
        }
        actor.kind = self.kind.unwrap_or(actor.kind);
        self.aliases.apply(&mut actor.aliases, &actor.key)?;
        if actor == before {
            return Err(Failure::new(format!("actor `{}`: nothing to change", before.key))
                .hint("give --name, --kind, --in, --alias or --remove-alias")
                .into());
        }
        let recorder = context.recorder()?;
        writer.edit_actor(&actor)?;
        context.commit(writer, &recorder, &format!("actor `{}`", actor.key))?;
        context.say(format!("changed {} ({})", actor.name, actor.key));
        Ok(Outcome::Done)
    }
}
