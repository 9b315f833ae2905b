//! The quick form, to be run before a release: 10,000 facts, and a generous limit for each figure. A mistake that makes
//! something several times slower is noticed, but a busy machine does not matter.

use crate::contest::FACTLINE;
use crate::memory;
use crate::results::Results;
use crate::targets::{Held, Target, peak, times, under};
use std::process::ExitCode;

/// The number of facts.
pub(crate) const FACTS: usize = 10_000;

/// The programs that take part, by the beginnings of their names.
pub(crate) const PEERS: [&str; 4] = ["factline", "sqlite3", "DuckDB", "empty"];

/// Each limit is about three times what was measured when it was set.
const MARGINS: &[Target] = &[
    times("import", "sqlite3", 7.0, "within 7 times `sqlite3 .import` with indexes"),
    times("import of a flat file", "sqlite3", 8.0, "within 8 times `sqlite3 .import`"),
    times("timeline of a city", "sqlite3", 8.0, "within 8 times `sqlite3`"),
    times("timeline of a city", "DuckDB", 1.5, "within 1.5 times DuckDB"),
    times("timeline of a small city", "sqlite3", 8.0, "within 8 times `sqlite3`"),
    times("export to CSV", "sqlite3", 3.0, "within 3 times `sqlite3 -csv`"),
    times("counts by place and indicator", "sqlite3", 12.0, "within 12 times `GROUP BY`"),
    times("facts with a word", "sqlite3", 7.0, "within 7 times `LIKE`"),
    times("--version", "empty", 10.0, "within 10 times an empty Rust program"),
    times("add one fact", "sqlite3", 8.0, "within 8 times `sqlite3`'s `INSERT`"),
    under("timeline beside an import", 4.0, "never fails, within 4 s"),
    under("table beside an import", 4.0, "never fails, within 4 s"),
    under("reader at the final commit", 8.0, "never fails, within 8 s"),
];

/// The most memory, in megabytes; the limits in `memory` for any number of facts also apply.
const PEAKS: &[(&str, u32)] = &[("import", 120), ("--version", 16)];

/// Prints every figure beside its limit, and names those that are above it. Fails if there is one,
/// or if there is nothing to compare with.
pub(crate) fn report(results: &Results) -> ExitCode {
    let times = MARGINS.iter().map(|margin| margin.hold(results, FACTS));
    let peaks = PEAKS.iter().chain(memory::MEMORY).map(|most| peak(results, *most, FACTS));
    let (times, peaks): (Vec<Held>, Vec<Held>) = (times.collect(), peaks.collect());
    println!("| figure of {FACTS} facts | factline | allowed | |\n|---|---|---|---|");
    for held in times.iter().chain(&peaks) {
        print!("{}", held.line());
    }
    for (who, why) in missing(results) {
        eprintln!("not compared with {who}: {why}");
    }
    if results.wall("import", "sqlite3", FACTS).is_none() {
        eprintln!(
            "nothing was compared: sqlite3 is missing or failed; benches/peers/install.sh installs it"
        );
        return ExitCode::FAILURE;
    }
    let missed: Vec<&Held> = times.iter().chain(&peaks).filter(|held| held.is_missed()).collect();
    for held in &missed {
        eprint!("outside its margin: {}", held.line());
    }
    if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The peers without a figure, each once, with the reason.
fn missing(results: &Results) -> Vec<(&str, String)> {
    let mut missing: Vec<(&str, String)> = Vec::new();
    for line in &results.0 {
        let who = line.who.split(' ').next().unwrap_or_default();
        if let (None, Some(why)) = (&line.runs, &line.trouble)
            && who != FACTLINE
            && missing.iter().all(|(known, _)| *known != who)
        {
            missing.push((who, why.to_string()));
        }
    }
    missing
}
