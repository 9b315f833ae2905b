//! How a command ends, and the exit code that follows.

/// How a command ended, if it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The command did what was asked: exit code 0.
    Done,
    /// The command did what was asked, but the user should look at something, such as refused rows:
    /// exit code 3.
    LookAt,
}

impl Outcome {
    /// How both ended: the user should look at whatever one of them shows.
    pub(super) fn and(self, other: Self) -> Self {
        if self == Self::Done { other } else { self }
    }
}

/// The result of a command: how it ended, or why it failed.
pub(super) type Run = anyhow::Result<Outcome>;
