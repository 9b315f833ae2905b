//! Opens files that data names (`text_file` of a row, `path` of a data package) inside the folder
//! of that data.
//!
//! The sender of the data must not choose which files of this computer are read. Therefore a name may only lead
//! downwards, not through a symbolic link, and it must name a plain file: not a device that never ends, and not a pipe
//! that blocks the reader. A hard link cannot be distinguished from the file itself. Knows the parts of a name and the
//! file system. Must not know the content of a file.

use std::fs::File;
use std::io;
use std::path::{Component, Path};

/// The reason why a file that data names is not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NamedFileError {
    /// The name leads out of the folder.
    #[error("it must be in the folder of the file, or below it")]
    Outside,
    /// The file is a symbolic link.
    #[error("it is a symbolic link")]
    Link,
    /// A folder on the way to the file is a symbolic link.
    #[error("`{0}` on the way to it is a symbolic link")]
    LinkOnTheWay(String),
    /// The name is that of a folder, a device, a pipe or a socket.
    #[error("it is not a regular file")]
    NotPlain,
    /// The file is larger than the limit for its use, in bytes.
    #[error("it is larger than {} MB, the most that is read of such a file", .0 >> 20)]
    TooLarge(u64),
    /// The system or the zip file gave an error.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
}

/// The parts of a relative path, without `.`. Fails if the path is absolute, empty, has `..`, or
/// has a zero byte.
pub(crate) fn parts(name: &str) -> Result<Vec<&str>, NamedFileError> {
    let mut parts = Vec::new();
    for part in Path::new(name).components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.extend(part.to_str()),
            _ => return Err(NamedFileError::Outside),
        }
    }
    if parts.is_empty() || name.contains('\0') { Err(NamedFileError::Outside) } else { Ok(parts) }
}

/// Opens the file at a path below `folder`, which the user chose. Fails if a part of the path is a
/// symbolic link, or the file is not a plain file.
#[cfg(unix)]
pub(crate) fn open(folder: &Path, parts: &[&str]) -> Result<File, NamedFileError> {
    use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fstat, openat, statat};

    // `O_PATH` needs only the permission to pass through a folder, as opening by path does. Other
    // systems need the permission to read it.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let way = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let way = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let plain = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let told = |error: rustix::io::Errno| NamedFileError::from(io::Error::from(error));
    let (file, folders) = parts.split_last().ok_or(NamedFileError::Outside)?;
    let mut at = openat(CWD, folder, way, Mode::empty()).map_err(told)?;
    // Each step first looks at the type, for the reason of a refusal, and then opens with
    // `NOFOLLOW`, so that nobody can put a link there in between.
    for part in folders {
        let found = statat(&at, *part, AtFlags::SYMLINK_NOFOLLOW).map_err(told)?;
        if FileType::from_raw_mode(found.st_mode).is_symlink() {
            return Err(NamedFileError::LinkOnTheWay((*part).to_owned()));
        }
        at = openat(&at, *part, way | OFlags::NOFOLLOW, Mode::empty()).map_err(told)?;
    }
    let found = statat(&at, *file, AtFlags::SYMLINK_NOFOLLOW).map_err(told)?;
    match FileType::from_raw_mode(found.st_mode) {
        FileType::RegularFile => {}
        FileType::Symlink => return Err(NamedFileError::Link),
        _ => return Err(NamedFileError::NotPlain),
    }
    let file = openat(&at, *file, plain | OFlags::NOFOLLOW, Mode::empty()).map_err(told)?;
    let opened = fstat(&file).map_err(told)?;
    if FileType::from_raw_mode(opened.st_mode).is_file() {
        Ok(file.into())
    } else {
        Err(NamedFileError::NotPlain)
    }
}

#[cfg(not(unix))]
pub(crate) use open_by_path as open;

/// Opens the file on systems that cannot open relative to a folder. Each part is checked, but a link that somebody puts
/// there during the check is not noticed. Tests compile it on every system.
#[cfg(any(not(unix), test))]
pub(crate) fn open_by_path(folder: &Path, parts: &[&str]) -> Result<File, NamedFileError> {
    let mut path = folder.to_owned();
    for (at, part) in parts.iter().enumerate() {
        path.push(part);
        let found = path.symlink_metadata()?;
        match (found.is_symlink(), at + 1 == parts.len()) {
            (true, true) => return Err(NamedFileError::Link),
            (true, false) => return Err(NamedFileError::LinkOnTheWay((*part).to_owned())),
            (false, true) if !found.is_file() => return Err(NamedFileError::NotPlain),
            (false, _) => {}
        }
    }
    let file = File::open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(NamedFileError::NotPlain) }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// The results of both ways of opening a file, which must be equal.
    fn opened(folder: &Path, name: &str) -> Result<String, String> {
        let read = |open: fn(&Path, &[&str]) -> Result<File, NamedFileError>| {
            let file = parts(name).and_then(|parts| open(folder, &parts));
            let read = file.and_then(|file| Ok(io::read_to_string(file)?));
            read.map_err(|why| why.to_string())
        };
        let text = read(open);
        assert_eq!(text, read(open_by_path), "{name:?}");
        text
    }

    #[test]
    fn what_data_names_is_opened_inside_its_folder_only() {
        let folder = tempfile::tempdir().unwrap();
        let (outside, inside) = (folder.path().join("secret"), folder.path().join("in"));
        std::fs::create_dir_all(inside.join("sub")).unwrap();
        std::fs::write(&outside, "secret").unwrap();
        std::fs::write(inside.join("sub/t.txt"), "text").unwrap();
        symlink(&outside, inside.join("link")).unwrap();
        symlink("sub/t.txt", inside.join("near")).unwrap();
        symlink("nowhere", inside.join("dangling")).unwrap();
        symlink(folder.path(), inside.join("up")).unwrap();
        symlink("loop", inside.join("loop")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, inside.join("pipe"), 0o600.into()).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(inside.join("socket")).unwrap();
        for name in ["sub/t.txt", "./sub/t.txt", "sub//t.txt", "sub/./t.txt"] {
            assert_eq!(opened(&inside, name).as_deref(), Ok("text"), "{name}");
        }
        let link = "it is a symbolic link";
        let out = "it must be in the folder of the file, or below it";
        for (name, why) in [
            ("link", link),
            ("near", link),
            ("dangling", link),
            ("loop", link),
            ("up/secret", "`up` on the way to it is a symbolic link"),
            ("sub/../sub/t.txt", out),
            ("../secret", out),
            ("/etc/passwd", out),
            ("", out),
            (".", out),
            ("sub/t.txt\0", out),
            ("sub", "it is not a regular file"),
            ("pipe", "it is not a regular file"),
            ("socket", "it is not a regular file"),
        ] {
            assert_eq!(opened(&inside, name), Err(why.to_owned()), "{name:?}");
        }
        assert!(opened(&inside, "no.txt").unwrap_err().contains("No such file"));
        assert_eq!(opened(Path::new("/dev"), "zero").unwrap_err(), "it is not a regular file");
        // The folder that the user names may itself be a symbolic link.
        assert_eq!(opened(&inside.join("up/in"), "sub/t.txt").as_deref(), Ok("text"));
    }
}
