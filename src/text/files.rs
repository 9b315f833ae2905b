//! Files that appear whole under their names or not at all.

use std::path::Path;

/// A new file in a folder, on its way to a name of its own there: as readable to others as any file
/// of this user.
pub fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether a file is written as it is, and nothing takes its place: a device or a pipe, or a name that
/// the system gives to an open file (`/dev/stdout`), whatever that is.
#[must_use]
pub fn is_special(file: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| file.starts_with(folder))
        || file.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The folder that a file lies in: `.` where its path names none.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
