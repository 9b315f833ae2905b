//! One voice for what went wrong: `error: <what>: <why>`, then `hint: <the one next step>`.

use crate::domain::fact::FactError;
use crate::import::ImportError;
use crate::language::ReadError;
use crate::mapping::MapError;
use crate::store::{LookupError, StoreError, WriteError};
use crate::text::safe;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// A failure with the one step that helps.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure in the user's words.
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    /// With the one next step.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}

/// Reports a failure on stderr and gives its exit code. A closed pipe is no failure: whoever read
/// the output had enough.
pub(super) fn report(failure: &anyhow::Error) -> ExitCode {
    if failure.chain().any(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    let mut message = format!("error: {}\n", safe::terminal_block(&format!("{failure:#}")));
    if let Some(marked) =
        failure.chain().find_map(|cause| cause.downcast_ref::<ReadError>()).map(mark)
    {
        message.push_str(&marked);
    }
    if let Some(hint) = hint(failure) {
        message.extend(["hint: ", &safe::terminal_block(&hint), "\n"]);
    }
    // Nobody is left to tell when stderr is closed.
    let _ = io::stderr().write_all(message.as_bytes());
    ExitCode::from(1)
}

/// The one next step that helps.
pub(super) fn hint(failure: &anyhow::Error) -> Option<String> {
    let outermost = failure.downcast_ref::<Failure>().and_then(|failure| failure.hint.clone());
    outermost.or_else(|| failure.chain().find_map(hint_of))
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The words with a mark under the part that was not understood, and what was understood so far.
fn mark(error: &ReadError) -> String {
    let before = error.text.get(..error.at.start).unwrap_or_default();
    let wrong = error.text.get(error.at.clone()).unwrap_or_default();
    let width = |text: &str| unicode_width::UnicodeWidthStr::width(safe::terminal(text).as_ref());
    let mut lines = format!(
        "  {}\n  {}{}\n",
        safe::terminal(&error.text),
        " ".repeat(width(before)),
        "^".repeat(width(wrong).max(1))
    );
    for part in &error.understood {
        let words = error.text.get(part.span.clone()).unwrap_or_default();
        let (words, meaning) = (safe::terminal(words), safe::terminal(&part.meaning));
        lines.extend(["  understood so far: `", &words, "` as ", &meaning, "\n"]);
    }
    lines
}

fn hint_of(cause: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(failure) = cause.downcast_ref::<Failure>() {
        return failure.hint.clone();
    }
    if let Some(error) = cause.downcast_ref::<ImportError>() {
        return error.hint();
    }
    if let Some(error) = cause.downcast_ref::<StoreError>() {
        return error.hint();
    }
    if let Some(error) = cause.downcast_ref::<ImportError>() {
        return error.hint();
    }
    if let Some(error) = cause.downcast_ref::<MapError>() {
        return error.hint.clone();
    }
    if let Some(error) = cause.downcast_ref::<LookupError>() {
        return lookup_hint(error);
    }
    if let Some(error) = cause.downcast_ref::<WriteError>() {
        return error.hint();
    }
    if let Some(error) = cause.downcast_ref::<FactError>() {
        return Some(fact_hint(error));
    }
    None
}

fn lookup_hint(error: &LookupError) -> Option<String> {
    match error {
        LookupError::Unknown { what, word, nearest } => {
            let word = quoted(word);
            let add = match *what {
                "place" => format!("factline place add {word} --in PLACE"),
                "actor" => format!("factline actor add {word} --kind KIND"),
                "indicator" => "factline indicator list".to_owned(),
                "report" => "factline report list".to_owned(),
                _ => "factline table".to_owned(),
            };
            let verb = if add.contains(" add ") { "to add it" } else { "to see them all" };
            Some(match nearest.as_slice() {
                [] => format!("{verb}: {add}"),
                near => format!("did you mean {}? {verb}: {add}", near.join(", ")),
            })
        }
        LookupError::Ambiguous { .. } => Some("name one of them by its key".to_owned()),
        LookupError::NotAnId { .. } => {
            Some("the ids stand in the first column of: factline table".to_owned())
        }
        LookupError::Store(error) => error.hint(),
    }
}

/// A word as it would be typed in a shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn fact_hint(error: &FactError) -> String {
    match error {
        FactError::SaysNothing => "give a VALUE, --status or --when".to_owned(),
        FactError::ReportRetracted { report, .. } => {
            format!(
                "record it from another report, or: factline report reinstate {} --reason WHY",
                quoted(report)
            )
        }
        FactError::IndicatorDeprecated(_) => {
            "see the ones in use: factline indicator list".to_owned()
        }
        FactError::WrongMeasure { .. } => {
            "see what each indicator measures: factline indicator list".to_owned()
        }
        FactError::Figures(_) => "low ≤ best ≤ high, none below zero".to_owned(),
        FactError::QuoteNotFound { report, .. } => format!(
            "copy it from: factline report show {}; --quote-unchecked records it as it is, marked so",
            quoted(report)
        ),
    }
}
