//! Writing files so that readers see either the old file or the whole new one, never a part.

use std::path::Path;

/// Creates a temporary file in `folder`, to be renamed to its final name there. Unlike other
/// temporary files, which only the owner may read, it gets the permissions that the user's umask
/// allows.
pub fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether a path must be written to directly, since a rename would replace more than the data: a
/// device, a pipe, or anything below `/dev` and `/proc` (`/dev/stdout`).
#[must_use]
pub fn is_special(file: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| file.starts_with(folder))
        || file.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The folder of a file; `.` where the path is a bare file name.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
