//! A program on a real terminal, with the test as its user.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The longest time that the program may take to show the expected text.
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal with a running program.
pub(crate) struct Terminal {
    keys: File,
    shown: Arc<(Mutex<Vec<u8>>, Condvar)>,
    /// How many bytes of the plain text shown so far come before the position from which the next text is searched.
    seen: usize,
    child: Child,
    reader: JoinHandle<()>,
}

impl Terminal {
    /// Runs a command on a terminal with this many lines and columns.
    pub(crate) fn with(mut command: Command, (lines, columns): (u16, u16)) -> Self {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&ours).and_then(|()| unlockpt(&ours)).expect("a terminal");
        let size = Winsize { ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size).expect("a size");
        let name = ptsname(&ours, Vec::new()).expect("a name").into_string().expect("UTF-8");
        let theirs = OpenOptions::new().read(true).write(true).open(name).expect("a terminal");
        let again = || theirs.try_clone().expect("a terminal");
        command.stdin(again()).stdout(again()).stderr(again());
        let child = command.spawn().expect("the program runs");
        drop((command, theirs));
        let keys = File::from(ours);
        let mut screen = keys.try_clone().expect("a terminal");
        let shown = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let written = Arc::clone(&shown);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            // The terminal returns an error when nobody has it open any more.
            while let Ok(count @ 1..) = screen.read(&mut bytes) {
                written.0.lock().expect("a lock").extend_from_slice(&bytes[..count]);
                written.1.notify_all();
            }
        });
        Self { keys, shown, seen: 0, child, reader }
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("keys are typed");
    }

    /// Waits until words are shown after those of the previous wait.
    pub(crate) fn wait_for(&mut self, words: &str) {
        let (shown, changed) = &*self.shown;
        let mut bytes = shown.lock().expect("a lock");
        loop {
            let text = plain(&bytes);
            if let Some(at) = text.get(self.seen..).and_then(|text| text.find(words)) {
                self.seen += at + words.len();
                return;
            }
            let (again, wait) = changed.wait_timeout(bytes, PATIENCE).expect("a lock");
            bytes = again;
            assert!(!wait.timed_out(), "`{words}` is not shown in: {text}");
        }
    }

    /// Waits for words, then types keys.
    pub(crate) fn answer(&mut self, words: &str, keys: &str) {
        self.wait_for(words);
        self.press(keys);
    }

    /// Everything that was shown until the program ended, with escape sequences, and its exit code.
    pub(crate) fn end_raw(mut self) -> (Vec<u8>, Option<i32>) {
        let code = self.child.wait().expect("the program ends").code();
        self.reader.join().expect("the terminal is read");
        let shown = self.shown.0.lock().expect("a lock").clone();
        (shown, code)
    }

    /// Everything that was shown until the program ended, without escape sequences, and its exit code.
    pub(crate) fn end(self) -> (String, Option<i32>) {
        let (shown, code) = self.end_raw();
        (plain(&shown), code)
    }
}

/// The text that a terminal shows for some bytes, in order, without sequences for colours and the cursor.
fn plain(bytes: &[u8]) -> String {
    // The last bytes of a character may not have arrived yet.
    let whole = match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    };
    let text = String::from_utf8_lossy(whole).replace('\r', "");
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' => match letters.next() {
                Some('[') => _ = letters.find(|c| ('@'..='~').contains(c)),
                Some(']') => _ = letters.find(|c| *c == '\u{7}' || *c == '\\'),
                _ => {}
            },
            letter => plain.push(letter),
        }
    }
    plain
}
