//! Checks which files `import --rejects` must not overwrite.

use super::error::Failure;
use super::output;
use crate::export::package;
use crate::format::datapackage::description;
use crate::import::numbered;
use crate::text::files::folder_of;
use std::path::{Path, PathBuf};
use std::slice;

/// The file of an import has rows of at most this many headers, so there are at most this many
/// files of refused rows for each.
const HEADERS: usize = 8;

/// Refuses to write refused rows over a database, a folder, or a file that the import reads. Also
/// checks the names `FILE-2` …, which rows with other headers go to.
pub(super) fn spare_others(
    file: &Path,
    inputs: &[PathBuf],
    map: Option<&str>,
) -> anyhow::Result<()> {
    let map = map.map(Path::new);
    let read: Vec<PathBuf> =
        inputs.iter().map(PathBuf::as_path).chain(map).flat_map(files_of).collect();
    for number in 1..=read.len().max(1) * HEADERS {
        let file = numbered(file, number);
        output::spare_databases("--rejects", &file)?;
        let Ok(place) = file.canonicalize() else { continue };
        if place.is_dir() {
            return Err(left(&file, "it is a folder"));
        }
        if read.contains(&place) {
            return Err(left(&file, "the import reads it"));
        }
    }
    Ok(())
}

fn left(file: &Path, why: &str) -> anyhow::Error {
    let what = format!("--rejects {}: {why}, and is left as it is", file.display());
    Failure::new(what).hint("name another file").into()
}

/// The real paths of a file that the import reads; for a data package, also of its parts.
fn files_of(given: &Path) -> Vec<PathBuf> {
    let descriptor =
        if given.is_dir() { given.join(package::DESCRIPTOR) } else { given.to_owned() };
    let mut files = vec![descriptor.clone()];
    if descriptor.file_name().is_some_and(|name| name == package::DESCRIPTOR) {
        let folder = folder_of(&descriptor);
        let described = description(folder);
        for part in described["resources"].as_array().into_iter().flatten() {
            let paths =
                part["path"].as_array().map_or(slice::from_ref(&part["path"]), Vec::as_slice);
            files.extend(paths.iter().filter_map(|path| Some(folder.join(path.as_str()?))));
        }
    }
    files.iter().filter_map(|file| file.canonicalize().ok()).collect()
}
