//! What was measured: one entry for each program at each work and size.

use crate::measure::Runs;

/// One program at one work, at one size.
pub(crate) struct Measured {
    pub(crate) work: &'static str,
    pub(crate) who: &'static str,
    pub(crate) facts: usize,
    pub(crate) runs: Option<Runs>,
    /// Why there are no runs, or fewer.
    pub(crate) trouble: Option<String>,
}

/// All that was measured, in that order.
#[derive(Default)]
pub(crate) struct Results(pub(crate) Vec<Measured>);

impl Results {
    /// The runs of the first program whose name begins with `who`.
    pub(crate) fn runs(&self, work: &str, who: &str, facts: usize) -> Option<&Runs> {
        let is_meant = |measured: &&Measured| {
            measured.work == work && measured.facts == facts && measured.who.starts_with(who)
        };
        self.0.iter().find(is_meant).and_then(|measured| measured.runs.as_ref())
    }

    /// The median wall time in seconds.
    pub(crate) fn wall(&self, work: &str, who: &str, facts: usize) -> Option<f64> {
        self.runs(work, who, facts).map(|runs| runs.median().wall.as_secs_f64())
    }
}
