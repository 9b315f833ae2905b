//! For a command line that is refused, the one that the user probably meant.
//!
//! Knows the definition of the command line and the words of [`wrong_words`](super::wrong_words). Must not
//! know the database: whether names of places are recorded is for the command to find out.

use super::hints::quoted;
use super::wrong_words::{BELOW, COMMANDS, OPTIONS};
use crate::import::vocabulary::built_in;
use crate::language::quantities;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::ops::Range;
use std::path::Path;

/// The most mistakes that are mended in one line.
const MOST_MISTAKES: usize = 8;

/// The command line that was probably meant, as a hint; `None` where none is known.
pub(super) fn hint(wrong: &clap::Error, whole: &Command, arguments: &[OsString]) -> Option<String> {
    let words: Vec<String> =
        arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let mut meant = mended(wrong, whole, &words)?;
    for _ in 1..MOST_MISTAKES {
        let line = std::iter::once("factline").chain(meant.iter().map(String::as_str));
        let again = whole.clone().try_get_matches_from(line).err();
        let Some(next) = again.and_then(|next| mended(&next, whole, &meant)) else { break };
        meant = next;
    }
    let meant: Vec<String> = meant.iter().map(|word| quoted(word)).collect();
    Some(format!("factline {}", meant.join(" ")))
}

/// The words of a line without its first mistake; `None` where it has none that is known.
fn mended(wrong: &clap::Error, whole: &Command, words: &[String]) -> Option<Vec<String>> {
    let line = Line::of(whole, words);
    match wrong.kind() {
        ErrorKind::InvalidSubcommand => {
            line.for_command(named(wrong, ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::UnknownArgument => {
            let word = named(wrong, ContextKind::InvalidArg)?;
            match word.strip_prefix('-') {
                Some(option) => line.for_option(word, option.trim_start_matches('-')),
                None => line.for_word(word),
            }
        }
        ErrorKind::MissingRequiredArgument => line.for_missing(&missing(wrong)),
        _ => None,
    }
}

/// Takes clap's own guess out of an error that has a better hint.
pub(super) fn without_guess(wrong: &mut clap::Error) {
    use ContextKind::{Suggested, SuggestedArg, SuggestedSubcommand, Usage};
    for kind in [Suggested, SuggestedArg, SuggestedSubcommand, Usage] {
        wrong.remove(kind);
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
struct Line<'a> {
    words: &'a [String],
    /// The command that it names, as far as it names one.
    command: &'a Command,
    /// The index of the first word behind the names of commands.
    rest: usize,
}

impl<'a> Line<'a> {
    fn of(whole: &'a Command, words: &'a [String]) -> Self {
        let (mut command, mut rest) = (whole, 0);
        for (at, word) in words.iter().enumerate() {
            if let Some(below) = command.find_subcommand(word) {
                (command, rest) = (below, at + 1);
            }
        }
        Self { words, command, rest }
    }

    fn has_option(&self, name: &str) -> bool {
        let is_global = |name: &str| ["db", "as", "note"].contains(&name);
        let long = |arg: &clap::Arg| arg.get_long() == Some(name);
        is_global(name) || self.command.get_arguments().any(long)
    }

    /// The words of the line, with those from `from` to before `to` replaced.
    fn with(&self, from: usize, to: usize, by: &[String]) -> Vec<String> {
        [&self.words[..from], by, &self.words[to..]].concat()
    }

    /// A word in place of a command.
    fn for_command(&self, wrong: &str) -> Option<Vec<String>> {
        let at = self.rest + self.words[self.rest..].iter().position(|word| word == wrong)?;
        let lower = wrong.to_lowercase();
        if self.rest > 0 {
            return self.below(&lower, at);
        }
        let (_, meant) = COMMANDS.iter().find(|(tried, _)| tried.contains(&lower.as_str()))?;
        let followed = &self.words[at + 1..];
        Some(self.with(at, self.words.len(), &filled(meant, followed)))
    }

    /// A word in place of a command below another one, such as `place new`.
    fn below(&self, lower: &str, at: usize) -> Option<Vec<String>> {
        let has = |target: &&&str| self.command.find_subcommand(target).is_some();
        if let Some((_, targets)) = BELOW.iter().find(|(tried, _)| tried.contains(&lower))
            && let Some(target) = targets.iter().find(has)
        {
            let mut meant = self.with(at, at + 1, &[(*target).to_owned()]);
            if *target == "retract" {
                meant.extend(["--reason".to_owned(), "WHY".to_owned()]);
            }
            return Some(meant);
        }
        let words = joined(&self.words[at..]);
        if self.command.get_name() != "explain" {
            return None;
        }
        let kind =
            if quantities::read(&self.words[at..].join(" ")).is_ok() { "value" } else { "when" };
        Some(self.with(at, self.words.len(), &[kind.to_owned(), words]))
    }

    /// An option that the command does not have.
    fn for_option(&self, wrong: &str, name: &str) -> Option<Vec<String>> {
        let is_it = |word: &String| word.split('=').next() == wrong.split('=').next();
        let at = self.words.iter().position(is_it)?;
        let name = name.split('=').next()?.to_lowercase();
        let value = self.words[at].split_once('=').map(|(_, value)| value.to_owned());
        let is_own = |own: &clap::Arg| {
            let names_file = ["url", "link", "page", "file"].contains(&name.as_str());
            let takes_file = own.get_value_names().is_some_and(|names| names[0].contains("FILE"));
            own.get_id().as_str() == name || names_file && takes_file
        };
        if self.command.get_positionals().any(is_own) {
            return Some(self.with(at, at + 1, value.as_slice()));
        }
        let meant = OPTIONS.iter().filter(|(tried, _)| tried.contains(&name.as_str()));
        let meant = meant.flat_map(|(_, meant)| *meant).find(|meant| self.has_option(meant))?;
        let mut words = vec![format!("--{meant}")];
        if *meant == "format" {
            words.push(name);
        }
        words.extend(value);
        Some(self.with(at, at + 1, &words))
    }

    /// A word beyond those that the command takes.
    fn for_word(&self, wrong: &str) -> Option<Vec<String>> {
        let run = self.run_with(wrong)?;
        let (from, to) = (run.start, run.end);
        let words = &self.words[from..to];
        let own: Vec<&str> =
            self.command.get_positionals().map(|own| own.get_id().as_str()).collect();
        let put = |meant: Vec<String>| Some(self.with(from, to, &meant));
        match (self.command.get_name(), own.as_slice()) {
            ("init", []) => Some(vec!["--db".to_owned(), joined(words), "init".to_owned()]),
            (_, ["indicator", "place", ..]) => put(statement(words)?),
            (_, []) => put(self.as_options(words)?),
            _ if words.len() > own.len() => {
                let (kept, more) = words.split_at(own.len());
                let mut meant = kept.to_vec();
                if self.has_option("reason") {
                    meant.extend(["--reason".to_owned(), joined(more)]);
                } else if self.has_option("indicator") && more.iter().all(|word| is_indicator(word))
                {
                    meant.extend(
                        more.iter().flat_map(|word| ["--indicator".to_owned(), quoted(word)]),
                    );
                } else {
                    let last = own.len() - 1;
                    meant.truncate(last);
                    meant.push(joined(&words[last..]));
                }
                put(meant)
            }
            _ => None,
        }
    }

    /// The words around one, from the name of the command or an option on to the next option.
    fn run_with(&self, wrong: &str) -> Option<Range<usize>> {
        let at = self.rest + self.words[self.rest..].iter().position(|word| word == wrong)?;
        let is_option = |word: &String| word.starts_with('-') && word.len() > 1;
        let behind = self.words[self.rest..at].iter().rposition(is_option);
        // The value of an option is no word of its own.
        let start = behind.map_or(self.rest, |option| self.rest + option + 2).min(at);
        let length = self.words[at..].iter().position(is_option);
        Some(start..length.map_or(self.words.len(), |length| at + length))
    }

    /// Words behind a command that takes options alone.
    fn as_options(&self, words: &[String]) -> Option<Vec<String>> {
        let [first, ..] = words else { return None };
        let option = if is_file(first) && self.has_option("output") {
            "-o"
        } else if words.len() == 1 && self.has_option("indicator") && is_indicator(first) {
            "--indicator"
        } else if words.len() == 1 && self.has_option("format") && self.is_format(first) {
            "--format"
        } else if self.has_option("place") {
            "--place"
        } else {
            return None;
        };
        Some(vec![option.to_owned(), joined(words)])
    }

    fn is_format(&self, word: &str) -> bool {
        let mut options = self.command.get_arguments();
        let format = options.find(|option| option.get_long() == Some("format"));
        format.is_some_and(|option| {
            option.get_possible_values().iter().any(|value| value.get_name() == word)
        })
    }

    /// What a command needs and was not given.
    fn for_missing(&self, missing: &[String]) -> Option<Vec<String>> {
        let own = |name: &str| missing.iter().any(|word| word.contains(name));
        if own("--reason") && missing.len() == 1 {
            return Some(self.with(
                self.words.len(),
                self.words.len(),
                &["--reason".to_owned(), "WHY".to_owned()],
            ));
        }
        let list: &[&str] = match self.command.get_name() {
            _ if own("<PLACE>") => &["place", "list"],
            _ if own("<FACT>") || own("<FACT|SHEET>") => &["table"],
            _ if own("<REPORT>") => &["report", "list"],
            _ if own("<ACTOR>") => &["actor", "list"],
            _ => return None,
        };
        Some(list.iter().map(|word| (*word).to_owned()).collect())
    }
}

/// The words of a statement that was typed without quotes: the indicator, the place and a value that can be read.
fn statement(words: &[String]) -> Option<Vec<String>> {
    let reads = |from: &usize| quantities::read(&words[*from..].join(" ")).is_ok();
    let value = (2..words.len()).find(reads)?;
    Some(vec![words[0].clone(), joined(&words[1..value]), joined(&words[value..])])
}

fn is_indicator(word: &str) -> bool {
    built_in().is_ok_and(|known| known.iter().any(|one| one.key == word))
}

/// Whether a word ends like the name of a file that Factline writes.
fn is_file(word: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["csv", "json", "jsonl", "geojson", "md", "txt", "db", "zip", "parquet"];
    let ending = Path::new(word).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str()))
}

fn joined(words: &[String]) -> String {
    words.join(" ")
}

/// The words of a command, with what was given in place of `FACT` and `VALUE`, and all of it in place of `…`.
fn filled(meant: &str, given: &[String]) -> Vec<String> {
    let mut next = given.iter().filter(|word| !word.starts_with('-'));
    let fill = |word: &str| match word {
        "…" if given.is_empty() => "WORDS".to_owned(),
        "…" => joined(given),
        "FACT" | "VALUE" | "FILE" | "CHANGESET" => {
            next.next().cloned().unwrap_or_else(|| word.to_owned())
        }
        word => word.to_owned(),
    };
    meant.split(' ').map(fill).collect()
}
