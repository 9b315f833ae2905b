//! Tests that a reader of the output may stop reading: this is not an error, whatever the format.

#![cfg(unix)]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// More bytes than fit into a pipe, in every listing.
const ROWS: u64 = 500;

fn command(folder: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
    command
        .args(words.split(' '))
        .current_dir(folder)
        .env("FACTLINE_USER", "ana")
        .env("FACTLINE_NOW", "2016-11-25T12:00:00Z")
        .env_remove("FACTLINE_DB")
        .stdin(Stdio::null());
    command
}

/// A database in which every list is longer than a pipe.
fn database() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |words: &str| {
        let output = command(folder.path(), words).output().expect("factline runs");
        assert!(output.status.success(), "{words}: {output:?}");
    };
    run("demo . --quiet");
    let mut rows =
        "indicator,place_name,publisher,report_title,report_date,value_best,comment\n".to_owned();
    let long = "a long comment ".repeat(20);
    for row in 0..ROWS {
        let day = row % 28 + 1;
        writeln!(
            rows,
            "trapped,Town {row} {long},Paper {row} {long},Title {row} {long},2016-09-{day:02},{row},{long}"
        )
        .expect("a text grows");
    }
    std::fs::write(folder.path().join("many.csv"), rows).expect("a file is written");
    run("import many.csv --create --quiet");
    folder
}

/// Runs a command whose reader reads one line and then closes the pipe.
fn head(folder: &Path, words: &str) {
    let mut command = command(folder, words);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("factline runs");
    let mut out = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
    out.read_line(&mut String::new()).expect("a line");
    drop(out);
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    let status = child.wait().expect("it ends");
    assert!(status.success() && said.is_empty(), "{words}: {status}: {said}");
}

#[test]
fn a_reader_that_stops_reading_is_not_an_error_in_any_format() {
    let folder = database();
    let listings = [
        "table",
        "table --latest",
        "timeline sy",
        "report list",
        "place list",
        "actor list",
        "log",
        "indicator list",
        "report show voa-2016-10-24",
        "table --by place",
    ];
    for listing in listings {
        for format in ["text", "csv", "json", "jsonl", "markdown"] {
            head(folder.path(), &format!("{listing} --format {format}"));
        }
    }
    for format in ["csv", "hxl", "jsonl", "geojson", "jsonl --with-texts", "csv --excel"] {
        head(folder.path(), &format!("export --quiet --format {format}"));
    }
    for other in ["man", "completions bash", "map show ucdp-ged", "map suggest many.csv"] {
        head(folder.path(), other);
    }
}

#[test]
fn a_reader_of_a_named_pipe_may_go_too() {
    let folder = database();
    for name in ["p.zip", "p.csv", "p.jsonl", "p.md"] {
        let path = folder.path().join(name);
        assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo runs").success());
        let words = if name == "p.md" { "table" } else { "export" };
        let mut command = command(folder.path(), &format!("{words} --quiet -o {name}"));
        let child = command.stderr(Stdio::piped()).spawn().expect("factline runs");
        let mut reader = std::fs::File::open(&path).expect("a pipe");
        reader.read_exact(&mut [0; 4]).expect("a beginning");
        drop(reader);
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success() && output.stderr.is_empty(), "{name}: {output:?}");
    }
}
