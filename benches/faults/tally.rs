//! What was tried, and how it ended.

use std::fmt::Write as _;

/// One kind of bad luck for one work.
#[derive(Debug)]
pub(crate) struct Tally {
    /// What was done to which work.
    pub(crate) what: String,
    /// How often.
    pub(crate) tries: usize,
    /// How often the work was still under way, or the call was made at all.
    pub(crate) hit: usize,
    /// Acts of recording, or files written, that were acknowledged.
    pub(crate) acknowledged: usize,
    /// What did not hold, in words, each with its try.
    pub(crate) troubles: Vec<String>,
    /// What a reader of the figures must know of them.
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

    /// Counts one try, and what did not hold after it.
    pub(crate) fn count(&mut self, hit: bool, acknowledged: bool, held: Result<(), String>) {
        self.tries += 1;
        self.hit += usize::from(hit);
        self.acknowledged += usize::from(acknowledged);
        if let Err(why) = held {
            self.troubles.push(format!("{}, try {}: {why}", self.what, self.tries));
        }
    }
}

/// The figures as a table.
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
