//! Files on systems other than Unix: there are no modes to keep, a link is replaced like a file, and the
//! system syncs names itself.

#![allow(clippy::unnecessary_wraps, reason = "the functions of unix.rs can fail")]
// On Unix these functions are compiled in tests only, and called by the tests below alone.
#![cfg_attr(unix, allow(dead_code, reason = "the twins in unix.rs are used there"))]

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::Builder;

/// Does nothing: new files have the rights that their folder gives them.
pub(in crate::text) fn set_mode(_: &mut Builder<'_, '_>, _: u32) {}

/// Makes a folder with the rights that the folder around it gives.
pub(crate) fn make_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Makes a file with the rights that its folder gives. Fails where there is a file of that name.
pub(crate) fn make_private_file(path: &Path) -> io::Result<File> {
    File::create_new(path)
}

/// Does nothing: there is no mode to keep.
pub(in crate::text) fn take_mode(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Does nothing: there are no modes to keep.
pub(in crate::text) fn take_modes(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Does nothing: the system syncs names itself.
pub(in crate::text) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The file of a name. A link is replaced.
pub(crate) fn target_of(name: &Path) -> io::Result<PathBuf> {
    Ok(name.to_owned())
}

/// Whether two folders have changed names at once: never, the caller renames one after the other.
pub(in crate::text) fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// All files are one: these systems do not let an open file be renamed or removed.
pub(crate) type FileIdentity = ();

pub(crate) fn identity(_: &Metadata) -> FileIdentity {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn private_files_and_folders_are_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, file) = (folder.path().join("inner"), folder.path().join("inner/f"));
        make_private_folder(&inner).unwrap();
        make_private_file(&file).unwrap().write_all(b"x").unwrap();
        assert!(make_private_folder(&inner).is_err() && make_private_file(&file).is_err());
        assert_eq!(fs::read(target_of(&file).unwrap()).unwrap(), b"x");
    }
}
