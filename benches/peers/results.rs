//! The results: one entry for each program at each task and size.

use crate::measure::Runs;
use std::fmt;

/// One program for one task, at one size.
pub(crate) struct Measured {
    pub(crate) work: &'static str,
    pub(crate) who: &'static str,
    pub(crate) facts: usize,
    pub(crate) runs: Option<Runs>,
    pub(crate) trouble: Option<Trouble>,
}

/// Why there are no runs of a program, or only few.
#[derive(Clone)]
pub(crate) enum Trouble {
    /// It is not installed, or would take too long.
    LeftOut(String),
    Failed(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut(why) => f.write_str(why),
            Self::Failed(why) => write!(f, "failed: {why}"),
        }
    }
}

/// All results, in the order in which they were measured.
#[derive(Default)]
pub(crate) struct Results(pub(crate) Vec<Measured>);

impl Results {
    /// The first program whose name begins with `who`, for a task and a size.
    fn find(&self, work: &str, who: &str, facts: usize) -> Option<&Measured> {
        self.0.iter().find(|measured| {
            measured.work == work && measured.facts == facts && measured.who.starts_with(who)
        })
    }

    pub(crate) fn runs(&self, work: &str, who: &str, facts: usize) -> Option<&Runs> {
        self.find(work, who, facts)?.runs.as_ref()
    }

    /// Why runs failed.
    pub(crate) fn failure(&self, work: &str, who: &str, facts: usize) -> Option<String> {
        let trouble = self.find(work, who, facts)?.trouble.as_ref()?;
        matches!(trouble, Trouble::Failed(_)).then(|| trouble.to_string())
    }

    /// The median wall time in seconds.
    pub(crate) fn wall(&self, work: &str, who: &str, facts: usize) -> Option<f64> {
        self.runs(work, who, facts).map(|runs| runs.median().wall.as_secs_f64())
    }
}
