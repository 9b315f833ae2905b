//! Data packages (Frictionless) as sources of rows: the CSV files that `datapackage.json` names.
//!
//! Who sends a package must not choose where we write, which of our files we read, or how much of
//! the disk is filled.

use crate::format::error::FormatError;
use crate::format::source::Source;
use crate::text::files::folder_of;
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use zip::ZipArchive;
use zip::result::ZipError;

/// The file that says what a package holds.
pub(crate) const DESCRIPTOR: &str = "datapackage.json";
/// The most files in a zip.
const MOST_ENTRIES: usize = 500_000;
/// The most that a zip unpacks to, in bytes.
const LARGEST: u64 = 16 << 30;
/// Rows shrink to a tenth or so, and their ids hardly at all: what grows more than this, beyond
/// the first few megabytes, was made to fill a disk.
const MOST_GROWTH: u64 = 200;
const FREE_GROWTH: u64 = 64 << 20;
/// The largest description of a package, in bytes.
const LARGEST_DESCRIPTOR: u64 = 16 << 20;

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

/// The sources of a package that is a folder.
pub(crate) fn folder(folder: &Path) -> Result<Vec<Source>, FormatError> {
    listed(folder, &folder.display().to_string())
}

/// The sources of a package by its `datapackage.json`, or of one in a zip file.
pub(crate) fn file(path: &Path) -> Result<Vec<Source>, FormatError> {
    if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
        return folder(folder_of(path));
    }
    let name = path.display().to_string();
    let unpacked = Arc::new(unpack(path, &name)?);
    let base = base_of(unpacked.path())
        .ok_or_else(|| FormatError::NoPackageInZip { file: name.clone() })?;
    let found = listed(&base, &name)?;
    let keep = |source: Source| {
        let name = source.name().to_owned();
        source.rewritten(name, unpacked.clone())
    };
    Ok(found.into_iter().map(keep).collect())
}

/// The sources that a descriptor lists, by the name of the package and their own.
fn listed(folder: &Path, name: &str) -> Result<Vec<Source>, FormatError> {
    let descriptor = descriptor(folder, name)?;
    let mut sources = Vec::new();
    for resource in descriptor.resources {
        let paths = match resource.path {
            None => Vec::new(),
            Some(Paths::One(path)) => vec![path],
            Some(Paths::Several(paths)) => paths,
        };
        for path in paths {
            let inside = inside(&path)
                .ok_or_else(|| wrong(name, format!("`{path}` does not lie in the package")))?;
            let shown = format!("{}/{path}", name.trim_end_matches('/'));
            let source = Source::file(folder.join(inside)).map_err(|error| match error {
                FormatError::Unreadable { why, .. } => {
                    FormatError::Unreadable { file: shown.clone(), why }
                }
                other => other,
            })?;
            sources.push(source.named(shown));
        }
    }
    Ok(sources)
}

fn descriptor(folder: &Path, name: &str) -> Result<Descriptor, FormatError> {
    let wrong = |file: String, why: String| FormatError::Descriptor { file, why };
    let file = File::open(folder.join(DESCRIPTOR)).map_err(|why| match why.kind() {
        io::ErrorKind::NotFound => {
            wrong(name.to_owned(), format!("a folder without a `{DESCRIPTOR}`"))
        }
        _ => FormatError::Unreadable { file: format!("{name}/{DESCRIPTOR}"), why },
    })?;
    let mut text = String::new();
    file.take(LARGEST_DESCRIPTOR)
        .read_to_string(&mut text)
        .map_err(|why| FormatError::Unreadable { file: format!("{name}/{DESCRIPTOR}"), why })?;
    serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|why| wrong(format!("{name}/{DESCRIPTOR}"), why.to_string()))
}

/// A path as it lies in the package, unless it leads out of it.
fn inside(path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let mut parts = path.components().filter(|part| *part != Component::CurDir).peekable();
    parts.peek()?;
    parts.map(|part| matches!(part, Component::Normal(_)).then_some(part.as_os_str())).collect()
}

/// Unpacks what can belong to a package into a folder of its own.
fn unpack(path: &Path, name: &str) -> Result<tempfile::TempDir, FormatError> {
    let unreadable = |why| FormatError::Unreadable { file: name.to_owned(), why };
    let broken = |why: ZipError| match why {
        ZipError::Io(why) => unreadable(why),
        why => wrong(name, why.to_string()),
    };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let limit = (size * MOST_GROWTH + FREE_GROWTH).min(LARGEST);
    let mut archive = ZipArchive::new(io::BufReader::new(file)).map_err(broken)?;
    if archive.len() > MOST_ENTRIES {
        let why = format!("{} files in it, and {MOST_ENTRIES} are the most", archive.len());
        return Err(wrong(name, why));
    }
    let folder = tempfile::tempdir().map_err(unreadable)?;
    let mut room = limit;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(broken)?;
        let entry_name = entry.name().map_err(broken)?.into_owned();
        let Some(inside) = inside(&entry_name).filter(|path| entry.is_file() && belongs(path))
        else {
            continue;
        };
        let target = folder.path().join(inside);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(unreadable)?;
        }
        let mut file = File::create(&target).map_err(unreadable)?;
        let copied = io::copy(&mut entry.by_ref().take(room + 1), &mut file).map_err(unreadable)?;
        room = room.checked_sub(copied).ok_or_else(|| {
            let why = format!("it unpacks to more than {} MB, out of {size} bytes", limit >> 20);
            wrong(name, why)
        })?;
    }
    Ok(folder)
}

/// Whether a file may be one of a package: its description, rows, or a text.
fn belongs(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    path.file_name().is_some_and(|name| name == DESCRIPTOR)
        || ["csv", "tsv", "txt"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Where the description lies: at the top, or in the one folder that was zipped.
fn base_of(folder: &Path) -> Option<PathBuf> {
    if folder.join(DESCRIPTOR).is_file() {
        return Some(folder.to_owned());
    }
    let mut below = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    below.find(|path| path.join(DESCRIPTOR).is_file())
}

fn wrong(file: &str, why: String) -> FormatError {
    FormatError::Package { file: file.to_owned(), why }
}
