//! The list of unfinished files and folders of the process, which are removed if a signal (INT, TERM, HUP) ends it.
//!
//! Knows signals. Must not know why a file is unfinished.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

static LIST: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCHED: Once = Once::new();

/// The unfinished files and folders of this process. The handler of a signal waits until the list is not
/// locked.
pub(super) fn list() -> MutexGuard<'static, Vec<PathBuf>> {
    WATCHED.call_once(signals::watch);
    LIST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on, an interrupt from the terminal (Ctrl-C) does not end this process: a program that it waits for also
/// gets the interrupt, and decides what to do.
pub fn leave_interrupts_to_others() {
    #[cfg(unix)]
    // If this fails, an interrupt ends both.
    let _ = signal_hook::flag::register(
        signal_hook::consts::SIGINT,
        std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false)),
    );
}

/// Ends this process as Ctrl-C does, for a terminal that is read key by key and sends no signal. Returns if interrupts
/// are ignored.
pub fn interrupt() {
    #[cfg(unix)]
    if signal_hook::low_level::raise(signal_hook::consts::SIGINT).is_ok() {
        // The thread that waits for signals may need some time to remove unfinished files.
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

/// A file or folder in the list.
#[derive(Debug)]
pub(super) struct Listed(PathBuf);

impl Listed {
    /// Adds a file or folder that was made while the list was locked.
    pub(super) fn add(list: &mut Vec<PathBuf>, path: &Path) -> Self {
        // The process may be in another folder when the file is removed.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        list.push(path.clone());
        Self(path)
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        list().retain(|path| *path != self.0);
        // By now, its maker has removed the file or folder or given it its final name, unless the system refused that.
        remove(&self.0);
    }
}

/// How often the removal of a folder is tried: somebody may put a new file into it in the meantime.
const TRIES: usize = 8;

/// Removes a file, or a folder with its contents, if it exists.
fn remove(path: &Path) {
    for _ in 0..TRIES {
        let Ok(found) = path.symlink_metadata() else { return };
        let removed = if found.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        if removed.is_ok() {
            return;
        }
    }
}

#[cfg(unix)]
mod signals {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;
    use std::fs;
    use std::sync::PoisonError;
    use std::sync::mpsc::channel;
    use std::thread;

    /// Starts a thread that waits for signals. If no thread can be started, signals end the process as usual,
    /// and unfinished files are not removed.
    pub(super) fn watch() {
        let (ready, is_ready) = channel();
        let wait = move || {
            let ignored = ignored();
            let watched = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !ignored(*signal));
            let signals = Signals::new(watched);
            // A waiting thread is not affected.
            let _ = ready.send(());
            if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                end(signal);
            }
        };
        if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
            let _ = is_ready.recv();
        }
    }

    /// Removes what is unfinished, and ends the process by the signal.
    fn end(signal: i32) {
        // The list stays locked until the end, so that no new file is begun.
        let list = super::LIST.lock().unwrap_or_else(PoisonError::into_inner);
        list.iter().for_each(|path| super::remove(path));
        // This does not fail for any of the signals that are watched.
        let _ = emulate_default_handler(signal);
    }

    /// Which signals are ignored, for example because of `nohup`: they must still be ignored. If the system does not
    /// say, the handling of a hangup is not changed.
    fn ignored() -> impl Fn(i32) -> bool {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        move |signal| match mask {
            Some(mask) => mask >> (signal - 1) & 1 == 1,
            None => signal == SIGHUP,
        }
    }
}

/// Other systems end the process without asking; then unfinished files are not removed.
#[cfg(not(unix))]
mod signals {
    pub(super) fn watch() {}
}
