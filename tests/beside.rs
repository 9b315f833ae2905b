//! Tests that readers during a long import immediately see what was recorded before, and that writers wait and say for
//! which program.
#![cfg(target_os = "linux")]

#[path = "support/folder.rs"]
mod folder;

use folder::Folder;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Enough rows that they do not fit into the page cache of the database, and that its indexes are dropped.
const ROWS: usize = 10_500;
/// The number of bytes of a comment.
const COMMENT: usize = 2_000;
/// The longest time that a reader may take. It is many times what a reader needs, so this is not a test of speed.
const MOST: Duration = Duration::from_secs(30);

const HEADER: &str = "indicator,place_name,value_best,when_edtf,claimant,publisher,report_title,\
                      report_date,comment\n";

impl Folder {
    fn new() -> Self {
        let folder = Self::empty();
        let one = format!("{HEADER}killed,Aleppo,7,2016-10-20,Ana,Paper,Old news,2016-10-21,\n");
        std::fs::write(folder.path("one.csv"), one).expect("a file is written");
        folder.must(&["init"]);
        folder.must(&["import", "one.csv", "--create"]);
        folder
    }

    fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("factline runs")
    }

    /// The answer of a command within `MOST`.
    fn at_once(&self, arguments: &[&str]) -> String {
        let (mut asked, since) = (self.start(arguments), Instant::now());
        while asked.try_wait().expect("it can be asked").is_none() {
            if since.elapsed() > MOST {
                asked.kill().expect("it can be ended");
                panic!("{arguments:?} still waits");
            }
            sleep(Duration::from_millis(5));
        }
        let answer = asked.wait_with_output().expect("it ended");
        assert!(answer.status.success(), "{arguments:?}: {answer:?}");
        String::from_utf8(answer.stdout).expect("UTF-8")
    }
}

fn rows() -> String {
    let comment = "word ".repeat(COMMENT / 5);
    let mut text = HEADER.to_owned();
    for number in 1..=ROWS {
        let day = number % 28 + 1;
        writeln!(
            text,
            "killed,Aleppo,{number},2016-11-{day:02},Ana,Paper,Report {day},2017-01-{day:02},{comment}"
        )
        .expect("a text grows");
    }
    text
}

#[test]
fn readers_continue_during_a_long_import_and_writers_wait() {
    let folder = Folder::new();
    let mut import = folder.start(&["import", "-", "--create"]);
    let mut input = import.stdin.take().expect("an input");
    input.write_all(rows().as_bytes()).expect("rows are read");
    // A pipe contains few rows, so nearly all rows are recorded by now, or will be soon; none is
    // committed before the input ends.
    for _ in 0..3 {
        let timeline = folder.at_once(&["timeline", "Aleppo"]);
        assert!(timeline.contains('7') && !timeline.contains("2016-11"), "{timeline}");
        let table = folder.at_once(&["table", "--format", "csv"]);
        assert_eq!(table.lines().count(), 2, "{table}");
        sleep(Duration::from_millis(300));
    }
    assert!(import.try_wait().expect("it can be asked").is_none(), "it waits for more rows");

    let mut added = folder.start(&["add", "killed", "Aleppo", "8", "--when", "2016-10-20"]);
    sleep(Duration::from_millis(1_500));
    assert!(added.try_wait().expect("it can be asked").is_none(), "it waits for the import");
    drop(input);
    let import = import.wait_with_output().expect("it ends");
    assert!(import.status.success(), "{import:?}");
    let mut said = String::new();
    added.stderr.take().expect("its words").read_to_string(&mut said).expect("UTF-8");
    assert!(added.wait().expect("it ends").success(), "{said}");
    assert!(said.contains("factline (process "), "{said}");

    let table = folder.must(&["table", "--format", "csv"]);
    assert_eq!(table.lines().count(), 1 + 1 + ROWS + 1, "{}", &table[..200.min(table.len())]);
    for beside in ["factline.db-wal", "factline.db-shm", "factline.db-journal"] {
        assert!(!folder.path(beside).exists(), "{beside} is left");
    }
}
