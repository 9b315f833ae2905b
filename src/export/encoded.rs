//! Keeps encoded columns, so that they are encoded once and copied for each fact: those of all
//! reports, shared by all threads.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The encoded columns of one report, place or indicator.
pub(super) struct EncodedRuns {
    pub(super) bytes: Box<[u8]>,
    /// The offset in `bytes` at which each run of columns ends.
    pub(super) ends: Box<[u32]>,
}

impl EncodedRuns {
    pub(super) fn run(&self, number: usize) -> &[u8] {
        let at = |end: Option<&u32>| end.map_or(0, |end| *end as usize);
        let from = number.checked_sub(1).map_or(0, |before| at(self.ends.get(before)));
        self.bytes.get(from..at(self.ends.get(number))).unwrap_or_default()
    }
}

/// The encoded columns of reports by row number, shared by all threads.
pub(super) struct EncodedReports {
    blocks: Vec<OnceLock<Box<[OnceLock<EncodedRuns>]>>>,
    /// Number of reports whose columns are kept.
    kept: AtomicUsize,
}

/// Number of reports in a block. Memory for a block is allocated when the first of its reports is
/// kept.
const BLOCK: usize = 1 << 10;
/// Highest row number of a report whose columns are kept; it limits the memory.
const MOST_REPORTS: usize = 1 << 22;

impl EncodedReports {
    /// Makes room for reports with row numbers up to `newest`; allocates no block yet.
    pub(super) fn below(newest: i64) -> Self {
        let most = usize::try_from(newest).unwrap_or(0).min(MOST_REPORTS);
        let blocks = (0..=most / BLOCK).map(|_| OnceLock::new()).collect();
        Self { blocks, kept: AtomicUsize::new(0) }
    }

    /// Number of reports whose columns are kept, at about 500 bytes each.
    pub(super) fn kept(&self) -> usize {
        self.kept.load(Ordering::Relaxed)
    }

    /// The encoded columns of a report; `None` if they are not kept.
    pub(super) fn get(&self, number: i64) -> Option<&EncodedRuns> {
        self.slot(number)?.get()
    }

    /// Keeps the encoded columns of a report. Returns them as the error if its row number is
    /// beyond `MOST_REPORTS`.
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
