//! The command `factline map`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::remedies;
use crate::domain::when::Day;
use crate::import::{self, vocabulary};
use crate::language::dates::{self, Anchor};
use crate::language::{quantities, read_hours};
use crate::mapping::{self, Map, Vocabulary};
use crate::text::safe;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Maps, which say how to read other people's files: list, show, suggest
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline map suggest casualties.csv > casualties.toml
  factline import casualties.csv --map casualties.toml")]
pub(super) struct MapCommand {
    #[command(subcommand)]
    command: Which,
}

#[derive(Debug, Subcommand)]
enum Which {
    List(List),
    Show(Show),
    Suggest(Suggest),
}

/// List the built-in maps
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline map list")]
struct List {}

/// Print a built-in map as TOML, so that you can save and change it
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  factline map show ucdp-ged > ours.toml
  factline import events.csv --map ours.toml")]
struct Show {
    /// The name of the map
    name: String,
}

/// Write a first draft of a map for a file, from its header and a sample of its rows
#[derive(Debug, Args)]
#[command(after_help = "\
A draft that has WHAT?, PUBLISHER?, WHEN? or WHERE? needs these words from you; others can be used as they are. \
Its `#` \
lines give the reason for each line, the columns without a use, and what to check.

Example:
  factline map suggest casualties.csv > casualties.toml
  factline import casualties.csv --map casualties.toml --dry-run")]
struct Suggest {
    #[expect(clippy::doc_markdown, reason = "the words of the help text")]
    /// The file: CSV, TSV, Excel (.xlsx), JSON Lines or GeoJSON; - is standard input
    file: PathBuf,
    /// The sheet of a workbook to read [default: the only one that has rows]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

impl MapCommand {
    pub(super) fn run(self, context: &mut Context) -> Run {
        match self.command {
            Which::List(_) => list(context),
            Which::Suggest(suggest) => {
                let (file, indicators) = (&suggest.file, vocabulary::built_in()?);
                let reads = |words: &str| quantities::read(words).is_ok();
                let reads_time =
                    |words: &str| dates::read(words, &Anchor::on(Day::default())).is_ok();
                let words = remedies::remedies();
                let reads_hours = |words: &str| read_hours(words).is_some();
                let indicators = &indicators;
                let vocabulary = Vocabulary { indicators, words, reads, reads_time, reads_hours };
                let draft = if let Some(rows) = import::features(file)? {
                    mapping::suggest_for_features(rows.source(), &vocabulary)
                } else {
                    let table = import::any_table(file, suggest.sheet.as_deref())?;
                    table.notes().iter().for_each(|note| context.say_line(format!("note: {note}")));
                    mapping::suggest(table.source(), &vocabulary)
                }?;
                write!(context.out(), "{}", safe::data(&draft))?;
                Ok(Outcome::Done)
            }
            Which::Show(show) => {
                let map = Map::named(&show.name)?;
                write!(context.out(), "{}", safe::data(map.text()))?;
                Ok(Outcome::Done)
            }
        }
    }
}

/// The map of `--map`, with the columns of `--set` (`column=text`). Fails if the map is unknown or
/// wrong.
pub(super) fn chosen(name: &str, set: &[String]) -> anyhow::Result<Map> {
    let mut map = Map::named(name)?;
    for pair in set {
        let Some((column, text)) = pair.split_once('=') else {
            let what = format!("`--set {pair}`: a column and a text were expected");
            return Err(Failure::new(what).hint("as in: --set publisher=OCHA").into());
        };
        map.set(column.trim(), text.trim())?;
    }
    Ok(map)
}

fn list(context: &mut Context) -> Run {
    let maps = Map::built_in()?;
    let width = maps.iter().map(|map| map.name().len()).max().unwrap_or_default();
    for map in &maps {
        let (name, about) = (map.name(), map.about());
        writeln!(context.out(), "{name:width$}  {about}")?;
    }
    Ok(Outcome::Done)
}
