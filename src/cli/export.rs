//! `factline export`

use super::context::Context;
use super::filter::FilterArgs;
use super::output::{to_file, unknown_ending};
use super::{Outcome, Run};
use crate::exchange::export;
use crate::render::safe;
use clap::{Args, ValueEnum};
use std::io;
use std::path::{Path, PathBuf};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// One row a fact, plain headers
    Csv,
}

/// Write facts for other programs: one row each, with ids, quotes and links
#[derive(Debug, Args)]
#[command(after_help = "\
One row a fact, with the columns of docs/data-model.md; importing it again adds nothing. The lists of
places, actors and reports go with it as CSV of their own: factline place list -o places.csv, and so
on; factline import reads them back. Text cells that a spreadsheet would take for a formula are
written with a leading ' (--raw leaves it out).

Example:
  factline export -o aleppo.csv
  factline export --place Aleppo --since 2016-10-01 > october.csv")]
pub(super) struct Export {
    #[command(flatten)]
    filter: FilterArgs,
    /// The form
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write cells as they are, also those that a spreadsheet takes for formulas
    #[arg(long)]
    raw: bool,
}

impl Export {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let store = context.open()?;
        let filter = self.filter.resolve(context, &store)?;
        let selection = store.select(&filter)?;
        let options = export::Options { raw: self.raw };
        let write = |out: &mut dyn io::Write| match self.form() {
            FormatName::Csv => export::csv(&selection, &options, out),
        };
        match self.output.as_deref().filter(|file| *file != Path::new("-")) {
            Some(file) => {
                let ending = file.extension().and_then(|ending| ending.to_str());
                if let Some(other) = ending.filter(|e| self.format.is_none() && *e != "csv") {
                    return Err(unknown_ending(other, ".csv"));
                }
                to_file(file, write)?;
                context.say(format!("wrote {} facts to {}", selection.facts.len(), file.display()));
            }
            None if context.writes_to_terminal() => {
                let mut bytes = Vec::new();
                write(&mut bytes)?;
                let text = String::from_utf8_lossy(&bytes);
                context.out().write_all(safe::terminal_block(&text).as_bytes())?;
            }
            None => write(context.out())?,
        }
        if selection.left_out > 0 {
            context.say(format!("{} more left out: raise --limit", selection.left_out));
        }
        Ok(Outcome::Done)
    }

    fn form(&self) -> FormatName {
        self.format.unwrap_or(FormatName::Csv)
    }
}
