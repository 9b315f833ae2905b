//! The command `factline add`.

use super::answer::{self, Names};
use super::context::Context;
use super::doubts::{self, Attempt, Settled};
use super::error::Failure;
use super::hints::quoted;
use super::in_words::{InWords, ReportData, Stated};
use super::interview::{Answers, Before, Interview, Reading};
use super::mistakes::Mistakes;
use super::new_names::{Agreed, NewNames};
use super::outcome::{Outcome, Run};
use super::prompt::{self, Asker};
use super::statement::StatementArgs;
use super::swapped;
use crate::domain::changeset::Recorder;
use crate::domain::fact::{Doubt, Fact};
use crate::domain::report::Report;
use crate::store::{Added, Store, Writer};
use crate::text::counts::counted;
use crate::text::safe;
use clap::Args;
use std::path::Path;

/// Record a fact: what a report says, in its words
#[derive(Debug, Args)]
#[command(after_help = "\
VALUE and --when take words as a report writes them: \"as many as 300,000\", eight, 72-hour, \"between \
250,000 and 275,000\", none, few; Friday, \"early July\", \"since early July\", \"by the end of this \
month\". Words such as Friday are read from the report's publication date; the answer shows the date that was \
understood. Without --when, a stock counts as of the publication date. Everything else needs --when, unless \
it is planned, refused, postponed or cancelled. On a terminal, a bare `factline add` asks for each part, lists the \
names that fit what is typed, and shows the reading before it records.

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
    /// Add the place and the actors that are not recorded: `NAME, LARGER PLACE`, and `NAME` or
    /// `NAME, KIND`
    #[arg(long)]
    create: bool,
}

/// A statement that has been checked and can be recorded.
struct Ready {
    facts: Vec<Fact>,
    doubts: Vec<Doubt>,
    names: Names,
    /// The places and actors that were added with the fact, in words.
    made: Vec<String>,
}

impl Add {
    pub(super) fn run(mut self, context: &mut Context) -> Run {
        self.value = self.value.or(self.value_option.take());
        let mut store = context.open_to_record()?;
        if (self.indicator.is_none() || self.place.is_none()) && context.may_prompt() {
            return self.ask(context, &mut store);
        }
        if let (Some(file), None) = (&self.indicator, &self.place)
            && Path::new(file).is_file()
        {
            return Err(Failure::new(format!("`{file}` is a file, not an indicator"))
                .hint(format!("factline report add {}", quoted(file)))
                .into());
        }
        if self.indicator.is_none() || self.place.is_none() {
            return Err(Failure::new("what and where? give INDICATOR and PLACE")
                .hint(
                    "factline add --help shows examples; on a terminal, a bare `factline add` asks",
                )
                .into());
        }
        let outcome = self.settle(context, &mut store, Settled::default())?;
        store.leave();
        Ok(outcome)
    }

    /// Asks for a fact and records it once the user has confirmed its reading; then asks for another one.
    fn ask(mut self, context: &mut Context, store: &mut Store) -> Run {
        if store.reports()?.is_empty() {
            return Err(Failure::new("no report is recorded yet, and each fact belongs to one")
                .hint(
                    "factline report add page.html records a saved page, factline report add asks",
                )
                .into());
        }
        let said = [
            ("report", self.statement.report.take()),
            ("indicator", self.indicator.take()),
            ("place", self.place.take()),
            ("value", self.value.take()),
        ];
        let said = said.into_iter().filter_map(|(name, words)| Some((name, words?))).collect();
        let options = std::mem::take(&mut self.statement);
        let mut before = Before { said, options, ..Before::default() };
        let create = self.create;
        let mut recorded = 0;
        let mut asker = context.asker();
        asker
            .tell("Enter takes an answer, ↓ chooses one of the list, Esc goes back, Ctrl-C stops.");
        loop {
            let asked = ask_one(context, store, &mut asker, (before, create));
            let (answers, doubts) = match asked {
                Err(stop) if recorded > 0 && prompt::is_stop(&stop) => {
                    let facts = counted(recorded, "fact", "facts");
                    return Err(Failure::new(format!(
                        "stopped: {facts} recorded, but not this one"
                    ))
                    .into());
                }
                asked => asked?,
            };
            let settled = Settled { doubts, names: answers.names.clone() };
            let outcome = Self::of(&answers, create).settle(context, store, settled)?;
            context.flush()?;
            context.has_answered();
            recorded += 1;
            let more = ["yes: another fact of this report", "no"].map(str::to_owned);
            if asker.choice("go on?", &more)? != Some(0) {
                return Ok(outcome);
            }
            before = Before::of_next(store, answers);
        }
    }

    /// Records the fact, after asking the user about everything that must be asked and is not in `settled`.
    fn settle(&self, context: &mut Context, store: &mut Store, settled: Settled) -> Run {
        let recorder = context.recorder()?;
        doubts::settle(context, store, settled, |context, store, settled| {
            self.record(context, store, (&recorder, settled))
        })
    }

    /// Checks the statement, after adding missing places and actors if that is allowed. Fails with all
    /// mistakes.
    fn check(
        &self,
        context: &Context,
        writer: &mut Writer<'_>,
        (user, agreed): (&str, &Agreed),
    ) -> Result<Ready, Mistakes> {
        let mut mistakes = Mistakes::default();
        let mut new = NewNames::allowed(self.create, agreed);
        let (mut place, mut statement) = (self.place.clone(), self.statement.clone());
        new.of_statement(writer, place.as_mut(), &mut statement, &mut mistakes);
        let held = writer.store();
        let named = self.statement.report.as_deref();
        let report = mistakes.note("report", report_of(held, named, user));
        let report_data =
            report.and_then(|report| mistakes.note("report", ReportData::of(held, report, named)));
        let report_data = report_data.unwrap_or_else(|| ReportData::unknown(context, None));
        let (indicator, place) = (self.indicator.as_deref(), place.as_deref());
        let value = self.value.as_deref();
        let words = InWords { indicator, place, value, statement: &statement };
        let Stated { facts, doubts, names } = words.check(context, held, &report_data, mistakes)?;
        Ok(Ready { facts, doubts, names, made: new.made })
    }

    /// Records the fact, unless the user must be asked about it first; `settled` is what the user was already asked
    /// about.
    fn record(
        &self,
        context: &mut Context,
        store: &mut Store,
        (recorder, settled): (&Recorder, &Settled),
    ) -> anyhow::Result<Attempt> {
        // The writer locks the database here, so that nobody changes the rows between the check of
        // the fact and its recording.
        let mut writer = store.begin()?;
        if let (Some(indicator), Some(place)) = (&self.indicator, &self.place) {
            let has_options = self.statement != StatementArgs::default();
            let value = self.value.as_deref();
            swapped::check(writer.store(), indicator, place, value, has_options)?;
        }
        let ready = self.check(context, &mut writer, (&recorder.by, &settled.names));
        let Ready { facts, doubts, names, made } = ready.map_err(Mistakes::into_error)?;
        let open = doubts::to_ask(context, &doubts, &settled.doubts);
        if !open.is_empty() {
            return Ok(Attempt::Doubtful(open));
        }
        let added =
            facts.iter().map(|fact| writer.add_fact(fact)).collect::<Result<Vec<_>, _>>()?;
        writer.use_report(&recorder.by, &names.report.key)?;
        let uids: Vec<_> = added.iter().map(|added| format!("`{}`", added.uid.short())).collect();
        context.commit(writer, recorder, &format!("fact {}", uids.join(", ")))?;
        for line in &made {
            context.say_line(line);
        }
        let outcome = tell_each(context, store, added.into_iter().zip(&facts), &names)?;
        doubts::tell(context, &doubts, &names);
        Ok(Attempt::Done(outcome))
    }
}

/// Asks for one fact until the user confirms how it is read. Returns the answers, and the doubts that were shown. Fails
/// if the user stops.
pub(super) fn ask_one(
    context: &Context,
    store: &mut Store,
    asker: &mut dyn Asker,
    (before, create): (Before, bool),
) -> anyhow::Result<(Answers, Vec<Doubt>)> {
    let user = context.user()?;
    let mut interview = Interview::new(context, before);
    let mut doubts = Vec::new();
    let answers = interview.run(store, asker, |store, answers| {
        let mut mistakes = Mistakes::default();
        let Some(mut writer) = mistakes.note("report", store.begin()) else { return Err(mistakes) };
        let add = Add::of(answers, create);
        // Rows that are made only to check the fact disappear when the writer is dropped.
        let ready = add.check(context, &mut writer, (&user, &answers.names))?;
        let reading = ready.reading();
        doubts = ready.doubts;
        Ok(reading)
    })?;
    Ok((answers, doubts))
}

impl Add {
    fn of(answers: &Answers, create: bool) -> Self {
        Self {
            indicator: Some(answers.indicator.clone()),
            place: Some(answers.place.clone()),
            value: answers.value.clone(),
            value_option: None,
            statement: answers.statement.clone(),
            create,
        }
    }
}

impl Ready {
    /// How the facts will be recorded, and which rows are created for them.
    fn reading(&self) -> Reading {
        let made = self.made.iter().map(|line| safe::terminal(line).into_owned());
        let facts = self.facts.iter().flat_map(|fact| answer::lines(fact, &self.names));
        let doubts = self.doubts.iter().map(doubts::worded).collect();
        Reading { lines: made.chain(facts).collect(), doubts }
    }
}

/// The report that the words name; without words, the report that `user` recorded or used last.
/// Fails if there is none.
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

/// Prints the facts of one statement; the outcome is that of the first fact that needs attention.
fn tell_each<'f>(
    context: &mut Context,
    store: &Store,
    added: impl Iterator<Item = (Added, &'f Fact)>,
    names: &Names,
) -> Run {
    let mut outcome = Outcome::Done;
    for (added, fact) in added {
        let answered = answer::tell(context, store, added, fact, names)?;
        outcome = outcome.and(answered);
    }
    Ok(outcome)
}
