//! Unfinished files: they have a temporary name until they are complete, and are removed if they are never completed,
//! even if a signal (INT, TERM, HUP) ends the process.
//!
//! Knows the names of unfinished files, and when they are synced. Must not know what is written.

use super::files::folder_of;
use super::leftovers::{self, Listed};
use super::system::{self, sync_folder, take_mode, target_of};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempDir, TempPath};

/// The beginning of the names of unfinished files and folders.
const PREFIX: &str = ".factline-";

/// Who may read a new file. A file that replaces another one gets the mode of that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody whom the user's umask allows.
    Shared,
    /// Only the user (mode 0600).
    Private,
}

/// The reason why a file did not get its final name, or why a power cut may still remove it.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    /// The file did not get its name.
    #[error("cannot write: {0}")]
    Unwritten(#[from] io::Error),
    /// The file has its name, but the sync of its folder failed.
    #[error("written, but the disk did not confirm that it is stored: {0}")]
    Unconfirmed(io::Error),
}

impl From<PutError> for io::Error {
    fn from(error: PutError) -> Self {
        match error {
            PutError::Unwritten(why) => why,
            PutError::Unconfirmed(_) => Self::other(error),
        }
    }
}

/// A file that does not have its final name yet.
#[derive(Debug)]
pub struct UnfinishedFile {
    // Closed before it is removed, which some systems require.
    file: File,
    path: TempPath,
    /// Its temporary folder, in which SQLite also makes its journal.
    _folder: Option<TempDir>,
    target: PathBuf,
    /// The file that it will replace.
    replaced: Option<Box<fs::Metadata>>,
    _listed: Listed,
}

impl UnfinishedFile {
    /// A new file in the folder of the file that it will replace, or of the new name. If the name is a link, the target
    /// of the link is meant.
    pub fn of(name: &Path, access: Access) -> io::Result<Self> {
        let target = target_of(name)?;
        let replaced = target.metadata().ok().map(Box::new);
        let is_shared = access == Access::Shared && replaced.is_none();
        let builder = builder(".new", if is_shared { 0o666 } else { 0o600 });
        let mut list = leftovers::list();
        let made = builder.tempfile_in(folder_of(&target)).map_err(|why| without_path(&why))?;
        let (file, path) = made.into_parts();
        let listed = Listed::add(&mut list, &path);
        Ok(Self { file, path, _folder: None, target, replaced, _listed: listed })
    }

    /// The same for a database, which is private and has journal files while it is written.
    pub fn database(name: &Path) -> io::Result<Self> {
        let target = target_of(name)?;
        let replaced = target.metadata().ok().map(Box::new);
        let mut list = leftovers::list();
        let made = builder("", 0o700).tempdir_in(folder_of(&target));
        let folder = made.map_err(|why| without_path(&why))?;
        let listed = Listed::add(&mut list, folder.path());
        drop(list);
        let (file, path) = builder(".db", 0o600).tempfile_in(folder.path())?.into_parts();
        Ok(Self { file, path, _folder: Some(folder), target, replaced, _listed: listed })
    }

    /// The temporary name of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the file its final name, and replaces the file that has it.
    pub fn put(self) -> Result<(), PutError> {
        if let Some(replaced) = &self.replaced {
            take_mode(&self.file, replaced)?;
        }
        self.file.sync_all()?;
        self.path.persist(&self.target).map_err(|failed| failed.error)?;
        sync_folder(folder_of(&self.target)).map_err(PutError::Unconfirmed)
    }

    /// Gives the file its final name, unless another file has it.
    pub fn put_new(self) -> io::Result<()> {
        self.file.sync_all()?;
        self.path.persist_noclobber(&self.target).map_err(|failed| failed.error)?;
        sync_folder(folder_of(&self.target))
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The error of the operating system, without the name that the library adds: nobody knows the unfinished file.
pub(super) fn without_path(error: &io::Error) -> io::Error {
    let said = error.to_string();
    let cause = said.split_once(" at path ").map_or(&*said, |(cause, _)| cause);
    io::Error::new(error.kind(), cause)
}

/// The function that makes a file or folder with a temporary name and this mode.
pub(super) fn builder(suffix: &'static str, bits: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(suffix);
    system::set_mode(&mut builder, bits);
    builder
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode_of(file: &Path) -> u32 {
        file.metadata().unwrap().permissions().mode() & 0o777
    }

    fn write(file: &Path, access: Access) {
        let mut unfinished = UnfinishedFile::of(file, access).unwrap();
        unfinished.write_all(b"new").unwrap();
        unfinished.put().unwrap();
    }

    #[test]
    fn a_file_has_the_mode_of_the_one_that_it_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        write(&file, Access::Private);
        assert_eq!(mode_of(&file), 0o600);
        for bits in [0o640, 0o600, 0o444, 0o755] {
            fs::set_permissions(&file, Permissions::from_mode(bits)).unwrap();
            write(&file, Access::Shared);
            assert_eq!(mode_of(&file), bits, "{bits:o}");
        }
    }

    #[test]
    fn an_error_names_no_unfinished_file() {
        let folder = tempfile::tempdir().unwrap();
        for failed in [
            UnfinishedFile::of(&folder.path().join("none/f"), Access::Shared),
            UnfinishedFile::database(&folder.path().join("none/f.db")),
        ] {
            let said = failed.unwrap_err().to_string();
            assert_eq!(said, "No such file or directory (os error 2)");
        }
    }

    #[test]
    fn a_link_stays_and_leads_to_the_new_file() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("far")).unwrap();
        symlink("far/f", at("link")).unwrap();
        symlink("link", at("link-to-link")).unwrap();
        for link in ["link", "link-to-link"] {
            fs::remove_file(at("far/f")).unwrap_or_default();
            write(&at(link), Access::Shared);
            assert!(at(link).is_symlink());
            assert_eq!(fs::read(at("far/f")).unwrap(), b"new");
        }
        symlink("loop", at("loop")).unwrap();
        assert!(UnfinishedFile::of(&at("loop"), Access::Shared).is_err());
    }
}
