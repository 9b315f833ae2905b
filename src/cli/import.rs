//! `factline import`

use super::context::Context;
use super::{Outcome, Run};
use crate::domain::changeset::Recorder;
use crate::exchange::import::{self, Format, ImportError, Options, Source, Summary};
use crate::render::safe;
use crate::store::Writer;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The form of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// Rows with our column names
    Csv,
    /// The same with a row of hashtags
    Hxl,
    /// One object a line
    Jsonl,
    /// Points with properties
    Geojson,
    /// A folder, its datapackage.json, or a zip
    Datapackage,
    /// A database of Factline
    Sqlite,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv | FormatName::Hxl => Self::Csv,
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Geojson => Self::Geojson,
            FormatName::Datapackage => Self::Datapackage,
            FormatName::Sqlite => Self::Sqlite,
        }
    }
}

/// Read rows in: facts, reports, places, actors or indicators, by the header of each file
#[derive(Debug, Args)]
#[command(after_help = "\
Bad rows are listed and refused, the good ones go in (exit code 3). All files together are one
changeset. Importing the same file again adds nothing.

Example:
  factline import aleppo.csv --dry-run
  factline import actors.csv places.csv reports.csv facts.csv
  factline import aleppo.csv --create
  factline import events.csv --map ucdp-ged --create")]
pub(super) struct Import {
    /// The files
    #[arg(required = true)]
    file: Vec<PathBuf>,
    /// The form [default: what the names and first bytes of the files say]
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Say what would happen, and record nothing
    #[arg(long)]
    dry_run: bool,
    /// Make the places and actors that rows name and that are not there
    #[arg(long)]
    create: bool,
    /// Read somebody else's files through a map: a built-in one by name, or a TOML file
    #[arg(long, value_name = "MAP")]
    map: Option<String>,
    /// With --map: what stands in one of our columns in every row
    #[arg(long, value_name = "COLUMN=TEXT", requires = "map")]
    set: Vec<String>,
}

/// Refused rows that are listed; more are counted.
const LISTED: usize = 20;

impl Import {
    /// The files, and those that they hold.
    fn sources(&self) -> Result<Vec<Source>, ImportError> {
        let mut sources = Vec::new();
        for file in &self.file {
            sources.extend(import::sources(file, self.format.map(Format::from))?);
        }
        Ok(sources)
    }

    pub(super) fn run(self, context: &mut Context) -> Run {
        let recorder = context.recorder()?;
        let mut sources = self.sources()?;
        if let Some(map) = &self.map {
            let map = super::map::chosen(map, &self.set)?;
            sources = sources.into_iter().map(|source| source.through(map.clone())).collect();
        }
        let mut store = context.open()?;
        let mut writer = store.begin()?;
        let options = Options { create: self.create, captured_at: recorder.at.clone() };
        let summary = import::import(&sources, &mut writer, &options)?;
        finish(context, writer, &recorder, &summary, self.dry_run)
    }
}

/// Records what was read, or nothing on a dry run, and tells the sum of it.
pub(super) fn finish(
    context: &mut Context,
    writer: Writer<'_>,
    recorder: &Recorder,
    summary: &Summary,
    dry_run: bool,
) -> Run {
    if dry_run {
        drop(writer);
        context.say("dry run: nothing is recorded");
    } else {
        writer.commit(recorder)?;
    }
    let refusals = summary.refusals();
    for refused in refusals.iter().take(LISTED) {
        context.say(refused);
    }
    if refusals.len() > LISTED {
        context.say(format!("… and {} more like these", refusals.len() - LISTED));
    }
    for note in &summary.notes {
        context.say(format!("note: {note}"));
    }
    let lines = if dry_run { summary.dry_lines() } else { summary.lines() };
    for line in lines {
        writeln!(context.out(), "{}", safe::terminal(&line))?;
    }
    Ok(if summary.refused.is_empty() { Outcome::Done } else { Outcome::LookAt })
}
