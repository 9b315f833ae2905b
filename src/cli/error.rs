//! One voice for what went wrong: `error: <what>: <why>`, then `hint: <the one next step>`.

use super::hints;
use crate::export::ExportError;
use crate::language::ReadError;
use crate::store;
use crate::text::safe;
use std::fmt;
use std::io::{self, Write};
use std::iter;
use std::path::{Path, PathBuf};
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

/// The failure, or that of the disk which SQLite told as damage of the database; `read` are the other files
/// that were read, one of which may be a database.
pub(super) fn blame_disk(failure: anyhow::Error, db: &Path, read: &[PathBuf]) -> anyhow::Error {
    if !format!("{failure:#}").contains(store::DAMAGED) {
        return failure;
    }
    let mut files = iter::once(db).chain(read.iter().map(PathBuf::as_path));
    let lasting = files.find_map(store::disk_error);
    let passing = || read.is_empty().then(|| store::passing_disk_error(db)).flatten();
    lasting.or_else(passing).map_or(failure, anyhow::Error::from)
}

/// Reports a wrong command line on stderr, or prints the help or the version that was asked for, and
/// gives the exit code. Arguments are escaped as all text is, but then without colour: clap's own
/// sequences and those of an argument could not be told apart.
pub(super) fn report_arguments(wrong: &clap::Error) -> ExitCode {
    let plain = wrong.render().to_string();
    let escaped = safe::terminal_block(&plain);
    // Nobody is left to tell when the output is closed.
    let _ = match (escaped == plain, wrong.use_stderr()) {
        (true, _) => wrong.print(),
        (false, true) => io::stderr().write_all(escaped.as_bytes()),
        (false, false) => io::stdout().write_all(escaped.as_bytes()),
    };
    ExitCode::from(u8::try_from(wrong.exit_code()).unwrap_or(2))
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
    match cause.downcast_ref::<Failure>() {
        Some(failure) => failure.hint.clone(),
        None => hints::of(cause),
    }
}

/// A failure to write without the wrapping, so that a closed pipe is known.
pub(super) fn plain(failure: ExportError) -> anyhow::Error {
    match failure {
        ExportError::Out(error) => error.into(),
        ExportError::Store(error) => error.into(),
    }
}
