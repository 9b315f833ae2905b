//! Waits for other programs that hold the file.
//!
//! SQLite has no queue: whichever program asks at the right moment gets the file. So each asks
//! often and after random times, which gives all the same chance.

use super::lock_owner;
use rusqlite::Connection;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to wait for other programs, and a callback that tells the user for which.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    most: Duration,
    tell: fn(&str),
}

/// The wait after which the callback is called.
const TELL: Duration = Duration::from_secs(1);
/// The shortest pause between two attempts, and the random time that is added to it, in
/// microseconds.
const SHORTEST: u64 = 500;
const LONGEST: u64 = 12_000;

impl Default for Patience {
    /// Waits 30 seconds, without a callback.
    fn default() -> Self {
        Self::of(Duration::from_secs(30))
    }
}

impl Patience {
    /// Waits no longer than `most`, without a callback.
    #[must_use]
    pub fn of(most: Duration) -> Self {
        Self { most, tell: |_| () }
    }

    /// Adds a callback. It is called once, after a second of waiting, with the name of the program
    /// that holds the file.
    #[must_use]
    pub fn telling(self, tell: fn(&str)) -> Self {
        Self { tell, ..self }
    }
}

/// Switches the waiting of a connection on and off.
pub(super) struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// Makes a connection wait, on reading and writing, while another program holds its file. Fails
    /// where SQLite refuses the handler.
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

    /// Runs `act` without waiting: a locked file is an error at once.
    pub(super) fn without<T>(&self, act: impl FnOnce() -> T) -> T {
        self.0.store(false, Ordering::Relaxed);
        let done = act();
        self.0.store(true, Ordering::Relaxed);
        done
    }
}
