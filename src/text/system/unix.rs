//! Files on Unix: modes, owners, symbolic links, device and inode numbers.

use crate::text::files::folder_of;
use std::fs::{self, DirBuilder, File, Metadata, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{
    DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt, fchown,
};
use std::path::{Path, PathBuf};
use tempfile::Builder;

/// At most this many links are followed from a name to the file: as many as on Linux.
const MOST_LINKS: usize = 40;

/// Gives new files and folders this mode, without the bits of the umask.
pub(in crate::text) fn set_mode(builder: &mut Builder<'_, '_>, bits: u32) {
    builder.permissions(Permissions::from_mode(bits));
}

/// Makes a folder that only the user may enter.
pub(crate) fn make_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(path)
}

/// Makes a file that only the user may read. Fails if a file with that name exists.
pub(crate) fn make_private_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

/// Gives a new file the mode of the one that it replaces, and its owner and group if the system allows that. If the
/// group cannot be kept, the new group gets no more permissions than everybody.
pub(in crate::text) fn take_mode(file: &File, replaced: &Metadata) -> io::Result<()> {
    let new = file.metadata()?;
    if new.uid() != replaced.uid() {
        // Only root may give a file to another user; for other users, the owner does not change.
        let _ = fchown(file, Some(replaced.uid()), None);
    }
    let mut bits = replaced.mode() & 0o777;
    if new.gid() != replaced.gid() && fchown(file, None, Some(replaced.gid())).is_err() {
        bits &= 0o707 | (bits & 0o007) << 3;
    }
    file.set_permissions(Permissions::from_mode(bits))
}

/// Makes a new folder as readable as an old one: folders like the old folder, and files like the files in the old
/// folder.
pub(in crate::text) fn take_modes(new: &Path, old: &Path) -> io::Result<()> {
    let mut files = None;
    for entry in fs::read_dir(old)? {
        let data = entry?.metadata()?;
        if data.is_file() {
            let bits = data.mode() & 0o666;
            files = Some(files.map_or(bits, |files| files & bits));
        }
    }
    let folders = old.metadata()?.mode() & 0o777;
    set_modes(new, folders | 0o700, files.unwrap_or(0o600) | 0o600)
}

fn set_modes(folder: &Path, folders: u32, files: u32) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            set_modes(&entry.path(), folders, files)?;
        } else {
            fs::set_permissions(entry.path(), Permissions::from_mode(files))?;
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(folders))
}

/// Makes sure that the names in a folder survive a power cut, if the file system supports that.
pub(in crate::text) fn sync_folder(folder: &Path) -> io::Result<()> {
    use ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(why) if !matches!(why.kind(), InvalidInput | PermissionDenied | Unsupported) => {
            Err(why)
        }
        _ => Ok(()),
    }
}

/// The file that a name leads to, through links; the file need not exist. Fails if the links form a circle.
pub(crate) fn target_of(name: &Path) -> io::Result<PathBuf> {
    let mut target = name.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(rustix::io::Errno::LOOP.into())
}

/// Whether two folders have exchanged their names at once.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(in crate::text) fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// Whether two folders have exchanged their names at once: never on these systems; the caller renames one after the
/// other.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(in crate::text) fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// The device and inode numbers: two paths with the same ones are one file.
pub(crate) type FileIdentity = (u64, u64);

pub(crate) fn identity(file: &Metadata) -> FileIdentity {
    (file.dev(), file.ino())
}

/// Reads a file from byte `at` on, whatever position other readers of the file have.
pub(crate) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    file.read_at(buffer, at)
}
