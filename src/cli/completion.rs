//! Completes words of a command line in a shell: prints the scripts that make bash, zsh and fish ask this
//! program, and answers them with commands, options, and the keys of the database.
//!
//! Must never print what a shell or a terminal takes for anything but letters, nor complain: nobody asked
//! for an answer.

use super::context::{self, Context};
use super::outcome::{Outcome, Run};
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
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The variable by which a script of a shell asks for completions; its value is the name of the shell.
const ASKED: &str = "FACTLINE_COMPLETE";

/// How long a shell waits while another program holds the database.
const PATIENCE: Duration = Duration::from_millis(200);

/// The longest description of a row, in characters.
const LONGEST: usize = 60;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
In bash, zsh and fish, the Tab key then completes commands, options, and the keys of the places, actors, \
indicators and reports and the ids of the facts in the database that --db, $FACTLINE_DB or the folder names. \
Confidential reports and their facts are not offered.

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
        // The scripts of the other shells would run what stands in the line, not only read it.
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

/// Completes at once where zsh loads the script as the function `_factline`, which it does at the first
/// Tab key.
const AUTOLOADED: &[u8] = b"
if [[ \"$funcstack[1]\" = _factline ]]; then _clap_dynamic_completer_factline \"$@\"; fi
";

/// Answers a shell that asks for completions; `None` where none does.
pub(super) fn answer(command: fn() -> Command) -> Option<ExitCode> {
    std::env::var_os(ASKED)?;
    let answered = CompleteEnv::with_factory(|| with_keys(command(), false))
        .var(ASKED)
        .try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref());
    match answered {
        Ok(false) => None,
        // What cannot be completed is no error of the user.
        Ok(true) | Err(_) => Some(ExitCode::SUCCESS),
    }
}

/// The command with the completion of each argument that names a row. `records` says whether it records
/// facts, to which a retracted report is of no use.
fn with_keys(command: Command, records: bool) -> Command {
    let completed = command.mut_args(|argument| {
        let names = argument.get_value_names().unwrap_or_default();
        let [name] = names else { return argument };
        let of = match name.as_str() {
            "PLACE" => Keyed::Place,
            "ACTOR" => Keyed::Actor,
            "INDICATOR" => Keyed::Indicator,
            "REPORT" if records => Keyed::StandingReport,
            "REPORT" => Keyed::Report,
            "FACT" | "FACT|SHEET" => Keyed::Fact,
            "CHANGESET" => Keyed::Changeset,
            _ => return argument,
        };
        let or_file = name.contains("SHEET");
        argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
            let mut all = candidates(of, typed);
            if or_file {
                all.extend(PathCompleter::any().complete(typed));
            }
            all
        }))
    });
    with_options_last(completed).mut_subcommands(|below| {
        let records = matches!(below.get_name(), "add" | "correct");
        with_keys(below, records)
    })
}

/// The command whose options are offered where they are begun with `-`, or nothing else fits: what is
/// hidden gives way to what is not.
fn with_options_last(command: Command) -> Command {
    let help = Arg::new("help").long("help").action(ArgAction::SetTrue).help("Print help");
    let own = command.disable_help_flag(true).disable_version_flag(true).arg(help);
    own.mut_args(|argument| {
        let is_option = !argument.is_positional();
        argument.hide(is_option)
    })
}

/// The rows of the database that may be meant; none where there is no database, or it cannot be read.
fn candidates(of: Keyed, typed: &OsStr) -> Vec<CompletionCandidate> {
    let arguments: Vec<OsString> = std::env::args_os().skip_while(|word| word != "--").collect();
    let set = std::env::var_os("FACTLINE_DB").filter(|set| !set.is_empty()).map(PathBuf::from);
    let db = context::database(named_database(&arguments), set);
    let rows = || {
        let typed = typed.to_str()?.to_lowercase();
        let store = Store::open_to_ask(db, Patience::of(PATIENCE)).ok()?;
        store.without_confidential().ok()?.rows_with_prefix(of, &typed).ok()
    };
    let plain = rows().unwrap_or_default().into_iter().filter(|row| is_plain(&row.key));
    plain.map(candidate).collect()
}

/// Whether a key means itself in every shell.
fn is_plain(key: &str) -> bool {
    key.starts_with(char::is_alphanumeric)
        && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn candidate(row: Offered) -> CompletionCandidate {
    let about = safe::terminal_line(&row.about).into_owned();
    let about = StyledStr::from(shortened(&about, LONGEST).into_owned());
    CompletionCandidate::new(row.key).help(Some(about))
}

/// The database that the words of an unfinished command line name, as they stand there: a shell has not
/// taken off quotes yet, and bash gives `--db=FILE` in three words.
fn named_database(words: &[OsString]) -> Option<PathBuf> {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let at = words.iter().rposition(|word| *word == "--db" || word.starts_with("--db="))?;
    let said = match words[at].strip_prefix("--db=") {
        Some(said) => said,
        None => words[at + 1..].iter().find(|word| **word != "=")?,
    };
    let said = said.trim_matches(['"', '\'']);
    match (said.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(below), Some(home)) => Some(PathBuf::from(home).join(below)),
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
            named_database(&words)
        };
        assert_eq!(found("factline --db x.db show 3"), Some("x.db".into()));
        assert_eq!(found("factline show --db=x.db 3"), Some("x.db".into()));
        assert_eq!(found("factline show --db = 'x.db' 3"), Some("x.db".into()));
        assert_eq!(found("factline --db a --db b show"), Some("b".into()));
        assert_eq!(found("factline show 3 --db"), None);
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
