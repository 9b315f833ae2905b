//! Tests of files in which somebody changed bytes: every command answers or refuses, quickly and
//! with a message.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// This many files are damaged, each in a different way.
const FILES: u64 = 24;
/// No command may take longer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Numbers that look random and are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a size")
    }
}

/// Changes some bytes: anywhere, in the header of a page, or a whole stretch of them.
fn damage(bytes: &mut [u8], numbers: &mut Numbers) {
    const PAGE: usize = 8192;
    for _ in 0..=numbers.below(4) {
        let page = numbers.below(bytes.len() / PAGE) * PAGE;
        let (from, length) = match numbers.below(3) {
            0 => (100 + numbers.below(bytes.len() - 200), 1 + numbers.below(4)),
            1 => (page.max(100) + numbers.below(16), 1),
            _ => (page.max(100), 1 + numbers.below(PAGE / 2)),
        };
        for byte in bytes.iter_mut().skip(from).take(length) {
            *byte = u8::try_from(numbers.next() & 0xff).expect("it is a byte");
        }
    }
}

/// The error output of a command, and its exit code.
fn run(folder: &Path, words: &[&str]) -> (String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factline"))
        .args(words)
        .current_dir(folder)
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env("FACTLINE_USER", "ana")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("stderr")).expect("a file can be made"))
        .spawn()
        .expect("the program runs");
    let begin = Instant::now();
    let status = loop {
        match child.try_wait().expect("the program can be waited for") {
            Some(status) => break status,
            None if begin.elapsed() > PATIENCE => {
                child.kill().expect("the program can be ended");
                panic!("{words:?} does not end");
            }
            None => sleep(Duration::from_millis(2)),
        }
    };
    let said = fs::read(folder.join("stderr")).expect("the file can be read");
    (String::from_utf8_lossy(&said).into_owned(), status.code())
}

#[test]
fn every_command_answers_or_refuses_a_damaged_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    assert_eq!(run(folder, &["demo", ".", "-q"]).1, Some(0));
    let whole = fs::read(folder.join("factline.db")).expect("the file can be read");
    let mut refused = 0;
    for seed in 0..FILES {
        let mut bytes = whole.clone();
        damage(&mut bytes, &mut Numbers(seed));
        for words in [
            &["import", "damaged.db", "--db", "new.db"][..],
            &["table", "--db", "damaged.db"],
            &["timeline", "Syria", "--db", "damaged.db"],
            &["log", "--db", "damaged.db"],
            &["export", "--db", "damaged.db", "--format", "jsonl"],
            &["add", "killed", "Aleppo", "7", "--report", "voa-2016-10-24", "--db", "damaged.db"],
        ] {
            fs::write(folder.join("damaged.db"), &bytes).expect("the file can be written");
            if words[0] == "import" {
                let _ = fs::remove_file(folder.join("new.db"));
                run(folder, &["init", "-q", "--db", "new.db"]);
            }
            let (said, code) = run(folder, words);
            assert!(matches!(code, Some(0..=3)), "seed {seed}, {words:?}: {code:?}: {said}");
            assert!(!said.contains("panicked"), "seed {seed}, {words:?}: {said}");
            assert!(code != Some(1) || said.contains("error: "), "seed {seed}, {words:?}: {said}");
            refused += usize::from(code == Some(1));
        }
    }
    assert!(refused > 50, "only {refused} refusals: is anything damaged?");
}
