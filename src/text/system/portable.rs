//! Files on systems other than Unix: there are no modes to keep, a link is replaced like a file, and the
//! system syncs names itself.

#![allow(clippy::unnecessary_wraps, reason = "the functions of unix.rs can fail")]
// On Unix, these functions are compiled only in tests, and called only by the tests below.
#![cfg_attr(unix, allow(dead_code, reason = "the twins in unix.rs are used there"))]

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::Builder;

/// Does nothing: new files have the permissions that their folder gives them.
pub(in crate::text) fn set_mode(_: &mut Builder<'_, '_>, _: u32) {}

/// Makes a folder with the permissions that its parent folder gives.
pub(crate) fn make_private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Makes a file with the permissions that its folder gives. Fails if a file with that name exists.
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

/// The file that a path means when it is replaced: the path itself, since links are not followed here.
pub(crate) fn target_of(name: &Path) -> io::Result<PathBuf> {
    Ok(name.to_owned())
}

/// Whether two folders have exchanged their names at once: never on these systems; the caller renames one after the
/// other.
pub(in crate::text) fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// All files count as one: these systems do not let an open file be renamed or removed.
pub(crate) type FileIdentity = ();

pub(crate) fn identity(_: &Metadata) -> FileIdentity {}

/// Reads a file from byte `at` on, whatever its position was; afterwards the position is after the bytes that were
/// read. Readers of one open file take turns.
pub(crate) fn read_at(mut file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(at))?;
    file.read(buffer)
}

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

    #[test]
    fn bytes_are_read_from_any_place_in_any_order() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"abcdef").unwrap();
        let mut two = [0; 2];
        for (at, read) in [(3, b"de"), (0, b"ab")] {
            assert_eq!(read_at(&file, &mut two, at).unwrap(), 2);
            assert_eq!(&two, read);
        }
        assert_eq!(read_at(&file, &mut two, 6).unwrap(), 0);
    }
}
