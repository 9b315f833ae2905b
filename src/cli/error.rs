//! Prints errors in one form: `error: <what>: <why>`, then `hint: <the next step>`.

use super::hints;
use super::mistakes::{Mistake, Mistakes, Place};
use crate::export::ExportError;
use crate::language::ReadError;
use crate::store;
use crate::text::safe;
use std::fmt;
use std::io::{self, Write};
use std::iter;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// An error with a hint about the next step.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// An error without a hint; `what` is shown to the user.
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None }
    }

    /// Adds a hint about the next step.
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

/// Prints an error on stderr and returns the exit code 1. A closed pipe is not an error (exit code 0):
/// the reader of the output, such as `head`, had enough.
pub(super) fn report(failure: &anyhow::Error) -> ExitCode {
    if failure.chain().any(is_closed_pipe) {
        return ExitCode::SUCCESS;
    }
    let message = match failure.downcast_ref::<Mistakes>() {
        Some(mistakes) => mistakes.each().map(printed).collect(),
        None => message(failure),
    };
    // If stderr is closed, the error cannot be printed.
    let _ = io::stderr().write_all(message.as_bytes());
    ExitCode::from(1)
}

/// The printed form of an error, with the user's words marked, and its hint.
fn message(failure: &anyhow::Error) -> String {
    let mut message = format!("error: {}\n", safe::terminal_block(&format!("{failure:#}")));
    if let Some(read) = read_error(failure) {
        message.push_str(&caret(&read.text, &read.at));
        message.push_str(&understood(read));
    }
    if let Some(hint) = hint(failure) {
        message.extend(["hint: ", &safe::terminal_block(&hint), "\n"]);
    }
    message
}

/// The printed form of one of several mistakes; if it is in a file, with its line.
fn printed(mistake: &Mistake) -> String {
    let Some(Place { file, spot, reword }) = &mistake.place else { return message(&mistake.why) };
    let words = reword(&format!("{:#}", mistake.why));
    let what = format!("{file}:{}: {words}", spot.line);
    let mut message = format!("error: {}\n", safe::terminal(&what));
    message.push_str(&caret(&spot.text, &spot.at));
    message.push_str(&read_error(&mistake.why).map(understood).unwrap_or_default());
    if let Some(hint) = hint(&mistake.why) {
        let hint = reword(&hint);
        message.extend(["hint: ", &safe::terminal(&hint), "\n"]);
    }
    message
}

fn read_error(failure: &anyhow::Error) -> Option<&ReadError> {
    failure.chain().find_map(|cause| cause.downcast_ref::<ReadError>())
}

/// The message if the database fails after the output was written completely.
pub(super) const UNCOUNTED: &str = "written, but what was left out of it could not be counted";

/// The error; or an error of the disk, if that is why SQLite reported a damaged database. `read`
/// has the other files that were read, which may also be databases.
pub(super) fn blame_disk(failure: anyhow::Error, db: &Path, read: &[PathBuf]) -> anyhow::Error {
    if !format!("{failure:#}").contains(store::DAMAGED) {
        return failure;
    }
    let mut files = iter::once(db).chain(read.iter().map(PathBuf::as_path));
    let lasting = files.find_map(store::disk_error);
    let passing = || read.is_empty().then(|| store::passing_disk_error(db)).flatten();
    match lasting.or_else(passing).map(anyhow::Error::from) {
        None => failure,
        Some(error) if failure.to_string() == UNCOUNTED => error.context(UNCOUNTED),
        Some(error) => error,
    }
}

/// Prints an error in the command line on stderr, or the requested help or version, and returns the exit code. If an
/// argument has control characters, everything is printed escaped and without colour: clap's own sequences cannot be
/// distinguished from those of the argument. `hint` is printed after an error.
pub(super) fn report_arguments(wrong: &clap::Error, hint: Option<&str>) -> ExitCode {
    let plain = wrong.render().to_string();
    let escaped = safe::terminal_block(&plain);
    // If the output is closed, the message cannot be printed.
    let _ = match (escaped == plain, wrong.use_stderr()) {
        (true, _) => wrong.print(),
        (false, true) => io::stderr().write_all(escaped.as_bytes()),
        (false, false) => io::stdout().write_all(escaped.as_bytes()),
    };
    if let Some(hint) = hint {
        let _ = writeln!(io::stderr(), "hint: {}", safe::terminal(hint));
    }
    ExitCode::from(u8::try_from(wrong.exit_code()).unwrap_or(2))
}

/// The hint for an error: that of the outermost [`Failure`], or else one from [`hints`]; `None` if
/// neither has one.
pub(super) fn hint(failure: &anyhow::Error) -> Option<String> {
    let outermost = failure.downcast_ref::<Failure>().and_then(|failure| failure.hint.clone());
    outermost.or_else(|| failure.chain().find_map(hint_of))
}

fn is_closed_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// At most this many characters of a line are shown before its mark and after it.
const SHOWN: usize = 60;
/// At most this many characters of the wrong part are shown.
const MOST_WRONG: usize = 2 * SHOWN;

/// A line with `^` under a part of it. If the line is long, only the part around the mark is shown.
fn caret(text: &str, at: &Range<usize>) -> String {
    let border = |at: usize| (0..=at.min(text.len())).rfind(|at| text.is_char_boundary(*at));
    let start = border(at.start).unwrap_or(0);
    let (before, rest) = text.split_at(start);
    let (wrong, after) = rest.split_at(border(at.end.max(start)).unwrap_or(start) - start);
    // If the wrong text itself is long, its beginning is enough.
    let (wrong, after) = match wrong.char_indices().nth(MOST_WRONG) {
        Some((end, _)) => rest.split_at(end),
        None => (wrong, after),
    };
    let from = before.char_indices().nth_back(SHOWN).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SHOWN).map_or(after.len(), |(at, _)| at);
    let [cut_before, cut_after] =
        [from > 0, to < after.len()].map(|cut| if cut { "…" } else { "" });
    let before = format!("{cut_before}{}", safe::terminal(&before[from..]));
    let [wrong, after] = [wrong, &after[..to]].map(safe::terminal);
    let width = unicode_width::UnicodeWidthStr::width;
    format!(
        "  {before}{wrong}{after}{cut_after}\n  {}{}\n",
        " ".repeat(width(before.as_str())),
        "^".repeat(width(wrong.as_ref()).max(1))
    )
}

/// The meaning of the words, as far as they were understood.
fn understood(error: &ReadError) -> String {
    let mut lines = String::new();
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

/// The error of an export as it came from the output or the store, so that a closed pipe is
/// recognized.
pub(super) fn plain(failure: ExportError) -> anyhow::Error {
    match failure {
        ExportError::Out(error) => error.into(),
        ExportError::Store(error) => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn the_outermost_hint_is_given() {
        let inner = || anyhow::Error::from(Failure::new("inner").hint("inner hint"));
        assert_eq!(hint(&inner()).as_deref(), Some("inner hint"));
        assert_eq!(hint(&inner().context("outer")).as_deref(), Some("inner hint"));
        let outer = inner().context(Failure::new("outer").hint("outer hint"));
        assert_eq!(hint(&outer).as_deref(), Some("outer hint"));
        assert_eq!(hint(&anyhow::anyhow!("no hint")), None);
    }

    #[test]
    fn a_closed_pipe_is_found_below_other_errors() {
        let closed = Err::<(), _>(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing");
        assert!(closed.unwrap_err().chain().any(is_closed_pipe));
        let full = anyhow::Error::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(!full.chain().any(is_closed_pipe));
    }

    #[test]
    fn words_that_were_not_understood_are_marked_below() {
        let error = crate::language::quantities::read("about umpteen").unwrap_err();
        let marked = caret(&error.text, &error.at);
        let mut lines = marked.lines();
        assert_eq!(lines.next(), Some("  about umpteen"));
        assert!(lines.next().unwrap().trim_start().starts_with('^'), "{marked}");
    }
}
