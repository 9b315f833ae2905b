//! Where a listing is written, and in which format.

use super::context::Context;
use super::error::Failure;
use super::formats::{self, EveryListing, FormatName, Listing};
use super::hints;
use super::pager;
use crate::export::package;
use crate::format::datapackage::description;
use crate::render::{Format, Style};
use crate::store::{StoreError, WriteError};
use crate::text::files::{self, is_special};
use crate::text::shown::open_special;
use crate::text::system::target_of;
use crate::text::unfinished::{Access, PutError, UnfinishedFile};
use crate::text::unfinished_folder::UnfinishedFolder;
use anyhow::Context as _;
use clap::Args;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// Without `--limit`, text shows at most this many facts or rows; other formats have no limit.
pub(super) const MOST_ON_PAGE: usize = 5_000;

/// The options of a listing that say where to write it, and in which of its formats.
#[derive(Debug, Args)]
pub(super) struct Output<L: Listing = EveryListing> {
    /// The format of the output [default: text, or the ending of FILE]
    #[arg(long, value_parser = formats::parser::<L>(), help_heading = "Output")]
    format: Option<FormatName>,
    #[arg(long, short, value_name = "FILE", help_heading = "Output", help = formats::output_help::<L>())]
    #[expect(clippy::struct_field_names, reason = "the field is the name of the option")]
    output: Option<PathBuf>,
    /// Use ASCII marks and borders only
    #[arg(long, help_heading = "Output")]
    ascii: bool,
    #[arg(skip)]
    listing: PhantomData<L>,
}

impl<L: Listing> Output<L> {
    /// The format of `--format`, or else that of the file's ending. Fails if the ending is unknown.
    pub(super) fn format(&self) -> anyhow::Result<Format> {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|e| e.to_str());
        Ok(match (self.format, ending) {
            (Some(name), Some(ending)) => formats::agreeing(name, ending)?.into(),
            (Some(name), None) => name.into(),
            (None, Some(ending)) => formats::of_ending::<L>(ending)?.into(),
            (None, None) => Format::Text,
        })
    }

    /// The file to write to; `None` for standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|file| *file != Path::new("-"))
    }

    /// Calls `render` with the output: the file of `-o`, or standard output.
    pub(super) fn write(
        &self,
        context: &mut Context,
        render: impl FnOnce(Format, &Style, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.write_read(context, |format, style, out| Ok(render(format, style, out)?))
    }

    /// Like [`Self::write`], for a `render` function that also reads the database and may fail with
    /// its errors.
    pub(super) fn write_read(
        &self,
        context: &mut Context,
        render: impl FnOnce(Format, &Style, &mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let (mut style, access) = (context.style(), context.access());
        style.ascii |= self.ascii;
        let format = self.format()?;
        style.advice = hints::advice(format);
        match self.file() {
            None if format == Format::Workbook && context.writes_to_terminal() => {
                Err(not_on_terminal("xlsx"))
            }
            None if format == Format::Text && context.may_page() => {
                let mut page = Vec::new();
                render(format, &style, &mut page)?;
                Ok(show(context, &page)?)
            }
            None => render(format, &style, context.out()),
            Some(file) => {
                let plain = Style { colour: false, links: false, ..style };
                to_file(file, access, |out| render(format, &plain, out))
            }
        }
    }
}

/// The refusal of a format that would only disturb a terminal.
pub(super) fn not_on_terminal(format: &str) -> anyhow::Error {
    let what = format!("--format {format}: it cannot be written to a terminal");
    Failure::new(what).hint("-o FILE says where to write it").into()
}

/// Writes a page: through the pager if it does not fit on the terminal, otherwise as it is. Leaving the pager early is
/// not an error. Fails if standard output fails.
fn show(context: &mut Context, page: &[u8]) -> io::Result<()> {
    let lines = page.split(|byte| *byte == b'\n').count().saturating_sub(1);
    match context.pager(lines) {
        Some(pager) if pager::is_shown(&pager, page) => Ok(()),
        _ => context.out().write_all(page),
    }
}

/// Writes a file as a whole or not at all: under a temporary name, which is changed at the end. A
/// device or a pipe is written directly; a terminal gets escaped text. Fails if the file is a
/// database, or cannot be written.
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
    done.put().map_err(|why| unput(file, &why))
}

/// Fails if the folder of the file does not exist.
fn check_folder(file: &Path) -> anyhow::Result<()> {
    let target = target_of(file).with_context(|| format!("{}: cannot write", file.display()))?;
    folder_of(&target).map(drop)
}

/// The error for a file that could not be renamed to its final name, or may lose that name.
fn unput(file: &Path, why: &PutError) -> anyhow::Error {
    anyhow::anyhow!("{}: {why}", file.display())
}

/// Names the file in an error of the disk on writing a database: the error says that rows were recorded, but
/// they are deleted with the unfinished file.
fn of_database(file: &Path, why: anyhow::Error) -> anyhow::Error {
    let store = match why.downcast_ref::<WriteError>() {
        Some(WriteError::Store(store)) => Some(store),
        _ => why.downcast_ref::<StoreError>(),
    };
    let cause = match store {
        Some(StoreError::Full) => "the disk is full",
        Some(
            StoreError::Disk(cause) | StoreError::Unconfirmed(cause) | StoreError::Unknown(cause),
        ) => cause.as_str(),
        _ => return why,
    };
    anyhow::anyhow!("{}: cannot write: {cause}", file.display())
}

/// Adds the name of the file to an error of the operating system.
fn of_file(file: &Path, why: anyhow::Error) -> anyhow::Error {
    if why.is::<io::Error>() {
        why.context(format!("{}: cannot write", file.display()))
    } else {
        why
    }
}

/// The folder of a file. Fails if the folder does not exist.
fn folder_of(file: &Path) -> anyhow::Result<&Path> {
    let folder = files::folder_of(file);
    if folder.is_dir() {
        return Ok(folder);
    }
    let missing = format!("{}: there is no folder `{}`", file.display(), folder.display());
    Err(Failure::new(missing).into())
}

/// Refuses to overwrite a database; `option` is the option that names the file, for the message.
pub(super) fn spare_databases(option: &str, file: &Path) -> anyhow::Result<()> {
    if !is_database(file) {
        return Ok(());
    }
    let what = format!("{option} {}: it is a database and was not changed", file.display());
    Err(Failure::new(what).hint("name another file").into())
}

/// Writes a database as a whole or not at all: `write` gets the path of an empty file with a
/// temporary name. Fails if the file is a database already, or no regular file.
pub(super) fn to_database(
    file: &Path,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let what = || format!("{}: cannot write", file.display());
    spare_databases("-o", file)?;
    if is_special(file) || file.is_dir() {
        let what =
            format!("-o {}: a database can only be written to a regular file", file.display());
        return Err(Failure::new(what).hint("name a new file").into());
    }
    check_folder(file)?;
    crate::store::refuse_old_journal(file)?;
    let unfinished = UnfinishedFile::database(file).with_context(what)?;
    write(unfinished.path()).map_err(|why| of_database(file, of_file(file, why)))?;
    unfinished.put().map_err(|why| unput(file, &why))
}

/// Writes a folder as a whole or not at all: `write` gets the path of an empty folder with a
/// temporary name. An existing folder must be empty, or hold only a data package that Factline
/// wrote.
pub(super) fn to_folder(
    folder: &Path,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // Without the closing slash, the path can be split into folder and name.
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
    unfinished.put(folder).map_err(|why| unput(folder, &why))
}

/// Refuses a folder that holds anything other than a data package of Factline.
fn spare_other_folders(folder: &Path) -> anyhow::Result<()> {
    let refuse = |why: &str| {
        let what = format!("-o {}: {why}; it was not changed", folder.display());
        Err(Failure::new(what).hint("name a new folder").into())
    };
    let Ok(found) = fs::read_dir(folder) else { return refuse("it is not a folder") };
    let names: Vec<_> = found.flatten().map(|entry| entry.file_name()).collect();
    if names.is_empty() {
        return Ok(());
    }
    if description(folder)["generator"] != package::PROGRAM {
        return refuse("it contains something other than a data package of Factline");
    }
    let is_ours = |name: &std::ffi::OsString| {
        let name = name.to_str().unwrap_or_default();
        name == package::DESCRIPTOR || name == package::TEXTS || package::FILES.contains(&name)
    };
    match names.iter().find(|name| !is_ours(name)) {
        None => Ok(()),
        Some(other) => refuse(&format!(
            "`{}` in it does not belong to a data package",
            other.to_string_lossy()
        )),
    }
}

/// Whether a file is an SQLite database, or a file that SQLite keeps beside one (`-wal`, `-shm`,
/// `-journal`). None of these may be overwritten.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::error::hint;

    fn format_of(format: Option<FormatName>, file: Option<&str>) -> anyhow::Result<Format> {
        let output = file.map(PathBuf::from);
        let listing = PhantomData::<EveryListing>;
        Output { format, output, ascii: false, listing }.format()
    }

    #[test]
    fn the_format_is_the_named_one_or_that_of_the_ending() {
        for (file, format) in [
            (None, Format::Text),
            (Some("-"), Format::Text),
            (Some("t.csv"), Format::Csv),
            (Some("t.ndjson"), Format::JsonLines),
            (Some("t.md"), Format::Markdown),
        ] {
            assert_eq!(format_of(None, file).unwrap(), format, "{file:?}");
            assert_eq!(format_of(Some(FormatName::Json), file).unwrap(), Format::Json);
        }
        assert!(format_of(None, Some("t.ods")).is_err());
        assert_eq!(format_of(Some(FormatName::Csv), Some("t.ods")).unwrap(), Format::Csv);
    }

    #[test]
    fn databases_and_their_journals_are_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.db"), b"SQLite format 3\0 and pages").unwrap();
        fs::write(at("a.db-journal"), b"pages").unwrap();
        fs::write(at("b-journal"), b"a text").unwrap();
        for (name, is_spared) in
            [("a.db", true), ("a.db-journal", true), ("a.db-wal", false), ("b-journal", false)]
        {
            assert_eq!(is_database(&at(name)), is_spared, "{name}");
        }
        let refused = to_file(&at("a.db"), Access::Shared, |_| Ok(())).unwrap_err();
        assert_eq!(hint(&refused).as_deref(), Some("name another file"));
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        assert!(spare_other_folders(folder.path()).is_ok());
        let description = format!(r#"{{"generator": "{}"}}"#, package::PROGRAM);
        fs::write(folder.path().join(package::DESCRIPTOR), description).unwrap();
        assert!(spare_other_folders(folder.path()).is_ok());
        fs::write(folder.path().join("mine.txt"), "x").unwrap();
        let refused = spare_other_folders(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("`mine.txt`"), "{refused}");
        fs::remove_file(folder.path().join(package::DESCRIPTOR)).unwrap();
        assert!(spare_other_folders(folder.path()).is_err());
    }

    #[test]
    fn an_error_of_the_disk_names_the_file_and_not_what_is_recorded() {
        let told = |why: StoreError| of_database(Path::new("x.db"), why.into()).to_string();
        assert_eq!(told(StoreError::Full), "x.db: cannot write: the disk is full");
        assert_eq!(told(StoreError::Disk("EIO".to_owned())), "x.db: cannot write: EIO");
    }
}
