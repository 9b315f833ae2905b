//! The command `factline correct`.

use super::context::Context;
use super::correct_sheet;
use super::correction::{self, Replaced, RightWords};
use super::doubts::{self, Attempt, Settled};
use super::error::Failure;
use super::mistakes::Mistakes;
use super::new_names::NewNames;
use super::outcome::Run;
use super::statement::StatementArgs;
use crate::domain::changeset::Recorder;
use crate::store::Store;
use clap::Args;
use std::path::Path;

/// Replace a wrong fact by a new one; the old one stays recorded
#[derive(Debug, Args)]
// Options with defaults that differ from those in `add`.
#[command(
    mut_arg("report", |arg| arg.help("The right report [default: that of the fact]")),
    mut_arg("by", |arg| {
        arg.help("The right claimant [default: that of the fact]; repeat it for joint claimants")
    }),
    mut_arg("stance", |arg| {
        arg.help(
            "What the claimant does with the statement: asserts, estimates, forecasts, announces, \
             alleges, denies, demands [default: as in the fact]",
        )
    })
)]
#[command(after_help = "\
Give only what changes; everything else stays as it is. An empty text removes a part (--by ''). A sheet, as \
`factline sheet REPORT` prints it, corrects each fact whose lines were changed, and no other.

Example:
  factline correct 3f9a 'more than 300,000' --reason 'misread the bound'
  factline correct 3f9a --when 'since 7 July' --by UN \\
    --reason 'the UN gave the day'
  factline sheet voa-2016-10-24 > voa.sheet
  factline correct voa.sheet --reason 'misread'")]
pub(super) struct Correct {
    /// The fact: the first four or more characters of its id; or the file of a sheet (- for standard
    /// input)
    #[arg(value_name = "FACT|SHEET")]
    fact: String,
    /// The right value, in the report's words
    #[arg(allow_negative_numbers = true)]
    value: Option<String>,
    /// The same as VALUE
    #[arg(
        long = "value",
        value_name = "VALUE",
        conflicts_with = "value",
        allow_hyphen_values = true
    )]
    value_option: Option<String>,
    /// The reason, kept with the record
    #[arg(long)]
    reason: String,
    /// The right indicator
    #[arg(long, value_name = "INDICATOR")]
    indicator: Option<String>,
    /// The right place
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    #[command(flatten)]
    statement: StatementArgs,
    /// Add the place and the actors that are not recorded: `NAME, LARGER PLACE`, and `NAME` or
    /// `NAME, KIND`
    #[arg(long)]
    create: bool,
}

impl Correct {
    pub(super) fn run(mut self, context: &mut Context) -> Run {
        self.value = self.value.or(self.value_option.take());
        correction::why_corrected(&self.reason)?;
        if self.is_sheet() {
            let others = [&self.value, &self.indicator, &self.place];
            if others.iter().any(|given| given.is_some())
                || self.statement != StatementArgs::default()
            {
                let why = format!(
                    "sheet `{}`: its lines are the corrections, so other options are not \
                                   allowed",
                    self.fact
                );
                return Err(Failure::new(why)
                    .hint("give only --reason, and change the lines of the sheet")
                    .into());
            }
            return correct_sheet::run(context, &self.fact, self.reason.trim(), self.create);
        }
        let recorder = context.recorder_because(&self.reason)?;
        let mut store = context.open_to_record()?;
        doubts::settle(context, &mut store, Settled::default(), |context, store, settled| {
            self.record(context, store, &recorder, settled)
        })
    }

    /// Whether the argument is a sheet: not the id of a fact, but a file.
    fn is_sheet(&self) -> bool {
        let is_id = self.fact.len() >= 4 && self.fact.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.fact == "-" || !is_id && Path::new(&self.fact).is_file()
    }

    /// Records the correction, unless the user must be asked about it first; `settled` is what the
    /// user was already asked about.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        recorder: &Recorder,
        settled: &Settled,
    ) -> anyhow::Result<Attempt> {
        // The writer locks the database here, so that nobody changes the rows between the check of
        // the fact and its recording.
        let mut writer = store.begin()?;
        let mut mistakes = Mistakes::default();
        let mut new = NewNames::allowed(self.create, &settled.names);
        let (mut place, mut statement) = (self.place.clone(), self.statement.clone());
        new.of_statement(&mut writer, place.as_mut(), &mut statement, &mut mistakes);
        let held = writer.store();
        let old = held.find_fact(&self.fact)?;
        let before = correction::recorded(held, old)?;
        let words = RightWords {
            reason: &self.reason,
            value: self.value.as_deref(),
            indicator: self.indicator.as_deref(),
            place: place.as_deref(),
            statement: &statement,
            checks_quote: false,
            keeps_hours: true,
        };
        let checked = words.checked(context, held, (old, &before), &mut mistakes)?;
        mistakes.none()?;
        let Some(checked) = checked else {
            return Err(Failure::new(format!("fact `{}`: nothing to correct", old.short()))
                .hint("give the right VALUE, --when, --by … (factline correct --help)")
                .into());
        };
        let open = doubts::to_ask(context, &checked.doubts, &settled.doubts);
        if !open.is_empty() {
            return Ok(Attempt::Doubtful(open));
        }
        let replaced = Replaced::of(context, held, (old, &before), &checked)?;
        let added = writer.add_fact(&checked.fact)?;
        context.commit(writer, recorder, &format!("fact `{}`", added.uid.short()))?;
        for line in &new.made {
            context.say_line(line);
        }
        Ok(Attempt::Done(replaced.tell(context, store, added, &checked)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_of_options_names_the_defaults_of_a_correction() {
        let help = Correct::augment_args(clap::Command::new("correct")).render_help().to_string();
        // The help is wrapped.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            help.contains("default: that of the fact") && help.contains("default: as in the fact")
        );
        let of_add = ["recorded or used last", "unattributed", "default: asserts"];
        assert!(!of_add.iter().any(|default| help.contains(default)), "{help}");
    }
}
