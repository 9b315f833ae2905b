//! File functions that differ between operating systems: modes, links, syncing a folder, exchanging two
//! names, reading at an offset, the identity of a file.
//!
//! `unix.rs` and `portable.rs` have the same functions; `portable.rs` is used on systems other than Unix, and
//! compiled in the tests of every system. A test compares the functions of both. Must not know the content of
//! a file.

#[cfg(any(not(unix), test))]
mod portable;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use portable as own;
#[cfg(unix)]
use unix as own;

pub(crate) use own::{
    FileIdentity, identity, make_private_file, make_private_folder, read_at, target_of,
};
pub(super) use own::{exchange, set_mode, sync_folder, take_mode, take_modes};

#[cfg(all(test, unix))]
mod tests {
    use super::{portable, unix};
    use std::fs::{File, Metadata};
    use std::io;
    use std::path::{Path, PathBuf};
    use tempfile::Builder;

    /// Assigns each function of both modules to one type, and lists their names.
    macro_rules! twins {
        ($($name:ident: $type:ty;)*) => {{
            $(let _: [$type; 2] = [unix::$name, portable::$name];)*
            [$(stringify!($name)),*]
        }};
    }

    /// The names of the functions that a module offers, in alphabetical order.
    fn offered(source: &str) -> Vec<&str> {
        let after = |line| str::split_once(line, " fn ").or_else(|| line.split_once(" type "));
        let mut names: Vec<&str> = source
            .lines()
            .filter(|line| line.starts_with("pub"))
            .filter_map(after)
            .filter_map(|(_, rest)| rest.split(['(', '<', ' ']).next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn unix_and_portable_have_the_same_functions() {
        let functions = twins! {
            exchange: fn(&Path, &Path) -> bool;
            make_private_file: fn(&Path) -> io::Result<File>;
            make_private_folder: fn(&Path) -> io::Result<()>;
            read_at: fn(&File, &mut [u8], u64) -> io::Result<usize>;
            set_mode: fn(&mut Builder<'_, '_>, u32);
            sync_folder: fn(&Path) -> io::Result<()>;
            take_mode: fn(&File, &Metadata) -> io::Result<()>;
            take_modes: fn(&Path, &Path) -> io::Result<()>;
            target_of: fn(&Path) -> io::Result<PathBuf>;
        };
        let _: fn(&Metadata) -> unix::FileIdentity = unix::identity;
        let _: fn(&Metadata) -> portable::FileIdentity = portable::identity;
        let mut both = [&["FileIdentity", "identity"][..], &functions].concat();
        both.sort_unstable();
        assert_eq!(offered(include_str!("unix.rs")), both);
        assert_eq!(offered(include_str!("portable.rs")), both);
    }
}
