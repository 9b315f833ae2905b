//! Folders that are not finished: they are gone in the end, unless they are put in their place.
//!
//! Knows modes. Must not know what is written.

use super::files::folder_of;
use super::leftovers::{self, Listed};
use super::unfinished::{PutError, builder, sync_folder};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder to write to in an unfinished one, and the one that it replaces.
const CONTENT: &str = "new";
const OLD: &str = "old";

/// A folder that is gone in the end, unless it is put in its place. Only the user may read what is in it.
#[derive(Debug)]
pub struct UnfinishedFolder {
    folder: TempDir,
    _listed: Listed,
}

impl UnfinishedFolder {
    /// A new folder in another one.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut list = leftovers::list();
        let folder = builder("", 0o700).tempdir_in(folder)?;
        let listed = Listed::add(&mut list, folder.path());
        drop(list);
        make_private_folder(&folder.path().join(CONTENT))?;
        Ok(Self { folder, _listed: listed })
    }

    /// The folder to write to.
    #[must_use]
    pub fn content(&self) -> PathBuf {
        self.folder.path().join(CONTENT)
    }

    /// Gives the folder its name, in place of the folder that has it, if any; then it is as readable as
    /// that one was.
    pub fn put(self, target: &Path) -> Result<(), PutError> {
        let new = self.content();
        if target.exists() {
            take_modes(&new, target)?;
        }
        sync_folders(&new)?;
        // No signal ends the process between the two names: what is replaced lies in a folder that
        // is removed.
        let list = leftovers::list();
        if !target.exists() {
            fs::rename(&new, target)?;
        } else if !exchange(&new, target) {
            let old = self.folder.path().join(OLD);
            fs::rename(target, &old)?;
            if let Err(why) = fs::rename(&new, target) {
                fs::rename(&old, target)?;
                return Err(why.into());
            }
        }
        drop(list);
        sync_folder(folder_of(target)).map_err(PutError::Unconfirmed)
    }
}

/// Makes a folder that only the user may enter.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a file that only the user may read.
pub fn make_private_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Syncs a folder of files and the folders in it.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(folder)
}

/// Makes a new folder as readable as an old one: the folders as that is, and the files as those that lie
/// in it all are.
#[cfg(unix)]
fn take_modes(new: &Path, old: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut files = None;
    for entry in fs::read_dir(old)? {
        let data = entry?.metadata()?;
        if data.is_file() {
            let bits = data.permissions().mode() & 0o666;
            files = Some(files.map_or(bits, |files| files & bits));
        }
    }
    let folders = old.metadata()?.permissions().mode() & 0o777;
    set_modes(new, folders | 0o700, files.unwrap_or(0o600) | 0o600)
}

#[cfg(not(unix))]
fn take_modes(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn set_modes(folder: &Path, folders: u32, files: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            set_modes(&entry.path(), folders, files)?;
        } else {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(files))?;
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(folders))
}

/// Has two folders change names at once, where the system can do that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::text::unfinished::{Access, UnfinishedFile};
    use std::fs::Permissions;
    use std::io::Write;
    use std::os::unix::fs::PermissionsExt;

    fn mode_of(file: &Path) -> u32 {
        file.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_not_put_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        drop(UnfinishedFile::of(&folder.path().join("f"), Access::Shared).unwrap());
        let unfinished = UnfinishedFolder::of(folder.path()).unwrap();
        fs::write(unfinished.content().join("x"), "x").unwrap();
        assert_eq!(mode_of(&unfinished.content()), 0o700);
        drop(unfinished);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(leftovers::list().iter().all(|path| !path.starts_with(folder.path())));
    }

    #[test]
    fn a_folder_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("pack");
        for (content, modes) in [("one", (0o700, 0o600)), ("two", (0o755, 0o644))] {
            let unfinished = UnfinishedFolder::of(folder.path()).unwrap();
            make_private_folder(&unfinished.content().join("texts")).unwrap();
            for name in ["f", "texts/t"] {
                let mut file = make_private_file(&unfinished.content().join(name)).unwrap();
                file.write_all(content.as_bytes()).unwrap();
            }
            unfinished.put(&target).unwrap();
            assert_eq!(fs::read_to_string(target.join("texts/t")).unwrap(), content);
            for (name, bits) in
                [("", modes.0), ("f", modes.1), ("texts", modes.0), ("texts/t", modes.1)]
            {
                assert_eq!(mode_of(&target.join(name)), bits, "{content} {name}");
            }
            fs::set_permissions(&target, Permissions::from_mode(0o755)).unwrap();
            fs::set_permissions(target.join("f"), Permissions::from_mode(0o644)).unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
