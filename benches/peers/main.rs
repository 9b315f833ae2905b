//! Factline and its peers doing the same tasks, in one run: `cargo bench --bench peers -- [--facts
//! 10000,100000,1000000] [--runs 5,5,3] [--only table,export] [--factline PROGRAM]`, or `cargo
//! bench --bench peers -- --quick`.
//!
//! Makes realistic rows with a fixed seed, has every program import, query, count and export them
//! in turn, and prints Markdown: medians of wall time, processor time and peak memory of whole
//! processes, how they grow, and which targets are met. `benches/peers/install.sh` installs the
//! peers; the table names one that is missing or fails. `--only` measures the tasks whose names
//! contain one of the words, and the import, which the others need; `--factline` measures another
//! build.
//!
//! `--quick` is to be run before a release: 10,000 facts beside sqlite3 (and `DuckDB`, if it is
//! installed), with a generous limit for each figure. It exits with 1 and names every figure that
//! is above its limit. It takes about a minute after the build.
//!
//! Nothing is fetched from the network while it runs.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints its figures")]

mod beside;
mod contest;
mod data;
mod measure;
mod memory;
mod postgres;
mod quick;
mod report;
mod results;
mod targets;

use contest::{Entry, Programs, Work};
use data::Asked;
use measure::{Run, Runs};
use results::{Measured, Results, Trouble};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How often short tasks are measured for each run of the others.
const BRIEF: usize = 4;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [word, folder, facts] = arguments.as_slice()
        && word == "make-rows"
    {
        make_rows(Path::new(folder), facts.parse().expect("a number of facts"));
        return ExitCode::SUCCESS;
    }
    let is_quick = arguments.iter().any(|word| word == "--quick");
    let list = |name: &str, default: &str| -> Vec<usize> {
        let numbers = option(&arguments, name).unwrap_or(default).split(',');
        numbers.map(|number| number.parse().expect("numbers with commas between them")).collect()
    };
    let (sizes, runs) = if is_quick {
        (vec![quick::FACTS], vec![5])
    } else {
        (list("--facts", "10000,100000,1000000"), list("--runs", "5,5,3"))
    };
    let only: Vec<&str> = option(&arguments, "--only").unwrap_or_default().split(',').collect();
    let given = option(&arguments, "--factline");
    if given.is_none() && cfg!(debug_assertions) {
        eprintln!(
            "this build is not optimised: use `cargo bench`, or name a program by --factline"
        );
        return ExitCode::FAILURE;
    }
    let factline = Path::new(given.unwrap_or(env!("CARGO_BIN_EXE_factline")));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let programs = programs(factline, folder.path(), is_quick);
    let mut results = Results::default();
    for (at, facts) in sizes.iter().enumerate() {
        let runs = runs.get(at).or(runs.last()).copied().unwrap_or(5);
        measure_size(&programs, folder.path(), (*facts, runs), (&only, is_quick), &mut results);
    }
    if is_quick {
        return quick::report(&results);
    }
    println!("{}", report::markdown(&results, &sizes));
    ExitCode::SUCCESS
}

/// Measures every chosen task with rows of one size.
fn measure_size(
    programs: &Programs,
    folder: &Path,
    (facts, runs): (usize, usize),
    (only, is_quick): (&[&str], bool),
    results: &mut Results,
) {
    let rows = folder.join(facts.to_string());
    let asked = make(&rows, facts);
    let works = programs.works(&asked).into_iter().chain(memory::works(programs, &asked));
    for mut work in works.filter(|work| is_chosen(work.name, only)) {
        eprintln!("{facts} facts: {}", work.name);
        if is_quick {
            work.entries.retain(|entry| quick::PEERS.iter().any(|who| entry.who.starts_with(who)));
        }
        let runs = if work.is_brief { runs * BRIEF } else { runs };
        measure_work(programs, &work, &rows, (facts, runs), results);
    }
    if beside::WORKS.iter().any(|work| is_chosen(work, only)) {
        eprintln!("{facts} facts: readers beside an import");
        beside::measure(programs, &asked, &rows, facts, results);
    }
    let _ = std::fs::remove_dir_all(&rows);
}

/// Rows are made in a separate process, so that this one stays small.
fn make_rows(folder: &Path, facts: usize) {
    let asked = data::write(folder, facts).expect("the rows can be written");
    println!("{}\n{}\n{}\n{}", asked.city, asked.small, asked.report, asked.country);
}

/// The value after an option.
fn option<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let at = arguments.iter().position(|argument| argument == name)?;
    arguments.get(at + 1).map(String::as_str)
}

/// The import is always measured: the other tasks need its database.
fn is_chosen(work: &str, only: &[&str]) -> bool {
    work == "import" || only.iter().any(|word| work.contains(word))
}

/// Makes the rows and the scripts of the peers in a new folder.
fn make(rows: &Path, facts: usize) -> Asked {
    std::fs::create_dir_all(rows).expect("a folder can be made");
    let mut maker = Command::new(std::env::current_exe().expect("this program has a path"));
    let made = maker.arg("make-rows").arg(rows).arg(facts.to_string()).output();
    let made = String::from_utf8(made.expect("rows are made").stdout).expect("keys are text");
    contest::write_scripts(rows).expect("the scripts can be written");
    let mut keys = made.lines().map(str::to_owned);
    let mut key = || keys.next().expect("a key");
    Asked { city: key(), small: key(), report: key(), country: key() }
}

/// All programs in turn, so that other load on the machine affects all of them.
fn measure_work(
    programs: &Programs,
    work: &Work,
    rows: &Path,
    (facts, runs): (usize, usize),
    results: &mut Results,
) {
    let mut found: Vec<(Vec<Run>, Option<Trouble>)> = work
        .entries
        .iter()
        .map(|entry| {
            let too_many = (facts > entry.most_facts).then(|| "left out: takes minutes".to_owned());
            (Vec::new(), entry.missing.clone().or(too_many).map(Trouble::LeftOut))
        })
        .collect();
    for number in 0..runs {
        for (entry, (taken, trouble)) in work.entries.iter().zip(&mut found) {
            if trouble.is_none() {
                match once(programs, entry, rows, number) {
                    Ok(run) => taken.push(run),
                    Err(why) => *trouble = Some(Trouble::Failed(why)),
                }
            }
        }
    }
    for (entry, (taken, trouble)) in work.entries.iter().zip(found) {
        let runs = Runs::new(taken);
        results.0.push(Measured { work: work.name, who: entry.who, facts, runs, trouble });
    }
}

fn once(programs: &Programs, entry: &Entry, rows: &Path, number: usize) -> Result<Run, String> {
    for name in entry.anew {
        let path = rows.join(name);
        let _ =
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    }
    for arguments in entry.before {
        measure::run(programs.factline(arguments), rows)?;
    }
    let server = || match &programs.postgres {
        Ok(cluster) if entry.is_postgres => cluster.cpu(),
        _ => std::time::Duration::ZERO,
    };
    let before = server();
    let run = measure::run(programs.command(entry, number), rows)?;
    let peak = if entry.is_postgres { 0 } else { run.peak };
    Ok(Run { cpu: run.cpu + server().saturating_sub(before), peak, ..run })
}

/// The programs that are installed; the quick form does not start a server.
fn programs(factline: &Path, folder: &Path, is_quick: bool) -> Programs {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers/bin");
    let installed = |name: &str| Some(home.join(name)).filter(|path| path.exists());
    Programs {
        factline: std::path::absolute(factline).expect("a path of a program"),
        sqlite3: on_path("sqlite3"),
        duckdb: installed("duckdb"),
        sqlite_utils: installed("sqlite-utils"),
        xan: installed("xan"),
        postgres: if is_quick { Err("left out".to_owned()) } else { postgres::Cluster::start() },
        empty: empty_program(folder),
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.exists())
}

fn empty_program(folder: &Path) -> Option<PathBuf> {
    let (source, program) = (folder.join("empty.rs"), folder.join("empty"));
    std::fs::write(&source, "fn main() {}\n").ok()?;
    let rustc = Command::new("rustc").arg("-O").arg("-o").args([&program, &source]).status();
    rustc.is_ok_and(|status| status.success()).then_some(program)
}
