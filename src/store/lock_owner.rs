//! Finds the program that has locked a file. SQLite uses POSIX advisory locks, which Linux lists in
//! `/proc/locks`; on other systems no program can be named.

#[cfg(any(target_os = "linux", test))]
use std::ops::RangeInclusive;
use std::path::Path;

/// The bytes that SQLite locks in a database: pending, reserved and shared (SQLite's `PENDING_BYTE` and
/// after).
#[cfg(any(target_os = "linux", test))]
const LOCK_BYTES: RangeInclusive<u64> = 0x4000_0000..=0x4000_01ff;

/// The byte that a recording program locks in the `-shm` file of a database in WAL mode (SQLite's
/// `WAL_WRITE_LOCK`).
#[cfg(any(target_os = "linux", test))]
const LOG_LOCK_BYTE: RangeInclusive<u64> = 120..=120;

/// A file as `/proc/locks` identifies it: device numbers and inode.
#[cfg(any(target_os = "linux", test))]
#[derive(Clone, Copy)]
struct FileId {
    major: u64,
    minor: u64,
    inode: u64,
}

/// The name and process number of the program that has locked a file; `None` if it cannot be found.
#[cfg(target_os = "linux")]
pub(super) fn of(path: &Path) -> Option<String> {
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let owner = |path: &Path, bytes| owner_of(&locks, id_of(path)?, bytes, std::process::id());
    let mut beside = path.as_os_str().to_owned();
    beside.push("-shm");
    let process = owner(Path::new(&beside), LOG_LOCK_BYTE).or_else(|| owner(path, LOCK_BYTES))?;
    let program = std::fs::read_to_string(format!("/proc/{process}/comm")).ok();
    Some(match program {
        Some(program) => format!("{} (process {process})", program.trim_end()),
        None => format!("process {process}"),
    })
}

#[cfg(target_os = "linux")]
fn id_of(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::metadata(path).ok()?;
    let device = file.dev();
    Some(FileId {
        major: ((device >> 8) & 0xfff) | ((device >> 32) & !0xfff),
        minor: (device & 0xff) | ((device >> 12) & !0xff & 0xffff_ffff),
        inode: file.ino(),
    })
}

/// No program can be named on this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn of(_: &Path) -> Option<String> {
    None
}

/// The process other than `myself` that holds locks on these bytes of a file, a writer before a reader. In some file
/// systems, the device number in `/proc/locks` differs from the one in `stat`, so a lock that only matches by inode is
/// the second choice.
#[cfg(any(target_os = "linux", test))]
fn owner_of(locks: &str, file: FileId, bytes: RangeInclusive<u64>, myself: u32) -> Option<u32> {
    locks
        .lines()
        .filter_map(Lock::read)
        .filter(|lock| lock.file.inode == file.inode && lock.process != myself)
        .filter(|lock| bytes.contains(&lock.first))
        .max_by_key(|lock| {
            let same = lock.file.major == file.major && lock.file.minor == file.minor;
            (same, lock.writes)
        })
        .map(|lock| lock.process)
}

/// One line of `/proc/locks`:
/// `1: POSIX  ADVISORY  WRITE 4242 08:01:131 1073741825 1073741825`.
#[cfg(any(target_os = "linux", test))]
struct Lock {
    writes: bool,
    process: u32,
    file: FileId,
    first: u64,
}

#[cfg(any(target_os = "linux", test))]
impl Lock {
    /// Parses a lock that is held; `None` for a waiting one (`->` in the second column) and for
    /// other kinds.
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let [_, "POSIX", _, kind] = [words.next()?, words.next()?, words.next()?, words.next()?]
        else {
            return None;
        };
        let process = words.next()?.parse().ok()?;
        let mut parts = words.next()?.split(':');
        let file = FileId {
            major: u64::from_str_radix(parts.next()?, 16).ok()?,
            minor: u64::from_str_radix(parts.next()?, 16).ok()?,
            inode: parts.next()?.parse().ok()?,
        };
        Some(Self { writes: kind == "WRITE", process, file, first: words.next()?.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKS: &str = "\
1: POSIX  ADVISORY  READ 77 08:01:131 1073741826 1073742335
2: POSIX  ADVISORY  WRITE 4242 08:01:131 1073741825 1073741825
2: -> POSIX  ADVISORY  WRITE 5555 08:01:131 1073741825 1073741825
3: FLOCK  ADVISORY  WRITE 66 08:01:131 0 EOF
4: POSIX  ADVISORY  WRITE 88 08:02:131 1073741825 1073741825
5: POSIX  ADVISORY  WRITE 99 08:01:131 0 EOF
6: POSIX  ADVISORY  WRITE 55 00:2a:500 1073741825 1073741825
7: POSIX  ADVISORY  READ 32 08:01:132 124 124
8: POSIX  ADVISORY  WRITE 31 08:01:132 120 120
";

    fn found(inode: u64, myself: u32) -> Option<u32> {
        owner_of(LOCKS, FileId { major: 8, minor: 1, inode }, LOCK_BYTES, myself)
    }

    #[test]
    fn the_writer_that_holds_a_log_is_named_and_no_reader() {
        let log = FileId { major: 8, minor: 1, inode: 132 };
        assert_eq!(owner_of(LOCKS, log, LOG_LOCK_BYTE, 1), Some(31));
        assert_eq!(owner_of(LOCKS, log, LOG_LOCK_BYTE, 31), None);
    }

    #[test]
    fn the_writer_on_the_same_device_is_named_first() {
        assert_eq!(found(131, 1), Some(4242));
    }

    #[test]
    fn ourselves_and_those_who_wait_are_not_named() {
        assert_eq!(found(131, 4242), Some(77));
    }

    #[test]
    fn a_file_system_that_shows_another_device_is_matched_by_its_inode() {
        assert_eq!(found(500, 1), Some(55));
        assert_eq!(found(9, 1), None);
    }

    #[test]
    fn lines_of_another_form_are_skipped() {
        assert_eq!(
            owner_of("junk\n1: POSIX x\n", FileId { major: 0, minor: 0, inode: 0 }, LOCK_BYTES, 1),
            None
        );
    }
}
