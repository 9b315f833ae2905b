//! Finds what kind of file a path leads to, and reads files that must fit into memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a whole file of at most `most` bytes. Fails for a larger one, and therefore also for a device that never ends.
pub fn read_at_most(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    bytes_at_most(File::open(file)?, most)
}

/// Reads a whole reader of at most `most` bytes. Fails if it has more.
pub fn bytes_at_most(reader: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 <= most {
        return Ok(bytes);
    }
    let why = format!("larger than {} MB, the most that is read of such a file", most >> 20);
    Err(io::Error::new(io::ErrorKind::FileTooLarge, why))
}

/// Whether a path must be written to directly, since a rename would replace more than the content:
/// a device, a pipe, or anything below `/dev` and `/proc` (`/dev/stdout`).
#[must_use]
pub fn is_special(file: &Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| file.starts_with(folder))
        || file.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The folder of a file; `.` if the path is a bare file name.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
