//! The kinds of gaps.

/// The kind of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A series that nobody reported for longer than usual.
    Silent,
    /// A forecast or a plan whose day has passed.
    Due,
    /// A status without a later report.
    Hanging,
    /// A stated duration that does not fit its days.
    Duration,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Silent, Self::Due, Self::Hanging, Self::Duration];

    /// The name of the kind in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Due => "due",
            Self::Hanging => "hanging",
            Self::Duration => "duration",
        }
    }

    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Silent => "Not reported for longer than usual",
            Self::Due => "Forecast or planned for a day that has passed",
            Self::Hanging => "Left hanging",
            Self::Duration => "Durations that do not fit",
        }
    }
}
