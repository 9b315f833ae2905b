//! Tests that an import is either recorded completely or not at all: whatever kills it, whatever
//! reads or writes at the same time, and whatever happens to its file.
//!
//! The file has more rows than an import adds one by one, so that the indexes of the facts are
//! dropped and rebuilt; the moments are spread over the duration of the import, and over the growth
//! of the database.

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Enough rows that the indexes are dropped, and few enough for a test.
const ROWS: u64 = 20_200;

/// The fractions of its duration at which an import is killed: most of them near the end.
const MOMENTS: [f64; 8] = [0.03, 0.4, 0.7, 0.85, 0.92, 0.96, 0.99, 1.01];
/// The fractions of the growth of the database at which an import is killed.
const GROWN: [f64; 4] = [0.001, 0.4, 0.8, 0.999];

/// The state that a killed import must leave: nothing recorded, or everything.
#[derive(Clone, PartialEq, Eq, Debug)]
struct State {
    facts: u64,
    changesets: u64,
    schema: BTreeSet<(String, String, String)>,
}

impl Folder {
    /// A folder with a database that has a few facts, and the files to import.
    fn new() -> Self {
        let folder = Self::empty();
        std::fs::write(folder.path("many.csv"), rows(0..ROWS)).expect("a file is written");
        folder.must(&["init", "--quiet"]);
        folder.small_import(ROWS);
        folder
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("factline runs")
    }

    /// The import of all rows, while it runs.
    fn start(&self) -> Child {
        let mut command = self.command(&["import", "many.csv", "--create"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("factline runs")
    }

    /// The next import: one new fact.
    fn small_import(&self, number: u64) {
        std::fs::write(self.path("one.csv"), rows(number..number + 1)).expect("a file is written");
        let said = self.must(&["import", "one.csv", "--create"]);
        assert!(said.contains("facts: 1 new, 0 already there"), "{said}");
    }

    /// The number of bytes of the database and of its log.
    fn size(&self) -> u64 {
        let log = std::fs::metadata(self.path("factline.db-wal")).map_or(0, |log| log.len());
        log + std::fs::metadata(self.path("factline.db")).expect("the database is there").len()
    }

    /// What the database contains; fails unless it is undamaged, according to Factline and to SQLite.
    fn state(&self) -> State {
        self.must(&["log", "--limit", "1"]);
        let database = Connection::open(self.path("factline.db")).expect("it opens");
        let count =
            |sql: &str| -> u64 { database.query_row(sql, [], |row| row.get(0)).expect("a number") };
        let found = |sql: &str| -> Vec<String> {
            let mut statement = database.prepare(sql).expect("a question");
            let rows = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
            rows.collect::<Result<_, _>>().expect("texts")
        };
        assert_eq!(found("PRAGMA integrity_check"), ["ok"]);
        assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
        let mut statement = database
            .prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
            .expect("a question");
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .expect("rows");
        State {
            facts: count("SELECT count(*) FROM fact"),
            changesets: count("SELECT count(*) FROM changeset"),
            schema: rows.collect::<Result<_, _>>().expect("texts"),
        }
    }
}

/// Rows of facts about some places, by some actors, from some reports.
fn rows(numbers: std::ops::Range<u64>) -> String {
    let mut text = "indicator,place_name,value_best,when_edtf,claimant,publisher,report_title,\
                    report_date,quote\n"
        .to_owned();
    for number in numbers {
        let (place, claimant, publisher) = (number % 97, number % 31, number % 7);
        let (report, month, day) = (number % 211, number / 28 % 12 + 1, number % 28 + 1);
        writeln!(
            text,
            "killed,Town {place},{number},2016-{month:02}-{day:02},Speaker {claimant},\
             Paper {publisher},Report {report},2017-01-{day:02},\"{number} people were killed\"",
        )
        .expect("a text grows");
    }
    text
}

/// Kills a process, unless it has ended; returns whether it was still running.
fn kill(mut child: Child) -> bool {
    let was_running = child.try_wait().expect("it can be asked").is_none();
    let _ = child.kill();
    child.wait().expect("it ends");
    was_running
}

/// Checks the state that a killed import left, and that the next one works.
fn check(folder: &Folder, before: &State, kills: u64) -> State {
    let after = folder.state();
    let full = State {
        facts: before.facts + ROWS,
        changesets: before.changesets + 1,
        schema: before.schema.clone(),
    };
    assert!(after == *before || after == full, "neither old nor new: {} facts", after.facts);
    if after == full {
        std::fs::copy(folder.path("old.db"), folder.path("factline.db")).expect("a copy");
    }
    folder.small_import(ROWS + 1 + kills);
    let next = folder.state();
    assert_eq!(next.schema, before.schema);
    std::fs::copy(folder.path("factline.db"), folder.path("old.db")).expect("a copy");
    next
}

/// Kills one import after another at the moment for which `wait` waits, and checks the state that each leaves.
fn kill_at<M: Copy>(moments: &[M], wait: impl Fn(&Folder, &mut Child, M, &Whole)) {
    let folder = Folder::new();
    let mut state = folder.state();
    std::fs::copy(folder.path("factline.db"), folder.path("old.db")).expect("a copy");
    let small = folder.size();
    let begun = Instant::now();
    assert!(folder.start().wait().expect("it ends").success());
    let mut whole = Whole { time: begun.elapsed(), sizes: small..folder.size() };
    assert_eq!(folder.state().facts, state.facts + ROWS);
    std::fs::copy(folder.path("old.db"), folder.path("factline.db")).expect("a copy");

    let (mut kills, mut alive) = (0, 0);
    for moment in moments {
        let mut child = folder.start();
        wait(&folder, &mut child, *moment, &whole);
        if kill(child) {
            alive += 1;
        } else {
            // The machine was busier when the whole import was timed than it is now.
            whole.time = whole.time.mul_f64(0.8);
        }
        state = check(&folder, &state, kills);
        kills += 1;
    }
    assert!(alive * 2 >= kills, "{alive} of {kills} imports were still under way");

    folder.must(&["import", "many.csv", "--create"]);
    let full = folder.state();
    assert_eq!((full.facts, full.schema), (state.facts + ROWS, state.schema));
    let again = folder.must(&["import", "many.csv", "--create"]);
    assert_eq!(again, format!("facts: 0 new, {ROWS} already there\n"));
    assert!(!leftovers(&folder.path("")), "a journal is left");
}

/// The duration of a whole import, and the sizes of the database before and after it.
struct Whole {
    time: Duration,
    sizes: std::ops::Range<u64>,
}

#[test]
fn an_import_killed_at_any_time_has_happened_or_not() {
    kill_at(&MOMENTS, |_, _, part, whole| sleep(whole.time.mul_f64(part)));
}

#[test]
fn an_import_killed_while_the_file_grows_has_happened_or_not() {
    kill_at(&GROWN, |folder, child, part, whole| {
        let growth = whole.sizes.end - whole.sizes.start;
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
        #[expect(clippy::cast_sign_loss)]
        let enough = whole.sizes.start + (growth as f64 * part) as u64;
        while folder.size() < enough && child.try_wait().expect("it can be asked").is_none() {
            sleep(Duration::from_millis(1));
        }
    });
}

/// Whether the folder contains parts of an unfinished transaction.
fn leftovers(folder: &Path) -> bool {
    folder.join("factline.db-journal").exists() || folder.join("factline.db-wal").exists()
}

/// Whether the message clearly says that the database was in use.
fn is_busy(output: &Output) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    output.status.code() == Some(1) && said.contains("in use by factline (process ")
}

#[test]
fn a_reader_during_an_import_sees_the_old_or_the_new_state_and_a_writer_waits() {
    let folder = Folder::new();
    let old = folder.state().facts;
    let town = format!("Town {}", ROWS % 97);
    let mut import = folder.start();
    let mut answers = 0;
    while import.try_wait().expect("it can be asked").is_none() {
        for question in [["export", "--quiet"], ["table", "--format=csv"]] {
            let answer = folder.run(&question);
            let rows = answer.stdout.split(|byte| *byte == b'\n').count() as u64 - 1;
            let is_whole = answer.status.success() && [old + 1, old + ROWS + 1].contains(&rows);
            assert!(is_whole, "{question:?}: {rows} lines, {answer:?}");
            answers += 1;
        }
        let drawn = folder.run(&["timeline", &town, "--limit", "3"]);
        assert!(drawn.status.success(), "{drawn:?}");
    }
    assert!(answers > 0 && import.wait().expect("it ends").success());
    assert_eq!(folder.state().facts, old + ROWS);
}

#[test]
fn two_imports_at_once_are_one_after_the_other() {
    let folder = Folder::new();
    let old = folder.state();
    let mut first = folder.command(&["import", "many.csv", "--create"]);
    let first = first.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("factline runs");
    let second = folder.run(&["import", "many.csv", "--create"]);
    let first = first.wait_with_output().expect("it ends");
    let failed: Vec<_> = [first, second].into_iter().filter(|it| !it.status.success()).collect();
    assert!(failed.len() < 2 && failed.iter().all(is_busy), "{failed:?}");
    let new = folder.state();
    assert_eq!((new.facts, new.changesets), (old.facts + ROWS, old.changesets + 1));
    assert_eq!(new.schema, old.schema);
}

#[cfg(unix)]
#[test]
fn an_import_into_a_file_that_lost_its_name_is_not_acknowledged() {
    let many = rows(0..ROWS);
    let (first, last) = many.split_at(many.len() / 2);
    let told = [
        ("replaced", "the file that now has this name does not contain it"),
        ("moved or deleted", "there is no file with this name now"),
    ];
    for (is_replaced, (what, meaning)) in [true, false].into_iter().zip(told) {
        let folder = Folder::new();
        let old = folder.state();
        std::fs::copy(folder.path("factline.db"), folder.path("other.db")).expect("a copy");
        let mut command = folder.command(&["import", "-", "--create"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut import = command.spawn().expect("factline runs");
        let mut input = import.stdin.take().expect("an input");
        // More than a pipe can contain: when all of this was read, the database is open.
        input.write_all(first.as_bytes()).expect("rows are read");
        std::fs::rename(folder.path("factline.db"), folder.path("away.db")).expect("it moves");
        if is_replaced {
            std::fs::rename(folder.path("other.db"), folder.path("factline.db")).expect("it moves");
        }
        input.write_all(last.as_bytes()).expect("rows are read");
        drop(input);
        let output = import.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*output.stdout), (Some(1), &b""[..]), "{said}");
        assert!(said.contains(what) && said.contains(meaning), "{said}");
        assert!(!leftovers(&folder.path("")), "a journal is left");
        assert_eq!(folder.path("factline.db").exists(), is_replaced);
        if !is_replaced {
            std::fs::rename(folder.path("away.db"), folder.path("factline.db")).expect("it moves");
        }
        assert_eq!(folder.state(), old);
    }
}
