//! Tests that a signal ends a command at once, with the exit status of the signal, and that nothing unfinished is left:
//! neither in the output folder nor among the temporary files.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const SIGNALS: [(&str, i32); 3] = [("HUP", 1), ("INT", 2), ("TERM", 15)];
/// Enough facts that an export is still writing when the signal arrives.
const FACTS: u64 = 3_000;

/// A folder with a database, a folder for temporary files, and one for output.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        for folder in ["tmp", "out"] {
            std::fs::create_dir(desk.path(folder)).expect("a folder");
        }
        desk.must(&["demo", ".", "--quiet"]);
        desk
    }

    fn with_many_facts() -> Self {
        let desk = Self::new();
        let mut rows = "indicator,place_key,report_key,value_best,comment\n".to_owned();
        for number in 0..FACTS {
            writeln!(rows, "trapped,aleppo,voa-2016-10-24,{number},r{number}").expect("it grows");
        }
        std::fs::write(desk.path("many.csv"), rows).expect("a file is written");
        desk.must(&["import", "many.csv", "--quiet"]);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
        command
            .args(words)
            .current_dir(self.0.path())
            .env("TMPDIR", self.path("tmp"))
            .env("FACTLINE_USER", "ana")
            .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
            .env_remove("FACTLINE_DB")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn must(&self, words: &[&str]) {
        let status = self.command(words).status().expect("factline runs");
        assert!(status.success(), "{words:?}: {status}");
    }

    /// The files in a folder of this one.
    fn found(&self, folder: &str) -> Vec<String> {
        let found = std::fs::read_dir(self.path(folder)).expect("a folder");
        found.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

/// Waits until a condition is true, or the command has ended; returns whether it is true.
fn wait_until(child: &mut Child, mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if is_so() {
            return true;
        }
        if child.try_wait().expect("it can be asked").is_some() {
            return false;
        }
        sleep(Duration::from_micros(200));
    }
    false
}

fn send(signal: &str, child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-s", signal, &id]).status().expect("kill runs");
    assert!(sent.success());
}

/// Starts a command, sends it a signal when an unfinished file is in a folder, and checks that the signal ended it and
/// that nothing is left.
fn interrupt(desk: &Desk, words: &[&str], folder: &str, (name, number): (&str, i32)) {
    let before = desk.found(folder);
    let mut child = desk.command(words).spawn().expect("factline runs");
    let is_met = wait_until(&mut child, || {
        desk.found(folder).iter().any(|name| name.starts_with(".factline-"))
    });
    assert!(is_met, "{words:?}: nothing unfinished was seen in `{folder}`");
    send(name, &child);
    let status = child.wait().expect("it ends");
    assert_eq!(status.signal(), Some(number), "{words:?}: {status}");
    assert_eq!(desk.found(folder), before, "{words:?}: {name}");
    assert_eq!(desk.found("tmp"), Vec::<String>::new(), "{words:?}: {name}");
}

#[test]
fn what_is_written_with_o_is_there_or_not() {
    let desk = Desk::with_many_facts();
    let files = ["o.csv", "o.jsonl", "o.geojson", "o.zip", "o.db", "pack/", "part.db"];
    for (file, signal) in files.into_iter().zip(SIGNALS.into_iter().cycle()) {
        let output = format!("out/{file}");
        let mut words = vec!["export", "-o", &output];
        if file == "part.db" {
            words.extend(["--indicator", "killed"]);
        }
        interrupt(&desk, &words, "out", signal);
        desk.must(&words);
        if file.ends_with('/') {
            // The existing file stays while it is being replaced.
            interrupt(&desk, &words, "out", signal);
            assert!(desk.path("out/pack/facts.csv").is_file());
        }
    }
    interrupt(&desk, &["table", "-o", "out/table.csv"], "out", SIGNALS[1]);
}

#[test]
fn a_demo_leaves_nothing() {
    let desk = Desk::new();
    for signal in SIGNALS {
        interrupt(&desk, &["demo"], "tmp", signal);
        interrupt(&desk, &["demo", "out"], "out", signal);
        interrupt(&desk, &["init", "--db", "out/new.db"], "out", signal);
    }
    desk.must(&["demo"]);
    assert_eq!(desk.found("tmp"), Vec::<String>::new());
}

/// An import that waits for more rows from standard input, after it has read one that is refused.
fn waiting_import(desk: &Desk, command: &mut Command) -> Child {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("factline runs");
    let input = child.stdin.as_mut().expect("a pipe");
    let mut rows = "indicator,place_key,report_key,value_best\n".to_owned();
    rows.push_str(&"trapped,nowhere,voa-2016-10-24,1\n".repeat(5_000));
    input.write_all(rows.as_bytes()).expect("rows are written");
    input.flush().expect("rows are written");
    assert!(wait_until(&mut child, || !desk.found("out").is_empty()));
    child
}

#[test]
fn an_import_leaves_nothing_and_continues_if_a_hangup_is_ignored() {
    let desk = Desk::new();
    let words = ["import", "-", "--rejects", "out/rejects.csv"];
    for (name, number) in SIGNALS {
        let mut child = waiting_import(&desk, &mut desk.command(&words));
        send(name, &child);
        assert_eq!(child.wait().expect("it ends").signal(), Some(number));
        assert_eq!(desk.found("out"), Vec::<String>::new());
    }
    let mut held = Command::new("nohup");
    held.arg(env!("CARGO_BIN_EXE_factline")).args(words);
    held.current_dir(desk.0.path()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = waiting_import(&desk, &mut held);
    send("HUP", &child);
    sleep(Duration::from_millis(200));
    assert!(child.try_wait().expect("it can be asked").is_none());
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
    assert_eq!(desk.found("out"), ["rejects.csv"]);
}

#[test]
fn an_import_of_a_zip_or_of_points_leaves_nothing() {
    let desk = Desk::with_many_facts();
    for file in ["all.zip", "all.geojson"] {
        desk.must(&["export", "-o", file]);
        for (name, _) in SIGNALS {
            // A journal may be beside the database of the last signal, so each signal gets a new database.
            let database = format!("{file}-{name}.db");
            desk.must(&["init", "--db", &database]);
            let mut child =
                desk.command(&["import", "--db", &database, file]).spawn().expect("factline runs");
            sleep(Duration::from_millis(150));
            assert_eq!(desk.found("tmp"), Vec::<String>::new(), "{file}");
            send(name, &child);
            child.wait().expect("it ends");
            assert_eq!(desk.found("tmp"), Vec::<String>::new(), "{file}");
            desk.must(&["log", "--db", &database]);
        }
    }
}

fn mode(file: &Path) -> u32 {
    file.metadata().expect("it is there").permissions().mode() & 0o777
}

#[test]
fn what_is_written_is_as_readable_as_it_should_be() {
    let desk = Desk::new();
    let sh = |line: &str| {
        let program = env!("CARGO_BIN_EXE_factline");
        let line = format!("umask 022; factline() {{ '{program}' \"$@\"; }}; {line}");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).current_dir(desk.0.path()).env("FACTLINE_USER", "ana");
        assert!(shell.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("sh").success());
    };
    sh("factline init --db out/new.db; factline demo out/try; factline table -o out/new.csv");
    sh("factline export -o out/e.jsonl; factline export -o out/t.jsonl --with-texts");
    sh("factline export -o out/p.zip; factline export -o out/p/; factline export -o out/c.db");
    sh("factline export -o out/part.db --indicator killed");
    let expected = [
        ("new.db", 0o600),
        ("try/factline.db", 0o600),
        ("new.csv", 0o644),
        ("e.jsonl", 0o644),
        ("t.jsonl", 0o600),
        ("p.zip", 0o600),
        ("p", 0o700),
        ("p/texts", 0o700),
        ("p/facts.csv", 0o600),
        ("c.db", 0o600),
        ("part.db", 0o600),
    ];
    for (file, bits) in expected {
        assert_eq!(mode(&desk.path("out").join(file)), bits, "{file}");
    }
    for (file, bits) in [("new.csv", 0o600), ("t.jsonl", 0o640), ("p.zip", 0o664)] {
        let path = desk.path("out").join(file);
        std::fs::set_permissions(&path, Permissions::from_mode(bits)).expect("a mode");
    }
    symlink("new.csv", desk.path("out/link.csv")).expect("a link");
    let before = std::fs::read(desk.path("out/new.csv")).expect("a listing");
    sh("factline table --indicator trapped -o out/link.csv; factline export -o out/p.zip");
    sh("factline export -o out/t.jsonl --with-texts");
    assert!(desk.path("out/link.csv").is_symlink());
    assert_ne!(std::fs::read(desk.path("out/new.csv")).expect("a listing"), before);
    for (file, bits) in [("new.csv", 0o600), ("t.jsonl", 0o640), ("p.zip", 0o664)] {
        assert_eq!(mode(&desk.path("out").join(file)), bits, "{file}");
    }
}
