//! The command `factline import`.

use super::context::Context;
use super::error::Failure;
use super::outcome::{Outcome, Run};
use super::{progress, readings, rejects, remedies, updates};
use crate::domain::changeset::Recorder;
use crate::import::{self, Format, Input, Options, Rejected, SheetReader, Summary};
use crate::store::Writer;
use crate::text::counts::counted;
use crate::text::safe;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The formats of a file to import, as `--format` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// CSV or TSV with the columns of factline
    Csv,
    /// CSV with a row of hashtags
    Hxl,
    /// JSON Lines: one object a line
    Jsonl,
    /// Points with properties
    Geojson,
    /// A folder, its datapackage.json, or a zip
    Datapackage,
    /// A database of Factline
    Sqlite,
    /// Typed columns, if they are built in
    Parquet,
    /// A workbook of Excel, of which one sheet is read
    Xlsx,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv | FormatName::Hxl => Self::Csv,
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Geojson => Self::Geojson,
            FormatName::Datapackage => Self::Datapackage,
            FormatName::Sqlite => Self::Sqlite,
            FormatName::Parquet => Self::Parquet,
            FormatName::Xlsx => Self::Workbook,
        }
    }
}

/// Import facts, reports, places, actors or indicators from files
#[derive(Debug, Args)]
#[command(after_help = "\
Reads CSV, TSV, a sheet of Excel (.xlsx), JSON Lines, GeoJSON, a data package or a database. Good rows \
are recorded; bad rows are refused and listed (exit code 3). All files together are one changeset. \
Importing the same file again adds nothing. At the end, the import lists how it read words, doubtful readings \
first.

Columns of facts, in any order (a file may also have the other columns of an export):
  indicator      needed: what is measured or happened
  place_name     needed: where it happened; or place_key
  publisher, report_title, report_date
                 needed: the report; or report_key or report_url of a
                 recorded report
  value_best     the figure in digits; value_low and value_high are
                 its bounds; or value_as_stated in words: `at least 300`
  status         planned, under-way, ended …
  when_edtf      2016-10, 2016-10-20, 2016-10-17/2016-10-20; or
                 when_as_stated in words: `on Friday`
  source_row_id  the publisher's own id of the row
  out_of, per    the whole of a part; the unit of time of a rate (day)
  time_of_day    a time or hours of a day: 09:00/14:00
  claimant, scope, stance, quote, report_url, comment …
                 if the report states them

`factline indicator list` shows the indicators. A fact needs a value, a status or a when. A stock without a \
when counts as of the publication date. Everything else needs a when, unless it is planned, refused, postponed or \
cancelled.

If a column above is missing, a column with one of these names is read instead: what, measure, type (indicator); \
place, where, location, town, city, site (place_name); n, number, count, total, value, figure, how many \
(value_as_stated); date, day, as of (when_edtf); when (when_as_stated); who, by (claimant); source, outlet, \
reported by (publisher); title, headline (report_title); published (report_date); url, link (report_url); \
note (comment). There may be a title above the names. A list of auto-archiver (link, archive status, archive \
location, \
upload title, upload timestamp …) is recognized by its columns: each archived link becomes a report. Other \
tables are read through a map: `factline map suggest FILE` drafts one.

Example:
  factline import --template > facts.csv
  factline import aleppo.csv --dry-run --readings readings.csv
  factline import actors.csv places.csv reports.csv facts.csv
  factline import aleppo.csv.gz --create --rejects refused.csv
  factline import archived.csv --publisher VOA --dry-run
  factline import events.csv --map ucdp-ged --create")]
pub(super) struct Import {
    /// The files to read (- for standard input)
    #[arg(required_unless_present = "template")]
    file: Vec<PathBuf>,
    /// Print a CSV of facts to fill in, with two example rows
    #[arg(long, conflicts_with_all = ["file", "format", "dry_run", "create", "publisher", "strict", "rejects", "readings", "map", "sheet"])]
    template: bool,
    /// The format of the files [default: known from their names and first bytes]
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// The sheet of a workbook to read [default: the one whose header is known]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Show what would happen, and record nothing
    #[arg(long)]
    dry_run: bool,
    /// Add the places and actors that rows name and that are not recorded
    #[arg(long)]
    create: bool,
    /// Who published the links of an archiver's list that name no publisher [default: the actor that has
    /// the name of the link's host]
    #[arg(long, value_name = "ACTOR")]
    publisher: Option<String>,
    /// Record nothing if a row is refused
    #[arg(long)]
    strict: bool,
    /// Write refused rows and the reasons to FILE as CSV, so that you can correct and import them
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Write to FILE, as CSV, how the words of values and times were read
    #[arg(long, value_name = "FILE")]
    readings: Option<PathBuf>,
    /// Read other people's files through a map: the name of a built-in map, or a TOML file
    #[arg(long, value_name = "MAP")]
    map: Option<String>,
    /// With --map: give a column of factline the same text in every row
    #[arg(long, value_name = "COLUMN=TEXT", requires = "map")]
    set: Vec<String>,
}

/// A CSV of facts with two rows as an example.
const TEMPLATE: &str = "\
indicator,place_name,value_best,value_as_stated,status,when_edtf,claimant,publisher,report_title,report_date,report_url,quote,out_of,per,time_of_day
killed,Example Town,12,,,2016-10-20,Example Monitor,Example News,Twelve killed in Example Town,2016-10-21,https://example.org/1,,,,
displaced,Example Town,,at least 300,,2016-10-17/2016-10-20,,Example News,Twelve killed in Example Town,2016-10-21,https://example.org/1,\"At least 300 people have fled, they said.\",,,
";

/// At most this many refused rows are printed; the rest are counted.
const LISTED: usize = 20;

impl Import {
    /// The files given on the command line.
    pub(super) fn files(&self) -> &[PathBuf] {
        &self.file
    }

    /// The inputs in the files (a data package has several), read through `--map` if one is given. Fails if a file or
    /// the map cannot be read.
    fn sources(&self) -> anyhow::Result<Vec<Input>> {
        let map = self.map.as_ref().map(|map| super::map::chosen(map, &self.set)).transpose()?;
        let sheet = self.sheet.as_deref();
        let sheet = SheetReader { sheet, map: map.as_ref(), is_any_table: false };
        let mut sources = Vec::new();
        for file in &self.file {
            sources.extend(import::sources_of(file, self.format.map(Format::from), &sheet)?);
        }
        let Some(map) = &map else { return Ok(sources) };
        Ok(sources.into_iter().map(|source| source.through(map.clone())).collect())
    }

    pub(super) fn run(self, context: &mut Context) -> Run {
        if self.template {
            write!(context.out(), "{TEMPLATE}")?;
            return Ok(Outcome::Done);
        }
        let recorder = context.recorder()?;
        if let Some(rejects) = &self.rejects {
            rejects::spare_others("--rejects", rejects, &self.file, self.map.as_deref())?;
        }
        if let Some(readings) = &self.readings {
            rejects::spare_others("--readings", readings, &self.file, self.map.as_deref())?;
            rejects::spare_rejects(readings, self.rejects.as_deref())?;
        }
        let sources = self.sources()?;
        let mut store = context.open_to_record()?;
        let may_be_many = import::may_be_many(&sources);
        let mut writer = if may_be_many { store.begin_many()? } else { store.begin()? };
        let progress = progress::Bar::on(context);
        let options = Options {
            create: self.create,
            publisher: self.publisher.clone(),
            captured_at: recorder.at.clone(),
            rejects: self.rejects,
            watch: progress.as_ref().map(progress::Bar::watch),
            remedies: remedies::remedies(),
        };
        let summary = import::import(&sources, &mut writer, &options)?;
        if let Some(bar) = &progress {
            bar.settle();
        }
        if let Some(file) = &self.readings {
            readings::write(context, &summary.words_read, file)?;
        }
        let end = match (self.dry_run, self.strict) {
            (true, _) => End::DryRun,
            (false, true) => End::AllOrNothing,
            (false, false) => End::Record,
        };
        let outcome = finish(context, writer, &recorder, &summary, end);
        drop(progress);
        if store.has_log() {
            let file = store.path().display();
            context.say(format!(
                "note: `{file}-wal` is a part of `{file}` until the programs that read it now have ended"
            ));
        }
        if outcome.is_ok() {
            readings::tell(context, &summary.words_read, self.readings.is_some());
        }
        outcome
    }
}

/// Whether the rows that were read are recorded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Record the rows.
    Record,
    /// Record the rows if none was refused.
    AllOrNothing,
    /// Record nothing.
    DryRun,
}

/// Commits the rows, or drops them, and prints the summary. Returns [`Outcome::LookAt`] if a row
/// was refused; fails if that stops all rows ([`End::AllOrNothing`]), or the database fails.
pub(super) fn finish(
    context: &mut Context,
    mut writer: Writer<'_>,
    recorder: &Recorder,
    summary: &Summary,
    end: End,
) -> Run {
    let refused = summary.refused_rows;
    let is_nothing = end == End::AllOrNothing && refused > 0;
    let mut used = None;
    if end == End::DryRun || is_nothing {
        drop(writer);
    } else {
        used = summary.newest_report.as_deref();
        used.map_or(Ok(()), |report| writer.use_report(&recorder.by, report))?;
        context.commit(writer, recorder, "the rows that were not refused")?;
    }
    if end == End::DryRun {
        context.say("dry run: nothing is recorded");
    }
    tell_refusals(context, summary);
    if is_nothing {
        let rows = counted(refused, "row is", "rows are");
        let what = format!("import: {rows} refused, so nothing was recorded");
        return Err(Failure::new(what).hint("correct them, or leave out --strict").into());
    }
    for note in &summary.notes {
        context.say_line(format!("note: {note}"));
    }
    updates::tell(context, summary);
    if let Some(report) = used {
        context.say(format!("note: `add` uses report `{report}` next, the newest of this import"));
    }
    let lines = match end {
        _ if context.is_quiet() => summary.counts(),
        End::DryRun => summary.dry_lines(),
        End::Record | End::AllOrNothing => summary.lines(),
    };
    for line in lines {
        writeln!(context.out(), "{}", safe::terminal(&line))?;
    }
    let is_clear = refused == 0 && !summary.rows_fell_together;
    Ok(if is_clear { Outcome::Done } else { Outcome::LookAt })
}

/// Prints the first refusals, and where to find the others.
fn tell_refusals(context: &mut Context, summary: &Summary) {
    let refusals = summary.refusals();
    for refused in refusals.iter().take(LISTED) {
        context.say_line(refused);
    }
    let told = refusals.len().min(LISTED);
    let is_complete = !summary.has_more_refusals();
    match refusals.len() - told {
        0 if is_complete => {}
        0 => context.say("… and more"),
        more if is_complete => context.say(format!("… and {more} more like these")),
        more => context.say(format!("… and more than {more} more like these")),
    }
    for Rejected { file, rows } in &summary.rejected {
        let rows = counted(*rows, "refused row", "refused rows");
        context.say(format!("wrote {rows} to {}", file.display()));
    }
}
