//! Facts between databases and programs: CSV in and out.
//!
//! Knows the domain, the language and the store, and what files of rows look like. Must not know
//! the terminal, the command line or the clock: moments and choices come in as [`import::Options`].
//!
//! ```text
//! Source ─bytes─▶ text ─sheet─▶ Row ─rows─▶ domain rows ─import─▶ store::Writer
//! Selection ─columns─▶ cells ─export─▶ CSV
//! ```

mod ahead;
mod bytes;
pub mod columns;
pub mod countries;
mod error;
pub mod export;
mod feed;
mod geojson;
pub mod import;
pub mod map;
mod objects;
mod outcome;
mod package;
pub mod places;
mod progress;
mod rejects;
mod rows;
pub mod sample;
mod seen;
mod sheet;
mod source;
mod unpack;
pub mod vocabulary;

/// A new file in a folder, on its way to a name of its own there: as readable to others as any file
/// of this user.
pub fn beside(folder: &std::path::Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether a file is written as it is, and nothing takes its place: a device or a pipe, or a name that
/// the system gives to an open file (`/dev/stdout`), whatever that is.
#[must_use]
pub fn is_special(file: &std::path::Path) -> bool {
    ["/dev", "/proc"].iter().any(|folder| file.starts_with(folder))
        || file.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// What stands between the values of a cell that holds several.
pub const SEPARATOR: &str = " | ";

#[cfg(test)]
mod tests;
