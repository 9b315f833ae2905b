//! The command `factline man`, whose output is generated from the definition of the command line.

use super::context::Context;
use super::outcome::{Outcome, Run};
use anyhow::Context as _;
use clap::Args;
use clap_mangen::roff::{Roff, roman};
use std::io;
use std::path::{Path, PathBuf};

/// Print the manual page, or write the pages of all commands to a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline man | man -l -
  factline man ~/.local/share/man/man1")]
pub(super) struct Man {
    /// The folder for the pages
    dir: Option<PathBuf>,
}

impl Man {
    /// Prints the manual page of the command line `whole`, or writes the pages of all commands to a
    /// folder. Fails if the folder cannot be written.
    pub(super) fn run(self, context: &mut Context, whole: clap::Command) -> Run {
        let mut whole = whole.disable_help_subcommand(true);
        whole.build();
        let Some(dir) = self.dir else {
            context.out().write_all(&page(&whole)?)?;
            return Ok(Outcome::Done);
        };
        std::fs::create_dir_all(&dir)
            .with_context(|| format!("{}: cannot make the folder", dir.display()))?;
        write_pages(&whole, &dir)
            .with_context(|| format!("{}: cannot write the pages", dir.display()))?;
        context.say(format!("wrote the manual pages to {}", dir.display()));
        Ok(Outcome::Done)
    }
}

/// Writes the pages of a command and of all commands below it.
fn write_pages(command: &clap::Command, dir: &Path) -> io::Result<()> {
    for below in command.get_subcommands() {
        write_pages(below, dir)?;
    }
    std::fs::write(dir.join(Man::of(command).get_filename()), page(command)?)
}

impl Man {
    fn of(command: &clap::Command) -> clap_mangen::Man {
        clap_mangen::Man::new(command.clone())
            .source(concat!("factline ", env!("CARGO_PKG_VERSION")))
    }
}

/// The page of a command. The text under its options becomes the description and the examples, and
/// tables in that text keep their lines.
fn page(command: &clap::Command) -> io::Result<Vec<u8>> {
    let (parts, mut out) = (Man::of(command), Vec::new());
    parts.render_title(&mut out)?;
    parts.render_name_section(&mut out)?;
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(str::trim_start);
    section("SYNOPSIS", |roff| verbatim(roff, usage)).to_writer(&mut out)?;
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (text, examples) = after.split_once("Example:\n").unwrap_or((&after, ""));
    if !text.trim().is_empty() {
        section("DESCRIPTION", |roff| {
            text.trim().split("\n\n").for_each(|part| paragraph(roff, part));
        })
        .to_writer(&mut out)?;
    }
    if command.has_subcommands() {
        parts.render_subcommands_section(&mut out)?;
    }
    parts.render_options_section(&mut out)?;
    if !examples.is_empty() {
        section("EXAMPLES", |roff| verbatim(roff, examples.lines().map(unindented)))
            .to_writer(&mut out)?;
    }
    Ok(out)
}

fn section(heading: &str, fill: impl FnOnce(&mut Roff)) -> Roff {
    let mut roff = Roff::default();
    roff.control("SH", [heading]);
    fill(&mut roff);
    roff
}

/// A paragraph of the help: filled, except for its indented lines.
fn paragraph(roff: &mut Roff, text: &str) {
    roff.control("PP", []);
    let (table, lines): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with("  "));
    for line in lines {
        roff.text([roman(line)]);
    }
    if !table.is_empty() {
        verbatim(roff, table.into_iter());
    }
}

/// Lines that keep their line breaks.
fn verbatim<'a>(roff: &mut Roff, lines: impl Iterator<Item = &'a str>) {
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

/// A line without the two spaces by which the help indents it.
fn unindented(line: &str) -> &str {
    line.strip_prefix("  ").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    /// How far manual pages indent their text.
    const INDENT: usize = 7;

    fn each(of: &clap::Command, check: &mut impl FnMut(&clap::Command)) {
        check(of);
        of.get_subcommands().for_each(|below| each(below, check));
    }

    fn whole() -> clap::Command {
        let mut whole = command().term_width(80).disable_help_subcommand(true);
        whole.build();
        whole
    }

    #[test]
    fn help_and_manual_pages_fit_into_80_columns() {
        each(&whole(), &mut |command| {
            let mut command = command.clone();
            for help in [command.render_long_help(), command.render_help()] {
                for line in help.to_string().lines() {
                    assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
                }
            }
            let page = String::from_utf8(page(&command).unwrap()).unwrap();
            let mut is_filled = true;
            for line in page.lines() {
                is_filled = line == ".fi" || is_filled && line != ".nf";
                let escaped = [("\\-", "-"), ("\\&", ""), ("\\*(Aq", "'"), ("\\\\", "\\")];
                let line = escaped.iter().fold(line.to_owned(), |line, (a, b)| line.replace(a, b));
                assert!(is_filled || line.chars().count() + INDENT <= 80, "{line}");
            }
        });
    }

    #[test]
    fn a_page_has_its_description_and_examples() {
        let page = String::from_utf8(page(whole().find_subcommand("assess").unwrap()).unwrap());
        let page = page.unwrap();
        for part in [
            ".SH SYNOPSIS\n.nf\nfactline assess [OPTIONS]",
            ".SH DESCRIPTION\n.PP\nThe grades",
            "\n.nf\n  A reliable              1 confirmed",
            ".SH EXAMPLES\n.nf\nfactline assess",
        ] {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
    }
}
