//! Trials in which the program is killed (SIGKILL) at random moments while it records.

use super::Effort;
use super::dice::Dice;
use super::lab::{Lab, acknowledged, said};
use super::tally::Tally;
use std::path::Path;
use std::process::Output;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The number of rows in an import: enough to make the import drop and rebuild the indexes of
/// facts.
const ROWS: usize = 20_200;
/// The latest moment of a kill, in thousandths of the command's usual duration.
const LATEST: usize = 1100;

pub(crate) fn all(program: &Path, effort: &Effort, dice: &mut Dice) -> Vec<Tally> {
    vec![
        one("add", program, effort, dice, |_, number| add(number)),
        one("correct", program, effort, dice, correct),
        one("import", program, effort, dice, import),
    ]
}

fn add(number: usize) -> Vec<String> {
    let value = (1000 + number).to_string();
    let words = ["add", "killed", "aleppo", &value, "--when=2016-10-20", "--report=voa-2016-10-24"];
    words.map(str::to_owned).to_vec()
}

fn correct(lab: &Lab, number: usize) -> Vec<String> {
    let arguments = add(number);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let recorded = lab.run(&arguments);
    let id = acknowledged(&recorded).unwrap_or_else(|| panic!("{recorded:?}"));
    let value = (500_000 + number).to_string();
    ["correct", &id, &value, "--reason", "counted again"].map(str::to_owned).to_vec()
}

fn import(lab: &Lab, number: usize) -> Vec<String> {
    lab.write_rows("rows.csv", number * ROWS..(number + 1) * ROWS);
    ["import", "rows.csv"].map(str::to_owned).to_vec()
}

/// Kills one command many times. `prepare` makes its files and returns its arguments.
fn one(
    work: &str,
    program: &Path,
    effort: &Effort,
    dice: &mut Dice,
    prepare: impl Fn(&Lab, usize) -> Vec<String>,
) -> Tally {
    let mut tally = Tally::new(format!("`{work}` killed at a random moment"));
    let facts = if work == "import" { ROWS as u64 } else { 1 };
    let mut lab = Lab::new(program);
    let begun = Instant::now();
    let first = run(&lab, &prepare(&lab, 0), None).1;
    let usual = begun.elapsed();
    assert!(first.status.success(), "{}", said(&first));
    for number in 1..=effort.moments {
        if work == "import" && number % 20 == 0 {
            // A new lab, since a growing database would make the checks slower and slower.
            lab = Lab::new(program);
        }
        let arguments = prepare(&lab, number);
        let (before, files) = (lab.state(), lab.files());
        let moment = usual * u32::try_from(dice.roll(LATEST)).unwrap_or(0) / 1000;
        let (hit, output) = run(&lab, &arguments, Some(moment));
        let done = acknowledged(&output).filter(|_| work != "import");
        let is_acknowledged = done.is_some() || output.stdout.starts_with(b"facts: ");
        let held = before.and_then(|before| {
            let after = lab.state()?;
            let new = (after.facts - before.facts, after.changesets - before.changesets);
            if new != (0, 0) && new != (facts, 1) {
                return Err(format!("neither before nor after: {new:?}"));
            }
            if is_acknowledged && new == (0, 0) {
                return Err("acknowledged, and not there".to_owned());
            }
            lab.has_facts(&Vec::from_iter(done))?;
            // The journal of a killed process stays until the next command records.
            run(&lab, &add(900_000 + number), None);
            lab.nothing_left(&files, "")
        });
        tally.count(hit, is_acknowledged, held);
    }
    tally
}

/// Runs a command to its end, or kills it at a moment; `true` if the process was still running
/// then.
fn run(lab: &Lab, arguments: &[String], moment: Option<Duration>) -> (bool, Output) {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut child = lab.command(&arguments).spawn().expect("factline runs");
    let mut hit = false;
    if let Some(moment) = moment {
        sleep(moment);
        hit = child.try_wait().expect("it can be asked").is_none();
        let _ = child.kill();
    }
    (hit, child.wait_with_output().expect("it ends"))
}
