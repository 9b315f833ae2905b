//! Asks on the terminal, with the library of prompts. Everything goes to standard error.

use super::suggestions::{Suggestion, Suggestions};
use super::{Answer, Asker, Question, stopped};
use crate::domain::name::fold;
use crate::text::layout;
use crate::text::leftovers;
use crate::text::safe;
use crate::text::wrap::wrap_text;
use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::ui::{RenderConfig, Styled};
use inquire::{CustomUserError, InquireError, Select, Text};
use std::io::{self, BufRead, Write};

/// At most this many suggestions or options are shown at once.
const LINES: usize = 7;

/// The line that is shown if no option has the typed letters.
const NOTHING_FITS: &str = "nothing fits: Enter or Backspace shows all again";

/// The width in columns if the terminal does not report it.
const USUAL_WIDTH: usize = 80;

/// The user at the terminal.
pub(in crate::cli) struct OnTerminal {
    look: RenderConfig<'static>,
}

impl OnTerminal {
    pub(in crate::cli) fn new(is_coloured: bool) -> Self {
        let look =
            if is_coloured { RenderConfig::default_colored() } else { RenderConfig::empty() };
        Self { look: look.with_canceled_prompt_indicator(Styled::new("(back)")) }
    }
}

impl Asker for OnTerminal {
    fn words(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let Question { label, help, before, usual, suggestions, is_closed, .. } = question;
        let width = width();
        // The mark before the question, and a space after it.
        let indent = label.chars().count() + 3;
        let shown = |answer: &str| folded_answer(answer, width, indent);
        let help = help_lines(help, width);
        // Half of the line is left for the typed text.
        let usual_shown = usual.as_ref().map(|usual| clipped(&usual.shown, width / 2));
        let offered = Offered { suggestions: suggestions.clone(), width };
        let mut text = Text::new(label)
            .with_initial_value(before)
            .with_page_size(LINES)
            .with_formatter(&shown)
            .with_autocomplete(offered)
            .with_render_config(self.look);
        if !help.is_empty() {
            text = text.with_help_message(&help);
        }
        if let Some(usual) = &usual_shown {
            text = text.with_default(usual);
        }
        let Some(line) = answered(text.prompt())? else { return Ok(Answer::Back) };
        let is_usual = |usual: &&Suggestion| {
            usual_shown.as_deref() == Some(line.as_str()) || usual.shown == line
        };
        let words = if let Some(usual) = usual.as_ref().filter(is_usual) {
            usual.words.clone()
        } else {
            let sole = || suggestions.sole(&line).filter(|_| *is_closed);
            let meant = clipped_meaning(suggestions, &line, width);
            meant.or_else(|| sole().map(|one| one.words.clone())).unwrap_or(line)
        };
        // Text that was pasted over several lines is one answer.
        Ok(Answer::Said(words.trim().replace('\n', " ")))
    }

    fn choice(&mut self, question: &str, options: &[String]) -> anyhow::Result<Option<usize>> {
        let width = width();
        let mut lines: Vec<String> =
            options.iter().map(|option| clipped(option, width.saturating_sub(3))).collect();
        let folded: Vec<String> = options.iter().map(|option| fold(option)).collect();
        lines.push(NOTHING_FITS.to_owned());
        // The order of the options is kept.
        let score = |typed: &str, _: &String, _: &str, at: usize| {
            let typed = fold(typed);
            let fits = |option: &String| option.contains(&typed);
            let is_shown = match folded.get(at) {
                Some(option) => fits(option),
                None => !folded.iter().any(fits),
            };
            is_shown.then(|| -i64::try_from(at).unwrap_or(i64::MAX))
        };
        loop {
            let select = Select::new(question, lines.clone())
                .with_page_size(LINES.max(12))
                .with_scorer(&score)
                .with_help_message("↑ ↓ and Enter choose, letters narrow, Esc goes back")
                .with_render_config(self.look);
            match answered(select.raw_prompt())?.map(|chosen| chosen.index) {
                Some(at) if at == options.len() => {}
                chosen => return Ok(chosen),
            }
        }
    }

    fn tell(&mut self, words: &str) {
        print(&format!("{words}\n"));
    }
}

/// Asks a yes-or-no question on one line; any answer except yes means no. Fails at the end of input.
pub(in crate::cli) fn agrees(question: &str) -> anyhow::Result<bool> {
    print(&format!("{}: ", safe::terminal(question)));
    let mut words = String::new();
    if io::stdin().lock().read_line(&mut words)? == 0 {
        print("\n");
        return Err(stopped());
    }
    Ok(matches!(words.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// The answer; `None` if the user goes back. Ctrl-C ends the process, as everywhere else.
fn answered<T>(answer: Result<T, InquireError>) -> anyhow::Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled) => Ok(None),
        Err(InquireError::OperationInterrupted) => {
            print("\n");
            leftovers::interrupt();
            Err(stopped())
        }
        Err(InquireError::IO(error)) => Err(error.into()),
        Err(error) => Err(anyhow::anyhow!("the terminal cannot be asked: {error}")),
    }
}

/// The suggestions of a question, in the form that the library needs.
#[derive(Clone)]
struct Offered {
    suggestions: Suggestions,
    width: usize,
}

impl Autocomplete for Offered {
    fn get_suggestions(&mut self, typed: &str) -> Result<Vec<String>, CustomUserError> {
        let fitting = self.suggestions.fitting(typed);
        Ok(fitting.into_iter().map(|one| line_of(one, self.width)).collect())
    }

    fn get_completion(
        &mut self,
        typed: &str,
        highlighted: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        let first = || self.suggestions.fitting(typed).first().map(|one| line_of(one, self.width));
        Ok(highlighted.or_else(first))
    }
}

/// The line of a suggestion, short enough for the terminal.
fn line_of(one: &Suggestion, width: usize) -> String {
    clipped(&one.shown, width.saturating_sub(3))
}

/// The answer of a line of the list; `None` if it has none, or if it was cut and could be one of several.
fn clipped_meaning(suggestions: &Suggestions, line: &str, width: usize) -> Option<String> {
    if let Some(one) = suggestions.meant_by(line) {
        return Some(one.words.clone());
    }
    let fitting = suggestions.fitting(line.strip_suffix('…')?);
    let mut alike = fitting.into_iter().filter(|one| line_of(one, width) == line);
    let one = alike.next()?;
    alike.next().is_none().then(|| one.words.clone())
}

fn clipped(text: &str, most: usize) -> String {
    let text = safe::terminal_line(text);
    if layout::width(&text) <= most { text.into_owned() } else { layout::clip(&text, most, "…") }
}

/// The help, broken into lines that fit after its brackets.
fn help_lines(help: &str, width: usize) -> String {
    wrap_text(help, width.saturating_sub(4).max(1)).join("\n ")
}

/// An answer as it remains on the terminal: escaped, and with lines broken between words.
fn folded_answer(answer: &str, width: usize, indent: usize) -> String {
    let answer = safe::terminal_line(answer);
    let first = width.saturating_sub(indent + 1).max(1);
    if layout::width(&answer) <= first {
        return answer.into_owned();
    }
    let lines = wrap_text(&answer, width.saturating_sub(5).max(1));
    format!("\n    {}", lines.join("\n    "))
}

/// The width of the terminal, in columns.
fn width() -> usize {
    let size = terminal_size::terminal_size_of(io::stderr());
    size.map_or(USUAL_WIDTH, |(width, _)| usize::from(width.0))
}

/// Prints on the terminal (stderr), with lines broken between words. A closed stderr must not stop the
/// command.
fn print(words: &str) {
    let mut stderr = io::stderr();
    let shown = match terminal_size::terminal_size_of(&stderr) {
        Some((width, _)) => folded(words, usize::from(width.0)),
        None => words.to_owned(),
    };
    let _ = stderr.write_all(shown.as_bytes()).and_then(|()| stderr.flush());
}

/// Lines broken between words to fit into `width` columns; the continuation keeps the indent of its line. A space at
/// the end, after which the answer is typed, is kept.
fn folded(words: &str, width: usize) -> String {
    let fold = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        let lines = wrap_text(line.trim(), width.saturating_sub(indent.len()).max(1));
        let end = if line.trim_end() == line { "" } else { " " };
        format!("{indent}{}{end}", lines.join(&format!("\n{indent}")))
    };
    words.split('\n').map(fold).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_break_between_words_and_keep_their_indent_and_last_blank() {
        assert_eq!(folded("what (indicator): ", 80), "what (indicator): ");
        assert_eq!(folded("stance of who says so: ", 12), "stance of\nwho says so: ");
        assert_eq!(folded("  idps: people who live\n", 14), "  idps: people\n  who live\n");
    }

    #[test]
    fn a_long_answer_stays_in_lines_broken_between_words() {
        assert_eq!(folded_answer("Aleppo", 40, 10), "Aleppo");
        let quote = "As many as 300,000 civilians may be trapped";
        assert_eq!(
            folded_answer(quote, 30, 8),
            "\n    As many as 300,000\n    civilians may be trapped"
        );
        assert_eq!(folded_answer("a\u{1b}[2J\nb", 40, 8), "a\\u{1b}[2J b");
    }

    #[test]
    fn a_shortened_line_still_means_its_answer() {
        let long = "Truce expires without evacuations from the besieged quarters of the city";
        let one = Suggestion::of(long.to_owned(), "voa-2016-10-24", []);
        let all = Suggestions::of(vec![one.clone()]);
        let line = line_of(&one, 40);
        assert!(layout::width(&line) <= 37 && line.ends_with('…'), "{line}");
        assert_eq!(clipped_meaning(&all, &line, 40).as_deref(), Some("voa-2016-10-24"));
        assert_eq!(clipped_meaning(&all, "Truce", 40), None);
    }
}
