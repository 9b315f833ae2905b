//! For a command line that is refused, finds the line that the user probably meant.
//!
//! Knows the definition of the command line and the words of [`wrong_words`](super::wrong_words). Must not know the
//! database: the command itself finds out whether names of places are recorded.

use super::command_words::Words;
use super::hints::quoted;
use super::wrong_words::{BELOW, COMMANDS, OPTIONS};
use crate::domain::country;
use crate::domain::when::Day;
use crate::import::vocabulary::built_in;
use crate::language::dates::{self, Anchor};
use crate::language::quantities;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::path::Path;

/// At most this many mistakes are corrected in one line.
const MOST_MISTAKES: usize = 8;

/// The command line that was probably meant, as a hint; `None` if none is known. The definition `whole` must accept
/// this line.
pub(super) fn hint(wrong: &clap::Error, whole: &Command, arguments: &[OsString]) -> Option<String> {
    let words: Option<Vec<String>> =
        arguments.iter().map(|word| word.to_str().map(str::to_owned)).collect();
    let mut meant = mended(wrong, whole, &words?)?;
    for _ in 0..MOST_MISTAKES {
        let line = std::iter::once("factline").chain(meant.iter().map(String::as_str));
        match whole.clone().try_get_matches_from(line) {
            Err(again) if again.use_stderr() => meant = mended(&again, whole, &meant)?,
            _ => {
                let meant: Vec<String> = meant.iter().map(|word| quoted(word)).collect();
                return Some(format!("factline {}", meant.join(" ")));
            }
        }
    }
    None
}

/// Removes clap's own guess from an error that has a better hint.
pub(super) fn without_guess(wrong: &mut clap::Error) {
    use ContextKind::{Suggested, SuggestedArg, SuggestedSubcommand, Usage};
    for kind in [Suggested, SuggestedArg, SuggestedSubcommand, Usage] {
        wrong.remove(kind);
    }
}

/// The words of a line without its first mistake; `None` if it has no known mistake.
fn mended(wrong: &clap::Error, whole: &Command, words: &[String]) -> Option<Vec<String>> {
    let line = Line(Words::of(whole, words)?);
    match wrong.kind() {
        ErrorKind::InvalidSubcommand => {
            line.for_command(named(wrong, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::UnknownArgument => {
            let word = named(wrong, ContextKind::InvalidArg)?;
            if word.starts_with('-') { line.for_option(word) } else { line.for_words() }
        }
        ErrorKind::MissingRequiredArgument => line.for_missing(&missing(wrong)),
        _ => None,
    }
}

fn named(wrong: &clap::Error, kind: ContextKind) -> Option<&str> {
    match wrong.get(kind)? {
        ContextValue::String(word) => Some(word),
        _ => None,
    }
}

fn missing(wrong: &clap::Error) -> Vec<String> {
    match wrong.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}

/// A command line that was refused.
struct Line<'a>(Words<'a>);

impl Line<'_> {
    fn has_option(&self, name: &str) -> bool {
        self.0.option(name).is_some()
    }

    /// The names of the commands, then other words, then the options as they were given.
    fn with(&self, commands: &[String], words: Vec<String>) -> Vec<String> {
        [self.0.globals(), commands.to_vec(), words, self.0.options()].concat()
    }

    /// A word that was given instead of a command.
    fn for_command(&self, wrong: &str) -> Option<Vec<String>> {
        let (first, given) = self.0.words().split_first().map(|(a, b)| (a.clone(), b.to_vec()))?;
        if first != wrong {
            return None;
        }
        let lower = wrong.to_lowercase();
        if self.0.commands().is_empty() {
            let (_, meant) = COMMANDS.iter().find(|(tried, _)| tried.contains(&lower.as_str()))?;
            return Some(self.with(&[], self.filled(meant, &given)));
        }
        let commands = self.0.commands();
        match (lower.as_str(), given.as_slice()) {
            ("alias", [whom, alias @ ..]) if self.0.has_command("edit") && !alias.is_empty() => {
                let words = vec![whom.clone(), "--alias".to_owned(), alias.join(" ")];
                return Some(self.with(&[commands, vec!["edit".to_owned()]].concat(), words));
            }
            _ if commands == ["report"] && is_document(wrong) => {
                let add = vec!["report".to_owned(), "add".to_owned()];
                return Some(self.with(&add, self.0.words()));
            }
            _ => {}
        }
        if let Some((_, targets)) = BELOW.iter().find(|(tried, _)| tried.contains(&lower.as_str()))
            && let Some(target) = targets.iter().find(|target| self.0.has_command(target))
        {
            let commands = [self.0.commands(), vec![(*target).to_owned()]].concat();
            return Some(self.with(&commands, given));
        }
        if self.0.commands() != ["explain"] {
            return None;
        }
        let words = self.0.words().join(" ");
        let kind = if quantities::read(&words).is_ok() { "value" } else { "when" };
        Some(self.with(&self.0.commands(), vec![kind.to_owned(), words]))
    }

    /// An option that the command does not have.
    fn for_option(&self, wrong: &str) -> Option<Vec<String>> {
        let name = wrong.trim_start_matches('-').split('=').next()?.to_lowercase();
        let is_own = |own: &&clap::Arg| {
            let names_file = ["url", "link", "page", "file"].contains(&name.as_str());
            let takes_file = own.get_value_names().is_some_and(|names| names[0].contains("FILE"));
            own.get_id().as_str() == name || names_file && takes_file
        };
        let replaced: Option<Vec<String>> = if self.0.positionals().any(|own| is_own(&own)) {
            Some(Vec::new())
        } else {
            let meant = OPTIONS.iter().filter(|(tried, _)| tried.contains(&name.as_str()));
            let meant = meant.flat_map(|(_, meant)| *meant).find(|meant| self.has_option(meant))?;
            let option = vec![format!("--{meant}")];
            Some(if *meant == "format" { [option, vec![name.clone()]].concat() } else { option })
        };
        self.0.with_option(wrong, &replaced?)
    }

    /// More words than the command takes.
    fn for_words(&self) -> Option<Vec<String>> {
        let words = self.0.words();
        let own: Vec<&str> = self.0.positionals().map(|own| own.get_id().as_str()).collect();
        let commands = self.0.commands();
        let put = |words: Vec<String>| Some(self.with(&commands, words));
        match (commands.last().map(String::as_str), own.as_slice()) {
            (Some("init"), []) => {
                let db = ["--db".to_owned(), words.join(" ")];
                Some([db.to_vec(), self.with(&commands, Vec::new())].concat())
            }
            (Some("assess"), _) => put(grades(&words)?),
            (_, ["indicator", "place", ..]) => {
                put(statement(&words, self.0.pieces().any(|piece| piece.is_option("--when")))?)
            }
            (_, []) => put(self.as_options(&words)?),
            _ if words.len() > own.len() => put(self.beyond(&words, own.len())?),
            _ => None,
        }
    }

    /// Words of which the first `taken` are arguments; the others belong to an option or to the last argument.
    fn beyond(&self, words: &[String], taken: usize) -> Option<Vec<String>> {
        let is_place = self.0.commands() == ["place", "add"];
        if let Some(last) = words.last().filter(|last| is_place && country::by_name(last).is_some())
        {
            let name = words[..words.len() - 1].join(" ");
            return Some(vec![name, "--in".to_owned(), last.clone()]);
        }
        // `correct ID value 32` names the argument before the value.
        if let [fact, word, value @ ..] = words
            && *word == "value"
            && !value.is_empty()
        {
            return Some(vec![fact.clone(), value.join(" ")]);
        }
        let (kept, more) = words.split_at(taken);
        let option = |name: &str, value: String| [kept, &[name.to_owned(), value]].concat();
        if self.has_option("reason") {
            return Some(option("--reason", more.join(" ")));
        }
        if self.has_option("indicator") && more.iter().all(|word| is_indicator(word)) {
            let each = |word: &String| ["--indicator".to_owned(), word.clone()];
            return Some([kept, &more.iter().flat_map(each).collect::<Vec<_>>()].concat());
        }
        if self.has_option("name") {
            return Some(option("--name", more.join(" ")));
        }
        let last = taken.checked_sub(1)?;
        Some([&words[..last], &[words[last..].join(" ")]].concat())
    }

    /// Words after a command that only takes options.
    fn as_options(&self, words: &[String]) -> Option<Vec<String>> {
        let option = |name: &str, words: &[String]| vec![name.to_owned(), words.join(" ")];
        let first = words.first()?;
        if words.len() == 1 && is_file(first) && self.has_option("output") {
            return Some(option("-o", words));
        }
        if words.len() == 1 && self.is_format(first) {
            return Some(option("--format", words));
        }
        if !self.has_option("place") {
            return None;
        }
        let (indicators, place): (Vec<_>, Vec<_>) = words
            .iter()
            .cloned()
            .partition(|word| self.has_option("indicator") && is_indicator(word));
        let mut meant: Vec<String> = indicators
            .iter()
            .flat_map(|word| option("--indicator", std::slice::from_ref(word)))
            .collect();
        if !place.is_empty() {
            meant.extend(option("--place", &place));
        }
        Some(meant)
    }

    fn is_format(&self, word: &str) -> bool {
        self.0.option("format").is_some_and(|option| {
            option.get_possible_values().iter().any(|value| value.get_name() == word)
        })
    }

    /// The required arguments of a command that are missing.
    fn for_missing(&self, missing: &[String]) -> Option<Vec<String>> {
        let lacks = |name: &str| missing.iter().any(|word| word.contains(name));
        if lacks("--reason") && missing.len() == 1 {
            let is_bare = self.0.commands() == ["correct"] && self.0.all().len() == 2;
            let value = is_bare.then(|| "VALUE".to_owned());
            let reason = ["--reason".to_owned(), "WHY".to_owned()];
            let reason: Vec<String> = value.into_iter().chain(reason).collect();
            return Some([self.0.all(), reason].concat());
        }
        if lacks("<PLACE>")
            && let Some((words, place)) = self.0.without_option("--place")
        {
            return Some([words, vec![place]].concat());
        }
        let list: &[&str] = match () {
            () if lacks("<PLACE>") => &["place", "list"],
            () if lacks("<FACT>") || lacks("<FACT|SHEET>") => &["table"],
            () if lacks("<REPORT>") => &["report", "list"],
            () if lacks("<ACTOR>") => &["actor", "list"],
            () => return None,
        };
        let list: Vec<String> = list.iter().map(|word| (*word).to_owned()).collect();
        Some([self.0.globals(), list].concat())
    }

    /// The words of a command, in which `FACT` and `VALUE` are replaced by what was given, and `…` by all of it.
    fn filled(&self, meant: &str, given: &[String]) -> Vec<String> {
        let has_reason = self.0.pieces().any(|piece| piece.is_option("--reason"));
        let meant = if has_reason { meant.replace(" --reason WHY", "") } else { meant.to_owned() };
        let mut next = given.iter();
        let fill = |word: &str| match word {
            "…" if given.is_empty() => "WORDS".to_owned(),
            "…" => given.join(" "),
            "FACT" | "VALUE" | "FILE" | "CHANGESET" => {
                next.next().cloned().unwrap_or_else(|| word.to_owned())
            }
            word => word.to_owned(),
        };
        meant.split(' ').map(fill).collect()
    }
}

/// The words of a statement that was typed without quotes: the indicator, the place, a value that can be read, and
/// after it a time, unless a time is given.
fn statement(words: &[String], has_time: bool) -> Option<Vec<String>> {
    // In `add fact killed Aleppo 8`, the word `fact` names what is added.
    let names_it = words.len() > 3 && words[0] == "fact";
    let (indicator, words) = words[usize::from(names_it)..].split_first()?;
    // The words may be in the order of a sentence: `killed in Aleppo 8`.
    let from = usize::from(words.len() > 2 && matches!(words[0].as_str(), "in" | "at"));
    let is_figure = |words: &[String]| quantities::read(&words.join(" ")).is_ok();
    let place = |value: usize| words[from..value].join(" ");
    let values = || from + 1..words.len();
    if let Some(value) = values().find(|at| is_figure(&words[*at..])) {
        return Some(vec![indicator.clone(), place(value), words[value..].join(" ")]);
    }
    let anchor = Anchor::on(Day::from_ymd_opt(2016, 10, 24)?);
    let time = |at: usize| {
        let said = &words[at + usize::from(words[at] == "when")..];
        let said = said.join(" ");
        (!has_time && dates::read(&said, &anchor).is_ok()).then_some(said)
    };
    values().find_map(|value| {
        (value + 1..words.len()).filter(|at| is_figure(&words[value..*at])).find_map(|at| {
            let when = time(at)?;
            let figure = words[value..at].join(" ");
            Some(vec![indicator.clone(), place(value), figure, "--when".to_owned(), when])
        })
    })
}

/// A fact with its grades as analysts write them: `A1`.
fn grades(words: &[String]) -> Option<Vec<String>> {
    let [fact, grades] = words else { return None };
    let (reliability, credibility) = grades.split_at_checked(1)?;
    let is_it = matches!(reliability.to_uppercase().as_bytes(), [b'A'..=b'F'])
        && matches!(credibility.as_bytes(), [b'1'..=b'6']);
    let options = ["--reliability", &reliability.to_uppercase(), "--credibility", credibility];
    is_it.then(|| [std::slice::from_ref(fact), &options.map(str::to_owned)[..]].concat())
}

/// Whether a word names a saved page.
fn is_document(word: &str) -> bool {
    let ending = Path::new(word).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ["html", "htm", "xhtml", "mhtml", "mht"].contains(&ending.to_lowercase().as_str())
    })
}

fn is_indicator(word: &str) -> bool {
    built_in().is_ok_and(|known| known.iter().any(|one| one.key == word))
}

/// Whether a word has the ending of a file that Factline writes.
fn is_file(word: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["csv", "json", "jsonl", "geojson", "md", "txt", "db", "zip", "parquet"];
    let ending = Path::new(word).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str()))
}
