//! Trials in which each system call of the program fails in turn (fault injection of `strace`).

use super::Effort;
use super::dice::Dice;
use super::lab::{Lab, State, acknowledged, said};
use super::tally::Tally;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Kind of call, the calls as `strace` names them (`?` marks calls that only some systems have),
/// and the error that they return.
const FAULTS: [(&str, &str, &str); 9] = [
    ("write", "write,pwrite64,?writev", "EIO"),
    ("write", "write,pwrite64,?writev", "ENOSPC"),
    ("sync", "fsync,fdatasync", "EIO"),
    ("unlink", "?unlink,unlinkat", "EIO"),
    ("rename", "?rename,?renameat,?renameat2,?link,linkat", "EIO"),
    ("truncate", "ftruncate", "EIO"),
    ("open", "?open,openat", "EMFILE"),
    ("open", "?open,openat", "EACCES"),
    ("read", "read,pread64", "EIO"),
];

/// A command whose system calls fail: its name, its arguments, and the file that it writes.
struct Work {
    name: &'static str,
    arguments: Vec<String>,
    output: &'static str,
}

/// A system call that is made to fail.
#[derive(Clone, Copy)]
struct Fault {
    calls: &'static str,
    error: &'static str,
    /// Which of the calls in each thread fails, counted from 1.
    which: usize,
    /// Whether all later calls also fail.
    from_then_on: bool,
}

/// The commands that are tried, in words for the table.
const WORKS: &str = "of add, correct, report add, import, init, and of three exports";

pub(crate) fn all(program: &Path, effort: &Effort, _: &mut Dice) -> Vec<Tally> {
    if let Err(why) = can_trace() {
        return vec![Tally::not_tried("calls that fail", &why)];
    }
    let what = |(kind, _, error): (&str, _, &str)| {
        Tally::new(format!("a call ({kind}) {WORKS} fails ({error})"))
    };
    let mut tallies: Vec<Tally> = FAULTS.map(what).into();
    for_each_work(program, |lab, work, whole| {
        for ((kind, calls, error), tally) in FAULTS.into_iter().zip(&mut tallies) {
            for which in spread(count(lab, work, calls), effort.calls) {
                let fault = Fault { calls, error, which, from_then_on: false };
                try_one(lab, work, fault, kind == "unlink", whole, tally);
            }
        }
    });
    tallies
}

/// Trials in which the disk is full from some write on, and stays full.
pub(crate) fn full_disk(program: &Path, effort: &Effort) -> Tally {
    if let Err(why) = can_trace() {
        return Tally::not_tried("a disk that is full from a write on", &why);
    }
    let mut tally = Tally::new(format!("the disk is full from a write {WORKS} on"));
    let calls = "pwrite64,ftruncate,?fallocate";
    for_each_work(program, |lab, work, whole| {
        for which in spread(count(lab, work, calls), effort.disks) {
            let fault = Fault { calls, error: "ENOSPC", which, from_then_on: true };
            try_one(lab, work, fault, false, whole, &mut tally);
        }
    });
    tally
}

/// Calls `each` with every command, its lab, and the bytes that the command writes if nothing
/// fails.
fn for_each_work(program: &Path, mut each: impl FnMut(&Lab, &Work, &[u8])) {
    let lab = ready(program);
    for work in works(&lab) {
        lab.must(&arguments(&work));
        let whole = std::fs::read(lab.path(work.output)).unwrap_or_default();
        reset(&lab, &work);
        each(&lab, &work, &whole);
    }
}

/// A lab with a copy of its database, which is restored after each trial.
fn ready(program: &Path) -> Lab {
    let lab = Lab::new(program);
    lab.write_rows("rows.csv", 0..300);
    std::fs::write(lab.path("text.txt"), "Eight corridors were opened.")
        .expect("a file is written");
    std::fs::write(lab.path("trace"), "").expect("a file is written");
    std::fs::copy(lab.path("factline.db"), lab.path("old.db")).expect("a copy");
    lab
}

fn works(lab: &Lab) -> Vec<Work> {
    let add = ["add", "killed", "aleppo", "5", "--when=2016-10-20", "--report=voa-2016-10-24"];
    let recorded = lab.run(&add);
    let id = acknowledged(&recorded).unwrap_or_else(|| panic!("{recorded:?}"));
    std::fs::copy(lab.path("factline.db"), lab.path("old.db")).expect("a copy");
    let work = |name, words: &[&str], output| Work {
        name,
        arguments: words.iter().map(|word| (*word).to_owned()).collect(),
        output,
    };
    let report = ["report", "add", "--title=T", "--publisher=voa", "--published=2016-12-01"];
    vec![
        work("add", &[&["add", "killed", "aleppo", "6"], &add[4..]].concat(), ""),
        work("correct", &["correct", &id, "7", "--reason=again"], ""),
        work("report add", &[&report[..], &["--text=text.txt"]].concat(), ""),
        work("import", &["import", "rows.csv"], ""),
        work("export as CSV", &["export", "--quiet", "--output=out.csv"], "out.csv"),
        work("export as zip", &["export", "--quiet", "--output=out.zip"], "out.zip"),
        work("export as SQLite", &["export", "--quiet", "--output=out.db"], "out.db"),
        work("init", &["init", "--db=new.db"], "new.db"),
    ]
}

fn arguments(work: &Work) -> Vec<&str> {
    work.arguments.iter().map(String::as_str).collect()
}

/// Restores the database, and removes what the command wrote.
fn reset(lab: &Lab, work: &Work) {
    let _ = std::fs::remove_file(lab.path("factline.db-journal"));
    std::fs::copy(lab.path("old.db"), lab.path("factline.db")).expect("a copy");
    if !work.output.is_empty() {
        let _ = std::fs::remove_file(lab.path(work.output));
    }
}

/// Runs a command under `strace`; `fault` is the call that fails, or `None` if no call does.
fn trace(lab: &Lab, work: &Work, calls: &str, fault: Option<Fault>) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "trace", "-e"]).arg(format!("trace={calls}"));
    if let Some(Fault { error, which, from_then_on, .. }) = fault {
        let on = if from_then_on { "+" } else { "" };
        command.arg("-e").arg(format!("inject={calls}:error={error}:when={which}{on}"));
    }
    command.arg(lab.program()).args(&work.arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    lab.set_up(&mut command);
    command.output().expect("strace is installed (Debian package strace)")
}

/// Whether `strace` may look into processes here; a container can forbid it.
fn can_trace() -> Result<(), String> {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    match traced {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(said(&output)),
        Err(why) => Err(format!("strace (Debian package strace): {why}")),
    }
}

/// The number of calls of a kind that a command makes.
fn count(lab: &Lab, work: &Work, calls: &str) -> usize {
    let output = trace(lab, work, calls, None);
    assert!(output.status.success(), "{}: {}", work.name, said(&output));
    let trace = std::fs::read_to_string(lab.path("trace")).expect("strace writes");
    reset(lab, work);
    trace.lines().filter(|line| line.contains('(')).count()
}

/// At most `most` numbers from 1 to `all`, evenly spread, including the first and the last.
fn spread(all: usize, most: usize) -> Vec<usize> {
    if all <= most {
        return (1..=all).collect();
    }
    (0..most).map(|at| 1 + at * (all - 1) / (most - 1).max(1)).collect()
}

fn try_one(lab: &Lab, work: &Work, fault: Fault, may_leave: bool, whole: &[u8], tally: &mut Tally) {
    let (before, files) = (lab.state(), lab.files());
    let output = trace(lab, work, fault.calls, Some(fault));
    let traced = std::fs::read_to_string(lab.path("trace")).expect("strace writes");
    let held = before.and_then(|before| {
        let after = lab.state()?;
        is_honest(&before, &after, work, &output)?;
        lab.has_facts(&Vec::from_iter(acknowledged(&output)))?;
        is_whole(lab, work, &output, whole)?;
        if may_leave { Ok(()) } else { lab.nothing_left(&files, work.output) }
    });
    let held = held.map_err(|why| format!("{}, call {}: {why}", work.name, fault.which));
    tally.count(traced.contains("(INJECTED)"), output.status.success(), held);
    reset(lab, work);
    for name in lab.files().difference(&files) {
        let _ = std::fs::remove_file(lab.path(name));
    }
}

/// Fails if the output of a command contradicts the database: a fact was acknowledged but not
/// recorded, or an error does not mention that the fact was recorded.
fn is_honest(before: &State, after: &State, work: &Work, output: &Output) -> Result<(), String> {
    let recorded = before != after;
    let text = String::from_utf8_lossy(&output.stderr);
    let says = |words: &str| text.contains(words);
    let is_done = output.status.success();
    if recorded && !work.output.is_empty() {
        return Err("an export changed the database".to_owned());
    }
    let admits = says("recorded, but") || says("may have been recorded");
    let wrong = if recorded {
        says("nothing was recorded") || !(is_done || admits)
    } else {
        work.output.is_empty() && (is_done || says("recorded, but"))
    };
    let is = if recorded { "recorded" } else { "not recorded" };
    if wrong { Err(format!("it is {is}, and it said: {}", said(output))) } else { Ok(()) }
}

/// Fails if the file that a command writes exists and is not complete, or is missing although the
/// command succeeded.
fn is_whole(lab: &Lab, work: &Work, output: &Output, whole: &[u8]) -> Result<(), String> {
    if work.output.is_empty() {
        return Ok(());
    }
    match std::fs::read(lab.path(work.output)) {
        Ok(_) if work.output == "new.db" => Ok(()),
        Ok(_) if !output.status.success() && !said(output).contains("written, but") => {
            Err(format!("the file is in place, and it said: {}", said(output)))
        }
        Ok(bytes) if bytes == whole => Ok(()),
        Ok(bytes) => Err(format!("{} bytes of {} are written", bytes.len(), whole.len())),
        Err(_) if output.status.success() => Err("acknowledged, and no file is there".to_owned()),
        Err(_) => Ok(()),
    }
}
