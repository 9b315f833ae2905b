//! The command `factline add`.

use super::answer::{self, Names};
use super::context::Context;
use super::doubts::{self, Attempt};
use super::error::Failure;
use super::in_words::{InWords, Stated, Told};
use super::mistakes::Mistakes;
use super::new_names::NewNames;
use super::outcome::{Outcome, Run};
use super::prompt;
use super::statement::StatementArgs;
use super::swapped;
use crate::domain::changeset::Recorder;
use crate::domain::fact::{Doubt, Fact};
use crate::domain::report::Report;
use crate::store::{Added, Store};
use clap::Args;

/// Record a fact: what a report says, in its words
#[derive(Debug, Args)]
#[command(after_help = "\
VALUE and --when take words as a report writes them: \"as many as 300,000\", eight, 72-hour, \"between \
250,000 and 275,000\", none, few; Friday, \"early July\", \"since early July\", \"by the end of this \
month\". Words such as Friday are read from the report's publication date; the answer shows the date that was \
understood. Without --when, a stock holds as of the publication date. Everything else needs --when, unless \
it is planned, refused, postponed or cancelled. Without arguments, on a terminal, factline asks for each part.

Example:
  factline add trapped 'eastern Aleppo' 'as many as 300,000' \\
    --stance estimates --quote 'As many as 300,000 civilians are trapped'
  factline add aid-delivery Aleppo none --when 'since early July'
  factline add food-stock-end Aleppo 'by the end of this month' \\
    --by UN --stance forecasts
  factline add killed 'Kafr Zita, Hama' 12 --by 'Council, other' --create")]
pub(super) struct Add {
    /// What is measured or followed (factline indicator list)
    indicator: Option<String>,
    /// Where (factline place list)
    place: Option<String>,
    /// How many, how much, how long, in the report's words
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
    #[command(flatten)]
    statement: StatementArgs,
    /// Add the place and the actors that are not recorded: `NAME, PLACE AROUND IT`, and `NAME` or
    /// `NAME, KIND`
    #[arg(long)]
    create: bool,
}

impl Add {
    pub(super) fn run(mut self, context: &mut Context) -> Run {
        self.value = self.value.or(self.value_option.take());
        let mut store = context.open_to_record()?;
        let asked = self.indicator.is_none() && context.may_ask();
        if asked {
            let answers = prompt::ask(context, &store, &mut self.statement)?;
            (self.indicator, self.place, self.value) =
                (Some(answers.indicator), Some(answers.place), answers.value);
        }
        let (Some(indicator), Some(place)) = (&self.indicator, &self.place) else {
            return Err(Failure::new("what and where? give INDICATOR and PLACE")
                .hint(
                    "factline add --help shows examples; on a terminal, a bare `factline add` asks",
                )
                .into());
        };
        let recorder = context.recorder()?;
        doubts::settle(context, |context, settled| {
            self.record(context, &mut store, (indicator, place), (&recorder, settled))
        })
    }

    /// Records the fact, unless the user is to be asked about it first; `settled` are the doubts about
    /// which the user was asked.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        (indicator, place): (&str, &str),
        (recorder, settled): (&Recorder, &[Doubt]),
    ) -> anyhow::Result<Attempt> {
        // The writer locks the database here, so that nobody changes the rows between the check of
        // the fact and its recording.
        let mut writer = store.begin()?;
        let has_options = self.statement != StatementArgs::default();
        swapped::check(writer.store(), indicator, place, self.value.as_deref(), has_options)?;
        let mut mistakes = Mistakes::default();
        let mut new = NewNames::allowed(self.create);
        let (mut place, mut statement) = (place.to_owned(), self.statement.clone());
        new.of_statement(&mut writer, Some(&mut place), &mut statement, &mut mistakes);
        let held = writer.store();
        let named = self.statement.report.as_deref();
        let report = mistakes.note("report", report_of(held, named, &recorder.by));
        let told = match report {
            Some(report) => Told::of(held, report, named)?,
            None => Told::unknown(context, None),
        };
        let value = self.value.as_deref();
        let (indicator, place) = (Some(indicator), Some(place.as_str()));
        let words = InWords { indicator, place, value, statement: &statement };
        let stated = words.check(context, held, &told, mistakes);
        let Stated { facts, doubts, names } = stated.map_err(Mistakes::into_error)?;
        let open = doubts::to_ask(context, &doubts, settled);
        if !open.is_empty() {
            return Ok(Attempt::Doubtful(open));
        }
        let added =
            facts.iter().map(|fact| writer.add_fact(fact)).collect::<Result<Vec<_>, _>>()?;
        writer.use_report(&recorder.by, &names.report.key)?;
        let uids: Vec<_> = added.iter().map(|added| format!("`{}`", added.uid.short())).collect();
        context.commit(writer, recorder, &format!("fact {}", uids.join(", ")))?;
        for line in &new.made {
            context.say_line(line);
        }
        let outcome = tell_each(context, store, added.into_iter().zip(&facts), &names)?;
        doubts::tell(context, &doubts, &names);
        Ok(Attempt::Done(outcome))
    }
}

/// The report that the words name; without words, the report that `user` recorded or used last.
/// Fails where there is none.
pub(super) fn report_of(store: &Store, words: Option<&str>, user: &str) -> anyhow::Result<Report> {
    if let Some(words) = words {
        return Ok(store.find_report(words)?);
    }
    let Some(key) = store.last_report(user)? else {
        let what =
            format!("which report? `{user}` has not recorded or used one in this database yet");
        return Err(Failure::new(what)
            .hint("--report KEY (factline report list); factline report add --help")
            .into());
    };
    Ok(store.find_report(&key)?)
}

/// Prints the facts of one statement; the outcome is that of the first which needs a look.
fn tell_each<'f>(
    context: &mut Context,
    store: &Store,
    added: impl Iterator<Item = (Added, &'f Fact)>,
    names: &Names,
) -> Run {
    let mut outcome = Outcome::Done;
    for (added, fact) in added {
        let told = tell(context, store, added, fact, names)?;
        outcome = if outcome == Outcome::Done { told } else { outcome };
    }
    Ok(outcome)
}

/// Prints the fact that was recorded, or says that it was recorded before.
pub(super) fn tell(
    context: &mut Context,
    store: &Store,
    added: Added,
    fact: &Fact,
    names: &Names,
) -> Run {
    let short = added.uid.short();
    answer::write(context, &short, fact, names)?;
    if added.new {
        return Ok(Outcome::Done);
    }
    let history = store.history(added.uid)?;
    let Some(first) = history.facts.iter().find(|recorded| recorded.uid == added.uid) else {
        return Ok(Outcome::Done);
    };
    context.say(format!(
        "recorded already by {} on {}: nothing added",
        first.recorded_by, first.recorded_at
    ));
    if let Some(reason) = &first.retracted {
        let reason = if store.may_name_fact(added.uid)? { reason } else { "confidential" };
        context.say(format!(
            "it is retracted: {reason}\nhint: factline reinstate {short} --reason WHY"
        ));
        return Ok(Outcome::LookAt);
    }
    if let Some(newer) = first.replaced_by {
        context
            .say(format!("it was corrected: factline show {} shows the correction", newer.short()));
        return Ok(Outcome::LookAt);
    }
    Ok(Outcome::Done)
}
