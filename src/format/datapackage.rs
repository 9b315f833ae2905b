//! Reads data packages (Frictionless): the CSV files that a `datapackage.json` lists become sources
//! of rows.
//!
//! The sender of a package must not choose which files of this computer are read, so every path must stay inside the
//! package. Nothing is unpacked to the disk. Knows where a description is and what it lists. Must not know what rows
//! mean.

use crate::format::archive::{Archive, ArchiveError};
use crate::format::error::{BadBytes, FormatError, OtherFile, unreadable};
use crate::format::folder::Folder;
use crate::format::inside::NamedFileError;
use crate::format::source::Source;
use crate::text::files::{folder_of, read_at_most};
use serde::Deserialize;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Name of the file that describes a package.
pub(crate) const DESCRIPTOR: &str = "datapackage.json";
/// The largest description that is read, in bytes.
const LARGEST_DESCRIPTOR: u64 = 16 << 20;
/// A package may list at most this many files.
const MOST_FILES: usize = 10_000;

#[derive(Deserialize)]
struct Descriptor {
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: Option<Paths>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Paths {
    One(String),
    Several(Vec<String>),
}

/// The CSV files of a package that is a folder. Fails if the description is missing or wrong, or
/// lists a file outside the folder.
pub(crate) fn folder(folder: &Path) -> Result<Vec<Source>, FormatError> {
    in_folder(&Folder::on_disk(folder), &folder.display().to_string())
}

/// The CSV files of a package that is given by its `datapackage.json` or as a zip file. Fails as
/// [`folder`] does, and if the zip file cannot be read.
pub(crate) fn file(path: &Path) -> Result<Vec<Source>, FormatError> {
    let name = path.display().to_string();
    let unreadable = |why| unreadable(&name, why);
    if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
        // The user named this file, so it may be a symbolic link.
        let text = read_at_most(path, LARGEST_DESCRIPTOR).map_err(unreadable)?;
        let folder = folder_of(path);
        return listed(&text, &Folder::on_disk(folder), &folder.display().to_string());
    }
    let zip = File::open(path).map_err(ArchiveError::from).and_then(Archive::open);
    let zip = zip.map_err(|why| match why {
        ArchiveError::Unreadable(why) => unreadable(why),
        why => wrong(&name, why.to_string()),
    })?;
    let base = base_of(&zip, &name)?;
    in_folder(&Folder::in_zip(Arc::new(zip), &base), &name)
}

/// The CSV files that the description in a folder lists. `name` is the folder in messages.
fn in_folder(folder: &Folder, name: &str) -> Result<Vec<Source>, FormatError> {
    let text = folder.read(DESCRIPTOR, LARGEST_DESCRIPTOR).map_err(|why| match why {
        NamedFileError::Unreadable(why) if why.kind() == io::ErrorKind::NotFound => {
            let why = format!("a folder without a `{DESCRIPTOR}`");
            FormatError::Descriptor { file: name.to_owned(), why }
        }
        why => named_file_error(&format!("{name}/{DESCRIPTOR}"), why),
    })?;
    listed(&text, folder, name)
}

/// The JSON of the description in a folder; null if it is missing or cannot be read.
pub(crate) fn description(folder: &Path) -> serde_json::Value {
    let text = Folder::on_disk(folder).read(DESCRIPTOR, LARGEST_DESCRIPTOR).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// The CSV files that a description lists. In messages, each is called by the package's name and
/// its own path.
fn listed(text: &[u8], folder: &Folder, name: &str) -> Result<Vec<Source>, FormatError> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let descriptor: Descriptor = serde_json::from_slice(text).map_err(|why| {
        FormatError::Descriptor { file: format!("{name}/{DESCRIPTOR}"), why: why.to_string() }
    })?;
    let paths = descriptor.resources.into_iter().flat_map(|resource| match resource.path {
        None => Vec::new(),
        Some(Paths::One(path)) => vec![path],
        Some(Paths::Several(paths)) => paths,
    });
    let mut sources = Vec::new();
    for path in paths {
        if sources.len() == MOST_FILES {
            return Err(wrong(name, format!("it names more than {MOST_FILES} files")));
        }
        let shown = format!("{}/{path}", name.trim_end_matches('/'));
        sources.push(Source::part(folder, &path, &shown).map_err(|why| match why {
            NamedFileError::Outside => wrong(name, format!("`{path}` is not in the package")),
            why => named_file_error(&shown, why),
        })?);
    }
    Ok(sources)
}

fn named_file_error(file: &str, why: NamedFileError) -> FormatError {
    match why {
        NamedFileError::Unreadable(why) => unreadable(file, why),
        why => wrong(file, why.to_string()),
    }
}

/// The folder of a zip file with the description: its root, or the one folder that was zipped. Fails if there is no
/// description, or there are several.
fn base_of(zip: &Archive, name: &str) -> Result<String, FormatError> {
    let mut folders: Vec<&str> = zip
        .names(DESCRIPTOR)
        .filter_map(|found| found.strip_suffix(DESCRIPTOR))
        .filter(|folder| folder.is_empty() || folder.find('/') == Some(folder.len() - 1))
        .collect();
    folders.sort_unstable();
    match folders[..] {
        [] => Err(without_package(zip, name.to_owned())),
        ["", ..] => Ok(String::new()),
        [folder] => Ok(folder.to_owned()),
        [one, other, ..] => {
            let why = format!("two packages in it: `{one}{DESCRIPTOR}` and `{other}{DESCRIPTOR}`");
            Err(wrong(name, why))
        }
    }
}

/// The error for a zip file without a description: what else it may be, if the names in it show that.
fn without_package(zip: &Archive, file: String) -> FormatError {
    let has = |ending: &str| zip.names(ending).next().is_some();
    let other = |kind| FormatError::NotText { file: file.clone(), why: BadBytes::OtherFile(kind) };
    if has("workbook.bin") {
        other(OtherFile::BinaryExcel)
    } else if has("mimetype") && has("content.xml") {
        other(OtherFile::OpenDocument)
    } else {
        FormatError::NoPackageInZip { file }
    }
}

fn wrong(file: &str, why: String) -> FormatError {
    FormatError::Package { file: file.to_owned(), why }
}
