//! One process from start to exit: wall time, processor time, peak memory, and what it wrote.
//!
//! The kernel counts the peak of a child from before it became another program, so no result is
//! below the memory of this process. Rows are therefore made in a separate process.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

/// The measured values of one run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    pub(crate) wall: Duration,
    /// User and system time; includes that of a server if one does the work.
    pub(crate) cpu: Duration,
    /// Bytes; zero if a server does the work.
    pub(crate) peak: u64,
    pub(crate) lines: usize,
}

/// The exit code of Factline after an import that refused some of the rows. No peer uses it.
const DONE_WITH_REFUSALS: i32 = 3;

/// Runs a program in a folder, with its output in a file there. Fails with the program's error
/// message if it fails.
pub(crate) fn run(mut command: Command, folder: &Path) -> Result<Run, String> {
    let (out, talk) = (folder.join("out.txt"), folder.join("talk.txt"));
    let file = |path: &Path| File::create(path).map_err(|error| error.to_string());
    command.current_dir(folder).stdin(Stdio::null()).stdout(file(&out)?).stderr(file(&talk)?);
    let start = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("cannot start: {error}"))?;
    let used = child.wait4().map_err(|error| error.to_string())?;
    let wall = start.elapsed();
    if !used.status.success() && used.status.code() != Some(DONE_WITH_REFUSALS) {
        let said = std::fs::read_to_string(&talk).unwrap_or_default();
        return Err(said.lines().last().unwrap_or("failed without a word").to_owned());
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Run { wall, cpu, peak: used.rusage.maxrss, lines: lines(&out) })
}

fn lines(path: &PathBuf) -> usize {
    let Ok(mut file) = File::open(path) else { return 0 };
    let (mut buffer, mut lines) = (vec![0; 1 << 16], 0);
    while let Ok(read @ 1..) = file.read(&mut buffer) {
        lines += buffer[..read].iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
    }
    lines
}

/// The runs of one program for one task.
#[derive(Clone, Debug)]
pub(crate) struct Runs(Vec<Run>);

impl Runs {
    pub(crate) fn new(mut runs: Vec<Run>) -> Option<Self> {
        runs.sort_by_key(|run| run.wall);
        (!runs.is_empty()).then_some(Self(runs))
    }

    /// The run of median wall time.
    pub(crate) fn median(&self) -> Run {
        self.0[self.0.len() / 2]
    }

    pub(crate) fn fastest(&self) -> Duration {
        self.0[0].wall
    }

    pub(crate) fn slowest(&self) -> Duration {
        self.0[self.0.len() - 1].wall
    }

    pub(crate) fn peak(&self) -> u64 {
        self.0.iter().map(|run| run.peak).max().unwrap_or(0)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }
}
