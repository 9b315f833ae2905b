//! The definition of the command line with only one command.
//!
//! Building the definition of all commands takes longer than a short command itself. Must not decide what is wrong with
//! arguments: what this definition refuses, including help, is passed on to the complete definition.

use super::global::Global;
use super::{add, correct, export, import, show, table, timeline};
use clap::{Args, Command};
use std::ffi::OsString;

/// A command by its name, and the function that adds its arguments to its definition.
type Definition = (&'static str, fn(Command) -> Command);

/// The commands that are used often.
const COMMANDS: [Definition; 7] = [
    ("add", add::Add::augment_args),
    ("correct", correct::Correct::augment_args),
    ("show", show::Show::augment_args),
    ("table", table::Table::augment_args),
    ("timeline", timeline::Timeline::augment_args),
    ("export", export::Export::augment_args),
    ("import", import::Import::augment_args),
];

/// The command line with the one command that the arguments seem to name; `None` if they name none of [`COMMANDS`]. It
/// either accepts the arguments or, if another command is meant, refuses them.
pub(super) fn of(arguments: &[OsString]) -> Option<Command> {
    let named = |argument: &OsString| COMMANDS.iter().find(|(name, _)| argument == name);
    arguments.iter().find_map(named).map(alone)
}

fn alone((name, define): &Definition) -> Command {
    let whole = Command::new("factline").version(env!("CARGO_PKG_VERSION"));
    Global::augment_args(whole.propagate_version(true).subcommand_required(true))
        .subcommand(define(Command::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// The arguments of a command, as far as parsing knows them.
    fn arguments(mut whole: Command, name: &str) -> String {
        whole.build();
        let mut listed = String::new();
        for argument in whole.find_subcommand(name).unwrap().get_arguments() {
            writeln!(listed, "{argument:?}").unwrap();
        }
        assert!(listed.contains("db"), "global options");
        listed
    }

    #[test]
    fn a_command_alone_takes_the_arguments_that_it_takes_among_all() {
        for definition in &COMMANDS {
            let (name, _) = definition;
            assert_eq!(arguments(alone(definition), name), arguments(crate::cli::command(), name));
        }
    }

    #[test]
    fn an_argument_that_only_looks_like_a_command_is_refused_here() {
        let parse = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            of(&words[1..]).map(|definition| definition.try_get_matches_from(words).is_ok())
        };
        assert_eq!(parse("factline --db add.db add trapped Aleppo 3"), Some(true));
        assert_eq!(parse("factline --db add log"), Some(false));
        assert_eq!(parse("factline add --help"), Some(false));
        assert_eq!(parse("factline log"), None);
    }
}
