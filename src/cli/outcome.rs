//! How a command ends, and with it the exit code of the process.

/// How a command ended when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The command did what was asked: exit code 0.
    Done,
    /// The command did what was asked, and there is something to look at: exit code 3.
    LookAt,
}

/// What running a command gives: how it ended, or why it failed.
pub(super) type Run = anyhow::Result<Outcome>;
