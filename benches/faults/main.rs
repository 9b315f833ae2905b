//! Tries faults of the system on Factline: `cargo bench --bench faults -- [--quick] [--only
//! kills,calls,disk,signals,crowd] [--seed 1] [--factline PROGRAM]`.
//!
//! The program is killed at random moments, each of its system calls fails in turn, the disk is
//! full, signals arrive, and many processes use one database. After each trial the database must
//! open and pass its checks, every acknowledged fact must be there, the messages must be true, and
//! no file may be left behind. Prints a Markdown table, and exits with 1 if any of that failed.
//!
//! `--quick` takes about a minute (`cargo test --bench faults -- --quick` uses the debug build), a
//! full run five to fifteen minutes. Needs Linux and `strace`; the trials with a full disk also need
//! permission to mount one.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

mod calls;
mod crowd;
mod disk;
mod kills;
mod lab;
mod signals;
mod tally;

#[path = "../peers/data/dice.rs"]
#[allow(dead_code, reason = "the rows of the other benchmark need more of it")]
mod dice;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use tally::Tally;

/// How many trials are made.
struct Effort {
    /// The number of moments at which each command is killed, or gets a signal.
    moments: usize,
    /// The number of system calls of one kind that fail in turn, evenly spread over the command.
    calls: usize,
    /// The number of sizes of the small disk that are tried.
    disks: usize,
    /// How long the many processes use one database.
    crowd: Duration,
}

const QUICK: Effort = Effort { moments: 6, calls: 5, disks: 4, crowd: Duration::from_secs(4) };
const WHOLE: Effort =
    Effort { moments: 100, calls: usize::MAX, disks: 60, crowd: Duration::from_secs(60) };

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let option = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).map(String::as_str)
    };
    let program = PathBuf::from(option("--factline").unwrap_or(env!("CARGO_BIN_EXE_factline")));
    if let Some(folder) = option("--on-disk") {
        return disk::fill(&program, &PathBuf::from(folder));
    }
    let effort = if arguments.iter().any(|word| word == "--quick") { QUICK } else { WHOLE };
    let seed = option("--seed").map_or(1, |seed| seed.parse().expect("a seed is a number"));
    let mut dice = dice::Dice::new(seed);
    let only: Vec<&str> = option("--only").unwrap_or_default().split(',').collect();
    let mut tallies = Vec::new();
    for (name, part) in [
        ("kills", kills::all as fn(&_, &Effort, &mut dice::Dice) -> Vec<Tally>),
        ("calls", calls::all),
        ("disk", disk::all),
        ("signals", signals::all),
        ("crowd", crowd::all),
    ] {
        if only.iter().any(|word| name.contains(word)) {
            let begun = Instant::now();
            tallies.extend(part(&program, &effort, &mut dice));
            eprintln!("{name}: {:.0} s", begun.elapsed().as_secs_f64());
        }
    }
    println!("{}", tally::markdown(&tallies));
    let troubles: Vec<&String> = tallies.iter().flat_map(|tally| &tally.troubles).collect();
    for trouble in &troubles {
        eprintln!("{trouble}");
    }
    if troubles.is_empty() && !tallies.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
