//! The command line: parses arguments, runs the command, returns the exit code.
//!
//! One file per command, its arguments and its run together; the doc comments are the help text.
//! The only folder that knows clap, the clock, the environment and the terminal. Must not know SQL.

mod actor;
mod add;
mod aliases;
mod answer;
mod asked_days;
mod assess;
mod brief;
mod brief_page;
mod chart;
mod command_words;
mod compare;
mod compared;
mod completion;
mod confidential;
mod context;
mod correct;
mod correct_sheet;
mod correction;
mod demo;
mod diff;
mod doubts;
mod environment;
mod error;
mod explain;
mod export;
mod export_whole;
mod file_hints;
mod filter;
mod formats;
mod gaps;
mod global;
pub(crate) mod hints;
mod import;
mod in_passing;
mod in_words;
mod indicator;
mod init;
mod interview;
mod latest;
mod log;
mod man;
mod map;
mod mistakes;
mod named_place;
mod new_names;
mod one_command;
mod outcome;
mod output;
mod pager;
mod parquet;
mod parts;
mod place;
mod place_import;
mod progress;
mod prompt;
mod read_values;
mod readings;
mod record;
mod rejects;
pub(crate) mod remedies;
mod report;
mod retract;
mod sheet;
mod sheet_blocks;
mod sheet_fields;
mod sheet_lines;
mod sheet_report;
mod show;
mod statement;
mod statement_words;
mod sum;
mod swapped;
mod table;
mod table_columns;
mod table_output;
mod timeline;
mod timeline_facts;
mod undo;
mod unknown_names;
mod unread;
mod updates;
mod wrong_line;
mod wrong_words;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use context::Context;
use environment::Environment;
use global::Global;
use outcome::{Outcome, Run};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Keep what reports say about a war or a disaster: each fact with its quote, who claims it, and
/// its link, in one file.
#[derive(Debug, Parser)]
#[command(
    name = "factline",
    version,
    propagate_version = true,
    max_term_width = 100,
    after_help = "\
Start here:
  factline demo                           show a sample: Aleppo, 2016
  factline init                           make factline.db in this folder
  factline report add page.html --create  record a page, its publisher
  factline add trapped Aleppo 8 --create  record a fact, its place
  factline timeline Aleppo                show what happened there

Name a fact by the first four or more characters of its id; a place, actor, report or indicator by \
key, name or alias.

Exit codes: 0 done; 1 failed; 2 wrong command line; 3 done, but something needs your attention."
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Demo(demo::Demo),
    Report(report::ReportCommand),
    Place(place::PlaceCommand),
    Actor(actor::ActorCommand),
    Indicator(indicator::IndicatorCommand),
    Add(add::Add),
    Record(record::Record),
    Sheet(sheet::Sheet),
    Correct(correct::Correct),
    Retract(retract::Retract),
    Reinstate(retract::Reinstate),
    Undo(undo::Undo),
    Assess(assess::Assess),
    Show(show::Show),
    Table(table::Table),
    Timeline(timeline::Timeline),
    Brief(brief::Brief),
    Compare(compare::Compare),
    Gaps(gaps::Gaps),
    Diff(diff::Diff),
    Export(export::Export),
    Import(import::Import),
    Map(map::MapCommand),
    Log(log::Log),
    Explain(explain::Explain),
    Completions(completion::Completions),
    Man(man::Man),
}

/// Parses the arguments of the process, runs the command, and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    keep_to_small_pages();
    if let [only] = &arguments[..]
        && (only == "--version" || only == "-V")
    {
        return tell_version();
    }
    if let Some(answered) = completion::answer(command) {
        return answered;
    }
    let environment = match Environment::of_process() {
        Ok(environment) => environment,
        Err(failure) => return error::report(&failure),
    };
    let (cli, matches) = match parsed(&arguments) {
        Ok(parsed) => parsed,
        Err(mut wrong) => {
            let hint = wrong_line::hint(&wrong, &command(), &arguments);
            if hint.is_some() {
                wrong_line::without_guess(&mut wrong);
            }
            return error::report_arguments(&wrong, hint.as_deref());
        }
    };
    let mut context = Context::new(cli.global, environment, writes_file(&matches));
    let read = match &cli.command {
        Command::Import(import) => import.files().to_vec(),
        _ => Vec::new(),
    };
    match cli.command.run(&mut context).and_then(|outcome| context.flush().map(|()| outcome)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LookAt) => ExitCode::from(3),
        Err(failure) => {
            if let Some(wrong) = failure.downcast_ref::<clap::Error>() {
                return error::report_arguments(wrong, None);
            }
            let failure = error::blame_disk(failure, &context.db(), &read);
            error::report(&context.after_recording(failure))
        }
    }
}

/// Parses the arguments of the process with the definition of the command that they name. If that
/// definition refuses them, parses them again with the definition of all commands, so that every
/// message considers all commands.
fn parsed(arguments: &[OsString]) -> Result<(Cli, ArgMatches), clap::Error> {
    let read = |matches: ArgMatches| Ok((Cli::from_arg_matches(&matches)?, matches));
    let alone = one_command::of(arguments).map(clap::Command::try_get_matches);
    if let Some(Ok(matches)) = alone
        && let Ok(parsed) = read(matches)
    {
        return Ok(parsed);
    }
    command().try_get_matches().and_then(read)
}

/// The name and version of the program.
const VERSION: &str = concat!("factline ", env!("CARGO_PKG_VERSION"));

/// Prints the version as clap does, without building the definition of the whole command line.
fn tell_version() -> ExitCode {
    // If the output is closed, the message cannot be printed.
    let _ = writeln!(io::stdout(), "{VERSION}");
    ExitCode::SUCCESS
}

/// Whether the command writes to a file (`-o FILE`) and not to standard output.
fn writes_file(matches: &ArgMatches) -> bool {
    if let Some((_, command)) = matches.subcommand() {
        return writes_file(command);
    }
    let file = matches.try_get_one::<PathBuf>("output").ok().flatten();
    file.is_some_and(|file| file != Path::new("-"))
}

/// Turns off transparent huge pages. The system clears a huge page before its first use, which costs a reading command
/// about 30 MB, and a third of a millisecond for the first one, and an import of a million facts 50 MB. With `no_thp`
/// in Cargo.toml, the allocator does not ask for them; this function is for systems that give them to every program.
fn keep_to_small_pages() {
    #[cfg(target_os = "linux")]
    // Fails on systems without this setting; then the command only needs more memory.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// The definition of the whole command line, for parsing, completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}

impl Command {
    fn run(self, context: &mut Context) -> Run {
        match self {
            Self::Init(command) => command.run(context),
            Self::Demo(command) => command.run(context),
            Self::Report(command) => command.run(context),
            Self::Place(command) => command.run(context),
            Self::Actor(command) => command.run(context),
            Self::Indicator(command) => command.run(context),
            Self::Add(command) => command.run(context),
            Self::Record(command) => command.run(context),
            Self::Sheet(command) => command.run(context),
            Self::Correct(command) => command.run(context),
            Self::Retract(command) => command.run(context),
            Self::Reinstate(command) => command.run(context),
            Self::Undo(command) => command.run(context),
            Self::Assess(command) => command.run(context),
            Self::Show(command) => command.run(context),
            Self::Table(command) => command.run(context),
            Self::Timeline(command) => command.run(context),
            Self::Brief(command) => command.run(context),
            Self::Compare(command) => command.run(context),
            Self::Gaps(command) => command.run(context),
            Self::Diff(command) => command.run(context),
            Self::Export(command) => command.run(context),
            Self::Import(command) => command.run(context),
            Self::Map(command) => command.run(context),
            Self::Log(command) => command.run(context),
            Self::Explain(command) => command.run(context),
            Self::Completions(completions) => completions.run(context, command()),
            Self::Man(man) => man.run(context, command()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_printed_as_clap_prints_it() {
        assert_eq!(command().render_version(), format!("{VERSION}\n"));
    }
}
