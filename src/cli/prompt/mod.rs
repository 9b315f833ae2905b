//! Questions to the user: what is asked and offered, and what an answer means.
//!
//! Must not know what the answers mean, nor, outside of `terminal.rs`, how a terminal shows them: tests
//! answer by a script.

#[cfg(test)]
pub(super) mod scripted;
mod suggestions;
mod terminal;

pub(super) use suggestions::{Suggestion, Suggestions};
pub(super) use terminal::{OnTerminal, agrees};

use super::error::{self, Failure};
use crate::text::safe;

/// A question whose answer is words.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    /// The question, in few words.
    pub(super) label: String,
    /// The expected answer, in one line.
    pub(super) help: String,
    /// The text that is already in the line: an earlier answer, or one that was refused.
    pub(super) before: String,
    /// The meaning of an empty answer; `None` if it skips the question.
    pub(super) usual: Option<Suggestion>,
    /// The suggestions while the user types.
    pub(super) suggestions: Suggestions,
    /// Whether only a suggestion can be meant, so that its beginning is enough.
    pub(super) is_closed: bool,
    /// Rewords a message about a refused answer for the user; `None` keeps it.
    pub(super) reword: Option<fn(&str) -> String>,
}

impl Question {
    pub(super) fn of(label: &str, help: &str) -> Self {
        Self { label: label.to_owned(), help: help.to_owned(), ..Self::default() }
    }
}

/// The user's reaction to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// An answer; the words are trimmed, and empty if the question is skipped.
    Said(String),
    /// Go back to the previous question.
    Back,
}

/// Asks the user: on a terminal, or in tests by a script.
pub(super) trait Asker {
    /// Asks for words. Fails if the user stops.
    fn words(&mut self, question: &Question) -> anyhow::Result<Answer>;
    /// Asks to choose one of some options; `None` if the user goes back. Fails if the user stops.
    fn choice(&mut self, question: &str, options: &[String]) -> anyhow::Result<Option<usize>>;
    /// Shows a message of one or more lines.
    fn tell(&mut self, words: &str);
}

/// Asks until the answer can be read. If an answer is refused, the reason is shown, and the answer is put into the line
/// again. `None` if the user goes back. Fails if the user stops.
pub(super) fn until<T>(
    asker: &mut dyn Asker,
    mut question: Question,
    mut read: impl FnMut(&mut dyn Asker, &str) -> anyhow::Result<T>,
) -> anyhow::Result<Option<T>> {
    loop {
        let Answer::Said(words) = asker.words(&question)? else { return Ok(None) };
        match read(asker, &words) {
            Ok(read) => return Ok(Some(read)),
            Err(stop) if is_stop(&stop) => return Err(stop),
            Err(wrong) => complain(asker, &wrong, question.reword),
        }
        question.before = words;
    }
}

/// Shows what is wrong with an answer, or with what was found.
pub(super) fn complain(
    asker: &mut dyn Asker,
    wrong: &anyhow::Error,
    reword: Option<fn(&str) -> String>,
) {
    let mut tell = |words: String| {
        let words = reword.map_or(words.clone(), |reword| reword(&words));
        asker.tell(&format!("  {}", safe::terminal(&words)));
    };
    tell(format!("{wrong:#}"));
    if let Some(hint) = error::hint(wrong) {
        tell(format!("hint: {hint}"));
    }
}

/// The error that ends a command if the user stops.
const STOPPED: &str = "stopped: nothing was recorded";

/// The error for a user who stops.
pub(super) fn stopped() -> anyhow::Error {
    Failure::new(STOPPED).into()
}

/// Whether an error says that the user stops.
pub(super) fn is_stop(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Failure>().is_some_and(|failure| failure.to_string() == STOPPED)
}
