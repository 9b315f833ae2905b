//! Trials in which the program gets a signal to end (INT, TERM, HUP) at random moments of a long
//! command.

use super::Effort;
use super::dice::Dice;
use super::lab::{Lab, said};
use super::tally::Tally;
use rustix::process::{Pid, Signal, kill_process};
use std::path::Path;
use std::thread::sleep;
use std::time::Instant;

/// The number of rows of an import, and of facts of an export.
const ROWS: usize = 20_200;
const SIGNALS: [Signal; 3] = [Signal::INT, Signal::TERM, Signal::HUP];

/// Commands: name, arguments, the file or folder written, and the number of facts recorded.
const WORKS: [(&str, &[&str], &str, usize); 9] = [
    ("import of a CSV", &["import", "rows.csv"], "", ROWS),
    ("import of a zip", &["import", "--db=empty.db", "many.zip"], "", 0),
    ("export as CSV", &["export", "-q", "-o", "out.csv", "--db=many.db"], "out.csv", 0),
    ("export as zip", &["export", "-q", "-o", "out.zip", "--db=many.db"], "out.zip", 0),
    ("export as SQLite", &["export", "-q", "-o", "out.db", "--db=many.db"], "out.db", 0),
    (
        "export as a folder",
        &["export", "-q", "-o", "out", "--db=many.db", "--format=datapackage"],
        "out",
        0,
    ),
    ("table -o", &["table", "-o", "out.json", "--db=many.db"], "out.json", 0),
    ("demo", &["demo", "-q"], "", 0),
    ("demo DIR", &["demo", "-q", "try"], "try", 0),
];

pub(crate) fn all(program: &Path, effort: &Effort, dice: &mut Dice) -> Vec<Tally> {
    let lab = Lab::new(program);
    lab.write_rows("rows.csv", 0..ROWS);
    std::fs::copy(lab.path("factline.db"), lab.path("many.db")).expect("a copy");
    lab.must(&["import", "-q", "rows.csv", "--db=many.db"]);
    lab.must(&["export", "-q", "-o", "many.zip", "--db=many.db"]);
    lab.must(&["init", "-q", "--db=empty.db"]);
    for name in ["factline.db", "empty.db"] {
        std::fs::copy(lab.path(name), lab.path(&format!("{name}.old"))).expect("a copy");
    }
    WORKS.iter().map(|work| one(&lab, work, effort, dice)).collect()
}

fn one(
    lab: &Lab,
    (name, arguments, written, rows): &(&str, &[&str], &str, usize),
    effort: &Effort,
    dice: &mut Dice,
) -> Tally {
    let mut tally = Tally::new(format!("`{name}` gets a signal to end (INT, TERM, HUP)"));
    reset(lab, written);
    let files = lab.files();
    let begun = Instant::now();
    lab.must(arguments);
    let usual = begun.elapsed();
    let whole = std::fs::read(lab.path(written)).unwrap_or_default();
    reset(lab, written);
    for number in 0..effort.moments {
        let before = lab.state();
        let child = lab.command(arguments).spawn().expect("factline runs");
        sleep(usual * u32::try_from(dice.roll(1050)).unwrap_or(0) / 1000);
        let id = Pid::from_child(&child);
        let _ = kill_process(id, SIGNALS[number % SIGNALS.len()]);
        let output = child.wait_with_output().expect("it ends");
        let hit = output.status.code().is_none();
        let done = output.status.success();
        let held = before.and_then(|before| {
            let new = lab.state()?.facts - before.facts;
            if new != 0 && new != *rows as u64 {
                return Err(format!("{new} of {rows} rows are recorded"));
            }
            if done && new != *rows as u64 {
                return Err(format!("acknowledged, and {new} of {rows} rows are there"));
            }
            if !hit && !done {
                return Err(format!("it failed: {}", said(&output)));
            }
            // The journal of an ended process stays until the next command records.
            for database in ["factline.db", "empty.db"] {
                lab.run(&["actor", "add", "Somebody", "--db", database]);
            }
            lab.nothing_left(&files, written)?;
            is_whole(lab, written, done, &whole)
        });
        tally.count(hit, done, held);
        reset(lab, written);
        for left in lab.files().difference(&files) {
            let _ = std::fs::remove_file(lab.path(left));
            let _ = std::fs::remove_dir_all(lab.path(left));
        }
    }
    tally
}

fn reset(lab: &Lab, written: &str) {
    for name in ["factline.db", "empty.db"] {
        let _ = std::fs::remove_file(lab.path(&format!("{name}-journal")));
        std::fs::copy(lab.path(&format!("{name}.old")), lab.path(name)).expect("a copy");
    }
    if !written.is_empty() {
        let _ = std::fs::remove_file(lab.path(written));
        let _ = std::fs::remove_dir_all(lab.path(written));
    }
}

/// Fails if the file or folder that a command writes exists and is not complete, or is missing
/// although the command succeeded.
fn is_whole(lab: &Lab, written: &str, done: bool, whole: &[u8]) -> Result<(), String> {
    let path = lab.path(written);
    if written.is_empty() {
        return Ok(());
    }
    if !path.exists() {
        return if done { Err("acknowledged, and nothing is there".to_owned()) } else { Ok(()) };
    }
    if path.is_dir() {
        let made = ["datapackage.json", "factline.db"].iter().any(|name| path.join(name).exists());
        return if made { Ok(()) } else { Err(format!("a part of the folder {written} is left")) };
    }
    let bytes = std::fs::read(&path).map_err(|error| error.to_string())?;
    if bytes == whole { Ok(()) } else { Err(format!("a part of {written} is left")) }
}
