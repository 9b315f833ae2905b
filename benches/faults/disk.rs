//! Trials in which a small disk (tmpfs) is full at different moments of recording and writing.

use super::Effort;
use super::dice::Dice;
use super::lab::{Lab, acknowledged, said};
use super::tally::Tally;
use std::path::Path;
use std::process::{Command, ExitCode};

/// The sizes of the disk, in kB: the least one takes a new database with the sample and its journal.
const LEAST: usize = 1400;
const MOST: usize = 3400;

pub(crate) fn all(program: &Path, effort: &Effort, _: &mut Dice) -> Vec<Tally> {
    let mut tally = Tally::new("a small disk is filled by adds, an import, and exports");
    for at in 0..effort.disks {
        let size = LEAST + (MOST - LEAST) * at / effort.disks;
        match on_disk(program, size) {
            Disk::Filled(acknowledged) => {
                tally.count(true, true, Ok(()));
                tally.acknowledged += acknowledged - 1;
            }
            Disk::Failed(why) => tally.count(true, false, Err(format!("{size} kB: {why}"))),
            Disk::NotAllowed(why) => {
                eprintln!("disk: no disk can be mounted here ({why}): its writes fail instead");
                return vec![super::calls::full_disk(program, effort)];
            }
        }
    }
    vec![super::calls::full_disk(program, effort), tally]
}

enum Disk {
    /// The disk was filled; has the number of acknowledged facts, all of which were found again.
    Filled(usize),
    Failed(String),
    /// This system does not allow mounting a disk; has the reason.
    NotAllowed(String),
}

/// Runs [`fill`] in a process with a small disk of its own, `size` kB large, that no other process
/// sees.
fn on_disk(program: &Path, size: usize) -> Disk {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let me = std::env::current_exe().expect("this program has a path");
    let script = "mount -t tmpfs -o size=$1k none \"$2\" || exit 9; exec \"$3\" --on-disk \"$2\" --factline \"$4\"";
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    command.arg(size.to_string()).arg(folder.path()).arg(me).arg(program);
    let output = command.output().expect("unshare is installed (Debian package util-linux)");
    match output.status.code() {
        Some(0) => {
            let count = String::from_utf8_lossy(&output.stdout).trim().parse();
            Disk::Filled(count.expect("a number of facts"))
        }
        Some(1) if output.stdout.is_empty() && !output.stderr.starts_with(b"trouble: ") => {
            Disk::NotAllowed(said(&output))
        }
        Some(9) => Disk::NotAllowed(said(&output)),
        _ => Disk::Failed(said(&output)),
    }
}

/// Fills the disk of a folder with facts; prints the number of acknowledged facts.
pub(crate) fn fill(program: &Path, folder: &Path) -> ExitCode {
    match filled(program, folder) {
        Ok(facts) => {
            println!("{facts}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("trouble: {why}");
            ExitCode::FAILURE
        }
    }
}

fn filled(program: &Path, folder: &Path) -> Result<usize, String> {
    let lab = Lab::at(program, folder);
    let (mut ids, mut number) = (Vec::new(), 0);
    std::fs::write(lab.path("filler"), "").map_err(|error| error.to_string())?;
    let files = lab.files();
    // Another file takes the free space and leaves less and less of it.
    for left in [256, 128, 64, 32, 16, 8, 4, 0] {
        take_all_but(&lab, left);
        for _ in 0..3 {
            number += 1;
            let output = add(&lab, number);
            match (acknowledged(&output), output.status.success()) {
                (Some(id), true) => ids.push(id),
                _ if said_full(&output) => {}
                _ => return Err(format!("an add said: {}", said(&output))),
            }
        }
        import_and_export(&lab, left, number)?;
        lab.has_facts(&ids)?;
    }
    std::fs::write(lab.path("filler"), "").map_err(|error| error.to_string())?;
    lab.nothing_left(&files, "")?;
    let again = add(&lab, 7777);
    ids.extend(acknowledged(&again));
    lab.state()?;
    lab.has_facts(&ids)?;
    if again.status.success() { Ok(ids.len()) } else { Err(format!("then: {}", said(&again))) }
}

fn add(lab: &Lab, value: usize) -> std::process::Output {
    let value = value.to_string();
    let what = ["add", "killed", "aleppo", &value, "--when=2016-10-20"];
    lab.run(&[&what[..], &["--report=voa-2016-10-24"]].concat())
}

/// Imports and exports while `left` kB are free: each succeeds, or fails because of the full disk and records nothing.
fn import_and_export(lab: &Lab, left: usize, number: usize) -> Result<(), String> {
    for arguments in [&["import", "rows.csv"][..], &["export", "-q", "-o", "out.csv"]] {
        let _ = std::fs::write(lab.path("filler"), "");
        lab.write_rows("rows.csv", number * 1000..number * 1000 + 900);
        take_all_but(lab, left);
        let before = lab.state()?;
        let output = lab.run(arguments);
        if !output.status.success() && !said_full(&output) {
            return Err(format!("{arguments:?} said: {}", said(&output)));
        }
        if !output.status.success() && lab.state()? != before {
            return Err(format!("{arguments:?} failed and recorded something"));
        }
        let _ = std::fs::remove_file(lab.path("out.csv"));
        let _ = std::fs::remove_file(lab.path("rows.csv"));
    }
    Ok(())
}

/// Fills the disk with a file, except for `left` kB.
fn take_all_but(lab: &Lab, left: usize) {
    use std::io::Write;
    let mut filler = std::fs::File::create(lab.path("filler")).expect("a file is made");
    let block = [0; 1024];
    let mut taken: u64 = 0;
    while filler.write_all(&block).is_ok() {
        taken += 1024;
    }
    let _ = filler.set_len(taken.saturating_sub(left as u64 * 1024));
}

fn said_full(output: &std::process::Output) -> bool {
    let text = String::from_utf8_lossy(&output.stderr);
    text.contains("full") || text.contains("No space left")
}
