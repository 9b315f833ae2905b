//! Trials in which eight writers, three readers and an import use one database at the same time.

use super::Effort;
use super::dice::Dice;
use super::lab::{Lab, acknowledged, said};
use super::tally::Tally;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const WRITERS: usize = 8;
const READERS: usize = 3;
/// The number of rows in the import.
const ROWS: usize = 20_200;

/// What one of the processes did: the facts that it recorded, and what was refused.
#[derive(Default)]
struct Acts {
    ids: Vec<String>,
    done: usize,
    refused: Vec<String>,
    longest: Duration,
}

pub(crate) fn all(program: &Path, effort: &Effort, _: &mut Dice) -> Vec<Tally> {
    let lab = Lab::new(program);
    lab.write_rows("rows.csv", 0..ROWS);
    let end = Instant::now() + effort.crowd;
    let (writers, readers, import) = thread::scope(|scope| {
        let lab = &lab;
        let import = scope.spawn(move || lab.run(&["import", "rows.csv"]));
        let writers: Vec<_> = (0..WRITERS)
            .map(|who| scope.spawn(move || repeat(lab, end, |number| add(who, number))))
            .collect();
        let readers: Vec<_> =
            (0..READERS).map(|_| scope.spawn(move || repeat(lab, end, |_| read()))).collect();
        let all = |of: Vec<thread::ScopedJoinHandle<'_, Acts>>| -> Vec<Acts> {
            of.into_iter().map(|one| one.join().expect("a thread ends")).collect()
        };
        (all(writers), all(readers), import.join().expect("a thread ends"))
    });
    let mut wrote = tally("eight writers, three readers and an import at once: adds", &writers);
    let ids: Vec<String> = writers.into_iter().flat_map(|acts| acts.ids).collect();
    wrote.acknowledged = ids.len();
    let held = lab.state().and_then(|_| lab.has_facts(&ids));
    wrote.troubles.extend(held.err());
    if !import.status.success() {
        wrote.troubles.push(format!("the import beside them: {}", said(&import)));
    }
    vec![wrote, tally("eight writers, three readers and an import at once: tables", &readers)]
}

fn add(who: usize, number: usize) -> Vec<String> {
    let value = (1_000_000 * (who + 1) + number).to_string();
    let words = ["add", "killed", "aleppo", &value, "--when=2016-10-20", "--report=voa-2016-10-24"];
    words.map(str::to_owned).to_vec()
}

fn read() -> Vec<String> {
    ["table", "--place=aleppo", "--limit=20"].map(str::to_owned).to_vec()
}

/// Runs one command after another until the time `end`.
fn repeat(lab: &Lab, end: Instant, act: impl Fn(usize) -> Vec<String>) -> Acts {
    let mut acts = Acts::default();
    let mut number = 0;
    while Instant::now() < end {
        let arguments = act(number);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let begun = Instant::now();
        let output = lab.run(&arguments);
        acts.longest = acts.longest.max(begun.elapsed());
        if output.status.success() {
            acts.done += 1;
            acts.ids.extend(acknowledged(&output));
        } else {
            acts.refused.push(said(&output));
        }
        number += 1;
    }
    acts
}

fn tally(what: &str, all: &[Acts]) -> Tally {
    let mut tally = Tally::new(what);
    for acts in all {
        (0..acts.done).for_each(|_| tally.count(true, false, Ok(())));
        for why in &acts.refused {
            tally.count(true, false, Err(format!("refused: {why}")));
        }
    }
    let done = || all.iter().map(|acts| acts.done);
    let longest = all.iter().map(|acts| acts.longest).max().unwrap_or_default();
    tally.remark = format!(
        "{} to {} each; the longest took {:.1} s",
        done().min().unwrap_or(0),
        done().max().unwrap_or(0),
        longest.as_secs_f64()
    );
    tally
}
