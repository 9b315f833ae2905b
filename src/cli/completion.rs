//! Completes words of a command line in a shell: prints the scripts that make bash, zsh and fish ask this
//! program, and answers them with commands, options, and the keys of the database.
//!
//! Must never print characters that have a special meaning for a shell or a terminal, nor errors: the user only pressed
//! Tab.

use super::context::Context;
use super::environment::Environment;
use super::outcome::{Outcome, Run};
use crate::domain::actor::ActorKind;
use crate::domain::assessment::{Disposition, Reliability};
use crate::domain::fact::{Stance, Status};
use crate::domain::indicator::{Measure, Nature};
use crate::domain::place::PlaceKind;
use crate::domain::report::Confidentiality;
use crate::store::{Keyed, Offered, Patience, Store};
use crate::text::excerpt::shortened;
use crate::text::safe;
use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Args, Command};
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};
use clap_complete::env::{CompleteEnv, Shells};
use clap_complete::{Shell, generate};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// The variable in which a shell script asks for completions; its value is the name of the shell.
const ASKED: &str = "FACTLINE_COMPLETE";

/// How long a shell waits while another program has locked the database.
const PATIENCE: Duration = Duration::from_millis(200);

/// A description of a row has at most this many characters.
const LONGEST: usize = 60;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
In bash, zsh and fish, the Tab key then completes commands and options. It also completes the keys of places, \
actors, indicators and reports, and the ids of facts, from the database of --db, $FACTLINE_DB or the current \
folder. Confidential reports and their facts are not offered.

Example:
  factline completions bash \\
    > ~/.local/share/bash-completion/completions/factline
  source <(factline completions zsh)
  factline completions fish | source")]
pub(super) struct Completions {
    /// bash, elvish, fish, powershell or zsh
    shell: Shell,
}

impl Completions {
    /// Prints the shell completions of the command line `whole`.
    pub(super) fn run(self, context: &mut Context, mut whole: Command) -> Run {
        // The script is built in memory first, since the generator does not report a closed pipe.
        let mut script = Vec::new();
        let shells = Shells::builtins();
        // The scripts of the other shells would not only read the code in the command line, but run it.
        let asks = matches!(self.shell, Shell::Bash | Shell::Fish | Shell::Zsh);
        let asking = shells.completer(&self.shell.to_string()).filter(|_| asks);
        match asking {
            Some(shell) => {
                shell.write_registration(ASKED, "factline", "factline", "factline", &mut script)?;
            }
            None => generate(self.shell, &mut whole, "factline", &mut script),
        }
        if self.shell == Shell::Zsh {
            script.extend_from_slice(AUTOLOADED);
        }
        context.out().write_all(&script)?;
        Ok(Outcome::Done)
    }
}

/// Completes immediately if zsh loads the script as the function `_factline`, which it does when the Tab key is first
/// pressed.
const AUTOLOADED: &[u8] = b"
if [[ \"$funcstack[1]\" = _factline ]]; then _clap_dynamic_completer_factline \"$@\"; fi
";

/// Answers a shell that asks for completions; `None` if no shell asks. Only our scripts ask, with the words of the line
/// after `--`: if the variable is set in another way, commands must not become silent.
pub(super) fn answer(command: fn() -> Command) -> Option<ExitCode> {
    let shell = ["bash", "fish", "zsh"]
        .into_iter()
        .find(|shell| std::env::var_os(ASKED).is_some_and(|asking| asking == OsStr::new(shell)))?;
    if std::env::args_os().nth(1).is_none_or(|first| first != "--") {
        return None;
    }
    let answered = CompleteEnv::with_factory(|| with_keys(command(), shell == "bash", &[]))
        .var(ASKED)
        .try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref());
    match answered {
        Ok(false) => None,
        // If nothing can be completed, that is not an error of the user.
        Ok(true) | Err(_) => Some(ExitCode::SUCCESS),
    }
}

/// The command with completions for each argument that takes words: keys if it names a row, otherwise the words that it
/// takes, or else files. `path` has the names of the commands from the program down. `is_raw` says whether the shell
/// puts candidates into the line as they are, without quotes.
fn with_keys(command: Command, is_raw: bool, path: &[String]) -> Command {
    // A command that records facts cannot use a retracted report.
    let records = matches!(path, [name] if name == "add" || name == "correct");
    let completed = command.mut_args(|argument| {
        let takes_words = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
        if !takes_words || !argument.get_possible_values().is_empty() {
            return argument;
        }
        let names = argument.get_value_names().unwrap_or_default();
        let name = names.first().map(ToString::to_string).unwrap_or_default();
        let of = match name.as_str() {
            "PLACE" => Some(Keyed::Place),
            "ACTOR" => Some(Keyed::Actor),
            "INDICATOR" => Some(Keyed::Indicator),
            "REPORT" if records => Some(Keyed::StandingReport),
            "REPORT" => Some(Keyed::Report),
            "FACT" | "FACT|SHEET" => Some(Keyed::Fact),
            "CHANGESET" => Some(Keyed::Changeset),
            _ => None,
        };
        let option = argument.get_long().unwrap_or_default();
        if let Some(words) = words_of(option, path) {
            return argument.add(ArgValueCompleter::new(move |typed: &OsStr| listed(words, typed)));
        }
        let or_file = of.is_none() || name.contains("SHEET");
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
            let mut all = of.map(|of| candidates(of, typed)).unwrap_or_default();
            if or_file {
                let files = PathCompleter::any().complete(typed).into_iter();
                all.extend(files.filter(|file| is_harmless(file.get_value(), is_raw)));
            }
            all
        }))
    });
    with_options_last(completed).mut_subcommands(|below| {
        let path = [path, &[below.get_name().to_owned()]].concat();
        with_keys(below, is_raw, &path)
    })
}

/// The words from which the value of an option is chosen; `None` for other options. `path` has the names of the
/// commands.
fn words_of(option: &str, path: &[String]) -> Option<&'static [&'static str]> {
    let below = path.first().map(String::as_str);
    Some(match option {
        "status" => Status::WORDS,
        "stance" => Stance::WORDS,
        "reliability" | "min-reliability" => Reliability::WORDS,
        "disposition" => Disposition::WORDS,
        "confidentiality" => Confidentiality::WORDS,
        "kind" if below == Some("actor") => ActorKind::WORDS,
        "kind" if below == Some("place") => PlaceKind::WORDS,
        "measures" => Measure::WORDS,
        "nature" => Nature::WORDS,
        _ => return None,
    })
}

/// Those of some words that begin with the typed text, ignoring case.
fn listed(words: &[&str], typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_str().map(str::to_lowercase).unwrap_or_default();
    let fits = words.iter().filter(|word| word.to_lowercase().starts_with(&typed));
    fits.map(CompletionCandidate::new).collect()
}

/// Whether the name of a file can be offered: a shell that puts it into the line without quotes would run code in it,
/// and control characters must not reach the terminal.
fn is_harmless(file: &OsStr, is_raw: bool) -> bool {
    let Some(name) = file.to_str() else { return false };
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,+=:@%".contains(c);
    name.chars().all(|c| if is_raw { is_plain(c) } else { !safe::is_unseen(c) && c != '\n' })
}

/// The command with its options offered only if the user has begun an option, or if nothing else fits; hidden options
/// come after visible ones.
fn with_options_last(command: Command) -> Command {
    let help = Arg::new("help").long("help").action(ArgAction::SetTrue).help("Print help");
    let own = command.disable_help_flag(true).disable_version_flag(true).arg(help);
    own.mut_args(|argument| {
        let is_option = !argument.is_positional();
        argument.hide(is_option)
    })
}

/// The rows of the database that may be meant; empty if there is no database, or if it cannot be read.
fn candidates(of: Keyed, typed: &OsStr) -> Vec<CompletionCandidate> {
    let rows = || {
        let environment = Environment::of_process().ok()?;
        let words: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").collect();
        let db = environment.database(named_database(&words, environment.home.as_deref()));
        let typed = typed.to_str()?;
        let store = Store::open_to_ask(db, Patience::of(PATIENCE)).ok()?.without_confidential();
        let store = store.ok()?;
        let mut rows = store.rows_with_prefix(of, typed).ok()?;
        // Nearly all keys are in lower case.
        let small = typed.to_lowercase();
        if small != typed {
            rows.extend(store.rows_with_prefix(of, &small).ok()?);
        }
        Some(rows)
    };
    let plain = rows().unwrap_or_default().into_iter().filter(|row| is_plain(&row.key));
    plain.map(candidate).collect()
}

/// Whether a key has no special meaning in any shell.
fn is_plain(key: &str) -> bool {
    key.starts_with(char::is_alphanumeric)
        && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn candidate(row: Offered) -> CompletionCandidate {
    let about = safe::terminal_line(&row.about).into_owned();
    let about = StyledStr::from(shortened(&about, LONGEST).into_owned());
    CompletionCandidate::new(row.key).help(Some(about))
}

/// The database in an unfinished command line. Its words are not parsed yet: they still have their quotes,
/// and bash gives `--db=FILE` as three words.
fn named_database(words: &[OsString], home: Option<&Path>) -> Option<PathBuf> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let at = words.iter().rposition(|word| *word == "--db" || word.starts_with("--db="))?;
    let said = match words[at].strip_prefix("--db=") {
        Some(said) => said,
        None => words[at + 1..].iter().find(|word| **word != "=")?,
    };
    let said = said.trim_matches(['"', '\'']);
    match (said.strip_prefix("~/"), home) {
        (Some(below), Some(home)) => Some(home.join(below)),
        _ => Some(PathBuf::from(said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_is_found_in_the_words_of_the_line() {
        let found = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            named_database(&words, Some(Path::new("/home/ana")))
        };
        assert_eq!(found("factline --db x.db show 3"), Some("x.db".into()));
        assert_eq!(found("factline show --db=x.db 3"), Some("x.db".into()));
        assert_eq!(found("factline show --db = 'x.db' 3"), Some("x.db".into()));
        assert_eq!(found("factline --db a --db b show"), Some("b".into()));
        assert_eq!(found("factline --db ~/x.db show"), Some("/home/ana/x.db".into()));
        assert_eq!(found("factline show 3 --db"), None);
    }

    #[test]
    fn files_are_offered_where_the_shell_can_take_their_names() {
        for (file, in_bash, elsewhere) in [
            ("data/page-1.html", true, true),
            ("my page.html", false, true),
            ("innocent$(touch x).csv", false, true),
            ("`id`", false, true),
            ("a\u{1b}[2J", false, false),
            ("a\nb", false, false),
        ] {
            assert_eq!(is_harmless(OsStr::new(file), true), in_bash, "{file}");
            assert_eq!(is_harmless(OsStr::new(file), false), elsewhere, "{file}");
        }
    }

    #[test]
    fn only_what_means_itself_is_offered() {
        for key in ["aleppo", "voa-2016-10-24", "حلب", "a_b.c", "3f9a2c1e"] {
            assert!(is_plain(key), "{key}");
        }
        for key in ["", "-rf", "$(id)", "a b", "a;b", "a\u{1b}[2J", "a\u{202e}b", "~a", "*"] {
            assert!(!is_plain(key), "{key}");
        }
    }
}
