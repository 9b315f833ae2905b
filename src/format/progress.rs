//! Reports how far an import has come.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How far an import has come in the file that it reads now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Number of rows that were read of the file; 0 while a database is still checked.
    pub rows: u64,
    /// Number of bytes that were read of the file.
    pub read: u64,
    /// Size of the file in bytes; `None` if it is not known, as for standard input.
    pub size: Option<u64>,
}

/// The callback that receives the progress of an import.
#[derive(Clone)]
pub struct Watch(Arc<dyn Fn(Progress) + Send + Sync>);

impl Watch {
    /// Makes a watch that calls `told` at intervals, from another thread.
    pub fn new(told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(told))
    }

    pub(crate) fn tell(&self, progress: Progress) {
        (self.0)(progress);
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watch")
    }
}

/// Counts the bytes that are read through this reader, for other threads to see.
pub(crate) struct Counted<R> {
    pub(crate) bytes: R,
    pub(crate) count: Arc<AtomicU64>,
}

impl<R: std::io::Read> std::io::Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
