//! Which files `import --rejects` leaves as they are.

use super::error::Failure;
use super::output;
use crate::export::package;
use crate::format::datapackage::description;
use crate::import::numbered;
use crate::text::files::folder_of;
use std::path::{Path, PathBuf};
use std::slice;

/// Each file of an import holds rows of at most so many headers.
const HEADERS: usize = 8;

/// Refuses a file for refused rows that is a database, a folder or one that the import reads: its
/// own name, and those beside it that rows of other headers go to.
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

/// The files behind a name that an import is given, as the system calls them: of a data package, its
/// parts as well.
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
