//! Unfinished folders: they are removed at the end, unless they get their final name.
//!
//! Knows how folders exchange their names. Must not know what is written.

use super::files::folder_of;
use super::leftovers::{self, Listed};
use super::system::{exchange, make_private_folder, sync_folder, take_modes};
use super::unfinished::{PutError, builder, without_path};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The folder to write to, inside a temporary one, and the folder that it replaces.
const CONTENT: &str = "new";
const OLD: &str = "old";

/// A folder that is removed at the end, unless it gets its final name. Only the user may read what is in it.
#[derive(Debug)]
pub struct UnfinishedFolder {
    folder: TempDir,
    _listed: Listed,
}

impl UnfinishedFolder {
    /// A new folder inside another one.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let mut list = leftovers::list();
        let made = builder("", 0o700).tempdir_in(folder);
        let folder = made.map_err(|why| without_path(&why))?;
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

    /// Gives the folder its final name, and replaces the folder that has it, if any; then it is as readable as that one
    /// was.
    pub fn put(self, target: &Path) -> Result<(), PutError> {
        let new = self.content();
        if target.exists() {
            take_modes(&new, target)?;
        }
        sync_folders(&new)?;
        // No signal may end the process between the two renames: then the replaced folder is inside a folder that is
        // removed.
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

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::text::system::make_private_file;
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
