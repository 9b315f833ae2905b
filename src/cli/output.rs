//! Where a listing goes and in which form.

use super::context::Context;
use super::error::Failure;
use crate::render::{Format, Style};
use anyhow::Context as _;
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The form of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// For people
    Text,
    /// The printed grid, as CSV
    Csv,
    /// Records with typed values
    Json,
    /// A table for a document
    Markdown,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Csv => Self::Csv,
            FormatName::Json => Self::Json,
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
    /// Write to FILE (.csv, .json, .md or .txt picks the form) instead of the terminal
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
            (None, Some("md" | "markdown")) => Format::Markdown,
            (None, None | Some("txt" | "text")) => Format::Text,
            (None, Some(other)) => return Err(unknown_ending(other, ".csv, .json, .md and .txt")),
        })
    }

    /// Writes with `render` to where the output goes.
    pub(super) fn write(
        &self,
        context: &mut Context,
        render: impl FnOnce(Format, &Style, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut style = context.style();
        style.ascii |= self.ascii;
        let format = self.format()?;
        match self.output.as_deref().filter(|file| *file != Path::new("-")) {
            None => Ok(render(format, &style, context.out())?),
            Some(file) => {
                let plain = Style { colour: false, links: false, ..style };
                to_file(file, |out| render(format, &plain, out))
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
/// pipe is written as it is.
pub(super) fn to_file(
    file: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let what = || format!("{}: cannot write", file.display());
    if is_database(file) {
        let what = format!("-o {}: it is a database, and is left as it is", file.display());
        return Err(Failure::new(what).hint("name another file").into());
    }
    let is_special = file.metadata().is_ok_and(|data| !data.is_file());
    if is_special {
        let mut out = BufWriter::new(File::options().write(true).open(file).with_context(what)?);
        return write(&mut out).and_then(|()| out.flush()).with_context(what);
    }
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let missing = format!("{}: there is no folder `{}`", file.display(), folder.display());
        return Err(Failure::new(missing).into());
    }
    let mut out = BufWriter::new(beside(folder).with_context(what)?);
    write(&mut out).with_context(what)?;
    let done = out.into_inner().map_err(io::IntoInnerError::into_error).with_context(what)?;
    done.as_file().sync_all().with_context(what)?;
    done.persist(file).map_err(|failed| failed.error).with_context(what)?;
    Ok(())
}

/// Whether a file is an SQLite database: listings never take its place.
fn is_database(file: &Path) -> bool {
    let mut magic = [0; 15];
    let read =
        file.is_file().then(|| File::open(file).and_then(|mut file| file.read_exact(&mut magic)));
    matches!(read, Some(Ok(()))) && &magic == b"SQLite format 3"
}

/// A new file in a folder, as readable to others as any file of this user.
fn beside(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
