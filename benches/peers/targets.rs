//! What Factline aims at beside its peers, and whether it was met.

use crate::contest::FACTLINE;
use crate::measure::Runs;
use crate::memory::MEMORY;
use crate::results::Results;
use std::fmt::Write as _;

/// What a time of Factline is held against: so many times another time, and so many seconds more.
struct Target {
    work: &'static str,
    /// The work and the program whose time counts; none where the seconds alone do.
    against: Option<(&'static str, &'static str)>,
    times: f64,
    more: f64,
    words: &'static str,
}

const TARGETS: &[Target] = &[
    Target {
        work: "import",
        against: Some(("import", "sqlite3")),
        times: 0.5,
        more: 0.0,
        words: "at least twice as fast as `sqlite3 .import` with the same indexes",
    },
    Target {
        work: "import",
        against: Some(("import", "DuckDB read_csv, indexes")),
        times: 1.0,
        more: 0.0,
        words: "no slower than DuckDB with indexes",
    },
    Target {
        work: "timeline of a city",
        against: Some(("timeline of a city", "sqlite3")),
        times: 3.0,
        more: 0.0,
        words: "within 3 times `sqlite3` fetching the same rows",
    },
    Target {
        work: "timeline of a city",
        against: Some(("timeline of a city", "DuckDB")),
        times: 0.5,
        more: 0.0,
        words: "under half of DuckDB's time for the same rows",
    },
    Target {
        work: "timeline of a small city",
        against: None,
        times: 0.0,
        more: 0.010,
        words: "under 10 ms",
    },
    Target {
        work: "export to CSV",
        against: Some(("export to CSV", "sqlite3")),
        times: 0.4,
        more: 0.0,
        words: "at least 2.5 times as fast as `sqlite3 -csv`",
    },
    Target {
        work: "export to CSV",
        against: Some(("export to CSV", "DuckDB")),
        times: 1.0,
        more: 0.0,
        words: "faster than DuckDB",
    },
    Target {
        work: "counts by place and indicator",
        against: Some(("counts by place and indicator", "DuckDB")),
        times: 1.0,
        more: 0.0,
        words: "no slower than DuckDB",
    },
    Target {
        work: "facts with a word",
        against: Some(("facts with a word", "sqlite3")),
        times: 1.0,
        more: 0.0,
        words: "in the time of one scan: no slower than `sqlite3` with `LIKE`",
    },
    Target {
        work: "table",
        against: Some(("timeline of a city", FACTLINE)),
        times: 2.0,
        more: 0.0,
        words: "read what is shown: within twice the timeline of a city",
    },
    Target {
        work: "export to SQLite",
        against: Some(("export to SQLite", "cp")),
        times: 3.0,
        more: 0.0,
        words: "a copy of the file: within 3 times `cp`",
    },
    Target {
        work: "import of a database",
        against: Some(("import", FACTLINE)),
        times: 1.0,
        more: 0.0,
        words: "in the time of the import of its CSV",
    },
    Target {
        work: "timeline of a country",
        against: Some(("timeline of a city", FACTLINE)),
        times: 2.0,
        more: 0.0,
        words: "read what is shown: within twice the timeline of a city",
    },
    Target {
        work: "newest changesets",
        against: None,
        times: 0.0,
        more: 0.010,
        words: "read what is shown: under 10 ms",
    },
    Target {
        work: "--version",
        against: Some(("--version", "empty")),
        times: 1.0,
        more: 0.003,
        words: "under 3 ms more than an empty Rust program",
    },
    Target {
        work: "add one fact",
        against: Some(("add one fact", "sqlite3")),
        times: 1.0,
        more: 0.003,
        words: "in the time of its syncs: under 3 ms more than `sqlite3` for one `INSERT`",
    },
];

/// The most memory that an import may take, in megabytes.
const IMPORT_MEMORY: f64 = 200.0;
/// What counts as flat: the import of the most facts takes no more than so many times the memory of
/// a tenth of them.
const FLAT: f64 = 1.5;

/// The targets at the largest size, met or not.
pub(crate) fn table(results: &Results, sizes: &[usize]) -> String {
    let mut text = String::from("| target | factline | allowed | |\n|---|---|---|---|\n");
    let Some(most) = sizes.iter().max() else { return text };
    for target in TARGETS {
        let _ = writeln!(
            text,
            "| {}: {} | {} |",
            target.work,
            target.words,
            time(results, target, *most)
        );
    }
    text.push_str(&import_memory(results, *most));
    for (work, megabytes) in MEMORY {
        let own = results.runs(work, FACTLINE, *most).map(Runs::peak);
        let _ = writeln!(
            text,
            "| {work}: memory under {megabytes} MB | {} |",
            held(own.map(mega), Some(f64::from(*megabytes)), memory)
        );
    }
    text
}

fn time(results: &Results, target: &Target, facts: usize) -> String {
    let other = match target.against {
        Some((work, who)) => results.wall(work, who, facts),
        None => Some(0.0),
    };
    let allowed = other.map(|other| other * target.times + target.more);
    held(results.wall(target.work, FACTLINE, facts), allowed, milliseconds)
}

/// What was measured, what is allowed, and whether that was met.
fn held(own: Option<f64>, allowed: Option<f64>, spoken: fn(f64) -> String) -> String {
    let cell = |figure: Option<f64>| figure.map(spoken).unwrap_or_default();
    let verdict = match (own, allowed) {
        (Some(own), Some(allowed)) if own <= allowed => "met",
        (Some(_), Some(_)) => "**not met**",
        _ => "not measured",
    };
    format!("{} | {} | {verdict}", cell(own), cell(allowed))
}

/// The import is held against a fixed figure and against its own memory for a tenth of the facts.
fn import_memory(results: &Results, most: usize) -> String {
    let peak = |facts| results.runs("import", FACTLINE, facts).map(Runs::peak).map(mega);
    let large = peak(most);
    let flat = peak(most / 10).map(|small| small * FLAT);
    format!(
        "| import: memory under {IMPORT_MEMORY:.0} MB | {} |\n\
         | import: memory flat, no more than {FLAT} times that of a tenth of the facts | {} |\n",
        held(large, Some(IMPORT_MEMORY), memory),
        held(large, flat, memory)
    )
}

/// Megabytes, near enough.
fn mega(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

fn memory(megabytes: f64) -> String {
    format!("{megabytes:.0} MB")
}
