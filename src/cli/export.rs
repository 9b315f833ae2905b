//! The command `factline export`.

use super::confidential;
use super::context::Context;
use super::error::{Failure, UNCOUNTED, plain};
use super::export_whole::{copy, is_folder, name_of, pack};
use super::filter::FilterArgs;
use super::formats::unknown_ending;
use super::outcome::{Outcome, Run};
use super::output::{not_on_terminal, to_file};
use crate::domain::filter::Filter;
use crate::export::{self, Options, xlsx};
use crate::render::TimelineJs;
use crate::store::{FactOrder, Store, Streamed};
use crate::text::counts::counted;
use crate::text::shown::Shown;
use crate::text::unfinished::Access;
use crate::view::facts::slide;
use crate::wire::Bundle;
use anyhow::Context as _;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The formats of an export, as `--format` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// One row for each fact, with plain headers
    Csv,
    /// CSV with a row of hashtags (Humanitarian Exchange Language)
    Hxl,
    /// Facts and all rows that they refer to, one JSON object a line
    Jsonl,
    /// A point for each fact whose place has coordinates
    Geojson,
    /// CSV files and texts with a description (Frictionless), a folder or a .zip
    Datapackage,
    /// A new Factline database
    Sqlite,
    /// The columns of the CSV, with types, compressed
    Parquet,
    /// A workbook for spreadsheets: facts, what they name, and how to read them
    Xlsx,
    /// Slides of a timeline on the web, one for each fact with a date
    Timelinejs,
}

/// Write facts to a file for other programs, in one of several formats
#[derive(Debug, Args)]
#[command(after_help = "\
csv, hxl, geojson, parquet, xlsx and timelinejs have the current facts. Facts that were replaced or retracted \
are left out, \
unless --retracted is given; geojson has only facts whose place has coordinates. jsonl, datapackage and sqlite \
have all facts, and the reports, places, actors and indicators that the facts name.

Every export but xlsx and timelinejs, which are for reading, can be imported again; importing it twice adds \
nothing.

The ending of FILE picks the format: .csv, .jsonl, .ndjson, .geojson, .zip (a data package), .db, \
.sqlite, .parquet or .xlsx. A FOLDER/ gets a data package.

In csv, hxl and datapackage, a text that a spreadsheet would run as a formula gets a leading ', which import \
removes again. docs/formats.md describes each format.

Example:
  factline export -o aleppo.csv
  factline export --place Aleppo --since 2016-10-01 > october.csv
  factline export --format hxl --excel -o aleppo.hxl.csv
  factline export --format jsonl --with-texts | gzip > all.jsonl.gz
  factline export -o aleppo/ --format datapackage")]
pub(super) struct Export {
    #[command(flatten)]
    filter: FilterArgs,
    /// The format [default: csv, or the ending of FILE]
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write cells as they are, also those that a spreadsheet takes for formulas (csv, hxl)
    #[arg(long)]
    raw: bool,
    /// Begin with a byte order mark, by which Excel knows UTF-8 (csv, hxl)
    #[arg(long)]
    excel: bool,
    /// With the captured texts of the reports (jsonl; a data package and a database have them)
    #[arg(long)]
    with_texts: bool,
}

impl Export {
    pub(super) fn run(self, context: &mut Context) -> Run {
        let form = self.form()?;
        self.check(context, form)?;
        let store = context.open()?;
        let filter = self.filter.resolve(context, &store)?;
        match form {
            FormatName::Csv | FormatName::Hxl | FormatName::Geojson | FormatName::Parquet => {
                self.write_facts(context, &store, &filter, form)?;
            }
            FormatName::Xlsx => self.write_workbook(context, &store, &filter)?,
            FormatName::Timelinejs => self.write_slides(context, &store, &filter)?,
            FormatName::Jsonl | FormatName::Datapackage | FormatName::Sqlite => {
                self.write_all(context, &store, &filter, form)?;
            }
        }
        Ok(Outcome::Done)
    }

    /// The file to write to; `None` for standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// The format of `--format`, or else that of the file's ending. Fails if the ending is unknown.
    fn form(&self) -> anyhow::Result<FormatName> {
        let (Some(file), None) = (self.file(), self.format) else {
            return Ok(self.format.unwrap_or(FormatName::Csv));
        };
        if is_folder(file) {
            return Ok(FormatName::Datapackage);
        }
        let ending = file.extension().and_then(|ending| ending.to_str());
        Ok(match ending.map(str::to_lowercase).as_deref() {
            None | Some("csv") => FormatName::Csv,
            Some("jsonl" | "ndjson") => FormatName::Jsonl,
            Some("geojson") => FormatName::Geojson,
            Some("zip") => FormatName::Datapackage,
            Some("db" | "sqlite" | "sqlite3") => FormatName::Sqlite,
            Some("parquet") => FormatName::Parquet,
            Some("xlsx") => FormatName::Xlsx,
            Some(other) => {
                let known = ".csv, .jsonl, .ndjson, .geojson, .zip, .db, .sqlite, .parquet, .xlsx \
                             and a FOLDER/";
                return Err(unknown_ending(other, known));
            }
        })
    }

    /// Refuses options that do not apply to the format.
    fn check(&self, context: &Context, form: FormatName) -> anyhow::Result<()> {
        let is_rows = matches!(form, FormatName::Csv | FormatName::Hxl);
        let name = form.to_possible_value().map(|name| name.get_name().to_owned());
        let name = name.unwrap_or_default();
        let useless = [
            ("--raw", self.raw && !is_rows, "it is for csv and hxl"),
            ("--excel", self.excel && !is_rows, "it is for csv and hxl"),
            ("--with-texts", self.with_texts && form != FormatName::Jsonl, "it is for jsonl"),
        ];
        if let Some((option, _, why)) = useless.into_iter().find(|(_, is_wrong, _)| *is_wrong) {
            return Err(Failure::new(format!("{option} with `{name}`: {why}")).into());
        }
        let is_of_bytes = matches!(form, FormatName::Parquet | FormatName::Xlsx);
        if is_of_bytes && self.file().is_none() && context.writes_to_terminal() {
            return Err(not_on_terminal(&name));
        }
        let needs_file = matches!(form, FormatName::Datapackage | FormatName::Sqlite);
        if needs_file && self.file().is_none() {
            let what = format!("--format {name}: it cannot be written to a terminal or a pipe");
            return Err(Failure::new(what).hint("-o FILE says where to write it").into());
        }
        Ok(())
    }

    /// Writes a format that has only facts. Retracted and replaced facts are left out unless the filter
    /// includes them.
    fn write_facts(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
        form: FormatName,
    ) -> anyhow::Result<()> {
        let options = Options { raw: self.raw, excel: self.excel };
        let (mut streamed, mut without) = (Streamed::default(), 0);
        self.put(context, |out| {
            streamed = match form {
                FormatName::Csv => export::csv(store, filter, &options, out),
                FormatName::Hxl => export::hxl(store, filter, &options, out),
                FormatName::Geojson => export::geojson(store, filter, out).map(|points| {
                    without = points.without;
                    points.streamed
                }),
                _ => {
                    return super::parquet::write(store, filter, out).map(|facts| streamed = facts);
                }
            }
            .map_err(plain)?;
            Ok(())
        })?;
        self.tell(context, streamed.facts - without, streamed.left_out);
        if without > 0 {
            context.say(match without {
                1 => "1 fact left out: its place has no coordinates".to_owned(),
                many => format!("{many} facts left out: their places have no coordinates"),
            });
        }
        tell_withdrawn(context, store, filter).context(UNCOUNTED)?;
        confidential::tell_facts(context, store, filter).context(UNCOUNTED)
    }

    /// Writes a workbook. Retracted and replaced facts are left out unless the filter includes them.
    fn write_workbook(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
    ) -> anyhow::Result<()> {
        let mut written = xlsx::Written::default();
        store.in_one_state(|| {
            let bundle = Bundle::of_current(store, filter)?;
            let about = xlsx::About {
                title: format!("Facts from {}", name_of(store)),
                asked: self.filter.in_words(),
                state: newest(store)?,
                withdrawn: store.withdrawn(filter)?,
            };
            self.put(context, |out| {
                written = export::xlsx::write(&bundle, store, &about, out).map_err(plain)?;
                Ok(())
            })
        })?;
        self.tell(context, written.streamed.facts, written.streamed.left_out);
        if written.shortened.cut > 0 {
            let texts = counted(written.shortened.cut, "text is cut", "texts are cut");
            context
                .insist(format!("{texts} to the 32,767 characters of a cell: csv has them whole"));
        }
        if written.shortened.unlinked > 0 {
            let links = counted(written.shortened.unlinked, "address is", "addresses are");
            context.say(format!("{links} plain text: a sheet has at most 65,530 links"));
        }
        tell_withdrawn(context, store, filter).context(UNCOUNTED)?;
        confidential::tell_records(context, store, filter, Bundle::is_whole(filter))
            .context(UNCOUNTED)
    }

    /// Writes slides. Facts without a date are left out, and counted.
    fn write_slides(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
    ) -> anyhow::Result<()> {
        let (streamed, undated) =
            store.in_one_state(|| self.write_each_slide(context, store, filter))?;
        self.tell(context, streamed.facts - undated, streamed.left_out);
        if undated > 0 {
            let (facts, why) =
                if undated == 1 { ("fact", "it has") } else { ("facts", "they have") };
            context.say(format!("{undated} {facts} left out: {why} no date"));
        }
        tell_withdrawn(context, store, filter).context(UNCOUNTED)?;
        confidential::tell_facts(context, store, filter).context(UNCOUNTED)
    }

    /// Writes slides; returns how many facts were read, and how many of them have no date.
    fn write_each_slide(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
    ) -> anyhow::Result<(Streamed, usize)> {
        let (mut streamed, mut undated) = (Streamed::default(), 0);
        let newest = newest(store)?.map(|(changeset, _)| format!("as of changeset {changeset}"));
        let asked = Some(self.filter.in_words()).filter(|asked| !asked.is_empty());
        self.put(context, |out| {
            let mut slides = TimelineJs::new(out)?;
            let mut named = store.rows_of_facts(filter);
            streamed = store.stream(filter, FactOrder::Time, |fact| {
                let recorded = named.read(fact)?;
                match slide(named.rows(), &recorded) {
                    Some(slide) => slides.slide(&slide)?,
                    None => undated += 1,
                }
                Ok::<_, anyhow::Error>(())
            })?;
            let facts = counted(streamed.facts - undated, "fact", "facts");
            let notes = [Some(facts), asked, newest];
            let notes: Vec<String> = notes.into_iter().flatten().collect();
            Ok(slides.finish(&format!("Facts from {}", name_of(store)), &notes)?)
        })?;
        Ok((streamed, undated))
    }

    /// Writes a lossless format: facts with all rows that they refer to, including replaced and
    /// retracted ones.
    fn write_all(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
        form: FormatName,
    ) -> anyhow::Result<()> {
        let (streamed, texts) = match (form, self.file()) {
            (FormatName::Sqlite, Some(file)) => (copy(context, store, filter, file)?, 0),
            _ => store.in_one_state(|| self.write_bundle(context, store, filter, form))?,
        };
        self.tell(context, streamed.facts, streamed.left_out);
        if form == FormatName::Jsonl && !self.with_texts && texts > 0 {
            let reports = counted(texts, "report", "reports");
            context.say(format!("the texts of {reports} left out: --with-texts includes them"));
        }
        let is_whole = Bundle::is_whole(filter);
        if form == FormatName::Sqlite && is_whole && store.hides_reports() {
            context.say(
                "the copy is one changeset of its own: the digests of the changesets that were \
                 recorded cannot be checked in it",
            );
        }
        confidential::tell_records(context, store, filter, is_whole).context(UNCOUNTED)
    }

    /// Writes JSON Lines or a data package. Also returns how many of the reports have a text.
    fn write_bundle(
        &self,
        context: &mut Context,
        store: &Store,
        filter: &Filter,
        form: FormatName,
    ) -> anyhow::Result<(Streamed, usize)> {
        let bundle = Bundle::of(store, filter)?;
        let mut streamed = Streamed::default();
        if let Some(file) = self.file().filter(|_| form == FormatName::Datapackage) {
            streamed = pack(context, store, &bundle, file)?;
        } else {
            self.put(context, |out| {
                streamed = export::jsonl(&bundle, store, self.with_texts, out).map_err(plain)?;
                Ok(())
            })?;
        }
        Ok((streamed, bundle.texts()))
    }

    /// Calls `write` with the output: a file, a terminal (escaped), or a pipe.
    fn put(
        &self,
        context: &mut Context,
        write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        match self.file() {
            Some(file) if self.with_texts => to_file(file, Access::Private, write),
            Some(file) => to_file(file, context.access(), write),
            None if context.writes_to_terminal() => {
                let mut shown = Shown::on(context.out());
                write(&mut shown)?;
                Ok(shown.flush()?)
            }
            None => write(context.out()),
        }
    }

    /// Notes how many facts were written to the file, and how many the limit left out.
    fn tell(&self, context: &Context, facts: usize, left_out: usize) {
        if let Some(file) = self.file() {
            context.say(format!("wrote {} to {}", counted(facts, "fact", "facts"), file.display()));
        }
        if left_out > 0 {
            context.say(format!("{left_out} more left out: raise --limit"));
        }
    }
}

/// The newest changeset, shortened, and when it was recorded; `None` if there is none.
fn newest(store: &Store) -> anyhow::Result<Option<(String, DateTime<Utc>)>> {
    let newest = store.newest_changesets(1)?;
    Ok(newest.first().and_then(|changeset| {
        let at = DateTime::parse_from_rfc3339(&changeset.recorder.at).ok()?.to_utc();
        Some((changeset.uid.short(), at))
    }))
}

/// Notes how many facts were left out because they are replaced or retracted.
fn tell_withdrawn(context: &Context, store: &Store, filter: &Filter) -> anyhow::Result<()> {
    let withdrawn = store.withdrawn(filter)?;
    if withdrawn > 0 {
        let (facts, they_were, them) =
            if withdrawn == 1 { ("fact", "it was", "it") } else { ("facts", "they were", "them") };
        context.say(format!(
            "{withdrawn} {facts} left out because {they_were} replaced or retracted: --retracted \
             includes {them}"
        ));
    }
    Ok(())
}
