//! Counts the trials of each fault and their results, and prints them as a table.

use std::fmt::Write as _;

/// The results for one kind of fault and one command.
#[derive(Debug)]
pub(crate) struct Tally {
    /// The fault and the command, in words.
    pub(crate) what: String,
    /// The number of trials.
    pub(crate) tries: usize,
    /// The number of trials in which the command was still running, or made the call that fails.
    pub(crate) hit: usize,
    /// The number of commands that acknowledged a fact or a file.
    pub(crate) acknowledged: usize,
    /// What went wrong, in words, each with the number of its trial.
    pub(crate) troubles: Vec<String>,
    /// A remark for the reader of the table.
    pub(crate) remark: String,
}

impl Tally {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        let what = what.into();
        Self {
            what,
            tries: 0,
            hit: 0,
            acknowledged: 0,
            troubles: Vec::new(),
            remark: String::new(),
        }
    }

    /// A trial that this machine does not allow, and why. It is reported, but does not count as a
    /// failure.
    pub(crate) fn not_tried(what: &str, why: &str) -> Self {
        eprintln!("not tried: {what}: {why}");
        Self { remark: format!("**not tried**: {why}"), ..Self::new(what) }
    }

    /// Counts one trial; `held` has its faults.
    pub(crate) fn count(&mut self, hit: bool, acknowledged: bool, held: Result<(), String>) {
        self.tries += 1;
        self.hit += usize::from(hit);
        self.acknowledged += usize::from(acknowledged);
        if let Err(why) = held {
            self.troubles.push(format!("{}, try {}: {why}", self.what, self.tries));
        }
    }
}

/// All results as a Markdown table.
pub(crate) fn markdown(tallies: &[Tally]) -> String {
    let mut text = "| what happened | tries | hit while it ran | acknowledged | did not hold | |\n\
                    |---|--:|--:|--:|--:|---|\n"
        .to_owned();
    for Tally { what, tries, hit, acknowledged, troubles, remark } in tallies {
        let wrong = troubles.len();
        let row = format!("| {what} | {tries} | {hit} | {acknowledged} | {wrong} | {remark} |");
        let _ = writeln!(text, "{row}");
    }
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    let (tries, wrong) = (sum(|tally| tally.tries), sum(|tally| tally.troubles.len()));
    let _ = writeln!(text, "\n{tries} tries, {wrong} in which something did not hold.");
    text
}
