//! The targets for Factline compared with its peers, and whether they were met.

use crate::contest::FACTLINE;
use crate::measure::Runs;
use crate::memory::MEMORY;
use crate::results::Results;
use std::fmt::Write as _;

/// The limit for a time of Factline: a multiple of another time, plus a number of seconds.
pub(crate) struct Target {
    work: &'static str,
    /// The task and the program with the other time; none if the limit is only a number of seconds.
    against: Option<(&'static str, &'static str)>,
    times: f64,
    more: f64,
    /// The number of facts for which the limit applies, if that is not the largest number.
    facts: Option<usize>,
    /// Whether the slowest run is compared, instead of the median.
    slowest: bool,
    words: &'static str,
}

/// At most this many times as long as a peer takes for the same task. The peer is given by the
/// beginning of its name.
pub(crate) const fn times(
    work: &'static str,
    peer: &'static str,
    times: f64,
    words: &'static str,
) -> Target {
    Target {
        work,
        against: Some((work, peer)),
        times,
        more: 0.0,
        facts: None,
        slowest: false,
        words,
    }
}

/// At most this many seconds longer than a peer takes for the same task.
const fn more(work: &'static str, peer: &'static str, seconds: f64, words: &'static str) -> Target {
    Target { more: seconds, ..times(work, peer, 1.0, words) }
}

/// At most this many seconds.
pub(crate) const fn under(work: &'static str, seconds: f64, words: &'static str) -> Target {
    Target { against: None, ..more(work, "", seconds, words) }
}

const TARGETS: &[Target] = &[
    times(
        "import",
        "sqlite3",
        1.0 / 1.8,
        "at least 1.8 times as fast as `sqlite3 .import` with the same indexes",
    ),
    times("import", "DuckDB read_csv", 1.0, "no slower than DuckDB without indexes"),
    Target {
        facts: Some(10_000),
        ..under("import", 0.25, "10,000 facts with 5,000 places in under 0.25 s")
    },
    times(
        "import of a flat file",
        "sqlite3",
        1.0,
        "200,000 rows no slower than `sqlite3 .import` with indexes",
    ),
    under("comparison of all facts", 8.0, "all facts compared in under 8 s"),
    under("table of the latest", 8.0, "what stands of each series in under 8 s"),
    under("comparison of a city", 0.3, "the facts of a city compared in under 0.3 s"),
    under("brief of a city", 0.3, "the page of a city in under 0.3 s"),
    times("timeline of a city", "sqlite3", 2.5, "within 2.5 times `sqlite3` fetching the rows"),
    times("timeline of a city", "DuckDB", 0.4, "under 0.4 of DuckDB's time for the same rows"),
    under("timeline of a small city", 0.010, "under 10 ms"),
    times("export to CSV", "sqlite3", 0.4, "at least 2.5 times as fast as `sqlite3 -csv`"),
    times("export to CSV", "DuckDB", 1.0, "faster than DuckDB"),
    times(
        "counts by place and indicator",
        "sqlite3",
        0.4,
        "at least 2.5 times as fast as `sqlite3`'s `GROUP BY`",
    ),
    times(
        "facts with a word",
        "sqlite3",
        1.0,
        "in the time of one scan: no slower than `sqlite3` with `LIKE`",
    ),
    Target {
        against: Some(("timeline of a city", FACTLINE)),
        ..times("table", "", 2.0, "read what is shown: within twice the timeline of a city")
    },
    under("newest changesets", 0.010, "read what is shown: under 10 ms"),
    more("--version", "empty", 0.0012, "within 1.2 ms of an empty Rust program"),
    more("add one fact", "sqlite3", 0.002, "within 2 ms of `sqlite3`'s `INSERT`"),
    beside("timeline beside an import"),
    beside("table beside an import"),
];

/// The longest wait of a reader while an import runs, except during the final commit.
const fn beside(work: &'static str) -> Target {
    Target { slowest: true, ..under(work, 2.0, "never fails, the slowest waits at most 2 s") }
}

/// The most memory, in megabytes, for tasks whose time is also measured.
const PEAKS: &[(&str, u32)] = &[("import", 200), ("--version", 6)];
/// Memory counts as constant if the import of the most facts takes at most this many times as much
/// as the import of a tenth of them.
const FLAT: f64 = 1.5;

/// The targets at the largest size, met or not.
pub(crate) fn table(results: &Results, sizes: &[usize]) -> String {
    let mut text = String::from("| target | factline | allowed | |\n|---|---|---|---|\n");
    let Some(most) = sizes.iter().max() else { return text };
    for target in TARGETS {
        text.push_str(&target.hold(results, target.facts.unwrap_or(*most)).line());
    }
    for (work, megabytes) in PEAKS.iter().chain(MEMORY) {
        text.push_str(&peak(results, (work, *megabytes), *most).line());
    }
    let _ = write!(text, "{}", flat_memory(results, *most).line());
    text
}

/// The measured value, the limit, and whether it was met.
pub(crate) struct Held {
    what: String,
    own: Option<f64>,
    allowed: Option<f64>,
    /// Why runs of Factline failed.
    failure: Option<String>,
    unit: fn(f64) -> String,
}

impl Held {
    /// Whether a figure is above its limit, or Factline failed.
    pub(crate) fn is_missed(&self) -> bool {
        self.failure.is_some()
            || matches!((self.own, self.allowed), (Some(own), Some(allowed)) if own > allowed)
    }

    pub(crate) fn is_measured(&self) -> bool {
        self.own.is_some() && self.allowed.is_some()
    }

    /// One line of the table.
    pub(crate) fn line(&self) -> String {
        let verdict = match &self.failure {
            Some(failure) => format!("**{failure}**"),
            None if self.is_missed() => "**not met**".to_owned(),
            None if self.is_measured() => "met".to_owned(),
            None => "not measured".to_owned(),
        };
        let cell = |figure: Option<f64>| figure.map(self.unit).unwrap_or_default();
        format!("| {} | {} | {} | {verdict} |\n", self.what, cell(self.own), cell(self.allowed))
    }
}

impl Target {
    /// Compares Factline with the target for a number of facts.
    pub(crate) fn hold(&self, results: &Results, facts: usize) -> Held {
        let other = match self.against {
            Some((work, who)) => results.wall(work, who, facts),
            None => Some(0.0),
        };
        let runs = results.runs(self.work, FACTLINE, facts);
        let time = |runs: &Runs| if self.slowest { runs.slowest() } else { runs.median().wall };
        Held {
            what: format!("{}: {}", self.work, self.words),
            own: runs.map(|runs| time(runs).as_secs_f64()),
            allowed: other.map(|other| other * self.times + self.more),
            failure: results.failure(self.work, FACTLINE, facts),
            unit: milliseconds,
        }
    }
}

/// Compares a task of Factline with the most megabytes that it may take.
pub(crate) fn peak(results: &Results, (work, most): (&str, u32), facts: usize) -> Held {
    Held {
        what: format!("{work}: memory under {most} MB"),
        own: results.runs(work, FACTLINE, facts).map(Runs::peak).map(mega),
        allowed: Some(f64::from(most)),
        failure: results.failure(work, FACTLINE, facts),
        unit: memory,
    }
}

/// Compares the memory of an import with that of an import of a tenth of the facts.
fn flat_memory(results: &Results, most: usize) -> Held {
    let peak = |facts| results.runs("import", FACTLINE, facts).map(Runs::peak).map(mega);
    Held {
        what: format!(
            "import: memory flat, no more than {FLAT} times that of a tenth of the facts"
        ),
        own: peak(most),
        allowed: peak(most / 10).map(|small| small * FLAT),
        failure: None,
        unit: memory,
    }
}

/// Bytes as megabytes (1,048,576 bytes each).
fn mega(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX)) / 1024.0
}

fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}

fn memory(megabytes: f64) -> String {
    format!("{megabytes:.0} MB")
}
