//! Where a listing goes and in which form.

use super::context::Context;
use super::error::Failure;
use crate::export::package;
use crate::format::datapackage::description;
use crate::render::{Format, Style};
use crate::text::files::{self, is_special};
use crate::text::shown::open_special;
use crate::text::unfinished::{Access, UnfinishedFile, target_of};
use crate::text::unfinished_folder::UnfinishedFolder;
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Facts or rows that text shows at most unless `--limit` says otherwise; other forms have all of
/// them.
pub(super) const MOST_ON_PAGE: usize = 5_000;

/// The form of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For people
    Text,
    /// The printed grid, as CSV
    Csv,
    /// Records with typed values
    Json,
    /// The same, each record on a line of its own
    Jsonl,
    /// A table for a document
    Markdown,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
            FormatName::Jsonl => Self::JsonLines,
            FormatName::Markdown => Self::Markdown,
        }
    }
}

/// The output options of every listing.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// The form of the output [default: text, or what FILE ends in]
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<FormatName>,
    /// Write to FILE (.csv, .json, .jsonl, .md or .txt picks the form) instead of the terminal
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    #[expect(clippy::struct_field_names, reason = "the field is the name of the option")]
    output: Option<PathBuf>,
    /// Use ASCII marks and borders only
    #[arg(long, help_heading = "Output")]
    ascii: bool,
}

impl Output {
    /// The form asked for, or the one that the file's ending says.
    pub(super) fn format(&self) -> anyhow::Result<Format> {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        Ok(match (self.format, ending) {
            (Some(name), _) => name.into(),
            (None, Some("csv")) => Format::Csv,
            (None, Some("json")) => Format::Json,
            (None, Some("jsonl" | "ndjson")) => Format::JsonLines,
            (None, Some("md" | "markdown")) => Format::Markdown,
            (None, None | Some("txt" | "text")) => Format::Text,
            (None, Some(other)) => {
                return Err(unknown_ending(other, ".csv, .json, .jsonl, .md and .txt"));
            }
        })
    }

    /// Writes with `render` to where the output goes.
    pub(super) fn write(
        &self,
        context: &mut Context,
        render: impl FnOnce(Format, &Style, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.write_read(context, |format, style, out| Ok(render(format, style, out)?))
    }

    /// Writes with `render`, which reads what it writes.
    pub(super) fn write_read(
        &self,
        context: &mut Context,
        render: impl FnOnce(Format, &Style, &mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut style = context.style();
        style.ascii |= self.ascii;
        let format = self.format()?;
        match self.output.as_deref().filter(|file| *file != Path::new("-")) {
            None => render(format, &style, context.out()),
            Some(file) => {
                let plain = Style { colour: false, links: false, ..style };
                to_file(file, Access::Shared, |out| render(format, &plain, out))
            }
        }
    }
}

/// A file whose ending says nothing of its form.
pub(super) fn unknown_ending(ending: &str, known: &str) -> anyhow::Error {
    let what = format!("-o: `.{ending}` is no ending that picks a form: {known} do");
    Failure::new(what).hint("--format says it whatever the ending").into()
}

/// Writes a file whole or not at all: under another name first, then in its place. A device or a
/// pipe is written as it is, but that a terminal gets escaped text.
pub(super) fn to_file(
    file: &Path,
    access: Access,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let what = || format!("{}: cannot write", file.display());
    spare_databases("-o", file)?;
    if is_special(file) || file.is_dir() {
        let mut out = BufWriter::new(open_special(file).with_context(what)?);
        return write(&mut out).and_then(|()| Ok(out.flush()?)).map_err(|why| of_file(file, why));
    }
    check_folder(file)?;
    let mut out = BufWriter::new(UnfinishedFile::of(file, access).with_context(what)?);
    write(&mut out).map_err(|why| of_file(file, why))?;
    let done = out.into_inner().map_err(io::IntoInnerError::into_error).with_context(what)?;
    done.put().with_context(what)
}

/// Refuses a file whose folder is not there.
fn check_folder(file: &Path) -> anyhow::Result<()> {
    let target = target_of(file).with_context(|| format!("{}: cannot write", file.display()))?;
    folder_of(&target).map(drop)
}

/// Says which file could not be written, where the system is to blame.
fn of_file(file: &Path, why: anyhow::Error) -> anyhow::Error {
    if why.is::<io::Error>() {
        why.context(format!("{}: cannot write", file.display()))
    } else {
        why
    }
}

/// The folder that a file is to lie in, which must be there.
fn folder_of(file: &Path) -> anyhow::Result<&Path> {
    let folder = files::folder_of(file);
    if folder.is_dir() {
        return Ok(folder);
    }
    let missing = format!("{}: there is no folder `{}`", file.display(), folder.display());
    Err(Failure::new(missing).into())
}

/// Refuses to write over a database; `option` is the one that names the file.
pub(super) fn spare_databases(option: &str, file: &Path) -> anyhow::Result<()> {
    if !is_database(file) {
        return Ok(());
    }
    let what = format!("{option} {}: it is a database, and is left as it is", file.display());
    Err(Failure::new(what).hint("name another file").into())
}

/// Writes a database whole or not at all: `write` is given an empty file under another name.
pub(super) fn to_database(
    file: &Path,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let what = || format!("{}: cannot write", file.display());
    spare_databases("-o", file)?;
    if is_special(file) || file.is_dir() {
        let what = format!("-o {}: a database is a file of its own", file.display());
        return Err(Failure::new(what).hint("name a new file").into());
    }
    check_folder(file)?;
    let unfinished = UnfinishedFile::database(file).with_context(what)?;
    write(unfinished.path()).map_err(|why| of_file(file, why))?;
    unfinished.put().with_context(what)
}

/// Writes a folder whole or not at all: `write` is given an empty one under another name. One that
/// is there must be empty, or hold an older data package of ours and nothing besides.
pub(super) fn to_folder(
    folder: &Path,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // Without the closing slash, so that its name and its folder can be told apart.
    let folder = &folder.components().collect::<PathBuf>();
    let what = || format!("{}: cannot write", folder.display());
    if folder.exists() {
        spare_other_folders(folder)?;
    }
    let folder = &target_of(folder).with_context(what)?;
    if folder.file_name().is_none() {
        let what = format!("-o {}: no name for a folder", folder.display());
        return Err(Failure::new(what).hint("name a new folder").into());
    }
    let unfinished = UnfinishedFolder::of(folder_of(folder)?).with_context(what)?;
    write(&unfinished.content()).map_err(|why| of_file(folder, why))?;
    unfinished.put(folder).with_context(what)
}

/// Refuses a folder that holds anything but a data package of ours.
fn spare_other_folders(folder: &Path) -> anyhow::Result<()> {
    let refuse = |why: &str| {
        let what = format!("-o {}: {why}, and is left as it is", folder.display());
        Err(Failure::new(what).hint("name a new folder").into())
    };
    let Ok(found) = fs::read_dir(folder) else { return refuse("it is no folder") };
    let names: Vec<_> = found.flatten().map(|entry| entry.file_name()).collect();
    if names.is_empty() {
        return Ok(());
    }
    if description(folder)["generator"] != package::PROGRAM {
        return refuse("it holds something else than a data package of Factline");
    }
    let is_ours = |name: &std::ffi::OsString| {
        let name = name.to_str().unwrap_or_default();
        name == package::DESCRIPTOR || name == package::TEXTS || package::FILES.contains(&name)
    };
    match names.iter().find(|name| !is_ours(name)) {
        None => Ok(()),
        Some(other) => refuse(&format!("`{}` in it is no part of it", other.to_string_lossy())),
    }
}

/// Whether a file is an SQLite database, or what one keeps beside it while it is in use: nothing that
/// is written takes its place.
fn is_database(file: &Path) -> bool {
    let name = file.as_os_str().to_str().unwrap_or_default();
    let of = ["-wal", "-shm", "-journal"].iter().find_map(|ending| name.strip_suffix(ending));
    has_magic(file) || of.is_some_and(|database| file.exists() && has_magic(Path::new(database)))
}

fn has_magic(file: &Path) -> bool {
    let mut magic = [0; 15];
    let read =
        file.is_file().then(|| File::open(file).and_then(|mut file| file.read_exact(&mut magic)));
    matches!(read, Some(Ok(()))) && &magic == b"SQLite format 3"
}
