//! The commands `factline retract` and `factline reinstate`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::show::unless_report;
use crate::domain::identity::Uid;
use crate::domain::selection::RecordedFact;
use crate::format::row::says_no;
use clap::Args;

/// Withdraw a fact; it stays recorded
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline retract 3f9a --reason 'the report says this of Homs'
  factline table --retracted")]
pub(super) struct Retract {
    /// The fact: the first four or more characters of its id
    fact: String,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
}

/// Undo the retraction of a fact
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline reinstate 3f9a --reason 'it was right after all'")]
pub(super) struct Reinstate {
    /// The fact: the first four or more characters of its id
    fact: String,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
}

impl Retract {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        why_retracted(&self.reason)?;
        let mut store = context.open_to_record()?;
        let fact = store
            .find_fact(&self.fact)
            .map_err(|why| unless_report(&store, &self.fact, ("retract", " --reason WHY"), why))?;
        let mut writer = store.begin()?;
        writer.retract_fact(fact, &self.reason)?;
        let history = writer.store().history(fact)?.facts;
        let of = |uid: Uid| history.iter().find(|recorded| recorded.uid == uid);
        let correction = of(fact).and_then(|recorded| recorded.replaced_by);
        let corrected = of(fact).and_then(|recorded| recorded.fact.replaces.as_ref());
        let corrected = corrected.and_then(|correction| of(correction.fact));
        let stands = |recorded: &&RecordedFact| {
            recorded.replaced_by.is_none() && recorded.retracted.is_none()
        };
        let stands_again = corrected.filter(stands).map(|recorded| recorded.uid);
        context.commit(writer, &recorder, &format!("the retraction of `{}`", fact.short()))?;
        context.say(format!(
            "retracted {0}; factline reinstate {0} --reason WHY undoes that",
            fact.short()
        ));
        if let Some(old) = stands_again {
            context.say(format!("{}, which it corrected, counts again", old.short()));
        }
        if let Some(newer) = correction {
            let newer = newer.short();
            context.say(format!(
                "its correction {newer} still counts; factline retract {newer} --reason WHY \
                                 withdraws it, too"
            ));
        }
        Ok(Outcome::Done)
    }
}

/// Refuses a reason that would be read as "not retracted" in a table: `0`, `no`.
pub(super) fn why_retracted(reason: &str) -> anyhow::Result<()> {
    if says_no(reason.trim()) {
        let what = format!(
            "--reason `{}`: in a table, it would say that nothing is retracted",
            reason.trim()
        );
        return Err(Failure::new(what).hint("say why, in words").into());
    }
    Ok(())
}

impl Reinstate {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        let fact = store.find_fact(&self.fact).map_err(|why| {
            unless_report(&store, &self.fact, ("reinstate", " --reason WHY"), why)
        })?;
        let mut writer = store.begin()?;
        writer.reinstate_fact(fact, &self.reason)?;
        context.commit(writer, &recorder, &format!("the reinstatement of `{}`", fact.short()))?;
        context.say(format!("reinstated {}", fact.short()));
        Ok(Outcome::Done)
    }
}
