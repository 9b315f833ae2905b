//! Waiting for other programs that hold the file.
//!
//! SQLite has no queue: whoever asks at the right moment has the file. So that none of many waits for
//! ever, each asks often, and after times that differ by chance: they all have the same prospects.

use super::lock_owner;
use rusqlite::Connection;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to wait for other programs, and whom to tell.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    most: Duration,
    tell: fn(&str),
}

/// Whoever waits longer than this is told for whom.
const TELL: Duration = Duration::from_secs(1);
/// Between two questions lie at least so many microseconds, and at most so many more.
const SHORTEST: u64 = 500;
const LONGEST: u64 = 12_000;

impl Default for Patience {
    /// Half a minute, without a word.
    fn default() -> Self {
        Self::of(Duration::from_secs(30))
    }
}

impl Patience {
    /// No longer than that, without a word.
    #[must_use]
    pub fn of(most: Duration) -> Self {
        Self { most, tell: |_| () }
    }

    /// The same; `tell` is told once, where it takes long, which program holds the file.
    #[must_use]
    pub fn telling(self, tell: fn(&str)) -> Self {
        Self { tell, ..self }
    }
}

/// Whether a connection waits.
pub(super) struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// Has a connection wait, reading and writing, for whoever holds its file.
    pub(super) fn of(
        connection: &mut Connection,
        path: &Path,
        patience: Patience,
    ) -> rusqlite::Result<Self> {
        let is_patient = Arc::new(AtomicBool::new(true));
        let (may_wait, path) = (Arc::clone(&is_patient), path.to_owned());
        let chance = RandomState::new();
        let (mut since, mut is_told) = (Instant::now(), false);
        connection.busy_handler(Some(move |times| {
            if times == 0 {
                (since, is_told) = (Instant::now(), false);
            }
            let waited = since.elapsed();
            if !may_wait.load(Ordering::Relaxed) || waited >= patience.most {
                return false;
            }
            if waited >= TELL && !is_told {
                is_told = true;
                let holder = lock_owner::of(&path);
                (patience.tell)(holder.as_deref().unwrap_or("another program"));
            }
            let by_chance = chance.hash_one((times, waited)) % LONGEST;
            sleep(Duration::from_micros(SHORTEST + by_chance).min(patience.most));
            true
        }))?;
        Ok(Self(is_patient))
    }

    /// Does what is not worth waiting for.
    pub(super) fn without<T>(&self, act: impl FnOnce() -> T) -> T {
        self.0.store(false, Ordering::Relaxed);
        let done = act();
        self.0.store(true, Ordering::Relaxed);
        done
    }
}
