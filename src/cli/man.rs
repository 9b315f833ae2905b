//! The commands `factline completions` and `factline man`, whose output is generated from the
//! definition of the command line.

use super::context::Context;
use super::outcome::{Outcome, Run};
use anyhow::Context as _;
use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

/// Print the completions of a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline completions bash \\
    > ~/.local/share/bash-completion/completions/factline")]
pub(super) struct Completions {
    /// bash, elvish, fish, powershell or zsh
    shell: Shell,
}

/// Print the manual page, or write the pages of all commands to a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline man | man -l -
  factline man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder
    dir: Option<PathBuf>,
}

impl Completions {
    /// Prints the shell completions of the command line `whole`.
    pub(super) fn run(self, context: &mut Context, mut whole: clap::Command) -> Run {
        // The script is built in memory first, since the generator does not report a closed pipe.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut whole, "factline", &mut script);
        context.out().write_all(&script)?;
        Ok(Outcome::Done)
    }
}

impl Man {
    /// Prints the manual page of the command line `whole`, or writes the pages of all commands to a
    /// folder. Fails where the folder cannot be written.
    pub(super) fn run(self, context: &mut Context, whole: clap::Command) -> Run {
        let Some(dir) = self.dir else {
            clap_mangen::Man::new(whole).render(context.out())?;
            return Ok(Outcome::Done);
        };
        std::fs::create_dir_all(&dir)
            .with_context(|| format!("{}: cannot make the folder", dir.display()))?;
        clap_mangen::generate_to(whole, &dir)
            .with_context(|| format!("{}: cannot write the pages", dir.display()))?;
        context.say(format!("wrote the manual pages to {}", dir.display()));
        Ok(Outcome::Done)
    }
}
