//! Waits for other programs that have locked the file.
//!
//! SQLite has no queue: whichever program asks at the right moment gets the file. Each program
//! therefore asks often and at random intervals, so that all have the same chance.

use super::lock_owner;
use rusqlite::Connection;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to wait for other programs, and a callback that names the program to the user.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The longest wait; `None` if the wait may last as long as the lock.
    most: Option<Duration>,
    tell: fn(&str),
}

/// The waiting time before the first call of the callback, and the time between two calls.
const TELL: Duration = Duration::from_secs(1);
const TELL_AGAIN: Duration = Duration::from_secs(60);
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
        Self { most: Some(most), tell: |_| () }
    }

    /// Waits as long as another program has locked the file, without a callback. A lock disappears with its process, so
    /// the wait ends. Only for a caller that holds no lock: two programs that each hold a lock could wait for each
    /// other forever.
    #[must_use]
    pub fn endless() -> Self {
        Self { most: None, tell: |_| () }
    }

    /// Adds a callback. It is called after a second of waiting, and each minute from then on, with the name
    /// of the program that has locked the file.
    #[must_use]
    pub fn telling(self, tell: fn(&str)) -> Self {
        Self { tell, ..self }
    }
}

/// What to do after a failed attempt to lock the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    GiveUp,
    /// Call the callback, then try again.
    Tell,
    Retry,
}

/// One wait for the file.
struct Wait {
    most: Option<Duration>,
    /// The waiting time after which the callback is called next.
    tell_at: Duration,
}

impl Wait {
    fn of(patience: Patience) -> Self {
        Self { most: patience.most, tell_at: TELL }
    }

    /// The next step after `waited`, the time since the wait began.
    fn next(&mut self, waited: Duration) -> Step {
        if self.most.is_some_and(|most| waited >= most) {
            Step::GiveUp
        } else if waited >= self.tell_at {
            self.tell_at = waited + TELL_AGAIN;
            Step::Tell
        } else {
            Step::Retry
        }
    }
}

/// Switches the waiting of a connection on and off.
pub(super) struct Waiting(Arc<AtomicBool>);

impl Waiting {
    /// Makes a connection wait, on reading and writing, while another program has locked its file. Fails if SQLite
    /// refuses the handler.
    pub(super) fn of(
        connection: &mut Connection,
        path: &Path,
        patience: Patience,
    ) -> rusqlite::Result<Self> {
        let is_patient = Arc::new(AtomicBool::new(true));
        let (may_wait, path) = (Arc::clone(&is_patient), path.to_owned());
        let chance = RandomState::new();
        let (mut since, mut wait) = (Instant::now(), Wait::of(patience));
        connection.busy_handler(Some(move |times| {
            if times == 0 {
                (since, wait) = (Instant::now(), Wait::of(patience));
            }
            let waited = since.elapsed();
            let step = wait.next(waited);
            if !may_wait.load(Ordering::Relaxed) || step == Step::GiveUp {
                return false;
            }
            if step == Step::Tell {
                let holder = lock_owner::of(&path);
                (patience.tell)(holder.as_deref().unwrap_or("another program"));
            }
            let by_chance = chance.hash_one((times, waited)) % LONGEST;
            let pause = Duration::from_micros(SHORTEST + by_chance);
            sleep(pause.min(patience.most.unwrap_or(pause)));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The seconds after which the callback is called, and those after which the wait is given up; `None` if the wait
    /// lasts for a day. Attempts are a second apart.
    fn told(patience: Patience) -> (Vec<u64>, Option<u64>) {
        let mut wait = Wait::of(patience);
        let mut told = Vec::new();
        for second in 0..24 * 60 * 60 {
            match wait.next(Duration::from_secs(second)) {
                Step::GiveUp => return (told, Some(second)),
                Step::Tell => told.push(second),
                Step::Retry => (),
            }
        }
        (told, None)
    }

    #[test]
    fn a_wait_with_a_limit_is_reported_once_and_ends() {
        assert_eq!(told(Patience::default()), (vec![1], Some(30)));
    }

    #[test]
    fn a_wait_without_a_limit_continues_and_is_reported_each_minute() {
        let (told, given_up) = told(Patience::endless());
        assert_eq!((&told[..3], given_up), (&[1, 61, 121][..], None));
        assert_eq!(told.len(), 24 * 60);
    }
}
