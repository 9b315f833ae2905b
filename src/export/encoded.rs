//! What was encoded once and is copied: the columns of reports, of which there may be many.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The runs of one source, encoded once and copied.
pub(super) struct EncodedRuns {
    pub(super) bytes: Box<[u8]>,
    /// Where each run ends.
    pub(super) ends: Box<[u32]>,
}

impl EncodedRuns {
    pub(super) fn run(&self, number: usize) -> &[u8] {
        let at = |end: Option<&u32>| end.map_or(0, |end| *end as usize);
        let from = number.checked_sub(1).map_or(0, |before| at(self.ends.get(before)));
        self.bytes.get(from..at(self.ends.get(number))).unwrap_or_default()
    }
}

/// The runs of reports by their numbers, for all threads together: there may be many reports.
pub(super) struct EncodedReports {
    blocks: Vec<OnceLock<Box<[OnceLock<EncodedRuns>]>>>,
    /// How many reports are kept.
    kept: AtomicUsize,
}

/// So many reports with neighbouring numbers get their room together, once one of them is needed.
const BLOCK: usize = 1 << 10;
/// Of reports with greater numbers than this, nothing is kept.
const MOST_REPORTS: usize = 1 << 22;

impl EncodedReports {
    /// Room for the reports with numbers up to this.
    pub(super) fn below(newest: i64) -> Self {
        let most = usize::try_from(newest).unwrap_or(0).min(MOST_REPORTS);
        let blocks = (0..=most / BLOCK).map(|_| OnceLock::new()).collect();
        Self { blocks, kept: AtomicUsize::new(0) }
    }

    /// How many reports are kept: some 500 bytes each.
    pub(super) fn kept(&self) -> usize {
        self.kept.load(Ordering::Relaxed)
    }

    /// The runs of a report, if they are kept.
    pub(super) fn get(&self, number: i64) -> Option<&EncodedRuns> {
        self.slot(number)?.get()
    }

    /// Keeps the runs of a report. Gives them back where there is no room for its number.
    pub(super) fn keep(&self, number: i64, runs: EncodedRuns) -> Result<&EncodedRuns, EncodedRuns> {
        let Some(slot) = self.slot(number) else { return Err(runs) };
        self.kept.fetch_add(1, Ordering::Relaxed);
        Ok(slot.get_or_init(|| runs))
    }

    fn slot(&self, number: i64) -> Option<&OnceLock<EncodedRuns>> {
        let number = usize::try_from(number).ok()?;
        let block = self.blocks.get(number / BLOCK)?;
        block.get_or_init(|| (0..BLOCK).map(|_| OnceLock::new()).collect()).get(number % BLOCK)
    }
}
