//! What Factline aims at beside its peers, and whether it was met.

use crate::contest::FACTLINE;
use crate::report::Results;
use std::fmt::Write as _;

/// A time is held against a multiple of a peer's time, and so many seconds more.
struct Target {
    work: &'static str,
    peer: &'static str,
    times: f64,
    more: f64,
    words: &'static str,
}

const TARGETS: &[Target] = &[
    Target {
        work: "import",
        peer: "sqlite3",
        times: 0.5,
        more: 0.0,
        words: "at least twice as fast as `sqlite3 .import` with the same indexes",
    },
    Target {
        work: "import",
        peer: "DuckDB read_csv, indexes",
        times: 1.0,
        more: 0.0,
        words: "no slower than DuckDB with indexes",
    },
    Target {
        work: "timeline of a city",
        peer: "sqlite3",
        times: 3.0,
        more: 0.0,
        words: "within 3 times `sqlite3` fetching the same rows",
    },
    Target {
        work: "timeline of a city",
        peer: "DuckDB",
        times: 0.5,
        more: 0.0,
        words: "under half of DuckDB's time for the same rows",
    },
    Target {
        work: "timeline of a small city",
        peer: "",
        times: 0.0,
        more: 0.010,
        words: "under 10 ms",
    },
    Target {
        work: "export to CSV",
        peer: "sqlite3",
        times: 0.4,
        more: 0.0,
        words: "at least 2.5 times as fast as `sqlite3 -csv`",
    },
    Target {
        work: "export to CSV",
        peer: "DuckDB",
        times: 1.0,
        more: 0.0,
        words: "faster than DuckDB",
    },
    Target {
        work: "counts by place and indicator",
        peer: "DuckDB",
        times: 1.0,
        more: 0.0,
        words: "no slower than DuckDB",
    },
    Target {
        work: "facts with a word",
        peer: "sqlite3",
        times: 1.0,
        more: 0.0,
        words: "in the time of one scan: no slower than `sqlite3` with `LIKE`",
    },
    Target {
        work: "--version",
        peer: "empty",
        times: 1.0,
        more: 0.003,
        words: "under 3 ms more than an empty Rust program",
    },
    Target {
        work: "add one fact",
        peer: "sqlite3",
        times: 1.0,
        more: 0.003,
        words: "in the time of its syncs: under 3 ms more than `sqlite3` for one `INSERT`",
    },
];

/// The most memory that an import may take, in bytes.
const MEMORY: u64 = 200 << 20;
/// What counts as flat: the import of the most facts takes no more than so many times the memory of
/// a tenth of them.
const FLAT: f64 = 1.5;

/// The targets at the largest size, met or not.
pub(crate) fn table(results: &Results, sizes: &[usize]) -> String {
    let mut text = String::from("| target | factline | allowed | |\n|---|---|---|---|\n");
    let Some(most) = sizes.iter().max() else { return text };
    for target in TARGETS {
        let own = results.wall(target.work, FACTLINE, *most);
        let peer = if target.peer.is_empty() {
            Some(0.0)
        } else {
            results.wall(target.work, target.peer, *most)
        };
        let (shown, verdict) = match (own, peer) {
            (Some(own), Some(peer)) => {
                let allowed = peer * target.times + target.more;
                (
                    format!("{} | {}", milliseconds(own), milliseconds(allowed)),
                    if own <= allowed { "met" } else { "**not met**" },
                )
            }
            _ => (" | ".to_owned(), "not measured"),
        };
        let _ = writeln!(text, "| {}: {} | {shown} | {verdict} |", target.work, target.words);
    }
    text.push_str(&memory(results, *most));
    text
}

fn memory(results: &Results, most: usize) -> String {
    let peak = |facts| results.runs("import", FACTLINE, facts).map(crate::measure::Runs::peak);
    let Some(large) = peak(most) else { return String::new() };
    let verdict = |is_met| if is_met { "met" } else { "**not met**" };
    let mut text = format!(
        "| import: memory under 200 MB | {} MB | {} MB | {} |\n",
        large >> 20,
        MEMORY >> 20,
        verdict(large < MEMORY)
    );
    if let Some(small) = peak(most / 10) {
        let allowed = mega(small) * FLAT;
        let _ = writeln!(
            text,
            "| import: memory flat, no more than {FLAT} times that of a tenth of the facts | {:.0} MB | {allowed:.0} MB | {} |",
            mega(large),
            verdict(mega(large) <= allowed)
        );
    }
    text
}

/// Megabytes, near enough.
fn mega(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}
