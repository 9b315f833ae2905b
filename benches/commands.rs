//! How long whole commands take, process and all: `cargo bench --bench commands`.
//!
//! Times `--version`, `add` (durable), and `timeline` on the sample and on a generated database of
//! 100,000 facts (1,000 places by Zipf, 12 indicators, 5,000 reports), and the import and export of
//! those facts. Prints the median and the range of the runs, in milliseconds, wall time.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const FACTS: usize = 100_000;
const PLACES: usize = 1_000;
const REPORTS: usize = 5_000;
const INDICATORS: [&str; 12] = [
    "trapped",
    "killed",
    "injured",
    "displaced",
    "airstrike",
    "ceasefire",
    "corridors",
    "aid-delivery",
    "refugees",
    "returned",
    "evacuated",
    "shelling",
];

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sample, large) = (folder.path().join("sample"), folder.path().join("large"));
    run(folder.path(), &["demo", "sample", "--quiet"]);
    std::fs::create_dir(&large).expect("a folder");
    run(&large, &["init", "--quiet"]);
    generate(&large);

    println!("| command | median ms | fastest | slowest | runs |\n|---|---|---|---|---|");
    measure("empty process (true)", 50, || time(Command::new("true")));
    measure("factline --version", 50, || timed(folder.path(), &["--version"]));
    measure("import of 100,000 facts (once)", 1, || {
        timed(
            &large,
            &["import", "actors.csv", "places.csv", "reports.csv", "facts.csv", "--quiet"],
        )
    });
    measure("import of the same file again (adds nothing)", 1, || {
        timed(&large, &["import", "facts.csv", "--quiet"])
    });
    measure("export of 100,000 facts", 5, || {
        timed(&large, &["export", "-o", "out.csv", "--quiet"])
    });
    measure("timeline Aleppo, sample", 30, || timed(&sample, &["timeline", "Aleppo"]));
    measure("timeline of the largest city of 100,000", 10, || {
        timed(&large, &["timeline", "place-0"])
    });
    measure("timeline of a small city of 100,000", 30, || {
        timed(&large, &["timeline", "place-900"])
    });
    measure("table --by place,indicator over 100,000", 5, || {
        timed(&large, &["table", "--by", "place,indicator"])
    });
    let mut number = 0;
    measure("add, one durable fact, sample", 30, || {
        number += 1;
        timed(&sample, &["add", "trapped", "aleppo", &number.to_string(), "--quiet"])
    });
    measure("add, one durable fact, 100,000 facts", 30, || {
        number += 1;
        timed(
            &large,
            &["add", "trapped", "place-0", &number.to_string(), "--report", "report-1", "--quiet"],
        )
    });
}

fn factline(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factline"));
    command.current_dir(folder).args(arguments).env("FACTLINE_USER", "bench").stdout(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) {
    let status = factline(folder, arguments).status().expect("factline runs");
    assert!(status.success(), "{arguments:?}: {status}");
}

fn timed(folder: &Path, arguments: &[&str]) -> Duration {
    time(factline(folder, arguments))
}

fn time(mut command: Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("the program runs");
    let taken = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    taken
}

fn measure(what: &str, runs: usize, mut once: impl FnMut() -> Duration) {
    let mut taken: Vec<f64> = (0..runs).map(|_| once().as_secs_f64() * 1000.0).collect();
    taken.sort_by(f64::total_cmp);
    println!(
        "| {what} | {:.1} | {:.1} | {:.1} | {runs} |",
        taken[runs / 2],
        taken[0],
        taken[runs - 1]
    );
}

/// A small generator with a fixed seed, so that every run measures the same rows.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    /// A rank by Zipf's law, near enough: the product of two uniform rolls is skewed to small ranks.
    fn zipf(&mut self, most: usize) -> usize {
        let rank = self.roll(most) * self.roll(most) / most;
        rank * self.roll(most) / most
    }
}

fn generate(folder: &Path) {
    let write = |name: &str, text: &str| {
        std::fs::write(folder.join(name), text).expect("a file is written");
    };
    let mut actors = String::from("key,name,kind,parent,aliases\n");
    for actor in 0..200 {
        let _ = writeln!(actors, "actor-{actor},Actor {actor},media,,");
    }
    write("actors.csv", &actors);
    let mut places = String::from(
        "key,name,kind,parent,country,pcode,latitude,longitude,coordinate_precision,aliases\n",
    );
    for place in 0..PLACES {
        let _ = writeln!(places, "place-{place},City {place},city,,SYR,,,,,");
    }
    write("places.csv", &places);
    let mut dice = Dice(7);
    let mut reports = String::from(
        "key,publisher,title,byline,url,archive_url,published,language,republishes,confidentiality,text_file\n",
    );
    for report in 0..REPORTS {
        let day =
            format!("{}-{:02}-{:02}", 2012 + report % 8, 1 + dice.roll(12), 1 + dice.roll(28));
        let _ = writeln!(
            reports,
            "report-{report},actor-{},Title {report},,https://example.org/{report},,{day},en,,,",
            dice.roll(200)
        );
    }
    write("reports.csv", &reports);
    write("facts.csv", &facts(&mut dice));
}

fn facts(dice: &mut Dice) -> String {
    let mut facts = String::from(
        "indicator,place_key,value_best,value_high,when_edtf,claimant,report_key,quote\n",
    );
    for fact in 0..FACTS {
        let (best, high) = if dice.roll(4) == 0 {
            (String::new(), fact.to_string())
        } else {
            (fact.to_string(), String::new())
        };
        let day =
            format!("{}-{:02}-{:02}", 2012 + dice.roll(8), 1 + dice.roll(12), 1 + dice.roll(28));
        let quote = "the report says that people were seen there on that day and on others; "
            .repeat(1 + dice.roll(2));
        let _ = writeln!(
            facts,
            "{},place-{},{best},{high},{day},actor-{},report-{},{quote}{fact}",
            INDICATORS[dice.roll(12)],
            dice.zipf(PLACES),
            dice.roll(200),
            dice.roll(REPORTS)
        );
    }
    facts
}
