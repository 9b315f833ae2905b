//! Asks on the terminal for the parts of a fact.

use super::context::Context;
use super::error::Failure;
use super::statement::{self, StatementArgs};
use super::statement_words::StatusArg;
use crate::domain::fact::{Stance, has_not_happened};
use crate::domain::indicator::{Indicator, Measure, Nature};
use crate::domain::report::Report;
use crate::language::dates::{self, Anchor};
use crate::language::quantities;
use crate::store::Store;
use crate::text::safe;
use crate::text::wrap::wrap_text;
use crate::view::wording;
use std::io::{self, BufRead, Write};

/// Answers to the questions that are not options.
pub(super) struct Answers {
    pub(super) indicator: String,
    pub(super) place: String,
    pub(super) value: Option<String>,
}

/// Asks for each part that was not given, again until the answer can be read. An empty answer skips
/// an optional part; the end of input (Ctrl-D) stops the command, and nothing is recorded.
pub(super) fn ask(
    context: &Context,
    store: &Store,
    statement: &mut StatementArgs,
) -> anyhow::Result<Answers> {
    context
        .say("An empty answer skips what is not needed; Ctrl-D stops without recording anything.");
    let report = ask_report(context, store, statement)?;
    let indicator =
        until_read("what (indicator)", None, |words| Ok(store.find_indicator(words)?.row))?;
    if !context.is_quiet() {
        let definition = safe::terminal(&indicator.row.definition);
        tell(&format!("  {}: {definition}\n", indicator.row.key));
    }
    let place =
        until_read("where (place)", None, |words| super::named_place::find(context, store, words))?;
    let value = ask_value(&indicator.row)?;
    let has_value = value.is_some();
    if statement.status.is_none() {
        let read = |words: &str| Ok(words.parse::<StatusArg>()?);
        statement.status =
            maybe_read("status (under-way, ended, postponed …)", read)?.map(|answer| answer.row);
    }
    if statement.stance.is_none() {
        let read = |words: &str| Ok(words.parse::<Stance>()?);
        let question = "stance of who says so (empty: asserts; estimates, forecasts, announces …)";
        statement.stance = maybe_read(question, read)?.map(|answer| answer.row);
    }
    if statement.when.is_none() {
        let stance = statement.stance.unwrap_or(Stance::Asserts);
        let status = statement.status.and_then(|status| status.0);
        let anchor = statement::anchor(&report, stance, status);
        let is_to_come = has_not_happened(stance, status);
        statement.when = ask_when(&indicator.row, &report, anchor, (has_value, is_to_come))?;
    }
    if statement.by.is_empty() {
        let read = |words: &str| Ok(store.find_actor(words)?.row);
        let answer = maybe_read("who says so (empty: unattributed)", read)?;
        statement.by.extend(answer.map(|answer| answer.row.key));
    }
    if statement.quote.is_none() {
        statement.quote = line("the report's words (quote)")?;
    }
    Ok(Answers { indicator: indicator.words, place: place.words, value })
}

fn ask_report(
    context: &Context,
    store: &Store,
    statement: &mut StatementArgs,
) -> anyhow::Result<Report> {
    let last = match &statement.report {
        Some(words) => Some(words.clone()),
        None => store.last_report(&context.user()?)?,
    };
    let answer = until_read("report", last.as_deref(), |words| Ok(store.find_report(words)?))?;
    statement.report = Some(answer.row.key.clone());
    Ok(answer.row)
}

fn ask_value(indicator: &Indicator) -> anyhow::Result<Option<String>> {
    let question = match indicator.measures {
        Measure::Count => format!("how many ({}), in the report's words", indicator.unit),
        Measure::Duration => format!("how long ({}), in the report's words", indicator.unit),
        Measure::Date | Measure::Nothing => return Ok(None),
    };
    let answer = maybe_read(&question, |words| {
        let value = quantities::read(words)?.value;
        confirm(words, &wording::quantity(&value));
        Ok(value)
    })?;
    Ok(answer.map(|answer| answer.words))
}

fn ask_when(
    indicator: &Indicator,
    report: &Report,
    anchor: Anchor,
    (has_value, is_to_come): (bool, bool),
) -> anyhow::Result<Option<String>> {
    let read = |words: &str| {
        let when = dates::read(words, &anchor)?.value;
        confirm(words, &format!("{} ({})", wording::when(&when, None), when.expression));
        Ok(when)
    };
    if indicator.nature == Nature::Stock && has_value && anchor.latest().is_some() {
        let question = format!("as of (empty: {})", report.published_shown());
        return Ok(maybe_read(&question, read)?.map(|answer| answer.words));
    }
    if is_to_come {
        let question = "when, in the report's words (empty: no day is said)";
        return Ok(maybe_read(question, read)?.map(|answer| answer.words));
    }
    Ok(Some(until_read("when, in the report's words", None, read)?.words))
}

/// An answer: its words, and the row that they mean.
struct Answer<T> {
    words: String,
    row: T,
}

/// Asks until the answer can be read; an empty answer means `usual`. Fails at the end of input.
fn until_read<T>(
    question: &str,
    usual: Option<&str>,
    mut read: impl FnMut(&str) -> anyhow::Result<T>,
) -> anyhow::Result<Answer<T>> {
    let shown = usual.map_or_else(|| question.to_owned(), |usual| format!("{question} [{usual}]"));
    loop {
        let Some(words) = line(&shown)?.or_else(|| usual.map(str::to_owned)) else {
            tell("  an answer is needed here\n");
            continue;
        };
        match read(&words) {
            Ok(row) => return Ok(Answer { words, row }),
            Err(wrong) => complain(&wrong),
        }
    }
}

/// Asks for what is needed until the answer can be read. Fails at the end of input.
pub(super) fn until<T>(
    question: &str,
    read: impl FnMut(&str) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    Ok(until_read(question, None, read)?.row)
}

/// Asks until the answer can be read; `None` for an empty answer. Fails at the end of input.
fn maybe_read<T>(
    question: &str,
    mut read: impl FnMut(&str) -> anyhow::Result<T>,
) -> anyhow::Result<Option<Answer<T>>> {
    loop {
        let Some(words) = line(question)? else { return Ok(None) };
        match read(&words) {
            Ok(row) => return Ok(Some(Answer { words, row })),
            Err(wrong) => complain(&wrong),
        }
    }
}

/// Tells what is wrong with an answer, or with what was found.
pub(super) fn complain(wrong: &anyhow::Error) {
    tell(&format!("  {}\n", safe::terminal(&format!("{wrong:#}"))));
    if let Some(hint) = super::error::hint(wrong) {
        tell(&format!("  hint: {}\n", safe::terminal(&hint)));
    }
}

fn confirm(words: &str, meaning: &str) {
    tell(&format!("  `{}`: {}\n", safe::terminal(words), safe::terminal(meaning)));
}

/// Prints on the terminal (stderr), with lines broken between words. A closed stderr must not stop the
/// command.
fn tell(words: &str) {
    let mut stderr = io::stderr();
    let width = terminal_size::terminal_size_of(&stderr).map(|(width, _)| usize::from(width.0));
    let shown = width.map_or_else(|| words.to_owned(), |width| folded(words, width));
    let _ = stderr.write_all(shown.as_bytes()).and_then(|()| stderr.flush());
}

/// Lines broken between words to fit into `width` columns; what follows keeps the indent of its line.
/// A blank at the end, behind which the answer is typed, stays.
fn folded(words: &str, width: usize) -> String {
    let fold = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let lines = wrap_text(line.trim(), width.saturating_sub(indent.len()).max(1));
        let end = if line.trim_end() == line { "" } else { " " };
        format!("{indent}{}{end}", lines.join(&format!("\n{indent}")))
    };
    words.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

/// Asks a question whose answer is yes or no; anything but yes is no. Fails at the end of input.
pub(super) fn agrees(question: &str) -> anyhow::Result<bool> {
    let answer = line(question)?.unwrap_or_default().to_lowercase();
    Ok(matches!(answer.as_str(), "y" | "yes"))
}

/// A line from the terminal; `None` for an empty one. Fails at the end of input.
fn line(question: &str) -> anyhow::Result<Option<String>> {
    tell(&format!("{}: ", safe::terminal(question)));
    let mut words = String::new();
    if io::stdin().lock().read_line(&mut words)? == 0 {
        tell("\n");
        return Err(Failure::new("stopped: nothing was recorded").into());
    }
    let words = words.trim();
    Ok((!words.is_empty()).then(|| words.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn questions_break_between_words_and_keep_their_indent_and_last_blank() {
        assert_eq!(folded("what (indicator): ", 80), "what (indicator): ");
        assert_eq!(folded("stance of who says so: ", 12), "stance of\nwho says so: ");
        assert_eq!(folded("  idps: people who live\n", 14), "  idps: people\n  who live\n");
    }
}
