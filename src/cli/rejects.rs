//! Checks which files `import --rejects` and `--readings` must not overwrite.

use super::error::Failure;
use super::output;
use crate::export::package;
use crate::format::datapackage::description;
use crate::import::numbered;
use crate::text::files::folder_of;
use std::path::{Path, PathBuf};
use std::slice;

/// An import has rows with at most this many different headers, so there are at most this many
/// files of refused rows.
const HEADERS: usize = 8;

/// Refuses to write the file of `option` to `-`, which means standard output elsewhere, and over a
/// database, a folder, or a file that the import reads. Also checks the names `FILE-2` …, for
/// refused rows with other headers.
pub(super) fn spare_others(
    option: &str,
    file: &Path,
    inputs: &[PathBuf],
    map: Option<&str>,
) -> anyhow::Result<()> {
    if file == Path::new("-") {
        let what = format!("{option} -: standard output is used for the counts");
        return Err(Failure::new(what).hint("name a file; `./-` is a file of that name").into());
    }
    let map = map.map(Path::new);
    let read: Vec<PathBuf> =
        inputs.iter().map(PathBuf::as_path).chain(map).flat_map(files_of).collect();
    for number in 1..=read.len().max(1) * HEADERS {
        let file = numbered(file, number);
        output::spare_databases(option, &file)?;
        let Ok(place) = file.canonicalize() else { continue };
        if place.is_dir() {
            return Err(left(option, &file, "it is a folder"));
        }
        if read.contains(&place) {
            return Err(left(option, &file, "the import reads it"));
        }
    }
    Ok(())
}

/// Refuses to write the readings over the refused rows.
pub(super) fn spare_rejects(readings: &Path, rejects: Option<&Path>) -> anyhow::Result<()> {
    let real = |file: &Path| Some(folder_of(file).canonicalize().ok()?.join(file.file_name()?));
    let is_taken = |rejects| {
        (1..=HEADERS)
            .any(|at| real(&numbered(rejects, at)).is_some_and(|it| Some(it) == real(readings)))
    };
    if rejects.is_some_and(is_taken) {
        let what = format!("--readings {}: the refused rows go there", readings.display());
        return Err(Failure::new(what).hint("name another file").into());
    }
    Ok(())
}

fn left(option: &str, file: &Path, why: &str) -> anyhow::Error {
    let what = format!("{option} {}: {why}; it was not changed", file.display());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_import_reads_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["in.csv", "out-2.csv", "map.toml"] {
            std::fs::write(at(name), "x").unwrap();
        }
        let map = at("map.toml");
        let refused = |file: PathBuf, inputs: &[PathBuf]| {
            spare_others("--rejects", &file, inputs, map.to_str()).err().map(|why| why.to_string())
        };
        let inputs = [at("in.csv")];
        assert_eq!(refused(at("out.csv"), &inputs), None);
        for (file, inputs) in [
            (PathBuf::from("-"), &inputs[..]),
            (at("in.csv"), &inputs),
            (map.clone(), &inputs),
            (folder.path().to_owned(), &inputs),
            // Rows with another header go to `out-2.csv`.
            (at("out.csv"), &[at("out-2.csv")]),
        ] {
            assert!(refused(file.clone(), inputs).is_some(), "{}", file.display());
        }
    }

    #[test]
    fn readings_do_not_go_to_a_file_of_refused_rows() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(spare_rejects(&at("r.csv"), None).is_ok());
        assert!(spare_rejects(&at("r.csv"), Some(&at("bad.csv"))).is_ok());
        for name in ["bad.csv", "bad-2.csv"] {
            assert!(spare_rejects(&at(name), Some(&at("bad.csv"))).is_err(), "{name}");
        }
    }
}
