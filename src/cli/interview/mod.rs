//! Asks for a fact: one question after another, back and forth, until its reading is confirmed.
//!
//! Knows which question comes next and what an answer means. Must not know how a terminal shows a question, nor record
//! anything.

mod questions;
mod take;
#[cfg(test)]
mod tests;

use super::context::Context;
use super::in_words::ReportData;
use super::mistakes::{Mistake, Mistakes};
use super::new_names::Agreed;
use super::prompt::{self, Answer, Asker, Suggestion, complain, stopped};
use super::sheet_fields::{Fields, Said, in_questions};
use super::statement::StatementArgs;
use crate::domain::fact::FactError;
use crate::domain::indicator::{Indicator, Measure};
use crate::store::Store;
use crate::text::{lists, safe};
use std::collections::BTreeMap;

/// The user's answers, in the form of the arguments of `add`.
pub(super) struct Answers {
    pub(super) indicator: String,
    pub(super) place: String,
    pub(super) value: Option<String>,
    pub(super) statement: StatementArgs,
    /// What the user said about names that are not recorded.
    pub(super) names: Agreed,
}

/// How a fact would be recorded.
pub(super) struct Reading {
    /// The fact, in lines.
    pub(super) lines: Vec<String>,
    /// The doubts about it.
    pub(super) doubts: Vec<String>,
}

/// Answers that are known before the first question: from the command line, or from the fact before.
#[derive(Default)]
pub(super) struct Before {
    /// Answers by the name of their field; the question is skipped if they can be read.
    pub(super) said: Vec<(&'static str, String)>,
    /// The options of the command line.
    pub(super) options: StatementArgs,
    pub(super) names: Agreed,
    /// The place of the fact before.
    pub(super) place: Option<Suggestion>,
}

impl Before {
    /// The answers that another fact of the same report begins with.
    pub(super) fn of_next(store: &Store, answers: Answers) -> Self {
        let place = store.find_place(&answers.place).ok().map(|found| {
            let shown = safe::terminal_line(&found.row.name).into_owned();
            Suggestion::of(shown, &found.row.key, [])
        });
        let report = answers.statement.report.unwrap_or_default();
        let said = vec![("report", report)];
        Self { said, options: StatementArgs::default(), names: answers.names, place }
    }
}

/// The questions for one fact, with their answers so far.
pub(super) struct Interview<'c> {
    context: &'c Context,
    fields: Fields,
    before: Before,
    /// The answers in words, by the name of the field; empty if there is no answer.
    said: BTreeMap<String, String>,
    names: Agreed,
    report: Option<ReportData<'static>>,
    indicator: Option<Indicator>,
    /// The quote that was not found in the text of the report.
    unfound: Option<String>,
}

/// The result of a question.
#[derive(PartialEq, Eq)]
enum Asked {
    Answered,
    Back,
}

/// The option for recording a fact, when the user decides about its reading.
const RECORD: &str = "yes: record it";
const MORE: &str = "say more: status, stance, scope, via, thread, origin, comment …";
/// The further fields that are used most often.
const FIRST: [&str; 7] = ["status", "stance", "scope", "via", "thread", "origin", "comment"];
const CHANGE: &str = "change an answer";
const STOP: &str = "no: stop, and record nothing";

impl<'c> Interview<'c> {
    pub(super) fn new(context: &'c Context, before: Before) -> Self {
        let names = before.names.clone();
        Self {
            context,
            fields: Fields::new(),
            before,
            said: BTreeMap::new(),
            names,
            report: None,
            indicator: None,
            unfound: None,
        }
    }

    /// Asks until the user confirms how the answers are read; `check` reads them, and records nothing. Fails if the
    /// user stops.
    pub(super) fn run(
        &mut self,
        store: &mut Store,
        asker: &mut dyn Asker,
        mut check: impl FnMut(&mut Store, &Answers) -> Result<Reading, Mistakes>,
    ) -> anyhow::Result<Answers> {
        self.ask_open(store, asker)?;
        loop {
            let answers = self.answers()?;
            match check(store, &answers) {
                Err(mistakes) => self.mend(store, asker, &mistakes)?,
                Ok(reading) => {
                    if self.is_confirmed(store, asker, &reading)? {
                        return Ok(answers);
                    }
                }
            }
            self.ask_open(store, asker)?;
        }
    }

    /// Asks all questions that have no answer yet. Fails if the user stops.
    fn ask_open(&mut self, store: &Store, asker: &mut dyn Asker) -> anyhow::Result<()> {
        let mut at = None;
        loop {
            let sequence = self.sequence();
            let open = || sequence.iter().position(|name| !self.said.contains_key(*name));
            let Some(next) = at.take().or_else(open) else { return Ok(()) };
            if self.ask(store, asker, sequence[next])? == Asked::Back {
                at = Some(self.question_before(&sequence, next).ok_or_else(stopped)?);
            }
        }
    }

    /// The question before a given one; `None` if it is the first.
    fn question_before(&self, sequence: &[&str], at: usize) -> Option<usize> {
        (0..at).rev().find(|before| !self.is_given(sequence[*before]))
    }

    /// Whether the command line has the answer.
    fn is_given(&self, name: &str) -> bool {
        self.before.said.iter().any(|(said, _)| *said == name)
    }

    /// The questions for this fact, as far as the answers so far decide them.
    fn sequence(&self) -> Vec<&'static str> {
        let measures = self.indicator.as_ref().map(|indicator| indicator.measures);
        let mut names = vec!["report", "indicator", "place"];
        match measures {
            Some(Measure::Count | Measure::Duration) => names.push("value"),
            Some(Measure::Date | Measure::Nothing) | None => {}
        }
        let has_no_figure = self.said.get("value").is_some_and(String::is_empty);
        // Without a figure, only the status can be asked for.
        if measures == Some(Measure::Nothing) || names.contains(&"value") && has_no_figure {
            names.push("status");
        }
        names.push("when");
        if self.lacks_time() && !names.contains(&"status") {
            names.push("status");
        }
        names.extend(["by", "quote"]);
        let options = &self.before.options;
        names.retain(|name| match *name {
            "when" => options.when.is_none(),
            "status" => options.status.is_none(),
            "by" => options.by.is_empty(),
            "quote" => options.quote.is_none(),
            _ => true,
        });
        names
    }

    /// Asks one question until its answer can be read.
    fn ask(&mut self, store: &Store, asker: &mut dyn Asker, name: &str) -> anyhow::Result<Asked> {
        let given = self.before.said.iter().position(|(said, _)| *said == name);
        let mut line = self.said.get(name).cloned();
        if let (None, Some(at)) = (&line, given) {
            let words = self.before.said[at].1.clone();
            if self.is_taken(store, asker, name, &words)? {
                return Ok(Asked::Answered);
            }
            // If an answer cannot be read, its question is asked again, and Esc can go back to it.
            self.before.said.remove(at);
            line = Some(words);
        }
        let mut line = line.unwrap_or_default();
        loop {
            let mut question = self.question(store, name)?;
            question.before = line;
            let Answer::Said(words) = asker.words(&question)? else { return Ok(Asked::Back) };
            if self.is_taken(store, asker, name, &words)? {
                return Ok(Asked::Answered);
            }
            // The mistake is in the time, which the previous question asked for.
            if name == "status" && words.is_empty() && self.lacks_time() {
                return Ok(Asked::Back);
            }
            line = words;
        }
    }

    /// Takes an answer, or prints what is wrong with it. Fails if the user stops.
    fn is_taken(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        name: &str,
        words: &str,
    ) -> anyhow::Result<bool> {
        match self.take(store, asker, name, words) {
            Ok(reading) => {
                if let Some(reading) = reading.filter(|_| !self.context.is_quiet()) {
                    asker.tell(&format!("  {}", safe::terminal_line(&reading)));
                }
                Ok(true)
            }
            Err(stop) if prompt::is_stop(&stop) => Err(stop),
            Err(wrong) => {
                complain(asker, &wrong, Some(in_questions));
                Ok(false)
            }
        }
    }

    /// Prints what is wrong with the fact, and asks again for the part that is wrong.
    fn mend(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        mistakes: &Mistakes,
    ) -> anyhow::Result<()> {
        let mut names: Vec<&str> = Vec::new();
        for mistake in mistakes.each() {
            complain(asker, &mistake.why, Some(in_questions));
            names.extend(about(mistake));
        }
        names.dedup();
        for name in names {
            let name = if self.fields.whose(name).is_some() { name } else { "indicator" };
            if self.ask(store, asker, name)? == Asked::Back {
                return self.change(store, asker);
            }
        }
        Ok(())
    }

    /// Shows how the answers are read, and asks what to do. Returns whether the fact is to be recorded. Fails if the
    /// user stops.
    fn is_confirmed(
        &mut self,
        store: &Store,
        asker: &mut dyn Asker,
        reading: &Reading,
    ) -> anyhow::Result<bool> {
        asker.tell("");
        for line in &reading.lines {
            asker.tell(&format!("  {line}"));
        }
        for doubt in &reading.doubts {
            asker.tell(doubt);
        }
        let question = if reading.doubts.is_empty() { "record it?" } else { "is that right?" };
        let options = [RECORD, MORE, CHANGE, STOP].map(str::to_owned);
        match asker.choice(question, &options)? {
            Some(0) => return Ok(true),
            Some(1) => self.say_more(store, asker)?,
            Some(2) => self.change(store, asker)?,
            Some(_) => return Err(stopped()),
            None => {
                let sequence = self.sequence();
                let Some(last) = self.question_before(&sequence, sequence.len()) else {
                    return Ok(false);
                };
                if self.ask(store, asker, sequence[last])? == Asked::Back {
                    self.change(store, asker)?;
                }
            }
        }
        Ok(false)
    }

    /// Asks for one of the fields that have no question of their own.
    fn say_more(&mut self, store: &Store, asker: &mut dyn Asker) -> anyhow::Result<()> {
        let sequence = self.sequence();
        let mut further = self.fields.further(&sequence);
        further.sort_by_key(|(name, _)| {
            FIRST.iter().position(|first| first == name).unwrap_or(FIRST.len())
        });
        let options: Vec<String> = further
            .iter()
            .map(|(name, help)| match self.said.get(name).filter(|words| !words.is_empty()) {
                Some(words) => format!("{name}: {}", safe::terminal_line(words)),
                None => format!("{name}: {help}"),
            })
            .collect();
        if let Some(at) = asker.choice("which?", &options)? {
            self.ask(store, asker, &further[at].0)?;
        }
        Ok(())
    }

    /// Asks again for an answer that the user chooses.
    fn change(&mut self, store: &Store, asker: &mut dyn Asker) -> anyhow::Result<()> {
        let sequence = self.sequence();
        let further = self.said.keys().filter(|name| !sequence.contains(&name.as_str()));
        let names: Vec<String> =
            sequence.iter().map(|name| (*name).to_owned()).chain(further.cloned()).collect();
        let line = |name: &String| {
            let words = self.said.get(name).map(String::as_str).unwrap_or_default();
            format!("{name}: {}", safe::terminal_line(words))
        };
        let options: Vec<String> = names.iter().map(line).collect();
        if let Some(at) = asker.choice("which answer?", &options)? {
            self.ask(store, asker, &names[at])?;
        }
        Ok(())
    }

    /// The answers in the form of options.
    fn statement(&mut self) -> anyhow::Result<StatementArgs> {
        let not_options = ["report", "indicator", "place", "value"];
        let mut said: Vec<(&str, String)> = Vec::new();
        for (name, words) in &self.said {
            if words.is_empty() || not_options.contains(&name.as_str()) {
                continue;
            }
            if self.fields.is_list(name) {
                said.extend(lists::split(words).into_iter().map(|one| (&**name, one.into_owned())));
            } else {
                said.push((name, words.clone()));
            }
        }
        let said: Vec<Said<'_>> = said.iter().map(|(name, words)| Said { name, words }).collect();
        let mut statement = self.fields.statement(&said)?.over(&self.before.options);
        statement.report = Some(self.said.get("report").cloned().unwrap_or_default());
        Ok(statement)
    }

    fn answers(&mut self) -> anyhow::Result<Answers> {
        let has_value = self.sequence().contains(&"value");
        let words = |name: &str| self.said.get(name).cloned().unwrap_or_default();
        Ok(Answers {
            indicator: words("indicator"),
            place: words("place"),
            value: Some(words("value")).filter(|words| has_value && !words.is_empty()),
            names: self.names.clone(),
            statement: self.statement()?,
        })
    }
}

/// The fields with which a mistake can be corrected.
fn about(mistake: &Mistake) -> Vec<&'static str> {
    let fact = mistake.why.chain().find_map(|cause| cause.downcast_ref::<FactError>());
    match fact {
        Some(FactError::AfterReport { .. }) => vec!["when", "stance", "status"],
        Some(FactError::NoTime { .. } | FactError::SaysNothing) => vec!["when", "status"],
        Some(FactError::NoDate { .. }) => vec!["when"],
        _ => vec![mistake.field],
    }
}
